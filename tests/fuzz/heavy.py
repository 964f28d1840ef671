"""Input that has taken, or would take, all the time or memory there is.

Found by measuring: Python-Markdown with our extensions takes more than two seconds for
most of these, or calls itself until Python gives up.
"""

from __future__ import annotations

from tests.fuzz.inputs import Input
from tests.minimal import CASE, DATA, FILES, MANIFEST, PRACTICE, THEORY, VERSIONS, edited

_SLOT = "글입니다."


def _page(text: str, line: int = 0) -> Input:
    """A paragraph in a lesson; ``line`` is the one to be named, counted from its first (0)."""
    changes = edited(CASE, (_SLOT, text))
    first = FILES[CASE].split(_SLOT, maxsplit=1)[0].count("\n") + 1
    return Input(changes, (CASE, first + line))


def _data(text: str, line: int = 1) -> Input:
    return Input({DATA: text}, (DATA, line))


def _lessons(needs: str) -> str:
    """A thousand lessons that each need ``needs`` (with the numbers i and j of two others)."""
    entries = "".join(
        f"          - slug: l{i}\n            title: 글\n            stage: theory\n            minutes: 40\n"
        f"            summary: 글입니다.\n            goals: [설명하기]\n            needs: [{needs.format(i=i * 7 % 1000, j=i * 3 % 1000)}]\n"
        for i in range(1000)
    )
    return FILES[DATA].replace("          - slug: shop\n", f"{entries}          - slug: shop\n")


_GROWING = "a0: &a0 [x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)
)
_SHOWS_RESULTS = edited(VERSIONS, ("{{= versions() =}}", "{{= lab_results() =}}"))

HEAVY: dict[str, Input] = {
    # ── the data file ──
    "YAML bomb": _data(_GROWING),
    "YAML 100000 deep": _data("[" * 100_000),
    "YAML keys 100000 deep": _data("? " * 100_000),
    "YAML of 900000 values": _data("terms: [" + "1," * 900_000 + "]\n"),
    "YAML of 55000 empty entries": _data("terms: [" + "{}," * 29_000 + "]\n"),
    "YAML of 50000 documents": _data("---\na: 1\n" * 50_000, 201),
    "data file of three million letters": _data("#" * 3_000_000),
    "number of a million digits": Input(
        edited(DATA, ("minutes: 40", f"minutes: {'9' * 1_000_000}")), (DATA, 67)
    ),
    "name of a million letters": Input(edited(DATA, ("slug: shop", f"slug: {'a' * 1_000_000}")), (DATA, 88)),
    "thousand lessons in rings": Input({DATA: _lessons("kubernetes/basic/l{i}, kubernetes/basic/l{j}")}),
    "thousand lessons with names near by": Input(
        {DATA: _lessons("kubernetes/basik/l{i}, kubernetes/basik/l{j}")}
    ),
    "5000 terms": Input(
        {
            DATA: FILES[DATA].replace(
                "terms:\n",
                "terms:\n" + "".join(f"  - {{id: t{i}, ko: 가, en: a, text: 나}}\n" for i in range(5_000)),
            )
        }
    ),
    # ── pages ──
    "page of three million letters": Input({THEORY: "가" * 3_000_000}, (THEORY, 1)),
    "page of 300000 letters": Input({THEORY: FILES[THEORY] + "글\n\n" * 60_000}, (THEORY, 1)),
    "front matter bomb": Input({THEORY: f"---\n{_GROWING}---\n\n# 파드\n"}, (THEORY, 2)),
    "front matter 100000 deep": Input({THEORY: f"---\n{'[' * 100_000}\n---\n\n# 파드\n"}, (THEORY, 2)),
    "list 1000 deep": _page("\n".join("    " * i + "- a" for i in range(1, 200)), 7),
    "list 1000 deep on one line": _page("- " * 1_000 + "a"),
    "numbers 1000 deep on one line": _page("1. " * 1_000 + "a"),
    "quotation 1000 deep": _page("> " * 1_000 + "a"),
    "boxes 100 deep": _page("\n\n".join("    " * i + "!!! note" for i in range(100)), 18),
    "emphasis 1500 deep": _page("*a " * 1_500 + "b*" * 200),
    "6000 opening brackets": _page("[" * 4_999),
    "6000 brackets in six lines": _page("\n".join(["[" * 1_000] * 6)),
    "6000 images": _page("\n".join(["![a](" * 900] * 6)),
    "6000 open angles": _page("\n".join(["[a](<" * 900] * 6)),
    "1000 pieces of CDATA": _page("\n".join(["<![CDATA[" * 500] * 2)),
    "5000 ticks": _page("`" * 4_990 + "a"),
    "8000 ticks as a fence": _page("`" * 8_000 + "a"),
    "1000 elements in elements": _page('<div markdown="1">\n\n' * 1_000 + "a\n\n" + "</div>\n\n" * 1_000),
    "6000 references to a footnote": _page("\n".join(["[^1] " * 900] * 6)),
    "6000 footnotes": _page("\n\n".join(f"[^{i}]\n\n[^{i}]: a" for i in range(3_000)), 4 * 100),
    "6000 abbreviations": _page("\n".join(f"*[a{i}]: b" for i in range(6_000))),
    "table of 60000 cells": _page("|a" * 300 + "|\n" + "|-" * 300 + "|\n" + ("|b" * 300 + "|\n") * 200, 16),
    "3000 headings": _page("### 가\n\n" * 3_000, 2 * 196),
    "40000 items": _page("- a\n" * 40_000, 1_500),
    "2000 calls of a list": _page("{{= resources() =}}\n\n" * 2_000, 38),
    "2000 links": _page("\n\n".join(["[a](services.md) " * 20] * 100), 100),
    "150 diagrams": _page(
        "```mermaid\nflowchart LR\n  accTitle: 가\n  accDescr: 나\n  a --> b\n```\n\n" * 150, 7 * 20
    ),
    "code of 100000 letters on one line": _page(f"```console\n$ {'a: ' * 33_000}\n```", 1),
    "code of 5000 lines": _page("```console\n$ a \\\n" + "> b \\\n" * 5_000 + "```"),
    "language that takes long": _page("`#!csound a`"),
    # ── the rest ──
    "manifest bomb": Input({MANIFEST: _GROWING}, (MANIFEST, 1)),
    "manifest of 5000 documents": Input(
        {MANIFEST: "---\napiVersion: v1\nkind: Pod\n" * 3_000}, (MANIFEST, 301)
    ),
    "manifest of a million letters": Input({MANIFEST: "# a\n" * 250_000}, (MANIFEST, 1)),
    "manifest that ends its block": Input({MANIFEST: "a: |\n  ````\n  <script>alert(1)</script>\n"}),
    "lines to highlight": Input(edited(PRACTICE, ('highlight="2-3"', 'highlight="1-99999"'))),
    "results 100000 deep": Input({**_SHOWS_RESULTS, "docs/lab-results.json": '{"lessons":' + "[" * 100_000}),
    "results of three million letters": Input({**_SHOWS_RESULTS, "docs/lab-results.json": " " * 3_000_000}),
    "three thousand questions": Input(
        {THEORY: FILES[THEORY].replace("## 출처", "### 가\n\n- [x] 나\n\n    다\n\n" * 3_000 + "## 출처")}
    ),
}

_HEAD = "flowchart LR\n  accTitle: 가\n  accDescr: 나\n"
DIAGRAMS = {
    "6400 edges on a line": _HEAD + "  " + " & ".join(f"a{i}" for i in range(80)) + " --> " + " & ".join(f"b{i}" for i in range(80)),
    "11200 edges": _HEAD + "\n".join(
        "  " + " & ".join(f"n{k}{i}" for i in range(40)) + " --> " + " & ".join(f"n{k + 1}{i}" for i in range(40)) for k in range(8)
    ),
    "everything to everything": _HEAD + "\n".join(f"  a{i} --> " + " & ".join(f"a{j}" for j in range(30) if j != i) for i in range(30)),
    "long arrow": _HEAD + "  a " + "-" * 5_000 + "> b",
    "boxes in boxes": _HEAD + "subgraph s\n" * 58 + "a-->b\n" + "end\n" * 57,
    "100 wrong lines": _HEAD + "\n".join(f"  a{i} -->--> b" for i in range(100)),
    "thousand edges": _HEAD + "  " + ";".join(f"a{i % 30}-->a{i * 7 % 30}" for i in range(500)),
    "long label": _HEAD + '  a["' + "가 " * 2_700 + '"] --> b',
}  # fmt: skip
HEAVY |= {f"diagram: {name}": _page(f"```mermaid\n{text}\n```") for name, text in DIAGRAMS.items()}
HEAVY |= {
    f"diagram: {name}": Input(HEAVY[f"diagram: {name}"].changes)
    for name in ("everything to everything", "long arrow", "boxes in boxes", "100 wrong lines", "thousand edges", "long label",
                 "6400 edges on a line", "11200 edges")
}  # fmt: skip
