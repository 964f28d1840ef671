"""What GitHub shows to those who write to the project: issue forms, the pull request's template, owners."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, listed

FOLDER = ROOT / ".github/ISSUE_TEMPLATE"
FORMS = {
    path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yml") if path.stem != "config"
}
TEMPLATE = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")

# https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
_SOME = {"type": "string", "pattern": r"\S"}
_FLAG = {"type": "boolean"}
_ATTRIBUTES: dict[str, dict[str, Any]] = {
    "markdown": {"value": _SOME},
    "input": {"label": _SOME, "description": _SOME, "placeholder": _SOME, "value": _SOME},
    "textarea": {"label": _SOME, "description": _SOME, "placeholder": _SOME, "value": _SOME, "render": _SOME},
    "dropdown": {
        "label": _SOME,
        "description": _SOME,
        "multiple": _FLAG,
        "default": {"type": "integer"},
        "options": {"type": "array", "minItems": 1, "uniqueItems": True, "items": _SOME},
    },
    "checkboxes": {
        "label": _SOME,
        "description": _SOME,
        "options": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"label": _SOME, "required": _FLAG},
                "required": ["label"],
                "additionalProperties": False,
            },
        },
    },
}
_REQUIRED = {"markdown": ["value"], "dropdown": ["label", "options"], "checkboxes": ["label", "options"]}


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _element(kind: str) -> dict[str, Any]:
    attributes = _closed(_ATTRIBUTES[kind], _REQUIRED.get(kind, ["label"]))
    found = {"type": {"const": kind}, "attributes": attributes}
    if kind != "markdown":
        found |= {
            "id": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
            "validations": _closed({"required": _FLAG}, []),
        }
    return _closed(found, ["type", "attributes"])


_LIST = {"type": "array", "items": _SOME}
SCHEMA = _closed(
    {
        **dict.fromkeys(("name", "description", "title", "type"), _SOME),
        **dict.fromkeys(("labels", "assignees", "projects"), _LIST),
        "body": {"type": "array", "items": {"oneOf": [_element(kind) for kind in _ATTRIBUTES]}},
    },
    ["name", "description", "body"],
)
# Every new repository on GitHub has these; a form's label that does not exist is left out without a word.
LABELS = {
    *("bug", "documentation", "duplicate", "enhancement", "good first issue"),
    *("help wanted", "invalid", "question", "wontfix"),
}


def faults(text: str) -> list[str]:
    """Why GitHub would refuse a form, or show less than it says."""
    form = yaml.safe_load(text)
    found = [
        f"{list(error.path)}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(form)
    ]
    if found:
        return found
    fields = [one for one in form["body"] if one["type"] != "markdown"]
    ids = [one.get("id") for one in fields]
    labels = [one["attributes"]["label"] for one in fields]
    if not fields:
        found.append("nothing to fill in")
    if None in ids or len({*ids}) < len(ids):
        found.append(f"a field without an id of its own: {ids}")  # parameterize() makes nothing of Hangul
    if len({*labels}) < len(labels):
        found.append(f"two fields of the same label: {labels}")
    found += [f"no label of GitHub's: {one}" for one in form.get("labels", []) if one not in LABELS]
    for field in fields:
        options = field["attributes"].get("options", [])
        found += [f"a reserved word: {one}" for one in options if str(one).lower() == "none"]
    return found


FORM = FORMS["lesson-error.yml"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: ", "title: "),
        ("description: 사실이", "describes: 사실이"),
        ("- type: input", "- type: text"),
        ("    id: kind", "    id: lesson"),
        ("    id: kind\n", ""),
        ("    id: kind", "    id: 종류"),
        ("      label: 어떤 문제입니까", "      title: 어떤 문제입니까"),
        ("        - 낡은 내용입니다", "        - 사실이 틀렸습니다"),
        ("        - 낡은 내용입니다", "        - None"),
        ("        - 낡은 내용입니다", "        - yes"),
        ("      label: 근거나 실제 출력", "      label: 어떤 문제입니까"),
        ("      required: true", '      required: "true"'),
        ("labels: [bug, documentation]", "labels: [lesson]"),
    ],
)
def test_a_form_that_github_would_refuse_is_noticed(old: str, new: str) -> None:
    assert old in FORM
    assert faults(FORM.replace(old, new, 1))


@pytest.mark.parametrize("name", FORMS)
def test_form_is_one_that_github_shows(name: str) -> None:
    assert not faults(FORMS[name]), listed(faults(FORMS[name]))


def test_every_kind_of_contribution_has_its_form() -> None:
    assert FORMS.keys() == {"lesson-error.yml", "proposal.yml", "translation.yml"}
    config = yaml.safe_load((FOLDER / "config.yml").read_text(encoding="utf-8"))
    assert config == {"blank_issues_enabled": True}


@pytest.mark.parametrize("text", [*FORMS.values(), TEMPLATE])
def test_forms_and_template_have_no_link_that_breaks(text: str) -> None:
    """GitHub shows them at several addresses: a relative link is right at one of them only."""
    assert not [one for one in re.findall(r"\]\(([^)]*)\)", text) if not one.startswith("https://")]


def test_a_pull_request_is_asked_for_what_matters() -> None:
    boxes = re.findall(r"^- \[ \] (.+)$", TEMPLATE, re.MULTILINE)
    assert 1 <= len(boxes) <= 4
    assert "CC BY 4.0" in TEMPLATE
    assert "MIT" in TEMPLATE


def test_nobody_is_named_as_owner_of_what_is_not_there() -> None:
    text = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8")
    rules = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    wrong = [path for path, *_ in rules if "*" not in path and not (ROOT / path.strip("/")).exists()]
    wrong += [one for _, *owners in rules for one in owners if not re.fullmatch(r"@[\w-]+(/[\w-]+)?", one)]
    assert not wrong, listed(wrong)
    assert all((ROOT / path).is_file() for path in re.findall(r"docs/[\w/.-]+\.md", text))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md"])
def test_the_doors_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    wrong = [one for one in links if "://" not in one and not (ROOT / one.partition("#")[0]).exists()]
    assert not wrong, listed(wrong)
