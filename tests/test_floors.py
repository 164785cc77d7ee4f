"""A floor counts only on the corpus it was measured on, and may only rise."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "floors.toml"
DIGESTS: dict[str, str] = tomllib.loads(FLOORS.read_text("utf-8"))["corpora"]


def tree_digest(folder: Path) -> str:
    """SHA-256 over the names and digests of all files of a folder, in order of name."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{digest}  {path.relative_to(folder).as_posix()}\n".encode())
    return whole.hexdigest()


@pytest.mark.parametrize("topic", DIGESTS)
def test_the_corpus_is_the_one_the_floors_were_measured_on(
    topic: str, corpus: Callable[[str], Path]
) -> None:
    assert tree_digest(corpus(topic)) == DIGESTS[topic], "measure anew, then pin this digest"


def numbers(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, float]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from numbers(value, f"{path}{key}.")
        elif isinstance(value, int | float):
            yield f"{path}{key}", value


def test_no_floor_is_lower_than_in_the_last_commit() -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git, which a clone implies")
    git = ["git", "-C", str(ROOT), "show", "HEAD:tests/floors.toml"]
    shown = subprocess.run(git, capture_output=True, text=True, check=False)
    if shown.returncode != 0:
        return
    now = dict(numbers(tomllib.loads(FLOORS.read_text("utf-8"))))
    for name, floor in numbers(tomllib.loads(shown.stdout)):
        if "most" in name or "ceiling" in name:
            assert now.get(name, floor) <= floor, f"{name} is a ceiling and may only fall"
        else:
            assert now.get(name, 0) >= floor, f"{name} may only rise"
