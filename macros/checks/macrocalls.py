"""Macro calls in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem


def check(project: Project) -> Iterator[Problem]:
    """Unknown macros, wrong arguments, calls that are not on a line of their own."""
    for expansion in project.expansions.values():
        yield from expansion.problems
