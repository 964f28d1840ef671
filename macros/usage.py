"""The command line explained in Korean: what is written wrongly, with what was probably meant."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from macros.problems import nearest, short

_CHOICE = re.compile(r"argument .*: invalid choice: (?P<word>.*) \(choose from (?P<known>.*)\)")
# What argparse says, and what we say; all else is said as it comes.
_SAID = (
    (re.compile(r"unrecognized arguments: (.*)"), r"모르는 인자입니다: \1"),
    (re.compile(r"the following arguments are required: (.*)"), r"빠진 것이 있습니다: \1"),
    (re.compile(r"argument (.*): expected one argument"), r"\1 다음에 값을 쓰십시오"),
    (re.compile(r"argument (.*): invalid \S+ value: '(.*)'"), r"\1에 쓸 수 없는 값입니다: ‘\2’"),
    (re.compile(r"argument (.*): ignored explicit argument .*"), r"\1에는 값을 쓰지 않습니다"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are told in Korean; exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        choice = _CHOICE.fullmatch(message)
        if choice:
            word, known = choice["word"].strip("'"), re.findall(r"[\w-]+", choice["known"])
            message = f"없는 명령입니다: ‘{word}’ — {nearest(word, known)}"
        for pattern, korean in _SAID:
            message = pattern.sub(korean, message)
        self.exit(2, f"{short(message)}\n도움말: {self.prog} --help\n")
