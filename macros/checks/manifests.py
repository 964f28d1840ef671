"""Manifests, scripts and other files that pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.pages import manifest_folder
from macros.problems import Place, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.problems import Problem


def check(project: Project) -> Iterator[Problem]:
    """Every file is shown by the page that it belongs to."""
    if project.catalog is None:
        return
    shown = set()
    for src, expansion in project.expansions.items():
        folder = manifest_folder(src)
        shown |= {f"{folder}/{call[0]}" for call in expansion.used.get("manifest", []) if call}
        if not expansion.complete:
            shown |= {name for name in project.files if name.startswith(f"{folder}/")}
    for name in sorted(project.files - shown):
        if "/manifests/" in name:
            file = name.split("/manifests/", 1)[1].partition("/")[2]
            yield problem("manifest-unused", Place(f"docs/{name}"), file=file)
