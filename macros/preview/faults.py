"""What is wrong, as the preview shows it: problems of the checks, and exceptions.

An exception is said like a problem: the place in the project where it comes from, what
happened, how to mend it.
"""

from __future__ import annotations

import traceback
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import FrameType

HINTS = {
    "python": "그 줄을 고쳐 저장하면 다시 그립니다",
    "template": "틀의 그 줄을 고쳐 저장하면 다시 그립니다",
    "config": "mkdocs.yml을 고쳐 저장하면 다시 그립니다",
    "file": "파일이 있어야 할 자리에 있는지 보십시오",
    "hang": "끝나지 않는 반복이 없는지 보십시오. 저장하면 다시 그립니다",
    "mkdocs": "글의 그 자리를 고치십시오",
}
_LONGEST = 300
_ELSEWHERE = {".venv", "site-packages"}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: place from the project's root, rule, message, hint."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: [{self.rule}] {self.message} — {self.hint}"

    @property
    def identity(self) -> tuple[str, str, str]:
        """What stays the same when lines are put in above it."""
        return self.path, self.rule, self.message


def fault(rule: str, path: str, message: str, line: int = 1, column: int = 1) -> Fault:
    """A fault of one of the preview's own rules (``HINTS``), its message in one short line."""
    words = " ".join(message.split())
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return Fault(path, line, column, rule, short, HINTS[rule])


def packed(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults as JSON knows them."""
    return [asdict(one) for one in faults]


def unpacked(data: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Faults from ``packed``."""
    return [Fault(**one) for one in data]


def fault_of(error: BaseException, root: Path, at: str) -> Fault:
    """An exception as a fault.

    Args:
        error: what was raised.
        root: the project's folder; places outside of it are nobody's to mend.
        at: the path to name when the exception has no place in the project.
    """
    # A plugin that ends the program has said before why.
    while isinstance(error, SystemExit) and error.__context__ is not None:
        error = error.__context__
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        path = _inside(mark.name or "", root) or "mkdocs.yml"
        return fault(
            "config", path, f"YAML을 읽을 수 없습니다: {error.problem}", mark.line + 1, mark.column + 1
        )
    if isinstance(error, SyntaxError):
        path = _inside(error.filename or "", root) or at
        message = f"파이썬 문법이 틀렸습니다: {error.msg}"
        return fault("python", path, message, error.lineno or 1, error.offset or 1)
    if isinstance(error, TemplateSyntaxError):
        path = _inside(error.filename or "", root) or at
        return fault("template", path, f"틀의 문법이 틀렸습니다: {error.message}", error.lineno)
    return _raised(error, root, at)


def _raised(error: BaseException, root: Path, at: str) -> Fault:
    path, line = _innermost(traceback.walk_tb(error.__traceback__), root) or (at, 1)
    if isinstance(error, TemplateNotFound):
        return fault("template", path, f"틀이 없습니다: {error.name}", line)
    if isinstance(error, OSError) and path.startswith("macros/preview/"):
        return fault("file", at, f"파일을 읽을 수 없습니다: {error.strerror or error}")
    message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, TemplateError) or not path.endswith(".py"):
        return fault("template", path, f"틀을 그릴 수 없습니다: {message}", line)
    return fault("python", path, f"코드가 멈췄습니다: {message}", line)


def running(frame: FrameType | None, root: Path, at: str, seconds: float) -> Fault:
    """Where a thread is that does not come to an end."""
    path, line = _innermost(_callers(frame), root) or (at, 1)
    return fault("hang", path, f"{seconds:g}초가 지나도 끝나지 않아 멈췄습니다", line)


def _callers(frame: FrameType | None) -> list[tuple[FrameType, int]]:
    """The frames from the outermost to ``frame``."""
    found: list[tuple[FrameType, int]] = []
    while frame is not None:
        found.append((frame, frame.f_lineno))
        frame = frame.f_back
    return found[::-1]


def _innermost(frames: Iterable[tuple[FrameType, int]], root: Path) -> tuple[str, int] | None:
    """Path and line of the last frame that is in the project, and not of the preview if there is another."""
    found = ours = None
    for frame, line in frames:
        path = _inside(frame.f_code.co_filename, root)
        if path.startswith("macros/preview/"):
            ours = path, line
        elif path:
            found = path, line
    return found or ours


def _inside(filename: str, root: Path) -> str:
    """A file's path from the project's root; "" for files of libraries and of nobody."""
    if not filename or filename.startswith("<"):
        return ""
    try:
        path = (root / filename).resolve().relative_to(root.resolve())
    except (OSError, ValueError):
        return ""
    return "" if _ELSEWHERE & set(path.parts) else path.as_posix()
