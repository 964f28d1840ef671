"""Questions and terms as cards: one CSV file that Anki can import.

Questions come from the finished pages, so that a card shows what the page shows.
A card keeps its name (guid) as long as the question or the term keeps its own:
importing a newer file updates the cards and leaves what was learnt.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from macros.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.load import Catalog

FILE = "assets/orchestration-roadmap-anki.csv"
_COLUMNS = ("GUID", "Front", "Back", "Tags")
_HEAD = (
    "#separator:Comma",
    "#html:true",
    "#deck:Orchestration 로드맵",
    f"#columns:{','.join(_COLUMNS)}",
    "#guid column:1",
    "#tags column:4",
)
# What a card may be set with. Links are left out: they lead nowhere from a card.
_KEPT = {"p", "code", "pre", "strong", "em", "ul", "ol", "li", "br", "table", "thead", "tbody", "tr", "th", "td"}
_VOID = {"br", "img", "input", "hr", "wbr", "col"}


@dataclass
class Choice:
    """A choice as a page shows it."""

    right: bool
    text: str = ""
    why: str = ""


@dataclass
class Question:
    """A question as a page shows it; texts are HTML of few elements."""

    id: str
    text: str = ""
    about: str = ""
    choices: list[Choice] = field(default_factory=list)
    answer: str = ""


@dataclass(frozen=True)
class Card:
    """A row of the file."""

    guid: str
    front: str
    back: str
    tags: str


def questions_of(html: str) -> list[Question]:
    """The self-check questions in the HTML of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def question_cards(lesson: str, html: str) -> list[Card]:
    """The cards of a lesson, from the HTML of its page."""
    topic = lesson.replace("/", "::")
    return [
        Card(
            f"roadmap:{lesson}:{one.id}",
            _line(render("anki_front.html", question=one)),
            _line(render("anki_back.html", question=one)),
            f"문제 {topic}",
        )
        for one in questions_of(html)
    ]


def term_cards(catalog: Catalog) -> list[Card]:
    """A card for each term: its names, and what it means."""
    return [
        Card(
            f"roadmap:term:{term.id}",
            _line(render("anki_term.html", term=term)),
            _line(render("anki_meaning.html", term=term)),
            "용어",
        )
        for term in catalog.roadmap.terms
    ]


def file_of(cards: Iterable[Card]) -> str:
    """The file: what Anki must know about it, then one line a card."""
    text = io.StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerows((card.guid, card.front, card.back, card.tags) for card in cards)
    return "\n".join([*_HEAD, text.getvalue()])


def _line(html: str) -> str:
    return "".join(line.strip() for line in html.splitlines()) if "<pre" not in html else html


class _Reader(HTMLParser):
    """Collects the boxes that ``quiz.py`` makes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Question] = []
        # Which part of which question is being read, by the depth it began at.
        self.open: list[tuple[int, str]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag not in _VOID:
            self.depth += 1
        part = next((name for name in _PARTS if name in classes), "summary" if tag == "summary" else "")
        if part == "quiz":
            self.found.append(Question(given.get("data-question", "")))
        if part == "quiz__choice" and self.open:
            self.found[-1].choices.append(Choice(given.get("data-right") == "true"))
        if part and (part == "quiz" or self.open):
            self.open.append((self.depth, part))
        elif tag in _KEPT:
            self._add(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == self.depth:
            self.open.pop()
        elif tag in _KEPT:
            self._add(f"</{tag}>")
        if tag not in _VOID:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        self._add(escape(data, quote=False))

    def _add(self, text: str) -> None:
        """Put text where it belongs: to the question, a choice, its reason, the answer."""
        parts = [name for _, name in self.open]
        if not parts or {"quiz__mark", "quiz__bar"} & {*parts}:
            return
        question = self.found[-1]
        target = _TARGETS.get(tuple(parts[1:]))
        if target == "choice":
            question.choices[-1].text += text
        elif target == "why":
            question.choices[-1].why += text
        elif target is not None:
            setattr(question, target, getattr(question, target) + text)


_PARTS = ("quiz", "quiz__question", "quiz__choice", "quiz__recall", "quiz__why", "quiz__mark", "quiz__bar", "quiz__choices")
_TARGETS = {
    ("quiz__question",): "text",
    (): "about",
    ("quiz__choices", "quiz__choice", "summary"): "choice",
    ("quiz__choices", "quiz__choice", "quiz__why"): "why",
    ("quiz__recall", "quiz__why"): "answer",
}
