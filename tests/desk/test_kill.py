"""kill -9 at any moment loses no acknowledged file, and no partial file ever has its final name."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from svodka.desk.build import build_case
from svodka.desk.case import open_case
from svodka.desk.founding import new_case
from svodka.desk.places import Places
from svodka.desk.take import take_in
from tests.desk.pretended import pretended
from tests.desk.test_build import Silent, content

ROUNDS = int(os.environ.get("SVODKA_KILLS", "4"))
FILES = 120

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")


def killed_take(case: Path, folder: Path, after: int, seconds: float) -> list[tuple[str, str]]:
    """Kill a take `seconds` after it acknowledged `after` files; what it acknowledged in all."""
    with subprocess.Popen(
        [sys.executable, "-m", "svodka", "take", str(case), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as taking:
        assert taking.stdout is not None
        said = [taking.stdout.readline() for _ in range(after)]
        time.sleep(seconds)
        taking.send_signal(signal.SIGKILL)
        said += taking.stdout.readlines()
    whole = [line.decode().rstrip("\n").split("\t") for line in said if line.endswith(b"\n")]
    return [(number, path) for number, _, path in whole]


def test_no_acknowledged_file_is_lost(tmp_path: Path) -> None:
    chance = random.Random(20231102)
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(FILES):
        data = chance.randbytes(chance.choice([0, 10, 5_000, 300_000]))
        (folder / f"{number:03}.bin").write_bytes(data)
    acknowledged = 0
    for turn in range(ROUNDS):
        place = tmp_path / f"case{turn}"
        new_case(place)
        said = killed_take(place, folder, chance.randrange(0, FILES), chance.random() / 30)
        acknowledged += len(said)
        with open_case(place) as case:
            numbers = {
                path: held.label
                for held in case.holdings().documents
                for path in held.document.names
            }
            for label, path in said:
                assert numbers[path] == label
                digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
                assert case.vault.read(digest) == Path(path).read_bytes()
            for digest in case.vault.digests():
                case.vault.read(digest)
        subprocess.run(
            [sys.executable, "-m", "svodka", "take", str(place), str(folder), "--quiet"],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        with open_case(place) as case:
            paths = [path for held in case.holdings().documents for path in held.document.names]
            assert len(paths) == FILES
            assert not list(case.places.vault.glob("incoming/*"))
    assert acknowledged > 0
    sys.stderr.write(f"{ROUNDS} kills, {acknowledged} acknowledged files, 0 lost\n")


def test_a_killed_new_leaves_no_half_case(tmp_path: Path) -> None:
    chance = random.Random(3)
    for turn in range(3):
        place = tmp_path / f"case{turn}"
        with subprocess.Popen(
            [sys.executable, "-m", "svodka", "new", str(place)], stderr=subprocess.DEVNULL
        ) as making:
            time.sleep(0.2 + chance.random() * 0.5)
            making.send_signal(signal.SIGKILL)
        if place.exists():
            with open_case(place) as case:
                assert case.record.entries()


BUILD = """
import sys
from pathlib import Path
from svodka.desk.build import build_case
from svodka.desk.case import open_case
from tests.desk.pretended import slow
from tests.desk.test_build import Silent
if __name__ == "__main__":
    with open_case(Path(sys.argv[1])) as case:
        build_case(case, 2, None, Silent(), slow, version="pretended/1")
"""


def ended(group: int, seconds: float) -> bool:
    """Whether no process of the group lives after at most so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_killed_build_leaves_nobody_behind_and_is_finished_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for number in range(60):
        (tmp_path / "folder" / f"{number:02}.csv").write_text(f"area;{number}\n")
    found = []
    for turn in range(2):
        new_case(tmp_path / f"case{turn}")
        with open_case(tmp_path / f"case{turn}") as case:
            list(take_in(case, [tmp_path / "folder"], None, None))
            if turn:
                killed_build(case.places)
            build_case(case, 1, None, Silent(), pretended, version="pretended/1")
            found.append(content(case))
    assert found[0] == found[1]


def killed_build(places: Places) -> None:
    """Start a build with two workers and kill it when it has made something."""
    with subprocess.Popen(
        [sys.executable, "-c", BUILD, str(places.case)], start_new_session=True
    ) as building:
        while building.poll() is None and not list(places.figures.glob("*/*.json")):
            time.sleep(0.02)
        building.send_signal(signal.SIGKILL)
    assert building.returncode == -signal.SIGKILL
    assert not places.current.exists()
    assert ended(building.pid, 20)
