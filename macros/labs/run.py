"""Run the console blocks of a lesson, in order, and compare what comes with what is shown."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING

from macros.labs.blocks import Block, Step, blocks
from macros.labs.cluster import cluster
from macros.labs.crds import needed
from macros.labs.match import difference
from macros.labs.tools import ToolError
from macros.problems import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

    from macros.load import LessonNode
    from macros.pages import Page

COMMAND_SECONDS = 90.0
# Controllers need a moment (the garbage collector learns new kinds every 30 seconds only):
# a question that changes nothing is asked again so long.
SETTLE_SECONDS = 75.0
_READS = re.compile(
    r"^kubectl (?:-n \S+ )?"
    r"(?:get|describe|events|rollout (?:status|history)|explain|auth can-i|api-resources)\b"
    r"(?!.*(?:[;&<>]|-w\b|--watch))"
)
_NODES = re.compile(r"minikube start\b.*?--nodes[ =](?P<nodes>\d+)", re.DOTALL)


@dataclass
class Result:
    """What a run of a lesson found."""

    lesson: str
    run: int = 0
    compared: int = 0
    excused: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # What was wrong in an earlier try of the same lesson.
    unsteady: list[Problem] = field(default_factory=list)
    # What came instead, by the step whose shown output it replaces.
    came: list[tuple[Step, list[str]]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Number of commands, run or excused."""
        return self.run + sum(self.excused.values())


class Shell:
    """One bash for a whole lesson: variables, folders and jobs go on from step to step."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        bash = shutil.which("bash") or "bash"
        self._process = subprocess.Popen(  # noqa: S603 (fixed words)
            [bash, "--noprofile", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
            text=True,
            start_new_session=True,
        )
        self._lines: Queue[str | None] = Queue()
        Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Shell:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self._process.wait()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def ask(self, command: str, seconds: float = COMMAND_SECONDS) -> list[str] | None:
        """Run a command; the lines it prints, or None when it does not end in time."""
        end = f"end-{uuid.uuid4().hex}"
        if self._process.stdin is None or self._process.poll() is not None:
            return None
        self._process.stdin.write(f"{command}\nprintf '\\n%s\\n' {end}\n")
        self._process.stdin.flush()
        lines: list[str] = []
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                return None
            if line is None:
                return None
            if line == end:
                return lines[:-1] if lines and not lines[-1] else lines
            lines.append(line)


@dataclass(frozen=True)
class Ground:
    """Where lessons are run.

    ``runs`` are the reasons of excused blocks that can be run there all the same;
    ``cluster`` gives each lesson, whose manifests and number of nodes it is told, a
    cluster of its own: environment and folder for its commands.
    """

    runs: frozenset[str]
    cluster: Callable[[list[str], int], AbstractContextManager[tuple[dict[str, str], Path]]]


def simulated(tools: Path, definitions: Path, version: str) -> Ground:
    """A real control plane with simulated nodes, started for each lesson.

    Args:
        tools: the folder with the programs.
        definitions: the folder with CustomResourceDefinitions.
        version: the Kubernetes version.
    """
    return Ground(
        frozenset(),
        lambda manifests, nodes: cluster(
            tools, version, [definitions / f"{one.name}.yaml" for one in needed(manifests)], nodes
        ),
    )


def minikube() -> Ground:
    """The user's minikube, deleted before each lesson: lessons start it themselves."""

    @contextmanager
    def fresh(_manifests: list[str], _nodes: int) -> Iterator[tuple[dict[str, str], Path]]:
        program = shutil.which("minikube")
        if program is None:
            raise ToolError(
                "minikube가 없습니다. https://minikube.sigs.k8s.io/docs/start/ 를 보고 설치하십시오"
            )
        subprocess.run([program, "delete"], capture_output=True, check=False)  # noqa: S603
        with tempfile.TemporaryDirectory() as folder:
            yield dict(os.environ), Path(folder)

    return Ground(frozenset({"containers", "minikube", "network"}), fresh)


def run_lesson(root: Path, node: LessonNode, page: Page, ground: Ground) -> Result:
    """Run all blocks of a lesson that can run on this ground, in a cluster of its own."""
    result = Result(node.id)
    chosen = []
    for block in blocks(page):
        if not block.needs or block.needs in ground.runs:
            chosen.append(block)
        else:
            result.excused[block.needs] = result.excused.get(block.needs, 0) + len(block.steps)
    if not chosen:
        return result
    manifests = root / "docs" / node.topic.folder / "manifests" / node.lesson.slug
    with ground.cluster(_texts(manifests, page), nodes(page)) as (environment, folder):
        if manifests.is_dir():
            shutil.copytree(manifests, folder, dirs_exist_ok=True)
        with Shell(environment, folder) as shell:
            _run_blocks(shell, page, chosen, result)
    return result


def _texts(manifests: Path, page: Page) -> list[str]:
    """The manifests of a lesson: its files and the YAML blocks of its page."""
    files = [file.read_text(encoding="utf-8") for file in sorted(manifests.rglob("*.y*ml"))]
    return files + [fence.text for fence in page.fences if fence.language in {"yaml", "yml"}]


def nodes(page: Page) -> int:
    """How many nodes the cluster has that the lesson itself starts: one if it does not say."""
    commands = (step.command for block in blocks(page) for step in block.steps)
    return next((int(found["nodes"]) for found in map(_NODES.match, commands) if found), 1)


def _run_blocks(shell: Shell, page: Page, chosen: list[Block], result: Result) -> None:
    for block in chosen:
        for step in block.steps:
            result.run += 1
            if not _run_step(shell, page, step, result):
                return  # the shell is gone: what follows would only repeat that


def _run_step(shell: Shell, page: Page, step: Step, result: Result) -> bool:
    came = _ask(shell, step.command)
    if came is None:
        place = page.place(step.line)
        result.problems.append(problem("lab-time", place, command=_short(step), seconds=COMMAND_SECONDS))
        return False
    shown = list(step.output)
    found = difference(shown, came)
    deadline = time.monotonic() + SETTLE_SECONDS
    # Where nothing is shown yet there is nothing to wait for.
    while shown and found and _READS.match(step.command) and time.monotonic() < deadline:
        time.sleep(0.3)
        came = shell.ask(step.command) or []
        found = difference(shown, came)
    result.compared += bool(shown)
    if found:
        index, wanted, actual = found
        place = page.place(min(step.first + index, max(step.first, step.end - 1)) if shown else step.line)
        result.problems.append(
            problem(
                "lab-output",
                place,
                command=_short(step),
                wanted=wanted or "(없음)",
                actual=actual or "(없음)",
            )
        )
        result.came.append((step, came))
    return True


def _ask(shell: Shell, command: str) -> list[str] | None:
    """Run a command; once more if it came before the account of a new namespace."""
    came = shell.ask(command)
    deadline = time.monotonic() + SETTLE_SECONDS
    while came and "error looking up service account" in came[0] and time.monotonic() < deadline:
        time.sleep(0.3)
        came = shell.ask(command)
    return came


def _short(step: Step) -> str:
    first, more, _ = step.command.partition("\n")
    return f"{first} …" if more else first


def rewritten(page: Page, came: list[tuple[Step, list[str]]]) -> str:
    """The text of a page with the output that came in the place of what was shown."""
    lines = list(page.lines)
    for step, output in sorted(came, key=lambda pair: -pair[0].first):
        indent = re.match(r"\s*", lines[step.line - 1])
        width = indent[0] if indent else ""
        lines[step.first - 1 : step.end - 1] = [f"{width}{line}".rstrip() for line in output]
    return "\n".join(lines)
