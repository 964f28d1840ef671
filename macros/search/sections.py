"""A built page, read as the search reads it: sections of text, without what surrounds it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Attributes = list[tuple[str, str | None]]

_HEADINGS = {"h1", "h2", "h3"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Inside these nothing is text; the classes are the theme's links to edit and to name a place.
_SKIPPED = {"svg", "script", "style", "template", "button", "form", "noscript"}
_SKIPPED_CLASSES = {"headerlink", "md-content__button", "footnote-backref"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "u", "var"),
}
# The marks of coloured code: nine tenths of a page's elements, and no text of their own.
_COLOUR = re.compile(r"<span class=\"[a-z0-9 ]{1,4}\">|<span>|</span>|<a id=\"__[^>]*></a>")
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"(?: ·)? ?\n\s*")


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it, up to the next one.

    Attributes:
        anchor: the id of the heading, or "" for what stands before the first.
        heading: its text.
        prose: running text, tables and lists; a line for each block.
        code: commands, their output and manifests.
    """

    anchor: str
    heading: str
    prose: str
    code: str


@dataclass
class _Open:
    """A section that is being read."""

    anchor: str = ""
    heading: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)

    def close(self) -> Section:
        return Section(self.anchor, *(_clean(parts) for parts in (self.heading, self.prose, self.code)))


def sections(html: str) -> list[Section]:
    """The sections of a page's article, in order; broken markup costs text, never an error."""
    start = html.find("<article")
    reader = _Reader()
    reader.feed(_COLOUR.sub("", html[start:]) if start >= 0 else "")
    reader.close()
    read = [one.close() for one in reader.found]
    return [one for one in read if one.heading or one.prose or one.code]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = [_Open()]
        # Open elements: their names, and whether they are left out; how many of each name.
        self._open: list[tuple[str, bool]] = []
        self._count: Counter[str] = Counter()

    def updatepos(self, _start: int, end: int) -> int:
        """Nobody asks for lines and columns."""
        return end

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _VOID:
            self._text("\n" if tag in {"br", "hr"} else "")
            return
        given = {name: value or "" for name, value in attrs}
        out = self._left_out or tag in _SKIPPED or "data-search-exclude" in given
        out = out or bool(_SKIPPED_CLASSES & set(given.get("class", "").split()))
        if tag in _HEADINGS and self._count["article"] and not out:
            self.found.append(_Open(given.get("id", "")))
        if tag not in _INLINE | {"td", "th"}:
            self._text("\n")
        self._open.append((tag, out))
        self._count[tag] += 1

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Nothing is in it."""

    def handle_endtag(self, tag: str) -> None:
        if not self._count[tag]:
            return
        closed = ""
        while closed != tag:
            closed, _ = self._open.pop()
            self._count[closed] -= 1
        if tag in {"td", "th"}:
            self._text(" · ")
        elif tag not in _INLINE:
            self._text("\n")

    def handle_data(self, data: str) -> None:
        self._text(data)

    @property
    def _left_out(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _text(self, data: str) -> None:
        if self._left_out or not self._count["article"]:
            return
        section = self.found[-1]
        if any(self._count[tag] for tag in _HEADINGS):
            section.heading.append(data)
        elif self._count["pre"]:
            section.code.append(data)
        else:
            section.prose.append(data)


def _clean(parts: Iterable[str]) -> str:
    """One space between words, one line break between blocks."""
    return _LINES.sub("\n", _SPACE.sub(" ", "".join(parts))).strip()
