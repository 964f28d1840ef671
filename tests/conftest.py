"""What the tests share: the real project, built once a session, and a browser.

``site`` is built as it is deployed, below a path; ``bare_site`` without any
address; ``bundle`` is the offline archive, unpacked. Each knows its files and
addresses, so that a test says a page's path below docs/ and nothing else.
"""

from __future__ import annotations

import shutil
import threading
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import lxml.html
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from macros.browser import arguments, executable
from macros.build import BUNDLE, build_offline, build_site
from macros.load import Catalog, load
from macros.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import ConsoleMessage, Request

ROOT = Path(__file__).parents[1]
SITE_URL = "https://example.org/roadmap/"
REPO_URL = "https://example.org/team/roadmap"
_PREFIX = "/roadmap"
_PROJECT = ("mkdocs.yml", "pyproject.toml", "requirements.txt", "docs", "overrides", "macros")


def copy_project(target: Path, *, docs: bool = True) -> Path:
    """Copy what a build needs to ``target``; without ``docs``, what any project needs."""
    target.mkdir(parents=True, exist_ok=True)
    for name in _PROJECT:
        source = ROOT / name
        if source.is_file():
            shutil.copy(source, target)
        elif docs or name != "docs":
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    if not docs:
        shutil.copytree(ROOT / "docs/assets", target / "docs/assets")
    return target


def unfinished(root: Path) -> list[str]:
    """The folders that builds of a project work in, or have left behind."""
    return [path.name for path in (root / ".build").iterdir() if path.is_dir()]


def listed(wrong: Iterable[str]) -> str:
    """What is wrong, one a line, for the message of an assertion."""
    return "\n" + "\n".join(sorted(wrong))


@dataclass(frozen=True)
class Built:
    """A built site: its folder, where it is served, and the data it was made from.

    Attributes:
        folder: what was built.
        base: the address that its pages have, ending in a slash.
        project: the project it was built from.
        directory_urls: whether pages are folders (hosted) or files (offline).
    """

    folder: Path
    base: str
    project: Path
    directory_urls: bool
    _documents: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def catalog(self) -> Catalog:
        """The data file that the site was built from."""
        catalog, problems = load(self.project)
        assert catalog is not None, problems
        return catalog

    @cached_property
    def pages(self) -> list[str]:
        """Every page below docs/, in reading order, as the data file has it."""
        catalog = self.catalog
        order = ["index.md"]
        for topic in catalog.topics.values():
            order += [topic.page, *(one.page for one in catalog.lessons.values() if one.topic is topic)]
        return order + [page.path for group in catalog.roadmap.groups for page in group.pages]

    @cached_property
    def lessons(self) -> list[str]:
        """The pages that are lessons."""
        return [node.page for node in self.catalog.lessons.values()]

    def url(self, page: str, anchor: str = "") -> str:
        """The address of a page (path below docs/)."""
        path = Site(self.project, self.catalog, directory_urls=self.directory_urls).url(page)
        return urljoin(self.base, path) + (f"#{quote(anchor)}" if anchor else "")

    def html(self, page: str) -> str:
        """The path of a page's HTML file below the folder."""
        return self.file(self.url(page)).relative_to(self.folder).as_posix()

    @cached_property
    def html_files(self) -> list[str]:
        """Every HTML file of the site, below the folder."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def document(self, html: str) -> Any:
        """A parsed HTML file (path below the folder)."""
        if html not in self._documents:
            raw = (self.folder / html).read_bytes()
            parser = lxml.html.HTMLParser(encoding="utf-8")
            self._documents[html] = lxml.html.document_fromstring(raw, parser)
        return self._documents[html]

    def ids(self, html: str) -> frozenset[str]:
        """Every place of an HTML file that a link can name."""
        if html not in self._ids:
            document = self.document(html)
            self._ids[html] = frozenset([*document.xpath("//@id"), *document.xpath("//a/@name")])
        return self._ids[html]

    def page(self, page: str) -> Any:
        """A parsed page (path below docs/)."""
        return self.document(self.html(page))

    def address(self, html: str) -> str:
        """The address that a reader sees for an HTML file."""
        path = html
        if self.directory_urls:
            path = html.removesuffix("index.html")
        return urljoin(self.base, quote(path))

    def resolve(self, html: str, link: str) -> str:
        """The full address of a link in an HTML file."""
        return urljoin(self.address(html), link)

    def is_inside(self, url: str) -> bool:
        """Whether an address belongs to this site."""
        return url.startswith(self.base)

    def file(self, url: str) -> Path:
        """The file that answers to an address inside this site."""
        path = unquote(urldefrag(url)[0].removeprefix(self.base))
        if self.directory_urls and (not path or path.endswith("/")):
            path += "index.html"
        return self.folder / path


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project, so that nobody's edits change it between two tests."""
    return copy_project(tmp_path_factory.mktemp("project") / "roadmap")


@pytest.fixture(scope="session")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site as it is deployed."""
    folder = tmp_path_factory.mktemp("hosted") / "roadmap"
    _build(project, folder, SITE_URL=SITE_URL, REPO_URL=REPO_URL)
    return Built(folder, SITE_URL, project, directory_urls=True)


@pytest.fixture(scope="session")
def bare_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site as it is built where no address is known."""
    folder = tmp_path_factory.mktemp("bare") / "roadmap"
    _build(project, folder)
    return Built(folder, SITE_URL, project, directory_urls=True)


def _build(project: Path, folder: Path, **addresses: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        clear_addresses(patch)
        for name, value in addresses.items():
            patch.setenv(name, value)
        build_site(project).rename(folder)


def clear_addresses(patch: pytest.MonkeyPatch) -> None:
    """Take away what the caller's environment says about the site."""
    for name in ("SITE_URL", "REPO_URL", "DIRECTORY_URLS", "SOURCE_DATE_EPOCH"):
        patch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def archive(project: Path) -> Path:
    """The offline archive, beside its SHA256SUMS."""
    with pytest.MonkeyPatch.context() as patch:
        clear_addresses(patch)
        return build_offline(project)


@pytest.fixture(scope="session")
def bundle(archive: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The offline bundle, unpacked where people unpack things."""
    folder = tmp_path_factory.mktemp("offline") / "내려받은 자료 (1)"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    top = folder / BUNDLE
    return Built(top, f"{top.as_uri()}/", project, directory_urls=False)


# ── served ────────────────────────────────────────────────────────────────────


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site below its path, as GitHub Pages does, with its own 404 page."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        clean = urlsplit(path).path
        inside = clean.startswith(f"{_PREFIX}/")
        return super().translate_path(clean.removeprefix(_PREFIX) if inside else "/outside-the-site")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        file = Path(self.directory) / "404.html"
        if code != 404 or not file.is_file():
            super().send_error(code, message, explain)
            return
        body = file.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A browser that goes on to the next page hangs up in the middle of a file."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a built site; the address of its home page."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{_PREFIX}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def served(site: Built) -> Iterator[Built]:
    """``site`` at an address that a browser can open."""
    with serving(site.folder) as base:
        yield Built(site.folder, base, site.project, directory_urls=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        path = executable()
        if path is None and not Path(playwright.chromium.executable_path).is_file():
            pytest.fail("no browser: run python -m macros.browser first")
        started = playwright.chromium.launch(executable_path=path, args=arguments())
        yield started
        started.close()


@pytest.fixture(params=["http", "file"])
def place(request: pytest.FixtureRequest) -> Built:
    """The site as it is read: hosted, and offline by double click."""
    built: Built = request.getfixturevalue({"http": "served", "file": "bundle"}[request.param])
    return built


@dataclass
class Complaints:
    """What a browser had to say about the pages it was shown."""

    inside: tuple[str, ...]
    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page before it is opened."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"console: {message.text} ({message.location.get('url')})")

    def _failed(self, request: Request) -> None:
        # What is still loading when the reader goes on is given up.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((*self.inside, "data:", "blob:", "about:")):
            self.found.append(f"request to elsewhere: {request.url}")

    def unexpected(self) -> list[str]:
        """Everything that no test has announced."""
        return [one for one in self.found if not any(part in one for part in self.expected)]


@pytest.fixture
def complaints(place: Built) -> Iterator[Complaints]:
    """Fails the test when a page complains or asks anyone but its own site for something."""
    heard = Complaints((place.base,))
    yield heard
    assert not heard.unexpected(), listed(heard.unexpected())


@pytest.fixture
def new_page(browser: Browser, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """A function that opens an empty, watched page in a context with the options given."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        complaints.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """An empty, watched page on a desk."""
    return new_page(viewport={"width": 1280, "height": 900})
