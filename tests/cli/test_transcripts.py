"""Sessions as a person sees them: what is typed, what is said, how it ends.

In `tests/transcripts/*.txt`: `% NAME` begins a file whose lines follow after `| `; `$ COMMAND` is
typed; lines that follow are stdout, those after `! ` stderr; `? CODE` the exit code if not 0.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TRANSCRIPTS = sorted((Path(__file__).parent.parent / "transcripts").glob("*.txt"))


@dataclass
class Typed:
    """One command with what is expected of it."""

    command: str
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    code: int = 0


def parsed(text: str, place: Path) -> list[Typed]:
    typed: list[Typed] = []
    file: Path | None = None
    for line in text.splitlines():
        mark, rest = line[:2], line[2:]
        if mark == "% ":
            file = place / rest
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("", "utf-8")
        elif mark == "| " and file is not None:
            with file.open("a", encoding="utf-8") as out:
                out.write(f"{rest}\n")
        elif mark == "$ ":
            typed.append(Typed(rest))
        elif mark == "! ":
            typed[-1].err.append(rest)
        elif mark == "? ":
            typed[-1].code = int(rest)
        elif typed:
            typed[-1].out.append(line)
    return typed


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_session_goes_as_written(transcript: Path, tmp_path: Path) -> None:
    for typed in parsed(transcript.read_text("utf-8"), tmp_path):
        words = shlex.split(typed.command)
        assert words[0] == "svodka"
        done = subprocess.run(
            [sys.executable, "-m", "svodka", *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        here = str(tmp_path)
        assert done.stdout.replace(here, ".").splitlines() == typed.out, typed.command
        assert done.stderr.replace(here, ".").splitlines() == typed.err, typed.command
        assert done.returncode == typed.code, typed.command


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS
