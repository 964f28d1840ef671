"""Every line of the user's own document is on the site, and every link of it."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Built

SOURCE = (Path(__file__).parent / "source/roadmap-source.md").read_text(encoding="utf-8")

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
# What stands at the start of a line and is no text: headings, quotations, lists, trees.
_MARKS = re.compile(r"^(?:[>\s─-╿]|#+\s|[-*+]\s|\d+\.\s(?=\*\*))+")
# Emoji with their variation selectors, emphasis, arrows between words.
_SIGNS = re.compile(r"[\U0001f300-\U0001faff✅️*`→]|(?<!\w)_|_(?!\w)")
# A short line could be found in any word: it must be the whole text of something.
_SHORT = 16


def plain(line: str) -> str:
    """The text of a line of Markdown or of a page: no marks, no spaces."""
    text = _SIGNS.sub("", _LINK.sub(r"\1", _MARKS.sub("", line)))
    return "".join(text.split()).removesuffix(":").removesuffix("/")


def lines() -> dict[str, str]:
    """The lines of the document that have a text, with that text."""
    rules = {"---", "```"}
    every = {line: plain(line) for line in SOURCE.splitlines() if line.strip() not in rules}
    return {line: text for line, text in every.items() if text}


class Text:
    """The text of a page: as a whole, and of each of its elements."""

    def __init__(self, whole: str, parts: set[str]) -> None:
        self.whole, self.parts = whole, parts

    def has(self, line: str) -> bool:
        """Whether a line's text stands here, a short one by itself."""
        return line in self.parts if len(line) < _SHORT else line in self.whole


def texts(built: Built) -> Iterator[tuple[str, Text]]:
    """The articles of all pages; navigation and headers do not count."""
    for page in built.pages:
        article = copy.deepcopy(built.page(page).xpath("//article")[0])
        for link in article.xpath(".//a[@class='headerlink']"):
            link.text = ""
        parts = {plain(element.text_content()) for element in article.iter("*")}
        yield page, Text(plain(article.text_content()), parts)


def places(pages: dict[str, Text]) -> dict[str, list[str]]:
    """On which pages each line of the document is found."""
    return {
        line: [page for page, text in pages.items() if text.has(wanted)] for line, wanted in lines().items()
    }


def missing(pages: dict[str, Text]) -> list[str]:
    return [line for line, found in places(pages).items() if not found]


@pytest.fixture(scope="module")
def pages(site: Built) -> dict[str, Text]:
    return dict(texts(site))


def test_every_line_is_on_the_site(pages: dict[str, Text]) -> None:
    assert not missing(pages), listed(missing(pages))


def test_one_page_holds_the_whole_document(pages: dict[str, Text]) -> None:
    """A reader finds it as one text, not scattered over the site."""
    elsewhere = {
        line: found for line, found in places(pages).items() if "orchestration/index.md" not in found
    }
    assert not elsewhere, listed(f"{line}: {', '.join(found)}" for line, found in elsewhere.items())


def test_the_tree_is_on_the_site_as_a_tree(pages: dict[str, Text]) -> None:
    tree = "".join(plain(line) for line in SOURCE.split("```")[1].splitlines())
    # The one slash that the page shows is that of the top folder.
    assert tree in pages["orchestration/index.md"].whole.replace("orchestration/", "orchestration")


def test_every_link_is_on_the_site_with_its_words(site: Built) -> None:
    found = {
        (plain(link.text_content()), link.get("href"))
        for page in site.pages
        for link in site.page(page).xpath("//article//a[@href]")
    }
    wanted = [(plain(text), url) for text, url in _LINK.findall(SOURCE)]
    assert len(wanted) == 6
    assert not set(wanted) - found, listed(f"{text}: {url}" for text, url in set(wanted) - found)


def test_a_line_that_is_left_out_is_noticed(pages: dict[str, Text]) -> None:
    """The comparison itself: take the text of any line away, and that line is missing."""
    for line, wanted in lines().items():
        without = {
            page: Text(text.whole.replace(wanted, ""), text.parts - {wanted}) for page, text in pages.items()
        }
        assert line in missing(without)


def test_marks_are_no_text_and_words_are() -> None:
    for said, meant in (
        ("오케스트레이션의 개념을 학습한다.", "> - **오케스트레이션의 개념을 학습**한다."),
        ("Kubernetes Up & Running - Kelsey Hightower", "  - _Kubernetes Up & Running_ - Kelsey Hightower"),
        ("1. 핵심 개념 개요", "## 📖 **1. 핵심 개념 개요**"),
        ("이론 학습 원리 이해", "1. **이론 학습** → 원리 이해"),
        ("Istio Docs", "  - [Istio Docs](https://istio.io/latest/docs/)"),
        ("local-development", "├── local-development"),
        ("basic", "│   ├── basic"),
    ):
        assert plain(said) == plain(meant)
        assert plain(said[:-1]) != plain(meant)
