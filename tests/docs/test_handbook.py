"""What the handbook promises is there: commands, words, keys, rooms, length."""

from __future__ import annotations

import dataclasses
import re
from enum import Enum
from pathlib import Path

import pytest
from click.testing import CliRunner

from svodka.cli.front import COMMANDS, front
from svodka.lexicon import codebooks
from svodka.model import (
    Area,
    Basis,
    Category,
    Due,
    FilingState,
    Kind,
    Mark,
    Measure,
    Obligation,
    Protection,
    Qualifier,
    Role,
    Voice,
)

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SHOWN = README + "".join(page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md")))


def test_the_readme_is_one_door_of_at_most_120_lines() -> None:
    assert len(README.splitlines()) <= 120
    for word in ("For whom", "must never serve", "./run demo", "./run test", "What runs where"):
        assert word in README


def test_a_decision_record_is_at_most_40_lines() -> None:
    for page in (ROOT / "docs" / "decisions").glob("*.md"):
        assert len(page.read_text("utf-8").splitlines()) <= 40, page.name


@pytest.mark.parametrize(
    "kind",
    [Basis, Mark, Role, Qualifier, Protection, Voice, FilingState, Due, Kind],
    ids=lambda kind: kind.__name__,
)
def test_every_word_on_disk_stands_in_the_list_of_words(
    kind: type[Enum],
) -> None:
    words = (ROOT / "docs" / "words.md").read_text("utf-8")
    for member in kind:
        assert f"`{member.value}`" in words


def test_every_key_of_a_codebook_is_explained() -> None:
    page = (ROOT / "docs" / "codebooks.md").read_text("utf-8")
    for kind in (Area, Category, Measure, Obligation):
        for field in dataclasses.fields(kind):
            if field.name != "claimed":
                assert re.search(rf"`(\S+ )?{field.name}`", page), f"{kind.__name__}.{field.name}"
    for key in ("name", "title", "route", "[period] week_ends", "[period] due_days"):
        assert f"`{key}`" in page
    for name in codebooks.shipped():
        assert f"`{name}`" in page


def test_every_command_that_is_built_is_shown_in_the_handbook() -> None:
    for command, module in COMMANDS.items():
        if module != "unbuilt":
            assert re.search(rf"svodka {command}\b|run {command}\b", SHOWN), command


def test_every_option_that_the_handbook_shows_exists() -> None:
    for line in re.findall(r"^(?:\$ |\./run )?svodka .*$", SHOWN, re.MULTILINE):
        words = re.sub(r"#.*", "", line.removeprefix("$ ").removeprefix("./run ")).split()
        if words[1] not in COMMANDS:
            continue
        told = CliRunner().invoke(front, [words[1], "--help"]).output
        for option in (word for word in words if word.startswith("--")):
            assert option in told, line
