"""A new lesson: its page and its entry in the data file, both or neither.

``form`` judges what a contributor answers, ``page`` and ``entry`` make the texts,
``create`` here writes them. Nothing of this prints or asks; the command line does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros import edits
from macros.load import DATA_FILE, load, load_text
from macros.new.entry import insertion
from macros.new.form import Draft, Form
from macros.new.page import lesson_page, topic_page
from macros.problems import RefusedError, report

if TYPE_CHECKING:
    from pathlib import Path

    from macros.load import Catalog
    from macros.problems import Place


@dataclass(frozen=True)
class Created:
    """What was written: the place of the entry, and every page (from the project's root)."""

    entry: Place
    pages: tuple[str, ...]


def create(root: Path, draft: Draft) -> Created:
    """Write the page and the entry of a new lesson.

    The data file is checked as it will be before anything is written: it must
    hold one lesson more and be the same otherwise.

    Raises:
        RefusedError: it cannot be done; nothing has changed.
    """
    before, problems = load(root)
    if before is None:
        raise RefusedError(report(problems))
    text = edits.read(root / DATA_FILE)
    changed, _ = edits.edited(text, insertion(before, edits.plain(text), draft))
    after, _ = load_text(edits.plain(changed))
    if after is None or not _holds_one_more(before, after, draft):
        raise RefusedError(_not_ours(before, draft))
    pages = _pages(root, after, draft)
    edits.write_all({**pages, root / DATA_FILE: changed})
    place = after.document.place(after.lessons[draft.id].at)
    return Created(place, tuple(file.relative_to(root).as_posix() for file in pages))


def _holds_one_more(before: Catalog, after: Catalog, draft: Draft) -> bool:
    node = after.lessons.get(draft.id)
    if node is None or (node.lesson.title, node.lesson.minutes) != (draft.title, draft.minutes):
        return False
    return _facts(before, "") == _facts(after, draft.id)


def _facts(catalog: Catalog, without: str) -> tuple[object, ...]:
    """All that a data file says, in its order, without one lesson."""
    return (
        catalog.roadmap.model_dump(exclude={"topics"}),
        [
            (node.id, node.folder, node.topic.model_dump(exclude={"lessons", "topics"}))
            for node in catalog.topics.values()
        ],
        [(node.id, node.lesson) for node in catalog.lessons.values() if node.id != without],
    )


def _not_ours(catalog: Catalog, draft: Draft) -> str:
    place = catalog.document.place((*catalog.topics[draft.topic].at, "lessons"))
    return (
        f"{place.path}:{place.line}:{place.column}: 이 주제의 lessons는 한 줄로 쓰여 있어 저절로 넣을 수 "
        f"없습니다. 한 줄에 하나씩 `- slug: …`로 풀어 쓴 뒤에 다시 실행하십시오."
    )


def _pages(root: Path, catalog: Catalog, draft: Draft) -> dict[Path, str]:
    """The page of the lesson, and those of topics that have none yet."""
    node = catalog.lessons[draft.id]
    pages = {root / "docs" / node.page: lesson_page(draft)}
    for topic in (*node.topic.parents, node.topic):
        file = root / "docs" / topic.page
        if not file.exists():
            pages[file] = topic_page(topic)
    return pages


__all__ = ["Created", "Draft", "Form", "create"]
