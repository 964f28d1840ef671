"""All checks of a project, without a build.

Each module looks at one thing and has one function, ``check(project)``, that
yields problems. ``check`` here runs them all; build, preview, command line and
tests call nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.checks import (
    bounds,
    consoles,
    diagrams,
    entries,
    form,
    kubernetes,
    links,
    macrocalls,
    manifests,
    markup,
    quizzes,
    text,
    tree,
)
from macros.checks.project import Project, read_project

if TYPE_CHECKING:
    from pathlib import Path

    from macros.problems import Problem

CHECKS = (
    bounds, tree, entries, form, markup, text, links, macrocalls, manifests, kubernetes, consoles, quizzes,
    diagrams,
)  # fmt: skip


def check(root: Path) -> list[Problem]:
    """Everything that is wrong with the project at ``root``, sorted."""
    project, problems = read_project(root)
    found = sorted({*problems, *(one for module in CHECKS for one in module.check(project))})
    project.known.keep()
    return found


__all__ = ["Project", "check", "read_project"]
