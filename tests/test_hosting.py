"""The site as the nginx of hosting/ serves it: headers, kinds of files, caching, and what it refuses.

Laid out as in the container, below a path; the configuration is the one of the container, with
another port and other folders. It runs as somebody who may write in one folder alone.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from macros.assets import NAMED
from tests.conftest import ROOT, SITE_URL, Built, Complaints, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CONFIGURATION = ROOT / "hosting/nginx"
PATH = "/roadmap"
NOBODY = 65534
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOREVER, A_DAY, ASK = "public, max-age=31536000, immutable", "public, max-age=86400", "no-cache"


@dataclass(frozen=True)
class Answer:
    """What came: a status, headers, and the bytes of the body."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running nginx; ``writable`` is the one folder where it may write."""

    port: int
    folder: Path
    writable: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask as is: nothing of the path is tidied up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def log(self, paths: set[str]) -> list[dict[str, Any]]:
        """The access log, once these paths stand in it: nginx writes when the answer is on its way."""
        lines: list[dict[str, Any]] = []
        for _ in range(500):
            text = (self.writable / "stdout").read_text(encoding="utf-8")
            lines = [json.loads(line) for line in text.splitlines()]
            if paths <= {line["path"] for line in lines}:
                break
            time.sleep(0.02)
        return lines


def _program() -> str:
    """The machine's nginx. Where pull requests are tested, it must be there."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None and os.environ.get("GITHUB_ACTIONS"):
        pytest.fail("the workflow must install nginx")
    if found is None:
        pytest.skip("nginx가 없습니다. 데비안과 우분투에서는 apt-get install nginx")
    return found


def _lay_out(site: Path, web: Path) -> None:
    """What the Containerfile does, and a repository left there by mistake."""
    shutil.copytree(site, web / PATH.strip("/"))
    for file in [path for path in web.rglob("*") if path.suffix in {".html", ".css", ".js", ".json"}]:
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    shutil.copy(site / "404.html", web)
    (web / ".git").mkdir()
    (web / ".git/config").write_text("secret", encoding="utf-8")
    (web / PATH.strip("/") / ".env").write_text("secret", encoding="utf-8")


def _configure(folder: Path, port: int) -> None:
    """The container's configuration, in another place."""
    places = {
        "/tmp/": f"{folder / 'tmp'}/",  # what is replaced
        "/srv/site": str(folder / "web"),
        "listen 8080": f"listen 127.0.0.1:{port}",
    }
    target = folder / "conf"
    target.mkdir()
    for file in sorted(CONFIGURATION.iterdir()):
        text = file.read_text(encoding="utf-8")
        for old, new in places.items():
            text = text.replace(old, new)
        (target / file.name).write_text(text, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _user() -> dict[str, Any]:
    """Nobody, if we are root; else nginx runs as ourselves."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


@pytest.fixture(scope="module")
def laid_out(site: Built) -> Iterator[Path]:
    """Folders with site, configuration and one that can be written; everybody can read them."""
    _program()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _lay_out(site.folder, folder / "web")
        (folder / "tmp").mkdir()
        (folder / "tmp/stdout").touch()
        _configure(folder, _free_port())
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        for path in [folder / "tmp", folder / "tmp/stdout"]:
            path.chmod(0o777)
        yield folder
        for path in [folder, *(one for one in folder.rglob("*") if one.is_dir())]:
            path.chmod(0o755)


@pytest.fixture(scope="module")
def server(laid_out: Path) -> Iterator[Server]:
    """A running nginx; it is told to end as a container is, and must do so without complaint."""
    port = int((laid_out / "conf/site.conf").read_text("utf-8").partition("127.0.0.1:")[2].partition(";")[0])
    command = [_program(), "-e", "stderr", "-c", str(laid_out / "conf/nginx.conf")]
    with (laid_out / "tmp/stdout").open("ab") as out:
        running = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, cwd="/", text=True, **_user())
    _wait(running, port)
    yield Server(port, laid_out / "web" / PATH.strip("/"), laid_out / "tmp")
    running.send_signal(signal.SIGQUIT)
    _, complaints = running.communicate(timeout=30)
    assert running.returncode == 0
    # That a folder has no page is nginx's only complaint, and ours to ask for one.
    unexpected = [line for line in complaints.splitlines() if "directory index of" not in line]
    assert not unexpected, listed(unexpected)


def _wait(running: subprocess.Popen[str], port: int) -> None:
    for _ in range(500):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        if running.poll() is not None:
            break
        time.sleep(0.02)
    running.kill()
    pytest.fail(f"nginx did not start: {running.communicate()[1]}")


def test_nginx_has_nothing_to_say_about_the_configuration(laid_out: Path) -> None:
    command = [_program(), "-t", "-e", "stderr", "-c", str(laid_out / "conf/nginx.conf")]
    with (laid_out / "tmp/stdout").open("ab") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False, **_user())
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


# ── headers ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (f"{PATH}/", "GET", 200),
        (f"{PATH}/assets/logo.svg", "GET", 200),
        (f"{PATH}/orchestration", "GET", 301),
        (f"{PATH}/nothing", "GET", 404),
        (f"{PATH}/assets/", "GET", 404),
        (f"{PATH}/", "POST", 405),
        ("/healthz", "GET", 200),
    ],
)
def test_every_answer_has_the_security_headers(server: Server, path: str, method: str, status: int) -> None:
    """Once each, errors too; none of them tells the version."""
    answer = server.ask(path, method)
    assert answer.status == status
    for name, value in SECURITY.items():
        assert answer.headers.get_all(name) == [value], name
    assert len(answer.headers.get_all("Content-Security-Policy") or []) == 1
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Server"] == "nginx"
    assert b"nginx/" not in answer.body


def test_the_policy_is_that_of_the_page_and_forbids_frames(server: Server, site: Built) -> None:
    (meta,) = site.page("index.md").xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    header = server.ask(f"{PATH}/").headers["Content-Security-Policy"]
    assert header == f"{meta}; frame-ancestors 'none'"


def test_only_what_is_named_by_its_content_is_kept_for_ever(server: Server) -> None:
    wrong, kinds = [], set()
    for file in sorted(path for path in server.folder.rglob("*") if path.is_file()):
        name = file.relative_to(server.folder).as_posix()
        if name.startswith("."):
            continue
        expected = FOREVER if NAMED.search(name) else A_DAY if file.suffix in {".svg", ".png"} else ASK
        came = server.ask(f"{PATH}/{name}", "HEAD").headers.get_all("Cache-Control")
        kinds.add(expected)
        if came != [expected]:
            wrong.append(f"{name}: {came}")
    assert not wrong, listed(wrong)
    assert kinds == {FOREVER, A_DAY, ASK}


def test_what_is_missing_or_refused_is_not_kept(server: Server) -> None:
    """A page of the version before may ask for a file that another server has already."""
    name = f"{PATH}/assets/javascripts/page.00000000.js"
    assert server.ask(name).headers.get_all("Cache-Control") == [ASK]
    assert server.ask(name, "POST").headers.get_all("Cache-Control") == [ASK]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/stylesheets/site.*.css", "text/css; charset=utf-8"),
        ("search/index.*.js", "text/javascript; charset=utf-8"),
        ("assets/*.csv", "text/csv; charset=utf-8"),
        ("roadmap.schema.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("assets/logo.svg", "image/svg+xml"),
        ("assets/social.png", "image/png"),
        ("**/manifests/**/*.yaml", "text/plain; charset=utf-8"),
        ("**/manifests/**/*.sh", "text/plain; charset=utf-8"),
        ("**/manifests/**/Dockerfile", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_type(server: Server, pattern: str, expected: str) -> None:
    file = next(server.folder.glob(pattern))
    answer = server.ask(f"{PATH}/{file.relative_to(server.folder).as_posix()}")
    assert answer.headers.get_all("Content-Type") == [expected]
    assert answer.body == file.read_bytes()
    if "charset" in expected:
        answer.body.decode()


@pytest.mark.parametrize("pattern", ["index.html", "search/index.*.js", "assets/*.csv", "sitemap.xml"])
def test_texts_are_compressed_for_those_who_can_read_that(server: Server, pattern: str) -> None:
    """Those that lie there compressed, and the others."""
    file = next(server.folder.glob(pattern))
    path = f"{PATH}/{file.relative_to(server.folder).as_posix()}"
    small, plain = server.ask(path, Accept_Encoding="gzip"), server.ask(path)
    if file.stat().st_size > 1024:
        assert small.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.body) == plain.body
    assert plain.headers["Content-Encoding"] is None
    assert plain.body == file.read_bytes()
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_pictures_are_not_compressed_again(server: Server) -> None:
    answer = server.ask(f"{PATH}/assets/social.png", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] is None


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("path", [f"{PATH}/", f"{PATH}/assets/orchestration-roadmap-anki.csv"])
def test_what_has_not_changed_is_not_sent_again(server: Server, path: str, encoding: str) -> None:
    first = server.ask(path, Accept_Encoding=encoding)
    again = server.ask(path, Accept_Encoding=encoding, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert server.ask(path, Accept_Encoding=encoding, If_None_Match='"other"').status == 200


# ── addresses ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/nothing", f"{PATH}/nothing/", f"{PATH}/assets/", "/nothing?q=x"])
def test_what_is_not_there_is_said_by_our_own_page(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert "찾는 글이 여기에 없습니다" in answer.body.decode()
    assert SITE_URL.partition("example.org")[2] in answer.body.decode()


def test_a_folder_without_its_slash_leads_on_below_the_same_address(server: Server) -> None:
    """Whatever name and port the proxy before it has."""
    answer = server.ask(f"{PATH}/orchestration?q=x", Host="elsewhere.example:1234")
    assert answer.headers.get_all("Location") == [f"{PATH}/orchestration/?q=x"]


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/%2egit/config",
        f"{PATH}/.env",
        f"{PATH}/../.git/config",
        f"{PATH}/%2e%2e/.git/config",
        f"{PATH}/..%2f.git%2fconfig",
        "/../conf/site.conf",
        "/..%2fconf/site.conf",
        f"{PATH}/../../conf/site.conf",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/..\\conf\\site.conf",
        "/%00",
    ],
)
def test_nothing_but_the_site_can_be_read(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in {400, 404}
    for secret in (b"secret", b"add_header", b"root:"):
        assert secret not in answer.body


def test_no_redirect_leads_to_another_site(server: Server) -> None:
    for path in (f"//example.net{PATH}/orchestration", f"//example.net/..{PATH}/orchestration"):
        location = server.ask(path).headers["Location"] or "/"
        assert location.startswith("/"), path
        assert not location.startswith("//"), path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", [f"{PATH}/", f"{PATH}/nothing", "/healthz"])
def test_nothing_can_be_done_but_reading(server: Server, method: str, path: str) -> None:
    assert server.ask(path, method).status == 405
    if method != "TRACE":  # refused before our configuration is asked
        assert server.ask(path, method).headers["Allow"] == "GET, HEAD"


def test_a_head_is_a_page_without_its_body(server: Server) -> None:
    whole, head = server.ask(f"{PATH}/"), server.ask(f"{PATH}/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag"):
        assert head.headers[name] == whole.headers[name]


def test_health_is_answered_without_the_site(server: Server) -> None:
    answer = server.ask("/healthz")
    assert (answer.status, answer.body) == (200, b"ok\n")


# ── running ───────────────────────────────────────────────────────────────────


def test_the_log_is_json_and_does_not_tell_what_was_searched(server: Server) -> None:
    odd = f'{PATH}/quote"and\\slash'
    server.ask("/healthz")
    server.ask(f"{PATH}/probed", User_Agent="kube-probe/1.36")
    server.ask(f"{PATH}/404.html?q=%EB%B9%84%EB%B0%80", Referer=f"https://example.org{PATH}/?q=secret")
    server.ask(odd)
    lines = {line["path"]: line for line in server.log({f"{PATH}/404.html", odd}) if line["method"] == "GET"}
    assert lines[odd] | {"method": "GET", "status": 404, "client": "127.0.0.1"} == lines[odd]
    assert not {"/healthz", f"{PATH}/probed"} & lines.keys()
    told = str(lines[f"{PATH}/404.html"])
    assert "%EB%B9%84" not in told
    assert "secret" not in told


def test_a_reader_sees_and_finds_everything_under_the_header(
    server: Server, site: Built, browser: Browser
) -> None:
    """Home, a lesson with diagrams and questions, and the search, without one complaint of the browser."""
    here = Built(server.folder, f"http://127.0.0.1:{server.port}{PATH}/", site.project, directory_urls=True)
    complaints = Complaints((here.base,))
    page = browser.new_page()
    page.set_default_timeout(10_000)
    complaints.watch(page)
    page.goto(here.url("index.md"), wait_until="networkidle")
    page.locator(".search-open").click()
    page.keyboard.insert_text("etcd")
    hit = page.locator(".search__list > li > a").first
    expect(hit.locator(".search-hit__text mark").first).to_be_visible()
    hit.click()
    expect(page.locator("article mark").first).to_be_attached()
    page.goto(here.url(site.catalog.lessons["kubernetes/basic/architecture"].page), wait_until="networkidle")
    expect(page.locator("article svg").first).to_be_visible()
    page.close()
    assert not complaints.unexpected(), listed(complaints.unexpected())
