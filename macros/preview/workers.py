"""The worker processes as the server sees them: asked, limited in time, replaced."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from macros.preview.faults import fault, packed
from macros.preview.wire import Head, receive, send

if TYPE_CHECKING:
    from pathlib import Path

# A worker ends itself and says where it was; what cannot even do that is killed a little later.
_GRACE_SECONDS = 3
_NICE = 5


class Replaced(Exception):  # noqa: N818 (an event, not an error)
    """The process was ended on purpose while it was at work: ask the next one."""


class Worker:
    """One process and the pipe to it. It may be asked from several threads."""

    def __init__(self, root: Path, folder: Path, url: str, *, nice: bool = False) -> None:
        command = [sys.executable, "-m", "macros.preview.worker", str(root), str(folder), url]
        # The code that is run is the project's, wherever an installed one may be.
        search = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(  # noqa: S603 (fixed words)
            command,
            cwd=root,
            env=os.environ | {"PYTHONPATH": search, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if nice and hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)
        self._answers: queue.SimpleQueue[tuple[Head, bytes] | None] = queue.SimpleQueue()
        self._asking = threading.Lock()
        self._changes = threading.Lock()
        self._changed: set[str] = set()
        self._ended = False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 (a pipe was asked for)
        while True:
            try:
                answer = receive(self._process.stdout)
            except (OSError, ValueError):
                answer = None
            self._answers.put(answer)
            if answer is None:
                return

    def changed(self, paths: set[str]) -> None:
        """Tell it, with the next message, which files are not what they were."""
        with self._changes:
            self._changed |= paths

    def ask(self, job: str, path: str, at: str, limit: float) -> tuple[Head, bytes]:
        """Have a job done; what goes wrong is part of the answer.

        Raises:
            Replaced: the process was ended by ``end`` in the meantime.
        """
        with self._asking:
            with self._changes:
                changed, self._changed = sorted(self._changed), set()
            request = {"do": job, "path": path, "at": at, "limit": limit, "changed": changed}
            try:
                assert self._process.stdin is not None  # noqa: S101 (a pipe was asked for)
                send(self._process.stdin, request)
                answer = self._answers.get(timeout=limit + _GRACE_SECONDS)
            except OSError:
                answer = None
            except queue.Empty:
                self._process.kill()
                text = f"{limit:g}초가 지나도 끝나지 않아 멈췄습니다"
                answer = {"faults": packed([fault("hang", at, text)])}, b""
            if self._ended:
                raise Replaced
            return answer or self._dead(at)

    def _dead(self, at: str) -> tuple[Head, bytes]:
        """It died by itself: out of memory, out of stack, or before it could begin."""
        status = self._process.wait()
        text = f"그리는 프로세스가 죽었습니다(종료 상태 {status}). 까닭은 터미널에 나옵니다"
        return {"faults": packed([fault("python", at, text)])}, b""

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None and not self._ended

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._ended = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # Windows cannot close what another thread reads; the reader ends with the process.
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class Workers:
    """The worker that draws, the one that checks, and one in reserve for the next edit of code."""

    def __init__(self, root: Path, folder: Path, url: str) -> None:
        self._root, self._folder, self._url = root, folder, url
        self._lock = threading.Lock()
        self._closed = False
        self._draws = self._start()
        self._checks = self._start(nice=True)
        self._spare: Worker | None = None

    def _start(self, *, nice: bool = False) -> Worker:
        return Worker(self._root, self._folder, self._url, nice=nice)

    def changed(self, paths: set[str]) -> None:
        """Pass on which files have changed."""
        with self._lock:
            self._draws.changed(paths)
            self._checks.changed(paths)

    def replace(self, *, with_spare: bool = True) -> None:
        """Run the code as it is now: both workers go, the one in reserve draws.

        The next one that checks is started when it is asked, so that the page comes first.
        """
        with self._lock:
            if self._closed:
                return
            self._draws.end()
            self._checks.end()
            spare, self._spare = self._spare, None
            if spare is not None and not (with_spare and spare.alive):
                spare.end()
                spare = None
            self._draws = spare or self._start()

    def keep_spare(self) -> None:
        """Start one in reserve, if there is none."""
        with self._lock:
            if self._spare is None and not self._closed:
                self._spare = self._start()

    def draw(self, path: str, at: str, limit: float) -> tuple[Head, bytes]:
        """Ask the worker that draws."""
        while True:
            with self._lock:
                if not self._draws.alive and not self._closed:
                    self._draws.end()
                    self._draws = self._start()
                worker = self._draws
            try:
                return worker.ask("get", path, at, limit)
            except Replaced:
                if self._closed:
                    raise

    def check(self, job: str, path: str, at: str, limit: float) -> tuple[Head, bytes]:
        """Ask the worker that checks, and makes what needs all pages."""
        while True:
            with self._lock:
                if not self._checks.alive and not self._closed:
                    self._checks.end()
                    self._checks = self._start(nice=True)
                worker = self._checks
            try:
                return worker.ask(job, path, at, limit)
            except Replaced:
                if self._closed:
                    raise

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            self._closed = True
            for worker in (self._draws, self._checks, self._spare):
                if worker is not None:
                    worker.end()
