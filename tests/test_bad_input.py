"""Bad input of every kind is refused with its line, its rule and a way to mend it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from macros.build import BuildError, build_site
from macros.checks import check
from macros.cli import main
from tests.bad_input import ROWS, Bad
from tests.conftest import unfinished
from tests.minimal import (
    BASIC,
    CASE,
    DATA,
    FILES,
    MANIFEST,
    PRACTICE,
    THEORY,
    VERSIONS,
    Changes,
    edited,
    write_project,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.problems import Problem

PROJECT_ROOT = Path(__file__).parent.parent
FORM = re.compile(r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): \[(?P<rule>[a-z-]+)\] .+ — .+")
HANGUL = re.compile(r"[가-힣]")
ENGLISH_SENTENCE = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b")


def by_id(row: Bad) -> str:
    return row.id


def assert_well_said(found: Problem) -> None:
    """A problem is one line with its place, for people who read Korean."""
    form = FORM.fullmatch(str(found))
    assert form, repr(str(found))
    assert (form["path"], int(form["line"])) == (found.place.path, found.place.line)
    assert (int(form["column"]), form["rule"]) == (found.place.column, found.rule)
    assert HANGUL.search(found.message)
    assert HANGUL.search(found.hint)
    assert len(str(found)) < 1_000


@pytest.mark.parametrize("row", ROWS, ids=by_id)
def test_mistake_is_named_with_its_line_and_its_mending(row: Bad, tmp_path: Path) -> None:
    problems = check(write_project(tmp_path, row.changes))
    assert problems, "nothing was said"
    for found in problems:
        assert_well_said(found)
    said = [found for found in problems if f"{found.place.path}:{found.place.line}" == row.place]
    named = [found for found in said if row.breaks(found.rule)]
    assert named, [str(found) for found in problems]
    assert all(row.hint in found.hint for found in named), [str(found) for found in named]
    # One mistake is said once: no other rule is named for it.
    others = [str(found) for found in problems if found not in named and found.rule not in row.also]
    assert others == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.rule == "yaml-syntax"], ids=by_id)
def test_what_is_wrong_with_yaml_is_said_in_korean(row: Bad, tmp_path: Path) -> None:
    for found in check(write_project(tmp_path, row.changes)):
        assert not ENGLISH_SENTENCE.search(found.message), found.message


def test_mended_project_has_no_problems(tmp_path: Path) -> None:
    write_project(tmp_path, edited(DATA, ("minutes: 40", "minutes: 42")))
    assert check(tmp_path) != []
    assert check(write_project(tmp_path)) == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({name: f"\ufeff{text}" for name, text in FILES.items()}, id="BOM"),
        pytest.param({name: text.replace("\n", "\r\n") for name, text in FILES.items()}, id="CRLF"),
        pytest.param(
            {
                THEORY: FILES[THEORY]
                .replace("## 왜 필요한가", "## 왜 필요한가 { #why }")
                .replace("\n", "\r\n")
            },
            id="CRLF and an anchor",
        ),
    ],
)
def test_other_ways_to_save_a_file_are_no_mistake(changes: Changes, tmp_path: Path) -> None:
    assert [str(found) for found in check(write_project(tmp_path, changes))] == []


MANY: Changes = {
    **edited(DATA, ("minutes: 40", "minutes: 42"), ("id: globex", "id: Globex")),
    **edited(THEORY, ("(services.md#lab)", "(servicez.md)"), ("  class api focus", "  style api fill:red")),
    **edited(PRACTICE, ("```console", "```")),
    BASIC: None,
    **edited(CASE, ("글입니다.", "![](index.md)")),
}


def test_mistakes_in_several_files_are_all_said_at_once_in_order(tmp_path: Path) -> None:
    problems = check(write_project(tmp_path, MANY))
    assert [(found.place.path, found.rule) for found in problems] == [
        (CASE, "image-alt"),
        (THEORY, "link-missing"),
        (THEORY, "diagram-style"),
        (PRACTICE, "fence-language"),
        (DATA, "bad-value"),
        (DATA, "bad-slug"),
    ]
    assert problems == sorted(problems)


def test_two_wrong_calls_on_one_page_are_both_said(tmp_path: Path) -> None:
    changes = edited(THEORY, ("컨테이너를 묶습니다.", '{{= nope() =}}\n\n{{= version("x") =}}\n\n'))
    found = check(write_project(tmp_path, changes))
    assert [(one.place.line, one.rule) for one in found] == [(11, "macro-unknown"), (13, "unknown-id")]


# ── the command line ──────────────────────────────────────────────────────────


def test_check_prints_problems_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, {**MANY, "mkdocs.yml": ""})
    monkeypatch.chdir(tmp_path / "docs")
    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(found) for found in check(tmp_path)]
    assert "6군데" in said.err
    assert "Traceback" not in said.out + said.err


def test_check_of_a_good_project_succeeds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, {"mkdocs.yml": ""})
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
    said = capsys.readouterr()
    assert HANGUL.search(said.out)
    assert said.err == ""


@pytest.mark.parametrize("command", ["check", "build", "offline", "serve"])
def test_outside_of_a_project_nothing_is_done(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command]) == 2
    assert "mkdocs.yml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def run_check(root: Path, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    """``roadmap check`` in a process of its own, so that a crash of Python is seen."""
    program = "import sys; from macros.cli import main; sys.exit(main(['check']))"
    environment = {"PYTHONPATH": str(PROJECT_ROOT), "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding=encoding,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "ascii"])
def test_problems_are_printed_whatever_the_terminal_can_show(encoding: str, tmp_path: Path) -> None:
    write_project(tmp_path, {**edited(DATA, ("slug: acme", "slug: 아크메—😀")), "mkdocs.yml": ""})
    done = run_check(tmp_path, encoding)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert "docs/roadmap.yml:101:15: [bad-slug]" in done.stdout


# ── odd input: whatever it is, the answer is a list of problems ───────────────


def in_prose(text: str) -> Changes:
    return edited(THEORY, ("컨테이너를 묶습니다.", text))


_VERSIONS = FILES[DATA][FILES[DATA].index("versions:\n") : FILES[DATA].index("topics:\n")]
NO_VERSIONS: Changes = {
    **edited(
        DATA,
        (_VERSIONS, "versions: []\n\n"),
        ("            versions: [kubernetes]\n", ""),
        ("            versions: [kubernetes, minikube]\n", ""),
    ),
    **edited(PRACTICE, (' {{= version("kubernetes") =}}', "")),
}

SHOWS_RESULTS = edited(VERSIONS, ("{{= versions() =}}", "{{= lab_results() =}}"))
RESULTS = json.dumps(
    {
        "lessons": {
            "kubernetes/basic/pods": {
                "kubernetes": "1.36.4",
                "date": "2026-11-23",
                "run": 1,
                "compared": 1,
                "excused": {"weather": 1},
            }
        }
    }
)

# Each list holds the one before it ten times.
GROWING = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdefghi")
)

# Refused or not, none of these may end in a traceback.
ODD: Mapping[str, Changes] = {
    "front matter alone": {THEORY: "---\ndescription: 글\n---"},
    "first line of front matter alone": {THEORY: "---"},
    "empty page": {THEORY: ""},
    "page of line breaks of a Mac": {THEORY: FILES[THEORY].replace("\n", "\r")},
    "line break of a Mac": in_prose("가\r나\r다"),
    "control characters": in_prose("\x00\x01\x1b[31m\x7f\ufeff\u2028"),
    "number of 5000 digits": edited(DATA, ("minutes: 40", f"minutes: {'9' * 5000}")),
    "number of 5000 digits in front matter": {THEORY: f"---\nyear: {'9' * 5000}\n---\n\n# 파드\n"},
    "no program": NO_VERSIONS,
    "nothing at all": dict.fromkeys(FILES),
    "Kubernetes of the year 2100": edited(DATA, ('version: "1.36.4"', 'version: "1.999"')),
    "Kubernetes without a number": edited(DATA, ('version: "1.36.4"', "version: 최신")),
    "kind with a NUL": {MANIFEST: 'apiVersion: v1\nkind: "a\\0b"\n# 셋\n'},
    "kind of 300 letters": {MANIFEST: f"apiVersion: v1\nkind: {'A' * 300}\n# 셋\n"},
    "lab results of unknown words": {**SHOWS_RESULTS, "docs/lab-results.json": RESULTS},
    "lab results that are none": {**SHOWS_RESULTS, "docs/lab-results.json": "{"},
    "mapping as a key": {DATA: "? {a: b}\n: c\n"},
    "deep key": {DATA: f"? {'[' * 500}{']' * 500}\n: c\n"},
    "items without ids": {
        DATA: "terms: [{}, {}, null, 1, [], {id: {}}, {id: []}]\ntopics: [{}, {slug: 1}]\n"
    },
    "ids of every type": {DATA: "terms: [{id: 1}, {id: 1.5}, {id: true}, {id: null}, {id: 2026-01-01}]\n"},
    "references of every type": edited(DATA, ("terms: [service]", "terms: [[a], {b: c}, 5, null, true]")),
    "call without an end": in_prose("{{="),
    "comment without an end": in_prose("{#="),
    "nested brackets": in_prose(f"{{{{= {'(' * 3000}1{')' * 3000} =}}}}"),
    "nested loops": in_prose("{%= for a in [1] =%}" * 30 + "{%= endfor =%}" * 30),
    "macro that calls itself": in_prose("{%= macro f() =%}{{= f() =}}{%= endmacro =%}{{= f() =}}"),
    "classes": in_prose("{{= ().__class__.__bases__[0].__subclasses__() =}}"),
    "format of nothing": in_prose('{{= "{}".format() =}}'),
    "item of nothing": in_prose("{{= [].pop() =}}"),
    "unknown encoding": in_prose('{{= "x".encode("nope") =}}'),
    "cycle of nothing": in_prose("{{= cycler() =}}"),
    "line of 300000 letters": in_prose("가" * 300_000),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_input_never_ends_in_a_traceback(name: str, tmp_path: Path) -> None:
    for found in check(write_project(tmp_path, ODD[name])):
        assert_well_said(found)


# These have taken the whole process down, or all its time.
HEAVY: Mapping[str, Changes] = {
    "data 100000 deep": {DATA: "[" * 100_000},
    "front matter 100000 deep": {THEORY: f"---\n{'[' * 100_000}\n---\n\n# 파드\n"},
    "manifest that grows": {MANIFEST: GROWING},
    "line of 20000 links": in_prose("[](" * 20_000),
    "line of 20000 tags": in_prose("<a " * 20_000),
    "page of half links": in_prose(("[x](" * 1_200 + "\n") * 100),
    "page of half braces": in_prose(("{a=" * 1_600 + "\n") * 100),
    "page of half tags": in_prose(("<a " * 1_600 + "\n") * 100),
    "page of half comments": in_prose("<!-- x\n" * 70_000),
    "page of half quotations": in_prose(("써비스“" * 1_200 + "\n") * 100),
    "heading of 10000 anchors": in_prose(f"\n### a {{{'#a' * 10_000}\n"),
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_input_is_answered(name: str, tmp_path: Path) -> None:
    done = run_check(write_project(tmp_path, {"mkdocs.yml": "", **HEAVY[name]}))
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert (done.returncode == 0) == (done.stdout == "고칠 곳이 없습니다.\n")


def test_name_that_is_not_text_is_reported(tmp_path: Path) -> None:
    write_project(tmp_path, {"mkdocs.yml": ""})
    try:
        Path(f"{tmp_path}/docs/\udcff.md").write_text("# 글\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names of valid Unicode only")
    done = run_check(tmp_path)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


# ── the real build ────────────────────────────────────────────────────────────

# What the checks leave to MkDocs: they read definitions of links line by line.
ACROSS_LINES = in_prose("[글][1]\n\n[1]:\n    podz.md\n\n글")

BUILDS = [
    *(row for row in ROWS if row.id in {
        "data: tab",
        "page: title differs",
        "page: unknown macro",
        "diagram: wrong arrow in a subgraph",
    }),
    Bad("page: definition across lines", ACROSS_LINES, "", "", path="podz.md"),
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal project with the real configuration and tools, built once."""
    root = tmp_path_factory.mktemp("project")
    for name in ("overrides", "macros"):
        shutil.copytree(PROJECT_ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT_ROOT / "docs/assets", root / "docs/assets")
    shutil.copy(PROJECT_ROOT / "mkdocs.yml", root)
    build_site(write_project(root))
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def restore(root: Path, changes: Changes) -> None:
    for path in changes.keys() - FILES.keys():
        (root / path).unlink()
    write_project(root)


@pytest.mark.parametrize("row", BUILDS, ids=by_id)
def test_build_of_bad_input_leaves_the_earlier_site(
    row: Bad, built: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = contents(built / "site")
    write_project(built, row.changes)
    try:
        with pytest.raises(BuildError, match="그대로"):
            build_site(built)
    finally:
        restore(built, row.changes)
    said = capfd.readouterr().err
    assert (f"{row.place}:" if row.rule else row.path) in said
    assert f"[{row.rule}" in said or not row.rule
    assert "Traceback" not in said
    assert contents(built / "site") == before
    assert unfinished(built) == []


def test_build_of_mended_input_replaces_the_earlier_site(built: Path) -> None:
    page = "orchestration/kubernetes/basic/pods/index.html"
    before = contents(built / "site")
    write_project(built, {**in_prose("새 글입니다."), "docs/attached.png": "x"})
    try:
        assert build_site(built) == built / "site"
    finally:
        restore(built, {"docs/attached.png": "x"})
    after = contents(built / "site")
    assert "새 글입니다." in after[page].decode()
    assert "attached.png" in after
    build_site(built)
    assert contents(built / "site") == before
    assert unfinished(built) == []
