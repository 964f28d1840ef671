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
from tests.minimal import CASE, FILES, GLOSSARY, PRACTICE, THEORY, edit, edited, write_project
from tests.minimal import DATA as DATA_FILE
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


def test_what_can_be_mended_in_one_way_only_says_how(tmp_path: Path) -> None:
    """The edits that ``roadmap check --fix`` carries out; each brings the good example."""
    for name in ("term-spelling", "hidden-character", "heading-order"):
        rule = RULES[name]
        changes, path, _ = with_example(rule, rule.bad)
        edit_ = next(one.edit for one in check(write_project(tmp_path, changes)) if one.rule == name)
        assert edit_ is not None
        lines = str(changes[path]).split("\n")
        line, at = lines[edit_.place.line - 1], edit_.place.column - 1
        assert line.startswith(edit_.old, at), name
        lines[edit_.place.line - 1] = f"{line[:at]}{edit_.new}{line[at + len(edit_.old) :]}"
        assert "\n".join(lines) == with_example(rule, rule.good)[0][path]


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


@pytest.mark.parametrize(
    "text",
    [
        "`써비스`는 코드입니다.",
        "발표의 제목은 “써비스를 말하다”입니다.",
        "[써비스란 무엇인가](https://example.com/a)를 보십시오.",
        "[글](https://example.com/써비스)을 보십시오.",
        "> 써비스라고 적혀 있습니다.",
        "써비스업과 더써비스는 다른 말입니다.",
        "```text\n써비스\n```",
    ],
)
def test_spelling_of_others_is_left_alone(text: str, tmp_path: Path) -> None:
    changes = edited(THEORY, ("컨테이너를 묶습니다. ", f"글입니다.\n\n{text}\n\n"))
    assert [str(one) for one in check(write_project(tmp_path, changes))] == []


@pytest.mark.parametrize(
    "text",
    [
        "노드는 2,300대입니다([발표](https://acme.example.com/post), 2024년 5월).",
        "노드는 2,300대입니다.[^1]\n\n[^1]: [발표](https://acme.example.com/post)",
        "| 수 | 출처 |\n| --- | --- |\n| 40개 | [글](https://a.example.com) |\n| 50개 | 같은 글 |",
        "노드는 2,300대입니다([발표](https://acme.example.com/post)).\n\n2,300대는 적지 않습니다.",
        "2024년 5월 20일, 3개월 동안, 10회차, 100회사, 1.36.4, 80번 포트, 파드 3개.",
        "`replicas: 100개`라고 씁니다.",
    ],
)
def test_figures_that_have_a_source_or_are_none_are_let_through(text: str, tmp_path: Path) -> None:
    changes = edited(CASE, ("글입니다.", text))
    assert [str(one) for one in check(write_project(tmp_path, changes))] == []
