"""Self-checks of lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem
from macros.quiz import SECTION, faults, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem

LEAST, MOST = 3, 6


def check(project: Project) -> Iterator[Problem]:
    """Three to six questions, each with a right answer, each choice explained."""
    for src, page in project.pages.items():
        span = page.section(SECTION)
        lesson = project.catalog is not None and src in project.catalog.lesson_of_page
        if span is None or not lesson:
            continue
        found = questions(page)
        if not LEAST <= len(found) <= MOST:
            yield problem("quiz-count", page.place(span[0] - 1), count=len(found))
        for question in found:
            for line, why, fix in faults(question):
                place = page.place(line)
                yield problem("quiz-form", place, question=question.text, why=why, fix=fix)
