"""The console blocks of a page: commands, and the output that the learner sees.

A line that begins with ``$ `` is a command, ``> `` continues it, everything else
is output. A comment ``<!-- needs: word -->`` above a block says in one word why
it cannot be run on simulated nodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.problems import nearest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.pages import Fence, Page
    from macros.problems import Problem

# Why a block is not run on simulated nodes; the words that an author may use.
NEEDS = {
    "containers": "진짜 컨테이너(로그, exec, 프로브, 재시작)",
    "minikube": "minikube 명령",
    "cloud": "클라우드 계정",
    "network": "인터넷",
    "browser": "브라우저",
    "terminal": "손으로 멈추거나 답하는 명령",
    "host": "학습자의 컴퓨터에 있는 다른 프로그램",
}
# Each further line of a command is looked at together with all before it.
_MOST_LINES = 200
_NEEDS = re.compile(r"^\s*<!--\s*needs:\s*(?P<word>.*?)\s*-->\s*$")


@dataclass(frozen=True)
class Step:
    """A command with the output shown for it; lines count from 1 in the page.

    ``first`` and ``end`` are the first line of the output and the line after it.
    """

    command: str
    line: int
    output: tuple[str, ...]
    first: int
    end: int


@dataclass(frozen=True)
class Block:
    """A console block: its steps, and why it is excused or ""."""

    line: int
    needs: str
    steps: tuple[Step, ...]


def blocks(page: Page) -> list[Block]:
    """All console blocks of a page, in order."""
    return [
        Block(fence.line, _needs(page, fence)[0], tuple(_steps(fence.lines, fence.line)))
        for fence in page.fences
        if fence.language == "console"
    ]


def faults(page: Page) -> Iterator[Problem]:
    """Console blocks that cannot be read: output without a command, an unknown reason."""
    for fence in page.fences:
        if fence.language != "console":
            continue
        if not (fence.lines and fence.lines[0].startswith("$ ")):
            yield problem("console-form", page.place(fence.line))
        word, line = _needs(page, fence)
        if word and word not in NEEDS:
            yield problem("console-needs", page.place(line), word=word, nearest=nearest(word, NEEDS))


def _needs(page: Page, fence: Fence) -> tuple[str, int]:
    """The reason written above a block, or "", and its line."""
    line = fence.line - 2  # the line above the opening fence
    while line > 0 and not page.lines[line - 1].strip():
        line -= 1
    match = _NEEDS.match(page.lines[line - 1]) if line > 0 else None
    return (match["word"], line) if match else ("", line)


def commands(lines: tuple[str, ...]) -> list[str]:
    """The commands of a console block, without prompts and output."""
    return [step.command for step in _steps(lines, 1)]


def _steps(lines: tuple[str, ...], line: int) -> Iterator[Step]:
    """The steps of a block whose first line is ``line`` of the page."""
    starts = [i for i, text in enumerate(lines) if text.startswith("$ ")]
    ends = [*starts[1:], len(lines)] if starts else []
    for start, stop in zip(starts, ends, strict=True):
        command = [lines[start][2:]]
        body = start + 1
        # Only an unfinished command goes on: output may begin with "> " as well.
        while (
            body < stop
            and len(command) < _MOST_LINES
            and lines[body].startswith(">")
            and _unfinished(command)
        ):
            command.append(lines[body][2:])
            body += 1
        output = lines[body:stop]
        while output and not output[-1].strip():
            output = output[:-1]
        first = line + body
        yield Step("\n".join(command), line + start, output, first, first + len(output))


_HEREDOC = re.compile(r"<<-?\s*['\"]?(?P<word>\w+)['\"]?")


def _unfinished(command: list[str]) -> bool:
    """Whether the shell would ask for more: a backslash, an open quote, a heredoc, a pipe."""
    text = "\n".join(command)
    here = _HEREDOC.search(text)
    if here:
        return command[-1].strip() != here["word"] or len(command) == 1
    if re.search(r"(\\|\||&&|\bdo|\bthen|\{|\()\s*$", text):
        return True
    if re.search(r"(^|\n|;)\s*(for|while|until)\b", text) and not re.search(r"\bdone\b", text):
        return True
    bare = re.sub(r"\\.", "", text)
    return bare.count("'") % 2 == 1 or bare.count('"') % 2 == 1
