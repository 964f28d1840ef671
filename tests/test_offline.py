"""The offline bundle: the same bytes wherever it is built, and nothing of where that was."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

from macros.build import BUNDLE, build_offline
from tests.conftest import ROOT, clear_addresses, copy_project, listed

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import Built


def commit(folder: Path) -> None:
    """Make the folder a repository whose last commit was long ago, with files even older."""
    git = shutil.which("git")
    assert git, "git is needed to get this project, and to test it"
    date = "2020-02-02T02:02:02+0900"
    environment = os.environ | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    own = {"user.name": "누구", "user.email": "someone@example.org", "commit.gpgsign": "false"}
    identity = [word for name, value in own.items() for word in ("-c", f"{name}={value}")]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "처음"]):
        subprocess.run([git, *identity, *command], cwd=folder, env=environment, check=True)
    for path in folder.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))


def test_the_bundle_is_the_same_wherever_and_whenever_it_is_built(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another folder, time zone and environment, other file times, a repository with a commit."""
    clear_addresses(monkeypatch)
    for name, value in {
        "TZ": "Asia/Seoul",
        "SITE_URL": "https://example.org/x/",
        "DIRECTORY_URLS": "true",
    }.items():
        monkeypatch.setenv(name, value)
    other = copy_project(tmp_path / "다른 폴더")
    commit(other)
    again = build_offline(other)
    assert differences(archive, again) == []
    assert archive.read_bytes() == again.read_bytes()


def differences(one: Path, other: Path) -> list[str]:
    """The names of the files in which two archives differ."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = {*first.namelist(), *second.namelist()}
        shared = {*first.namelist()} & {*second.namelist()}
        return sorted(name for name in names if name not in shared or first.read(name) != second.read(name))


def test_the_checksum_is_that_of_the_archive(archive: Path) -> None:
    """`sha256sum --check SHA256SUMS` says so to whoever got both."""
    line = (archive.parent / "SHA256SUMS").read_text(encoding="utf-8")
    assert line == f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n"
    assert sorted(path.name for path in archive.parent.iterdir()) == sorted(["SHA256SUMS", archive.name])


def test_the_archive_unpacks_into_one_folder_with_the_first_page_on_top(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        entries = packed.infolist()
    names = [entry.filename for entry in entries]
    assert {name.partition("/")[0] for name in names} == {BUNDLE}
    assert f"{BUNDLE}/index.html" in names
    assert len({name.casefold() for name in names}) == len(names)
    # Readable for everyone, of the same time for every build.
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert len({entry.date_time for entry in entries}) == 1


def test_nothing_tells_where_the_bundle_was_built(bundle: Built) -> None:
    folders = {str(bundle.project), str(ROOT), str(bundle.project.parent)}
    wrong = [
        f"{path.relative_to(bundle.folder)}: {folder}"
        for path in sorted(bundle.folder.rglob("*"))
        if path.is_file()
        for folder in folders
        if folder.encode() in path.read_bytes()
    ]
    assert not wrong, listed(wrong)


def test_the_bundle_has_only_what_is_read_without_a_server(bundle: Built) -> None:
    """A site map without an address and a page for addresses not found are of no use."""
    names = {path.name for path in bundle.folder.iterdir()}
    assert not names & {"404.html", "sitemap.xml", "sitemap.xml.gz"}
    assert len(list((bundle.folder / "search").glob("index.*.js"))) == 1
