"""What is true of every answer, whatever the input.

Refused: every problem is one line in Korean with a place that exists, and the place of
a certain mistake is among them. Accepted: the pages can be rendered, and hold no script.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import lxml.html
import markdown
from mkdocs.config import load_config

from macros.anki import question_cards
from macros.checks import check
from macros.checks.project import read_project
from macros.cli import main
from macros.finish import finish
from macros.load import load
from macros.pagemacros import MACROS
from macros.sandbox import Sandbox
from macros.site import Site
from macros.slugs import slugger
from tests.conftest import ROOT
from tests.minimal import write_project

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from macros.load import Catalog
    from macros.pages import Page
    from macros.problems import Problem
    from tests.fuzz.inputs import Input

_FORM = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): \[(?P<rule>[a-z-]+)\] .+ — .+")
_HANGUL = re.compile(r"[가-힣]")
# One line of a terminal's scroll-back; longer ones hide what matters.
_LONGEST = 1_500


@dataclass(frozen=True)
class Answer:
    """What came of an input.

    Attributes:
        outcome: ``message`` or ``accepted``, or what went wrong: ``line`` (a problem
            without a place, or the certain one missing), ``form``, ``leak``, ``unsafe``.
        detail: what was said, or what is wrong with it.
    """

    outcome: str
    detail: str = ""


GOOD = frozenset({"message", "accepted"})


def answer(root: Path, made: Input) -> Answer:
    """Ask about an input in the empty folder ``root``."""
    write_project(root, {"mkdocs.yml": "", **made.changes})
    if made.arguments != ("check",):
        return _of_command(root, made)
    problems = check(root)
    for wrong in _wrong(root, problems, made):
        return wrong
    if problems:
        return Answer("message", "\n".join(str(one) for one in problems))
    return _rendered(root, made.changes.keys())


def _wrong(root: Path, problems: list[Problem], made: Input) -> Iterator[Answer]:
    for one in problems:
        said = str(one)
        yield from (Answer(outcome, said) for outcome in _faults(root, one, said))
    places = [(one.place.path, one.place.line) for one in problems]
    if made.at and made.at not in places:
        yield Answer(
            "line", f"{made.at[0]}:{made.at[1]}: nothing said; said: {[str(one) for one in problems][:5]}"
        )


def _faults(root: Path, one: Problem, said: str) -> Iterator[str]:
    if (
        not (_FORM.fullmatch(said) and _HANGUL.search(one.message) and _HANGUL.search(one.hint))
        or len(said) > _LONGEST
    ):
        yield "form"
    if str(root) in said or str(ROOT) in said or "Traceback" in said:
        yield "leak"
    if not 1 <= one.place.line <= _length(root / one.place.path) or one.place.column < 1:
        yield "line"


def _length(file: Path) -> int:
    """Lines of a file; of what is no file, one."""
    if not file.is_file():
        return 1
    raw = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw.count(b"\n") + 1


def _of_command(root: Path, made: Input) -> Answer:
    """The same of the command line: 0, 1 or 2, and only with 0 nothing to mend."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(root),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "stdin", io.StringIO()),
    ):
        try:
            status = main(made.arguments)
        except SystemExit as stopped:  # argparse: wrong usage, or help
            status = stopped.code if isinstance(stopped.code, int) else 1
    said = out.getvalue() + err.getvalue()
    if status not in {0, 1, 2}:
        return Answer("form", f"status {status}: {said}")
    if "Traceback" in said or str(ROOT) in said:
        return Answer("leak", said)
    if not said.strip():
        return Answer("form", "nothing said")
    _, harm = load(root) if made.arguments[0] == "new" else (None, [])
    if harm:
        return Answer("form", f"the data file was harmed: {harm[0]}")
    return Answer("message" if status else "accepted", said)


# ── what is accepted ──────────────────────────────────────────────────────────


@cache
def settings() -> Any:
    """The configuration of the site, for its Markdown."""
    return load_config(str(ROOT / "mkdocs.yml"))


def _rendered(root: Path, changed: Collection[str]) -> Answer:
    """The pages that a change can be seen on."""
    project, _ = read_project(root)
    assert project.catalog is not None
    site = Site(root, project.catalog)
    for src, page in project.pages.items():
        if page.path not in changed and any(path.endswith(".md") for path in changed):
            continue
        html = render(site, page)
        bad = next(unsafe(html), "")
        if bad:
            return Answer("unsafe", f"{page.path}: {bad}")
        question_cards(src, html)
    return Answer("accepted")


def render(site: Site, page: Page) -> str:
    """The HTML of a page's content, as the build makes it."""
    sandbox = Sandbox({name: partial(one, site, page.src) for name, one in MACROS.items()})
    text = "\n".join(page.lines[_after_front_matter(page) :])
    return finish(site, page.src, _markdown(site.catalog).convert(sandbox.from_string(text).render()))


def _after_front_matter(page: Page) -> int:
    if page.lines[0].rstrip() != "---":
        return 0
    return next(number for number, line in enumerate(page.lines[1:], 2) if line.rstrip() == "---")


def _markdown(catalog: Catalog) -> markdown.Markdown:
    configured = settings()
    configs = {**configured.mdx_configs, "toc": {**configured.mdx_configs.get("toc", {})}}
    configs["toc"]["slugify"] = slugger(catalog.roadmap.stages)
    return markdown.Markdown(extensions=configured.markdown_extensions, extension_configs=configs)


_ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "button",
        "caption",
        "circle",
        "code",
        "col",
        "colgroup",
        "dd",
        "defs",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "ellipse",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "kbd",
        "label",
        "legend",
        "li",
        "line",
        "marker",
        "nav",
        "ol",
        "option",
        "output",
        "p",
        "path",
        "polygon",
        "polyline",
        "pre",
        "progress",
        "rect",
        "s",
        "section",
        "select",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tspan",
        "u",
        "ul",
        "wbr",
    ]
)
_ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "cite", "background"}
)


def unsafe(html: str) -> Iterator[str]:
    """What could run or load something in a reader's browser."""
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        if element.tag not in _ELEMENTS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or (
                name == "style" and not re.fullmatch(r"(text-align:(left|right|center);?)?", plain)
            ):
                yield f"<{element.tag} {name}={value[:80]!r}>"
            scheme = re.match(r"[a-z][a-z0-9+.-]*:|//", plain)
            if name in _ADDRESSES and scheme and scheme[0] not in {"http:", "https:", "mailto:"}:
                yield f"<{element.tag} {name}={value[:80]!r}>"
