"""Every benchmark in turn: our figure, the named peer's and the physical limit, from one run."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(wanted: list[str]) -> None:
    """Run the benchmarks whose names are given, or all of them."""
    for path in sorted(HERE.glob("*.py")):
        if path.stem in {"all"} or (wanted and path.stem not in wanted):
            continue
        runpy.run_path(str(path), run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
