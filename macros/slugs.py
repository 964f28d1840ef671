"""Anchors of headings: stable, readable, the same in the build and in the checks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pymdownx.slugs import slugify as _slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.model import Stage

_unicode_slug: Callable[[str, str], str] = _slugify(case="lower")


def slug(text: str, separator: str, *, fixed: dict[str, str]) -> str:
    """The anchor of a heading: its fixed name if it has one, else its own letters.

    Python-Markdown's own function drops Hangul and leaves ``_1``, ``_2``, which
    change whenever a heading is added.
    """
    return fixed.get(text.strip()) or _unicode_slug(text, separator)


def slugger(stages: Iterable[Stage]) -> Callable[[str, str], str]:
    """A slug function that gives the sections of all stages their fixed anchors."""
    fixed = {section.title: section.id for stage in stages for section in stage.sections}
    return partial(slug, fixed=fixed)


def unique(name: str, taken: set[str]) -> str:
    """``name``, or the first of ``name_1``, ``name_2``, … that is free; it is then taken."""
    free, number = name, 0
    while free in taken or not free:
        number += 1
        free = f"{name}_{number}"
    taken.add(free)
    return free
