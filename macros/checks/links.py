"""Links and images of pages: they resolve, and they work offline."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from macros.model import url_fault
from macros.problems import nearest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.pages import Link, Page
    from macros.problems import Place, Problem


def check(project: Project) -> Iterator[Problem]:
    """Every link of every page."""
    for page in project.pages.values():
        for link in page.links:
            yield from _link(project, page, link)


def _link(project: Project, page: Page, link: Link) -> Iterator[Problem]:
    place = page.place(link.line, link.column)
    if link.image and not link.text.strip():
        yield problem("image-alt", place)
    if link.target.startswith("/") and not link.target.startswith("//"):
        yield _relative(project, page, link, problem("link-absolute", place, target=link.target))
        return
    try:
        parts = urlsplit(link.target)
    except ValueError:
        yield problem("bad-url", place, actual=link.target, why="주소의 형식이 아닙니다")
        return
    if parts.scheme and parts.scheme not in {"http", "https"}:
        return  # mail, or what no link may be (``markup``)
    if parts.scheme or parts.netloc:
        why = "" if link.image else url_fault(link.target)
        if why:
            yield problem("bad-url", place, actual=link.target, why=why)
    else:
        yield from _internal(project, page, unquote(parts.path), unquote(parts.fragment), place)


def _relative(project: Project, page: Page, link: Link, found: Problem) -> Problem:
    """The problem with its mending, if the address names a file below docs/ or the page made of it."""
    path, mark, anchor = link.target.strip("/").removeprefix("docs/").partition("#")
    path = path.rstrip("/")
    target = next((one for one in (path, f"{path}.md", f"{path}/index.md") if one in project.files), None)
    line = page.lines[link.line - 1]
    start = line.find(link.target, line.find("]", link.column))
    if target is None or start < 0:
        return found
    better = posixpath.relpath(target, posixpath.dirname(page.src) or ".")
    return found.mended_by(link.target, f"{better}{mark}{anchor}", page.place(link.line, start + 1))


def _internal(project: Project, page: Page, path: str, anchor: str, place: Place) -> Iterator[Problem]:
    folder = posixpath.dirname(page.src)
    target = posixpath.normpath(posixpath.join(folder, path)) if path else page.src
    if target not in project.files or not (path or anchor):
        known = {posixpath.relpath(name, folder or "."): name for name in project.files}
        same = [one for one, name in known.items() if posixpath.basename(name) == posixpath.basename(target)]
        hint = nearest(path, [one for one in known if one.endswith(".md")])
        hint = f"혹시 ‘{same[0]}’입니까?" if same else hint
        yield problem("link-missing", place, target=f"docs/{target}", nearest=hint)
    elif anchor and project.knows_anchors(target) and anchor not in project.anchors(target):
        hint = nearest(anchor, project.anchors(target))
        yield problem("link-anchor", place, target=f"docs/{target}", anchor=anchor, nearest=hint)
