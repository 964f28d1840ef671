"""The preview's HTTP server: pages with their banner, and news for the browsers."""

from __future__ import annotations

import json
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from macros.preview.session import Drawn, Session

# Addresses of the preview itself; no page of the site can be there.
_OWN = "/-/preview"
_POLL_SECONDS = 25.0
_BODY = re.compile(rb"<body[^>]*>")
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
_ASSETS = {"preview.js": "text/javascript", "preview.css": "text/css"}


class Server(ThreadingHTTPServer):
    """Serves one session.

    Raises:
        OSError: the port is taken, or the address is not one of this machine.
    """

    daemon_threads = True
    # On Windows this would let two servers share a port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, host: str, port: int) -> None:
        super().__init__((host, port), Handler)
        self.session: Session | None = None
        # Read once: an edit of these needs a new server.
        here = Path(__file__).parent
        self.assets = {name: (here / name).read_bytes() for name in _ASSETS}
        loader = FileSystemLoader(here.parent / "templates")
        env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self.templates = {name: env.get_template(f"preview_{name}.html") for name in ("banner", "stopped")}

    def handle_error(self, *_: Any) -> None:
        """A browser that goes on to the next page hangs up in the middle of an answer."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer with a page, a file or news."""
        if not _is_ours(self.headers.get("Host", ""), self.server.server_name):
            self._send(
                403, "text/plain; charset=utf-8", "이 이름으로는 미리 보기를 열 수 없습니다.\n".encode()
            )
            return
        if not self.server.session:
            self._send(503, "text/plain; charset=utf-8", b"")
            return
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path.startswith(f"{_OWN}/"):
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self._own(self.server.session, path.removeprefix(f"{_OWN}/"), query)
        else:
            self._site(self.server.session, path)

    do_HEAD = do_GET  # noqa: N815 (the name that the library looks for)

    def _site(self, session: Session, path: str) -> None:
        drawn = session.draw(path.lstrip("/"))
        if drawn.moved:
            self._send(302, drawn.type, b"", Location=quote(f"/{drawn.moved}"))
        elif drawn.is_page:
            self._page(session, drawn)
        else:
            self._send(drawn.status, drawn.type, drawn.body)

    def _page(self, session: Session, drawn: Drawn) -> None:
        """A page with the banner, or the reasons why there is none."""
        report = session.report(drawn)
        facts = report | {"digest": session.digest(drawn), "own": _OWN, "stopped": bool(drawn.faults)}
        banner = self.server.templates["banner"].render(facts)
        if drawn.faults:
            body = self.server.templates["stopped"].render(facts | {"banner": banner}).encode()
            self._send(drawn.status, drawn.type, body, **{"Content-Security-Policy": _POLICY})
            return
        start = _BODY.search(drawn.body)
        at = start.end() if start else len(drawn.body)  # a template may be empty for a while
        body = drawn.body[:at] + banner.encode() + drawn.body[at:]
        self._send(drawn.status, drawn.type, body)

    def _own(self, session: Session, name: str, query: dict[str, str]) -> None:
        if name in _ASSETS:
            self._send(200, f"{_ASSETS[name]}; charset=utf-8", self.server.assets[name])
        elif name == "news":
            numbers = [
                int(query.get(key, "0")) if query.get(key, "0").isdecimal() else 0
                for key in ("revision", "version")
            ]
            self._json(session.wait(numbers[0], numbers[1], _POLL_SECONDS))
        elif name == "page":
            drawn = session.draw(unquote(query.get("path", "")).lstrip("/"))
            report = session.report(drawn)
            facts = report | {"digest": session.digest(drawn), "own": _OWN, "stopped": bool(drawn.faults)}
            banner = self.server.templates["banner"].render(facts)
            kept = ("revision", "version", "digest")
            self._json({key: facts[key] for key in kept} | {"banner": banner})
        else:
            self._send(404, "text/plain; charset=utf-8", b"")

    def _json(self, value: object) -> None:
        self._send(200, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        """Nobody's business."""
        return "roadmap"

    def log_message(self, *_: Any) -> None:
        """The terminal is for what is wrong."""


def _is_ours(host: str, bound: str) -> bool:
    """Whether a request names this machine, and not a site that pretends to be it (DNS rebinding)."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        # A number is no name that somebody else could point here.
        return name in {"localhost", bound} or bool(ip_address(name))
    except ValueError:
        return False
