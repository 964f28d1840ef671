"""The offline bundle: the same bytes wherever it is built, and nothing of where that was."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from macros import sbom
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
    assert (archive.parent / sbom.FILE).read_bytes() == (again.parent / sbom.FILE).read_bytes()


def differences(one: Path, other: Path) -> list[str]:
    """The names of the files in which two archives differ."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = {*first.namelist(), *second.namelist()}
        shared = {*first.namelist()} & {*second.namelist()}
        return sorted(name for name in names if name not in shared or first.read(name) != second.read(name))


def test_the_checksums_are_those_of_what_lies_beside_them(archive: Path) -> None:
    """`sha256sum --check SHA256SUMS` says so to whoever got all of it."""
    lines = (archive.parent / "SHA256SUMS").read_text(encoding="utf-8")
    files = [archive, archive.parent / sbom.FILE]
    assert lines == "".join(f"{digest(file.read_bytes())}  {file.name}\n" for file in files)
    assert sorted(path.name for path in archive.parent.iterdir()) == sorted(
        ["SHA256SUMS", *(file.name for file in files)]
    )


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def flat(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Components with those in them."""
    return [one for outer in components for one in (outer, *flat(outer.get("components", [])))]


def test_the_list_of_what_it_is_made_of_is_valid_and_speaks_of_this_archive(archive: Path) -> None:
    text = (archive.parent / sbom.FILE).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bundle = json.loads(text)["metadata"]["component"]
    assert bundle["hashes"] == [{"alg": "SHA-256", "content": digest(archive.read_bytes())}]
    # Nothing of where and when it was built.
    assert "timestamp" not in text
    assert not re.search(r"/(?:home|root|tmp|work)/|://", re.sub(r'"\$schema": "[^"]*"', "", text))


def test_every_file_of_the_theme_is_in_the_list_with_its_digest(archive: Path) -> None:
    listed_ = flat(json.loads((archive.parent / sbom.FILE).read_text(encoding="utf-8"))["components"])
    files = {one["name"]: one["hashes"][0]["content"] for one in listed_ if one["type"] == "file"}
    with zipfile.ZipFile(archive) as packed:
        inside = {name.removeprefix(f"{BUNDLE}/"): packed.read(name) for name in packed.namelist()}
    ours = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*")}
    theirs = {
        name
        for name in inside
        if name.startswith("assets/")
        and re.sub(r"\.[0-9a-f]{8}(?=\.)", "", name) not in {*ours, "assets/orchestration-roadmap-anki.csv"}
    }
    assert theirs
    assert files == {name: digest(inside[name]) for name in theirs}


def test_what_only_builds_it_is_marked_so(archive: Path) -> None:
    components = json.loads((archive.parent / sbom.FILE).read_text(encoding="utf-8"))["components"]
    inside = {one["name"]: one for one in components if one.get("scope") == "required"}
    assert inside.keys() == {"mkdocs-material"}
    assert "Material Design Icons" in {one["name"] for one in flat([*inside.values()])}
    locked = dict(
        re.findall(r"(?m)^([\w.-]+)==([\w.!+]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    )
    assert {one["name"]: one["version"] for one in components} == locked


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
