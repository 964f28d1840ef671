"""MkDocs hooks: check before building, and take navigation from the data file."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


# What pages may load: their own files and nothing else. Styles of diagrams stand in attributes.
POLICY = (
    "default-src 'none'; script-src {own}; style-src {own} 'unsafe-inline'; img-src {own} data:; "
    "font-src {own}; connect-src {own}; base-uri 'none'; form-action {own}"
)
_run: dict[str, str] = {}


def on_startup(*, command: str, dirty: bool) -> None:
    """Say what is wrong only. Under ``--quiet`` MkDocs would not count warnings either."""
    _run["command"] = command
    # The list of macros that their plugin prints at every build.
    logging.getLogger("mkdocs.plugins.mkdocs_macros.util").setLevel(logging.WARNING)
    if command == "build":
        for handler in logging.getLogger("mkdocs").handlers:
            if handler.get_name() == "MkDocsStreamHandler":
                handler.setLevel(logging.WARNING)


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse a project with problems; set navigation, anchors and addresses."""
    # MkDocs executes this module once; what it imports here is as fresh as each build.
    from macros.checks import check  # noqa: PLC0415
    from macros.load import load  # noqa: PLC0415
    from macros.navigation import descriptions, navigation  # noqa: PLC0415
    from macros.problems import report  # noqa: PLC0415
    from macros.slugs import slugger  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    problems = check(root)
    catalog, _ = load(root)
    if problems or catalog is None:
        print(report(problems), file=sys.stderr)
        raise Abort(f"고칠 곳이 {len(problems)}군데 있습니다. 사이트는 바뀌지 않았습니다.")
    config.nav = navigation(catalog)
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugger(catalog.roadmap.stages)
    _link_repository(config)
    config.extra["descriptions"] = descriptions(catalog)
    # To a file opened by double click, 'self' is nobody.
    own = "'self'" if config.use_directory_urls else "'self' file:"
    config.extra["policy"] = POLICY.format(own=own) if _run["command"] == "build" else ""
    config.extra["catalog"] = catalog
    config.extra["cards"] = []
    return config


def _link_repository(config: MkDocsConfig) -> None:
    """An edit button, a link to report a mistake and one in the footer, if the address is known.

    Not ``repo_url``: for addresses on GitHub the theme's script would ask GitHub for
    stars and releases on every page, from every reader.
    """
    address, config.repo_url = (config.repo_url or "").rstrip("/"), ""
    config.edit_uri = f"{address}/{config.edit_uri}" if address else None
    # The form has an `id: lesson`; what stands in the address is filled in there.
    config.extra["report"] = f"{address}/issues/new?template=lesson-error.yml" if address else ""
    if address:
        link = {"icon": "fontawesome/brands/git-alt", "link": address, "name": "저장소"}
        config.extra["social"] = [link]


def on_page_markdown(_markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Give lessons and topics their summary as the page's description."""
    summary = config.extra["descriptions"].get(page.file.src_uri)
    if summary:
        page.meta.setdefault("description", summary)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Finish lessons: terms are marked, the end is added, questions become cards."""
    from macros.anki import question_cards  # noqa: PLC0415
    from macros.finish import finish  # noqa: PLC0415
    from macros.site import Site  # noqa: PLC0415

    catalog, here = config.extra["catalog"], page.file.src_uri
    lesson = catalog.lesson_of_page.get(here)
    if lesson is not None:
        config.extra["cards"] += question_cards(lesson.id, html)
    site = Site(Path(config.config_file_path).parent, catalog, directory_urls=config.use_directory_urls)
    return finish(site, here, html)


# The pages that a running preview has read for the search; most are as they were.
_read: dict[str, Any] = {}


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write cards and search index; let the next build of a preview see edited Python code."""
    from macros import schema  # noqa: PLC0415
    from macros.anki import FILE, file_of, term_cards  # noqa: PLC0415
    from macros.search.index import write_index  # noqa: PLC0415
    from macros.site import Site  # noqa: PLC0415

    root, folder = Path(config.config_file_path).parent, Path(config.site_dir)
    site = Site(root, config.extra["catalog"], directory_urls=config.use_directory_urls)
    write_index(folder, site, _read)
    cards = [*config.extra["cards"], *term_cards(config.extra["catalog"])]
    (folder / FILE).write_text(file_of(cards), encoding="utf-8")
    (folder / schema.FILE).write_text(schema.text(), encoding="utf-8")
    for name in [name for name in sys.modules if name.split(".")[0] == "macros"]:
        del sys.modules[name]
