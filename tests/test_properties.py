"""What is true of all input, tried on what Hypothesis makes up.

A few hundred inputs, the same at each run. ``python -m tests.fuzz`` tries thousands, with
limits of time and memory.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.checks import check
from macros.checks.project import read_project
from macros.site import Site
from tests.conftest import ROOT
from tests.fuzz.answers import GOOD, answer, render
from tests.fuzz.inputs import KINDS, SOUP, Input
from tests.minimal import FILES, PRACTICE, edited, write_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from playwright.sync_api import Browser, Page

# The same inputs at each run; no clock fails a test on a busy machine.
quick = settings(
    max_examples=20,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(random=st.randoms(use_true_random=False))
def test_every_input_gets_a_clear_message_or_a_right_page(kind: str, random: Random) -> None:
    made = KINDS[kind](random)
    with tempfile.TemporaryDirectory() as folder:
        found = answer(Path(folder), made)
    assert found.outcome in GOOD, f"{found.detail}\n{made}"


def mended(root: Path, made: Input) -> None:
    """Put everything back as it was."""
    for path in made.changes.keys() - FILES.keys():
        (root / path).unlink(missing_ok=True)
    write_project(root)


@quick
@given(
    kind=st.sampled_from([kind for kind in KINDS if kind not in {"command_line", "new_lesson"}]),
    random=st.randoms(use_true_random=False),
)
def test_mended_input_has_no_problems(kind: str, random: Random) -> None:
    made = KINDS[kind](random)
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), made.changes)
        before = [str(one) for one in check(root)]
        assert [str(one) for one in check(root)] == before
        mended(root, made)
        assert [str(one) for one in check(root)] == []


# ── what a browser makes of accepted pages ────────────────────────────────────

# Each would set ``window.pwned``; what the checks let through must not.
_TRIES = (
    "<script>pwned=1</script>", "<img src=x onerror=pwned=1>", "[a](javascript:pwned=1)", "[a][b]\n\n[b]: javascript:pwned=1", "<svg/onload=pwned=1>",
    "*a*{: onclick=pwned=1 onfocus=pwned=1 tabindex=0 autofocus }", "## 가 { onclick=pwned=1 }", "![a](x.png){ onerror=pwned=1 }", '[a](b "c" onclick=pwned=1)',
    "<a\nhref='javascript:pwned=1'>a</a>", "<!-- --!><script>pwned=1</script> -->", "```python onclick=pwned=1\na\n```", "<br onclick=pwned=1>", "<kbd\nonclick=pwned=1>a</kbd>",
    "`<script>pwned=1</script>`", "    <script>pwned=1</script>", "```html\n<script>pwned=1</script>\n```", "\\<script>pwned=1</script>", "&lt;script&gt;pwned=1&lt;/script&gt;",
    "<https://a.example/?<script>pwned=1</script>>", "*[a]: <script>pwned=1</script>", "[^1]\n\n[^1]: <img src=x onerror=pwned=1>", "| a |\n|---|\n| <img src=x onerror=pwned=1> |",
    "a\n:   <img src=x onerror=pwned=1>", '!!! note "<img src=x onerror=pwned=1>"\n    a', '??? note "<img src=x onerror=pwned=1>"\n    a', "- [x] <img src=x onerror=pwned=1>",
    '```text title="<img src=x onerror=pwned=1>"\na\n```', "{{= version('kubernetes') =}}<script>pwned=1</script>", "<a{{= version('kubernetes') =}} onclick=pwned=1>", "&#60;script>pwned=1</script>",
)  # fmt: skip
_JOINTS = (
    "\n\n",
    "\n",
    " ",
    "",
    "<!--",
    "-->",
    "`",
    "\n```\n",
    "\n    ",
    "\n> ",
    "\n- ",
    "\n\n<div markdown='1'>\n\n",
    "<kbd>",
    "{: .a }",
    "\\",
)
# Click and focus everything that a reader could.
_USE = """() => { for (const one of document.querySelectorAll('*')) {
  for (const name of ['click', 'focus', 'mouseover', 'toggle', 'error', 'load']) one.dispatchEvent(new Event(name));
  for (const name of ['href', 'src', 'action'])
    if (/^\\s*(javascript|data|vbscript):/i.test(one[name] ?? '')) globalThis.pwned = one.outerHTML;
  if (['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'LINK', 'META', 'BASE', 'FORM'].includes(one.tagName)) globalThis.pwned = one.outerHTML;
} return globalThis.pwned ?? ''; }"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort())
    yield page
    page.close()


@settings(quick, max_examples=120)
@given(st.lists(st.tuples(st.sampled_from(_TRIES + SOUP), st.sampled_from(_JOINTS)), min_size=1, max_size=5))
def test_page_that_passes_the_check_brings_no_script_to_the_browser(
    window: Page, parts: list[tuple[str, str]]
) -> None:
    text = "".join(one + joint for one, joint in parts)
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), edited(PRACTICE, ("```console", f"글\n\n{text}\n\n```console")))
        project, problems = read_project(root)
        assert project.catalog is not None
        if problems or check(root):
            return
        html = render(Site(root, project.catalog), project.pages[PRACTICE.removeprefix("docs/")])
    # Headings of our macros and forms of our own are none of the page's.
    window.set_content(f"<body>{html}</body>")
    assert window.evaluate(_USE) == "", text


def test_what_is_looked_for_in_the_browser_is_seen(window: Page) -> None:
    for text in ("<a href='javascript:x'>a</a>", "<b onclick='pwned=1'>a</b>", "<iframe></iframe>"):
        window.set_content(f"<body>{text}</body>")
        assert window.evaluate(_USE) != "", text


# ── a reader's progress, from a file of anyone's ──────────────────────────────

_WORDS = st.sampled_from(["lessons", "version", "state", "questions", "result", "place", "last", "pace", "at", "tries", "text", "gone", "hours", "lesson",
                          "k/pods", "m/why", "q-1", "__proto__", "constructor", "toString", "hasOwnProperty", "length", "", "done", "doing", "none", "right", "wrong", "가"])  # fmt: skip
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _WORDS
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=5),
    max_leaves=25,
)
_RECORD = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(["none", "doing", "done"]) | _VALUES,
        "at": st.integers(0, 99) | _VALUES,
        "place": st.fixed_dictionaries({"id": st.text(max_size=3), "at": st.integers(0, 99)}) | _VALUES,
        "questions": st.dictionaries(_WORDS, st.fixed_dictionaries({"result": st.sampled_from(["wrong", "partly", "right"])}, optional={"text": _VALUES, "tries": _VALUES, "at": _VALUES}) | _VALUES, max_size=3),
    },
)  # fmt: skip
_FILE = st.fixed_dictionaries(
    {
        "version": st.sampled_from([0, 1, 2]) | _VALUES,
        "lessons": st.dictionaries(_WORDS, _RECORD | _VALUES, max_size=4) | _VALUES,
    },
    optional={"last": _VALUES, "pace": _VALUES},
)
_TEXTS = st.one_of(_FILE.map(json.dumps), _VALUES.map(json.dumps), st.text(max_size=30), st.tuples(_FILE.map(json.dumps), st.integers(0, 200)).map(lambda one: one[0][: one[1]]))  # fmt: skip


@pytest.fixture(scope="module")
def store(browser: Browser) -> Iterator[Page]:
    """An empty page with the script that keeps the progress."""
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "docs/assets/javascripts/store.js")
    yield page
    page.close()


# What must hold for two texts, a file of today's and one of anybody's; "" when it does.
_PROGRESS = """(pairs) => pairs.map(([one, other]) => { try {
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const good = (state) => Object.values(state.lessons).every((one) => ['none', 'doing', 'done'].includes(one.state ?? 'none'));
  const plain = (state) => JSON.parse(JSON.stringify(state));
  const [a, b] = [roadmap.read(one), roadmap.read(other)];
  for (const { state } of [a, b]) {
    if (!good(state)) return 'a broken lesson is kept';
    const again = roadmap.read(JSON.stringify(state));
    if (again.broken || !same(again.state, plain(state))) return 'what was read cannot be read again';
  }
  const merged = roadmap.merge(a.state, b.state);
  if (!good(merged)) return 'merged into something broken';
  if (!Object.keys(a.state.lessons).every((id) => Object.hasOwn(merged.lessons, id))) return 'lost a lesson';
  if (roadmap.read(JSON.stringify(merged)).broken) return 'merged cannot be read';
  const lessons = ['k/pods', 'm/why', '__proto__', 'constructor'].map((id) => ({ id, aliases: ['lessons'], minutes: 5, needs: ['k/pods'], topic: 'k' }));
  const { percent, minutesLeft } = roadmap.share(merged, lessons);
  if (!(percent >= 0 && percent <= 100 && minutesLeft >= 0)) return 'share';
  roadmap.propose(merged, lessons, 3);
  const box = {};
  const storage = { getItem: (key) => box[key] ?? null, setItem: (key, value) => { box[key] = String(value); }, removeItem: (key) => { delete box[key]; } };
  const mine = roadmap.open(() => storage, () => 7);
  box[roadmap.KEY] = one;
  if (!['all', 'part', 'none'].includes(mine.take(other))) return 'take';
  for (const lesson of lessons) {
    mine.begin(lesson);
    mine.answer(lesson, 'q-1', 'right', '글');
    mine.follow(lesson, [{ id: 'q-2', text: '글' }]);
    const { answered, right, total } = roadmap.score(roadmap.recordOf(mine.state(), lesson), 1);
    if (!(right <= answered && answered <= total)) return 'score';
  }
  if (roadmap.read(mine.write()).broken) return 'written cannot be read';
  if (({}).state !== undefined || ({}).result !== undefined || ({}).lessons !== undefined) return 'changed every object';
  return '';
} catch (error) { return String(error.stack); } })"""


@settings(quick, max_examples=400)
@given(one=_TEXTS, other=_TEXTS)
def test_stored_progress_of_anybody_is_read_merged_and_written(store: Page, one: str, other: str) -> None:
    assert store.evaluate(_PROGRESS, [[one, other]]) == [""]


def test_questions_of_endless_length_are_followed(store: Page) -> None:
    """A file of anybody's may hold texts that no question has."""
    count = store.evaluate(
        """() => { const long = 'ab'.repeat(300000);
        const questions = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`q${at}`, { result: 'right', text: at % 2 ? long : `글 ${at}` }]));
        return Object.keys(roadmap.follow(questions, [{ id: 'a', text: long }, { id: 'b', text: '글' }])).length; }"""
    )
    assert count >= 3_000
