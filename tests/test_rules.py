"""Every rule is broken by its bad example, kept by its good one, raised somewhere, and explained."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from macros.checks import check
from macros.rules import DATA, DESCRIBED, GROUPS, LESSON, MANIFEST, RULES
from tests.bad_input import ROWS
from tests.minimal import DATA as DATA_FILE
from tests.minimal import FILES, GLOSSARY, PRACTICE, THEORY, edit, write_project
from tests.minimal import MANIFEST as MANIFEST_FILE

if TYPE_CHECKING:
    from macros.rules import Rule
    from tests.minimal import Changes

MACROS = Path(__file__).parent.parent / "macros"
# They speak of what a command did: tests/test_labs.py runs commands.
RUN = {"lab-output", "lab-time"}
SHOWN = {name: rule for name, rule in RULES.items() if rule.kind != DESCRIBED and name not in RUN}
PICTURE = "docs/orchestration/kubernetes/basic/pod.png"
# Where a fragment of a lesson goes that the minimal project does not have.
SLOT = "파드는 [앞의 글](pods.md#quiz)에서 배웠습니다.\n"


def with_example(rule: Rule, text: str) -> tuple[Changes, str, int]:
    """The minimal project with an example in it: what changes, in which file, from which line."""
    if rule.kind == MANIFEST:
        return {MANIFEST_FILE: text}, MANIFEST_FILE, 1
    path, old, new = place_of(rule, text)
    changed = edit(FILES[path], old, new)
    start = FILES[path].index(old)
    return {path: changed, PICTURE: b""}, path, FILES[path].count("\n", 0, start) + 1


def place_of(rule: Rule, text: str) -> tuple[str, str, str]:
    """The file of the minimal project, what is replaced there, and by what."""
    paths = [DATA_FILE] if rule.kind == DATA else [THEORY, PRACTICE, GLOSSARY]
    for path in paths:
        for indent in (" " * width for width in range(0, 14, 2)):
            good = textwrap.indent(rule.good, indent)
            if FILES[path].count(good) == 1:
                return path, good, textwrap.indent(text, indent)
    assert rule.kind == LESSON, "the good example of a data file stands in the minimal one"
    section = text.partition("\n")[0]
    for path in FILES if section.startswith("## ") else ():
        if FILES[path].count(f"\n{section}\n") == 1 and not path.endswith("index.md"):
            before, _, after = FILES[path].partition(f"\n{section}\n")
            old = f"{section}\n{after.partition(chr(10) + '## ')[0]}"
            assert before
            return path, old, f"{text}\n"
    return PRACTICE, SLOT, f"{text}\n"


@pytest.mark.parametrize("name", SHOWN)
def test_bad_example_breaks_its_rule_where_it_says(name: str, tmp_path: Path) -> None:
    rule = SHOWN[name]
    changes, path, start = with_example(rule, rule.bad)
    found = [
        (one.place.path, one.place.line)
        for one in check(write_project(tmp_path, changes))
        if one.rule == name
    ]
    assert (path, start + rule.line - 1 if rule.line else 1) in found, (path, start, found)


@pytest.mark.parametrize("name", SHOWN)
def test_good_example_breaks_no_rule(name: str, tmp_path: Path) -> None:
    rule = SHOWN[name]
    changes, _, _ = with_example(rule, rule.good)
    assert [str(one) for one in check(write_project(tmp_path, changes))] == []


def test_symbolic_link_is_refused_and_not_read(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / "secret.md").write_text("[글](nowhere.md)", encoding="utf-8")
    (tmp_path / "docs/notes.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "docs/all").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "docs/gone.md").symlink_to(tmp_path / "gone.md")
    found = [(one.place.path, one.rule) for one in check(tmp_path)]
    assert found == [(f"docs/{name}", "file-link") for name in ("all", "gone.md", "notes.md")]
    for name in ("all", "gone.md", "notes.md"):
        (tmp_path / "docs" / name).unlink()
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    "name", [name for name, rule in RULES.items() if rule.kind == DESCRIBED and name != "file-link"]
)
def test_rule_with_a_described_example_is_broken_by_a_row_of_bad_input(name: str) -> None:
    assert [row.id for row in ROWS if row.breaks(name)], f"no row of tests/bad_input.py breaks {name}"


def raised_rules() -> set[str]:
    """The rules that the code names where it makes a problem, or a macro's error."""
    found: set[str] = set()
    for file in MACROS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "problem",
                "MacroError",
                "DiagramError",
            }:
                found |= {str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)}
    return found


def test_every_rule_is_raised_and_every_raised_rule_exists() -> None:
    assert raised_rules() == RULES.keys()


def test_a_rule_stands_in_one_group_and_says_why() -> None:
    assert sum(len(group.rules) for group in GROUPS) == len(RULES)
    for name, rule in RULES.items():
        assert rule.why.endswith("."), name
        assert rule.bad != rule.good, name
