"""The whole way on the shipped samples: alike by any hands, drafted words adopted, people nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import polars as pl
import pytest

from svodka.cli import main
from svodka.desk.build import build_case
from svodka.desk.campaign import adopt_codebook
from svodka.desk.case import Case, open_case
from svodka.desk.drafting import draft_codebook
from svodka.desk.founding import new_case
from svodka.desk.observations import observations_of
from svodka.desk.take import take_in
from svodka.lexicon import codebooks
from tests.desk.made_up import FORMATS, LISTS, NAMES
from tests.desk.test_build import Silent, content

BUILD = """
import sys
from pathlib import Path
from svodka.cli import main
if __name__ == "__main__":
    sys.exit(main(["build", sys.argv[1], "--jobs", sys.argv[2]]))
"""


def letter(tmp_path: Path) -> list[Path]:
    """The eight weekly returns as files of their own."""
    samples = resources.files("svodka.desk").joinpath("samples", "letter")
    folder = tmp_path / "letter"
    folder.mkdir()
    for item in samples.iterdir():
        (folder / item.name).write_bytes(item.read_bytes())
    return sorted(folder.iterdir())


def test_seed_order_and_jobs_make_no_difference(tmp_path: Path) -> None:
    files = letter(tmp_path)
    found = []
    for turn, jobs, seed in ((0, "1", "0"), (1, "2", "77")):
        place = tmp_path / f"case{turn}"
        new_case(place, "letter-2023")
        with open_case(place) as case:
            list(take_in(case, files if turn else files[::-1], None, None))
            subprocess.run(
                [sys.executable, "-c", BUILD, str(place), jobs],
                env={**os.environ, "PYTHONHASHSEED": seed},
                check=True,
                capture_output=True,
            )
            found.append(content(case))
    assert found[0] == found[1]
    assert sum(name.endswith(".parquet") for name in found[0]) >= len(files) - 1


def drafted(case: Case) -> str:
    return draft_codebook(case, lambda done, total: None)


def test_a_draft_is_adopted_as_it_stands_and_its_words_are_known_then(tmp_path: Path) -> None:
    new_case(tmp_path / "case")
    with open_case(tmp_path / "case") as case:
        list(take_in(case, letter(tmp_path), None, None))
        build_case(case, 1, None, Silent())
        text = drafted(case)
        assert text.startswith("# WORKING COPY – NOT CHECKED FOR PUBLICATION\n")
        first = codebooks.parse(text.encode())
        assert first.areas
        (tmp_path / "draft.toml").write_text(text, "utf-8")
        adopt_codebook(case, str(tmp_path / "draft.toml"))
        build_case(case, 1, None, Silent())
        found = observations_of(case, inside=False)
        codes = {dict(zip(found.columns, row, strict=True))["area"] for row in found.rows()}
        assert any(code.startswith("draft-area-") for code in codes)
        again = codebooks.parse(drafted(case).encode())
        assert len(again.areas) == len(first.areas)


def test_a_draft_of_the_same_case_is_the_same(tmp_path: Path) -> None:
    new_case(tmp_path / "case")
    with open_case(tmp_path / "case") as case:
        list(take_in(case, letter(tmp_path)[:3], None, None))
        build_case(case, 1, None, Silent())
        assert drafted(case) == drafted(case)


def test_orders_that_documents_name_are_in_the_draft(tmp_path: Path) -> None:
    text = (
        "ОБРАЗЕЦ – вымышленные данные.\n\n"
        "Во исполнение распоряжения главы области от 1 марта 2023 года № 17-р доложить.\n\n"
        "По письму от 03.10.2023 № 5 направляем сведения.\n"
    )
    (tmp_path / "letter.txt").write_text(text, "utf-8")
    new_case(tmp_path / "case")
    with open_case(tmp_path / "case") as case:
        list(take_in(case, [tmp_path / "letter.txt"], None, "public"))
        build_case(case, 1, None, Silent())
        drafted_text = drafted(case)
    assert "WORKING COPY" not in drafted_text
    stated = [one.basis_stated for one in codebooks.parse(drafted_text.encode()).obligations]
    assert stated == [
        "письму от 03.10.2023 № 5",
        "распоряжения главы области от 1 марта 2023 года № 17-р",
    ]


def test_no_name_of_a_made_up_list_is_anywhere_in_a_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    for number, (label, rows) in enumerate(sorted(LISTS.items())):
        for form in list(FORMATS)[number % 2 :: 2]:
            (folder / f"{number}.{form}").write_bytes(FORMATS[form](rows))
        assert label
    place = tmp_path / "case"
    new_case(place)
    said = []
    for command in (
        ["take", str(place), str(folder), "--quiet"],
        ["build", str(place), "--jobs", "1"],
        ["status", str(place), "--inside"],
        ["status", str(place), "--format", "csv"],
        ["observations", str(place), "--format", "csv"],
        ["observations", str(place), "--format", "jsonl", "--inside"],
        ["campaign", str(place), "--draft"],
    ):
        assert main(command) == 0
        captured = capsys.readouterr()
        said += [captured.out, captured.err]
    with open_case(place) as case:
        for path in sorted(case.places.out.rglob("*")):
            if path.suffix == ".parquet":
                said.append(pl.read_parquet(path).write_csv())
            elif path.is_file():
                said.append(path.read_text("utf-8"))
    words = "\n".join(said)
    assert [name for name in NAMES if name in words] == []
