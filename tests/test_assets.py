"""What a built site is rid of, and what must stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.assets import named, slim

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html lang="ko"><head>
<link rel="stylesheet" href="{up}assets/stylesheets/main.0123.min.css">
<link rel="stylesheet" href="{up}assets/stylesheets/own.css">
</head><body data-scheme="default"><p class="used">글</p>
<dialog data-index="{up}search/index.js"></dialog>
<script src="{up}assets/javascripts/page.js"></script></body></html>"""

THEME = (
    ":root{--named:red;--picture:url('data:a;b');--chain:var(--far);--far:blue}"
    ".used{color:var(--named)}.unused{color:red}.used,.unused{top:0}p#gone{left:0}"
    "[data-scheme=default]{right:0}[data-scheme=other]{bottom:0}[data-scheme=set-by-script]{width:0}"
    ".made-by-script:hover{height:0}.used:not(.unused){margin:0}"
    "@media print{.unused{padding:0}}@media screen{.used{border:0}}@keyframes turn{to{opacity:0}}"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small built site with a theme's stylesheet, one of its own and scripts."""
    files = {
        "index.html": PAGE.format(up="").replace("글", '<a href="lesson/manifests/app.js">글</a>'),
        "deep/er/index.html": PAGE.format(up="../../"),
        "assets/stylesheets/main.0123.min.css": THEME,
        "assets/stylesheets/main.0123.min.css.map": "{}",
        "assets/stylesheets/own.css": "/* why */ .unused { --mine: 1px; }",
        "assets/javascripts/page.js": "// why\nadd('made-by-script', `a  b`);\nset(\"set-by-script\");\n",
        "assets/javascripts/bundle.4567.min.js": "theme()",
        "assets/javascripts/workers/search.js": "work()",
        "search/index.js": "index = 1\n",
        "lesson/manifests/app.js": "// a lesson's own file\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def one(site: Path, pattern: str) -> Path:
    (found,) = site.glob(pattern)
    return found


def text(site: Path, pattern: str) -> str:
    return one(site, pattern).read_text(encoding="utf-8")


def test_rules_that_can_match_nothing_go_and_the_others_stay(site: Path) -> None:
    slim(site)
    css = text(site, "assets/stylesheets/main.*.css")
    for gone in ("{color:red}", "left:0", "bottom:0", "padding:0"):
        assert gone not in css, css
    for kept in ("top:0", "right:0", "width:0", "height:0", "margin:0", "border:0", "@keyframes turn"):
        assert kept in css, css
    assert ".used,.unused" not in css


def test_variables_that_nothing_names_go_with_what_only_they_name(site: Path) -> None:
    slim(site)
    css = text(site, "assets/stylesheets/main.*.css")
    assert "--named:red" in css
    for gone in ("--picture", "--chain", "--far"):
        assert gone not in css, css


def test_our_own_rules_all_stay(site: Path) -> None:
    """Whoever writes a rule of the site sees it on the site."""
    slim(site)
    css = text(site, "assets/stylesheets/own.*.css")
    assert ".unused" in css
    assert "why" not in css


def test_scripts_lose_their_comments_and_nothing_else(site: Path) -> None:
    slim(site)
    script = text(site, "assets/javascripts/page.*.js")
    assert "why" not in script
    assert "`a  b`" in script


def test_the_themes_script_and_its_maps_are_not_shipped(site: Path) -> None:
    slim(site)
    left = {path.name.split(".")[0] for path in site.rglob("*") if path.is_file()}
    assert left == {"index", "main", "own", "page", "app"}
    assert not list(site.rglob("*.map"))


def test_a_name_changes_when_its_content_does_and_every_page_follows(site: Path) -> None:
    own = site / "assets/stylesheets/own.css"
    before = own.read_text(encoding="utf-8")
    slim(site)
    first = one(site, "assets/stylesheets/own.*.css")
    for name, up in (("index.html", ""), ("deep/er/index.html", "../../")):
        assert f'href="{up}assets/stylesheets/{first.name}"' in (site / name).read_text(encoding="utf-8")
    first.unlink()
    own.write_text(before + ".more{}", encoding="utf-8")
    for page in site.rglob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace(first.name, own.name), encoding="utf-8")
    slim(site)
    assert one(site, "assets/stylesheets/own.*.css").name != first.name


def test_what_is_loaded_later_is_named_by_its_content_too(site: Path) -> None:
    slim(site)
    index = one(site, "search/index.*.js")
    assert index.name == named("index.js", index.read_bytes())
    assert f'data-index="../../search/{index.name}"' in text(site, "deep/er/index.html")


def test_a_file_that_readers_download_keeps_its_name(site: Path) -> None:
    slim(site)
    assert text(site, "lesson/manifests/app.js") == "// a lesson's own file\n"
    assert 'href="lesson/manifests/app.js"' in text(site, "index.html")
