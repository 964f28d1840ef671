"""Bounds of pages: what would take Markdown or the reader's browser too long is refused.

Python-Markdown calls itself once for each level of nesting, and looks for the other
half of a mark through the rest of its paragraph: deep pages end it, and a paragraph
of thousands of marks takes it minutes. The limits are several times what the longest
lessons use. What breaks one of them is not rendered, not even for a preview.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from macros.problems import nearest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.checks.project import Project
    from macros.pages import Page
    from macros.problems import Problem

MAX_NESTING = 8
MAX_CODE_LINE = 1_000
MAX_BLOCK_MARKS = 500
MAX_PAGE_MARKS = 10_000
MAX_TICKS = 20
# Colouring runs a grammar over the code, and the grammars of hundreds of languages are
# written by as many people. These are those that lessons of this site have use for.
LANGUAGES = (
    "bash", "console", "css", "diff", "dockerfile", "go", "hcl", "html", "http", "ini", "java", "javascript",
    "jinja", "json", "lua", "makefile", "markdown", "mermaid", "nginx", "powershell", "promql", "properties",
    "protobuf", "python", "rust",
    "sh", "sql", "text", "toml", "typescript", "xml", "yaml",
)  # fmt: skip

# One level each: a quotation, a mark of a list, four columns.
_LEVEL = re.compile(r">[ ]?|(?:[-*+]|\d{1,9}\.)[ ]+|[ ]{4}|\t|[ ]{1,3}(?=[>*+\d-])")
# Whatever begins something in Markdown.
_MARK = re.compile(r"[\[*_`<!&\\{]")
_TICKS = re.compile(r"`+")
_CODE_WITH_LANGUAGE = re.compile(r"`(?:#!|:::)(?P<language>[^\s`]+)")
# Without a first line of ---, MkDocs reads such lines as front matter as well.
_OLD_FRONT_MATTER = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")


class _Count(NamedTuple):
    """Something that a page has a number of: how it looks, how many are too many, its name."""

    pattern: re.Pattern[str]
    limit: int
    name: str


_COUNTS = (
    _Count(re.compile(r"^#{1,6}[^#]|^(?:=+|-+)[ ]*$"), 200, "제목"),
    _Count(re.compile(r"\]\(|\]\[|^[ ]*\[[^\]]+\]:|<(?:https?:|[\w.+-]+@)"), 1_000, "링크"),
    _Count(re.compile(r"\[\^"), 200, "각주"),
    _Count(re.compile(r"^[ ]*\*\["), 200, "줄임말"),
    _Count(re.compile(r"<[a-zA-Z/!?]"), 300, "HTML 태그"),
    _Count(re.compile(r"^[ >]*(?:!!!|\?\?\?)"), 100, "상자(!!!, ???)"),
    _Count(re.compile(r"\|"), 5_000, "표의 칸"),
    _Count(re.compile(r"\{\{="), 100, "매크로"),
    _Count(re.compile(r"\{\{=(?!\s*(?:manifest|version)\b)"), 20, "목록을 만드는 매크로"),
    _Count(re.compile(r"^[ >]*(?:[-*+]|\d+\.)[ ]"), 1_500, "목록의 항목"),
)
_MAX_LINES = 5_000
_MAX_FENCES = 300
_MAX_FENCE = {"글자": 20_000, "줄": 500}
_MAX_DIAGRAMS = 20


def check(project: Project) -> Iterator[Problem]:
    """Every page, lesson or not."""
    yield from project.by_text("bounds", faults)


def faults(page: Page) -> Iterator[Problem]:
    """What makes a page too large to render."""
    yield from _lines(page)
    yield from _marks(page)
    yield from _counts(page)
    yield from _languages(page)
    if _OLD_FRONT_MATTER.match(page.lines[0]):
        yield problem("front-matter", page.place(1), detail="첫 줄의 ---가 없습니다")


def _lines(page: Page) -> Iterator[Problem]:
    # Of running text ``read_page`` says it, of diagrams ``draw``.
    elsewhere = {number for number, line in enumerate(page.prose, 1) if line} | {
        number
        for fence in page.fences
        if fence.language == "mermaid"
        for number in range(fence.line, fence.line + len(fence.lines))
    }
    for number, line in enumerate(page.lines, 1):
        if len(line) > MAX_CODE_LINE and number not in elsewhere:
            yield problem("line-too-long", page.place(number), limit=MAX_CODE_LINE)
        ticks = max(map(len, _TICKS.findall(line)), default=0)
        if ticks > MAX_TICKS:
            place = page.place(number)
            yield problem("page-marks", place, where="한 자리", count=ticks, limit=MAX_TICKS)
    for number, line in enumerate(page.prose, 1):
        depth = _depth(line) if line.strip() else 0  # a comment is blanks
        if depth > MAX_NESTING:
            yield problem("page-nesting", page.place(number), depth=depth, limit=MAX_NESTING)


def _depth(line: str) -> int:
    """How deep a line begins, counted no further than matters."""
    depth = at = 0
    while depth <= 10 * MAX_NESTING and (level := _LEVEL.match(line, at)):
        at = level.end()
        depth += len(level[0].strip()) > 0 or len(level[0]) >= 4 or level[0] == "\t"  # noqa: PLR2004 (columns)
    return depth


def _marks(page: Page) -> Iterator[Problem]:
    total = count = first = 0
    for number, line in enumerate([*page.prose, ""], 1):
        if line.strip():
            first = first or number
            count += len(_MARK.findall(line))
            continue
        if count > MAX_BLOCK_MARKS:
            place = page.place(first)
            yield problem("page-marks", place, where="한 문단", count=count, limit=MAX_BLOCK_MARKS)
        total += count
        count = first = 0
    if total > MAX_PAGE_MARKS:
        yield problem("page-marks", page.place(1), where="글 한 편", count=total, limit=MAX_PAGE_MARKS)


def _counts(page: Page) -> Iterator[Problem]:
    yield from _too_many(page, range(1, len(page.lines) + 1), _MAX_LINES, "줄")
    for pattern, limit, name in _COUNTS:
        at = [number for number, line in enumerate(page.prose, 1) for _ in pattern.finditer(line)]
        yield from _too_many(page, at, limit, name)
    yield from _too_many(page, [fence.line - 1 for fence in page.fences], _MAX_FENCES, "코드 블록")
    for fence in page.fences:
        for (name, limit), count in zip(_MAX_FENCE.items(), (len(fence.text), len(fence.lines)), strict=True):
            if count > limit:
                what, place = f"코드 블록 하나의 {name}", page.place(fence.line - 1)
                yield problem("page-count", place, what=what, count=count, limit=limit)
    drawn = [fence.line - 1 for fence in page.fences if fence.language == "mermaid"]
    yield from _too_many(page, drawn, _MAX_DIAGRAMS, "그림 블록")


def _too_many(page: Page, at: Sequence[int], limit: int, name: str) -> Iterator[Problem]:
    """Said once, at the first one that is too many."""
    if len(at) > limit:
        yield problem("page-count", page.place(at[limit]), what=name, count=len(at), limit=limit)


def _languages(page: Page) -> Iterator[Problem]:
    named = [(fence.line - 1, fence.language) for fence in page.fences if fence.language]
    for number, line in enumerate(page.prose, 1):
        named += [(number, match["language"].lower()) for match in _CODE_WITH_LANGUAGE.finditer(line)]
    for number, language in named:
        if language not in LANGUAGES:
            hint = nearest(language, LANGUAGES)
            yield problem("code-language", page.place(number), language=language, nearest=hint)
