"""What was right before is not looked at again, and what is wrong is always said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros import diagrams
from macros.checks import check
from macros.known import FILE, Known
from tests.minimal import DATA, FILES, MANIFEST, THEORY, edit, write_project

if TYPE_CHECKING:
    from pathlib import Path

DIAGRAM = """\
```mermaid
flowchart LR
  accTitle: 길
  accDescr: 가에서 나로 갑니다.
  a --> b
```
"""
PAGE = edit(str(FILES[THEORY]), "컨테이너를 묶습니다.", f"컨테이너를 묶습니다.\n\n{DIAGRAM}")


def rules(root: Path) -> list[str]:
    return [found.rule for found in check(root)]


def test_a_diagram_is_drawn_when_it_is_new_and_not_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted at the renderer: a new process has no memory but the file."""
    drawn: list[str] = []
    render = diagrams._render

    def counted(lines: list[str]) -> str:
        drawn.append("drawn")
        return render(lines)

    monkeypatch.setattr(diagrams, "_render", counted)
    write_project(tmp_path, {THEORY: PAGE})
    counts = []
    for _ in range(3):
        diagrams.draw.cache_clear()
        assert rules(tmp_path) == []
        counts.append(len(drawn))
        if len(counts) == 2:
            (tmp_path / FILE).unlink()
    assert counts[0] > 0
    assert counts == [counts[0], counts[0], 2 * counts[0]]


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        (THEORY, "a --> b", "a --> [b", "diagram-syntax"),
        (MANIFEST, "name: web", "name: [web]", "kubernetes-schema"),
        (DATA, 'version: "1.36.4"', 'version: "1.999"', "kubernetes-api"),
    ],
)
def test_what_goes_wrong_is_said_each_time_until_it_is_mended(
    path: str, old: str, new: str, rule: str, tmp_path: Path
) -> None:
    write_project(tmp_path, {THEORY: PAGE})
    right = (tmp_path / path).read_text(encoding="utf-8")
    for _ in range(2):
        (tmp_path / path).write_text(edit(right, old, new), encoding="utf-8")
        assert rule in rules(tmp_path)
        assert rule in rules(tmp_path)
        (tmp_path / path).write_text(right, encoding="utf-8")
        assert rules(tmp_path) == []


@pytest.mark.parametrize("spoilt", [b"", b"\xff\x00" * 50, b"0" * 3_000_000, b"not a digest\n"])
def test_a_spoilt_memory_is_no_memory(spoilt: bytes, tmp_path: Path) -> None:
    write_project(tmp_path, {THEORY: edit(PAGE, "a --> b", "a --> [b")})
    (tmp_path / FILE).parent.mkdir(exist_ok=True)
    (tmp_path / FILE).write_bytes(spoilt)
    assert rules(tmp_path) == ["diagram-syntax"]
    write_project(tmp_path, {THEORY: PAGE})
    assert rules(tmp_path) == []


def test_a_memory_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / ".build").write_text("a file where the folder should be", encoding="utf-8")
    assert rules(tmp_path) == []


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    """The file is as large as the project, however long one works on it."""
    first = Known(tmp_path)
    first.add("lesson", "a", "b")
    first.add("lesson", "ab", "")
    first.keep()
    second = Known(tmp_path)
    assert second.is_right("lesson", "a", "b")
    assert not second.is_right("lesson", "a", "c")
    assert not second.is_right("diagram", "a", "b")
    second.keep()
    assert not Known(tmp_path).is_right("lesson", "ab", "")
