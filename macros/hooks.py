"""MkDocs hooks: check before building, and take navigation from the data file.

The preview (``preview/drawing.py``) draws single pages through the same hooks, but it shows
what is wrong beside them: nothing is refused there.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from macros import schema
from macros.anki import FILE, file_of, question_cards, term_cards
from macros.checks import check
from macros.finish import finish
from macros.load import load
from macros.navigation import descriptions, navigation
from macros.problems import report
from macros.search.index import write_index
from macros.site import Site
from macros.slugs import slugger

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


# What pages may load: their own files and nothing else. Styles of diagrams stand in attributes.
POLICY = (
    "default-src 'none'; script-src {own}; style-src {own} 'unsafe-inline'; img-src {own} data:; "
    "font-src {own}; connect-src {own}; base-uri 'none'; form-action {own}"
)
_run: dict[str, str] = {}
# The pages that a running preview has read for the search; most are as they were.
_read: dict[str, Any] = {}


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
    """Refuse to build a project with problems; set navigation, anchors and addresses."""
    root = Path(config.config_file_path).parent
    catalog, problems = load(root)
    if _run["command"] == "build":
        problems = check(root)
    if problems or catalog is None:
        print(report(problems), file=sys.stderr)
        raise Abort(f"고칠 곳이 {len(problems)}군데 있습니다. 사이트는 바뀌지 않았습니다.")
    config.nav = navigation(catalog)
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugger(catalog.roadmap.stages)
    _link_repository(config)
    config.extra["descriptions"] = descriptions(catalog)
    # To a file opened by double click, 'self' is nobody.
    own = "'self'" if config.use_directory_urls else "'self' file:"
    config.extra["policy"] = POLICY.format(own=own)
    config.extra["catalog"] = catalog
    # The finished lessons by id: their questions become cards.
    config.extra["finished"] = {}
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
    """Finish lessons: terms are marked, the end is added."""
    here = page.file.src_uri
    lesson = config.extra["catalog"].lesson_of_page.get(here)
    if lesson is not None:
        config.extra["finished"][lesson.id] = html
    return finish(_site(config), here, html)


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write what is made of all pages: search index, cards, schema."""
    site, folder = _site(config), Path(config.site_dir)
    write_index(folder, site, _read)
    finished: dict[str, str] = config.extra["finished"]
    questions = [card for lesson, html in finished.items() for card in question_cards(lesson, html)]
    (folder / FILE).parent.mkdir(exist_ok=True)
    (folder / FILE).write_text(file_of([*questions, *term_cards(site.catalog)]), encoding="utf-8")
    (folder / schema.FILE).write_text(schema.text(), encoding="utf-8")


def _site(config: MkDocsConfig) -> Site:
    root = Path(config.config_file_path).parent
    return Site(root, config.extra["catalog"], directory_urls=config.use_directory_urls)
