"""Cases and folders to take, made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svodka.desk.case import Case, open_case
from svodka.desk.founding import new_case


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """An empty case."""
    new_case(tmp_path / "case")
    with open_case(tmp_path / "case") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """A folder with these files in it."""

    def made(files: dict[str, bytes]) -> Path:
        place = tmp_path / "folder"
        for name, data in files.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return place

    return made
