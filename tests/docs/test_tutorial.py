"""The tutorial is executed: every command exits 0 and prints what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [ROOT / "docs" / "tutorial.md"]


def sessions(page: Path) -> list[tuple[str, list[str]]]:
    """Commands of all console blocks in order, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def missing(expected: list[str], printed: str) -> str | None:
    """The first expected line that does not stand in the output, in order."""
    at = 0
    for line in expected:
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        match = re.compile(f"^{pattern}$", re.MULTILINE).search(printed, at)
        if match is None:
            return line
        at = match.end()
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_the_page_prints_what_the_page_says(page: Path, tmp_path: Path) -> None:
    tools = Path(sys.executable).parent
    clean = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    for command, expected in sessions(page):
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        lost = missing(expected, done.stdout)
        assert lost is None, f"{command}\nexpected: {lost}\nprinted:\n{done.stdout}"
