"""The outer form of pages: title, sections of a lesson, the macros it must have."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from macros.problems import nearest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.load import LessonNode
    from macros.model import Stage
    from macros.pages import Heading, Page
    from macros.problems import Problem

_REQUIRED_MACROS = {"lesson_header": "제목 아래", "lesson_resources": "‘출처’ 부분의 처음"}


def check(project: Project) -> Iterator[Problem]:
    """Problems of scanning, titles, and the form of lessons."""
    for src, page in project.pages.items():
        yield from page.problems
        if project.catalog is None:
            continue
        yield from _title(page, project.catalog.pages.get(src))
        lesson = project.catalog.lesson_of_page.get(src)
        if lesson is not None:
            stages = {stage.id: stage for stage in project.catalog.roadmap.stages}
            yield from _sections(page, stages[lesson.lesson.stage])
            yield from _macros(project, page, lesson)


def _title(page: Page, title: str | None) -> Iterator[Problem]:
    if title is None or page.src == "index.md":  # the home page's title is in its template
        return
    titles = [heading for heading in page.headings if heading.level == 1]
    if not titles:
        missing = problem("title-missing", page.place(1), title=title)
        front = page.lines[0].rstrip() == "---"
        yield missing if front else missing.mended_by("", f"# {title}\n\n")
        return
    if titles[0].text != title:
        yield problem("title-differs", page.place(titles[0].line), actual=titles[0].text, title=title)
    for heading in titles[1:]:
        yield problem("title-twice", page.place(heading.line))


def _sections(page: Page, stage: Stage) -> Iterator[Problem]:
    """Each required section once, in order, and no other."""
    wanted = [section.title for section in stage.sections]
    found = [heading for heading in page.headings if heading.level == 2]  # noqa: PLR2004 (##)
    texts = [heading.text for heading in found]
    for heading in found:
        if heading.text not in wanted:
            missing = [title for title in wanted if title not in texts]
            unknown = problem(
                "section-unknown",
                page.place(heading.line),
                stage=stage.short,
                section=heading.text,
                nearest=nearest(heading.text, missing or wanted),
            )
            yield _spelt_right(page, heading, missing, unknown)
    for index, title in enumerate(wanted):
        if title not in texts:
            before = wanted[index - 1] if index else page.src
            after = [h.line for h in found if h.text in wanted[:index]]
            place = page.place(max(after, default=1))
            yield problem("section-missing", place, stage=stage.short, section=title, before=before)
    known = [heading for heading in found if heading.text in wanted]
    ranks = [wanted.index(heading.text) for heading in known]
    for previous, rank, heading in zip(ranks, ranks[1:], known[1:], strict=False):
        if rank <= previous:
            order = " → ".join(wanted)
            yield problem("section-order", page.place(heading.line), section=heading.text, order=order)


def _spelt_right(page: Page, heading: Heading, missing: list[str], found: Problem) -> Problem:
    """The problem with its mending, if only spaces, marks or capitals differ from a missing title."""
    line = page.lines[heading.line - 1]
    meant = [title for title in missing if _letters(title) == _letters(heading.text)]
    if len(meant) != 1 or line.count(heading.text) != 1:
        return found
    return found.mended_by(heading.text, meant[0], page.place(heading.line, line.index(heading.text) + 1))


def _letters(title: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFC", title).casefold() if one.isalnum())


def _macros(project: Project, page: Page, lesson: LessonNode) -> Iterator[Problem]:
    if not project.expansions[lesson.page].complete:
        return
    used = project.expansions[lesson.page].used
    for name, where in _REQUIRED_MACROS.items():
        if name not in used:
            missing = problem("macro-missing", page.place(1), macro=name, where=where)
            yield _put_in(page, name, missing)


def _put_in(page: Page, macro: str, found: Problem) -> Problem:
    """The problem with its mending: braces without ``=`` gain it, or the call is put in its place."""
    call = f"{{{{= {macro}() =}}}}"
    bare = re.compile(rf"\{{\{{\s*{macro}\(\)\s*\}}\}}\s*")
    for number, text in enumerate(page.prose, 1):
        if bare.fullmatch(text):
            return found.mended_by(text, call, page.place(number))
    level, title = (1, None) if macro == "lesson_header" else (2, "출처")
    for heading in page.headings:
        if heading.level == level and title in {None, heading.text}:
            line = page.lines[heading.line - 1]
            end = page.place(heading.line, len(line) + 1)
            return found.mended_by("", f"\n\n{call}", end) if line.startswith("#") else found
    return found
