"""The guide's worked example, played: its commands run, its edits made, its output compared.

A page of the guide is the script. A ``console`` block runs in a fresh copy of the
project; the blocks 「이렇게 썼습니다」 and 「이렇게 고칩니다」 are an edit; the block
``docs/roadmap.yml`` is the entry, and with it the lesson is there as it was first
written: the example's files with every edit that follows taken back.

``python -m tests.example`` puts the real output into the pages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path

from macros.labs.blocks import Block, blocks
from macros.pages import Page, read_page
from tests.conftest import ROOT, copy_project

DATA = "docs/roadmap.yml"
FOLDER = "docs/orchestration/kubernetes/basic"
SOURCE = ROOT / "docs/contributing/manifests/example"
# Where the example's files go.
FILES = {
    "safe-delete.md.txt": f"{FOLDER}/safe-delete.md",
    "shop.yaml": f"{FOLDER}/manifests/safe-delete/shop.yaml",
}
PAGES = ("docs/contributing/example.md", "docs/contributing/local.md")
_TITLED = re.compile(r'^(`{3,})\w+ title="(?P<title>[^"]+)"\n(?P<text>.*?)\n\1$', re.MULTILINE | re.DOTALL)
_OLD, _NEW = "이렇게 썼습니다", "이렇게 고칩니다"
# What make says of itself, and the commands that a test has no use for.
_OF_MAKE = re.compile(r"^(make(\[\d+\])?: |\.venv/bin/roadmap )")
_PASSED_OVER = ("git clone ", "cd ", "make serve")


@dataclass(frozen=True)
class Ran:
    """A command of the page with the output shown there and the real one."""

    command: str
    shown: tuple[str, ...]
    real: tuple[str, ...]
    first: int
    end: int


@dataclass(frozen=True)
class Edit:
    """What is replaced by what in a file of the example."""

    old: str
    new: str


def page(path: str) -> Page:
    """A page of the guide."""
    return read_page(path, (ROOT / path).read_text(encoding="utf-8"))


def five_commands(path: str) -> list[str]:
    """The commands of the first console block of a Markdown file."""
    return [step.command for step in blocks(page(path))[0].steps]


def play(path: str, root: Path) -> list[Ran]:
    """Do everything that a page of the guide says, in a fresh copy of the project at ``root``."""
    clone(root)
    script = page(path)
    edits = _edits(script)
    if not edits:  # this page is about git, and the lesson is written
        return _run_all(root, blocks(script), lambda: write_lesson(root, []))
    titled = {_line(script, match): match for match in _TITLED.finditer(script.text)}
    consoles = {block.line: block for block in blocks(script)}
    left, ran = list(edits), []
    for line in sorted({*titled, *consoles}):
        if line in consoles:
            ran += _run(root, consoles[line])
        elif titled[line]["title"] == DATA:
            _write_entry(root, titled[line]["text"])
            write_lesson(root, edits)
        elif titled[line]["title"] == _NEW:
            _make(root, left.pop(0))
    return ran


def _line(script: Page, match: re.Match[str]) -> int:
    return script.text.count("\n", 0, match.start()) + 2


def _edits(script: Page) -> list[Edit]:
    pairs = [match for match in _TITLED.finditer(script.text) if match["title"] in {_OLD, _NEW}]
    assert [one["title"] for one in pairs] == [_OLD, _NEW] * (len(pairs) // 2)
    return [Edit(old["text"], new["text"]) for old, new in zip(pairs[::2], pairs[1::2], strict=True)]


def clone(root: Path) -> None:
    """A copy of the project as ``git clone`` and the first ``make`` would leave it."""
    copy_project(root)
    for name in ("Makefile", "requirements.txt", ".gitignore"):
        shutil.copy(ROOT / name, root)
    programs = root / ".venv/bin"
    programs.mkdir(parents=True)
    for name, words in {"python": "", "roadmap": "-m macros "}.items():
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words}"$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    (root / ".venv/.build-ready").touch()
    for command in ("git init --quiet -b main", "git add .", "git commit --quiet -m 처음"):
        _call(root, command)


def write_lesson(root: Path, edits: list[Edit]) -> None:
    """Put the example's files in their places, with these edits not made yet."""
    for name, place in FILES.items():
        text = (SOURCE / name).read_text(encoding="utf-8")
        for edit in edits:
            if edit.new in text:
                text = _replaced(text, edit.new, edit.old)
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")


def _make(root: Path, edit: Edit) -> None:
    places = [root / place for place in (DATA, *FILES.values())]
    (file,) = [one for one in places if edit.old in one.read_text(encoding="utf-8")]
    text = _replaced(file.read_text(encoding="utf-8"), edit.old, edit.new)
    file.write_text(text, encoding="utf-8")


def _replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the example, not once"
    return text.replace(old, new)


def _write_entry(root: Path, entry: str) -> None:
    """The entry that ``make new`` has written is replaced by the one of the guide."""
    text = (root / DATA).read_text(encoding="utf-8")
    (made,) = re.finditer(r"^(?P<in> +)- slug: safe-delete\n((?P=in)  .*\n)+", text, re.MULTILINE)
    mine = textwrap.indent(f"{entry}\n", made["in"])
    (root / DATA).write_text(text.replace(made[0], mine), encoding="utf-8")


def _run_all(root: Path, script: list[Block], write: object) -> list[Ran]:
    ran = []
    for block in script:
        ran += _run(root, block)
        if any(step.command.startswith("make new ") for step in block.steps):
            assert callable(write)
            write()
    return ran


def _run(root: Path, block: Block) -> list[Ran]:
    return [
        Ran(step.command, step.output, _call(root, step.command), step.first, step.end)
        for step in block.steps
        if not step.command.startswith(_PASSED_OVER)
    ]


def _call(root: Path, command: str) -> tuple[str, ...]:
    """What a command says, both streams in their order, without the words of make itself."""
    name = {"NAME": "홍길동", "EMAIL": "hong@example.org"}
    people = {f"GIT_{who}_{key}": text for who in ("AUTHOR", "COMMITTER") for key, text in name.items()}
    # Nobody's own settings are read or written.
    settings = {"GIT_CONFIG_GLOBAL": str(root.parent / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=root,
        env=os.environ | people | settings | {"LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if not _OF_MAKE.match(line)]
    return tuple("\n".join(lines).strip("\n").splitlines())


def _update(path: str) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
    with tempfile.TemporaryDirectory() as folder:
        for ran in reversed(play(path, Path(folder) / "roadmap")):
            if ran.shown != ran.real:
                lines[ran.first - 1 : ran.end - 1] = ran.real
    (ROOT / path).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    _update(PAGES[0])
