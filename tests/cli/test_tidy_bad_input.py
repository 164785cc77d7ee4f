"""Whatever is given to tidy and areas: rows or one line with a reason, and no half file under a name."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from svodka.cli import main
from svodka.desk import fitting, pace, tidying
from svodka.model.cutting import CUT_OFF

Captured = pytest.CaptureFixture[str]
COUNTS = "Область;Всего\nТверская область;10\nКурская область;12\n"


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS, "utf-8")
    return path


def test_other_files_are_done_when_one_cannot_be_read(
    counts: Path, tmp_path: Path, capsys: Captured
) -> None:
    bad = [tmp_path / "absent.csv", tmp_path, tmp_path / "empty.csv", Path("/dev/zero")]
    bad[2].touch()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert main(["tidy", *map(str, [*bad, pipe, counts]), "--format", "csv"]) == 1
    said = capsys.readouterr()
    errors = [line for line in said.err.splitlines() if line.startswith("svodka: error: ")]
    assert len(errors) == len(bad) + 1
    assert all(": not read: " in line for line in errors)
    assert said.err.count("svodka: hint: ") == len(errors)
    assert len(said.out.splitlines()) == 3


@pytest.mark.parametrize(
    "name", ["-x.csv", "a b.csv", "a\nb.csv", "a\u202eb.csv", os.fsdecode(b"\xff.csv")]
)
def test_odd_names_are_one_line(
    name: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(b"\x00\x01\x02\xff" * 50)
    assert main(["tidy", "--format", "csv", "--", name]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert said[0].startswith("svodka: error: ")
    assert "\u202e" not in said[0]


def test_an_original_a_folder_and_a_device_are_never_written_over(
    counts: Path, tmp_path: Path, capsys: Captured
) -> None:
    linked = tmp_path / "linked.csv"
    linked.symlink_to(counts)
    for out in (counts, linked, tmp_path, Path("/dev/null")):
        assert main(["tidy", str(counts), "--out", str(out)]) == 2
        assert "svodka: hint: " in capsys.readouterr().err
    assert counts.read_text("utf-8") == COUNTS
    assert Path("/dev/null").is_char_device()
    assert {path.name for path in tmp_path.iterdir()} == {"counts.csv", "linked.csv"}


def test_parquet_of_several_files_is_one_whole_file(counts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert main(["tidy", str(counts), str(counts), "--out", str(out)]) == 0
    assert pl.read_parquet(out).height == 4


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_columns_stand_also_where_there_are_no_rows(form: str, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("Здесь нет чисел.", "utf-8")
    out = tmp_path / f"out.{form}"
    assert main(["tidy", str(words), "--out", str(out)]) == 0
    read = pl.read_parquet(out) if form == "parquet" else pl.read_csv(out)
    assert read.columns[:3] == ["document", "anchor", "part"]
    assert len(read.columns) == 25
    assert read.height == 0


def test_a_disk_that_takes_no_more_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text("Область;Всего\n" + "Тверская область;10\n" * 3000, "utf-8")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "from svodka.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "tidy", "many.csv", "--out", "out.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("svodka: error: ")
    assert [path.name for path in tmp_path.iterdir()] == ["many.csv"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"name = ?\n", "line 1"),
        (b"\x00\xff\xfe", "UTF-8"),
        (b'name = "x"\nnonsense = 1\n', "nonsense"),
    ],
)
def test_a_broken_codebook_is_one_error(
    data: bytes, words: str, counts: Path, tmp_path: Path, capsys: Captured
) -> None:
    book = tmp_path / "book.toml"
    book.write_bytes(data)
    assert main(["tidy", str(counts), "--codebook", str(book), "--format", "csv"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err.splitlines()[0]
    for other in ("absent", str(tmp_path), str(tmp_path / "absent.toml"), "/dev/zero"):
        assert main(["tidy", str(counts), "--codebook", other, "--format", "csv"]) == 1
        assert "svodka: hint: " in capsys.readouterr().err


def test_a_text_too_long_for_its_time_gives_what_was_read_so_far_and_says_so(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "С 19 сентября по 2 октября 2022 года в Тверской области поставлено 80 человек. "
    long = tmp_path / "long.txt"
    long.write_text(said * 12_000, "utf-8")
    hasty = replace(pace.AT_ONCE, recognised=0.0, judged=0.0, least=2.5)
    monkeypatch.setattr(tidying, "AT_ONCE", hasty)
    out = tmp_path / "out.csv"
    assert main(["tidy", str(long), "--out", str(out)]) == 1
    assert 0 < pl.read_csv(out).height < 12_000
    assert "long.txt: recognised only in part: out of time" in capsys.readouterr().err


def test_a_table_too_long_for_its_time_gives_its_first_rows_and_says_where_they_end(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / "long.csv"
    parts = [(f"Участок {i}", i) for i in range(1, 5000)]
    total = ("Всего", sum(count for _, count in parts))
    rows = [("Участок", "Число"), total, *parts, total]
    long.write_text("".join(f"{name};{count}\n" for name, count in rows), "utf-8")
    out, whole = tmp_path / "out.csv", tmp_path / "whole.csv"
    assert main(["tidy", str(long), "--out", str(whole)]) == 0
    monkeypatch.setattr(fitting, "SURELY_A_SECOND", 60)
    monkeypatch.setattr(fitting, "FIRST", 22 * 300)
    monkeypatch.setattr(fitting, "WHOLE_SHARE", 1e-9)
    monkeypatch.setattr(fitting, "PART_SHARE", 1e-9)
    capsys.readouterr()
    assert main(["tidy", str(long), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "long.csv: recognised only in part: out of time (done up to row 300)" in said
    found, known = pl.read_csv(out), pl.read_csv(whole)
    assert found["anchor"].to_list() == known["anchor"].to_list()[: found.height]
    assert found["value"].to_list() == known["value"].to_list()[: found.height]
    assert found.height == 299
    top = found.row(0, named=True)
    assert (top["role"], top["doubt"]) == ("total", CUT_OFF)
    assert not any(CUT_OFF in (doubt or "") for doubt in found["doubt"].to_list()[1:])
    assert main(["tidy", str(long), "--as", "table", "--out", str(tmp_path / "t.csv")]) == 1
    assert "recognised only in part: out of time (done up to row 300)" in capsys.readouterr().err


def test_the_time_of_a_file_is_counted_from_the_start_of_the_program() -> None:
    code = (
        "import time; came = time.monotonic(); time.sleep(1)\n"
        "from svodka.desk.tidying import program_began\n"
        "assert came - 5 < program_began() <= came + 0.02, program_began() - came"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert tidying.program_began() <= time.monotonic()


def test_the_steps_to_a_relational_form_are_said(tmp_path: Path, capsys: Captured) -> None:
    wide = tmp_path / "wide.csv"
    wide.write_text("name,2019,2020,2021\nTver,1,2,3\nKursk,4,5,6\nOryol,7,8,9\n", "utf-8")
    assert main(["tidy", str(wide), "--as", "table", "--format", "csv"]) == 0
    said = capsys.readouterr()
    assert "became rows" in said.err
    assert str(wide) in said.err
    assert "became" not in said.out


def test_rows_are_not_written_under_a_name_that_says_another_format(
    tmp_path: Path, capsys: Captured
) -> None:
    source = tmp_path / "a.csv"
    source.write_text("area,2020\nx,1\n")
    assert main(["tidy", str(source), "--out", str(tmp_path / "rows.xlsx")]) == 2
    assert "rows are not written as '.xlsx'" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_a_file_that_may_not_be_read_is_no_wrong_usage_that_stops_the_others(
    counts: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # as root nothing is forbidden
    assert main(["tidy", str(counts), "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_document_of_several_lists_of_people_is_sealed_in_one_line(
    tmp_path: Path, capsys: Captured
) -> None:
    rows = "".join(
        f"<tr><td>Образцов Иван Петрович</td><td>0{day}.01.1990</td></tr>" for day in range(1, 6)
    )
    table = f"<table><tr><td>ФИО</td><td>Дата рождения</td></tr>{rows}</table>"
    path = tmp_path / "lists.html"
    path.write_text(
        f"<html><body><p>ОБРАЗЕЦ</p>{table}<p>ОБРАЗЕЦ</p>{table}</body></html>", "utf-8"
    )
    main(["tidy", str(path), "--format", "csv"])
    assert capsys.readouterr().err.count("holds people: sealed") == 1
