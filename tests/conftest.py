"""What every test may ask for: the corpora (skipped with a reason where absent) and the floors."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"

settings.register_profile("gate", derandomize=True, max_examples=100, deadline=None)
settings.register_profile("night", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("SVODKA_HYPOTHESIS", "gate"))


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], Path]:
    """The folder of one topic: `corpus("atbench")`. Absence skips, and fails under CI=true."""

    def folder(topic: str) -> Path:
        path = CORPORA / topic
        if not path.is_dir():
            reason = f"needs ../shared/corpora/{topic}, absent"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        return path

    return folder


@pytest.fixture(scope="session")
def floors() -> dict[str, Any]:
    """`tests/floors.toml`: accuracy that may only rise."""
    return tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))


_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember what was skipped, wherever it ran."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skipped.append(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under CI=true a skip is a failure: what a test needs, the project should have installed."""
    controller = not hasattr(session.config, "workerinput")
    if os.environ.get("CI") == "true" and controller and _skipped:
        sys.stderr.write("skipped under CI:\n" + "\n".join(_skipped) + "\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
