"""Bad input of every kind, made up from a source of chance.

Each kind takes a ``Random`` and gives changes of the minimal project. Where a mistake
is certain and has a line, the input says which: ``at`` names the file and the line that
must be among those reported.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.minimal import (
    BASIC,
    CASE,
    DATA,
    FILES,
    GLOSSARY,
    MANIFEST,
    PRACTICE,
    PROJECT,
    RESOURCES,
    THEORY,
    VERSIONS,
    Changes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random


@dataclass(frozen=True)
class Input:
    """Changes of the minimal project, and the place that must be reported, if that is certain."""

    changes: Changes
    at: tuple[str, int] | None = None
    arguments: tuple[str, ...] = ("check",)


LESSONS = (THEORY, PRACTICE, PROJECT, CASE)
PAGES = (*LESSONS, BASIC, RESOURCES, GLOSSARY)
# Letters and marks that mean something to someone on the way, and some that mean nothing.
SOUP = (
    *"abz09 \t\n-_=+*#>|:;,.!?&%$@^~/\\\"'`()[]{}<",
    *("가", "힣", "é", "😀", "\u200b", "\u202e", "\x00", "\x02", "\x03", "\x1b", "\x7f", "\ufeff", "\u2028", "\xa0", "\r"),
    *("\n\n", "\n    ", "\n- ", "\n> ", "\n# ", "\n## ", "\n### ", "\n1. ", "\n```", "\n```console\n", "\n```\n", "\n~~~\n"),
    *("---", "***", "===", "...", "$ ", "| ", "|-|-|\n", "  ", "    ", "!!! note\n", "??? tip\n", ":   ", "[^1]", "[^1]: ", "*[a]: "),
    *("<!--", "-->", "<!", "<?", "?>", "<![CDATA[", "]]>", "</", "/>", "<a ", "<br>", "<kbd>", "</kbd>", "&amp;", "&#x", "&lt;"),
    *("![", "](", "][", "]: ", "[x]", "[ ] ", "- [x] ", "- [ ] ", "{: ", "{ .a }", "{ #b }", "{ #b ", "onclick=", "javascript:", "data:"),
    *("{{= ", " =}}", "{%= ", " =%}", "{#= ", " =#}", "{{=-", "-=}}", "{{ x }}", "version(", "manifest(", '"web.yaml"', "raw", "endraw"),
    *("https://example.com/", "http://", "mailto:", "../", "pods.md", "services.md#lab", "#quiz", "/etc/passwd", "accTitle: ", "-->", "subgraph"),
)  # fmt: skip


def soup(random: Random, most: int = 40, words: Sequence[str] = SOUP) -> str:
    """Words thrown together."""
    return "".join(random.choice(words) for _ in range(random.randint(1, most)))


def _with_line(path: str, number: int, *lines: str, instead: bool = False) -> Changes:
    """The file with lines put before its line ``number`` (from 1), or in its place."""
    text = FILES[path].split("\n")
    text[number - 1 : number - 1 + instead] = lines
    return {path: "\n".join(text)}


def _lines(path: str, pattern: str, *, first: int = 1) -> list[tuple[int, re.Match[str]]]:
    return [
        (number, match)
        for number, line in enumerate(FILES[path].split("\n"), 1)
        if number >= first and (match := re.match(pattern, line))
    ]


# ── the data file ─────────────────────────────────────────────────────────────

_KEY = r"^(?P<indent> +)(?P<key>[a-z]+): (?P<value>[^\[{].*)$"
# Values that no key of the data file takes.
_WRONG = (
    "{zzz: {zzz: 1}}",
    "[[1], [2]]",
    "*zzz",
    "&zzz 1",
    "!zzz 1",
    '"abc',
    "'abc",
    "[a",
    "{a: ",
    "@a",
    "\t@",
    "%x: : y",
)


def data_value(random: Random) -> Input:
    """A value of another kind than its key takes."""
    number, match = random.choice(_lines(DATA, _KEY))
    line = f"{match['indent']}{match['key']}: {random.choice(_WRONG)}"
    return Input(_with_line(DATA, number, line, instead=True), (DATA, number))


def data_key(random: Random) -> Input:
    """A key that is unknown, or there twice, or indented with a tab."""
    number, match = random.choice(_lines(DATA, _KEY))
    extra = random.choice(
        (f"{match['indent']}{soup(random, 8, 'xyz')}: 1", match[0], f"\t{match[0].strip()}")
    )
    return Input(_with_line(DATA, number + 1, extra), (DATA, number + 1))


def data_reference(random: Random) -> Input:
    """A reference to something that is not there."""
    number, match = random.choice(
        _lines(DATA, r"^(?P<head> +(?:needs|exams|versions|resources|terms): )\[.*$")
    )
    name = random.choice(
        ("zzz", "kubernetes/basic/podz", "../pods", "가", "", "0", "null", "[a]", "{a: b}", "1.5", '"\\0"')
    )
    return Input(
        _with_line(DATA, number, f"{match['head']}[{name}]", instead=True), (DATA, number) if name else None
    )


def data_text(random: Random) -> Input:
    """A text that is too long, or holds what a text must not hold, where one can tell."""
    key, values = random.choice(
        (
            ("title", ("a" * 2_001, "<b>x", "&lt;script&gt;", "\\x07", "")),
            ("summary", ("a" * 2_001, '""', "\x07", "\x1b[31m")),
            (
                "url",
                (
                    "javascript:alert(1)",
                    "//x",
                    "ftp://example.com",
                    "https://",
                    "https://a b.com",
                    "https://u:p@example.com",
                ),
            ),
            (
                "source",
                ("javascript:alert(1)", "data:text/html,x", "x", "https://localhost", '"https://a.com/\\n"'),
            ),
            ("minutes", ("42", "-5", "1e9", "40.5", '"40"', "0x28x", "9" * 40, "2026-01-01")),
            ("checked", ("2026-13-01", "어제", "20261101", "2026", "true")),
            ("stage", ("Theory", "이론", "1", "theory2")),
        )
    )
    number, match = random.choice(_lines(DATA, rf"^(?P<head> +{key}: ).*$", first=30))
    line = f"{match['head']}{random.choice(values)}"
    # Most titles are escaped where they are shown, and may hold anything.
    certain = (key != "title" or len(line) > 2_000) and "\\" not in line
    return Input(
        _with_line(DATA, number, line, instead=True), (DATA, number) if certain and line.strip() else None
    )


def data_lines(random: Random) -> Input:
    """Lines of the data file lost, doubled, exchanged, moved in or out."""
    lines = FILES[DATA].split("\n")
    for _ in range(random.randint(1, 4)):
        here, there = random.randrange(len(lines)), random.randrange(len(lines))
        lines[here : here + 1] = random.choice(
            (
                [],
                [lines[here]] * 2,
                [lines[there]],
                [f" {lines[here]}"],
                [lines[here][1:]],
                [lines[here].replace(": ", ":")],
            )
        )
    return Input({DATA: "\n".join(lines)})


def data_letters(random: Random) -> Input:
    """Marks strewn over the data file."""
    return Input({DATA: _strewn(random, FILES[DATA])})


def data_heavy(random: Random) -> Input:
    """YAML that grows, or goes deep, or has no end."""
    many = random.choice((200, 5_000, 70_000))
    bomb = "\n".join(
        ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12))]
    )
    text = random.choice(
        (bomb, "[" * many, "{a: " * many, "- " * many, "? " * many, "a: " * 2, "x: [" + "a, " * many + "]",
         "x:\n" + "  - {}\n" * many, "a: |\n" + "  b\n" * many, "'" * (many | 1), "---\n" * many, "!!python/name:os.system x",
         "\n".join(f"k{i}: v" for i in range(many)), "&a [*a]")
    )  # fmt: skip
    return Input({DATA: text})


def _strewn(random: Random, text: str) -> str:
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + soup(random, 3) + text[at + random.choice((0, 0, 1, 5)) :]
    return text


# ── pages ─────────────────────────────────────────────────────────────────────

# What a page must not hold, each on a line of its own.
REFUSED = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.example>", "<iframe src='https://x.example'></iframe>",
    "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<b onclick=alert(1)>x</b>",
    "<svg onload=alert(1)>", "<style>*{display:none}</style>", "<link rel=stylesheet href=//x>", "<base href=//x>",
    "<object data=x></object>", "<form action=//x>", "<meta http-equiv=refresh content=0>", "<div style='position:fixed'>x</div>",
    "<div markdown=1 onclick=x>a</div>", "<details open ontoggle=alert(1)>x</details>", "<!ENTITY x 'y'>", "<?php x ?>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,x)", "[x](vbscript:x)", "[x](java&#115;cript:alert(1))",
    "[x](&#106;avascript:alert(1))", "[x](<javascript:alert(1)>)", "[x]: javascript:alert(1)", "<javascript:alert(1)>", "![x](javascript:a)",
    "![](services.md)", "![x](https://x.example/x.png)", "[x](/etc/passwd)", "[x](../../../../../../etc/passwd)", "[x](nope.md)", "[x](services.md#nope)",
    "[x](https://)", "[x](https://user:pass@example.com/)", "글 { onclick=alert(1) }", "글\n{: onclick=alert(1) }", "*x*{: style=color:red }",
    "*x*{: onmouseover=alert(1) }", "# 둘째 제목", "## 없는 부분", "```\nx\n```", "```abap\nx\n```", "```python onclick=x\nx\n```",
    "{{= nope() =}}", "{{= version =}}", '{{= version("nope") =}}', "{{= version() =}}", "{{= version(1) =}}", "{{= config =}}", "{{= 1 + 1 =}}",
    '{{= manifest("../../../../mkdocs.yml") =}}', '{{= manifest("/etc/passwd") =}}', "{%= include 'x' =%}", "{%= set a = 1 =%}", "{%= if 1 =%}x{%= endif =%}",
    "{{= ''.__class__ =}}", "{%= for a in 'ab' =%}x{%= endfor =%}", "> " * 9 + "x", "- " * 9 + "x", "[" * 501, "*a " * 501, "`" * 21 + "a", "가" * 5_001,
    "\x00", "a\x02b", "a\u202eb", "a\u200bb", "\x1b[31m", "a\x7f", "[^1]" * 201, "<br>" * 301, "`#!pwsh x`",
)  # fmt: skip


def _gaps(path: str) -> list[int]:
    """Lines of running text before which a paragraph can stand, in a section, outside of code and questions."""
    lines = FILES[path].split("\n")
    fence, section, found = False, "", []
    for number, line in enumerate(lines, 1):
        fence ^= line.startswith("```")
        section = line if line.startswith("## ") else section
        if not fence and not line and section not in {"", "## 점검 문제"} and number < len(lines):
            found.append(number)
    return found


def page_line(random: Random) -> Input:
    """A lesson with a paragraph that must be refused."""
    path, bad = random.choice(LESSONS), random.choice(REFUSED)
    number = random.choice(_gaps(path))
    # Of what is written over two lines the first or the second may be named.
    first = number + 1 + bad.startswith("글\n")
    return Input(_with_line(path, number, "", *bad.split("\n"), ""), (path, first))


def page_soup(random: Random) -> Input:
    """A lesson with anything in it."""
    path = random.choice(LESSONS)
    return Input(_with_line(path, random.choice(_gaps(path)), "", soup(random), ""))


def page_letters(random: Random) -> Input:
    """Marks strewn over a page."""
    path = random.choice(PAGES)
    return Input({path: _strewn(random, FILES[path])})


def page_lines(random: Random) -> Input:
    """Lines of a page lost, doubled, exchanged, indented."""
    path = random.choice(PAGES)
    lines = FILES[path].split("\n")
    for _ in range(random.randint(1, 4)):
        here, there = random.randrange(len(lines)), random.randrange(len(lines))
        indent = random.choice(("    ", "> ", "- ", "\t", "  "))
        lines[here : here + 1] = random.choice(
            ([], [lines[here]] * 2, [lines[there]], [indent + lines[here]])
        )
    return Input({path: "\n".join(lines)})


def page_heavy(random: Random) -> Input:
    """A page of one thing, thousands of times."""
    many = random.choice((300, 3_000, 60_000))
    one = random.choice(SOUP) + random.choice(("", "", "a", *SOUP))
    path = random.choice(LESSONS)
    text = random.choice(
        (
            one * many,
            "\n".join("    " * (i % 400) + "- a" for i in range(many)),
            f"{one}\n" * many,
            f"{one}\n\n" * many,
        )
    )
    return Input(_with_line(path, random.choice(_gaps(path)), "", text[:3_000_000], ""))


def page_bytes(random: Random) -> Input:
    """A file that is no text."""
    path = random.choice((DATA, MANIFEST, *PAGES))
    raw = bytearray(FILES[path].encode())
    for _ in range(random.randint(1, 8)):
        raw[random.randrange(len(raw))] = random.randrange(256)
    return Input({path: bytes(raw)})


# ── front matter ──────────────────────────────────────────────────────────────

_META_WORDS = (
    "description", "hide", "scripts", "tags", "template", "title", "render_macros", "search", "icon", "status", "date", "revision_date",
    ": ", ":", " ", "\n", "\n  ", "- ", "[toc]", "[", "]", "{", "}", "글", "main.html", "../../x", "../assets/x", "false", "null", "1", "1e400", "2026-01-01",
    "{{= version() =}}", '"', "'", "|", ">", "&a", "*a", "!!x", "#", "---", "...", "\t", "<script>", "{exclude: true}", "9999999999999999999999",
)  # fmt: skip
# What a page's front matter must not hold, each on its second line.
_META_REFUSED = (
    "template: main.html", "template: ../../x.html", "render_macros: false", "title: 다른 제목", "scripts: ['../../evil']", "scripts: home",
    "icon: ../x", "hide: {a: b}", "description: [a]", "zzz: 1", "ignore_macros: true", "nav: []", "search: [x]",
)  # fmt: skip


def front_matter(random: Random) -> Input:
    """Front matter of anything."""
    path = random.choice(LESSONS)
    body = FILES[path].partition("\n---\n")[2]
    if random.random() < 0.4:
        return Input({path: f"---\n{random.choice(_META_REFUSED)}\n---\n{body}"}, (path, 2))
    inside = soup(random, 25, _META_WORDS)
    form = random.choice(
        (
            "---\n{0}\n---\n{1}",
            "---\n{0}\n...\n{1}",
            "{0}\n{1}",
            "---\n{0}\n{1}",
            "\n---\n{0}\n---\n{1}",
            "--- \n{0}\n---x\n{1}",
        )
    )
    return Input({path: form.format(inside, body)})


# ── macros ────────────────────────────────────────────────────────────────────

_NAMES = (
    "version",
    "manifest",
    "resources",
    "lesson_header",
    "topic_lessons",
    "exam_coverage",
    "case_studies",
    "data_fields",
    "versio",
    "x",
    "self",
    "loop",
)
_TEXTS = (
    '"kubernetes"', "'minikube'", '"web.yaml"', '"nope"', '""', '"../../index.md"', '"/etc/passwd"', '"web.yaml\\0"', '"2-3"', '"99999999999-1"', '"0"', '"1-99999"',
    '"book"', '"kubernetes/basic"', '"cka"', '"lesson"', "1", "1.5", "None", "true", "[1]", "{'a': 1}", "()", "config", "version", "'a' * 9", "-1", "*x", "**x",
    'highlight="2"', 'kind="book"', 'topic="nope"', 'zzz="1"', "name='kubernetes'", "'<script>'", "'가'", "'\\n'", "version('kubernetes')",
)  # fmt: skip


def macro_call(random: Random) -> Input:
    """A call of a macro, known or not, with any arguments."""
    path = random.choice((PRACTICE, PROJECT, CASE))
    call = f"{random.choice(_NAMES)}({', '.join(random.choice(_TEXTS) for _ in range(random.randint(0, 3)))})"
    call = random.choice(
        (call, call, f"{call}{soup(random, 3)}", call[:-1], f"{call}|upper", f"{call}.x", f"{call}[0]")
    )
    number = random.choice(_gaps(path))
    text = random.choice(
        ("{{{{= {} =}}}}", "글 {{{{= {} =}}}} 글", "{{{{={}=}}}}", "{{%= {} =%}}", "{{{{=- {} -=}}}}")
    ).format(call)
    certain = call.startswith(("versio(", "x(", "self(", "loop(")) and "\n" not in call and "#}" not in call
    return Input(_with_line(path, number, "", text, ""), (path, number + 1) if certain else None)


# ── questions ─────────────────────────────────────────────────────────────────

_FIRST_QUESTION = next(number for number, _ in _lines(THEORY, "### "))
_LAST_SECTION = next(number for number, _ in _lines(THEORY, "## 출처"))


def quiz_mark(random: Random) -> Input:
    """A choice without its reason, or a question without a right answer."""
    choices = _lines(THEORY, r"^- \[(?P<mark>[ x])\] .*$")
    number, match = random.choice(choices)
    lines = FILES[THEORY].split("\n")
    if random.random() < 0.5:
        del lines[number : number + 2]  # the empty line and the reason
        return Input({THEORY: "\n".join(lines)}, (THEORY, number))
    question = max(at for at, _ in _lines(THEORY, "### ") if at < number)
    end = min([at for at, _ in _lines(THEORY, "##+ ") if at > number])
    lines[question:end] = [line.replace("[x]", "[ ]") for line in lines[question:end]]
    assert match
    return Input({THEORY: "\n".join(lines)}, (THEORY, question))


def quiz_soup(random: Random) -> Input:
    """Anything between the questions."""
    lines = FILES[THEORY].split("\n")
    for _ in range(random.randint(1, 5)):
        here = random.randrange(_FIRST_QUESTION - 1, _LAST_SECTION - 1)
        words = (
            "- [x] ",
            "- [ ] ",
            "- [X]",
            "* [x] 가",
            "\n",
            "\n    ",
            "  ",
            "> ",
            "### ",
            "### 가 { #q }",
            "가",
            "`",
            "![",
            "{{= ",
            "1. ",
            "```\n",
            "- ",
        )
        lines[here : here + random.choice((0, 1, 2))] = [soup(random, 6, words)]
    return Input({THEORY: "\n".join(lines)})


# ── diagrams, commands, manifests, results, names ─────────────────────────────

_DRAWN = (
    "flowchart LR", "sequenceDiagram", "stateDiagram-v2", "graph", "pie", "accTitle: 가", "accDescr: 나", "a", "b", "-->", "---", "-.->", "==>", "->>", "-->>", "-->|x|",
    "[", "]", "((", "))", "{", "}", '["가"]', "(가)", " & ", ";", ":", "\n", "\n", "\n  ", "subgraph x", "end", "loop x", "alt y", "else", "participant a", "Note over a: x",
    "[*]", "state x {", "direction TB", "class a focus", "click a", "%%", "%%{init: {}}%%", '"', "#35;", "<br>", "<script>", "@{ shape: x }", "~~~", ":::", "style a fill:red", "activate a",
    "autonumber", "x" * 40, "가 " * 10, "\t", "`", "$$x$$", "rect rgb(1,2,3)", "par x", "and y", "<<fork>>", "a" * 300, "--" * 60 + ">",
)  # fmt: skip


def diagram(random: Random) -> Input:
    """A diagram of anything."""
    path, inside = random.choice(LESSONS), [soup(random, 30, _DRAWN).replace("```", "")]
    if random.random() < 0.7:
        kind = random.choice(("flowchart LR", "sequenceDiagram", "stateDiagram-v2", "flowchart TB"))
        inside = [kind, "  accTitle: 가", "  accDescr: 나", *inside]
    if random.random() < 0.1:
        inside.append(
            " & ".join(f"n{i}" for i in range(60)) + " --> " + " & ".join(f"m{i}" for i in range(60))
        )
    return Input(
        _with_line(
            path, random.choice(_gaps(path)), "", "```mermaid", *"\n".join(inside).split("\n"), "```", ""
        )
    )


_TYPED = (
    "$ ", "> ", "kubectl ", "get pods", "apply -f web.yaml", "apply -f nope.yaml", "delete pod zzz", "\n", "\n$ ", "\n> ", "|", "&&", "\\", "'", '"', "<<EOF", "EOF", "$(", "`", ")", "for x in", "do", "done",
    "{", "}", "가", "NAME   READY", "...", "\x1b[1m", "\t", "    ", "--output=json", "{{= version('kubernetes') =}}", "{{ .x }}", "<b>", "&lt;", "#", "rm -rf /", "echo ok",
)  # fmt: skip
_REASONS = (
    "",
    "<!-- needs: containers -->",
    "<!-- needs: weather -->",
    "<!-- needs: -->",
    "<!--needs:minikube-->",
    "<!-- needs",
    "<!-- 말 -->",
)


def console(random: Random) -> Input:
    """A block of commands of anything."""
    path = random.choice(LESSONS)
    inside = soup(random, 25, _TYPED).replace("```", "")
    block = (random.choice(_REASONS), "", "```console", *inside.split("\n"), "```", "")
    return Input(_with_line(path, random.choice(_gaps(path)), "", *block))


_OBJECTS = (
    "apiVersion: v1\n", "apiVersion: apps/v1\n", "apiVersion: x/v9\n", "kind: Pod\n", "kind: Service\n", "kind: Deployment\n", "kind: Zzz\n", "metadata:\n  name: web\n", "metadata: {}\n", "spec:\n",
    "  containers:\n", "  - name: a\n", "    image: nginx\n", "    image: nginx:1.30\n", "  selector: {a: b}\n", "  replicas: x\n", "  template:\n", "---\n", "...\n", "# 말\n", "a: &a b\n", "b: *a\n", "!!x y\n",
    "{", "}", "[", "]", "- ", "  ", "\t", ": ", "'", '"', "|", ">", "가", "\x07", "null", "9" * 30, "~", "<<: x\n", "````", "```\n", "</code></pre><script>x</script>\n", "\n",
)  # fmt: skip


def manifest(random: Random) -> Input:
    """A manifest of anything."""
    if random.random() < 0.2:
        return Input({MANIFEST: _strewn(random, FILES[MANIFEST])})
    return Input({MANIFEST: soup(random, 30, _OBJECTS)})


_RESULT = {
    "kubernetes": "1.36.4",
    "date": "2026-11-23",
    "run": 1,
    "compared": 1,
    "excused": {"containers": 1},
}
_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    1.5,
    1e308,
    "x",
    "",
    [],
    {},
    [[1]],
    {"a": {}},
    "2026-11-23",
    "<script>",
    10**30,
    {"weather": 1},
    "\x00",
    "9" * 500,
)


def lab_results(random: Random) -> Input:
    """The record of the labs, with anything in it, on the page that shows it."""
    shows = {VERSIONS: FILES[VERSIONS].replace("{{= versions() =}}", "{{= lab_results() =}}")}
    one = {**_RESULT, random.choice((*_RESULT, "zzz")): random.choice(_VALUES)}
    names = (random.choice(("kubernetes/basic/pods", "zzz", "<b>", "")), "kubernetes/basic/services")
    whole = random.choice(
        (
            {"lessons": {names[0]: one, names[1]: _RESULT}},
            {"lessons": random.choice(_VALUES)},
            random.choice(_VALUES),
        )
    )
    text = json.dumps(whole)
    if random.random() < 0.3:
        text = _strewn(random, text)
    if random.random() < 0.05:
        text = '{"lessons":' + "[" * 100_000
    return Input({**shows, "docs/lab-results.json": text})


_NAME_WORDS = (
    *"ab-_.~ %#?&=+'\"`[](){}<>|*:;,!@$^\\",
    "가",
    "é",
    "😀",
    "\u202e",
    "\n",
    "\t",
    "con",
    "nul",
    "..",
    "%2e",
    "A",
    ".md",
    ".md",
    ".html",
    ".svg",
    ".js",
    ".yaml",
    "index",
    "x" * 80,
)


def file_name(random: Random) -> Input:
    """A file with an odd name, or of an odd kind, beside the lessons or the manifests."""
    name = soup(random, 6, _NAME_WORDS).replace("/", "").strip("\0")
    folder = random.choice(
        (
            "docs/orchestration/kubernetes/basic",
            "docs",
            "docs/orchestration/kubernetes/basic/manifests/services",
        )
    )
    if name in {"", ".", ".."} or len(name.encode()) > 200:
        name = "x y.html"
    return Input({f"{folder}/{name}": random.choice(("# 글\n", "<script>alert(1)</script>", "", "a: 1\n"))})


_WORDS = ("check", "--fix", "--format", "github", "text", "--format=github", "--format=zzz", "-h", "--help", "--", "-", "", "--zzz", THEORY, DATA, "docs/nope.md", "../x", "/etc/passwd",
          "docs", "*", "가.md", "\udcff", "--fix=1", "a" * 5_000, ".", "docs/index.md", "mkdocs.yml", "README.md", "\n")  # fmt: skip


def command_line(random: Random) -> Input:
    """``check`` with any arguments, of a project with or without a mistake."""
    changes = page_line(random).changes if random.random() < 0.5 else {}
    return Input(changes, arguments=("check", *(random.choice(_WORDS) for _ in range(random.randint(0, 4)))))


_TITLES = ("새 글", "a" * 201, "<b>", "&lt;", "{{= x =}}", '"', "'", ": ", "# 글", "- a", "[a", "\n", "\x00", "\u202e", "!x", "*a", "&a", "|", "> ", "null", "true", "1", "2026-01-01", "가\t나", "", " ", "`코드`", "\\", "%", "@", "서비스")  # fmt: skip
_SLUGS = (
    "new-lesson",
    "pods",
    "index",
    "../x",
    "a/b",
    "가",
    "A",
    "",
    "-",
    "a" * 300,
    "con",
    "a b",
    "x.md",
    ".",
    "null",
    "1",
    "\n",
    "manifests",
    "--help",
)
_TOPICS = (
    "kubernetes/basic",
    "kubernetes",
    "case-studies",
    "kubernetes/basik",
    "overview",
    "",
    "/",
    "..",
    "kubernetes/basic/",
    "가",
    "kubernetes/basic/pods",
    "\n",
)
_STAGES = ("이론", "practice", "사례", "project", "이론 학습", "THEORY", "", "x", "\x00")
_MINUTES = ("40", "42", "0", "-5", "9" * 30, "x", "", "1e1", "٤٠", "4_0")
_AFTER = ("kubernetes/basic/pods", "pods", "zzz", "", "shop")


def new_lesson(random: Random) -> Input:
    """``new`` with any arguments: a lesson is begun, or nothing is written."""
    chosen = (
        ("--topic", _TOPICS),
        ("--slug", _SLUGS),
        ("--title", _TITLES),
        ("--stage", _STAGES),
        ("--minutes", _MINUTES),
        ("--after", _AFTER),
    )
    words: list[str] = ["new"]
    for name, values in chosen:
        # Mostly the first, which is right: else nearly all would be refused for something else.
        value = values[0] if random.random() < 0.5 else random.choice(values)
        if random.random() < (0.2 if name in {"--minutes", "--after"} else 0.95):
            words.append(f"{name}={value}")
    return Input({}, arguments=tuple(words))


KINDS: dict[str, Callable[[Random], Input]] = {
    one.__name__: one
    for one in (
        data_value, data_key, data_reference, data_text, data_lines, data_letters, data_heavy,
        page_line, page_soup, page_letters, page_lines, page_heavy, page_bytes,
        front_matter, macro_call, quiz_mark, quiz_soup, diagram, console, manifest, lab_results, file_name, command_line, new_lesson,
    )
}  # fmt: skip
