"""A worker of the preview: ``python -m macros.preview.worker ROOT FOLDER URL``.

It reads the libraries first and waits; the project's own code is imported with the first
message. So a worker in reserve, started before an edit, runs the code after it.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from macros.preview.faults import fault_of, packed, running
from macros.preview.wire import Head, receive, send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.preview.drawing import Drawing

# What takes long to import and is not edited.
_LIBRARIES = (
    "jsonschema",
    "kubernetes_validate",
    "markdown",
    "material",
    "mkdocs.commands.build",
    "mkdocs.config.defaults",
    "mkdocs_macros.plugin",
    "mmdr",
    "pydantic",
    "pygments.formatters",
    "pygments.lexers.data",
    "pygments.lexers.shell",
    "pymdownx.highlight",
    "pymdownx.superfences",
)


class Worker:
    """Answers messages, one after the other, whatever happens in between."""

    def __init__(self, root: Path, folder: Path, url: str, out: IO[bytes]) -> None:
        self.root, self.folder, self.url = root, folder, url
        self._out = out
        self._drawing: Drawing | None = None

    def answer(self, request: Head) -> None:
        """Do what a message asks for; an exception is an answer as well."""
        with self._limited(request["limit"], request["at"]):
            try:
                head, body = self._done(request)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                head, body = {"faults": packed([fault_of(error, self.root, request["at"])])}, b""
            send(self._out, head, body)

    def _done(self, request: Head) -> tuple[Head, bytes]:
        if self._drawing is None:
            drawing: Any = importlib.import_module("macros.preview.drawing")
            self._drawing = drawing.Drawing(self.root, self.folder, self.url)
        return self._drawing.done(request)

    @contextlib.contextmanager
    def _limited(self, seconds: float, at: str) -> Iterator[None]:
        """End the process, and say where it was, if it is not through in time."""
        main = threading.get_ident()

        def end() -> None:
            frame = sys._current_frames().get(main)
            send(self._out, {"faults": packed([running(frame, self.root, at, seconds)])})
            os._exit(1)

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def main() -> None:
    """Answer until the server goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    # Macros neither read nor close the messages (``exit()`` closes what it takes for the
    # keyboard); what they print belongs on the terminal.
    messages, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 (a device)
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    root, folder, url = sys.argv[1:]
    for name in _LIBRARIES:
        # A library that is missing is missed where it is used.
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    worker = Worker(Path(root), Path(folder), url, out)
    while (message := receive(messages)) is not None:
        with contextlib.suppress(BrokenPipeError):
            worker.answer(message[0])


if __name__ == "__main__":
    main()
