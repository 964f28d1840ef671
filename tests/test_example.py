"""The contributor's guide says what the tools do: its commands, its output, its reference."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.labs.blocks import NEEDS
from macros.pagemacros import _DESCRIBED, MACROS
from macros.pages import read_page
from macros.schema import keys, schema
from tests.conftest import ROOT, listed
from tests.example import DATA, FILES, PAGES, SOURCE, Ran, five_commands, page, play

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = ROOT / "docs/contributing"
FORM = (GUIDE / "lesson-form.md").read_text(encoding="utf-8")
FIELDS = (GUIDE / "data-file.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[Ran]]]:
    """Both pages of the guide, each done in a fresh copy of the project."""
    if not (shutil.which("make") and shutil.which("git")):
        pytest.skip("make or git is not installed")
    roots = {path: tmp_path_factory.mktemp("clone") / "roadmap" for path in PAGES}
    return {path: (root, play(path, root)) for path, root in roots.items()}


def anywhere(lines: tuple[str, ...]) -> list[str]:
    """Output without the line of the data file on which the entry stands: it moves with every lesson."""
    return [re.sub(rf"{re.escape(DATA)}:\d+", DATA, line) for line in lines]


@pytest.mark.parametrize("path", PAGES)
def test_the_guide_shows_what_a_contributor_sees(
    path: str, played: dict[str, tuple[Path, list[Ran]]]
) -> None:
    """What was written by following the guide ends as the example."""
    root, everything = played[path]
    ran = [one for one in everything if one.shown or one.command.startswith("git ")]
    assert len(ran) > 3
    for one in ran:
        say = f"{path}:{one.first}: {one.command}: python -m tests.example puts the real output there"
        assert anywhere(one.real) == anywhere(one.shown), say
    for name, place in FILES.items():
        written = (root / place).read_text(encoding="utf-8")
        assert written == (SOURCE / name).read_text(encoding="utf-8")
    assert (root / DATA).read_text(encoding="utf-8").count("slug: safe-delete") == 1


def test_the_worked_example_ends_clean(played: dict[str, tuple[Path, list[Ran]]]) -> None:
    checks = [one for one in played[PAGES[0]][1] if one.command == "make check"]
    assert [one.real == ("고칠 곳이 없습니다.",) for one in checks] == [False] * (len(checks) - 1) + [True]
    said = "\n".join(line for one in checks for line in one.real)
    quoted = re.findall(r"^> (\[.+)$", page(PAGES[0]).text, re.MULTILINE)
    assert len(quoted) >= 7
    assert not [one for one in quoted if one not in said]


def test_five_commands_are_enough_and_the_same_everywhere() -> None:
    commands = five_commands("docs/contributing/local.md")
    assert [command.split()[0:2] for command in commands] == [
        ["git", "clone"],
        ["cd", "roadmap"],
        ["make", "new"],
        ["make", "serve"],
        ["make", "check"],
    ]
    assert five_commands("docs/contributing/index.md") == commands
    readme = read_page("README.md", (ROOT / "README.md").read_text(encoding="utf-8"))
    shown = [fence.lines for fence in readme.fences if fence.language == "console"]
    assert tuple(f"$ {command}" for command in commands) in shown


# ── the reference ─────────────────────────────────────────────────────────────


def test_the_form_explains_every_macro_reason_and_kind_of_diagram() -> None:
    missing = [name for name in MACROS if f"{name}(" not in FORM]
    missing += [word for word in NEEDS if f"| `{word}` |" not in FORM]
    assert not missing, listed(missing)


def test_the_data_file_is_explained_whole() -> None:
    """Every model of the schema has its place and its table, and every link between them is right."""
    shown = re.findall(r'data_fields\("([a-z-]+)"\)', FIELDS)
    places = re.findall(r"^##+ .*\{ #([a-z-]+) \}$", FIELDS, re.MULTILINE)
    assert {_DESCRIBED[name] for name in shown} == {"Roadmap", *schema()["$defs"]}
    assert {*shown} <= {*places}
    linked = {key.entry for name in shown for key in keys(_DESCRIBED[name])} - {""}
    assert linked <= {_DESCRIBED[name] for name in shown}


def entries() -> list[tuple[str, Any]]:
    """The YAML of the reference, by the place it stands in."""
    script = page("docs/contributing/data-file.md")
    found = []
    for fence in script.fences:
        place = [one.id for one in script.headings if one.line < fence.line][-1]
        if fence.language == "yaml" and place in _DESCRIBED:
            found += [(place, item) for item in yaml.safe_load(fence.text)]
    return found


def test_the_examples_of_the_data_file_are_right() -> None:
    found = entries()
    assert len({place for place, _ in found}) >= 7
    wrong = []
    for place, item in found:
        whole = schema() | {"$ref": f"#/$defs/{_DESCRIBED[place]}"}
        rule = {key: whole[key] for key in ("$ref", "$defs")}
        value = json.loads(json.dumps(item, default=str))
        wrong += [f"{place}: {error.message}" for error in Draft202012Validator(rule).iter_errors(value)]
    assert not wrong, listed(wrong)


# ── after sending ─────────────────────────────────────────────────────────────


def test_the_guide_names_the_checks_that_run() -> None:
    text = (GUIDE / "review.md").read_text(encoding="utf-8")
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    names = [job["name"].partition(" (")[0] for job in workflow["jobs"].values()]
    assert [name for name in names if f"| {name} |" not in text] == []
    source = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    (days,) = re.findall(r"retention-days: (\d+)", source)
    browser = (GUIDE / "browser.md").read_text(encoding="utf-8")
    assert f"{days}일 동안" in browser
    assert "preview-pr-" in source
    assert "`preview-pr-번호`" in browser
