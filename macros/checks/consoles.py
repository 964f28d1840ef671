"""Console blocks of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.labs.blocks import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem


def check(project: Project) -> Iterator[Problem]:
    """Every console block can be read as commands with their output."""
    yield from project.by_text("consoles", faults)
