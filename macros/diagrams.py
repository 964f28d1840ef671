"""Mermaid source to SVG at build time: no browser here, no script for the reader.

The drawing comes from ``mmdr``. What it returns is rebuilt from a short list of
elements and attributes: colours, fonts and sizes are left to the site's style
sheet (``diagram.css``), so that one drawing is right in light and dark, and a
stranger's diagram cannot bring script or style with it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET  # only parses what mmdr wrote

import mmdr
from markupsafe import Markup

from macros.problems import nearest, problem
from macros.render import render

if TYPE_CHECKING:
    from macros.problems import Place, Problem

KINDS = ("flowchart", "sequenceDiagram", "stateDiagram-v2")
MAX_CHARACTERS = 6_000
MAX_LINES = 120

# `%%{init}` of our own: classic shapes, text as SVG text, sizes that fit Hangul.
_INIT = (
    '%%{init: {"theme":"base","look":"classic","layout":"dagre","htmlLabels":false,'
    '"fontFamily":"sans-serif","fontSize":15,'
    '"flowchart":{"htmlLabels":false,"curve":"basis","padding":8,"nodeSpacing":36,'
    '"rankSpacing":44,"wrappingWidth":240},'
    '"sequence":{"mirrorActors":false,"actorMargin":36,"messageMargin":32,"width":120,"height":48},'
    '"themeVariables":{"fontSize":"15px"}}}%%'
)
_TITLE = re.compile(r"^\s*accTitle\s*:\s*(?P<text>\S.*?)\s*$")
_DESCRIPTION = re.compile(r"^\s*accDescr\s*:\s*(?P<text>\S.*?)\s*$")
_STYLE = re.compile(r"(?:^|;)\s*(?P<word>%%\{|classDef\b|style\b|linkStyle\b|click\b|link\b|links\b)")
_CEILING = re.compile(r"actual=(\d+) maximum=(\d+)")
_QUOTED = re.compile(r'"[^"]*"')
_BLOCK = re.compile(
    r"^\s*(?:subgraph|end|loop|alt|else|opt|par|and|critical|option|break|rect|box|state)\b|[{}]\s*$"
)
_EXAMPLES = {
    "accTitle": "파드가 만들어지는 순서",
    "accDescr": "사용자가 … 하면 API 서버가 … 합니다.",
}


@dataclass(frozen=True)
class Diagram:
    """A drawn diagram: its SVG, caption and full text alternative."""

    svg: str
    title: str
    description: str


class DiagramError(Exception):
    """A diagram that cannot be drawn: rule, line inside the block (from 0), facts."""

    def __init__(self, rule: str, line: int, **facts: object) -> None:
        super().__init__(rule)
        self.rule, self.line, self.facts = rule, line, facts

    def problem(self, place: Place) -> Problem:
        """The problem, for a block whose first line stands at ``place``."""
        here = type(place)(place.path, place.line + self.line, place.column)
        return problem(self.rule, here, **self.facts)


@lru_cache(maxsize=512)
def draw(source: str) -> Diagram:
    """Draw Mermaid source.

    Raises:
        DiagramError: the source is empty, too large, of another kind, lacks its
            text alternative, sets styles of its own, or is not valid Mermaid.
    """
    lines = source.split("\n")
    kind_line = _check_kind(lines)
    _check_size(source, lines)
    title = _text(lines, _TITLE, "accTitle", kind_line)
    description = _text(lines, _DESCRIPTION, "accDescr", kind_line)
    for number, line in enumerate(lines):
        style = _STYLE.search(_QUOTED.sub("", line))
        if style:
            raise DiagramError("diagram-style", number, word=style["word"])
    # Blank, not removed: line numbers stay.
    bare = ["" if _TITLE.match(line) or _DESCRIPTION.match(line) else line for line in lines]
    svg = _rebuild(_render(bare), source)
    return Diagram(svg, title, description)


def fence(source: str, _language: str, _css_class: str, _options: dict[str, Any], _md: Any, **_: Any) -> str:
    """The custom fence ``mermaid`` of pymdownx.superfences."""
    drawn = draw(source)
    return render(
        "diagram.html",
        svg=Markup(drawn.svg),  # noqa: S704 (rebuilt from allowed elements)
        title=drawn.title,
        description=drawn.description,
    )


def _check_kind(lines: list[str]) -> int:
    for number, line in enumerate(lines):
        words = line.split()
        if not words or (words[0].startswith("%%") and not words[0].startswith("%%{")):
            continue
        if words[0].startswith("%%{"):
            raise DiagramError("diagram-style", number, word="%%{")
        if words[0] not in KINDS:
            raise DiagramError("diagram-kind", number, kind=words[0], nearest=nearest(words[0], KINDS))
        return number
    raise DiagramError("diagram-empty", -1)


def _check_size(source: str, lines: list[str]) -> None:
    for actual, limit in ((len(source), MAX_CHARACTERS), (len(lines), MAX_LINES)):
        if actual > limit:
            raise DiagramError("diagram-too-large", 0, actual=actual, limit=limit)


def _text(lines: list[str], pattern: re.Pattern[str], field: str, kind_line: int) -> str:
    for line in lines:
        match = pattern.match(line)
        if match:
            return match["text"]
    raise DiagramError("diagram-text", kind_line, field=field, example=_EXAMPLES[field])


def _render(lines: list[str]) -> str:
    try:
        return mmdr.render("\n".join([_INIT, *lines])).svg()
    except ValueError as error:
        ceiling = _CEILING.search(str(error))
        if ceiling:  # mmdr does not begin what would take it too long
            raise DiagramError(
                "diagram-too-large", 0, actual=int(ceiling[1]), limit=int(ceiling[2])
            ) from error
        detail = str(error).split(":", 1)[-1].strip()
        raise DiagramError("diagram-syntax", _bad_line(lines), detail=detail) from error


def _bad_line(lines: list[str]) -> int:
    """The line without which the diagram can be drawn.

    The renderer does not say where it stopped. One wrong line is by far the most
    common case; when no single line is to blame, the first line is named.
    """
    for number in range(len(lines) - 1, 0, -1):
        if lines[number].strip() and _draws([*lines[:number], "", *lines[number + 1 :]]):
            return number
    # Several wrong lines: the first that cannot stand alone.
    kind = next(line for line in lines if line.split() and not line.lstrip().startswith("%%"))
    for number, line in enumerate(lines):
        if line.strip() and line is not kind and not _BLOCK.search(line) and not _draws([kind, line]):
            return number
    return 0


def _draws(lines: list[str]) -> bool:
    try:
        mmdr.render("\n".join([_INIT, *lines])).svg()
    except ValueError:
        return False
    return True


# ── from mmdr's SVG to ours ───────────────────────────────────────────────────

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline",
    "text", "tspan", "marker", "defs",
}  # fmt: skip
_ATTRIBUTES = {
    "viewBox", "class", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy",
    "r", "rx", "ry", "width", "height", "points", "text-anchor", "dominant-baseline", "id",
    "marker-start", "marker-end", "refX", "refY", "markerWidth", "markerHeight", "markerUnits",
    "orient",
}  # fmt: skip
_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_PAIR = re.compile(r"(-?[\d.]+)[ ,](-?[\d.]+)")
_URL = re.compile(r"url\(#([^)]+)\)")


def _rebuild(svg: str, source: str) -> str:
    """The drawing with allowed elements only, short numbers and ids of its own."""
    prefix = "d" + hashlib.sha256(source.encode()).hexdigest()[:8]
    drawing = ET.fromstring(svg)  # noqa: S314 (mmdr's own output)
    used = set(_URL.findall(svg))
    root = _copy(drawing, prefix, used)
    if root is None:
        raise DiagramError("diagram-syntax", 0, detail="빈 그림")
    _centre_state_labels(root)
    left, top, right, bottom = _extent(root)
    root.set("viewBox", f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}")
    root.set("width", f"{right - left:.0f}")
    root.set("height", f"{bottom - top:.0f}")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return ET.tostring(root, encoding="unicode")


def _extent(root: ET.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the drawing.

    mmdr's own box cuts off what hangs over the last participant or the last
    message of a sequence diagram, so that it is widened to all shapes there.
    """
    left, top, width, height = (float(part) for part in root.get("viewBox", "0 0 1 1").split())
    if root.get("class"):  # flowcharts and state diagrams name themselves, and fit
        return left, top, left + width, top + height
    points = [(left, top), (left + width, top + height)]
    for shape in root.iter():
        points += _points(shape)
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs) + 4, max(ys) + 4


def _points(shape: ET.Element) -> list[tuple[float, float]]:
    """Corners of a rectangle, ends of a line, points of a path, in a drawing without transforms."""
    get = shape.get
    if shape.tag == "rect":
        x, y = float(get("x", "0")), float(get("y", "0"))
        return [(x, y), (x + float(get("width", "0")), y + float(get("height", "0")))]
    if shape.tag == "line":
        return [(float(get(f"x{end}", "0")), float(get(f"y{end}", "0"))) for end in "12"]
    if shape.tag == "path" and get("class"):  # the paths of arrow heads have none
        return [(float(x), float(y)) for x, y in _PAIR.findall(get("d", ""))]
    return []


def _copy(element: ET.Element, prefix: str, used: set[str]) -> ET.Element | None:
    name = element.tag.removeprefix(_SVG)
    if name not in _ELEMENTS:
        return None
    old_id = element.get("id", "")
    if name == "marker" and old_id not in used:
        return None
    copy = ET.Element(name)
    for key, value in element.attrib.items():
        if key in _ATTRIBUTES:
            copy.set(key, _value(key, value, prefix))
    if old_id and old_id not in used:
        copy.attrib.pop("id", None)
    copy.text = element.text
    for child in element:
        inner = _copy(child, prefix, used)
        if inner is not None:
            inner.tail = child.tail
            copy.append(inner)
    # mmdr leaves empty labels and groups behind.
    empty = name in {"g", "text", "tspan", "defs"} and not len(copy) and not (copy.text or "").strip()
    return None if empty else copy


def _value(key: str, value: str, prefix: str) -> str:
    if key == "id":
        return f"{prefix}-{value}"
    if key.startswith("marker-"):
        return _URL.sub(rf"url(#{prefix}-\1)", value)
    if key == "class":
        return " ".join(dict.fromkeys(value.split()))
    return _NUMBER.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), value)


def _centre_state_labels(root: ET.Element) -> None:
    """Labels of states start at the left edge of a box of at least 120; centre them."""
    for state in root.iter("g"):
        if "statediagram-state" not in (state.get("class") or ""):
            continue
        for label in state.findall("g"):
            if label.get("class") == "label":
                place = (label.get("transform") or "").rpartition(",")[2]
                label.set("transform", f"translate(0,{place.strip()}")
                for text in label.iter("text"):
                    text.set("text-anchor", "middle")
