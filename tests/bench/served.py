"""A site at an address of this machine, compressed as a good host does it."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".csv"}


@cache
def compressed(file: Path) -> bytes:
    """What goes over the wire for a file: gzip for text, the rest as it is."""
    body = file.read_bytes()
    return gzip.compress(body, 9, mtime=0) if file.suffix in _TEXT else body


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        body = compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(file)}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        if file.suffix in _TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A browser hangs up when it has seen enough."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; its address, ending in a slash."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
