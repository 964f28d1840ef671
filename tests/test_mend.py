"""What can be mended in one way is mended; everything else of a file stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from macros import edits
from macros.checks import check
from macros.mend import mend
from macros.problems import Edit, Place, Problem, RefusedError
from tests.minimal import CASES, DATA, FILES, PRACTICE, THEORY, edit, edited, write_project


class Row(NamedTuple):
    """A mistake, put into the good project; mending it gives ``mended`` or the good file again."""

    id: str
    rule: str
    path: str
    old: str
    new: str
    mended: str = ""


CALL = "{{= lesson_header() =}}"
SOURCES = "{{= lesson_resources() =}}"
SHOWN = '{{= manifest("web.yaml", highlight="2-3") =}}'
LINK = "(services.md#lab)"
FENCE = "컨테이너를 묶습니다."

ROWS = [
    Row("commands in a block without a language", "fence-language", PRACTICE, "```console", "```"),
    Row(
        "objects in a block without a language", "fence-language", THEORY, FENCE,
        "```\napiVersion: v1\nkind: Pod\n```\n", "```yaml\napiVersion: v1\nkind: Pod\n```\n",
    ),
    Row("no header", "macro-missing", THEORY, f"{CALL}\n\n", ""),
    Row("header with two braces", "macro-missing", THEORY, CALL, "{{ lesson_header() }}"),
    Row("no resources", "macro-missing", THEORY, f"\n{SOURCES}\n", ""),
    Row("resources with two braces", "macro-missing", THEORY, SOURCES, "{{lesson_resources()}}"),
    Row("indented call", "macro-position", PRACTICE, SHOWN, f"  {SHOWN}"),
    Row("link from the root", "link-absolute", THEORY, LINK, "(/orchestration/kubernetes/basic/services.md#lab)"),
    Row("address of the site", "link-absolute", THEORY, LINK, "(/orchestration/kubernetes/basic/services/#lab)"),
    Row("section without its space", "section-unknown", THEORY, "## 왜 필요한가", "## 왜필요한가?"),
    Row("no title", "title-missing", CASES, "# 사례 분석\n\n", ""),
    Row("hidden character", "hidden-character", THEORY, FENCE, "컨테이너를\u200b 묶습니다\ufeff."),
    Row("hidden character in code", "hidden-character", PRACTICE, "$ kubectl get", "$ kubectl\u200b get"),
    Row("link in HTML", "html-raw", THEORY, "[서비스](services.md#lab)", '<a href="services.md#lab">서비스</a>'),
    Row("word of the glossary", "term-spelling", THEORY, FENCE, "써비스를 묶습니다.", "서비스를 묶습니다."),
    Row("version without quotes", "wrong-type", DATA, 'version: "1.35"', "version: 1.35"),
    Row("number in quotes", "wrong-type", DATA, "minutes: 40", "minutes: '40'  # 분"),
]  # fmt: skip


def by_id(row: Row) -> str:
    return row.id


def mend_all(root: Path) -> list[Problem]:
    return mend(root, check(root), lambda _: True)[0]


def contents(root: Path) -> dict[str, bytes]:
    """Every file but those that a check leaves for itself and for editors."""
    files = (one for one in root.rglob("*") if one.is_file() and ".build" not in one.parts)
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in files}


@pytest.mark.parametrize("row", ROWS, ids=by_id)
def test_the_one_way_to_mend_it_is_taken_and_nothing_else_changes(row: Row, tmp_path: Path) -> None:
    write_project(tmp_path, edited(row.path, (row.old, row.new)))
    assert row.rule in {found.rule for found in check(tmp_path)}
    before = contents(tmp_path)
    assert row.rule in {found.rule for found in mend_all(tmp_path)}
    good = edit(FILES[row.path], row.old, row.mended) if row.mended else FILES[row.path]
    good = edit(good, "minutes: 40", "minutes: 40  # 분") if "# 분" in row.new else good
    assert contents(tmp_path) == {**before, row.path: good.encode()}
    # A second time there is nothing to mend.
    assert row.rule not in {found.rule for found in check(tmp_path)}
    assert mend_all(tmp_path) == []


LEFT = [
    Row("unknown id with a near one", "unknown-id", DATA, "terms: [service]", "terms: [servise]"),
    Row("another title", "title-differs", THEORY, f"# 파드\n\n{CALL}", f"# 파 드\n\n{CALL}"),
    Row("nothing where a text should be", "wrong-type", DATA, "    ko: 서비스\n", "    ko: null\n"),
    Row("number with its unit", "wrong-type", DATA, "minutes: 40", 'minutes: "40분"'),
    Row("output without a language", "fence-language", PRACTICE, "```console\n$ ", "```\n"),
    Row("call inside a list", "macro-position", PRACTICE, SHOWN, f"- 목록\n\n    {SHOWN}"),
    Row("call in a sentence", "macro-position", PRACTICE, SHOWN, f"보기: {SHOWN}"),
    Row("link to nothing", "link-absolute", THEORY, LINK, "(/nothing.md)"),
    Row("hidden line break", "hidden-character", THEORY, FENCE, "컨테이너를\u2028묶습니다."),
    Row(
        "link in HTML with a target",
        "html-raw",
        THEORY,
        FENCE,
        '<a href="services.md" target="_blank">글</a>',
    ),
    Row("two sections alike", "section-unknown", THEORY, "## 개념과 그림", "## 개념"),
]


@pytest.mark.parametrize("row", LEFT, ids=by_id)
def test_what_could_be_meant_in_two_ways_is_left(row: Row, tmp_path: Path) -> None:
    write_project(tmp_path, edited(row.path, (row.old, row.new)))
    before = contents(tmp_path)
    assert row.rule in {found.rule for found in check(tmp_path)}
    assert mend_all(tmp_path) == []
    assert contents(tmp_path) == before


def test_a_word_is_left_where_another_particle_would_have_to_follow(tmp_path: Path) -> None:
    bad = edited(THEORY, (FENCE, "써빗은 써빗 하나로 씁니다."))
    write_project(tmp_path, {**edited(DATA, ("avoid: [써비스]", "avoid: [써빗]")), **bad})
    assert [found.rule for found in mend_all(tmp_path)] == ["term-spelling"]
    assert "써빗은 서비스 하나로" in (tmp_path / THEORY).read_text(encoding="utf-8")


def test_code_comments_and_front_matter_are_left(tmp_path: Path) -> None:
    untouched = (
        "```text\n{{ lesson_header() }}\n[글](/orchestration/index.md)\n```\n\n"
        "`[글](/orchestration/index.md)`\n\n<!--\n## 왜필요한가\n{{ lesson_header() }}\n-->\n"
    )
    text = edit(FILES[THEORY], FENCE, untouched)
    write_project(tmp_path, {THEORY: edit(text, CALL, "{{ lesson_header() }}")})
    assert [found.rule for found in mend_all(tmp_path)] == ["macro-missing"]
    assert (tmp_path / THEORY).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(newline: str, bom: str, tmp_path: Path) -> None:
    def saved(text: str) -> str:
        return bom + text.replace("\n", newline)

    bad = edit(
        edit(FILES[THEORY], LINK, "(/orchestration/kubernetes/basic/services.md#lab)"), f"{CALL}\n\n", ""
    )
    write_project(tmp_path, {THEORY: saved(bad)})
    assert len(mend_all(tmp_path)) == 2
    assert (tmp_path / THEORY).read_bytes() == saved(FILES[THEORY]).encode()


def test_only_the_wanted_problems_are_mended(tmp_path: Path) -> None:
    bad = {**edited(THEORY, (CALL, "{{ lesson_header() }}")), **edited(PRACTICE, ("```console", "```"))}
    write_project(tmp_path, bad)
    mended, left = mend(tmp_path, check(tmp_path), lambda one: one.place.path == PRACTICE)
    assert [found.rule for found in mended] == ["fence-language"]
    assert [found.rule for found in left] == ["macro-missing"]
    assert (tmp_path / THEORY).read_text(encoding="utf-8") == bad[THEORY]


def test_every_round_ends_even_if_a_mending_mends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rules that undo each other must not run for ever."""
    write_project(tmp_path)

    def quarrel(_: Path) -> list[Problem]:
        line = (tmp_path / THEORY).read_text(encoding="utf-8").split("\n")[4]
        old, new = ("파드", "포드") if "파드" in line else ("포드", "파드")
        return [Problem(Place(THEORY, 5, line.index(old) + 1), "rule", "무엇", "어떻게").mended_by(old, new)]

    monkeypatch.setattr("macros.mend.check", quarrel)
    assert mend(tmp_path, quarrel(tmp_path), lambda _: True)[1] != []


# ── edits ─────────────────────────────────────────────────────────────────────


def at(line: int, column: int, old: str, new: str) -> Edit:
    return Edit(Place("a", line, column), old, new)


def test_an_edit_whose_text_is_not_there_is_left_out() -> None:
    text = "가나다\n라마바\n"
    assert (
        edits.edited(text, [at(2, 1, "나", "x"), at(9, 1, "", "x"), at(2, 2, "마", "x")])[0]
        == "가나다\n라x바\n"
    )


def test_edits_that_touch_are_carried_out_one_at_a_time() -> None:
    wanted = [at(1, 1, "가나", "x"), at(1, 2, "나다", "y"), at(1, 4, "", "!"), at(1, 4, "", "?")]
    text, done = edits.edited("가나다", wanted)
    assert (text, done) == ("x다!", [wanted[0], wanted[2]])


def test_edit_over_several_lines() -> None:
    assert edits.edited("a\r\nb\r\nc", [at(1, 2, "\nb", "\n\nd")])[0] == "a\r\n\r\nd\r\nc"


# ── files ─────────────────────────────────────────────────────────────────────


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old.md", tmp_path / "folder/deep/new.md"
    old.write_text("옛 글", encoding="utf-8")
    before = contents(tmp_path)
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if Path(target) == old:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(RefusedError, match=r"old\.md"):
        edits.write_all({new: "새 글", old: "고친 글"})
    assert contents(tmp_path) == before
    assert list(tmp_path.iterdir()) == [old]
    monkeypatch.undo()
    edits.write_all({new: "새 글", old: "고친 글"})
    assert contents(tmp_path) == {"folder/deep/new.md": "새 글".encode(), "old.md": "고친 글".encode()}


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("가", encoding="utf-8")
    file.chmod(0o640)
    edits.write_all({file: "나"})
    assert file.stat().st_mode & 0o777 == 0o640
