"""Macros of the roadmap site: the edge towards mkdocs-macros.

``define_env`` is all that the plugin sees. What the macros do stands in
``pagemacros.py``; what is checked before, in ``checks/``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context

from macros.load import load
from macros.pagemacros import MACROS, Macro
from macros.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.runtime import Context

    from macros.load import Catalog


def define_env(env: Any) -> None:
    """Register every macro with the plugin (mkdocs-macros, or an engine like it)."""
    root = Path(env.project_dir)
    catalog, problems = load(root)
    if catalog is None:
        # The hooks have refused such a project before; an engine without hooks stops here.
        raise ValueError("\n".join(str(found) for found in problems))
    for name, one in MACROS.items():
        env.macro(_for_page(one, root, catalog, env.conf), name)


def _for_page(one: Macro, root: Path, catalog: Catalog, config: Any) -> Callable[..., str]:
    @pass_context
    def call(context: Context, *args: Any, **kwargs: Any) -> str:
        site = Site(root, catalog, directory_urls=bool(config["use_directory_urls"]))
        return one(site, context["page"].file.src_uri, *args, **kwargs)

    return call
