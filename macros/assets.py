"""What a built site weighs: only the theme's rules that apply, nothing but code, names by content.

Works on the finished files, whatever engine made them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rcssmin
import rjsmin
import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ASSETS, _SEARCH = "assets", "search"
# The theme's script and what it loads; page.js does what readers use of it.
_UNUSED = ("javascripts/bundle.*", "javascripts/lunr", "javascripts/workers", "**/*.map")
_TAG = re.compile(r"<([a-z][a-z0-9-]*)")
_ATTRIBUTE = re.compile(r"\s([a-z][\w-]*)=\"([^\"]*)\"")
_WORD = re.compile(r"[\w-]+")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_NESTING = {"media", "supports", "layer"}
_CASE_MATTERS = {"class", "id"}
# What a name that says its content looks like: `page.45eee729.js`. A server lets browsers keep
# such files for ever, and asks for all others to be checked: hosting/nginx/site.conf.
NAMED = re.compile(r"\.(?P<digest>[0-9a-f]{8})\.(?:css|js)$")
_DIGITS = 8


@dataclass(frozen=True)
class Used:
    """What the pages have: words that selectors can name, and attributes with their values."""

    words: frozenset[str]
    attributes: frozenset[tuple[str, str]]


def named(name: str, content: bytes) -> str:
    """A file's name with a digest of its content in it: ``page.js`` becomes ``page.45eee729.js``.

    Args:
        name: the name without folders; ``main.0123.min.css`` keeps ``main`` and ``css``.
        content: the bytes of the file.
    """
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return f"{name.partition('.')[0]}.{digest}.{name.rpartition('.')[2]}"


def slim(site: Path) -> None:
    """Take from a built site what no page uses; name styles and scripts by their content.

    Args:
        site: the folder of the built site; its files are changed.
    """
    assets = site / _ASSETS
    for pattern in _UNUSED:
        for path in sorted(assets.glob(pattern)):
            _remove(path)
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    used = _used(pages.values(), assets)
    sheets = {path: path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.css"))}
    kept = {
        path: _applying(text, used) if path.name.endswith(".min.css") else text
        for path, text in sheets.items()
    }
    while True:
        named = frozenset(_VARIABLE.findall("".join(kept.values()) + "".join(pages.values())))
        fewer = {
            path: _without_variables(text, named) if path.name.endswith(".min.css") else text
            for path, text in kept.items()
        }
        if fewer == kept:
            break
        kept = fewer
    for path, text in kept.items():
        path.write_text(rcssmin.cssmin(text), encoding="utf-8")
    for path in sorted(assets.rglob("*.js")):
        path.write_text(rjsmin.jsmin(path.read_text(encoding="utf-8")), encoding="utf-8")
    _name_by_content(site, pages)


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            _remove(inner)
        path.rmdir()
    else:
        path.unlink()


def _used(pages: Iterable[str], assets: Path) -> Used:
    words: set[str] = set()
    attributes: set[tuple[str, str]] = set()
    for text in pages:
        words.update(_TAG.findall(text))
        for name, value in set(_ATTRIBUTE.findall(text)):
            attributes.add((name, value))
            if name in _CASE_MATTERS:
                words.update(value.split())
    for script in sorted(assets.rglob("*.js")):
        words.update(_WORD.findall(script.read_text(encoding="utf-8")))
    return Used(frozenset(words), frozenset(attributes))


# ── rules ─────────────────────────────────────────────────────────────────────


def _applying(css: str, used: Used) -> str:
    """A stylesheet without the rules that can match nothing."""
    return "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used))


def _rules(rules: Iterable[Any], used: Used) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _applies(one, used)]
            if selectors:
                prelude = ",".join(tinycss2.serialize(one).strip() for one in selectors)
                yield f"{prelude}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTING and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            text = "".join(_rules(inner, used))
            if text:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{text}}}"
        elif rule.type == "at-rule":
            yield rule.serialize()


def _selectors(prelude: Iterable[Any]) -> Iterator[list[Any]]:
    one: list[Any] = []
    for part in prelude:
        if part == ",":
            yield one
            one = []
        else:
            one.append(part)
    yield one


def _applies(selector: list[Any], used: Used) -> bool:
    """Whether a selector can match: every class, id, tag and value it names is there."""
    before = ""
    for token in selector:
        if token.type == "ident" and before != ":" and token.value not in used.words:
            return False
        if token.type == "hash" and token.value not in used.words:
            return False
        if token.type == "[] block" and not _has_attribute(token.content, used):
            return False
        before = token.value if token.type == "literal" else ""
    return True


def _has_attribute(content: list[Any], used: Used) -> bool:
    tokens = [one for one in content if one.type != "whitespace"]
    if len(tokens) != 3 or tokens[1] != "=":  # noqa: PLR2004 (name, equals sign, value)
        return True
    name, value = tokens[0].value, getattr(tokens[2], "value", "")
    return (name, value) in used.attributes or value in used.words


def _without_variables(css: str, named: frozenset[str]) -> str:
    """A stylesheet without the custom properties that nothing names."""
    return re.sub(
        r"(?<=[{;])(--[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=}))",
        lambda match: match[0] if match[1] in named else "",
        css,
    )


# ── names ─────────────────────────────────────────────────────────────────────


def _name_by_content(site: Path, pages: dict[Path, str]) -> None:
    """Put a digest of the content into the name of every style and script that a page names.

    Pages name those that they load themselves, and those that the search loads when it is opened.
    """
    names: dict[str, str] = {}
    together = "".join(pages.values())
    for path in sorted(path for folder in (_ASSETS, _SEARCH) for path in (site / folder).rglob("*.*s")):
        old = path.relative_to(site).as_posix()
        if path.suffix in {".css", ".js"} and f'{old}"' in together:
            target = path.rename(path.with_name(named(path.name, path.read_bytes())))
            names[old] = target.relative_to(site).as_posix()
    for path, text in pages.items():
        for old, new in names.items():
            text = text.replace(f'{old}"', f'{new}"')  # noqa: PLW2901 (each name in turn)
        path.write_text(text, encoding="utf-8")
