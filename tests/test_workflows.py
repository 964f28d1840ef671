"""What runs on GitHub, and what is installed there and here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, listed

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LOCKS = sorted(ROOT.glob("requirements*.txt"))
ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"


def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **options)


# ── workflows ─────────────────────────────────────────────────────────────────


def unpinned(text: str) -> list[str]:
    """Uses of actions that are not named by a commit, with its version beside it."""
    uses = re.findall(r"^\s*(?:-\s+)?uses:\s*(.+?)\s*$", text, re.MULTILINE)
    return [use for use in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*", use)]


def test_an_action_that_can_change_is_noticed() -> None:
    sha = "3d3c42e5aac5ba805825da76410c181273ba90b1"
    for use in (
        "actions/checkout@v4",
        "actions/checkout@main",
        f"actions/checkout@{sha}",
        f"a/b@{sha[:7]} # v1",
    ):
        assert unpinned(f"    steps:\n      - uses: {use}\n") == [use]
    assert unpinned(f"      - uses: actions/checkout@{sha} # v7.0.1\n        with:\n") == []


def test_every_action_is_pinned() -> None:
    assert WORKFLOWS
    wrong = [
        f"{path.name}: {use}" for path in WORKFLOWS for use in unpinned(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, listed(wrong)


def test_strangers_code_never_meets_secrets() -> None:
    """`pull_request_target` runs with the rights of the repository."""
    for path in WORKFLOWS:
        assert "pull_request_target" not in path.read_text(encoding="utf-8"), path.name


def test_a_pull_request_meets_no_secret_and_no_right_to_write() -> None:
    """What it changes may be anything, also the code that the workflow runs."""
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        workflow = yaml.safe_load(text)
        # YAML 1.1 takes the key `on` for true.
        if "pull_request" not in workflow[True]:
            continue
        assert not re.search(r"\bsecrets\b|github\.token|GITHUB_TOKEN", text), path.name
        rights = [workflow["permissions"], *(job.get("permissions", {}) for job in workflow["jobs"].values())]
        assert all(right in ({}, {"contents": "read"}) for right in rights), path.name
        checkouts = [
            step
            for job in workflow["jobs"].values()
            for step in job["steps"]
            if "checkout" in step.get("uses", "")
        ]
        assert checkouts
        assert all(step["with"] == {"persist-credentials": False} for step in checkouts), path.name


def test_all_checks_together_need_every_check() -> None:
    """Branch protection names the last job alone; it must look at all the others."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))["jobs"]
    last = jobs["passed"]
    assert {*last["needs"]} == jobs.keys() - {"passed"}
    (step,) = last["steps"]
    for name in last["needs"]:
        assert f"${{{{ needs.{name}.result }}}}" in step["env"].values()
    assert step["run"].count("= success") == len(last["needs"])


def test_workflows_ask_for_no_more_than_they_need() -> None:
    """Rights are taken away for all jobs first; only jobs that run nothing of ours may write."""
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] in ({}, {"contents": "read"}), path.name
        for name, job in workflow["jobs"].items():
            writes = "write" in (job.get("permissions") or {}).values()
            ours = any(
                "make " in step.get("run", "") or "checkout" in step.get("uses", "") for step in job["steps"]
            )
            assert not (writes and ours), f"{path.name}: {name}"


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert zizmor
    done = run([zizmor, "--offline", "--no-progress", "--color=never", str(ROOT / ".github")])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def actionlint(tmp_path: Path) -> str:
    """The installed one, or one built here."""
    found, go = shutil.which("actionlint"), shutil.which("go")
    if found:
        return found
    if not go:
        pytest.skip("neither actionlint nor Go is installed")
    program = tmp_path / "actionlint"
    # `go run` would hide whether it was the download or the check that failed.
    done = run([go, "mod", "init", "example.org/none"], cwd=tmp_path)
    done = run([go, "get", ACTIONLINT], cwd=tmp_path)
    if done.returncode == 0:
        done = run([go, "build", "-o", str(program), ACTIONLINT.partition("@")[0]], cwd=tmp_path)
    if done.returncode:
        pytest.skip(f"actionlint cannot be built here: {done.stderr.strip().splitlines()[-1]}")
    return str(program)


def test_actionlint_finds_nothing(actionlint: str) -> None:
    done = run([actionlint, "-no-color", *map(str, WORKFLOWS)], cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


# ── what is installed ─────────────────────────────────────────────────────────


def loose(text: str) -> list[str]:
    """What in a lock file is not a version with its hashes."""
    entries = re.sub(r"\\\n\s*", "", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    pinned = r"[\w.-]+(\[[\w,]+\])?==[\w.!+]+( ; [^;]+?)?(\s*--hash=sha256:[0-9a-f]{64})+"
    return [entry for entry in entries if entry.strip() and not re.fullmatch(pinned, entry.strip())]


def test_a_loose_requirement_is_noticed() -> None:
    digest = f"--hash=sha256:{'0' * 64}"
    for entry in (
        "mkdocs==1.6.1",
        f"mkdocs>=1.6 {digest}",
        f"mkdocs {digest}",
        f"mkdocs @ https://example.org/mkdocs.whl {digest}",
        "--index-url https://example.org/simple",
        "--find-links wheels",
        "-e .",
    ):
        assert loose(f"# made by make lock\n{entry}\n") == [entry]
    assert (
        loose(
            f'colorama==0.4.6 ; sys_platform == "win32" \\\n    {digest} \\\n    {digest}\n    # via click\n'
        )
        == []
    )


def test_every_requirement_is_pinned_with_hashes() -> None:
    assert [path.name for path in LOCKS] == ["requirements-dev.txt", "requirements.txt"]
    for path in LOCKS:
        text = path.read_text(encoding="utf-8")
        assert not loose(text), path.name + listed(loose(text))
        assert "://" not in text, path.name


def test_the_tests_use_the_same_versions_as_the_build() -> None:
    build, dev = (
        {*re.findall(r"^[\w.-]+==[\w.!+]+", p.read_text(encoding="utf-8"), re.M)} for p in reversed(LOCKS)
    )
    assert build
    assert build <= dev


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    """An edited pyproject.toml without `make lock` installs something else."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = {
        p.name: {*re.findall(r"^[\w.-]+==[\w.!+]+", p.read_text(encoding="utf-8"), re.M)} for p in LOCKS
    }
    assert {*asked["project"]["dependencies"]} <= locked["requirements.txt"]
    assert {*asked["dependency-groups"]["dev"]} <= locked["requirements-dev.txt"]


# ── make ──────────────────────────────────────────────────────────────────────


def recipes() -> dict[str, list[str]]:
    """The commands of every target of the Makefile, with its variables filled in."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    variables = dict(re.findall(r"^(\w+)\s*[:?]?=\s*(.*)$", text, re.MULTILINE))
    found: dict[str, list[str]] = {}
    target = ""
    for line in text.splitlines():
        head = re.match(r"^([^\s:#=]+):(?!=)", line)
        target = head[1] if head else target
        if line.startswith("\t"):
            found.setdefault(target, []).append(filled(line.strip().lstrip("@"), variables))
    return found


def filled(line: str, variables: dict[str, str]) -> str:
    for _ in variables:  # a variable may name another
        line = re.sub(r"\$\((\w+)\)", lambda match: variables.get(match[1], match[0]), line)
    return line


def test_every_command_of_make_exists() -> None:
    """Programs of the environment are installed, `roadmap` knows its commands, modules are here."""
    folder = Path(sys.executable).parent
    wrong = []
    for target, commands in recipes().items():
        for command in commands:
            words = command.split()
            program = Path(words[0])
            if program.parts[:2] == (".venv", "bin") and not shutil.which(program.name, path=str(folder)):
                wrong.append(f"{target}: {command}")
            if (
                program.name == "roadmap"
                and run([sys.executable, "-m", "macros", words[1], "--help"], cwd=ROOT).returncode
            ):
                wrong.append(f"{target}: {command}")
            if words[1:3] == ["-m", "macros.browser"] and not (ROOT / "macros/browser.py").is_file():
                wrong.append(f"{target}: {command}")
    assert not wrong, listed(wrong)
    assert {
        "serve",
        "check",
        "site",
        "offline",
        "test",
        "format",
        "lock",
        "clean",
        "help",
    } <= recipes().keys()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_alone_explains_every_target() -> None:
    done = run(["make", "--no-print-directory"], cwd=ROOT)
    assert done.returncode == 0
    (phony,) = re.findall(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"make ([\w-]+)\s", done.stdout) == [
        name for name in recipes() if name in phony.split()
    ]
    assert set(phony.split()) <= recipes().keys()


def test_workflows_call_targets_that_exist() -> None:
    called = {
        target
        for path in WORKFLOWS
        for target in re.findall(r"run: make ([\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert called
    assert called <= recipes().keys()
