"""What the search knows of a site: sections of pages, words, names that mean the same, files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from macros.search.index import glosses, read_pages, write_index
from macros.search.sections import sections
from macros.search.words import commands, form, keys, parts, words
from tests.minimal import site

if TYPE_CHECKING:
    from pathlib import Path

    from macros.site import Site

ARTICLE = "<html><nav>차례</nav><article>{}</article><footer>끝</footer></html>"


def all_text(html: str) -> str:
    return " ".join(f"{one.heading} {one.prose} {one.code}" for one in sections(ARTICLE.format(html)))


# ── pages ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "html",
    [
        "<p>남는 글<div>",
        "</p></div></article><article><p>남는 글",
        "<p>남는 글</span></p></nope>",
        "<p>남는 글<!-- <p> -->",
        "<p title='a > b'>남는 글</p>",
        "<p>남는 글 <",
        "<p>남는 글 &nosuch; &#xFFFFFFFF;",
        "<h2 id='a'><p>남는 글</h2>",
        "<div>" * 5_000 + "남는 글",
        "<ul><li>남는<li>글</ul> 남는 글",
        "<p>남는 글</p><![CDATA[ x ]]>",
        "<img src=x>남는 글<br><hr>",
    ],
    ids=lambda html: str(html)[:20],
)
def test_broken_markup_costs_no_text(html: str) -> None:
    assert "남는 글" in all_text(html)


@pytest.mark.parametrize(
    "html", ["", "<p>글이 아닙니다</p>", "<article", "<article></article>", "\x00", "<!--"]
)
def test_what_has_no_article_has_no_text(html: str) -> None:
    assert sections(html) == []


def test_only_what_the_lesson_says_is_read() -> None:
    """No navigation, scripts, drawings, self-checks or marks beside headings."""
    text = all_text(
        "<h2 id='x'>제목<a class='headerlink' href='#x'>고리</a></h2><script>비밀</script><svg><text>그림</text></svg>"
        "<section data-search-exclude><p>정답</p><img><p>또 정답</p></section><p>본문</p>"
    )
    assert "제목" in text
    assert "본문" in text
    assert [word for word in ("차례", "끝", "고리", "비밀", "그림", "정답") if word in text] == []


def test_a_heading_begins_a_section_with_its_anchor() -> None:
    found = sections(
        ARTICLE.format(
            "<h1 id='top'>파드</h1><p>머리<br>말</p><h2 id='lab'>실습 <code>kubectl</code></h2>"
            "<table><tr><th>증상</th><th>원인</th></tr><tr><td>느림</td><td>제한</td></tr></table>"
            "<pre><code><span class='gp'>$ </span>kubectl get\n<span class='go'>web</span></code></pre><h4>안쪽</h4>"
        )
    )
    assert [(one.anchor, one.heading) for one in found] == [("top", "파드"), ("lab", "실습 kubectl")]
    assert found[0].prose == "머리\n말"
    assert found[1].prose == "증상 · 원인\n느림 · 제한\n안쪽"
    assert found[1].code == "$ kubectl get\nweb"


# ── words ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("hangul", "typed"),
    [
        ("파드", "vkem"),
        ("쿠버네티스", "znqjspxltm"),
        ("값", "rkqt"),
        ("돼", "ehlj"),
        ("려", "flj"),
        ("웹", "dnpq"),
    ],
)
def test_hangul_is_written_in_the_keys_that_type_it(hangul: str, typed: str) -> None:
    assert keys(hangul) == typed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("파드(Pod)는", [".vkem", "pod", ".sms"]),
        ("v1.36.4와 1.30", ["v1.36.4", form("와"), "1.30"]),
        ("종료 코드 137", [form("종료"), form("코드"), "137"]),
        ("kube-apiserver", ["kube", "apiserver"]),
        ("web-7d9c5b8f6d-x", ["web", "x"]),
        ("파드", [".vkem"]),  # taken apart by the system that typed it
        ("", []),
        ("ㅋㅋ … 🙂", []),
    ],
)
def test_a_word_is_of_one_script(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_joined_name_has_parts() -> None:
    assert parts("externalTrafficPolicy와 web") == ["external", "traffic", "policy"]
    assert parts("CrashLoopBackOff") == ["crash", "loop", "back", "off"]
    assert parts("kubectl Pod API") == []


def test_a_command_is_known_with_what_it_is_told() -> None:
    """In running text too; options and output are no commands."""
    code = "$ kubectl drain node-1\nnode/node-1 drained\n$ sudo systemctl stop kubelet"
    assert commands(code, "먼저 kubectl drain 하고 node drained 뒤에 systemctl stop") == [
        "kubectl drain",
        "systemctl stop",
    ]
    assert commands("", "kubectl drain") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("먼저 샌드박스(sandbox)를 만듭니다", [("샌드박스", "sandbox")]),
        ("이것은 조정 루프(reconciliation loop)입니다", [("조정 루프", "reconciliation loop")]),
        ("특별 관심 그룹(SIG)이", [("특별 관심 그룹", "SIG")]),
        ("HorizontalPodAutoscaler를", [("HorizontalPodAutoscaler", "hpa")]),
        ("다시 시작할 때(Running)", []),
        ("끝났습니다(Succeeded)", []),
        ("kubelet이(가) 있다(list)", []),
    ],
)
def test_the_pages_themselves_say_what_means_the_same(text: str, found: list[tuple[str, str]]) -> None:
    assert glosses([text]) == found


# ── files ─────────────────────────────────────────────────────────────────────


def built(root: Path, **pages: str) -> Site:
    """The minimal project with something built for each of its pages."""
    project = site(root)
    for page in project.catalog.pages:
        file = root / "site" / project.url(page) / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        name = page.rpartition("/")[2].removesuffix(".md")
        file.write_text(ARTICLE.format(pages.get(name, "<h1>제목</h1>")), encoding="utf-8")
    return project


def read_index(root: Path) -> dict[str, list[list[object]]]:
    script = (root / "site/search/index.js").read_text(encoding="utf-8")
    index: dict[str, list[list[object]]] = json.loads(script.removeprefix("self.roadmapSearchIndex="))
    return index


def test_a_page_that_was_not_built_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"index\.html"):
        write_index(tmp_path / "site", site(tmp_path))


def test_the_index_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    project = built(tmp_path, pods="<h1>파드</h1><p>컨테이너를 묶습니다.")
    write_index(tmp_path / "site", project)
    files = {path: path.read_bytes() for path in (tmp_path / "site/search").rglob("*.js")}
    write_index(tmp_path / "site", project)
    assert {path: path.read_bytes() for path in (tmp_path / "site/search").rglob("*.js")} == files


def test_every_page_has_its_text_in_a_file_named_by_the_index(tmp_path: Path) -> None:
    text = '따옴표 " 와 </script> 와 \\ 와 \u2028 줄'
    write_index(tmp_path / "site", built(tmp_path, pods=f"<h1>파드</h1><p>{text.replace('<', '&lt;')}"))
    page = next(one for one in read_index(tmp_path)["pages"] if one[1] == "파드")
    script = (tmp_path / f"site/search/texts/{page[5]}.js").read_text(encoding="utf-8")
    assert "\u2028" not in script
    assert json.loads(script.partition("]=")[2]) == [['따옴표 " 와 </script> 와 \\ 와 줄', ""]]


def test_home_and_glossary_are_no_results(tmp_path: Path) -> None:
    """They repeat what others say; terms are shown from the data file."""
    project = built(tmp_path)
    write_index(tmp_path / "site", project)
    urls = {page[0] for page in read_index(tmp_path)["pages"]}
    assert urls == {project.url(page) for page in project.catalog.pages} - {"./", "glossary/"}
    assert {str(term[0]) for term in read_index(tmp_path)["terms"]} == {"service", "pod"}


def test_a_preview_reads_again_only_what_has_changed(tmp_path: Path) -> None:
    project = built(tmp_path, pods="<h1>파드</h1><p>처음")
    read: dict[str, object] = {}
    before = read_pages(tmp_path / "site", project, read)  # type: ignore[arg-type]
    built(tmp_path, pods="<h1>파드</h1><p>나중")
    after = read_pages(tmp_path / "site", project, read)  # type: ignore[arg-type]
    changed = [new.title for old, new in zip(before, after, strict=True) if old.sections is not new.sections]
    assert changed == ["파드"]
    assert "나중" in after[[one.title for one in after].index("파드")].sections[0].section.prose
