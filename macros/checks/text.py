"""Texts of pages and of the data file: words as the glossary spells them, figures with their source."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from macros.checks.markup import MANY
from macros.pages import without_code
from macros.problems import problem
from macros.terms import AFTER, BRACKET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macros.checks.project import Project
    from macros.model import Stage, Term
    from macros.pages import Page
    from macros.problems import Problem
    from macros.source import Document, Path_


def check(project: Project) -> Iterator[Problem]:
    """Spelling in every page and in the data file, figures in case studies."""
    if project.catalog is None:
        return
    spelling = _Spelling(project.catalog.roadmap.terms)
    yield from spelling.check_data(project.catalog.document)
    stages = {stage.id: stage for stage in project.catalog.roadmap.stages}
    for src, page in project.pages.items():
        yield from islice(spelling.check(page), MANY)
        lesson = project.catalog.lesson_of_page.get(src)
        if lesson is not None and lesson.lesson.stage == "case":
            yield from islice(_figures(page, stages["case"]), MANY)


# ── spelling ──────────────────────────────────────────────────────────────────

# Not ours to spell: addresses, and what others have written (titles of their pages, quotations).
_OTHERS = re.compile(
    r"\[[^\[\]\n]*\]\(https?:[^()\n]*\)|\]\([^()\n]*\)|https?://\S+"
    r"|“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|『[^『』\n]*』|\"[^\"\n]*\"|^>.*$",
    re.MULTILINE,
)


class _Spelling:
    """The words that the glossary avoids, each with the one to write instead."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.right = {word: BRACKET.sub("", term.ko) for term in terms for word in term.avoid}
        words = "|".join(re.escape(word) for word in sorted(self.right, key=len, reverse=True))
        self.words = re.compile(rf"(?<![가-힣A-Za-z0-9_])(?:{words})(?={AFTER})") if words else None

    def check(self, page: Page) -> Iterator[Problem]:
        """Each word of a page that is spelt in another way, with its certain mending."""
        for number, column, word in self._found("\n".join(page.prose)):
            right = self.right[word]
            found = problem("term-spelling", page.place(number, column), word=word, right=right)
            particle = re.match("[가-힣]", page.prose[number - 1][column - 1 + len(word) :])
            same = _has_final(word) == _has_final(right)
            yield found.mended_by(word, right) if same or not particle else found

    def check_data(self, document: Document) -> Iterator[Problem]:
        """The same in the sentences of the data file."""
        for path, text in _sentences(document.data, ()):
            for _, _, word in self._found(text):
                place = document.place(path, value=True)
                yield problem("term-spelling", place, word=word, right=self.right[word])

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        if self.words is None or not any(word in text for word in self.right):
            return
        text = _OTHERS.sub(lambda match: "·" * len(match[0]), without_code(text))
        for number, line in enumerate(text.split("\n"), 1):
            for match in self.words.finditer(line):
                yield number, match.start() + 1, match[0]


def _has_final(word: str) -> bool:
    """Whether a word ends in a consonant: 은, 이, 을, 과 follow it, not 는, 가, 를, 와."""
    return (ord(word[-1]) - ord("가")) % 28 != 0


# Names, titles, what people type and what others have said are left as they are.
_SENTENCES = {"summary", "goals", "text", "use", "note", "decision", "outdated"}


def _sentences(data: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """The texts of our own in the data file, with their paths."""
    inside = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inside:
        if isinstance(value, dict | tuple):
            yield from _sentences(value, (*path, key))
        elif isinstance(value, str) and _SENTENCES.intersection((key, *path[-1:])):
            yield (*path, key), value


# ── figures ───────────────────────────────────────────────────────────────────

# Where a case study says what was; what follows is our own thinking and trying.
_FACTS = ("context", "decision", "structure", "results")
# A counter that begins another word (개월, 회사, 초기) counts nothing: only particles may follow.
_FIGURE = re.compile(
    r"(?<![\w.,:/-])(?P<number>\d[\d,]*(?:\.\d+)?)[ ]?(?P<large>[만억천백]+[ ]?)?(?:여[ ]?)?"
    r"(?P<unit>%|퍼센트|배|대|개|명|건|회|곳|초|분|시간|달러|[KMGTP]i?B|RPS|QPS)"
    rf"(?:짜리|씩|쯤|가량|였고|였으며|이었고)?(?={AFTER})"
)
_LEAST = 10  # a smaller number of things is counted from a picture or a list
_ALWAYS = {"%", "퍼센트", "배", "달러"}
_SOURCE = re.compile(r"\]\(|\[\^|https?://|같은 (?:글|논문|발표|강연|자료|문서|표)|\d절")
_ITEM = re.compile(r"\s*(?:[-*+]\s|\d+\.\s|\|)")


def _figures(page: Page, stage: Stage) -> Iterator[Problem]:
    """Figures that stand in no paragraph, item or row of the page together with a source."""
    blocks = [block for title in _fact_titles(stage) for block in _blocks(page, title)]
    sourced = {_name(one) for lines in blocks if _has_source(lines) for _, one in _in(lines)}
    for lines in blocks:
        if _has_source(lines):
            continue
        for number, match in _in(lines):
            if _name(match) not in sourced:
                yield problem("figure-source", page.place(number, match.start() + 1), figure=match[0].strip())


def _fact_titles(stage: Stage) -> list[str]:
    return [section.title for section in stage.sections if section.id in _FACTS]


Lines = list[tuple[int, str]]


def _blocks(page: Page, title: str) -> Iterator[Lines]:
    """The paragraphs, list items and table rows of a section, as numbered lines."""
    first, end = page.section(title) or (0, 0)
    block: Lines = []
    for number in range(first, end):
        line = without_code(page.prose[number - 1])
        if block and (not line.strip() or _ITEM.match(line)):
            yield block
            block = []
        if line.strip():
            block.append((number, line))
    yield block


def _has_source(lines: Lines) -> bool:
    return any(_SOURCE.search(line) for _, line in lines)


def _in(lines: Lines) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in lines:
        for match in _FIGURE.finditer(line):
            many = float(match["number"].replace(",", "")) >= _LEAST or match["large"]
            if many or match["unit"] in _ALWAYS:
                yield number, match


def _name(figure: re.Match[str]) -> str:
    return figure[0].replace(" ", "").replace("여", "")
