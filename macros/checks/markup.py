"""What a page must not bring along: scripts, styles, frames, foreign images, hidden text.

A lesson is text from a stranger. What is let through is a short list: a few tags
without attributes, names and classes in braces, addresses of three schemes, links
and images that stand on one line. All else is refused wherever it stands outside
of code: in comments, in front matter, split by a macro. What is not certainly code
is taken for text.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import TYPE_CHECKING

from macros.pages import LINK, MAX_LINE, without_code
from macros.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.project import Project
    from macros.pages import Page
    from macros.problems import Place, Problem

TAGS = ("br", "kbd", "sub", "sup", "wbr")
# Nobody mends more at a time, and a page made to be slow has thousands.
MANY = 100
SCHEMES = ("https", "http", "mailto")

# Control and format characters: what nobody sees, and Markdown or a browser may drop.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # taken away, they would join two words
_RAW = re.compile(r"\{%=[ \t]*(?:end)?raw[ \t]*=%\}")
_FENCE = re.compile(r"[ >]*(?:`{3}|~{3})")
# Jinja's comments, and its marks that eat white space: they would join what looks apart.
_JOINING = re.compile(r"\{#=|\{[{%]=[-+]|[-+]=[}%]\}|\{%=[^=\n]*\n")
_MARKS = ("{#=", "{%=", "{{=-", "{{=+", "-=}", "+=}")
_CALL = re.compile(r"\{\{=[ ]*[a-z_]+\([^()\n]*\)[ ]*=\}\}")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ALLOWED = re.compile(
    rf"</?(?:{'|'.join(TAGS)})[ ]?/?>"
    r"|<https?://[^\s<>\"'`]+>"
    r"|<[\w.+-]+@[\w-]+(?:\.[\w-]+)+>"
    # A comment must end where every browser ends it; what is in it is looked at as well.
    r"|<!--(?!-?>)(?=(?:(?!--!>|--\s+>|<!--|\n[ >]*(?:```|~~~)).)*?-->)",
    re.DOTALL,
)
_SHOWN = re.compile(r"<[^>\n]{0,40}>?")
# Not the braces of macros: whatever they do, they give no attributes.
_BRACES = re.compile(r"(?<!\{)\{(?![{%#]=):?[ ]*(?P<inside>[^}\n ][^\n]*)\}")
_KEY = re.compile(r"[^\s={}\"']{1,200}(?=[ ]{0,9}=)")
_TARGET = re.compile(r"\]\(|\[(?!\^)[^\[\]]{0,200}\]:")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)|[^/?#:)\s]*\{[{%]=")
_DROPPED = re.compile(r"[\t\n\r\\]")
_BEFORE = "".join(map(chr, range(33))) + "<"
_LONGEST_SCHEME = 120
_FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LOOSE = re.compile(r"\]\(|!\[")


def check(project: Project) -> Iterator[Problem]:
    """Every page, lesson or not."""
    yield from project.by_text("markup", _faults)


def _faults(page: Page) -> Iterator[Problem]:
    for match in islice(_HIDDEN.finditer(page.text), MANY):
        place = _place(page, page.text, match.start())
        found = problem("hidden-character", place, code=f"U+{ord(match[0]):04X}")
        yield found if match[0] in _BREAKS else found.mended_by(match[0], "")
    text = _certain_text(_RAW.sub("", "\n".join(_outside_of_fences(page))))
    yield from _joining(page)
    for look in (_tags, _attributes, _schemes, _forms):
        yield from islice(look(page, text), MANY)


def _place(page: Page, text: str, at: int) -> Place:
    return page.place(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _outside_of_fences(page: Page) -> list[str]:
    """The lines of a page; fenced blocks, and what is too long to look at, are dots."""
    lines = [line if len(line) <= MAX_LINE else "·" for line in page.lines]
    for fence in page.fences:
        first, last = fence.line - 2, fence.line - 1 + len(fence.lines)
        lines[first : last + 1] = ["·"] * (last + 1 - first)
    unclosed = [found.place.line for found in page.problems if found.rule == "fence-unclosed"]
    return lines[: unclosed[0] - 1] if unclosed else lines


def _certain_text(text: str) -> str:
    """The text without code spans; none is taken out where backticks are left over.

    Markdown pairs backticks over all lines of a paragraph, not line by line: after one
    that has no partner in its line, it may take for text what looks like code. And in a
    line that begins with HTML, or with the end of a comment, it finds more HTML even in code.
    """
    clean = without_code(text)
    if "`" not in text:
        return clean
    lines, result = text.split("\n"), clean.split("\n")
    doubtful = False
    for index, line in enumerate(lines):
        if "`" not in line:
            doubtful = doubtful and bool(line.strip(" \t"))
            continue
        doubtful = doubtful or "`" in result[index] or "\\`" in line
        if doubtful or "-->" in line or line.lstrip(" >").startswith("<"):
            result[index] = line
    return "\n".join(result)


def _joining(page: Page) -> Iterator[Problem]:
    """Marks of macros that would change what the page is made of."""
    if not any(mark in page.text for mark in _MARKS):
        return
    for match in islice(_JOINING.finditer(page.text), MANY):
        detail = f"‘{match[0].strip()}’은(는) 쓸 수 없습니다. 주석은 <!-- … -->로 쓰십시오"
        yield problem("macro-syntax", _place(page, page.text, match.start()), detail=detail)
    for number, line in enumerate(page.lines, 1):
        if "raw" in line and _RAW.search(line) and _FENCE.match(_RAW.sub("", line)):
            yield problem("macro-syntax", page.place(number), detail="코드 블록의 여닫는 줄에 raw가 있습니다")


def _tags(page: Page, text: str) -> Iterator[Problem]:
    for match in _TAG.finditer(text):
        if not _ALLOWED.match(text, match.start()):
            shown = _SHOWN.match(text, match.start())
            tag, allowed = shown[0] if shown else "<", ", ".join(f"<{name}>" for name in TAGS)
            found = problem("html-raw", _place(page, text, match.start()), tag=tag, allowed=allowed)
            yield _as_markdown(found, text[match.start() :])


# What says in HTML no more than Markdown can say.
_PLAIN_TAGS = (
    (re.compile(r'<a href="(?P<url>[^"\s()<>]+)">(?P<text>[^<>\[\]\n]+)</a>'), "[{text}]({url})"),
    (re.compile(r'<img src="(?P<url>[^"\s()<>]+)" alt="(?P<text>[^"\[\]\n]+)" ?/?>'), "![{text}]({url})"),
    (re.compile(r"<(b|strong)>(?P<text>[^\s<>*](?:[^<>*\n]*[^\s<>*])?)</\1>"), "**{text}**"),
    (re.compile(r"<code>(?P<text>[^<>&`\n]+)</code>"), "`{text}`"),
)


def _as_markdown(found: Problem, html: str) -> Problem:
    for pattern, markdown in _PLAIN_TAGS:
        match = pattern.match(html)
        if match:
            return found.mended_by(match[0], markdown.format(**match.groupdict()))
    return found


def _attributes(page: Page, text: str) -> Iterator[Problem]:
    """Braces after a heading, a link or an image give it attributes."""
    for number, line in enumerate(text.split("\n"), 1):
        if "{" not in line or "=" not in line:
            continue
        line = _CALL.sub(lambda call: "·" * len(call[0]), line)  # noqa: PLW2901 (as long as before)
        braces = _BRACES.search(line[: line.rfind("}") + 1])
        key = _KEY.search(braces["inside"]) if braces else None
        if braces and key:
            yield problem("attribute-list", page.place(number, braces.start() + 1), attribute=key[0])


def _schemes(page: Page, text: str) -> Iterator[Problem]:
    """Addresses of links in any form, as a browser reads them."""
    for match in _TARGET.finditer(text):
        target = html.unescape(text[match.end() : match.end() + _LONGEST_SCHEME])
        scheme = _SCHEME.match(_DROPPED.sub("", target).lstrip(_BEFORE))
        if scheme and scheme[0].lower() not in SCHEMES:
            yield problem("link-scheme", _place(page, text, match.start()), scheme=scheme[0])


def _forms(page: Page, text: str) -> Iterator[Problem]:
    """Every link and image is one that the checks of links have read."""
    for number, line in enumerate(text.split("\n"), 1):
        if "](" not in line and "![" not in line:
            continue
        links = list(LINK.finditer(line))
        read = {link.end("text") for link in links} | {link.start() for link in links if link["image"]}
        for match in _LOOSE.finditer(line):
            if match.start() not in read:
                yield problem("link-form", page.place(number, match.start() + 1))
        for link in links:
            if link["image"] and _FOREIGN.match(link["target"]):
                yield problem("image-external", page.place(number, link.start() + 1))
