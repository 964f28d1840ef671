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
_KEPT = {
    "p", "code", "pre", "strong", "em", "ul", "ol", "li", "br", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
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


# The boxes that ``quiz.py`` makes, and where the text in them belongs.
_BOXES = {"quiz", "quiz__question", "quiz__choices", "quiz__choice", "quiz__why", "quiz__mark", "quiz__bar"}
_TARGETS = {
    ("quiz",): "about",
    ("quiz", "quiz__question"): "text",
    ("quiz", "quiz__choices", "quiz__choice", "summary"): "choice",
    ("quiz", "quiz__choices", "quiz__choice", "quiz__why"): "why",
    ("quiz", "quiz__why"): "answer",
}


class _Reader(HTMLParser):
    """Collects the questions of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Question] = []
        # The boxes that are open, each with the depth it began at.
        self.open: list[tuple[int, str]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.depth += tag not in _VOID
        box = next((name for name in given.get("class", "").split() if name in _BOXES), "")
        box = box or ("summary" if tag == "summary" else "")
        if box == "quiz":
            self.found.append(Question(given.get("data-question", "")))
        if box == "quiz__choice" and self.open:
            self.found[-1].choices.append(Choice(given.get("data-right") == "true"))
        if box == "quiz" or (box and self.open):
            self.open.append((self.depth, box))
        elif tag in _KEPT:
            self._add(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == self.depth:
            self.open.pop()
        elif tag in _KEPT:
            self._add(f"</{tag}>")
        self.depth -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        self._add(escape(data, quote=False))

    def _add(self, text: str) -> None:
        target = _TARGETS.get(tuple(name for _, name in self.open))
        if target is None:
            return
        question = self.found[-1]
        if target == "choice":
            question.choices[-1].text += text
        elif target == "why":
            question.choices[-1].why += text
        else:
            setattr(question, target, getattr(question, target) + text)
