"""JSON Schema of the data file, for editors: completion, descriptions and mistakes while typing.

Derived from the models; nothing of it is written by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from macros.load import load
from macros.model import Roadmap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from macros.load import Catalog

FILE = "roadmap.schema.json"
_LONG = 2000
# What the value of a key is, in the words of the contributor's guide.
_FORMATS = {
    "slug": "영어 소문자, 숫자, 붙임표로 된 이름",
    "uri": "https://로 시작하는 주소",
    "goal": "‘…하기’로 끝나는 텍스트",
    "date": "날짜(2026-11-24)",
    "partial-date": "날짜(2026, 2026-11, 2026-11-24)",
}


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that ``docs/roadmap.yml`` has to meet."""
    found = Roadmap.model_json_schema()
    for model in (found, *found["$defs"].values()):
        # English docstrings are for those who read the code.
        model.pop("description", None)
        model.pop("title", None)
        for field in model.get("properties", {}).values():
            field.pop("title", None)
            _explain(field)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = "Orchestration 로드맵의 데이터 파일"
    return found


def _explain(value: dict[str, Any]) -> None:
    """Let editors say in Korean how a value is written."""
    if "pattern" in value and value.get("format") in _FORMATS:
        value["patternErrorMessage"] = f"이렇게 씁니다: {_FORMATS[value['format']]}"
    for inner in [*value.get("anyOf", []), *([value["items"]] if "items" in value else [])]:
        _explain(inner)


@dataclass(frozen=True)
class Key:
    """A key of an entry: its name, whether it must be there, its value, what it is for.

    ``choices`` are the values to choose from, ``entry`` is the model of what the value holds.
    """

    name: str
    required: bool
    value: str
    choices: tuple[str, ...]
    entry: str
    text: str


def keys(model: str) -> list[Key]:
    """The keys of a model, as the schema has them."""
    whole = schema()
    found = whole if model == Roadmap.__name__ else whole["$defs"][model]
    required = found.get("required", [])
    return [_key(name, name in required, about) for name, about in found["properties"].items()]


def _key(name: str, required: bool, about: dict[str, Any]) -> Key:
    value = next((one for one in about.get("anyOf", []) if one.get("type") != "null"), about)
    inner = value.get("items", value)
    entry = inner.get("$ref", "").rpartition("/")[2]
    words = "목록" if inner is not value else ""
    if not entry:
        words = ": ".join(word for word in (words, _words(inner)) if word)
    choices = tuple(inner.get("enum", ()))
    return Key(name, required, words, choices, entry, about["description"])


def _words(value: dict[str, Any]) -> str:
    if value.get("enum"):
        return "다음 가운데 하나"
    if value.get("format") in _FORMATS:
        return _FORMATS[value["format"]]
    if value["type"] == "integer":
        step = f", {value['multipleOf']}의 배수" if "multipleOf" in value else ""
        return f"{value['minimum']}에서 {value['maximum']}까지의 수{step}"
    if value["type"] == "boolean":
        return "true나 false"
    short = value.get("maxLength", _LONG) < _LONG
    return f"텍스트({value['maxLength']}자까지)" if short else "텍스트"


def text(catalog: Catalog | None = None) -> str:
    """The schema as the text of a file; with a catalogue it offers the ids that are there."""
    found = schema()
    for (model, key), ids in _ids(catalog).items() if catalog else ():
        value = found["$defs"][model]["properties"][key]
        # Not an enum: an entry that is added now may be named at once.
        value.get("items", value)["examples"] = sorted(ids)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _ids(catalog: Catalog) -> dict[tuple[str, str], Iterable[str]]:
    """What the keys that name something may name."""
    roadmap = catalog.roadmap
    objectives = [one.id for exam in roadmap.exams for domain in exam.domains for one in domain.objectives]
    return {
        ("Lesson", "needs"): catalog.lessons,
        ("Lesson", "exams"): objectives,
        ("Lesson", "versions"): [one.id for one in roadmap.versions],
        ("Lesson", "resources"): [one.id for one in roadmap.resources],
        ("Lesson", "terms"): [one.id for one in roadmap.terms],
        ("Resource", "topics"): catalog.topics,
        ("Case", "topics"): catalog.topics,
        ("Case", "lesson"): catalog.lessons,
    }


def write_schema(root: Path) -> None:
    """Put the schema where the first line of the data file tells editors to look."""
    folder = root / ".build"
    folder.mkdir(exist_ok=True)
    catalog, _ = load(root)
    (folder / FILE).write_text(text(catalog), encoding="utf-8")
