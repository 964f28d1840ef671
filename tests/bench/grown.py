"""The project with as many lessons as it may have one day: lessons are doubled under new ids."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from macros.load import DATA_FILE, Catalog, load
from tests.conftest import copy_project

if TYPE_CHECKING:
    from pathlib import Path

    from macros.load import LessonNode


def grown(folder: Path, lessons: int) -> Path:
    """A copy of the project in ``folder`` with this many lessons (at most doubled once a round)."""
    root = copy_project(folder)
    number = 0
    while (missing := lessons - len(_catalog(root).lessons)) > 0:
        number += 1
        _double(root, missing, number)
    return root


def _catalog(root: Path) -> Catalog:
    catalog, problems = load(root)
    if catalog is None:
        raise ValueError(problems)
    return catalog


def _double(root: Path, most: int, number: int) -> None:
    """Put a copy of each of the first lessons below it: page, manifests, entry."""
    catalog = _catalog(root)
    lines = (root / DATA_FILE).read_text(encoding="utf-8").split("\n")
    originals = [node for node in catalog.lessons.values() if not re.search(r"-copy\d+$", node.lesson.slug)]
    for node in reversed(originals[:most]):
        slug = f"{node.lesson.slug}-copy{number}"
        _copy_files(root, node, slug)
        start = catalog.document.place(node.at).line - 1
        entry = _entry(lines, start)
        copied = [line for line in _without(entry, "terms") if not line.lstrip().startswith("aliases:")]
        copied[0] = copied[0].replace(f"slug: {node.lesson.slug}", f"slug: {slug}")
        at = start + len(entry)
        lines[at:at] = copied
    (root / DATA_FILE).write_text("\n".join(lines), encoding="utf-8")


def _copy_files(root: Path, node: LessonNode, slug: str) -> None:
    page = root / "docs" / node.page
    text = page.read_text(encoding="utf-8").replace(f"manifests/{node.lesson.slug}/", f"manifests/{slug}/")
    # Texts of their own: nothing that is kept by its content may be had twice for the price of one.
    text = text.replace("accTitle: ", f"accTitle: {slug} ")
    page.with_name(f"{slug}.md").write_text(text, encoding="utf-8")
    manifests = page.parent / "manifests" / node.lesson.slug
    if manifests.is_dir():
        shutil.copytree(manifests, manifests.with_name(slug))
    for file in manifests.with_name(slug).rglob("*.yaml"):
        file.write_text(f"{file.read_text(encoding='utf-8')}# {slug}\n", encoding="utf-8")


def _entry(lines: list[str], start: int) -> list[str]:
    """The lines of the list item that begins at ``start``."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(" " * (indent + 1))):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return lines[start:end]


def _without(entry: list[str], key: str) -> list[str]:
    """An entry without one key and the lines below it."""
    kept, left_out = [], False
    indent = len(entry[0]) - len(entry[0].lstrip()) + 2
    for line in entry:
        if line.startswith(f"{' ' * indent}") and not line[indent : indent + 1].isspace():
            left_out = line.lstrip().startswith(f"{key}:") and not line.lstrip().startswith("- slug")
        if not left_out:
            kept.append(line)
    return kept
