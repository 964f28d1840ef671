"""Macros of the roadmap site: the edge towards mkdocs-macros.

``define_env`` and ``on_pre_page_macros`` are all that the plugin sees. What the
macros do stands in ``pagemacros.py``; what a page may call, in ``sandbox.py``; what
is checked before, in ``checks/``. What they need is imported when they are called: so a
mistake in one module is found by those who use it, and not by everyone at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.load import Catalog
    from macros.pagemacros import Macro


def define_env(env: Any) -> None:
    """Register every macro with the plugin, in place of those that it brings."""
    from macros.load import load  # noqa: PLC0415
    from macros.pagemacros import MACROS  # noqa: PLC0415

    root = Path(env.project_dir)
    catalog, problems = load(root)
    if catalog is None:
        # The hooks have refused such a project before; an engine without hooks stops here.
        raise ValueError("\n".join(str(found) for found in problems))
    env.macros.clear()
    for name, one in MACROS.items():
        env.macro(_for_page(one, root, catalog, env), name)


def on_pre_page_macros(env: Any) -> None:
    """Let the plugin render in the sandbox, not in its own environment.

    Called before each page: the plugin makes its environment after ``define_env``.
    """
    from macros.pagemacros import MACROS  # noqa: PLC0415
    from macros.sandbox import Sandbox  # noqa: PLC0415

    if not isinstance(env.env, Sandbox):
        env._env = Sandbox({name: env.macros[name] for name in MACROS})


def _for_page(one: Macro, root: Path, catalog: Catalog, env: Any) -> Callable[..., str]:
    from macros.site import Site  # noqa: PLC0415

    def call(*args: Any, **kwargs: Any) -> str:
        site = Site(root, catalog, directory_urls=bool(env.conf["use_directory_urls"]))
        return one(site, env.page.file.src_uri, *args, **kwargs)

    return call
