"""``python -m tests.bench.preview [LESSONS]``: how long an edit takes until a browser can show it.

The project is grown to as many lessons (80), previewed with ``roadmap serve`` and with
``mkdocs serve``, one after the other, and edited in the same ways. Measured is the time
from the write of the file to the first answer of the server that has the edit in it, as a
browser gets it: told by the server that something is new, it asks for the page.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.grown import grown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LESSONS, PATIENCE = 80, 60.0
# MkDocs takes so long that chance matters less.
OURS, THEIRS = 5, 2
PAGE = "orchestration/kubernetes/basic/pods/"
STYLE = "assets/stylesheets/site.css"


@dataclass(frozen=True)
class Edit:
    """An edit: its name, the file, the text it stands before, what it is (with {}), where it is seen."""

    name: str
    path: str
    before: str
    text: str
    url: str = PAGE


EDITS = (
    Edit("글", "docs/orchestration/kubernetes/basic/pods.md", "\n## ", "\n\nbench{}\n"),
    Edit("데이터 파일", "docs/roadmap.yml", "파드를 띄우고 고장 내며", "bench{} "),
    Edit("매크로(파이썬)", "macros/views.py", "공식 문서", "bench{} "),
    Edit("틀", "macros/templates/lesson_header.html", "<", "<!-- bench{} -->"),
    Edit("덮어쓴 틀", "overrides/main.html", '<meta property="og:type"', "<!-- bench{} -->"),
    Edit("스타일", f"docs/{STYLE}", ":root", "/* bench{} */ ", STYLE),
)


def get(url: str) -> str:
    """The answer of a server, whatever its status; "" if there is none."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode(errors="replace")
    except OSError:
        return ""


@contextlib.contextmanager
def server(root: Path, *command: str) -> Iterator[None]:
    """A server of the project, its output thrown away."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# ── news, as the script of each server asks for it ────────────────────────────


def our_news(base: str) -> Callable[[], None]:
    """A function that waits for the next news of our preview."""
    known = {"revision": "0"}

    def wait() -> None:
        text = get(f"{base}-/preview/news?revision={known['revision']}&version=999999999")
        found = re.search(r'"revision": (\d+)', text)
        known["revision"] = found[1] if found else "0"

    return wait


def mkdocs_news(base: str) -> Callable[[], None]:
    """The same of MkDocs."""
    known = {"epoch": "0"}

    def wait() -> None:
        known["epoch"] = get(f"{base}livereload/{known['epoch']}/1") or "0"

    return wait


def measured(root: Path, base: str, edit: Edit, wait: Callable[[], None], number: int) -> float:
    """Seconds from the write to an answer with the edit in it; the file is put right again."""
    file = root / edit.path
    before = file.read_text(encoding="utf-8")
    mark = edit.text.format(number)
    seen = mark.strip()
    file.write_text(before.replace(edit.before, mark + edit.before, 1), encoding="utf-8")
    started = time.perf_counter()
    until(lambda: seen in get(base + edit.url), wait)
    seconds = time.perf_counter() - started
    file.write_text(before, encoding="utf-8")
    until(lambda: seen not in get(base + edit.url), wait)
    return seconds


def until(is_so: Callable[[], bool], wait: Callable[[], None]) -> None:
    """Ask after each piece of news."""
    give_up = time.perf_counter() + PATIENCE
    while True:
        wait()
        if is_so():
            return
        if time.perf_counter() > give_up:
            raise TimeoutError


def run(
    root: Path, news: Callable[[str], Callable[[], None]], port: int, rounds: int, *command: str
) -> dict[str, float]:
    """The median of each kind of edit; infinity for what the server does not show."""
    base = f"http://127.0.0.1:{port}/"
    found = {}
    with server(root, *command):
        started = time.perf_counter()
        while "md-content" not in get(base + PAGE):
            if time.perf_counter() - started > PATIENCE:
                raise TimeoutError(command)
            threading.Event().wait(0.1)
        found["시작"] = time.perf_counter() - started
        wait = news(base)
        wait()
        for edit in EDITS:
            times = []
            for number in range(rounds):
                try:
                    times.append(measured(root, base, edit, wait, number))
                except TimeoutError:
                    times.append(float("inf"))
                    break
            found[edit.name] = statistics.median(times)
            print(f"{command[0]}: {edit.name} {found[edit.name]:.2f}초", file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Print a line for each kind of edit."""
    lessons = int(sys.argv[1]) if len(sys.argv) > 1 else LESSONS
    with tempfile.TemporaryDirectory() as folder:
        root = grown(Path(folder) / "project", lessons)
        port = free_port()
        ours = run(root, our_news, port, OURS, "macros", "serve", "--port", str(port))
        port = free_port()
        config = root / "mkdocs.yml"
        config.write_text(
            f"{config.read_text(encoding='utf-8')}\nwatch: [macros, overrides]\n", encoding="utf-8"
        )
        address = f"127.0.0.1:{port}"
        theirs = run(
            root, mkdocs_news, port, THEIRS, "mkdocs", "serve", "--livereload", "--dev-addr", address
        )
    print(f"글 {lessons}편, 고친 때부터 화면까지 걸린 초(가운데 값, {OURS}번과 {THEIRS}번)")
    print(f"{'':20}{'roadmap serve':>15}{'mkdocs serve':>15}{'배':>8}")
    for name, seconds in ours.items():
        there = theirs[name]
        ratio = f"{there:15.2f}{there / seconds:8.1f}" if math.isfinite(there) else f"{'안 보임':>15}"
        print(f"{name:20}{seconds:15.2f}{ratio}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
