"""A build is all or nothing: the result, or what was there before."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

import pytest

from macros.build import BUNDLE, BuildError, build_offline, build_site
from tests.conftest import clear_addresses, copy_project, unfinished
from tests.minimal import THEORY, edit, write_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The minimal project, ready to build."""
    clear_addresses(monkeypatch)
    copy_project(tmp_path, docs=False)
    return write_project(tmp_path)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def spoil(root: Path) -> str:
    """Break a link in a page; the page as it was before."""
    page = root / THEORY
    before = page.read_text(encoding="utf-8")
    page.write_text(edit(before, "](services.md#lab)", "](no-such-page.md)"), encoding="utf-8")
    return before


def test_a_build_leaves_the_site_and_nothing_else(root: Path) -> None:
    assert build_site(root) == root / "site"
    assert (root / "site/index.html").is_file()
    assert unfinished(root) == []


def test_a_second_build_takes_the_place_of_the_first(root: Path) -> None:
    """Nothing of the first is left, not even a page that is no longer there."""
    (build_site(root) / "old-page.html").write_text("old", encoding="utf-8")
    page = root / THEORY
    page.write_text(
        edit(page.read_text(encoding="utf-8"), "컨테이너를 묶습니다.", "새 문장입니다."), encoding="utf-8"
    )
    build_site(root)
    assert not (root / "site/old-page.html").exists()
    built = root / "site/orchestration/kubernetes/basic/pods/index.html"
    assert "새 문장입니다." in built.read_text(encoding="utf-8")
    assert unfinished(root) == []


def test_a_project_with_problems_leaves_the_old_site(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is wrong is said with its place; mended, it builds again."""
    before = content(build_site(root))
    page = spoil(root)
    capfd.readouterr()
    with pytest.raises(BuildError):
        build_site(root)
    assert f"{THEORY}:" in capfd.readouterr().err
    assert content(root / "site") == before
    assert unfinished(root) == []
    (root / THEORY).write_text(page, encoding="utf-8")
    assert content(build_site(root)) == before


def test_a_project_with_problems_leaves_the_old_bundle(root: Path) -> None:
    before = content(build_offline(root).parent)
    assert set(before) == {f"{BUNDLE}.zip", f"{BUNDLE}.cdx.json", "SHA256SUMS"}
    spoil(root)
    with pytest.raises(BuildError):
        build_offline(root)
    assert content(root / "dist") == before
    assert unfinished(root) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mkdocs.yml", "name: material", "name: no-such-theme"),
        ("overrides/main.html", "{% extends", "{% extend"),
        ("macros/templates/stages.html", "stage.number", "stage.no_such_name"),
    ],
)
def test_a_build_that_breaks_off_leaves_no_half_site(root: Path, file: str, old: str, new: str) -> None:
    """The engine, the theme or a template fails after the checks have passed."""
    path = root / file
    path.write_text(edit(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
    with pytest.raises(BuildError):
        build_site(root)
    assert not (root / "site").exists()
    assert unfinished(root) == []


def test_the_old_site_and_the_new_change_places_at_one_stroke(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks during a build, even at its last step, finds a whole site."""
    build_site(root)
    (root / "site/old-page.html").write_text("old", encoding="utf-8")
    seen: list[bool] = []
    rename = pathlib.Path.rename

    def looking(path: Path, target: Path) -> Path:
        seen.append((root / "site/index.html").is_file())
        done = rename(path, target)
        seen.append((root / "site/index.html").is_file())
        return done

    monkeypatch.setattr(pathlib.Path, "rename", looking)
    build_site(root)
    assert all(seen)
    assert not (root / "site/old-page.html").exists()


def test_what_a_killed_build_left_is_swept_away(root: Path) -> None:
    left = root / ".build/tmpkilled"
    left.mkdir(parents=True)
    (left / "half.html").write_text("half", encoding="utf-8")
    os.utime(left, (0, 0))
    running = root / ".build/tmprunning"
    running.mkdir()
    build_site(root)
    assert unfinished(root) == ["tmprunning"]
