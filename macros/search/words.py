"""What a word is: the same for the index here and for the engine in the browser.

Hangul is written with the keys that type it on the standard Korean keyboard
(``파드`` → ``vkem``). That takes syllables apart, so that endings and mistypings
inside a syllable can be seen, and it is also what a reader types who forgot to
switch the keyboard. Vowels that verbs contract are taken apart (``려`` as ``리어``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# fmt: off
_INITIALS = ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"]
_VOWELS = [
    "k", "o", "i", "O", "j", "p", "lj", "P", "h", "hk", "hlj", "hl", "y", "n", "nj", "np", "nl", "b", "m",
    "ml", "l",
]
_FINALS = [
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt",
    "t", "T", "d", "w", "c", "z", "x", "v", "g",
]
# fmt: on
_FIRST, _LAST = "가", "힣"

WORD = re.compile(r"[가-힣]+|v?[0-9]+(?:\.[0-9]+)+|[A-Za-z][A-Za-z0-9]*|[0-9]{3,}")
_JOINED = re.compile(r"[A-Za-z]*[a-z][A-Z][A-Za-z]*")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PROMPT = re.compile(r"^(?:\$|>) (?:sudo )?([a-z]+)\b", re.MULTILINE)
_PAIR = re.compile(r"(?<![\w-])([a-z]+) (?=([a-z]+)(?![\w./=:]))")
# Names that programs make up: no one searches for them.
_RANDOM = re.compile(
    r"(?=[a-z0-9]*[0-9][a-z0-9]*[a-z])(?=[a-z0-9]*[a-z])[a-z0-9]{8,}|[0-9]{6,}|[0-9a-f]{12,}"
)


def normal(text: str) -> str:
    """Text whose syllables are whole characters, whatever the system that typed it."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """The words of a text as the index has them."""
    return [form(one) for one in WORD.findall(normal(text)) if not _is_random(one)]


def parts(text: str) -> list[str]:
    """The parts of the joined names in a text: ``externalTrafficPolicy`` → external, traffic, policy."""
    return [part.lower() for name in _JOINED.findall(text) for part in _PARTS.findall(name) if len(part) > 1]


def commands(code: str, text: str) -> list[str]:
    """What the commands of a page are told to do, wherever a text has it: ``kubectl drain``."""
    programs = set(_PROMPT.findall(code))
    return [f"{name} {told}" for name, told in _PAIR.findall(text.lower()) if name in programs]


@cache
def _is_random(word: str) -> bool:
    return bool(_RANDOM.fullmatch(word.lower()))


@cache
def form(word: str) -> str:
    """A word as the index has it: small letters, or a dot and the keys of its Hangul."""
    return f".{keys(word)}" if is_hangul(word) else word.lower()


def is_hangul(word: str) -> bool:
    """Whether a word (of one script, as ``WORD`` finds it) is written in Hangul."""
    return _FIRST <= word[0] <= _LAST


def keys(hangul: str) -> str:
    """The keys that type Hangul syllables."""
    typed = []
    for syllable in hangul:
        number = ord(syllable) - ord(_FIRST)
        rest, final = divmod(number, len(_FINALS))
        initial, vowel = divmod(rest, len(_VOWELS))
        typed.append(_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final])
    return "".join(typed)
