"""Manifest files of lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import Place, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem


def check(project: Project) -> Iterator[Problem]:
    """Every manifest is shown by the lesson that it belongs to."""
    if project.catalog is None:
        return
    shown = set()
    for src, expansion in project.expansions.items():
        node = project.catalog.lesson_of_page.get(src)
        if node is not None:
            folder = f"{node.topic.folder}/manifests/{node.lesson.slug}"
            shown |= {f"{folder}/{call[0]}" for call in expansion.used.get("manifest", []) if call}
        if node is not None and not expansion.complete:
            shown |= {name for name in project.files if name.startswith(f"{folder}/")}
    for name in sorted(project.files - shown):
        if "/manifests/" in name:
            file = name.split("/manifests/", 1)[1].partition("/")[2]
            yield problem("manifest-unused", Place(f"docs/{name}"), file=file)
