"""Entries of lessons: what the scaffold of a new lesson has put there has been written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem
    from macros.source import Path_

# What `roadmap new` writes where the data file must have something.
SUMMARY = "이 글을 마치면 무엇을 할 수 있는지 한 문장으로 씁니다."
GOAL = "마친 뒤에 혼자 할 수 있는 일을 쓰기"
_HINTS = {
    "summary": "이 글을 마친 사람이 무엇을 할 수 있는지 한 문장으로 쓰십시오",
    "goals": "‘… 설명하기’, ‘… 고치기’처럼 해 보일 수 있는 목표를 쓰십시오",
}


def check(project: Project) -> Iterator[Problem]:
    """Summary and goals of every lesson are its author's."""
    if project.catalog is None:
        return
    document = project.catalog.document
    for node in project.catalog.lessons.values():
        said: list[tuple[Path_, str]] = [(("summary",), node.lesson.summary)]
        said += [(("goals", index), goal) for index, goal in enumerate(node.lesson.goals)]
        for path, text in said:
            if text in {SUMMARY, GOAL}:
                place = document.place((*node.at, *path), value=True)
                key = str(path[0])
                yield problem("entry-unwritten", place, key=key, text=text, hint=_HINTS[key])
