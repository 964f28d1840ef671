"""The index of a built site: what is on which page, and which words stand where.

``search/index.js`` is all that an answer needs. The text of a page, from which the
results quote, is a file of its own below ``search/texts/``, named by its content and
asked for when the page is among the results. Both are scripts: a page opened from a
file can read nothing else.

Every place where a word can stand has a number. With S sections and P pages:
``s`` is the text of section s, ``S + s`` its heading, ``2S + p`` the title of page p,
``2S + P + p`` what its entry says (summary, goals, topics, stage), ``2S + 2P + p`` the names of the
terms that it teaches, ``2S + 3P + p`` what those terms mean and what exams ask of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from macros.assets import named
from macros.search.sections import Section, sections
from macros.search.words import commands, normal, parts, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from macros.load import Catalog
    from macros.model import Term
    from macros.site import Site

FORMAT = 1
_FOLDER = "search"
# The home page repeats the titles; the glossary comes from the data file; the guide's example
# shows a lesson that is none.
_LEFT_OUT = {"index.md", "glossary.md", "contributing/example.md"}
# How much a word weighs in commands and their output, as a part of a joined name, and
# in the list of links at the end of a lesson.
_IN_CODE, _IN_NAME, _OF_SOURCES = 0.5, 0.4, 0.4
# A weight is written as one of four: below each of these, or above all.
_STEPS = (1, 2, 5)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_HALF = len(_DIGITS) // 2

_GLOSS = re.compile(r"(?<![\w)])(?P<ko>(?:[가-힣]+ ){0,3}[가-힣]+)\((?P<en>[A-Za-z][A-Za-z0-9 -]{1,40})\)")
_JOINED_NAME = re.compile(r"(?<![A-Za-z])(?:[A-Z][a-z]+){2,4}(?![A-Za-z])")
# How words end that are not names.
_PARTICLE = re.compile(r".+(?:[을를은는에의한된]|에서|으로|지만)")
_VERB = re.compile(r".*(?:[다고며면서게는은을할지음함쉬움]|[았었했]던)")


@dataclass(frozen=True)
class Indexed:
    """A section with the weight of its words, in its text and in its heading."""

    section: Section
    text: dict[str, float]
    heading: dict[str, float]


@dataclass(frozen=True)
class PageText:
    """A page as the index needs it.

    Attributes:
        url: its address below the site's root.
        title: its title.
        kind: ``lesson``, ``topic`` or ``other``.
        stage: id and short name of the lesson's stage, or empty.
        topic: the titles of the topics it belongs to, or "".
        entry: summary, goals, topics and stage.
        terms: ids of the terms it teaches.
        exams: the exam objectives that it is about.
        sections: its text.
    """

    url: str
    title: str
    kind: str
    stage: tuple[str, ...]
    topic: str
    entry: str
    terms: tuple[str, ...]
    exams: tuple[str, ...]
    sections: tuple[Indexed, ...]


Read = dict[str, tuple[Indexed, ...]]


def write_index(folder: Path, site: Site, read: Read | None = None) -> None:
    """Write the index of the site that was built into ``folder``.

    Args:
        folder: the built site.
        site: the data file it was built from, and how its addresses look.
        read: pages read before, by the digest of their HTML; a preview keeps it.

    Raises:
        OSError: a page of the data file was not built, or nothing can be written.
    """
    index, texts = make_index(read_pages(folder, site, {} if read is None else read), site.catalog)
    index["glossary"] = site.url("glossary.md")
    target = folder / _FOLDER
    (target / "texts").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        _write(target / "texts" / f"{name}.js", text)
    _write(target / "index.js", f"self.roadmapSearchIndex={_json(index)}\n")


def read_pages(folder: Path, site: Site, read: Read) -> list[PageText]:
    """Every page of the built site that can be found, in reading order."""
    pages = [page for page in site.catalog.pages if page not in _LEFT_OUT]
    return [_page(site, page, _read(folder / _file(site, page), read)) for page in pages]


def make_index(pages: Sequence[PageText], catalog: Catalog) -> tuple[dict[str, Any], dict[str, str]]:
    """The index, and a script with the text of each page by the name that its content gives it."""
    quoted = [_quoted(page) for page in pages]
    names = [_name(page, text) for page, text in zip(pages, quoted, strict=True)]
    numbered = [(number, one) for number, page in enumerate(pages) for one in page.sections]
    places = _places(pages, [one for _, one in numbered], catalog)
    forms = sorted(places)
    index = {
        "format": FORMAT,
        "pages": [
            [page.url, page.title, page.kind, page.stage, page.topic, name]
            for page, name in zip(pages, names, strict=True)
        ],
        "sections": [
            [number, one.section.anchor, one.section.heading, round(sum(one.text.values()))]
            for number, one in numbered
        ],
        "terms": [_term(term, pages) for term in catalog.roadmap.terms],
        "glosses": glosses(one.section.prose for _, one in numbered),
        "forms": "\n".join(forms),
        "places": "\n".join(_written(places[form]) for form in forms),
    }
    return index, dict(zip(names, quoted, strict=True))


def _quoted(page: PageText) -> str:
    texts = [[one.section.prose, one.section.code] for one in page.sections]
    return f"(self.roadmapSearchTexts??={{}})[{_json(page.url)}]={_json(texts)}\n"


def _name(page: PageText, script: str) -> str:
    return named(f"{PurePosixPath(page.url).stem}.js", script.encode()).removesuffix(".js")


def glosses(texts: Iterable[str]) -> list[tuple[str, str]]:
    """What the pages themselves say is the same: ``샌드박스(sandbox)``, and names with their initials.

    House style names a thing in both languages where it is first mentioned, so a
    reader's English finds Korean text, and the other way round, without a list.
    """
    said: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for match in _GLOSS.finditer(normal(text)):
            said[_named(match["ko"].split(), match["en"]), match["en"]] += 1
        for name in set(_JOINED_NAME.findall(text)):
            said[name, "".join(letter for letter in name if letter.isupper()).lower()] += 1
    return sorted(pair for pair, times in said.items() if _is_name(*pair, times))


def _named(before: list[str], english: str) -> str:
    """Which of the words before a parenthesis it translates: as many as it has, or initials."""
    count = len(english) if english.isupper() else len(english.split())
    mine = before[-count:]
    clear = not any(_PARTICLE.fullmatch(word) for word in mine[:-1])
    return " ".join(mine if clear else mine[-1:])


def _is_name(name: str, english: str, times: int) -> bool:
    """Not a remark: a word of a sentence before, or a value or a state in the parenthesis."""
    is_value = english.istitle() and " " not in english and times == 1
    return len(name) > 1 and not is_value and not _VERB.fullmatch(name)


# ── pages ─────────────────────────────────────────────────────────────────────


def _read(file: Path, read: Read) -> tuple[Indexed, ...]:
    html = file.read_bytes()
    digest = hashlib.sha256(html).hexdigest()
    if digest not in read:
        found = sections(html.decode())
        code = "\n".join(one.code for one in found)
        read[digest] = tuple(_indexed(one, code) for one in found)
    return read[digest]


def _indexed(section: Section, code: str) -> Indexed:
    """A section of a page whose code, all of it, is ``code``."""
    share = _OF_SOURCES if section.anchor == "sources" else 1
    text = _weights((section.prose, share), (section.code, share * _IN_CODE))
    for command in commands(code, f"{section.heading}\n{section.prose}\n{section.code}"):
        text[command] = text.get(command, 0) + 1
    return Indexed(section, text, _weights((section.heading, 1)))


def _page(site: Site, page: str, read: tuple[Indexed, ...]) -> PageText:
    catalog, url, title = site.catalog, site.url(page), site.catalog.pages[page]
    if page in catalog.lesson_of_page:
        node = catalog.lesson_of_page[page]
        lesson, topics = node.lesson, [one.topic.title for one in (*node.topic.parents, node.topic)]
        exams = (domain for exam in catalog.roadmap.exams for domain in exam.domains)
        objectives = {one.id: one.text for domain in exams for one in domain.objectives}
        asked = tuple(objectives[name] for name in lesson.exams)
        stage = next(one for one in catalog.roadmap.stages if one.id == lesson.stage)
        entry = "\n".join((lesson.summary, *lesson.goals, *topics, stage.title))
        return PageText(
            url, title, "lesson", (stage.id, stage.short), " ".join(topics), entry, lesson.terms, asked, read
        )
    if page in catalog.topic_of_page:
        one = catalog.topic_of_page[page]
        above = one.parents[-1].topic.title if one.parents else ""
        entry = "\n".join((one.topic.summary, one.topic.original or "", *one.topic.contents))
        return PageText(url, title, "topic", (), above, entry, (), (), read)
    return PageText(url, title, "other", (), "", "", (), (), read)


def _file(site: Site, page: str) -> str:
    url = site.url(page)
    return f"{url}index.html" if url.endswith("/") else url


def _term(term: Term, pages: Sequence[PageText]) -> list[Any]:
    taught = [number for number, page in enumerate(pages) if term.id in page.terms]
    return [term.id, term.ko, term.en, term.aliases, term.text, taught]


# ── words and places ──────────────────────────────────────────────────────────


def _weights(*texts: tuple[str, float]) -> dict[str, float]:
    """The words of texts, each with what all its mentions weigh."""
    found: dict[str, float] = defaultdict(float)
    for text, weight in texts:
        for word in words(text):
            found[word] += weight
        for part in parts(text):
            found[part] += weight * _IN_NAME
    return dict(found)


def _places(
    pages: Sequence[PageText], every: Sequence[Indexed], catalog: Catalog
) -> dict[str, dict[int, float]]:
    """The weight of every word in every place where it stands."""
    terms = {term.id: term for term in catalog.roadmap.terms}
    # Headings that every lesson of a stage has say nothing about one of them.
    usual = {section.id for stage in catalog.roadmap.stages for section in stage.sections}
    found: dict[str, dict[int, float]] = defaultdict(dict)

    def add(place: int, weights: dict[str, float]) -> None:
        for word, weight in weights.items():
            found[word][place] = weight

    count = len(every)
    for number, one in enumerate(every):
        add(number, one.text)
        if one.section.anchor not in usual:
            add(count + number, one.heading)
    for number, page in enumerate(pages):
        for offset, text in enumerate(_fields(page, [terms[name] for name in page.terms])):
            add(2 * count + offset * len(pages) + number, _weights((text, 1)))
    return found


def _fields(page: PageText, taught: Sequence[Term]) -> tuple[str, ...]:
    """What the data file says of a page: title, entry, names of its terms, their meaning."""
    names = [name for term in taught for name in (term.ko, term.en, *term.aliases)]
    return page.title, page.entry, "\n".join(names), "\n".join([*(term.text for term in taught), *page.exams])


def _written(places: dict[int, float]) -> str:
    """Places in order, each as the distance from the one before and its weight, in printable digits."""
    last, written = -1, []
    for place in sorted(places):
        step = sum(places[place] >= limit for limit in _STEPS)
        number, last = (place - last) * 4 + step, place
        while number >= _HALF:
            written.append(_DIGITS[number % _HALF + _HALF])
            number //= _HALF
        written.append(_DIGITS[number])
    return "".join(written)


def _json(value: object) -> str:
    """JSON that is also a script: some line separators of JSON end a line of JavaScript's comments."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
