"""Data, folders and pages agree, in both directions; files have names and kinds that can be published."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from macros.load import DATA_FILE, Catalog
from macros.problems import Place, nearest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem


_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*")
# Files that a lesson shows have the names that their programs want (Dockerfile, _helpers.tpl).
_SHOWN_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?")
# Names that Windows keeps for itself, whatever follows them.
WINDOWS_NAME = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
# What is published as it is must not be able to run in the reader's browser.
_PAGE_KINDS = ("md", "png", "jpg", "jpeg", "webp", "gif")
_SHOWN_KINDS = (
    "yaml", "yml", "json", "toml", "ini", "conf", "cfg", "env", "properties", "template", "tpl", "tf", "hcl",
    "sh", "py", "go", "sql", "txt", "proto", "rego", "lua",
)  # fmt: skip
_OWN = ("assets/", "roadmap.yml", "lab-results.json")


def check(project: Project) -> Iterator[Problem]:
    """Odd files, entries without a page, pages without an entry, folders without index.md."""
    yield from _files(project)
    if project.catalog is None:
        return
    yield from _missing_pages(project, project.catalog)
    for src in sorted(project.pages.keys() - project.catalog.pages.keys()):
        where = _where(project.catalog, src)
        yield problem("page-unlisted", Place(f"docs/{src}"), where=where)
    yield from _missing_indexes(project)


def _files(project: Project) -> Iterator[Problem]:
    """Files that every system can unpack and every reader can open."""
    for name in sorted(project.links):
        yield problem("file-link", Place(f"docs/{name}"))
    for name in sorted(project.files):
        before, shown, after = name.partition("/manifests/")
        parts = before.split("/") if shown else name.split("/")
        kinds = _SHOWN_KINDS if shown else _PAGE_KINDS
        wrong = [part for part in parts if not _NAME.fullmatch(part) or WINDOWS_NAME.fullmatch(part)]
        wrong += [
            part
            for part in (after.split("/") if shown else [])
            if not _SHOWN_NAME.fullmatch(part) or WINDOWS_NAME.fullmatch(part)
        ]
        if wrong:
            yield problem("file-name", Place(f"docs/{name}"), name=wrong[0])
        elif not name.startswith(_OWN) and not _has_kind(name, kinds, without=bool(shown)):
            allowed = ", ".join(kinds)
            yield problem("file-kind", Place(f"docs/{name}"), name=posixpath.basename(name), allowed=allowed)


def _has_kind(name: str, kinds: tuple[str, ...], *, without: bool) -> bool:
    kind = posixpath.splitext(name)[1].lstrip(".")
    return kind.lower() in kinds or (without and not kind)


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
