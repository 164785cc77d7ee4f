"""out = f(vault, record, versions): the same bytes however often, in whatever order, with however many hands."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from svodka.desk import workers
from svodka.desk.build import Built, Derive, build_case
from svodka.desk.campaign import adopt_codebook
from svodka.desk.case import Case, open_case
from svodka.desk.current import read_current
from svodka.desk.founding import new_case
from svodka.desk.lock import alone
from svodka.desk.observations import observations_of
from svodka.desk.take import take_in
from svodka.model import BrokenCase, NotBuilt, SvodkaError
from tests.desk.pretended import dying, out_of_time, pretended

Folder = Callable[[dict[str, bytes]], Path]

FILES = {f"{number:02}.csv": f"area {number};{number}\n?;7\n".encode() for number in range(12)}
FILES["broken.csv"] = b"\xff\xff"


class Silent:
    """Watches and says nothing."""

    def __init__(self) -> None:
        self.steps = 0

    def expect(self, total: int) -> None:
        self.total = total

    def step(self) -> None:
        self.steps += 1


def build(case: Case, jobs: int = 1, derive: Derive = pretended) -> Built:
    return build_case(case, jobs, None, Silent(), derive, version="pretended/1")


def content(case: Case) -> dict[str, bytes]:
    out = case.places.out
    return {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


def take(case: Case, *paths: Path) -> None:
    list(take_in(case, paths, None, None))


def test_only_what_is_new_is_made(case: Case, folder: Folder) -> None:
    take(case, folder(FILES))
    assert build(case).made == len(FILES)
    assert build(case).made == 0
    take(case, folder({"later.csv": b"later;1\n"}))
    assert (build(case).made, build(case).kept) == (1, len(FILES) + 1)


def test_building_again_changes_no_byte(case: Case, folder: Folder) -> None:
    take(case, folder(FILES))
    build(case)
    before = content(case)
    build(case)
    assert content(case) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_and_number_of_hands_make_no_difference(
    tmp_path: Path, folder: Folder, jobs: int
) -> None:
    place = folder(FILES)
    found = []
    for turn in range(2):
        new_case(tmp_path / f"case{turn}")
        with open_case(tmp_path / f"case{turn}") as case:
            paths = [place / name for name in FILES]
            random.Random(turn * 7 + jobs).shuffle(paths)
            for path in paths:
                take(case, path)
                if turn and random.Random(str(path)).random() < 0.3:
                    build(case)
            build(case, jobs if turn else 1)
            found.append(content(case))
    assert found[0] == found[1]
    assert len(found[0]) == 2 * len(FILES)  # a state each, a frame for all but one, and current


SEEDED = """
import sys
from pathlib import Path
from svodka.desk.case import open_case
from tests.desk.test_build import build
with open_case(Path(sys.argv[1])) as case:
    build(case)
"""


def test_the_hash_seed_makes_no_difference(case: Case, folder: Folder) -> None:
    take(case, folder(FILES))
    found = []
    for seed in ("0", "1", "4242"):
        for path in sorted(case.places.out.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        subprocess.run(
            [sys.executable, "-c", SEEDED, str(case.places.case)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        found.append(content(case))
    assert found[0] == found[1] == found[2]


def test_what_is_deleted_is_made_again(case: Case, folder: Folder) -> None:
    take(case, folder(FILES))
    build(case)
    before = content(case)
    victims = sorted(path for path in case.places.out.rglob("*") if path.is_file())
    for victim in random.Random(5).sample(victims, 6):
        victim.unlink()
    build(case)
    assert content(case) == before


def test_a_damaged_derivation_is_made_again(case: Case, folder: Folder) -> None:
    take(case, folder(FILES))
    build(case)
    before = content(case)
    for path in sorted(case.places.figures.rglob("*.parquet"))[:3]:
        path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BrokenCase, match="not what was built"):
        list(observations_of(case, inside=False).rows())
    assert build(case).made == 3
    assert content(case) == before


def test_a_codebook_changes_the_figures_and_leaves_nothing_of_before(
    case: Case, folder: Folder
) -> None:
    take(case, folder(FILES))
    build(case)
    plain = content(case)
    adopt_codebook(case, "letter-2023")
    assert build(case).made == len(FILES)
    coded = content(case)
    assert not (set(plain) - {"current"}) & set(coded)
    assert len(coded) == len(plain)
    rows = list(observations_of(case, inside=False).rows())
    assert {row[12] for row in rows} == {"counted"}


def test_adopting_before_or_after_building_gives_the_same(tmp_path: Path, folder: Folder) -> None:
    place = folder(FILES)
    found = []
    for early in (True, False):
        new_case(tmp_path / f"case{early}", "letter-2023" if early else None)
        with open_case(tmp_path / f"case{early}") as case:
            take(case, place)
            build(case)
            adopt_codebook(case, "letter-2023")
            build(case)
            found.append(content(case))
    assert found[0] == found[1]


def test_what_the_machine_could_not_do_is_tried_again(case: Case, folder: Folder) -> None:
    take(case, folder({"one.csv": b"one;1\n"}))
    assert build(case, derive=out_of_time).made == 1
    assert build(case, derive=out_of_time).made == 1
    assert build(case).made == 1
    assert build(case).made == 0


def test_two_builds_at_once_are_refused(case: Case, folder: Folder) -> None:
    take(case, folder(FILES))
    with (
        alone(case.places.lock("build"), "building"),
        pytest.raises(SvodkaError, match="another svodka is building"),
    ):
        build(case)
    assert build(case).made == len(FILES)


def test_a_worker_that_dies_is_said_and_what_was_done_is_kept(case: Case, folder: Folder) -> None:
    take(case, folder(FILES))
    build(case)
    take(case, folder({f"more{number}.csv": bytes([48 + number]) for number in range(4)}))
    with pytest.raises(SvodkaError, match="a worker process died"):
        build(case, jobs=2, derive=dying)
    current = read_current(case.places)
    assert current is not None
    assert len(current.parts) == len(FILES)
    assert build(case, jobs=2).made == 4


def test_changed_bytes_in_the_vault_stop_the_build(case: Case, folder: Folder) -> None:
    take(case, folder({"one.csv": b"one;1\n"}))
    path = case.vault.path(case.holdings().documents[0].document.digest)
    path.chmod(0o600)
    path.write_bytes(b"one;2\n")
    with pytest.raises(BrokenCase, match="not what came in"):
        build(case)


def test_workers_elsewhere_are_not_pretended(case: Case) -> None:
    with pytest.raises(NotBuilt, match="ray://"):
        build_case(case, 1, "ray://somewhere", Silent(), pretended)


def test_nothing_in_out_says_when_or_from_where(case: Case, folder: Folder) -> None:
    take(case, folder({"canary-name.csv": b"one;1\n"}))
    build(case)
    year = case.clock().isoformat()[:4].encode()
    for name, data in content(case).items():
        assert b"canary-name" not in data, name
        assert b"folder" not in data, name
        assert not name.endswith(".json") or b'"time"' not in data
    assert year not in case.places.current.read_bytes().replace(b"\n", b"")[:60]


def test_observations_call_documents_by_number(case: Case, folder: Folder) -> None:
    take(case, folder({"one.csv": b"one;1\n", "two.csv": b"two;2\nthree;3\n"}))
    with pytest.raises(BrokenCase, match="nothing was built"):
        observations_of(case, inside=False)
    build(case)
    found = observations_of(case, inside=False)
    assert [row[0] for row in found.rows()] == ["D-0001", "D-0002", "D-0002"]
    assert found.working_copy
    inside = observations_of(case, inside=True)
    assert {len(row[0]) for row in inside.rows()} == {64}


def test_a_spreadsheet_is_given_no_formula(case: Case, folder: Folder) -> None:
    take(case, folder({"one.csv": b"=HYPERLINK(1);-5\n@a;3\n"}))
    build(case)
    rows = [
        dict(zip(found.columns, row, strict=True))
        for found in [observations_of(case, inside=False)]
        for row in found.defused()
    ]
    assert rows[0]["area_label"] == "'=HYPERLINK(1)"
    assert rows[1]["area_label"] == "'@a"
    assert rows[0]["value"] == "-5"
    assert rows[0]["anchor"] == "cell=B1"


def test_a_machine_that_shares_no_memory_does_the_work_in_one_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    assert sorted(workers.run_all(abs, [-1, -2, -3], 4)) == [1, 2, 3]
