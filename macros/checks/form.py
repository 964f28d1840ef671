"""The outer form of pages: title, sections of a lesson, the macros it must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import nearest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.load import LessonNode
    from macros.model import Stage
    from macros.pages import Page
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
        yield problem("title-missing", page.place(1), title=title)
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
            yield problem(
                "section-unknown",
                page.place(heading.line),
                stage=stage.short,
                section=heading.text,
                nearest=nearest(heading.text, missing or wanted),
            )
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


def _macros(project: Project, page: Page, lesson: LessonNode) -> Iterator[Problem]:
    if not project.expansions[lesson.page].complete:
        return
    used = project.expansions[lesson.page].used
    for name, where in _REQUIRED_MACROS.items():
        if name not in used:
            yield problem("macro-missing", page.place(1), macro=name, where=where)
