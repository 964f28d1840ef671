"""``make pdf``: one topic as one PDF."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from macros.build import BuildError
from macros.pdf import build_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PageObject

TOPIC = "case-studies"


@pytest.fixture(scope="module")
def book(project: Path) -> PdfReader:
    """The case studies as a PDF."""
    # A process of its own: the browser of the other tests runs in this one.
    command = [sys.executable, "-m", "macros", "pdf", TOPIC]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return PdfReader(project / "pdf" / f"orchestration-roadmap-{TOPIC}.pdf")


def goals(page: PageObject) -> list[str]:
    """Where the links of a page lead: names of places in the book, or addresses."""
    links = [one.get_object() for one in page.get("/Annots", [])]
    return [str(one.get("/Dest") or one["/A"].get("/URI")) for one in links]


def test_an_unknown_topic_is_named_with_the_nearest(project: Path) -> None:
    with pytest.raises(BuildError, match=r"없는 주제입니다: ‘case-study’.*case-studies"):
        build_pdf(project, "case-study")


def bookmarks(book: PdfReader) -> list[tuple[str, int]]:
    """Title and page, counted from 0, of the topic and of each lesson below it."""
    topic, lessons = book.outline
    assert isinstance(topic, Destination)
    assert isinstance(lessons, list)
    every = [topic, *(one for one in lessons if isinstance(one, Destination))]
    return [(str(one.title), book.get_destination_page_number(one) or 0) for one in every]


def test_bookmarks_lead_to_each_lesson_under_its_topic(book: PdfReader) -> None:
    (topic, start), *lessons = bookmarks(book)
    assert topic == "사례 분석"
    starts = [start, *(page for _, page in lessons)]
    assert starts == sorted(set(starts))
    for title, page in lessons:
        assert "".join(title.split()) in "".join(book.pages[page].extract_text().split())


def test_the_contents_name_the_page_on_which_a_lesson_begins(book: PdfReader) -> None:
    _, *lessons = bookmarks(book)
    contents = book.pages[1].extract_text()
    assert lessons
    for _, page in lessons:
        assert str(page + 1) in contents
    assert len(goals(book.pages[1])) == len(lessons) + 1


def test_every_link_within_the_book_has_its_place(book: PdfReader) -> None:
    places = book.named_destinations
    inside = [goal for page in book.pages for goal in goals(page) if not goal.startswith(("http", "mailto:"))]
    assert inside
    assert {goal for goal in inside if goal not in places} == set()


def test_the_korean_text_can_be_searched_and_copied(book: PdfReader) -> None:
    text = "".join("".join(page.extract_text().split()) for page in book.pages)
    assert "배울점" in text
    assert "마침으로표시" not in text  # a button of the screen
