"""``roadmap serve``: start the preview, and end it cleanly."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from macros.preview.server import Server
from macros.preview.session import Session
from macros.preview.watch import Watch

if TYPE_CHECKING:
    import argparse

HOST, PORT = "127.0.0.1", 8000
_LAST_PORT = 65_535


def project_root(start: Path) -> Path | None:
    """The folder of the project that ``start`` is in; None outside of one."""
    return next((one for one in (start, *start.parents) if (one / "mkdocs.yml").is_file()), None)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``roadmap serve``."""
    parser.add_argument(
        "--host", default=HOST, metavar="주소", help=f"듣는 주소(기본 {HOST}: 이 컴퓨터에서만)"
    )
    parser.add_argument("--port", type=_port, default=PORT, metavar="포트", help=f"포트(기본 {PORT})")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise ValueError(text)
    return int(text)


def serve(root: Path, host: str, port: int) -> int:
    """Preview the project until interrupted; the exit status."""
    try:
        server = Server(host, port)
    except OSError as error:
        print(_refused(error, host, port), file=sys.stderr)
        return 1
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    url = f"http://{_shown(host)}:{server.server_port}/"
    with tempfile.TemporaryDirectory(prefix="roadmap-", ignore_cleanup_errors=True) as folder:
        server.session = session = Session(root, Path(folder), url, _say)
        watch = Watch(root, session.changed)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        _say(f"미리 보기: {url} (끝내려면 Ctrl+C)")
        try:
            # In pieces, because Windows hears Ctrl+C only between them.
            while thread.is_alive():
                thread.join(0.5)
        except KeyboardInterrupt:
            _say("")
        finally:
            server.shutdown()
            watch.stop()
            session.close()
            server.server_close()
    return 0


def _say(line: str) -> None:
    """A line on the terminal at once, whatever letters it can show."""
    with contextlib.suppress(OSError):
        text = f"{line}\n".encode(sys.stdout.encoding or "utf-8", "backslashreplace")
        sys.stdout.buffer.write(text)
        sys.stdout.flush()


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 (only shown: every address of this machine)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _refused(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE or getattr(error, "winerror", 0) == 10048:  # noqa: PLR2004 (WSAEADDRINUSE)
        free = _free_port(host, port)
        return (
            f"{port}번 포트를 다른 프로그램이 쓰고 있습니다. 먼저 띄운 미리 보기가 아닌지 보십시오.\n"
            f"다른 포트로 띄우려면: roadmap serve --port {free} (또는 make serve PORT={free})"
        )
    return f"{host}:{port}에서 들을 수 없습니다: {error.strerror or error}"


def _free_port(host: str, taken: int) -> int:
    """The next port that nobody uses."""
    for port in range(taken + 1, min(taken + 100, _LAST_PORT)):
        with socket.socket() as attempt, contextlib.suppress(OSError):
            attempt.bind((host, port))
            return port
    return 0
