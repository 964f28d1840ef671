"""What stands in the built HTML: links, names, structure, and what must not be there."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest
import yaml

from macros.assets import NAMED, named
from macros.pages import read_page
from tests.conftest import REPO_URL, ROOT, SITE_URL, Built, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.load import TopicNode

# The last four: what the search loads when it is opened.
SOURCES = (
    *("href", "src", "srcset", "poster", "data", "action", "background"),
    *("data-engine", "data-index", "data-dialog", "data-mark"),
)
LOADED = {
    "script",
    "img",
    "iframe",
    "frame",
    "audio",
    "video",
    "source",
    "embed",
    "object",
    "track",
    "image",
    "use",
}
TREE = {
    "kubernetes": {"basic", "advanced"},
    "local-development": {"minikube"},
    "cluster-management": {"rancher"},
    "service-mesh": {"istio"},
}


@pytest.fixture(params=["site", "bundle"])
def built(request: pytest.FixtureRequest) -> Built:
    """The site as it is deployed, and as it is handed out."""
    found: Built = request.getfixturevalue(request.param)
    return found


def links(document: Any) -> Iterator[tuple[Any, str]]:
    """Every address that a document names, with its element; not those of the repository."""
    for element in document.iter("*"):
        for name in SOURCES:
            link = (element.get(name) or "").strip()
            if link and not link.startswith(REPO_URL):
                yield element, link


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def meta(document: Any, name: str) -> list[str]:
    return list(document.xpath("//meta[@name=$name or @property=$name]/@content", name=name))


# ── links ─────────────────────────────────────────────────────────────────────


def broken(built: Built, html: str, link: str) -> str | None:
    """What is wrong with a link inside the site, if anything is."""
    url = built.resolve(html, link)
    if not built.is_inside(url):
        same = urlsplit(url)[:2] == urlsplit(built.base)[:2]
        return (
            "leads out of the site"
            if same or not url.startswith(("https://", "http://", "mailto:"))
            else None
        )
    file = built.file(url)
    if not file.is_file():
        return "no such file"
    anchor = url.partition("#")[2]
    if anchor and file.suffix == ".html":
        ids = built.ids(file.relative_to(built.folder).as_posix())
        return None if unquote(anchor) in ids else "no such place in the page"
    return None


def test_a_link_to_nowhere_is_noticed(built: Built) -> None:
    """The link check itself: each kind of broken link, then mended ones."""
    here = built.html(built.lessons[0])
    home = "../" * here.count("/")
    assert broken(built, here, "nothing-here.html")
    assert broken(built, here, "#nothing-here")
    assert broken(built, here, "/etc/motd")
    assert broken(built, here, "../" * 20)
    assert broken(built, here, "#quiz") is None or broken(built, here, "#sources") is None
    assert broken(built, here, built.url("glossary.md")) is None
    assert broken(built, "index.html", f"{home}assets/nothing.png")


def test_every_link_leads_somewhere(built: Built) -> None:
    """Pages, files and places inside pages; the bundle has no page for what is not found."""
    wrong = {
        f"{html}: {link}: {why}"
        for html in built.html_files
        for _, link in links(built.document(html))
        if (why := broken(built, html, link))
    }
    assert not wrong, listed(wrong)


def test_style_sheets_find_what_they_name(built: Built) -> None:
    wrong = []
    for file in sorted(built.folder.rglob("*.css")):
        for link in re.findall(r"url\(\s*[\"']?([^\"')]+)", file.read_text(encoding="utf-8")):
            target = (file.parent / link.partition("#")[0]).resolve()
            if not link.startswith(("data:", "#")) and not target.is_file():
                wrong.append(f"{file.name}: {link}")
    assert not wrong, listed(wrong)


def test_a_name_with_a_digest_is_that_of_the_content(built: Built) -> None:
    """Browsers may keep such a file for ever; every style and script that pages load is one."""
    wrong = []
    for file in sorted(path for path in built.folder.rglob("*") if path.is_file()):
        name = file.relative_to(built.folder).as_posix()
        loaded = name.startswith(("assets/", "search/")) and file.suffix in {".css", ".js"}
        if (NAMED.search(name) or loaded) and named(file.name, file.read_bytes()) != file.name:
            wrong.append(name)
    assert not wrong, listed(wrong)


def test_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    """No script, style, font, image or frame comes from another site."""
    wrong = []
    for html in built.html_files:
        for element, link in links(built.document(html)):
            loads = element.tag in LOADED or (element.tag == "link" and not _is_only_named(element))
            if loads and not link.startswith("data:") and not built.is_inside(built.resolve(html, link)):
                wrong.append(f"{html}: <{element.tag}> {link}")
        inline = [*built.document(html).xpath("//style/text()"), *built.document(html).xpath("//@style")]
        wrong += [f"{html}: {style}" for style in inline if re.search(r"url\(\s*[\"']?(https?:)?//", style)]
    assert not wrong, listed(wrong)


def _is_only_named(element: Any) -> bool:
    return set(element.get("rel", "").split()) <= {"canonical", "prev", "next", "edit", "license"}


def test_social_image_is_there(site: Built) -> None:
    """The picture that other sites show for a link to this one."""
    images = {url for html in site.html_files for url in meta(site.document(html), "og:image")}
    assert images
    assert [url for url in images if broken(site, "index.html", url)] == []


def test_an_offline_page_links_to_files_and_not_to_folders(bundle: Built) -> None:
    """A double click on a folder shows a listing, not a page."""
    wrong = [
        f"{html}: {link}"
        for html in bundle.html_files
        for element, link in links(bundle.document(html))
        if element.tag == "a"
        and bundle.is_inside(bundle.resolve(html, link))
        and not bundle.file(bundle.resolve(html, link)).is_file()
    ]
    assert not wrong, listed(wrong)


def test_the_page_for_what_is_not_found_works_at_any_depth(site: Built) -> None:
    """It is served for every address, so that relative links would break."""
    relative = [
        link
        for _, link in links(site.document("404.html"))
        if not link.startswith(("/roadmap/", "#", "https://", "http://"))
    ]
    assert not relative, listed(relative)


# ── names and descriptions ────────────────────────────────────────────────────


def test_every_page_says_what_it_is(built: Built) -> None:
    """Language, title, description and exactly one main heading."""
    wrong = []
    for html in built.html_files:
        document = built.document(html)
        facts = {
            "language": document.get("lang") == "ko",
            "title": bool(text(document.find("head/title"))),
            "description": len(meta(document, "description")) == 1 and meta(document, "description")[0],
            "heading": len(document.xpath("//h1")) == 1,
        }
        wrong += [f"{html}: {name}" for name, right in facts.items() if not right]
    assert not wrong, listed(wrong)


def test_titles_and_headings_are_those_of_the_data_file(built: Built) -> None:
    for page, title in built.catalog.pages.items():
        if page != "index.md":
            document = built.page(page)
            assert text(document.find("head/title")).startswith(f"{title} - "), page
            assert text(document.xpath("//h1")[0]).removesuffix("#").strip() == title, page


def test_lessons_have_descriptions_of_their_own(built: Built) -> None:
    summaries = {node.page: node.lesson.summary for node in built.catalog.lessons.values()}
    shown = {page: meta(built.page(page), "description")[0] for page in built.lessons}
    assert shown == summaries
    assert len(set(shown.values())) == len(shown)


def test_pages_introduce_themselves_to_other_sites(site: Built) -> None:
    """What is shown when someone shares a link."""
    for page in site.pages:
        document = site.page(page)
        title = site.catalog.pages[page]
        assert meta(document, "og:title") == [title if page != "index.md" else "Orchestration 로드맵"]
        assert meta(document, "og:description") == meta(document, "description")
        assert meta(document, "og:type") == ["website" if page == "index.md" else "article"]
        assert meta(document, "og:locale") == ["ko_KR"]
        assert meta(document, "og:url") == [site.url(page)]


def test_ids_are_unique_in_a_page(built: Built) -> None:
    wrong = []
    for html in built.html_files:
        counts = Counter(built.document(html).xpath("//@id"))
        wrong += [f"{html}: {name} ×{count}" for name, count in counts.items() if count > 1]
    assert not wrong, listed(wrong)


def test_what_is_named_by_id_exists(built: Built) -> None:
    """Labels, descriptions and arrow heads of our own refer to ids of the same page."""
    wrong = []
    for html in built.html_files:
        document = built.document(html)
        ids = built.ids(html)
        named = document.xpath("//article//@aria-labelledby | //article//@aria-describedby | //article//@for")
        arrows = document.xpath("//@marker-end | //@marker-start")
        every = {name for value in named for name in value.split()}
        every |= {name for value in arrows for name in re.findall(r"#([^)]+)\)", value)}
        wrong += [f"{html}: {name}" for name in sorted(every - ids)]
    assert not wrong, listed(wrong)


def test_images_have_a_text(built: Built) -> None:
    wrong = [
        f"{html}: {image.get('src')}"
        for html in built.html_files
        for image in built.document(html).xpath("//img[not(@alt)]")
    ]
    assert not wrong, listed(wrong)


# ── addresses that are only sometimes known ───────────────────────────────────


def test_every_page_has_its_address_where_one_is_known(site: Built) -> None:
    canonical = {page: site.page(page).xpath("//link[@rel='canonical']/@href") for page in site.pages}
    assert canonical == {page: [site.url(page)] for page in site.pages}
    listed = re.findall(r"<loc>([^<]+)</loc>", (site.folder / "sitemap.xml").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(site.url(page) for page in site.pages)


@pytest.mark.parametrize("where", ["bare_site", "bundle"])
def test_no_page_has_an_address_where_none_is_known(where: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(where)
    for html in built.html_files:
        document = built.document(html)
        assert document.xpath("//link[@rel='canonical']") == [], html
        assert meta(document, "og:url") + meta(document, "og:image") == [], html
    for sitemap in built.folder.glob("sitemap.xml"):
        assert "<loc>" not in sitemap.read_text(encoding="utf-8")


def test_every_page_can_be_edited_where_the_repository_is_known(site: Built) -> None:
    """The edit link names the page's own file, on all pages that are one file."""
    for page in site.pages:
        found = site.page(page).xpath("//main//a[contains(@href, '/edit/')]/@href")
        expected = [] if page == "index.md" else [f"{REPO_URL}/edit/main/docs/{page}"]
        assert found == expected, page
        assert (site.project / "docs" / page).is_file()


def test_every_page_leads_to_the_form_for_its_mistakes(site: Built) -> None:
    """GitHub fills in the fields of a form that the address names by their ids."""
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/lesson-error.yml").read_text(encoding="utf-8"))
    for page in site.pages:
        found = site.page(page).xpath("//article//a[contains(@href, '/issues/new')]/@href")
        if page == "index.md":
            assert found == []
            continue
        (address,) = found
        asked = dict(parse_qsl(urlsplit(address).query, strict_parsing=True))
        assert address.startswith(f"{REPO_URL}/issues/new?")
        assert asked.pop("template") == "lesson-error.yml"
        assert asked["title"].startswith(form["title"])
        assert f"docs/{page}" in asked["lesson"]
        assert asked.keys() <= {"title", *(field.get("id") for field in form["body"])}


def test_the_lesson_that_the_guide_shows_is_not_found(site: Built) -> None:
    """It would stand beside the real ones among the results."""
    (index,) = (site.folder / "search").glob("index*.js")
    text = index.read_text(encoding="utf-8")
    assert site.url("contributing/lesson-form.md").removeprefix(site.base) in text
    assert site.url("contributing/example.md").removeprefix(site.base) not in text


def test_there_is_no_edit_link_to_an_unknown_repository(bare_site: Built) -> None:
    for html in bare_site.html_files:
        assert bare_site.document(html).xpath("//a[contains(@href, 'edit/')]") == [], html
        assert bare_site.document(html).xpath("//a[contains(@href, 'issues/new')]") == [], html
        assert bare_site.document(html).xpath("//*[@data-md-component='source']") == [], html


# ── structure ─────────────────────────────────────────────────────────────────


def test_the_folders_are_those_of_the_roadmap(built: Built) -> None:
    """The tree of the user's document is the tree of addresses, each with a page."""
    top = built.folder / "orchestration"
    folders = {path.parent.relative_to(top).as_posix() for path in top.rglob("index.html")}
    topics = {node.folder for node in built.catalog.topics.values()}
    for folder, inside in TREE.items():
        for name in (folder, *(f"{folder}/{child}" for child in inside)):
            assert name in folders
            assert f"orchestration/{name}" in topics


def test_previous_and_next_follow_the_data_file(built: Built) -> None:
    """From the first page to the last, without a gap; the home page stands apart."""
    titles = built.catalog.pages
    for before, here, after in zip([None, *built.pages], built.pages, [*built.pages[1:], None], strict=False):
        for name, other in (("prev", before), ("next", after)):
            found = built.page(here).xpath(
                f"//nav[not(@hidden)]/a[contains(@class, 'md-footer__link--{name}')]"
            )
            if here == "index.md" or other is None:
                assert found == [], here
                continue
            assert [built.resolve(built.html(here), one.get("href")) for one in found] == [built.url(other)]
            assert text(found[0]).endswith(titles[other])


def test_tabs_are_the_topics_and_groups_of_the_data_file(built: Built) -> None:
    roadmap = built.catalog.roadmap
    expected = [("로드맵", "index.md")]
    expected += [(topic.title, f"{topic.folder}/index.md") for topic in roadmap.topics]
    expected += [(group.title, group.pages[0].path) for group in roadmap.groups]
    for page in built.pages:
        tabs = built.page(page).xpath("//a[contains(@class, 'md-tabs__link')]")
        found = [(text(tab), built.resolve(built.html(page), tab.get("href"))) for tab in tabs]
        assert found == [(title, built.url(target)) for title, target in expected], page


def test_a_lesson_says_where_it_lies(built: Built) -> None:
    """The path above a lesson leads through its topics, from the top."""
    for node in built.catalog.lessons.values():
        way = [("로드맵", "index.md")]
        way += [(topic.topic.title, topic.page) for topic in (*node.topic.parents, node.topic)]
        items = built.page(node.page).xpath("//nav[contains(@class, 'md-path')]//a")
        found = [(text(item), built.resolve(built.html(node.page), item.get("href"))) for item in items]
        assert found == [(title, built.url(page)) for title, page in way], node.page


def test_the_sidebar_lists_the_lessons_of_the_topic_in_order(built: Built) -> None:
    for topic in built.catalog.topics.values():
        lessons = [node for node in built.catalog.lessons.values() if node.topic is topic]
        for here in lessons:
            links_ = built.page(here.page).xpath("//nav[@class='contents']//a/@href")
            urls = [built.resolve(built.html(here.page), link).partition("#")[0] for link in links_]
            wanted = [built.url(node.page) for node in lessons]
            assert list(dict.fromkeys(url for url in urls if url in wanted)) == wanted, here.page


def test_the_home_page_shows_every_topic_and_lesson_in_order(built: Built) -> None:
    document = built.page("index.md")
    stations = document.xpath("//*[contains(@class, 'station ')]/@data-lesson")
    assert stations == list(built.catalog.lessons)
    hrefs = document.xpath("//section[@class='roadmap']//a/@href")
    reached = {built.resolve("index.html", link) for link in hrefs}
    assert {built.url(node.page) for node in _shown(built)} <= reached
    assert {built.url(page) for page in built.lessons} <= reached


def _shown(built: Built) -> list[TopicNode]:
    return [node for node in built.catalog.topics.values() if len(node.parents) <= 1]


# ── what lessons are made of ──────────────────────────────────────────────────


def test_sections_of_lessons_have_their_fixed_addresses(built: Built) -> None:
    """Links from outside to a part of a lesson stay right when the site is rebuilt."""
    stages = {stage.id: stage for stage in built.catalog.roadmap.stages}
    for node in built.catalog.lessons.values():
        wanted = [(section.id, section.title) for section in stages[node.lesson.stage].sections]
        headings = built.page(node.page).xpath("//article/h2")
        assert [(h.get("id"), text(h).removesuffix("#").strip()) for h in headings] == wanted, node.page


def test_manifests_are_shown_and_can_be_downloaded(built: Built) -> None:
    """Byte for byte the file that the lesson was tested with."""
    for node in built.catalog.lessons.values():
        folder = built.project / "docs" / node.topic.folder / "manifests" / node.lesson.slug
        wanted = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        found = built.page(node.page).xpath("//a[contains(@class, 'manifest-download')]")
        assert {link.get("download") for link in found} == wanted, node.page
        for link in found:
            original = (folder / link.get("download")).read_bytes()
            assert built.file(built.resolve(built.html(node.page), link.get("href"))).read_bytes() == original
            shown = [code.text_content().strip("\n") for code in built.page(node.page).xpath("//pre//code")]
            assert original.decode().strip("\n") in shown, link.get("download")


def test_diagrams_are_drawn(built: Built) -> None:
    """As many drawings as blocks of source, each with its caption and its text."""
    for page, fences in _diagrams(built).items():
        figures = built.page(page).xpath("//figure[@class='diagram']")
        assert len(figures) == len(fences), page
        for figure in figures:
            assert figure.xpath(".//svg//text"), page
            assert all(figure.xpath(f"string(.//{tag})").strip() for tag in ("figcaption", "details/p")), page


def test_the_source_of_a_diagram_is_nowhere(built: Built) -> None:
    """Neither in the lesson nor in what the search knows of it."""
    for page, fences in _diagrams(built).items():
        shown, known = built.page(page).text_content(), _indexed(built, page)
        for line in {line.strip() for fence in fences for line in fence.split("\n")}:
            if re.search(r"-->|->>|accTitle|accDescr|^(flowchart|sequenceDiagram|stateDiagram)", line):
                assert line not in shown, page
                assert "".join(line.split()) not in known, page


def _diagrams(built: Built) -> dict[str, list[str]]:
    """The sources of the diagrams of every lesson that has any."""
    found = {}
    for page in built.lessons:
        source = (built.project / "docs" / page).read_text(encoding="utf-8")
        fences = [one.text for one in read_page(page, source).fences if one.language == "mermaid"]
        if fences:
            found[page] = fences
    assert found, "no lesson has a diagram"
    return found


# ── what search finds ─────────────────────────────────────────────────────────


def _search(built: Built) -> dict[str, list[list[Any]]]:
    (file,) = (built.folder / "search").glob("index.*.js")
    script = file.read_text(encoding="utf-8")
    index: dict[str, list[list[Any]]] = json.loads(script.removeprefix("self.roadmapSearchIndex="))
    return index


def _indexed(built: Built, page: str) -> str:
    """The letters of a page that the search knows."""
    index = _search(built)
    number, entry = next(
        (number, one)
        for number, one in enumerate(index["pages"])
        if built.resolve("index.html", one[0]) == built.url(page)
    )
    script = (built.folder / f"search/texts/{entry[5]}.js").read_text(encoding="utf-8")
    texts = [text for both in json.loads(script.partition("]=")[2]) for text in both]
    headings = [one[2] for one in index["sections"] if one[0] == number]
    return "".join(" ".join([entry[1], *headings, *texts]).split())


def _letters(element: Any) -> str:
    return "".join(element.text_content().split())


def test_answers_are_not_given_away_by_the_search(built: Built) -> None:
    """A question must be answered before its explanation is read."""
    for page in built.lessons:
        known = _indexed(built, page)
        quizzes = built.page(page).xpath("//*[contains(@class, 'quiz__why')]/p[not(@class)]")
        for why in quizzes:
            assert _letters(why) not in known or len(_letters(why)) < 12, page


def test_the_prose_of_a_lesson_is_known_to_the_search(built: Built) -> None:
    """What is left out of the index is left out for a reason, and nothing else is."""
    for page in built.lessons:
        known = _indexed(built, page)
        paragraphs = built.page(page).xpath(
            "//article/p[not(@data-search-exclude or descendant::a[@download])]"
        )
        assert [text(one) for one in paragraphs if _letters(one) not in known] == [], page


def test_search_results_lead_somewhere(built: Built) -> None:
    """Every section of every page, and every term of the glossary."""
    index = _search(built)
    places = [f"{index['pages'][page][0]}#{quote(anchor)}" for page, anchor, *_ in index["sections"]]
    places += [f"{index['glossary']}#{term[0]}" for term in index["terms"]]
    wrong = {place: why for place in places if (why := broken(built, "index.html", place.removesuffix("#")))}
    assert not wrong, listed(f"{link}: {why}" for link, why in wrong.items())


def test_every_lesson_can_be_found(built: Built) -> None:
    titles = {built.resolve("index.html", url): title for url, title, *_ in _search(built)["pages"]}
    for page in built.lessons:
        assert titles[built.url(page)] == built.catalog.pages[page]


def test_no_macro_is_left_over(built: Built) -> None:
    """Their marks are seen only where contributors are told how to write them."""
    wrong = []
    for html in built.html_files:
        document = built.document(html)
        for element in document.xpath("//body//*[not(self::script or self::style)]"):
            own = " ".join([element.text or "", *(child.tail or "" for child in element)])
            explained = html.startswith("contributing/") and element.xpath("ancestor-or-self::code")
            if re.search(r"\{[{%#]=|=[}%#]\}", own) and not explained:
                wrong.append(f"{html}: {own.strip()[:80]}")
    assert not wrong, listed(wrong)


def test_the_address_of_the_site_is_known_to_no_offline_file(bundle: Built) -> None:
    for html in bundle.html_files:
        assert SITE_URL not in (bundle.folder / html).read_text(encoding="utf-8"), html
