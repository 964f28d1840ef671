"""Diagrams in pages: each is drawn, so that the build can only succeed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.diagrams import DiagramError, draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem


def check(project: Project) -> Iterator[Problem]:
    """Every ``mermaid`` block can be drawn and has a text alternative."""
    for page in project.pages.values():
        for fence in page.fences:
            if fence.language == "mermaid" and not project.known.is_right("diagram", fence.text):
                try:
                    draw(fence.text)
                except DiagramError as error:
                    yield error.problem(page.place(fence.line))
                else:
                    project.known.add("diagram", fence.text)
