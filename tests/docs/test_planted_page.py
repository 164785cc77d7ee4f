"""The page about planted defects says what the kept results say."""

from __future__ import annotations

import runpy
from pathlib import Path

from tests.reconcile.simulate import read

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_tables_of_planted_defects_are_those_of_the_kept_results() -> None:
    tables = runpy.run_path(str(ROOT / "tools" / "draw_planted.py"))["tables"](read())
    page = (ROOT / "docs" / "planted.md").read_text("utf-8")
    assert all(line in page for line in tables.splitlines())
