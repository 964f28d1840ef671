"""What can be wrong with the roadmap, and how it is said.

A problem is a value. Everything that checks something returns problems; only
the command line prints them and decides the exit status. The texts of all
rules stand in one table (``rules.py``), so that the same rule says the same
thing wherever it is broken.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from macros.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable


MAX_FACT = 400
MAX_WORD = 100


class RefusedError(Exception):
    """Why something that was asked for cannot be done, in Korean, with a way out."""


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file: path from the project's root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Edit:
    """The one certain way to mend a problem: at ``place``, ``old`` becomes ``new``.

    Either text may be empty or go over several lines, which end as ``source.read_text``
    reads them: in a line feed.
    """

    place: Place
    old: str
    new: str


@dataclass(frozen=True, order=True)
class Problem:
    """One broken rule at one place, with the way to mend it.

    ``edit`` is there only if nobody could want another one: ``roadmap check --fix``
    carries it out without asking.
    """

    place: Place
    rule: str
    message: str
    hint: str
    edit: Edit | None = field(default=None, compare=False)

    def __str__(self) -> str:
        place = self.place
        return f"{short(place.path)}:{place.line}:{place.column}: [{self.rule}] {self.message} — {self.hint}"

    def mended_by(self, old: str, new: str, at: Place | None = None) -> Problem:
        """This problem with its certain mending: ``old`` becomes ``new``, here or ``at`` another place."""
        return replace(self, edit=Edit(at or self.place, old, new))


def problem(rule: str, place: Place, **facts: object) -> Problem:
    """Make the problem of breaking ``rule`` at ``place``.

    Args:
        rule: an id of ``rules.RULES``.
        place: where the mistake stands.
        facts: what the rule's message and hint name in braces.

    Raises:
        KeyError: the rule does not exist, or a fact it names is not given.
    """
    text = RULES[rule]
    facts = {name: short(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return Problem(place, rule, text.message.format(**facts), text.hint.format(**facts))


def github_report(problems: Iterable[Problem]) -> str:
    """The same as ``report``, as GitHub shows it beside the lines of a pull request.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    return "\n".join(_annotation(found) for found in sorted(set(problems)))


def _annotation(found: Problem) -> str:
    place = found.place
    properties = {"file": place.path, "line": place.line, "col": place.column, "title": found.rule}
    named = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::error {named}::{_data(f'{found.message} — {found.hint}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def short(fact: str) -> str:
    """A fact as part of one line: no control characters, not too long."""
    line = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in fact)
    return line if len(line) <= MAX_FACT else f"{line[:MAX_FACT]}…"


def report(problems: Iterable[Problem]) -> str:
    """All problems, each once, in the order of files and lines, one a line."""
    return "\n".join(str(found) for found in sorted(set(problems)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which of ``known`` was probably meant by ``word``, as part of a hint."""
    known = sorted(known)
    word = word[:MAX_WORD]
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if not close:
        # `pods` for `kubernetes/basic/pods`: the last part alone was written.
        close = [name for name in known if name.rsplit("/", 1)[-1] == word][:1]
    if close:
        return f"혹시 ‘{close[0]}’입니까?"
    if not known:
        return "아직 등록된 것이 없습니다."
    shown = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")  # noqa: PLR2004 (fits a line)
    return f"쓸 수 있는 값: {shown}"
