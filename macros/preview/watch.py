"""Which files of the project change, as they change."""

from __future__ import annotations

import contextlib
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.observers.api import BaseObserver, ObservedWatch

FOLDERS = ("docs", "macros", "overrides")
CONFIG_FILE = "mkdocs.yml"
# What editors and Python leave for a moment beside the file that is edited.
_PASSING = re.compile(
    r"(^|/)(\.[^/]*|#[^/]*#|[^/]*~|[^/]*\.(swp|swx|swo|tmp|temp|bak|orig|part|pyc)|4913|__pycache__"
    r"|[^/]*___jb_(tmp|old)___)(/|$)"
)
_KINDS = {"created", "modified", "deleted", "moved", "closed"}
# An editor writes in several steps; half of an edit is not worth drawing.
_QUIET_SECONDS = 0.03
_LONGEST_SECONDS = 0.3


class Watch(FileSystemEventHandler):
    """Reports changed files (paths from the root), a burst of changes at once.

    Args:
        root: the project's folder.
        report: called with the files of a burst, from a thread of the watch.
    """

    def __init__(self, root: Path, report: Callable[[set[str]], None]) -> None:
        self._root, self._report = root.resolve(), report
        self._arrived = threading.Condition()
        self._paths: set[str] = set()
        self._stopped = False
        self._watched: dict[str, ObservedWatch] = {}
        self._observer = self._started(Observer()) or self._started(PollingObserver(timeout=0.5))
        self._thread = threading.Thread(target=self._bursts, daemon=True)
        self._thread.start()

    def _started(self, observer: BaseObserver) -> BaseObserver | None:
        """Watch the folders, and the root for the configuration and for folders that come back."""
        self._watched = {}
        try:
            observer.schedule(self, str(self._root))
            for name in FOLDERS:
                self._attach(observer, name)
            observer.start()
        except OSError:  # more files than the system watches
            return None
        return observer

    def _attach(self, observer: BaseObserver, name: str) -> None:
        if name in self._watched:
            # The watch of a folder that is gone may have ended by itself.
            with contextlib.suppress(KeyError, OSError, RuntimeError):
                observer.unschedule(self._watched.pop(name))
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._watched[name] = observer.schedule(self, str(self._root / name), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, from a thread of its own."""
        if event.event_type not in _KINDS:
            return
        paths = {self._named(one) for one in (event.src_path, event.dest_path) if one}
        # The folder of a changed file is reported as well; that alone says nothing.
        if event.is_directory and event.event_type == "modified":
            return
        with self._arrived:
            self._paths |= {path for path in paths if path and _of_interest(path)}
            self._arrived.notify()

    def _named(self, path: str | bytes) -> str:
        text = path.decode(errors="surrogateescape") if isinstance(path, bytes) else path
        try:
            return Path(text).relative_to(self._root).as_posix()
        except ValueError:
            return ""

    def _bursts(self) -> None:
        while True:
            with self._arrived:
                self._arrived.wait_for(lambda: self._paths or self._stopped)
                self._settle()
                if self._stopped:
                    return
                paths, self._paths = self._paths, set()
            for name in FOLDERS:
                if name in paths and self._observer is not None:
                    # What came back with its folder nobody has reported.
                    self._attach(self._observer, name)
                    paths.add(f"{name}/")
            self._report(paths)

    def _settle(self) -> None:
        """Wait until nothing comes any more, or for long enough."""
        for _ in range(int(_LONGEST_SECONDS / _QUIET_SECONDS)):
            before = len(self._paths)
            if self._stopped or not (self._arrived.wait(_QUIET_SECONDS) or len(self._paths) > before):
                return

    def stop(self) -> None:
        """Watch no more."""
        with self._arrived:
            self._stopped = True
            self._arrived.notify()
        self._thread.join()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()


def _of_interest(path: str) -> bool:
    top = path.split("/", 1)[0]
    return (path == CONFIG_FILE or top in FOLDERS) and not _PASSING.search(path)
