"""Read files as text and as YAML, keeping the place of every value.

YAML is read in a strict, small form: no aliases, no tags, no duplicate keys,
bounded size and depth. That is all the roadmap needs, and it leaves a hostile
file no way to grow.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from macros.problems import Place, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 2_000_000
MAX_MANIFEST = 100_000
MAX_DEPTH = 20
# Values and documents of one text; the data file has 6,000 values.
MAX_VALUES = 60_000
MAX_DOCUMENTS = 100
MAX_DIGITS = 20

Path_ = tuple[str | int, ...]

# libyaml speaks English; its common complaints in Korean.
_YAML_TEXT = (
    ("found character '\\t'", "탭 문자가 있습니다"),
    ("mapping values are not allowed", "콜론(:)이 올 수 없는 자리입니다"),
    ("could not find expected ':'", "키 다음에 콜론(:)이 없습니다"),
    ("did not find expected key", "들여쓰기가 앞줄과 맞지 않습니다"),
    ("did not find expected '-' indicator", "목록의 들여쓰기가 앞줄과 맞지 않습니다"),
    ("did not find expected ',' or ']'", "대괄호 [ ]가 닫히지 않았습니다"),
    ("did not find expected ',' or '}'", "중괄호 { }가 닫히지 않았습니다"),
    ("unexpected end of stream", "따옴표가 닫히지 않았습니다"),
    ("found unexpected document", "따옴표가 닫히지 않았습니다"),
    ("found a tab character", "탭 문자가 있습니다"),
    ("expected a single document", "---로 문서를 나눌 수 없습니다"),
    ("cannot start any token", "이 문자로 값을 시작할 수 없습니다. 따옴표로 감싸야 합니다"),
    ("control characters are not allowed", "보이지 않는 제어 문자가 있습니다"),
    ("did not find expected <document start>", "문서의 첫 구조와 맞지 않는 줄입니다"),
    ("found undefined alias", "정의되지 않은 별칭(*)입니다"),
)


def read_text(root: Path, path: str, problems: list[Problem], limit: int = MAX_BYTES) -> str | None:
    """Read ``path`` (posix, relative to ``root``) as UTF-8; None after a problem."""
    file = root / path
    if not file.is_file():
        problems.append(problem("file-missing", Place(path)))
        return None
    if file.is_symlink() or not file.resolve().is_relative_to(root.resolve()):
        problems.append(problem("file-link", Place(path)))
        return None
    size = file.stat().st_size
    if size > limit:
        problems.append(problem("file-too-large", Place(path), size=size, limit=limit))
        return None
    raw = file.read_bytes()
    try:
        # MkDocs reads lines of every system in the same way.
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(problem("file-encoding", Place(path, line)))
        return None


@dataclass
class Document:
    """A YAML document as plain data and the place of every key and item.

    ``places`` maps a path such as ``("lessons", 0, "slug")`` to the place of its
    key (or, in a list, of the item); ``values`` maps it to the place of its value,
    ``ends`` to the last line of its value.
    """

    path: str
    data: Any = None
    places: dict[Path_, Place] = field(default_factory=dict)
    values: dict[Path_, Place] = field(default_factory=dict)
    ends: dict[Path_, int] = field(default_factory=dict)
    text: str = field(default="", repr=False)

    def place(self, path: Path_, *, value: bool = False) -> Place:
        """The place of ``path``, or of the nearest thing around it that exists."""
        table = self.values if value else self.places
        for end in range(len(path), -1, -1):
            if path[:end] in table:
                return table[path[:end]]
        return Place(self.path)


def read_yaml(path: str, text: str, problems: list[Problem]) -> Document | None:
    """Parse one YAML document; None after a syntax problem."""
    document = Document(path, text=text)
    try:
        fault = _refused(path, text)
        node = None if fault else yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(path, text, error))
        return None
    if fault:
        problems.append(fault)
        return None
    before = len(problems)
    document.values[()] = document.places[()] = Place(path)
    document.data = None if node is None else _plain(node, (), document, problems)
    return document if len(problems) == before else None


def read_yaml_all(path: str, text: str, problems: list[Problem]) -> list[Document]:
    """Parse every document of a YAML stream; those with problems are left out.

    Places are those of the whole text. Empty documents are left out as well. The
    same text gives the same documents, which nobody changes.
    """
    documents, found = _read_all(path, text)
    problems.extend(found)
    return list(documents)


@lru_cache(maxsize=4096)
def _read_all(path: str, text: str) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    problems: list[Problem] = []
    try:
        fault = _refused(path, text)
        nodes = [] if fault else list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        return (), (_syntax_problem(path, text, error),)
    if fault:
        problems.append(fault)
    documents = []
    for node in nodes:
        if node is None:
            continue
        document, before = Document(path), len(problems)
        document.values[()] = document.places[()] = _place(path, node)
        document.data = _plain(node, (), document, problems)
        if len(problems) == before and document.data is not None:
            documents.append(document)
    return tuple(documents), tuple(problems)


def _refused(path: str, text: str) -> Problem | None:
    """What the small form of YAML does not have, before anything recursive reads the text."""
    depth = values = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        values += isinstance(event, yaml.NodeEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return problem("yaml-depth", _place(path, event), limit=MAX_DEPTH)
        for what, count, limit in (("값", values, MAX_VALUES), ("문서", documents, MAX_DOCUMENTS)):
            if count > limit:
                return problem("yaml-size", _place(path, event), what=what, limit=limit)
        fault = _foreign(path, event)
        if fault:
            return fault
    return None


def _foreign(path: str, event: Any) -> Problem | None:
    """Anchors, aliases and tags."""
    if getattr(event, "anchor", None):
        return problem("yaml-alias", _place(path, event))
    tag = getattr(event, "tag", None)
    return problem("yaml-tag", _place(path, event), tag=tag) if tag else None


def _syntax_problem(path: str, text: str, error: Exception) -> Problem:
    said = str(error)
    position = getattr(error, "position", None)
    if position is not None:  # a character that YAML does not allow; counted in bytes
        line = text.encode().count(b"\n", 0, position) + 1
        return problem("yaml-syntax", Place(path, line), detail="보이지 않는 제어 문자가 있습니다")
    # libyaml reports deep nesting as an error of its own.
    detail = next((korean for english, korean in _YAML_TEXT if english in said), "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "닫히지 않았습니다" in detail:  # where it was opened
        mark = getattr(error, "context_mark", None) or mark
    place = Place(path) if mark is None else Place(path, mark.line + 1, mark.column + 1)
    opened = _left_open(text, place.line)
    if opened is not None:
        return problem("yaml-syntax", _place(path, opened), detail=_LEFT_OPEN[type(opened)])
    last = text.count("\n") + 1
    place = Place(path, min(place.line, last), place.column)
    return problem("yaml-syntax", place, detail=detail or said.splitlines()[0])


_LEFT_OPEN = {
    yaml.ScalarEvent: "따옴표가 닫히지 않았습니다",
    yaml.SequenceStartEvent: "대괄호 [ ]가 닫히지 않았습니다",
    yaml.MappingStartEvent: "중괄호 { }가 닫히지 않았습니다",
}


def _left_open(text: str, line: int) -> yaml.NodeEvent | None:
    """What was opened on a line before ``line``, where the reading failed, and caused it.

    A bracket that is still open; or a quotation that a later, unrelated mark on ``line``
    has ended.
    """
    opened: list[yaml.NodeEvent] = []
    last: yaml.Event | None = None
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            last = event
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
    except yaml.YAMLError:
        pass
    brackets = [event for event in opened if getattr(event, "flow_style", False)]
    quoted = isinstance(last, yaml.ScalarEvent) and last.style in {"'", '"'} and _line(last.end_mark) == line
    found = brackets[0] if brackets else last if quoted else None
    return found if isinstance(found, yaml.NodeEvent) and _line(found.start_mark) < line else None


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 0


def _place(path: str, node: Any) -> Place:
    return Place(path, node.start_mark.line + 1, node.start_mark.column + 1)


def _last_line(node: yaml.Node) -> int:
    """The last line of a value. libyaml lets a block end where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    end = node.end_mark
    return int(end.line + 1 if end.column else end.line)


def _plain(node: yaml.Node, at: Path_, document: Document, problems: list[Problem]) -> Any:
    """Turn a node into dict, tuple, str, int, float, bool, date or None."""
    here = _place(document.path, node)
    if len(at) > MAX_DEPTH:
        problems.append(problem("yaml-depth", here, limit=MAX_DEPTH))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, document, problems)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_items(node, at, document, problems))
    return _scalar(node, here, problems)


def _mapping(
    node: yaml.MappingNode, at: Path_, document: Document, problems: list[Problem]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        place = _place(document.path, key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(problem("yaml-syntax", place, detail="키는 글이어야 합니다"))
            continue
        key = str(key_node.value)
        inside = (*at, key)
        if key in result:
            first = document.places[inside].line
            problems.append(problem("duplicate-key", place, key=key, first=first))
            continue
        document.places[inside] = place
        document.values[inside] = _place(document.path, value_node)
        document.ends[inside] = _last_line(value_node)
        result[key] = _plain(value_node, inside, document, problems)
    return result


def _items(node: yaml.SequenceNode, at: Path_, document: Document, problems: list[Problem]) -> Iterator[Any]:
    for index, item in enumerate(node.value):
        inside = (*at, index)
        document.places[inside] = document.values[inside] = _place(document.path, item)
        document.ends[inside] = _last_line(item)
        yield _plain(item, inside, document, problems)


def _scalar(node: yaml.Node, here: Place, problems: list[Problem]) -> Any:
    kind = node.tag.rsplit(":", 1)[-1]
    text = str(node.value)
    if node.tag.startswith("!") or kind in {"binary", "set", "omap", "pairs"}:
        problems.append(problem("yaml-tag", here, tag=node.tag))
        return None
    return _SCALARS[kind](text) if kind in _SCALARS else text


def _int(text: str) -> int | str:
    return int(text) if text.lstrip("+-").isdecimal() and len(text) <= MAX_DIGITS else text


def _bool(text: str) -> bool | str:
    # YAML 1.1 reads yes, no, on and off as truth values; only the two words count.
    return text == "true" if text in {"true", "false"} else text


def _float(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _date(text: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


_SCALARS = {
    "null": lambda _: None,
    "int": _int,
    "bool": _bool,
    "float": _float,
    "timestamp": _date,
}
