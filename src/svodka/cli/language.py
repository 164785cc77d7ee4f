"""Messages come in English and Russian; what is data, and the names that commands print, stays as it is.

A message is written in English where it arises. On its way to a person it is looked up by its
shape in one catalogue; what it does not hold stays English.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

LANGUAGES = ("en", "ru")
VARIABLE = "SVODKA_LANG"
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_BLANK = re.compile(r"\{([~#]?)\}")
_STANDS_FOR = {"": "(.+?)", "~": "(.+?)", "#": r"(\d+)"}
_DEEPEST = 4

_chosen: list[str] = []


def choose(language: str | None) -> None:
    """Speak `language` from now on; None leaves it to SVODKA_LANG, then to the locale."""
    _chosen[:] = [language] if language else []


def spoken() -> str:
    """The language in force."""
    if _chosen:
        return _chosen[0]
    named = os.environ.get(VARIABLE, "")
    if named in LANGUAGES:
        return named
    locale = next((value for name in _LOCALES if (value := os.environ.get(name))), "")
    return "ru" if locale.lower().startswith("ru") else "en"


def said(message: str) -> str:
    """The message in the language in force; blanks and line ends around it stay."""
    if spoken() == "en":
        return message
    bare = message.strip()
    return message.replace(bare, _russian(bare, _DEEPEST), 1) if bare else message


def russian(message: str) -> str:
    """The message in Russian, whatever language is in force; as it is where there are no words for it."""
    return _russian(message, _DEEPEST)


def _russian(message: str, depth: int) -> str:
    whole, shapes = catalogue()
    if message in whole:
        return whole[message]
    if depth:
        for shape, russian in shapes:
            if found := shape.fullmatch(message):
                return _filled(russian, found.groups(), depth - 1)
    return message


def _filled(russian: str, parts: Sequence[str], depth: int) -> str:
    left = iter(parts)

    def part(blank: re.Match[str]) -> str:
        words = next(left)
        return _russian(words, depth) if blank[1] == "~" else words

    return _BLANK.sub(part, russian)


@cache
def catalogue() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Russian words by whole message, and by shape, the most particular shape first.

    In a shape `{}` stands for what stays as it is, `{~}` for a part that is looked up too,
    `{#}` for a whole number.
    """
    whole: dict[str, str] = {}
    shapes: list[tuple[int, re.Pattern[str], str]] = []
    text = resources.files("svodka.cli").joinpath("russian.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#") or " = " not in line:
            continue
        english, russian = line.split(" = ", 1)
        parts = _BLANK.split(english)
        printed, blanks = parts[::2], parts[1::2]
        if blanks:
            pattern = re.escape(printed[0]) + "".join(
                _STANDS_FOR[blank] + re.escape(after)
                for blank, after in zip(blanks, printed[1:], strict=True)
            )
            shape = re.compile(pattern, re.DOTALL)
            shapes.append((sum(map(len, printed)), shape, russian))
        else:
            whole[english] = russian
    shapes.sort(key=lambda one: -one[0])
    return whole, tuple((shape, russian) for _, shape, russian in shapes)
