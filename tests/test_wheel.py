"""The wheel runs outside the checkout, in a clean environment filled from the package cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RETURN = "Область;Всего\nТверская область;80\nИтого;80\n"


def uv() -> str:
    beside = ROOT / ".uv" / "bin" / "uv"
    found = shutil.which("uv") or (str(beside) if beside.exists() else None)
    if found is None:
        pytest.skip("needs uv, which ./run brings")
    return found


def call(*command: str, folder: Path, **more: Path) -> subprocess.CompletedProcess[str]:
    ours = {"VIRTUAL_ENV", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT"}
    clean = {name: text for name, text in os.environ.items() if name not in ours}
    clean |= {name: str(path) for name, path in more.items()}
    done = subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but an environment in which the wheel is installed, offline."""
    folder = tmp_path_factory.mktemp("elsewhere")
    tool = uv()
    call(tool, "build", "--wheel", "--quiet", "--out-dir", str(folder), str(ROOT), folder=folder)
    locked = (tool, "sync", "--quiet", "--frozen", "--offline", "--no-dev", "--no-install-project")
    call(*locked, "--python", sys.executable, folder=ROOT, UV_PROJECT_ENVIRONMENT=folder / "env")
    python = str(folder / "env" / "bin" / "python")
    install = (tool, "pip", "install", "--quiet", "--offline", "--python", python)
    (wheel,) = folder.glob("svodka-*.whl")
    call(*install, "--no-deps", str(wheel), folder=folder)
    return folder


def test_tidy_runs_from_the_wheel(installed: Path) -> None:
    (installed / "return.csv").write_text(RETURN, "utf-8")
    svodka = str(installed / "env" / "bin" / "svodka")
    done = call(svodka, "tidy", "return.csv", "--codebook", "regions-ru", folder=installed)
    assert "RU-TVE" in done.stdout
    assert "cell=B2" in done.stdout


def test_the_wheel_carries_the_typing_mark_the_words_and_the_samples(installed: Path) -> None:
    package = next((installed / "env").rglob("site-packages/svodka"))
    for part in ("py.typed", "lexicon/data/codebooks/letter-2023.toml", "desk/samples/public"):
        assert (package / part).exists(), part
