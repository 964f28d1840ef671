"""Read a Markdown page into the parts that the checks look at.

Not a Markdown parser: it knows just enough (front matter, fences, comments,
headings, links) to tell text from code and to say on which line something is.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from macros.problems import Place, Problem, problem
from macros.source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"^(?P<indent>[ ]*(?:>[ ]?)*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
# What the build reads as the first line of a block; anything else would not begin one.
_INFO = re.compile(
    r"""\s*[\w+#.-]+(?:[ ]+(?:title|hl_lines|linenums)=(?P<mark>["'])[^"'<>&{}]*(?P=mark))*\s*"""
)
_LANGUAGE = re.compile(r"^\{?\s*\.?(?P<language>[\w+#.-]+)")
_HEADING = re.compile(r"^(?P<marks>#{1,6})(?P<text>[^#].*)$")
_UNDERLINE = re.compile(r"^(?P<mark>=+|-+)[ ]*$")
_HEADING_ID = re.compile(r"[ \t]*\{:?[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}$")
# An address ends before the next link: else a row of half links would take for ever.
LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\(\s{0,9}<?(?P<target>[^)\s>\]]*+(?:\](?!\()[^)\s>\]]*+)*+)>?"
    r"(?:\s{1,9}+\"[^\"]*+\")?\s{0,9}+\)"
)
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?P<text>[^\]^]+)\]:\s*<?(?P<target>[^\s>]+)>?")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")
_MARKUP = re.compile(r"[`*]|\[([^\]]*)\]\([^)]*\)|(?<!\w)_([^_]+)_(?!\w)")


@dataclass(frozen=True)
class Fence:
    """A fenced block: language, the lines inside and the line of its first one."""

    language: str
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The content, as the author wrote it."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Heading:
    """A heading: level, text without markup, explicit id or "", line."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Link:
    """A link or an image: target, text, its line and column."""

    target: str
    text: str
    image: bool
    line: int
    column: int


@dataclass
class Page:
    """A page of ``docs/``; ``path`` is relative to the project's root."""

    path: str
    text: str
    meta: dict[str, object] = field(default_factory=dict)
    fences: list[Fence] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Lines of running text: code, comments and front matter are blank.
    prose: list[str] = field(default_factory=list)

    @property
    def src(self) -> str:
        """The path below ``docs/``."""
        return self.path.removeprefix("docs/")

    @cached_property
    def lines(self) -> list[str]:
        """All lines as written."""
        return self.text.split("\n")

    def place(self, line: int, column: int = 1) -> Place:
        """A place in this page."""
        return Place(self.path, line, column)

    def section(self, title: str) -> tuple[int, int] | None:
        """First line after the heading ``## title`` and the line its section ends before."""
        for heading in self.headings:
            if heading.level == _SECTION and heading.text == title:
                after = [h.line for h in self.headings if h.line > heading.line and h.level <= _SECTION]
                return heading.line + 1, min(after, default=len(self.lines) + 1)
        return None


_SECTION = 2
# The longest line of a lesson has 600 letters. What looks for links goes over a line again and again.
MAX_LINE = 2_000


def manifest_folder(src: str) -> str:
    """Where the files lie that a page shows and offers for download; both below ``docs/``."""
    folder, name = posixpath.split(src)
    return posixpath.join(folder, "manifests", name.removesuffix(".md"))


@lru_cache(maxsize=256)
def read_page(path: str, text: str) -> Page:
    """Scan a page. What is wrong with its outer form is in ``page.problems``.

    The same text gives the same page, which nobody changes: checks, macros and the
    next look of a preview share it.
    """
    page = Page(path, text)
    start = _front_matter(page)
    _blocks(page, start)
    for number, line in enumerate(page.prose, 1):
        if len(line) > MAX_LINE:
            page.problems.append(problem("line-too-long", page.place(number), limit=MAX_LINE))
            continue
        _heading(page, number, line)
        page.links.extend(_links(page, number, line))
    return page


def _front_matter(page: Page) -> int:
    """Read the front matter; the index of the first line after it."""
    if page.lines[0].rstrip() != "---":
        return 0
    ends = [i for i, line in enumerate(page.lines[1:], 1) if line.rstrip() == "---"]
    if not ends:
        page.problems.append(problem("front-matter", page.place(1), detail="끝나는 ---가 없습니다"))
        return 0
    # An empty line in place of the first --- keeps the line numbers right.
    document = read_yaml(page.path, "\n" + "\n".join(page.lines[1 : ends[0]]), page.problems)
    meta = {} if document is None or document.data is None else document.data
    if not isinstance(meta, dict):
        page.problems.append(problem("front-matter", page.place(2), detail="키가 없습니다"))
        meta = {}
    page.meta = meta
    return ends[0] + 1


def _blocks(page: Page, start: int) -> None:
    """Split the page into fences and prose (fences, comments and front matter blank)."""
    page.prose = [""] * min(start, len(page.lines))
    opened: re.Match[str] | None = None
    first = 0
    comment = False
    for index, line in enumerate(page.lines[start:], start):
        if opened is not None:
            page.prose.append("")
            if _closes(line, opened):
                page.fences.append(_fence(page, opened, first, index))
                page.problems.extend(_outdented(page, opened, first, index))
                opened = None
            continue
        match = None if comment else _FENCE.match(line)
        if match:
            opened, first = match, index + 1
            page.prose.append("")
            _check_language(page, match, index + 1)
            continue
        visible, comment = _without_comments(line, comment)
        page.prose.append(visible)
    if opened is not None:
        place = page.place(first, len(opened["indent"]) + 1)
        page.problems.append(problem("fence-unclosed", place, fence=opened["fence"]))


def _closes(line: str, opened: re.Match[str]) -> bool:
    if not line.startswith(opened["indent"].rstrip()):
        return False
    # Exactly as long: to the build a longer row is content.
    return line[len(opened["indent"]) :].rstrip() == opened["fence"]


def _outdented(page: Page, opened: re.Match[str], first: int, end: int) -> Iterator[Problem]:
    """Lines of a block that are not as far in as its first one: the build breaks off there."""
    indent = opened["indent"]
    for number, line in enumerate(page.lines[first:end] if indent else (), first + 1):
        if not line.startswith(indent) and line.strip() and line.rstrip() != indent.rstrip():
            yield problem("fence-indent", page.place(number))


def _fence(page: Page, opened: re.Match[str], first: int, end: int) -> Fence:
    width = len(opened["indent"])
    language = _LANGUAGE.match(opened["info"].strip())
    lines = tuple(line[width:] for line in page.lines[first:end])
    return Fence(language["language"].lower() if language else "", first + 1, lines)


# What only one language begins with.
_BEGINNINGS = {"$ ": "console", "apiVersion:": "yaml"}


def _check_language(page: Page, opened: re.Match[str], line: int) -> None:
    place, info = page.place(line, len(opened["indent"]) + 1), opened["info"].strip()
    if not _LANGUAGE.match(info):
        page.problems.append(_with_language(page, opened, line, problem("fence-language", place)))
    elif not _INFO.fullmatch(info):
        page.problems.append(problem("fence-form", place, info=info))


def _with_language(page: Page, opened: re.Match[str], line: int, found: Problem) -> Problem:
    """The problem with its mending, if the block begins as only one language does."""
    first = page.lines[line][len(opened["indent"]) :] if line < len(page.lines) else ""
    meant = [language for start, language in _BEGINNINGS.items() if first.startswith(start)]
    if not meant or opened["info"].strip():
        return found
    return found.mended_by(opened["fence"], opened["fence"] + meant[0])


def _without_comments(line: str, inside: bool) -> tuple[str, bool]:
    """The line with its HTML comments blanked, and whether one is still open."""
    result = ""
    if not inside and "<!--" in line:
        # Code may speak of comments without opening one.
        line, code = _hidden(line), line
        if "<!--" not in line:
            return code, False
    while line:
        mark = "-->" if inside else "<!--"
        before, found, line = line.partition(mark)
        result += " " * len(before) if inside else before
        if found:
            result += " " * len(mark)
            inside = not inside
    return result, inside


def _hidden(line: str) -> str:
    return _CODE_SPAN.sub(lambda match: match[0].replace("<!--", "    "), line)


def plain(text: str) -> str:
    """Heading text without code marks, emphasis and link targets."""
    return _MARKUP.sub(lambda match: match[1] or match[2] or "", text).strip()


def _heading(page: Page, number: int, line: str) -> None:
    match = _HEADING.match(line)
    if not match:
        _underlined(page, number, line)
        return
    text, explicit = re.sub(r"(?<=[ \t])#+$", "", match["text"].rstrip()).strip(), ""
    found = _HEADING_ID.search(text)
    if found:
        text, explicit = text[: found.start()], found["id"]
    page.headings.append(Heading(len(match["marks"]), plain(text), explicit, number))


def _underlined(page: Page, number: int, line: str) -> None:
    after = page.prose[number] if number < len(page.prose) else ""
    before = page.prose[number - 2] if number > 1 else ""
    mark = _UNDERLINE.match(after)
    if mark and line.strip() and not before.strip() and line[0] not in " >|":
        page.headings.append(Heading(1 if mark["mark"][0] == "=" else 2, plain(line), "", number))


def without_code(text: str) -> str:
    """The text with every code span blanked, so that places stay where they are."""
    return _CODE_SPAN.sub(lambda match: "·" * len(match[0]), text) if "`" in text else text


def _links(page: Page, number: int, line: str) -> Iterator[Link]:
    text = without_code(line)
    for match in LINK.finditer(text):
        yield Link(match["target"], match["text"], bool(match["image"]), number, match.start() + 1)
    reference = _REFERENCE.match(text)
    if reference:
        yield Link(reference["target"], reference["text"], False, number, reference.start() + 1)
