"""Data, folders and pages agree, in both directions."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from macros.load import DATA_FILE, Catalog
from macros.problems import Place, nearest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem


def check(project: Project) -> Iterator[Problem]:
    """Entries without a page, pages without an entry, folders without index.md."""
    if project.catalog is None:
        return
    yield from _missing_pages(project, project.catalog)
    for src in sorted(project.pages.keys() - project.catalog.pages.keys()):
        where = _where(project.catalog, src)
        yield problem("page-unlisted", Place(f"docs/{src}"), where=where)
    yield from _missing_indexes(project)


def _missing_pages(project: Project, catalog: Catalog) -> Iterator[Problem]:
    unlisted = [page for page in project.pages if page not in catalog.pages]
    for src, title in catalog.pages.items():
        if src not in project.files and not _index_of_folder(project, src):
            hint = nearest(src, unlisted) if unlisted else ""
            place = catalog.places.get(src, Place(DATA_FILE))
            yield problem("page-missing", place, id=title, page=f"docs/{src}", nearest=hint)


def _index_of_folder(project: Project, src: str) -> bool:
    """A folder with pages but no index.md is said once, at the folder."""
    folder, name = posixpath.split(src)
    return name == "index.md" and any(page.startswith(f"{folder}/") for page in project.pages)


def _where(catalog: Catalog, src: str) -> str:
    folder = posixpath.dirname(src)
    topics = {node.folder: node for node in catalog.topics.values()}
    if folder in topics:
        return f"주제 {topics[folder].id}의 lessons"
    if posixpath.dirname(folder) in topics and src.endswith("/index.md"):
        return f"주제 {topics[posixpath.dirname(folder)].id}의 topics"
    return "groups"


def _missing_indexes(project: Project) -> Iterator[Problem]:
    folders = set()
    for src in project.pages:
        folder = posixpath.dirname(src)
        while folder:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    for folder in sorted(folders):
        if f"{folder}/index.md" not in project.pages:
            yield problem("index-missing", Place(f"docs/{folder}"), folder=f"docs/{folder}")
