"""What is glued to a number or only looks like one: footnote marks, dates, codes, telephones."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from svodka.lexicon.patterns import expression

SPACES = expression("[\\s\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]+")
DASH = "[-\u2010-\u2015\u2212]"
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_DATE = expression(
    r"\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})(?:\s*г\.?)?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:[ T]\d\d:\d\d(?::\d\d)?)?|\d{1,2}:\d\d(?::\d\d)?|\d{1,2}-\d{1,2}-\d{4}"
)  # fmt: skip
_YEARS = expression(
    rf"(?:19|20)\d\d\s*{DASH}\s*(?:19|20)\d\d(?:\s*(?:гг?\.?|год\w*))?|(?:19|20)\d\d/(?:\d\d|(?:19|20)\d\d)"
    r"|(?:19|20)\d\d\s*(?:г\.?|год\w{0,2}\.?)")  # fmt: skip
_CODE = expression(
    r"\d+(?:\.\d+){2,}\.?|\d+\.|\d{1,2}\)|№.*|[A-Za-zА-Яа-я]{1,3}[-.]?\d+(?:[-./]\d+)*|0\d+"
)
_PHONE = expression(r"\+\d[\d\s()-]{8,}|(?:8|7)?\s*\(\d{3,5}\)\s*[\d\s-]{5,}.*|\d{1,3}-\d\d-\d\d|"
r"\d-\d{3}-\d{3}-\d\d-\d\d"
                    r"|\(?\d{3}\)?[\s-]\d{3}-\d{4}")  # fmt: skip
_NOT_A_FIGURE = tuple((pattern, kind) for pattern, kind in (
    (_DATE, "date"), (_YEARS, "years"), (_PHONE, "telephone"), (_CODE, "code")))  # fmt: skip

_CLEAR_NOTES = expression(
    rf"(?P<notes>(?:\s*[{_SUPERSCRIPTS}]+\)?|\s*\*+\)?|\s*\[\d{{1,2}}\]|(?<=[\d%])\s+\d{{1,2}}\)|[†‡§]|"
    rf",(?=\s*[\d*{_SUPERSCRIPTS}]+\))|;)+)$"
)
GLUED_NOTES = expression(r"(?P<first>\d{1,2})\)(?P<rest>(?:[,;\s]*\d{1,2}\))*)$")
_NOTE_NUMBER = expression(r"\d{1,2}|\*+|[†‡§]")
_DEFINED_NOTE = expression(r"(?:^|[.;] |\s)(\d{1,2})\)\s?(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Style:
    """How one table prints its numbers. `decimal` is the sign before decimals, "" where unknown.

    `decimals` is how many digits follow it usually (None where it varies), `notes` the footnote
    numbers that the table defines.
    """

    decimal: str = ""
    decimals: int | None = None
    notes: Collection[str] = ()


UNKNOWN_STYLE = Style()


def squeeze(text: str) -> str:
    """One space for every run of spaces of any kind, none at the ends."""
    return SPACES.sub(" ", text).strip()


def looks_like(text: str) -> str:
    """What a text that only looks like a value is: date, years, telephone, code; else empty."""
    flat = squeeze(text)
    for pattern, kind in _NOT_A_FIGURE:
        if pattern.fullmatch(flat):
            return kind
    return ""


def note_numbers(line: str) -> frozenset[str]:
    """The footnotes that one line defines: «1) Оценка. 2) Январь-сентябрь …» gives 1 and 2."""
    return frozenset(_DEFINED_NOTE.findall(squeeze(line)))


def defined_notes(line: str) -> list[tuple[str, str]]:
    """Each footnote that one line defines, with its text."""
    flat = squeeze(line)
    starts = list(_DEFINED_NOTE.finditer(flat))
    stops = [*(found.start() for found in starts[1:]), len(flat)][: len(starts)]
    return [
        (f[1], flat[f.end() : stop].strip(" .;")) for f, stop in zip(starts, stops, strict=True)
    ]


def split_decimals(digits: str) -> tuple[str, str, str]:
    """Whole part, decimal sign and decimals, if exactly one comma or point stands in the digits."""
    for sign in ",.":
        if digits.count(sign) == 1 and not any(other in digits for other in ",." if other != sign):
            whole, _, tail = digits.partition(sign)
            return whole, sign, tail
    return digits, "", ""


def strip_clear_notes(flat: str) -> tuple[str, tuple[str, ...]]:
    """Notes that formatting sets apart: superscripts, stars, «1)» after a space, [1]."""
    if not (found := _CLEAR_NOTES.search(flat)) or found.start() == 0:
        return flat, ()
    marks = found["notes"].translate(_SUPERSCRIPT)
    if re.search(rf"(?:км|м|m|km|мм|см)\s*[{_SUPERSCRIPTS[2:4]}]$", flat):
        return flat, ()
    return flat[: found.start()].rstrip(), tuple(_NOTE_NUMBER.findall(marks))


def unglue(
    body: str, glued: re.Match[str], how: Style
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """«101,61),2)» → 101,6 with notes 1 and 2: the closing bracket says that a note is there."""
    rest = tuple(_NOTE_NUMBER.findall(glued["rest"]))
    if body[glued.start() - 1 : glued.start()] == "(" or body.startswith("("):
        return body, (), ()
    stem = body[: glued.start()] + glued["first"]
    options = []
    for size in (1, 2):
        number, note = stem[:-size], stem[-size:]
        if note.isdigit() and note[0] != "0" and number[-1:].isdigit():
            options.append((number, note))
    if not options:
        return body, (), ()
    likely = _likely(options, how)
    number, note = likely[0]
    doubts = () if len(likely) == 1 else (f"footnote {note} or part of the number",)
    return number, (note, *rest), doubts


def _likely(options: list[tuple[str, str]], how: Style) -> list[tuple[str, str]]:
    """The options that the notes below the table and its usual decimals leave open."""
    known = [option for option in options if option[1] in how.notes]
    options = known or options
    if len(options) > 1 and how.decimals is not None:
        fitting = [o for o in options if len(split_decimals(o[0])[2]) == how.decimals]
        options = fitting or options
    return options
