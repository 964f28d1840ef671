"""The outer form of pages: title, sections of a lesson, the macros it must have."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from macros.problems import nearest, problem
from macros.slugs import slugger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macros.checks.project import Project
    from macros.load import LessonNode
    from macros.model import Stage
    from macros.pages import Heading, Page
    from macros.problems import Problem

# What a page says about itself. The rest of what MkDocs and the theme would read there (titles,
# templates, scripts) is not for lessons.
_KEYS = {"description", "tags"}
_OTHER_KEYS = _KEYS | {"hide", "scripts", "search", "template"}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.html)?")

_REQUIRED_MACROS = {"lesson_header": "제목 아래", "lesson_resources": "‘출처’ 부분의 처음"}


def check(project: Project) -> Iterator[Problem]:
    """Problems of scanning, titles, and the form of lessons."""
    for src, page in project.pages.items():
        yield from page.problems
        yield from _steps(page)
        if project.catalog is None:
            continue
        yield from _title(page, project.catalog.pages.get(src))
        yield from _names(page, slugger(project.catalog.roadmap.stages))
        lesson = project.catalog.lesson_of_page.get(src)
        yield from _meta(page, _OTHER_KEYS if lesson is None else _KEYS)
        if lesson is not None:
            stages = {stage.id: stage for stage in project.catalog.roadmap.stages}
            stage = stages[lesson.lesson.stage]
            yield from _sections(page, stage)
            yield from _empty(page, stage)
            yield from _thin(page, stage)
            yield from _macros(project, page, lesson)


def _meta(page: Page, allowed: set[str]) -> Iterator[Problem]:
    for key, value in page.meta.items():
        if key not in allowed or not _fits(key, value):
            lines = [n for n, line in enumerate(page.lines[1:], 2) if line.startswith(str(key))]
            place = page.place(lines[0] if lines else 1)
            yield problem("front-matter-key", place, key=key, allowed=", ".join(sorted(allowed)))


def _fits(key: str, value: object) -> bool:
    """Whether a value is what the theme, and the search, can do something with."""
    if key in {"description", "template"}:
        return isinstance(value, str) and (key != "template" or _NAME.fullmatch(value) is not None)
    if key == "search":
        number = (
            isinstance(value, dict) and value.keys() == {"boost"} and isinstance(value["boost"], int | float)
        )
        return number or value in ({"exclude": True}, {"exclude": False})
    names = value if isinstance(value, tuple) else (None,)
    return all(isinstance(name, str) and (key == "tags" or _NAME.fullmatch(name)) for name in names)


def _steps(page: Page) -> Iterator[Problem]:
    """No heading is more than one step below the one before it."""
    before = 1
    for heading in page.headings:
        if heading.level > before + 1:
            marks, wanted = "#" * heading.level, "#" * (before + 1)
            place = page.place(heading.line)
            found = problem(
                "heading-order", place, before="#" * before, marks=marks, wanted=wanted, text=heading.text
            )
            yield found.mended_by(f"{marks} ", f"{wanted} ")
        before = heading.level


def _names(page: Page, slug: Callable[[str, str], str]) -> Iterator[Problem]:
    """Every heading has a name of its own, which no other heading can change."""
    first: dict[str, int] = {}
    for heading in page.headings:
        name = heading.id or slug(heading.text, "-")
        if not name.strip("-_"):
            yield problem("heading-empty", page.place(heading.line))
        elif name in first:
            yield problem("heading-duplicate", page.place(heading.line), id=name, first=first[name])
        first.setdefault(name, heading.line)


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


def _empty(page: Page, stage: Stage) -> Iterator[Problem]:
    """A section says something: headings and comments alone are none."""
    headings = {heading.line for heading in page.headings}
    code = {fence.line for fence in page.fences}
    for section in stage.sections:
        first, end = page.section(section.title) or (0, 0)
        lines = range(first, end)
        written = (line in code or page.prose[line - 1].strip() for line in lines if line not in headings)
        if lines and not any(written):
            yield problem("section-empty", page.place(first - 1), section=section.title)


def _thin(page: Page, stage: Stage) -> Iterator[Problem]:
    texts = [*page.prose, *(line for fence in page.fences for line in fence.lines)]
    count = len("".join(" ".join(texts).split()))
    if count < stage.least:
        yield problem("page-thin", page.place(1), stage=stage.short, count=count, least=stage.least)


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
