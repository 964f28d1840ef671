"""`roadmap check`: files, mending and GitHub's form; what pre-commit and make run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import yaml

from macros.checks import check
from macros.cli import main
from macros.problems import Place, Problem, github_report
from tests.conftest import ROOT
from tests.minimal import BASIC, CASE, DATA, FILES, MANIFEST, PRACTICE, THEORY, edited, write_project

if TYPE_CHECKING:
    from tests.minimal import Changes

BAD: Changes = {
    **edited(DATA, ("title: 아크메\n", "title: 아크메 회사\n")),
    **edited(
        THEORY, ("(services.md#lab)", "(servicez.md)"), ("{{= lesson_header() =}}", "{{ lesson_header() }}")
    ),
    **edited(PRACTICE, ("```console", "```")),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with mistakes in three files, stood in its folder docs/."""
    write_project(tmp_path, {**BAD, "mkdocs.yml": "", "README.md": "", "docs/.hidden.md": ""})
    monkeypatch.chdir(tmp_path / "docs")
    return tmp_path


def rules(text: str) -> list[str]:
    return re.findall(r"\[([a-z-]+)\]", text)


# ── files ─────────────────────────────────────────────────────────────────────


def test_only_the_problems_of_the_named_files_are_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = [str(found) for found in check(root)]
    # As one types it from here, from the root of the system, and in a roundabout way.
    odd = "../docs/orchestration/kubernetes/../kubernetes/basic/./services.md"
    for names in (["orchestration/kubernetes/basic/services.md"], [str(root / PRACTICE)], [odd]):
        assert main(["check", *names]) == 1
        told = capsys.readouterr()
        assert told.out.splitlines() == [one for one in everything if one.startswith(f"{PRACTICE}:")]
        assert "1군데" in told.err
    assert main(["check", str(root / THEORY), str(root / PRACTICE)]) == 1
    assert rules(capsys.readouterr().out) == ["macro-missing", "link-missing", "fence-language"]


def test_a_file_without_problems_is_right_whatever_is_wrong_elsewhere(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(root / MANIFEST), str(root / BASIC)]) == 0
    assert capsys.readouterr().out == "고칠 곳이 없습니다.\n"


def test_a_data_file_that_cannot_be_read_is_told_with_every_file(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it most of a page is not checked: no news would not be good news."""
    write_project(root, edited(DATA, ("minutes: 40", "minutes: 41")))
    assert main(["check", str(root / BASIC)]) == 1
    assert rules(capsys.readouterr().out) == ["bad-value"]
    write_project(root)
    assert main(["check", str(root / BASIC)]) == 0


REFUSED = {
    "nothing.md": "파일이 없습니다",
    "podz.md": "pods.md",
    "index.mdd": "파일이 없습니다",
    "orchestration": "폴더입니다",
    "..": "폴더입니다",
    "": "파일이 없습니다",
    "../README.md": "검사하는 파일이 아닙니다",
    ".hidden.md": "검사하는 파일이 아닙니다",
    "../../outside.md": "이 프로젝트의 파일이 아닙니다",
    "x" * 5000: "파일이 없습니다",
    "a\0b": "파일이 없습니다",
    "\x1b[31m.md": "\\x1b[31m.md",
    "*.md": "파일이 없습니다",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_checks_do_not_look_at_is_refused(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / "outside.md").write_text("# 밖\n", encoding="utf-8")
    assert main(["check", name, str(root / PRACTICE)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert REFUSED[name] in told.err
    assert "\x1b" not in told.err
    assert len(told.err) < 1_500


def test_every_refused_name_is_told_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nothing.md", str(root / "mkdocs.yml"), "orchestration"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


# ── mending ───────────────────────────────────────────────────────────────────


def test_fix_mends_says_what_and_tells_the_rest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix"]) == 1
    told = capsys.readouterr()
    mended = [line for line in told.out.splitlines() if "고쳤습니다" in line]
    assert [re.match(r"(docs/\S+?):\d+: \[([a-z-]+)\] ", line).groups() for line in mended] == [  # type: ignore[union-attr]
        (THEORY, "macro-missing"),
        (PRACTICE, "fence-language"),
    ]
    assert (root / PRACTICE).read_text(encoding="utf-8") == FILES[PRACTICE]
    assert rules(told.out)[2:] == ["title-differs", "link-missing"]
    assert main(["check", "--fix"]) == 1
    assert "고쳤습니다" not in capsys.readouterr().out


def test_fix_of_a_file_leaves_the_others(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / THEORY).read_bytes()
    assert main(["check", "--fix", str(root / PRACTICE)]) == 0
    assert "고칠 곳이 없습니다" in capsys.readouterr().out
    assert (root / THEORY).read_bytes() == before


def test_a_file_that_cannot_be_written_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    before = (root / PRACTICE).read_bytes()
    monkeypatch.setattr(Path, "replace", denied)
    assert main(["check", "--fix"]) == 1
    assert "파일을 쓸 수 없습니다" in capsys.readouterr().err
    assert (root / PRACTICE).read_bytes() == before


# ── GitHub ────────────────────────────────────────────────────────────────────

_COMMAND = re.compile(r"::error (?P<properties>[^:]*)::(?P<message>.*)")


def read(line: str) -> tuple[dict[str, str], str]:
    """An annotation as the runner of GitHub reads it."""
    match = _COMMAND.fullmatch(line)
    assert match, line
    properties = dict(one.split("=", 1) for one in match["properties"].split(","))
    return {key: unquote(value) for key, value in properties.items()}, unquote(match["message"])


def test_github_is_told_every_problem_with_its_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    problems = check(root)
    assert len(lines) == len(problems) == 4
    for line, found in zip(lines, problems, strict=True):
        place = found.place
        properties, message = read(line)
        assert properties == {
            "file": place.path,
            "line": str(place.line),
            "col": str(place.column),
            "title": found.rule,
        }
        assert message == f"{found.message} — {found.hint}"


@pytest.mark.parametrize("text", ["100%", "%0A", "a\nb", "a\r\nb", "::error::x", "a,b:c", "%25", "—…😀"])
def test_no_text_can_end_an_annotation_or_begin_another(text: str) -> None:
    found = Problem(Place(f"docs/{text}.md", 3, 7), "rule", text, text)
    (line,) = github_report([found]).split("\n")
    properties, message = read(line)
    assert properties["file"] == f"docs/{text}.md"
    assert message == f"{text} — {text}"


def test_unknown_form_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "gihub"]) == 2
    assert "‘github’입니까" in capsys.readouterr().err
    assert main(["check", "--format", "github", str(root / CASE)]) == 1


# ── usage ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "‘check’입니까"),
        ([], "빠진 것이 있습니다: 명령"),
        (["new", "--titel", "잡"], "모르는 인자입니다: --titel 잡"),
        (["new", "--title"], "--title 다음에 값을"),
        (["serve", "--port", "여덟"], "--port에 쓸 수 없는 값입니다: ‘여덟’"),
        (["check", "--fix=yes"], "--fix에는 값을 쓰지 않습니다"),
        (["\x1b[31m"], "\\x1b"),
    ],
)
def test_what_is_written_wrongly_is_told_in_korean(
    arguments: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "\x1b" not in told.err
    assert "--help" in told.err
    assert told.out == ""


# ── pre-commit ────────────────────────────────────────────────────────────────


def hooks() -> list[dict[str, object]]:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"], "hooks of others would be downloaded"
    return list(config["repos"][0]["hooks"])


def test_hooks_say_all_that_pre_commit_asks_for() -> None:
    for hook in hooks():
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert hook["language"] == "system"
        # What is given to make as a file would be a target.
        assert hook["pass_filenames"] is False


def test_check_hook_runs_for_every_file_that_the_checks_read() -> None:
    (files,) = [str(hook["files"]) for hook in hooks() if hook["id"] == "roadmap-check"]
    for name in [*FILES, "macros/rules.py"]:
        assert re.search(files, name), name
    assert not re.search(files, "README.md")


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_every_hook_runs_a_target_that_exists() -> None:
    for hook in hooks():
        words = str(hook["entry"]).split()
        assert words[:2] == ["make", "--silent"]
        done = subprocess.run(
            ["make", "--dry-run", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "roadmap check" in done.stdout or "ruff check" in done.stdout


# ── make ──────────────────────────────────────────────────────────────────────


def made(tmp_path: Path, target: str, *variables: str) -> list[str]:
    """What a target of the Makefile gives to ``roadmap``, one argument a line."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    folder = tmp_path / ".venv/bin"
    folder.mkdir(parents=True)
    program = folder / "roadmap"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for name in ("requirements.txt", "pyproject.toml", ".venv/bin/python", ".venv/.build-ready"):
        (tmp_path / name).touch()
    command = ["make", "--silent", target, *variables]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize(
    "title", ["잡", 'it\'s "잡" #1', "a; b && c | d > e", "-x", "a `b` c", "잡 (Job) & 크론잡"]
)
def test_make_new_passes_every_answer_as_it_is(title: str, tmp_path: Path) -> None:
    answers = (
        "TOPIC=kubernetes/basic",
        "SLUG=jobs",
        f"TITLE={title}",
        "STAGE=이론",
        "MINUTES=45",
        "AFTER=pods",
    )
    assert made(tmp_path, "new", *answers) == [
        "new",
        "--topic=kubernetes/basic",
        "--slug=jobs",
        f"--title={title}",
        "--stage=이론",
        "--minutes=45",
        "--after=pods",
    ]


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize(
    ("target", "variables", "arguments"),
    [
        ("new", [], ["new"]),
        ("check", [], ["check"]),
        ("check", ["FILES=a.md b.md", "FORMAT=github"], ["check", "a.md", "b.md", "--format", "github"]),
        ("serve", ["PORT=8001"], ["serve", "--port", "8001"]),
        ("fix", ["FILES=a.md"], ["check", "--fix", "a.md"]),
    ],
)
def test_make_passes_nothing_that_was_not_said(
    target: str, variables: list[str], arguments: list[str], tmp_path: Path
) -> None:
    assert made(tmp_path, target, *variables) == arguments


# ── a reader that has seen enough ─────────────────────────────────────────────


def test_a_reader_that_hangs_up_gets_no_traceback(tmp_path: Path) -> None:
    """``roadmap check | head -1``."""
    write_project(tmp_path, {"mkdocs.yml": ""})
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "macros", "check"]
    paths = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | paths, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")
