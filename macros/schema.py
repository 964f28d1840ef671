"""JSON Schema of the data file, for editors: completion, descriptions and mistakes while typing.

Derived from the models; nothing of it is written by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from macros.model import Roadmap

if TYPE_CHECKING:
    from pathlib import Path

FILE = "roadmap.schema.json"


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that ``docs/roadmap.yml`` has to meet."""
    found = Roadmap.model_json_schema()
    for model in (found, *found["$defs"].values()):
        # English docstrings are for those who read the code.
        model.pop("description", None)
        for field in model.get("properties", {}).values():
            field.pop("title", None)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = "Orchestration 로드맵의 데이터 파일"
    return found


def text() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def write_schema(root: Path) -> None:
    """Put the schema where the first line of the data file tells editors to look."""
    folder = root / ".build"
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_text(text(), encoding="utf-8")
