"""The entry of a new lesson, put into the data file as text.

Nothing of the file is written anew: comments, order, quotes and empty lines are
the contributors'.
"""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import yaml

from macros.checks.entries import GOAL, SUMMARY
from macros.load import DATA_FILE
from macros.problems import Edit, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.load import Catalog
    from macros.model import Lesson
    from macros.new.form import Draft
    from macros.source import Document, Path_


def entry(draft: Draft, indent: int) -> str:
    """The item of the list ``lessons``, indented, with a line feed at its end."""
    text = (
        f"- slug: {_scalar(draft.slug)}\n"
        f"  title: {_scalar(draft.title)}\n"
        f"  stage: {draft.stage.id}\n"
        f"  minutes: {draft.minutes}\n"
        f"  summary: {SUMMARY}\n"
        "  needs: []\n"
        "  goals:\n"
        f"    - {GOAL}\n"
        "  exams: []\n"
        "  versions: []\n"
        "  resources: []\n"
        "  terms: []\n"
    )
    return textwrap.indent(text, " " * indent)


def _scalar(text: str) -> str:
    """A text as YAML reads it back: plain where it can be, else in double quotes."""
    plain = yaml.safe_dump([text], allow_unicode=True, width=1_000_000) == f"- {text}\n"
    return text if plain else json.dumps(text, ensure_ascii=False)


def insertion(catalog: Catalog, text: str, draft: Draft) -> list[Edit]:
    """The edits of the data file that add the entry; none where it cannot be told how.

    Args:
        catalog: what ``text`` says.
        text: the data file, as ``source.read_text`` reads it.
        draft: the lesson; it comes after ``draft.after``, or at the end of its topic: before
            the project that closes it.
    """
    document, lines = catalog.document, text.split("\n")
    topic = catalog.topics[draft.topic]
    at: Path_ = (*topic.at, "lessons")
    if topic.topic.lessons:
        return _after_item(document, lines, (*at, _index_before(topic.topic.lessons, draft)), draft)
    if at in document.values:
        return _into_empty_list(document, lines, at, draft)
    return _with_new_list(document, lines, topic.at, draft)


def _index_before(lessons: Sequence[Lesson], draft: Draft) -> int:
    """The index of the lesson that the new one comes after."""
    if draft.after:
        return [one.slug for one in lessons].index(draft.after)
    last = len(lessons) - 1
    closed = lessons[last].stage == "project" and draft.stage.id != "project"
    return max(last - closed, 0)


def _after_item(document: Document, lines: list[str], item: Path_, draft: Draft) -> list[Edit]:
    start = document.values[item[:-1]]
    if _is_flow(lines, start):
        return []
    line = _content_end(lines, document.ends[item], start.column - 1)
    return [_insert_after(lines, line, entry(draft, start.column - 1))]


def _into_empty_list(document: Document, lines: list[str], at: Path_, draft: Draft) -> list[Edit]:
    """``lessons: []`` loses its brackets and gains an item."""
    value, key = document.values[at], document.places[at]
    brackets = lines[value.line - 1][value.column - 1 :].partition("]")[0] + "]"
    if value.line != key.line or brackets.strip("[ ]"):
        return []
    item = entry(draft, key.column + 1)
    before = Place(value.path, value.line, value.column - 1)
    return [Edit(before, f" {brackets}", ""), _insert_after(lines, value.line, item)]


def _with_new_list(document: Document, lines: list[str], topic: Path_, draft: Draft) -> list[Edit]:
    """A topic without lessons gains a list: before the topics below it, or at its end."""
    start = document.values[topic]
    if _is_flow(lines, start):
        return []
    keys = [path for path in document.ends if path[:-1] == topic and path[-1] != "topics"]
    line = _content_end(lines, max(document.ends[path] for path in keys), start.column - 1)
    indent = " " * (start.column - 1)
    return [_insert_after(lines, line, f"{indent}lessons:\n{entry(draft, start.column + 1)}")]


def _is_flow(lines: list[str], start: Place) -> bool:
    return lines[start.line - 1][start.column - 1] in "[{"


def _content_end(lines: list[str], last: int, indent: int) -> int:
    """The last line of what ends at ``last``: without empty lines, with comments that belong to it.

    A comment belongs to what stands above it if it follows at once and is indented deeper.
    """
    while not lines[last - 1].strip():
        last -= 1
    for line in lines[last:]:
        text = line.lstrip(" ")
        if not text.startswith("#") or len(line) - len(text) <= indent:
            break
        last += 1
    return last


def _insert_after(lines: list[str], line: int, text: str) -> Edit:
    if line < len(lines):
        return Edit(Place(DATA_FILE, line + 1), "", text)
    end = Place(DATA_FILE, line, len(lines[line - 1]) + 1)
    return Edit(end, "", "\n" + text.removesuffix("\n"))
