"""Self-checks, written in Markdown, shown as questions that answer by themselves.

In the section 「점검 문제」 every ``###`` heading is a question. A task list under
it gives the choices, each with its explanation; a quotation gives the model
answer of a free question. Without any script a choice opens to its explanation;
with it (``learn.js``) one chooses first and is told then.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement  # only built, never parsed

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

    from macros.pages import Page

SECTION = "점검 문제"
_MARK = re.compile(r"^\[(?P<mark>[ xX])\]\s+")
_CHOICE = re.compile(r"^[-*+][ ]+\[(?P<mark>[ xX])\][ ]+(?P<text>\S.*)$")


@dataclass
class Choice:
    """A choice in the source: right or not, its line, whether it is explained."""

    right: bool
    line: int
    explained: bool = False


@dataclass
class Question:
    """A question in the source: its heading, its choices or its model answer."""

    text: str
    line: int
    choices: list[Choice]
    answer: bool = False


def questions(page: Page) -> list[Question]:
    """The questions of a page, from its source, with their lines."""
    span = page.section(SECTION)
    if span is None:
        return []
    first, end = span
    headings = [h for h in page.headings if first <= h.line < end and h.level == 3]  # noqa: PLR2004
    found = []
    for index, heading in enumerate(headings):
        stop = headings[index + 1].line if index + 1 < len(headings) else end
        question = Question(heading.text, heading.line, [])
        for number in range(heading.line + 1, stop):
            _read_line(question, page, number)
        found.append(question)
    return found


def _read_line(question: Question, page: Page, number: int) -> None:
    line, prose = page.lines[number - 1], page.prose[number - 1]
    match = _CHOICE.match(prose)
    if match:
        question.choices.append(Choice(match["mark"] != " ", number))
    elif prose.startswith(">"):
        question.answer = True
    elif line.startswith("    ") and line.strip() and question.choices:
        # Without an empty line between them the reason would be part of the choice.
        after = page.lines[question.choices[-1].line]
        question.choices[-1].explained |= not after.strip()


class QuizExtension(Extension):
    """Registers the tree processor with Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Run after inline marks are read and before the table of contents is made."""
        md.treeprocessors.register(_QuizProcessor(md), "quiz", 8)


class _QuizProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        inside = False
        question: Element | None = None
        for element in list(root):
            if element.tag == "h2":
                inside = "".join(element.itertext()).strip() == SECTION
                question = None
            elif inside and element.tag == "h3":
                question = _start(root, element)
            elif inside and question is not None:
                root.remove(element)
                _put(question, element)


def question_id(text: str) -> str:
    """The name of a question: of its letters, whatever marks and spaces are between them.

    Where it stands among the others does not matter. What a reader answered follows
    a question through edits (``store.js``), unless the author names it (``{ #name }``).
    """
    letters = re.sub(r"[\W_]", "", text.casefold())
    return f"q-{hashlib.sha256(letters.encode()).hexdigest()[:8]}"


def _start(root: Element, heading: Element) -> Element:
    """Replace the heading by a question box that carries it as its title."""
    # A section, because the search would forget to leave it out at the end of an inner element
    # of the same name.
    name = heading.get("id") or question_id("".join(heading.itertext()))
    box = Element("section", {"class": "quiz", "data-question": name, "data-search-exclude": ""})
    root.insert(list(root).index(heading), box)
    root.remove(heading)
    # Not an <h3>: questions are no entries of the table of contents.
    heading.tag = "div"
    heading.attrib = {"class": "quiz__question", "id": name, "role": "heading", "aria-level": "3"}
    box.append(heading)
    return box


def _put(box: Element, element: Element) -> None:
    if element.tag == "blockquote":
        box.append(_answer(element))
    elif element.tag == "ul" and all(_first(item) is not None for item in element):
        right = sum(1 for item in element if _is_right(item))
        box.set("data-kind", "single" if right == 1 else "multiple")
        element.set("class", "quiz__choices")
        for item in element:
            _choice(item)
        box.append(element)
        # Its place is kept, so that nothing moves when the script takes over.
        SubElement(box, "div", {"class": "quiz__bar needs-script"})
    else:
        box.append(element)


def _first(item: Element) -> Element | None:
    """The element of a list item whose text begins with the mark."""
    for element in (item, *list(item)[:1]):
        if element.text and _MARK.match(element.text.lstrip()):
            return element
    return None


def _is_right(item: Element) -> bool:
    first = _first(item)
    match = _MARK.match((first.text or "").lstrip()) if first is not None else None
    return match is not None and match["mark"] != " "


def _choice(item: Element) -> None:
    right, first = _is_right(item), _first(item)
    if first is None:
        return
    first.text = _MARK.sub("", (first.text or "").lstrip())
    rest = [child for child in item if child is not first]
    details = Element("details", {"class": "quiz__choice", "data-right": str(right).lower()})
    summary = SubElement(details, "summary")
    if first is item:
        summary.text, item.text = item.text, ""
    else:
        summary.text = first.text
        summary.extend(list(first))
    why = SubElement(details, "div", {"class": "quiz__why"})
    mark = SubElement(why, "p", {"class": "quiz__mark"})
    mark.text = "정답" if right else "오답"
    for child in list(item):
        item.remove(child)
    why.extend(rest)
    item.append(details)


def _answer(quote: Element) -> Element:
    details = Element("details", {"class": "quiz__recall"})
    SubElement(details, "summary").text = "모범 답 보기"
    quote.tag = "div"
    quote.set("class", "quiz__why")
    details.append(quote)
    return details


def makeExtension(**kwargs: Any) -> QuizExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point of Python-Markdown: ``markdown_extensions: [macros.quiz]``."""
    return QuizExtension(**kwargs)


def faults(question: Question) -> Iterator[tuple[int, str, str]]:
    """What is wrong with a question: line, why, how to mend it."""
    if question.answer and not question.choices:
        return
    if not question.choices:
        yield (
            question.line,
            "보기도 모범 답도 없습니다",
            "`- [ ] 보기` 목록이나 `> 모범 답`을 더하십시오",
        )
        return
    if len(question.choices) == 1:
        yield question.line, "보기가 하나뿐입니다", "보기를 둘 이상 쓰십시오"
    if not any(choice.right for choice in question.choices):
        yield question.line, "정답이 없습니다", "맞는 보기를 `- [x]`로 쓰십시오"
    for choice in question.choices:
        if not choice.explained:
            yield (
                choice.line,
                "설명이 없는 보기가 있습니다",
                "보기 아래 빈 줄을 두고, 공백 네 칸을 들여 왜 그런지 쓰십시오",
            )
