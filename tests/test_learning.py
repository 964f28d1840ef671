"""What a reader's progress, the map, self-checks and terms do in a real browser.

Every page used here also fails its test when it complains in the console or
asks anyone but its own site for something (see ``conftest.py``).
"""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import rjsmin
from playwright.sync_api import expect

from macros.build import BUNDLE, build_offline, build_site
from tests.conftest import ROOT, Built, _Handler, _Server, clear_addresses, copy_project
from tests.minimal import CASE, DATA, FILES, PRACTICE, THEORY, edit, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.conftest import Complaints
    from tests.minimal import Changes

    NewPage = Callable[..., Page]

KEY = "orchestration-roadmap/progress"
PODS = "kubernetes/basic/pods"
ARCHITECTURE = "kubernetes/basic/architecture"
PHONE = {"width": 360, "height": 740}
only_http = pytest.mark.parametrize("place", ["http"], indirect=True)


def go(page: Page, place: Built, lesson: str) -> None:
    page.goto(place.url(place.catalog.lessons[lesson].page))


def home(page: Page, place: Built, anchor: str = "") -> None:
    page.goto(place.url("index.md") + anchor)


def stored(page: Page) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}') ?? '{{}}'"))


def store(page: Page, **lessons: Any) -> None:
    """What an earlier visit has left, for the pages that are opened from now on."""
    names = {name.replace("__", "/").replace("_", "-"): one for name, one in lessons.items()}
    text = json.dumps({"version": 1, "lessons": names})
    page.evaluate(f"(text) => localStorage.setItem('{KEY}', text)", text)


def station(page: Page, lesson: str) -> Locator:
    return page.locator(f".station[data-lesson='{lesson}']")


def shown_stations(page: Page) -> list[str]:
    stations: list[str] = page.locator(".station:not([hidden])").evaluate_all(
        "(all) => all.filter((one) => one.offsetParent).map((one) => one.dataset.lesson)"
    )
    return stations


# ── marks ─────────────────────────────────────────────────────────────────────


def test_a_lesson_is_marked_with_the_keyboard_and_known_everywhere(page: Page, place: Built) -> None:
    go(page, place, PODS)
    page.get_by_role("radio", name="시작 전").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="마침")).to_be_checked()
    expect(page.get_by_role("button", name="마침으로 표시")).to_have_attribute("aria-pressed", "true")
    home(page, place)
    expect(station(page, PODS).locator(".state")).to_have_text("마침")
    total = len(place.lessons)
    expect(page.locator(".panel .share__text")).to_contain_text(f"글 {total}편 가운데 1편 마침")
    page.goto(place.url("orchestration/kubernetes/basic/index.md"))
    expect(page.locator(f"[data-lesson='{PODS}'] .state")).to_have_text("마침")
    page.goto(place.url("progress.md"))
    expect(page.locator(f"[data-lesson='{PODS}'] .state")).to_have_text("마침")
    go(page, place, PODS)
    expect(page.get_by_role("radio", name="마침")).to_be_checked()


def test_the_end_of_a_lesson_marks_it_and_takes_the_mark_back(page: Page, place: Built) -> None:
    go(page, place, PODS)
    button = page.get_by_role("button", name="마침으로 표시")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".lesson-end__said")).to_contain_text("진도에 적었습니다.")
    expect(page.get_by_role("radio", name="마침")).to_be_checked()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert stored(page)["lessons"][PODS]["state"] == "doing"


def test_shares_are_those_of_the_data_file(page: Page, place: Built) -> None:
    """By count and by minutes, of the roadmap and of each topic."""
    home(page, place)
    minutes = {name: node.lesson.minutes for name, node in place.catalog.lessons.items()}
    store(page, kubernetes__basic__pods={"state": "done", "at": 1})
    page.reload()
    left = sum(minutes.values()) - minutes[PODS]
    expect(page.locator(".panel .share__text")).to_contain_text(hours(left))
    expect(page.locator(".panel progress")).to_have_js_property(
        "value", minutes[PODS] * 100 // sum(minutes.values())
    )
    inside = [value for name, value in minutes.items() if name.startswith("kubernetes/")]
    lane = page.locator("#topic-kubernetes .lane__head .share__text")
    expect(lane).to_contain_text(
        f"글 {len(inside)}편 가운데 1편 마침 · {hours(sum(inside) - minutes[PODS])} 남음"
    )
    expect(page.locator("#topic-overview .share__text")).not_to_contain_text("마침")


def hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{whole}시간" if whole else "", f"{rest}분" if rest else "") if part)


def test_the_pace_is_kept_and_gives_the_weeks_that_are_left(page: Page, place: Built) -> None:
    home(page, place)
    minutes = sum(node.lesson.minutes for node in place.catalog.lessons.values())
    page.get_by_label("일주일에").fill("3")
    expect(page.locator(".pace output")).to_have_text(f"약 {-(-minutes // 180)}주")
    page.goto(place.url("progress.md"))
    expect(page.get_by_label("일주일에")).to_have_value("3")


def test_one_goes_on_where_one_has_stopped(page: Page, place: Built) -> None:
    go(page, place, PODS)
    page.mouse.wheel(0, 10)
    page.locator("article > h2").nth(3).evaluate("(one) => scrollTo(0, one.offsetTop - 100)")
    part = page.locator("article > h2").nth(3)
    name, anchor = part.inner_text().removesuffix("#").strip(), part.get_attribute("id")
    page.wait_for_function(f"localStorage.getItem('{KEY}')?.includes('{anchor}')")
    home(page, place)
    first = page.locator(".next__link").first
    expect(first).to_contain_text(f"이어서 읽기 · {name}")
    expect(station(page, PODS).locator(".state")).to_have_text("읽는 중")
    first.click()
    page.wait_for_url(f"{place.url(place.catalog.lessons[PODS].page)}#*")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    expect(page.locator(".lesson-state__resume a")).to_have_text(f"이어서 읽기: {name}")


def test_what_is_next_changes_with_what_is_done(page: Page, place: Built) -> None:
    home(page, place)
    titles = {name: node.lesson.title for name, node in place.catalog.lessons.items()}
    free = [name for name, node in place.catalog.lessons.items() if not node.lesson.needs]
    expect(page.locator(".next__title")).to_have_text([titles[name] for name in free[:3]])
    store(page, **{name.replace("/", "__").replace("-", "_"): {"state": "done", "at": 1} for name in free})
    page.reload()
    open_ = [
        name
        for name, node in place.catalog.lessons.items()
        if name not in free and set(node.lesson.needs) <= set(free)
    ]
    expect(page.locator(".next__title")).to_have_text([titles[name] for name in open_[:3]])
    expect(page.locator(".station--next")).to_have_attribute("data-lesson", open_[0])


# ── the map ───────────────────────────────────────────────────────────────────


def test_the_map_is_filtered_and_the_address_keeps_it(page: Page, place: Built) -> None:
    home(page, place)
    lessons = place.catalog.lessons
    assert shown_stations(page) == list(lessons)
    page.get_by_role("checkbox", name="이론").check()
    wanted = [name for name, node in lessons.items() if node.lesson.stage == "theory"]
    assert shown_stations(page) == wanted
    expect(page.locator(".filters__count")).to_have_text(f"글 {len(lessons)}편 가운데 {len(wanted)}편")
    page.get_by_role("combobox", name="시간").select_option("45")
    wanted = [name for name in wanted if lessons[name].lesson.minutes <= 45]
    assert shown_stations(page) == wanted
    assert page.url.endswith("#stage=theory&max=45")
    page.reload()
    assert shown_stations(page) == wanted
    expect(page.get_by_role("checkbox", name="이론")).to_be_checked()
    page.get_by_role("button", name="모두 보기").click()
    assert shown_stations(page) == list(lessons)
    assert "=" not in page.url


@only_http
def test_the_map_shows_what_an_exam_asks_and_what_is_left(page: Page, place: Built) -> None:
    home(page, place)
    store(page, kubernetes__basic__pods={"state": "done", "at": 1})
    home(page, place, "#exam=ckad")
    page.reload()
    exam = next(one for one in place.catalog.roadmap.exams if one.id == "ckad")
    asked = {objective.id for domain in exam.domains for objective in domain.objectives}
    wanted = [name for name, node in place.catalog.lessons.items() if asked & {*node.lesson.exams}]
    assert shown_stations(page) == wanted
    assert PODS in wanted
    page.get_by_role("checkbox", name="남은 글만").check()
    assert shown_stations(page) == [name for name in wanted if name != PODS]
    # A place in the page is no filter, and a made-up filter does no harm.
    for anchor in ("#topic-kubernetes", "#exam=nonsense&max=x&stage=", "#%&="):
        home(page, place, anchor)
        page.reload()
        expect(page.locator(".filters__count")).to_contain_text("글 ")


@only_http
def test_a_lesson_shows_what_it_needs_under_mouse_and_focus(page: Page, place: Built) -> None:
    home(page, place)
    need = place.catalog.lessons[PODS].lesson.needs[0]
    station(page, PODS).hover()
    expect(station(page, need)).to_have_class(re.compile("station--needed"))
    page.mouse.move(0, 0)
    expect(station(page, need)).not_to_have_class(re.compile("station--needed"))
    station(page, PODS).get_by_role("link").focus()
    expect(station(page, need)).to_have_class(re.compile("station--needed"))


@only_http
def test_home_is_complete_without_script(new_page: NewPage, place: Built) -> None:
    """Headings, lessons, what they need, where to begin; nothing that would not work."""
    page = new_page(java_script_enabled=False)
    home(page, place)
    assert shown_stations_without_script(page) == list(place.catalog.lessons)
    title = place.catalog.lessons[ARCHITECTURE].lesson.title
    expect(station(page, PODS)).to_contain_text(title)
    assert page.locator(".next__item").count() > 1
    for control in page.locator("article :is(input, select, button)").all():
        expect(control).not_to_be_visible()
    go(page, place, PODS)
    for control in page.locator("article :is(input, select, button)").all():
        expect(control).not_to_be_visible()
    page.locator(".term-link").first.click()
    page.wait_for_url(f"{place.url('glossary.md')}#*")


def shown_stations_without_script(page: Page) -> list[str | None]:
    return [one.get_attribute("data-lesson") for one in page.locator(".station").all() if one.is_visible()]


# ── self-checks ───────────────────────────────────────────────────────────────


def question(page: Page, kind: str) -> Locator:
    return page.locator(f".quiz[data-kind='{kind}']").first


def with_kind(place: Built, kind: str) -> str:
    return next(
        name
        for name, node in place.catalog.lessons.items()
        if place.page(node.page).xpath(f"//*[@data-kind='{kind}']")
    )


def test_a_question_is_answered_with_the_keyboard(page: Page, place: Built) -> None:
    """Wrong, told why, tried again, right; known to the header and on the next visit."""
    lesson = with_kind(place, "single")
    go(page, place, lesson)
    box = question(page, "single")
    reasons = box.locator(".quiz__why")
    expect(box.get_by_role("group")).to_be_attached()
    expect(reasons.first).not_to_be_visible()
    right = place.page(place.catalog.lessons[lesson].page).xpath(
        "(//*[@data-kind='single'])[1]//details/@data-right"
    )
    answer(page, box, right.index("false"))
    expect(box.get_by_role("status")).to_contain_text("오답입니다.")
    for reason in reasons.all():
        expect(reason).to_be_visible()
    expect(reasons.nth(right.index("false"))).to_contain_text("고른 답 · 오답")
    page.keyboard.press("Enter")  # 다시 풀기
    expect(box.get_by_role("radio").first).to_be_focused()
    expect(reasons.first).not_to_be_visible()
    answer(page, box, right.index("true"))
    expect(box.get_by_role("status")).to_have_text("정답입니다.")
    total = len(place.page(place.catalog.lessons[lesson].page).xpath("//*[@class='quiz']"))
    expect(page.locator(".lesson-header__quiz")).to_have_text(f"{total}개 중 1개 맞힘")
    page.reload()
    expect(question(page, "single").get_by_role("status")).to_have_text("지난번: 맞힘")
    expect(page.locator(".lesson-header__quiz")).to_have_text(f"{total}개 중 1개 맞힘")


def answer(page: Page, box: Locator, index: int) -> None:
    """Choose with the arrow keys and confirm, from wherever the focus is."""
    box.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(index):
        page.keyboard.press("ArrowDown")
    expect(box.get_by_role("radio").nth(index)).to_be_checked()
    page.keyboard.press("Tab")
    expect(box.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")


@only_http
def test_of_several_right_choices_all_are_wanted(page: Page, place: Built) -> None:
    lesson = with_kind(place, "multiple")
    go(page, place, lesson)
    box = question(page, "multiple")
    right = place.page(place.catalog.lessons[lesson].page).xpath(
        "(//*[@data-kind='multiple'])[1]//details/@data-right"
    )
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_have_text("먼저 답을 고르십시오.")
    box.get_by_role("checkbox").nth(right.index("true")).check()
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_contain_text("오답입니다.")
    box.get_by_role("button").click()
    for index, one in enumerate(right):
        box.get_by_role("checkbox").nth(index).set_checked(one == "true")
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_have_text("정답입니다.")


@only_http
def test_a_free_answer_is_compared_and_graded_by_the_reader(page: Page, place: Built) -> None:
    lesson = next(
        name
        for name, node in place.catalog.lessons.items()
        if place.page(node.page).xpath("//*[@class='quiz__recall']")
    )
    go(page, place, lesson)
    box = page.locator(".quiz:has(.quiz__recall)").first
    grade = box.get_by_role("button", name="일부만")
    expect(grade).not_to_be_visible()
    box.locator("summary").click()
    grade.click()
    expect(grade).to_have_attribute("aria-pressed", "true")
    name = box.get_attribute("data-question")
    assert stored(page)["lessons"][lesson]["questions"][name]["result"] == "partly"
    page.goto(place.url("progress.md"))
    again = page.locator(".record__again a").first
    again.click()
    page.wait_for_url(f"{place.url(place.catalog.lessons[lesson].page)}#{name}")


# ── terms ─────────────────────────────────────────────────────────────────────


def test_a_term_is_explained_under_the_mouse_and_under_the_focus(page: Page, place: Built) -> None:
    go(page, place, PODS)
    link, tip = page.locator(".term-link").first, page.get_by_role("tooltip")
    link.hover()
    expect(tip).to_contain_text(link.get_attribute("data-text") or "-")
    tip.hover()  # stays, to be read
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.mouse.move(5, 5)
    expect(tip).not_to_be_visible()
    link.focus()
    expect(tip).to_be_visible()
    expect(link).to_have_accessible_description(
        re.compile(re.escape((link.get_attribute("data-text") or "-")[:10]))
    )
    page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.url('glossary.md')}#*")


@only_http
def test_a_term_is_explained_to_a_finger(new_page: NewPage, place: Built) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    go(page, place, PODS)
    tip = page.get_by_role("tooltip")
    page.locator(".term-link").first.tap()
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    page.locator("article h1").tap()
    expect(tip).not_to_be_visible()
    page.locator(".term-link").first.tap()
    tip.get_by_role("link").tap()
    page.wait_for_url(f"{place.url('glossary.md')}#*")
    page.go_back()
    page.locator(".term-link").first.tap()
    page.locator(".term-link").first.tap()  # the second time it is a link like others
    page.wait_for_url(f"{place.url('glossary.md')}#*")


# ── cases ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE])
def test_cases_are_sorted_and_narrowed(new_page: NewPage, place: Built, viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport)
    page.goto(place.url("case-studies/index.md"))
    cases = place.catalog.roadmap.cases
    years = page.locator(".cases tbody td[data-label='해']:visible")
    button = page.get_by_role("button", name="해")
    button.click()
    assert years.all_inner_texts() == sorted(str(case.year) for case in cases)
    expect(page.locator(".cases th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    button.click()
    assert years.all_inner_texts() == sorted((str(case.year) for case in cases), reverse=True)
    page.get_by_role("searchbox", name="찾기").fill(cases[0].organisation.upper())
    expect(page.locator(".cases tbody tr:visible")).to_have_count(
        sum(
            cases[0].organisation.lower() in row.lower()
            for row in page.locator(".cases tbody tr").all_text_contents()
        )
    )
    page.get_by_role("searchbox", name="찾기").fill("")
    topic = cases[0].topics[0]
    page.get_by_label("주제").select_option(topic)
    wanted = sum(any(f"{one}/".startswith(f"{topic}/") for one in case.topics) for case in cases)
    expect(page.locator(".cases tbody tr:visible")).to_have_count(wanted)
    expect(page.locator(".case-table output")).to_have_text(f"{wanted}건")


# ── storage ───────────────────────────────────────────────────────────────────


def test_two_tabs_agree(page: Page, place: Built, complaints: Complaints) -> None:
    go(page, place, PODS)
    other = page.context.new_page()
    complaints.watch(other)
    home(other, place)
    page.get_by_role("radio", name="마침").check()
    expect(station(other, PODS).locator(".state")).to_have_text("마침")
    other.close()


@only_http
def test_a_page_that_is_left_and_come_back_to_is_up_to_date(page: Page, place: Built) -> None:
    home(page, place)
    go(page, place, PODS)
    page.get_by_role("radio", name="읽는 중").check()
    page.go_back()
    expect(station(page, PODS).locator(".state")).to_have_text("읽는 중")


FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
NONE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


@only_http
@pytest.mark.parametrize("trouble", [FULL, NONE])
def test_storage_that_does_not_work_is_said_once(
    page: Page, place: Built, trouble: str, complaints: Complaints
) -> None:
    """And the page works on, as long as it is open."""
    complaints.expected += ["QuotaExceeded", "SecurityError", "full", "no"]
    page.add_init_script(trouble)
    go(page, place, PODS)
    notice = page.locator(".notice")
    expect(notice).to_be_empty()
    page.get_by_role("radio", name="마침").check()
    expect(notice).to_contain_text("저장할 수 없습니다")
    with page.expect_download() as download:
        notice.get_by_role("button", name="내보내기").click()
    assert json.loads(download.value.path().read_text("utf-8"))["lessons"][PODS]["state"] == "done"
    notice.get_by_role("button", name="닫기").click()
    expect(notice).to_be_empty()
    page.get_by_role("button", name="마침으로 표시").click()
    expect(page.get_by_role("radio", name="읽는 중")).to_be_checked()
    expect(notice).to_be_empty()


def test_what_cannot_be_read_is_kept_and_can_be_had(page: Page, place: Built) -> None:
    home(page, place)
    page.evaluate(f"localStorage.setItem('{KEY}', '{{broken')")
    go(page, place, PODS)
    expect(page.locator(".notice")).to_contain_text("읽지 못한 것이 있습니다")
    page.get_by_role("radio", name="마침").check()
    page.goto(place.url("progress.md"))
    expect(page.locator(".notice")).to_be_empty()
    with page.expect_download() as download:
        page.locator(".record__broken").get_by_role("button", name="내려받기").click()
    assert download.value.path().read_text() == "{broken"
    page.locator(".record__broken").get_by_role("button", name="지우기").click()
    expect(page.locator(".record__broken")).to_be_empty()
    assert stored(page)["lessons"][PODS]["state"] == "done"


def test_a_file_of_someone_else_changes_nothing(page: Page, place: Built, tmp_path: Path) -> None:
    home(page, place)
    store(page, kubernetes__basic__pods={"state": "done", "at": 1})
    page.goto(place.url("progress.md"))
    before = stored(page)
    (tmp_path / "other.json").write_text('{"name": "x"}', encoding="utf-8")
    page.get_by_label("파일에서 가져오기").set_input_files(tmp_path / "other.json")
    expect(page.locator(".record__said")).to_contain_text("바뀐 것은 없습니다")
    assert stored(page) == before


# ── the walk ──────────────────────────────────────────────────────────────────

RENAMED = "kubernetes/basic/network"


def renamed() -> Changes:
    """A later version of the minimal project: one lesson has another name, one is new."""
    data = edit(
        FILES[DATA],
        "- slug: services\n",
        "- slug: network\n            aliases: [kubernetes/basic/services]\n",
    )
    data = data.replace("needs: [kubernetes/basic/services]", f"needs: [{RENAMED}]")
    new = """\
      - slug: globex
        title: 글로벡스
        stage: case
        minutes: 60
        summary: 글로벡스의 결정을 읽습니다.
        goals: [견주기]
"""
    data = edit(data, "\ngroups:\n", f"{new}\ngroups:\n")
    folder = "docs/orchestration/kubernetes/basic"
    manifest = f"{folder}/manifests/services/web.yaml"
    return {
        DATA: data,
        THEORY: FILES[THEORY].replace("services.md", "network.md"),
        PRACTICE: None,
        f"{folder}/network.md": FILES[PRACTICE],
        manifest: None,
        manifest.replace("services", "network"): FILES[manifest],
        "docs/case-studies/globex.md": FILES[CASE].replace("아크메", "글로벡스"),
    }


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Built, Built, Built]]:
    """The minimal project: hosted, as a bundle, and a later bundle."""
    with pytest.MonkeyPatch.context() as patch:
        clear_addresses(patch)
        root = tmp_path_factory.mktemp("walk")
        first = write_project(copy_project(root / "first", docs=False))
        later = write_project(copy_project(root / "later", docs=False), renamed())
        server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(build_site(first))))
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}/roadmap/"
        yield Built(first / "site", base, first, directory_urls=True), unpacked(first), unpacked(later)
        server.shutdown()
        thread.join()
        server.server_close()


def unpacked(project: Path) -> Built:
    folder = project.parent / f"{project.name}-bundle"
    with zipfile.ZipFile(build_offline(project)) as packed:
        packed.extractall(folder)
    return Built(folder / BUNDLE, f"{(folder / BUNDLE).as_uri()}/", project, directory_urls=False)


def test_nothing_is_lost_on_the_way_to_a_later_version(
    browser: Browser, versions: tuple[Built, Built, Built], tmp_path: Path
) -> None:
    """Marked over http, exported, cleared, imported offline, opened in a version with other lessons."""
    hosted, bundle, later = versions
    page = browser.new_page(accept_downloads=True)
    go(page, hosted, PODS)
    page.get_by_role("radio", name="마침").check()
    page.locator(".quiz__option").nth(1).click()
    page.get_by_role("button", name="확인").first.click()
    go(page, hosted, "kubernetes/basic/services")
    page.get_by_role("button", name="마침으로 표시").click()
    page.goto(hosted.url("progress.md"))
    with page.expect_download() as download:
        page.get_by_role("button", name="파일로 내보내기").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="모두 지우기").click()
    expect(page.locator(".record .share__text").first).to_have_text("글 4편 · 3시간 30분")

    page.goto(bundle.url("progress.md"))
    expect(page.locator(".record .share__text").first).to_have_text("글 4편 · 3시간 30분")
    page.get_by_label("파일에서 가져오기").set_input_files(file)
    expect(page.locator(".record .share__text").first).to_have_text("글 4편 가운데 2편 마침 · 2시간 남음")
    expect(page.locator(f"[data-lesson='{PODS}'] .record__score")).to_have_text("점검 문제 3개 중 1개 맞힘")

    page.goto(later.url("index.md"))
    expect(station(page, RENAMED).locator(".state")).to_have_text("마침")
    expect(page.locator(".panel .share__text")).to_have_text("글 5편 가운데 2편 마침 · 3시간 남음")
    expect(page.locator("#topic-kubernetes .lane__head .share__text")).to_have_text(
        "글 3편 가운데 2편 마침 · 1시간 30분 남음"
    )
    expect(page.locator(".next__title")).to_have_text(["가게", "글로벡스"])
    page.goto(later.url("progress.md"))
    expect(page.locator(f"[data-lesson='{PODS}'] .record__score")).to_have_text("점검 문제 3개 중 1개 맞힘")
    page.close()


# ── nothing moves, nothing weighs ─────────────────────────────────────────────

MOVED = """
globalThis.moved = [];
new PerformanceObserver((list) => {
  const inside = (entry) => !entry.sources.length || entry.sources.some((one) => one.node?.parentElement?.closest("main"));
  for (const entry of list.getEntries().filter(inside))
    moved.push([entry.value, entry.sources.map((one) => one.node?.className ?? one.node?.nodeName).join()]);
}).observe({ type: "layout-shift", buffered: true });
"""


@only_http
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE])
def test_nothing_moves_when_progress_is_shown(
    new_page: NewPage, place: Built, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    page.add_init_script(MOVED)
    home(page, place)
    done = {"state": "done", "at": 1}
    doing = {"state": "doing", "at": 2, "place": {"anchor": "lab", "title": "실습", "at": 2}}
    store(
        page,
        overview__why_orchestration=done,
        kubernetes__basic__architecture=done,
        kubernetes__basic__pods=doing,
    )
    pages = [
        "index.md",
        place.catalog.lessons[PODS].page,
        "orchestration/kubernetes/basic/index.md",
        "progress.md",
    ]
    for one in pages:
        page.goto(place.url(one))
        page.wait_for_timeout(300)
        moved = page.evaluate("moved")
        assert sum(value for value, _ in moved) < 0.001, (one, moved)


def test_the_script_on_every_page_is_small() -> None:
    """What every page loads of ours, without comments as it is built, compressed as a server does it."""
    always = re.findall(
        r"^ {2}- (assets/javascripts/\S+\.js)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE
    )
    mine = [name for name in always if name.endswith(("store.js", "learn.js"))]
    assert len(mine) == 2
    made = [rjsmin.jsmin((ROOT / "docs" / name).read_text("utf-8")) for name in mine]
    assert sum(len(gzip.compress(text.encode(), 9)) for text in made) <= 7_300


@pytest.mark.parametrize(
    "script", sorted((ROOT / "docs/assets/javascripts").glob("*.js")), ids=lambda one: one.name
)
def test_no_template_stands_in_another(script: Path) -> None:
    """What takes the spaces out of scripts would take them out of the inner one's text too."""
    assert re.findall(r"`[^`]*\$\{[^}`]*`", script.read_text(encoding="utf-8")) == []
