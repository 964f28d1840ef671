"""``python -m tests.bench.search``, ``make search-bench``: how well and how fast the search finds, in a real browser.

Every question of ``questions.yml`` and ``held-out.yml`` (or of the files that are
named) is typed into the site's search and into the theme's own (``lang: ko``) on the
same pages, over http and from files. Printed are, by kind of question, how often a
right lesson comes first (R@1) or among the first five (R@5), and the mean of 1/rank
(MRR); then the sizes, and the time from a key to the answer on the screen with as
much text as 80 lessons have.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import yaml
from playwright.sync_api import TimeoutError as TooLong
from playwright.sync_api import sync_playwright

from macros.browser import arguments, executable
from macros.search.index import Indexed, PageText, make_index, read_pages
from macros.search.words import keys
from macros.site import Site
from tests.bench import sites
from tests.bench.served import served
from tests.conftest import Built

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
LESSONS = 80
TYPED = (
    "파드가 계속 재시작될 때",
    "쿠버네티즈 롤링업데이트",
    "vkem fhrm qhsms qjq",
    "CrashLoopBackof",
    "서비스메쉬 왜",
)

Ask = Callable[["Page", str], list[str]]
Ranks = dict[str, list[int | None]]


@dataclass(frozen=True)
class Question:
    """What is typed, and the ids of the lessons that answer it."""

    kind: str
    text: str
    answers: tuple[str, ...]


def read_questions(file: Path) -> list[Question]:
    """The questions of a file, in its order."""
    kinds: dict[str, list[list[Any]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [Question(kind, str(line[0]), tuple(line[1:])) for kind, lines in kinds.items() for line in lines]


# ── the two searches ──────────────────────────────────────────────────────────


def ask_ours(page: Page, question: str) -> list[str]:
    """The addresses that the site's search answers with, best first."""
    if not page.locator("dialog.search[open]").count():
        page.locator(".search-open").click()
        page.locator("#search[data-answered]").wait_for(state="attached")
    page.locator(".search__input").fill(question)
    return links(page, ".search__list .search-hit__link")


def ask_theme(page: Page, question: str) -> list[str]:
    """The addresses that the theme's search answers with, best first."""
    box, said = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    box.click()
    box.fill("")
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('.md-search-result__list').children.length === 0")
    before = said.inner_text()
    box.fill(question)
    page.keyboard.press("End")
    page.wait_for_function(
        "(before) => document.querySelector('.md-search-result__meta').innerText !== before",
        arg=before,
    )
    page.wait_for_timeout(30)
    return links(page, ".md-search-result__link")


def links(page: Page, selector: str) -> list[str]:
    """The pages (without a place inside) that links lead to, each once."""
    found = page.locator(selector).evaluate_all("(all) => all.map((one) => one.href.replace(/[?#].*$/, ''))")
    return list(dict.fromkeys(unquote(url) for url in found))


def ranks(page: Page, built: Built, ask: Ask, asked: Sequence[Question]) -> Ranks:
    """At which rank the first right lesson comes (None if it does not), by kind of question."""
    found: Ranks = {}
    for question in asked:
        right = {unquote(built.url(built.catalog.lessons[one].page)) for one in question.answers}
        try:
            answer = ask(page, question.text)
        except TooLong:
            answer = []
        rank = next((place for place, url in enumerate(answer, 1) if url in right), None)
        found.setdefault(question.kind, []).append(rank)
    return found


def score(found: Sequence[int | None]) -> tuple[float, float, float]:
    """R@1, R@5 and MRR."""
    count = len(found) or 1
    first = sum(rank == 1 for rank in found) / count
    five = sum(rank is not None and rank <= 5 for rank in found) / count
    return first, five, sum(1 / rank for rank in found if rank) / count


# ── the sites ─────────────────────────────────────────────────────────────────

OneSite = tuple[str, Built, Ask]


@contextmanager
def built_sites(folder: Path) -> Iterator[list[OneSite]]:
    """Our site and the theme as it comes, each hosted and offline, with the way to ask it."""
    with ExitStack() as stack:
        found: list[OneSite] = []
        for name, build, ask in (("우리", sites.ours, ask_ours), ("테마", sites.plain, ask_theme)):
            for offline in (False, True):
                own = folder / f"{build.__name__}-{offline}"
                site = build(own, offline=offline)
                base = f"{site.as_uri()}/" if offline else stack.enter_context(served(site))
                place = "file" if offline else "http"
                built = Built(site, base, own / "project", directory_urls=not offline)
                found.append((f"{name} {place}", built, ask))
        yield found


# ── how well ──────────────────────────────────────────────────────────────────


def compare(browser: Browser, every: Sequence[OneSite], file: Path) -> None:
    """Print both searches side by side, for the questions of a file."""
    questions = read_questions(file)
    known = set(every[0][1].catalog.lessons)
    asked = [replace(one, answers=tuple(set(one.answers) & known)) for one in questions]
    asked = [one for one in asked if one.answers]
    missing = sorted({name for one in questions for name in one.answers} - known)
    print(f"\n## {file.name}: 질문 {len(questions)}개 가운데 {len(asked)}개")
    if missing:
        print(f"   나머지는 답인 글이 아직 없어 건너뜁니다: {', '.join(missing)}")
    columns = [(name, run(browser, built, ask, asked)) for name, built, ask in every]
    print("\n   " + " | ".join(f"{name}: R@1  R@5  MRR" for name, _ in columns) + " |   n  종류")
    for kind in [*dict.fromkeys(one.kind for one in asked), "모두"]:
        count = sum(kind in (one.kind, "모두") for one in asked)
        print("   " + " | ".join(cell(found, kind) for _, found in columns) + f" | {count:3}  {kind}")


def cell(found: Ranks | None, kind: str) -> str:
    if found is None:
        return "           답하지 않음    "
    mine = [rank for name, ranks_ in found.items() if kind in (name, "모두") for rank in ranks_]
    return "           {:.2f} {:.2f} {:.2f}".format(*score(mine))


def run(browser: Browser, built: Built, ask: Ask, asked: Sequence[Question]) -> Ranks | None:
    """All questions in one page of a site; None if its search does not answer at all."""
    page = browser.new_page()
    page.goto(built.url("index.md"), wait_until="domcontentloaded")
    try:
        ask(page, "파드")
    except TooLong:
        return None
    page.set_default_timeout(5_000)
    found = ranks(page, built, ask, asked)
    page.close()
    return found


# ── how fast, how large ───────────────────────────────────────────────────────


def grown(built: Built) -> tuple[list[PageText], int]:
    """Pages with as much text as 80 lessons have: those there are, again, with other words among them."""
    site = Site(built.project, built.catalog)
    pages = read_pages(built.folder, site, {})
    lessons = [page for page in pages if page.kind == "lesson"]
    more: list[PageText] = []
    while len(lessons) + len(more) < LESSONS:
        turn, which = divmod(len(more), len(lessons))
        page = lessons[which]
        varied_sections = tuple(varied(one, turn) for one in page.sections)
        more.append(replace(page, title=f"{page.title} {turn + 2}", sections=varied_sections))
    return [*pages, *more], len(lessons)


def varied(one: Indexed, turn: int) -> Indexed:
    """A section in which every fourth word is another one, as in a lesson about something else."""
    other = keys("각난닫랄맘밥삿앙잦찿칼탇팦핳"[turn % 14])
    text = {
        (f"{word}{other}" if sum(map(ord, word)) % 4 == turn % 4 else word): weight
        for word, weight in one.text.items()
    }
    return replace(one, text=text)


MEASURE = """
async (questions) => {
  const input = document.querySelector(".search__input");
  const times = [];
  for (const question of questions)
    for (let end = 1; end <= question.length; end++) {
      const start = performance.now();
      input.value = question.slice(0, end);
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 20));
    }
  return times;
}
"""


def measure(browser: Browser, built: Built, folder: Path) -> None:
    """Print sizes, and the time from a key to the answer with the text of 80 lessons."""
    shutil.copytree(built.folder, folder)
    pages, lessons = grown(built)
    index, texts = make_index(pages, built.catalog)
    index["glossary"] = "glossary/"
    data = f"self.roadmapSearchIndex={json.dumps(index)}\n"
    next((folder / "search").glob("index.*js")).write_text(data, encoding="utf-8")
    print(f"\n## 크기(압축 전/gzip, KB). 글 {lessons}편")
    for pattern, when in (
        ("assets/javascripts/search.*.js", "글마다"),
        ("assets/stylesheets/search.*css", "글마다"),
        ("assets/javascripts/search-engine.*.js", "검색을 열 때"),
        ("assets/javascripts/search-dialog.*.js", "검색을 열 때"),
        ("search/index.*.js", "검색을 열 때"),
    ):
        file = next(built.folder.glob(pattern))
        print(f"   {sizes(file.read_bytes())}  {file.relative_to(built.folder).as_posix()} ({when})")
    own = [file.read_bytes() for file in sorted((built.folder / "search/texts").iterdir())]
    print(f"   {sizes(max(own, key=len))}  search/texts/: 가장 큰 것. 결과에 나온 글의 것만 읽습니다")
    print(
        f"   {sizes(data.encode())}  search/index.js, 글 {LESSONS}편의 분량일 때(낱말 {index['forms'].count(chr(10)):,}개)"
    )
    print(f"   {sizes(''.join(texts.values()).encode())}  search/texts/ 모두, 글 {lessons}편")
    print(f"\n## 글 {LESSONS}편의 분량에서 글쇠 하나에서 화면의 답까지(ms). {busy()}")
    with served(folder) as base:
        for slowdown, name in ((1, "이 기계"), (4, "CPU를 4배 느리게")):
            page = browser.new_page()
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
            page.goto(base)
            page.locator(".search-open").click()
            page.locator("#search[data-answered]").wait_for(state="attached")
            times = sorted(page.evaluate(MEASURE, list(TYPED)))
            middle, most = statistics.median(times), times[int(len(times) * 0.95)]
            print(
                f"   {name}: 가운데 {middle:.0f}, 95% {most:.0f}, 가장 김 {times[-1]:.0f} (글쇠 {len(times)}번)"
            )
            page.close()


def busy() -> str:
    """How busy the machine is: of times measured beside other work much is waiting."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"CPU {os.cpu_count()}개에 기다리는 일 {os.getloadavg()[0]:.1f}개"


def sizes(data: bytes) -> str:
    return f"{len(data) / 1024:8.1f} /{len(gzip.compress(data, 9)) / 1024:7.1f}"


def main() -> int:
    """Build, ask, measure, print."""
    files = [Path(name) for name in sys.argv[1:]] or [HERE / "questions.yml", HERE / "held-out.yml"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments())
        with built_sites(Path(folder)) as every:
            for file in files:
                compare(browser, every, file)
            measure(browser, every[0][1], Path(folder) / "grown")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
