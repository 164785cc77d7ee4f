"""Messages come in English and Russian; the words of the contract and all names stay as they are."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import svodka
from svodka.cli import main
from svodka.cli.front import SECTIONS, front
from svodka.cli.language import catalogue, said
from svodka.cli.spoken import Spoken, translatable
from svodka.desk.judging import told
from svodka.model import CellName, Finding, Kind, Reason
from svodka.recognise.apart import LOOK, NOT_APART

Captured = pytest.CaptureFixture[str]
SOURCES = sorted(Path(svodka.__path__[0]).rglob("*.py"))
RAISED = {
    "BadArgument",
    "BrokenCase",
    "NotBuilt",
    "BrokenCodebook",
    "SvodkaError",
    "WouldOverwrite",
}


@pytest.fixture(autouse=True)
def _russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_LANG", "ru")


def words_of(node: ast.expr) -> str:
    """The words of a text in code, with `X` for what is filled in; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
        )
    return ""


def messages() -> Iterator[tuple[str, str]]:
    """Every error and hint that stands in the code as a text, with its module."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            hints = [word.value for word in node.keywords if word.arg == "hint"]
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            for found in (*hints, *(node.args[:1] if name in RAISED else ())):
                if words := words_of(found):
                    yield path.name, words


def test_every_error_and_hint_has_russian_words() -> None:
    missing = {(name, words) for name, words in messages() if said(words) == words}
    assert not {one for one in missing if re.sub(r"svodka \w+|[X{}]", "", one[1]).strip()}


def test_every_reason_and_command_has_russian_words(capsys: Captured) -> None:
    assert not [reason for reason in Reason if said(reason.value) == reason.value]
    assert not [title for title in SECTIONS if said(title) == title]
    main(["--help"])
    printed = capsys.readouterr().out
    listed = re.findall(r"^  [a-z]+ +(\S.*)$", printed.split("Example")[0], re.MULTILINE)
    lines = [line for line in listed if "svodka" not in line]
    assert len(lines) > 20
    assert not [line for line in lines if not re.search("[а-я]", line)]


def test_a_file_whose_name_is_a_message_keeps_it(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mail", "damaged (archive)", "read: truncated"):
        assert main(["tidy", name]) == 1
        first, second, *_ = capsys.readouterr().err.splitlines()
        assert first.startswith(f"svodka: error: {name}: не прочитано: ")
        assert second.startswith("svodka: hint: ")


def test_the_option_comes_before_the_variable_and_the_variable_before_the_locale(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoken(*arguments: str) -> str:
        main([*arguments, "tidy", "absent"])
        return "ru" if "не прочитано" in capsys.readouterr().err else "en"

    assert spoken() == "ru"
    assert spoken("--lang", "en") == "en"
    monkeypatch.setenv("SVODKA_LANG", "en")
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert spoken() == "en"
    monkeypatch.delenv("SVODKA_LANG")
    assert spoken() == "ru"
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert spoken() == "en"


def test_both_sides_of_the_catalogue_have_the_same_blanks() -> None:
    _, shapes = catalogue()
    for shape, russian in shapes:
        assert shape.groups == len(re.findall(r"\{~?\}", russian)), russian


@pytest.mark.parametrize("command", [name for part in SECTIONS.values() for name in part])
def test_help_of_a_command_that_is_built_has_russian_words(command: str) -> None:
    if command in SECTIONS["Not built yet"]:
        return
    found = front.get_command(click.Context(front), command)
    assert isinstance(found, Spoken)
    whole, _ = catalogue()
    assert [text for text in translatable(found) if said(text) == text and text not in whole] == []


def words_of_findings() -> Iterator[tuple[str, str]]:
    """Every text that becomes the words of a finding, with 7 for what is filled in, and its module."""
    rooms = ("reconcile", "desk")
    for path in (one for one in SOURCES if one.parent.name in rooms):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found: list[ast.expr] = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                found = [word.value for word in node.keywords if word.arg == "words"]
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "words":
                found = [node.value]
            for text in found:
                if isinstance(text, ast.Constant | ast.JoinedStr):
                    yield path.name, words_of(text).replace("X", "7")


def test_the_words_of_every_finding_have_a_russian_side() -> None:
    """Joined parts too: the frame of the sentence is Russian, whatever stands in it."""
    found = {text for _, text in words_of_findings() if len(text) > 8 and " " in text}
    assert len(found) > 25
    # Of these a part is filled in that decides the sentence: each way is said below.
    joined = {text for text in found if re.match(r"7[: ]|total 7 7|not judged", text)}
    joined |= {text for text in found if re.search(r"text7$|side: 7; 7$|it: 77$", text)}
    ways = {
        "agreed 5, more than approached 3",
        "agreed 3, not more than approached 5",
        "total 7 equals the sum of its parts 7",
        "total 7 differs from the sum of its parts 8; one of the two stands in several versions",
        "unusually regular: evenness 0.1 over 31 values",
        "as regular as chance: copied 3 over 31 values",
        "unusually regular: 9 of 9 periods equal the plan",
        "as regular as chance: 1 of 9 periods equal the plan",
        "not judged: all zeros",
        "headline of D-0001: 7 differs from 8 in its text; rounding words, no error",
    }
    assert {
        text for text in found - joined | ways if not re.search("[а-я]{3}", said(text))
    } == set()
    for kind in Kind:
        assert said(kind.value) != kind.value


def test_a_finding_of_several_parts_is_told_in_one_language() -> None:
    one = Finding(
        kind=Kind.IMPOSSIBLE,
        words="these cells cannot all be true; smallest sets that would settle it: 2: D-0001:cell=A1 (23, would be 32: "
        "adjacent digits swapped) and D-0001:cell=B2 (7, would be another value); D-0001:cell=C3 (9, would be 8)",
        cells=tuple(CellName(1, f"cell=A{number}") for number in range(1, 6)),
        area="A",
        start="2023-10-02",
    )
    lines = list(told([one], said))
    assert lines[0].startswith("  ячейки не могут быть верны все · A 2023-10-02 · эти ячейки")
    latin = re.sub(r"D-0001:cell=[A-C]\d| A 2023", "", " ".join(lines))
    assert re.findall(r"[A-Za-z]{2,}", latin) == []
    assert lines[1].endswith("и ещё 2")


DOUBTERS = ("apart", "arealists", "calendar", "exceptions", "filenames", "hidden", "intervals",
            "prose", "prose_areas", "prose_moments", "sheet_years", "tables")  # fmt: skip


def doubts() -> list[str]:
    """The texts of doubts that rooms name, and those that they print where they arise."""
    found: list[str] = []
    for name in (f"recognise.{one}" for one in DOUBTERS):
        module = importlib.import_module(f"svodka.{name}")
        assert module.__file__
        source = Path(module.__file__).read_text("utf-8")
        named = re.findall(
            r"^[A-Z_, ]+ = (?:\()?((?:\"[a-z][^\"\n]{7,}\"(?:, )?)+)", source, re.MULTILINE
        )
        found += [text for line in named for text in re.findall(r"\"([^\"]+)\"", line)]
        found += re.findall(r"doubts?\W{1,4}(?:\(\*\w+(?:\.\w+)?, )?\"([a-z][^\"{}]+)\"", source)
    return [text for text in found if text not in (LOOK, NOT_APART) and " " in text]


def test_every_doubt_has_russian_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_LANG", "ru")
    assert len(doubts()) > 25
    assert not [text for text in doubts() if said(text) == text]
    for what in ("row", "column", "figure"):
        text = said(f"{NOT_APART} {what} at sheet=A&cell=B2: {LOOK}")
        assert not re.search(r"look|share|label", text)
