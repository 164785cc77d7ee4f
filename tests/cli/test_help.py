"""Every command of the contract exists, explains itself with an example, and never pretends."""

from __future__ import annotations

import subprocess
import sys

import pytest

from svodka.cli import main
from svodka.cli.front import COMMANDS, SECTIONS

CONTRACT = [
    *("tidy", "areas", "kin", "screen", "new", "campaign", "take", "build", "status"),
    *("observations", "grid", "checks", "rates", "signals", "cell", "search", "claims", "audit"),
    *("receipt", "disclose", "forget", "fsck", "release", "verify", "serve", "formats", "demo"),
]

NOT_BUILT = {
    "kin": ["a", "b"],
    "search": ["case", "words"],
    "claims": ["case", "add"],
    "audit": ["case", "--sample", "5", "--seed", "1"],
    "receipt": ["case", "D-0001:cell=A1", "--out", "x.zip"],
    "disclose": ["case", "D-0001", "--to", "handle"],
    "forget": ["case", "D-0001", "--reason", "asked"],
    "fsck": ["case"],
    "release": ["case", "--out", "package"],
    "verify": ["package"],
    "serve": ["case", "--port", "8765"],
}


def test_the_commands_are_those_of_the_contract() -> None:
    assert sorted(COMMANDS) == sorted(CONTRACT)


@pytest.mark.parametrize("command", CONTRACT)
def test_help_shows_an_example_and_exits_0(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help"]) == 0
    said = capsys.readouterr()
    assert f"Example:\n    svodka {command}" in said.out
    assert said.err == ""


def test_help_of_the_program_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    for command in CONTRACT:
        assert f"\n  {command} " in said, command


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "Usage: svodka" in capsys.readouterr().out


def test_what_is_listed_as_not_built_is_all_that_is_not_built() -> None:
    assert set(SECTIONS["Not built yet"]) == set(NOT_BUILT)


@pytest.mark.parametrize("command", sorted(NOT_BUILT))
def test_a_command_that_is_not_built_says_so(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, *NOT_BUILT[command]]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    first, second = said.err.splitlines()
    assert first == f"svodka: error: 'svodka {command}' is not built yet"
    assert second.startswith("svodka: hint: ")


@pytest.mark.parametrize(
    "command",
    [["--help"], ["tidy", "--help"], ["formats"], ["areas", "README.md"], ["status", "."]],
)
def test_a_command_that_needs_no_frames_starts_without_them(command: list[str]) -> None:
    program = (
        "import sys\nfrom svodka.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print({'numpy', 'polars'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command], capture_output=True, text=True, check=True
    )
    assert done.stderr.endswith("set()\n")
