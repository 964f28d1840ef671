"""The schema that editors read: the same form as the loader's, with Korean words for each key."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.cli import main
from macros.schema import FILE, schema, write_schema
from tests.conftest import ROOT
from tests.minimal import write_project

if TYPE_CHECKING:
    from pathlib import Path

DATA = (ROOT / "docs/roadmap.yml").read_text(encoding="utf-8")


def parsed(text: str) -> Any:
    """YAML as an editor sees it: dates are words."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("    stage: theory", "    stage: thery", "stage"),
        ("    minutes: 60", "    minutes: sixty", "minutes"),
        ("    slug: overview", "    slgu: overview", "topics"),
        ("    kind: book", "    kind: novel", "kind"),
        ("slug: why-orchestration", "slug: why_orchestration", "slug"),
        ("설명하기", "설명한다", "goals"),
        ("url: https://", "url: www.", "url"),
    ],
)
def test_an_editor_sees_a_mistake(old: str, new: str, where: str) -> None:
    broken = re.sub(re.escape(old.strip()), new.strip(), DATA, count=1)
    assert broken != DATA
    errors = list(Draft202012Validator(schema()).iter_errors(parsed(broken)))
    assert any(where in map(str, error.absolute_path) for error in errors)


def test_the_data_file_meets_it() -> None:
    assert list(Draft202012Validator(schema()).iter_errors(parsed(DATA))) == []


def test_every_key_is_explained_in_korean() -> None:
    found = schema()
    models = {"roadmap": found, **found["$defs"]}
    silent = [
        f"{name}.{key}"
        for name, model in models.items()
        for key, field in model.get("properties", {}).items()
        if not re.search("[가-힣]", field.get("description", ""))
    ]
    assert silent == []


def test_an_editor_offers_the_ids_that_are_there(tmp_path: Path) -> None:
    (tmp_path / ".build").mkdir()
    write_schema(write_project(tmp_path))
    lesson = json.loads((tmp_path / ".build" / FILE).read_text(encoding="utf-8"))["$defs"]["Lesson"][
        "properties"
    ]
    assert "kubernetes/basic/pods" in lesson["needs"]["items"]["examples"]
    assert "cka-jobs" in lesson["exams"]["items"]["examples"]
    assert "pod" in lesson["terms"]["items"]["examples"]
    # What is written at this moment is not yet among them, and no mistake.
    assert "enum" not in lesson["needs"]["items"]


def test_a_wrong_value_is_explained_in_korean() -> None:
    told = json.dumps(schema(), ensure_ascii=False)
    assert told.count("patternErrorMessage") > 10
    assert all(re.search("[가-힣]", one) for one in re.findall(r'"patternErrorMessage": "([^"]+)"', told))


def test_a_check_puts_it_where_the_data_file_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    main(["check"])
    named = re.match(r"# yaml-language-server: \$schema=(\S+)", DATA)
    assert named
    assert json.loads((tmp_path / "docs" / named[1]).resolve().read_text(encoding="utf-8")) == schema()
    assert named[1].endswith(FILE)
