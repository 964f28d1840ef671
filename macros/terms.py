"""The first use of each term in a lesson becomes a link to the glossary.

Which word means which term is decided by what the lesson builds on: a term that
the lesson or one of its prerequisites teaches, the nearest first. Of the other
terms only those whose words can hardly mean anything else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from macros.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.load import Catalog, LessonNode
    from macros.model import Term
    from macros.site import Site

GLOSSARY = "glossary.md"

_TAG = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Names, code, and what has texts and links of its own: quiz, header, drawings, tables of data.
_SKIPPED = {
    "a", "button", "code", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "mark",
    "pre", "script", "section", "style", "summary", "svg", "textarea", "th",
}  # fmt: skip
_SKIPPED_CLASS = re.compile(r"""class="[^"]*\b(?:resources|table-scroll|correction|figures)\b""")

# A word begins after no letter.
_START = re.compile(r"(?<![가-힣A-Za-z0-9_./-])[가-힣A-Za-z0-9]{2}")
# What may follow a word: particles, and then no letter.
AFTER = (
    r"(?:이라는|라는|이란|란|이라고|라고|이라면|라면|이라도|라도|이었습니다|였습니다|입니다|이며|이고|이나|나|들"
    r"|에서|에게서|에게|에|으로|로|와|과|까지|부터|마다|보다|처럼|만큼|만|조차|뿐|대로|밖에"
    r"|은|는|이|가|을|를|의|도)*(?![가-힣A-Za-z0-9_]|[-./][A-Za-z0-9])"
)
_END = re.compile(AFTER)
BRACKET = re.compile(r"\s*\([^()]*\)$")
_HANGUL = re.compile(r"[가-힣]{4,}")
_NAMED = re.compile(r".*[ 0-9-]|.+[A-Z]")

# What a word means here. None: something else, or more than one thing; it is passed over.
Meanings = dict[str, "Term | None"]


def mark_terms(site: Site, node: LessonNode, html: str) -> str:
    """The HTML of a lesson with the first use of each of its terms linked."""
    marker = _Marker(meanings(site.catalog, node.id), site.link(node.page, GLOSSARY))
    parts, at = [], 0
    for start, end in _running_text(html):
        parts += [html[at:start], marker.marked(html[start:end])]
        at = end
    return "".join(parts) + html[at:]


def meanings(catalog: Catalog, lesson: str) -> Meanings:
    """What the words of the glossary mean in a lesson."""
    terms = {term.id: term for term in catalog.roadmap.terms}
    found: Meanings = {}
    for name in _nearest_first(catalog, lesson):
        for term in (terms[one] for one in catalog.lessons[name].lesson.terms):
            for word in _words(term, short=name == lesson):
                found.setdefault(word, term)
    others: dict[str, list[Term]] = defaultdict(list)
    for term in terms.values():
        for word in _words(term, short=False):
            others[word].append(term)
    for word, meant in others.items():
        certain = len(meant) == 1 and (_HANGUL.fullmatch(word) or _NAMED.match(word))
        found.setdefault(word, meant[0] if certain else None)
    return found


def _nearest_first(catalog: Catalog, lesson: str) -> list[str]:
    """The lesson, its prerequisites, theirs, and so on."""
    found = [lesson]
    for name in found:
        found += [need for need in catalog.lessons[name].lesson.needs if need not in found]
    return found


def _words(term: Term, *, short: bool) -> set[str]:
    """Its Korean and its English name; ``short``: also without the bracket that tells it from others.

    「네임스페이스(리눅스)」 is 「네임스페이스」 in the lesson that teaches it and nowhere else.
    """
    names = {term.ko, term.en}
    if short:
        names |= {BRACKET.sub("", name) for name in names}
    return {name for name in names if len(name) > 1}


def _running_text(html: str) -> Iterator[tuple[int, int]]:
    """Where the texts between tags are that may be marked."""
    at, skipping, depth = 0, "", 0
    for tag in _TAG.finditer(html):
        if not skipping and tag.start() > at:
            yield at, tag.start()
        at = tag.end()
        name = (tag["name"] or "").lower()
        if name in _VOID or not name:
            continue
        if not skipping and not tag["close"] and (name in _SKIPPED or _SKIPPED_CLASS.search(tag["rest"])):
            skipping = name
        if name == skipping:
            depth += -1 if tag["close"] else 1
            skipping = skipping if depth else ""


class _Marker:
    def __init__(self, meant: Meanings, glossary: str) -> None:
        self.meant, self.glossary = meant, glossary
        self.done: set[str] = set()
        self.words: dict[str, list[str]] = defaultdict(list)
        for word in sorted(meant, key=len, reverse=True):
            self.words[word[:2]].append(word)

    def marked(self, text: str) -> str:
        """A piece of running text with the terms in it that have not been marked yet."""
        parts, at = [], 0
        for start in (found.start() for found in _START.finditer(text)):
            word = self._word_at(text, start) if start >= at else None
            if word is None:
                continue
            parts += [text[at:start], self._linked(word)]
            at = start + len(word)
        return "".join(parts) + text[at:]

    def _word_at(self, text: str, start: int) -> str | None:
        """The longest word of the glossary that stands there."""
        for word in self.words.get(text[start : start + 2], ()):
            if text.startswith(word, start) and _END.match(text, start + len(word)):
                return word
        return None

    def _linked(self, word: str) -> str:
        term = self.meant[word]
        if term is None or term.id in self.done:
            return word
        self.done.add(term.id)
        return render("term.html", word=word, term=term, href=f"{self.glossary}#{term.id}")
