"""Heavy input is answered in bounded time and memory, and what is let through can be rendered.

Limits, not clocks: each is asked in a process that the system ends when it has used
its seconds of the processor or its memory (``tests/fuzz/worker.py``).
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from macros.checks.bounds import faults
from macros.pages import read_page
from tests.conftest import ROOT, listed
from tests.fuzz.answers import GOOD
from tests.fuzz.heavy import DIAGRAMS, HEAVY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of POSIX")


def asked(*questions: tuple[str, str]) -> list[dict[str, Any]]:
    """The answers of a worker to questions (kind, seed)."""
    lines = "".join(f"{kind} {seed}\n" for kind, seed in questions)
    command = [sys.executable, "-m", "tests.fuzz.worker"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_heavy_input_is_answered_within_its_limits_and_at_its_line() -> None:
    answers = asked(*(("heavy", name) for name in HEAVY))
    assert len(answers) == len(HEAVY)
    wrong = [
        f"{one['seed']}: {one['outcome']}: {one['detail']}" for one in answers if one["outcome"] not in GOOD
    ]
    assert not wrong, listed(wrong)
    refused = {one["seed"] for one in answers if one["outcome"] == "message"}
    assert {name for name, made in HEAVY.items() if made.at} <= refused
    # Large, but no larger than a page can bear.
    assert "diagram: everything to everything" in HEAVY.keys() - refused


@pytest.mark.parametrize("name", ["6400 edges on a line", "11200 edges"])
def test_diagram_that_is_too_large_to_lay_out_is_called_so(name: str) -> None:
    (found,) = asked(("heavy", f"diagram: {name}"))
    assert "[diagram-too-large]" in found["detail"]
    assert "maximum" not in found["detail"]
    assert name in DIAGRAMS


@pytest.mark.parametrize(
    ("within", "beyond", "rule"),
    [
        pytest.param("- " * 8 + "a", "- " * 9 + "a", "page-nesting", id="marks of lists"),
        pytest.param("> " * 8 + "a", ">" * 9 + "a", "page-nesting", id="quotations"),
        pytest.param("    " * 7 + "- a", "    " * 8 + "- a", "page-nesting", id="indentation"),
        pytest.param("\t" * 7 + "1. a", "\t" * 8 + "1. a", "page-nesting", id="tabs"),
        pytest.param("[" * 500, "[" * 501, "page-marks", id="marks of a paragraph"),
        pytest.param(
            "\n\n".join(["*" * 500] * 20), "\n\n".join(["*" * 500] * 21), "page-marks", id="marks of a page"
        ),
        pytest.param("`" * 20 + "a" + "`" * 20, "`" * 21 + "a", "page-marks", id="ticks"),
        pytest.param("[^1]" * 200, "[^1]" * 201, "page-count", id="footnotes"),
        pytest.param("*[a]: b\n\n" * 200, "*[a]: b\n\n" * 201, "page-count", id="abbreviations"),
        pytest.param("```yaml\na: 1\n```", "```pwsh\na\n```", "code-language", id="language"),
        pytest.param("`#!python a`", "`:::pwsh a`", "code-language", id="language of a span"),
        pytest.param(
            f"```text\n{'a' * 1_000}\n```", f"```text\n{'a' * 1_001}\n```", "line-too-long", id="line of code"
        ),
        pytest.param(
            "---\ndescription: a\n---\n", "description: a\n", "front-matter", id="front matter of old"
        ),
    ],
)
def test_bound_lies_where_it_says(within: str, beyond: str, rule: str) -> None:
    assert [str(one) for one in faults(read_page("docs/a.md", within))] == []
    assert rule in {one.rule for one in faults(read_page("docs/a.md", beyond))}
