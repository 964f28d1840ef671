"""Change a file at a few places and leave every other byte of it as it was."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from macros.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from macros.problems import Edit

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, list[Edit]]:
    """The text with the edits, and those of them that were carried out.

    An edit whose old text does not stand at its place, or that touches another one,
    is left out. ``text`` is as it stands in the file: its own line ends and its
    byte order mark are kept.
    """
    starts = [len(_BOM) if text.startswith(_BOM) else 0]
    starts += [match.end() for match in _LINE_END.finditer(text)]
    first = _LINE_END.search(text)
    newline = first[0] if first else "\n"
    parts, done, end, last = [], [], 0, -1
    for edit in sorted(set(edits), key=lambda one: (one.place, one.old, one.new)):
        if edit.place.line > len(starts):
            continue
        start = starts[edit.place.line - 1] + edit.place.column - 1
        old = edit.old.replace("\n", newline)
        if start < end or start == last or not text.startswith(old, start):
            continue
        parts += [text[end:start], edit.new.replace("\n", newline)]
        end, last = start + len(old), start
        done.append(edit)
    return "".join([*parts, text[end:]]), done


def read(file: Path) -> str:
    """The text of a file as it stands there, byte order mark and line ends included.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
        OSError: it cannot be read.
    """
    return file.read_bytes().decode("utf-8")


def plain(text: str) -> str:
    """The text as ``source.read_text`` gives it: no byte order mark, every line ends in a line feed."""
    return _LINE_END.sub("\n", text.removeprefix(_BOM))


def write_all(texts: Mapping[Path, str]) -> None:
    """Write all files, or none: each whole text takes the place of the earlier one in one step.

    Folders that are missing are made.

    Raises:
        RefusedError: something could not be written; everything is as it was.
    """
    try:
        _write_all(texts)
    except OSError as error:
        raise RefusedError(f"{error.filename}: 파일을 쓸 수 없습니다({error.strerror})") from error


def _write_all(texts: Mapping[Path, str]) -> None:
    folders = _make_folders({file.parent for file in texts})
    made: dict[Path, Path] = {}
    try:
        for file, text in texts.items():
            # The checks and the preview do not look at names that begin with a dot.
            made[file] = file.with_name(f".{file.name}.{os.getpid()}")
            made[file].write_bytes(text.encode("utf-8"))
            if file.exists():
                shutil.copymode(file, made[file])
        _exchange(made)
    except BaseException:
        for temporary in made.values():
            temporary.unlink(missing_ok=True)
        for folder in folders:
            folder.rmdir()
        raise


def _make_folders(folders: Iterable[Path]) -> list[Path]:
    """Make folders with those above them; what was made, deepest first."""
    missing = {one for folder in folders for one in (folder, *folder.parents) if not one.exists()}
    ordered = sorted(missing, key=lambda one: len(one.parts))
    for folder in ordered:
        folder.mkdir()
    return ordered[::-1]


def _exchange(made: Mapping[Path, Path]) -> None:
    """Put every new file in its place; after a failure, every earlier one again."""
    before = {file: file.read_bytes() if file.exists() else None for file in made}
    done: list[Path] = []
    try:
        for file, temporary in made.items():
            temporary.replace(file)
            done.append(file)
    except BaseException:
        for file in done:
            content = before[file]
            if content is None:
                file.unlink()
            else:
                file.write_bytes(content)
        raise
