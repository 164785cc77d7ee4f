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
from svodka.model import Reason
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
