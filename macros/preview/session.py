"""What the server knows: the revision of the files, the drawn pages, what is wrong.

Every change makes a new revision. Pages are drawn for the revision at hand when they are
asked for; the check follows, and gives way to a newer revision.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from macros.preview.faults import Fault, unpacked
from macros.preview.workers import Replaced, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DRAW_SECONDS = 15.0
CHECK_SECONDS = 60.0
# How long a page waits for the check of its revision, so that both are of the same moment.
_TOGETHER_SECONDS = 0.25
_IDLE_SECONDS = 3.0
_PAGE_FIRST_SECONDS = 1.5
# Code that a running server and its reserve have read already.
_OURS = ("macros/preview/", "macros/__init__.py", "macros/__main__.py", "macros/cli.py")


@dataclass(frozen=True)
class Drawn:
    """An answer to the browser.

    Attributes:
        body: what to send; of a page without what the preview adds.
        type: its media type.
        status: the HTTP status.
        page: the Markdown file it was drawn from, or "".
        moved: where the browser should go instead, or "".
        faults: why it could not be drawn.
        said: what is wrong with it although it could.
    """

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    page: str = ""
    moved: str = ""
    faults: tuple[Fault, ...] = ()
    said: tuple[Fault, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is something to read, to which the preview adds its banner."""
        return not self.moved and (bool(self.faults) or self.type.startswith("text/html"))


@dataclass
class State:
    """What a browser is told: whether files are newer, whether what is wrong is newer."""

    revision: int = 1
    version: int = 1
    checked: int = 0
    problems: tuple[Fault, ...] = ()
    # The revisions of the last change of a stylesheet, and of another file that pages load.
    styles: int = 0
    assets: int = 0
    # The revision of the last change of code, after which everything begins anew.
    code: int = 0
    # Of the pages drawn so far: what stopped them, by path.
    stopped: dict[str, tuple[Fault, ...]] = field(default_factory=dict)
    closed: bool = False


class Session:
    """The preview of one project.

    Args:
        root: the project's folder.
        folder: a folder for what the workers make.
        url: the address of the preview.
        say: prints a line on the terminal.
        limits: seconds for a page and for the check.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        url: str,
        say: Callable[[str], None],
        limits: tuple[float, float] = (DRAW_SECONDS, CHECK_SECONDS),
    ) -> None:
        self._root, self._say, self._limits = root, say, limits
        self._workers = Workers(root, folder, url)
        self._news = threading.Condition()
        self._state = State()
        self._drawn: dict[str, tuple[int, Drawn]] = {}
        self._shown: tuple[Fault, ...] = ()
        self._follower = threading.Thread(target=self._follow, daemon=True)
        self._follower.start()

    # ── changes ───────────────────────────────────────────────────────────────

    def changed(self, paths: set[str]) -> None:
        """Files have changed (paths from the root)."""
        code = {path for path in paths if path == "macros/" or path.endswith(".py")}
        if code:
            self._workers.replace(with_spare=not any(path.startswith(_OURS) for path in code))
        self._workers.changed(paths)
        with self._news:
            state = self._state
            state.revision += 1
            state.code = state.revision if code else state.code
            loaded = {path for path in paths - code if _is_loaded(path)}
            if any(path.endswith(".css") for path in loaded):
                state.styles = state.revision
            if any(not path.endswith(".css") for path in loaded):
                state.assets = state.revision
            self._news.notify_all()
        if any(path.startswith("macros/preview/") for path in code):
            self._say("미리 보기 서버의 코드가 바뀌었습니다. 서버를 다시 시작해야 보입니다.")

    def wait(self, revision: int, version: int, seconds: float) -> dict[str, int]:
        """Wait until something is newer than a browser knows, but no longer than this."""
        with self._news:
            state = self._state
            self._news.wait_for(
                lambda: state.closed or state.revision > revision or state.version > version, seconds
            )
            return {"revision": state.revision, "version": state.version, "styles": state.styles}

    def _follow(self) -> None:
        """Check each revision, then look whether pages that could not be drawn now can."""
        done = 0
        while True:
            with self._news:
                self._news.wait_for(partial(self._is_newer, done))
                if self._state.closed:
                    return
                done = self._state.revision
                if done == self._state.code:
                    # Two new processes at once would take the time of the one that is waited for.
                    self._news.wait_for(partial(self._is_drawn, done), _PAGE_FIRST_SECONDS)
                stopped = list(self._state.stopped)
                code = self._state.code
            try:
                if done == code:
                    self._workers.keep_spare()  # code is often edited twice
                head, _ = self._workers.check("check", "", "macros/checks/__init__.py", self._limits[1])
                self._checked(done, tuple(unpacked(head["faults"])))
                for path in stopped:
                    self.draw(path)
                self._workers.keep_spare()
                self._idle(done)
            except Replaced:
                return

    def _idle(self, revision: int) -> None:
        """When nothing has happened for a while, make what needs all pages, step by step."""
        seconds, more = _IDLE_SECONDS, True
        while more:
            with self._news:
                if self._news.wait_for(partial(self._is_newer, revision), seconds):
                    return
            head, _ = self._workers.check("step", "", "", self._limits[1])
            seconds, more = 0.0, head.get("more", False)

    def _is_drawn(self, revision: int) -> bool:
        drawn = any(one == revision for one, _ in self._drawn.values())
        return drawn or self._is_newer(revision)

    def _is_newer(self, revision: int) -> bool:
        return self._state.closed or self._state.revision > revision

    def _checked(self, revision: int, problems: tuple[Fault, ...]) -> None:
        with self._news:
            self._state.checked, self._state.problems = revision, problems
            self._publish()

    def _publish(self) -> None:
        """Say on the terminal what is new and what is mended; wake those who wait."""
        state = self._state
        now = tuple(sorted({*state.problems, *(one for found in state.stopped.values() for one in found)}))
        now = tuple(_without_echoes(now))
        before = self._shown
        if now != before or state.version == 1:
            state.version += 1
            self._shown = now
            for one in _missing_from(before, now):
                self._say(str(one))
            for one in _missing_from(now, before):
                self._say(f"고쳐졌습니다: {one.path}:{one.line}:{one.column}: [{one.rule}] {one.message}")
            if not now:
                self._say("고칠 곳이 없습니다.")
        self._news.notify_all()

    # ── answers ───────────────────────────────────────────────────────────────

    def draw(self, path: str) -> Drawn:
        """What stands at a path of the site (without the slash at its beginning)."""
        with self._news:
            revision = self._state.revision
            kept = self._drawn.get(path)
        if kept is not None and kept[0] == revision:
            return kept[1]
        at = self._source_of(path)
        head, body = self._workers.draw(path, at, self._limits[0])
        while head.get("whole") or head.get("more"):
            head, body = self._workers.check("made", path, at, self._limits[1])
        drawn = _drawn(head, body)
        with self._news:
            # What was drawn before an edit says nothing about the project after it.
            if drawn.is_page and revision == self._state.revision:
                self._keep(path, revision, drawn)
        return drawn

    def _source_of(self, path: str) -> str:
        """The file that is drawn at a path of the site, as far as its name tells."""
        name = path.rstrip("/")
        guesses = [f"docs/{name}.md", f"docs/{name}/index.md", f"docs/{name}", "docs/index.md"]
        return next((one for one in guesses if (self._root / one).is_file()), "docs/index.md")

    def _keep(self, path: str, revision: int, drawn: Drawn) -> None:
        """Remember a page for its revision, and what is wrong with it."""
        self._drawn = {name: one for name, one in self._drawn.items() if one[0] == revision}
        self._drawn[path] = revision, drawn
        self._news.notify_all()
        faults = drawn.faults or drawn.said
        before = self._state.stopped.pop(path, ())
        if faults:
            self._state.stopped[path] = faults
        # Before the check is through it is not known who says it better.
        if before != faults and self._state.checked >= self._state.revision:
            self._publish()

    def digest(self, drawn: Drawn) -> str:
        """Says whether a page is what a browser shows already."""
        with self._news:
            assets = self._state.assets
        text = "\n".join(one.message for one in drawn.faults)
        return hashlib.sha256(f"{assets}\n{text}\n".encode() + drawn.body).hexdigest()[:16]

    def report(self, drawn: Drawn) -> dict[str, Any]:
        """What is wrong: what stops this page, what is of it, what is elsewhere."""
        with self._news:
            state = self._state
            self._news.wait_for(lambda: state.closed or state.checked >= state.revision, _TOGETHER_SECONDS)
            every = self._shown
            checking = state.checked < state.revision
            if checking:
                every = tuple(_without_echoes(sorted({*every, *drawn.faults})))
            mine = [one for one in every if one.path == drawn.page or one in drawn.faults]
            return {
                "revision": state.revision,
                "version": state.version,
                "mine": mine,
                "others": [one for one in every if one not in mine],
            }

    def close(self) -> None:
        """End the workers; nobody waits any more."""
        with self._news:
            self._state.closed = True
            self._news.notify_all()
        self._workers.close()
        self._follower.join()


def _drawn(head: dict[str, Any], body: bytes) -> Drawn:
    faults = tuple(unpacked(head.get("faults", ())))
    if faults:
        return Drawn(status=500, faults=faults)
    return Drawn(
        body,
        type=head["type"],
        status=head.get("status", 200),
        page=head.get("page", ""),
        moved=head.get("moved", ""),
        said=tuple(unpacked(head.get("said", ()))),
    )


def _is_loaded(path: str) -> bool:
    """Whether a file is none of those that pages are drawn from, so that pages may load it."""
    drawn_from = (".md", ".yml", ".yaml", ".html", ".json", ".sh", ".py")
    return path.startswith(("docs/", "overrides/")) and not path.endswith(drawn_from)


def _without_echoes(faults: Iterable[Fault]) -> list[Fault]:
    """Without what the preview found as well where the checks say it better."""
    every = list(faults)
    said = {(one.path, one.line) for one in every if one.rule not in {"template", "python", "mkdocs"}}
    pages = {path for path, _ in said}
    return [
        one
        for one in every
        if not (one.rule == "template" and one.path.startswith("docs/") and (one.path, one.line) in said)
        and not (one.rule == "mkdocs" and one.path in pages)
    ]


def _missing_from(some: Iterable[Fault], every: Iterable[Fault]) -> list[Fault]:
    """Those of ``every`` that are not among ``some``, wherever their line is now."""
    counts = Counter(one.identity for one in some)
    missing = []
    for one in every:
        counts[one.identity] -= 1
        if counts[one.identity] < 0:
            missing.append(one)
    return missing
