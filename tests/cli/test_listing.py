"""A listing says the same in every form, and a working copy says that it is one in its first line and name."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from svodka.cli import main
from svodka.cli.listing import NOTICE, listing
from svodka.desk.build import build_case
from svodka.desk.case import open_case
from svodka.desk.founding import new_case
from svodka.desk.take import take_in
from tests.desk.pretended import pretended
from tests.desk.test_build import Silent

Captured = pytest.CaptureFixture[str]
HEADER = (
    "document,anchor,part,area,area_label,start,end,as_of,period_label,basis,category,"
    "category_label,measure,measure_label,unit,value,qualifier,mark,role,raw,row_path,"
    "column_path,title,doubt,method,filing"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case of one obtained document with an awkward label."""
    (tmp_path / "one.csv").write_text('=1+1 "x",y;7\nвторой;-5\n', "utf-8")
    new_case(tmp_path / "case")
    with open_case(tmp_path / "case") as opened:
        list(take_in(opened, [tmp_path / "one.csv"], None, None))
        build_case(opened, 1, None, Silent(), pretended, version="pretended/1")
    return tmp_path / "case"


def test_a_working_copy_says_so_before_its_header(case: Path, capsys: Captured) -> None:
    assert main(["observations", str(case), "--format", "csv"]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[:2] == [NOTICE, HEADER]
    rows = list(csv.DictReader(lines[1:]))
    assert [row["document"] for row in rows] == ["D-0001", "D-0001"]
    assert rows[0]["area_label"] == '=1+1 "x",y'
    assert said.err == (
        f"svodka: warning: {NOTICE}: it holds figures of documents that are not public\n"
    )


def test_json_lines_begin_with_the_notice_too(case: Path, capsys: Captured) -> None:
    assert main(["observations", str(case), "--format", "jsonl"]) == 0
    first, *rows = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {"notice": NOTICE}
    assert list(rows[0]) == HEADER.split(",")


def test_public_documents_make_no_working_copy(case: Path, capsys: Captured) -> None:
    path = str(case.parent / "one.csv")
    assert main(["take", str(case), path, "--protection", "public"]) == 0
    capsys.readouterr()
    assert main(["observations", str(case), "--format", "csv"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == HEADER
    assert said.err == ""


def test_a_file_of_a_working_copy_says_so_in_its_name(case: Path, capsys: Captured) -> None:
    out = case.parent / "figures.csv"
    assert main(["observations", str(case), "--out", str(out)]) == 0
    assert not out.exists()
    written = case.parent / f"figures {NOTICE}.csv"
    assert written.read_text("utf-8").splitlines()[:2] == [NOTICE, HEADER]
    assert repr(str(written)) in capsys.readouterr().err
    assert not list(case.parent.glob(".*.draft"))


def test_a_spreadsheet_program_is_given_text_and_no_formula(case: Path) -> None:
    out = case.parent / "figures.csv"
    assert main(["observations", str(case), "--spreadsheet", "--out", str(out)]) == 0
    data = (case.parent / f"figures {NOTICE}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()[1:]))
    assert rows[0]["area_label"] == '\'=1+1 "x",y'
    assert rows[1]["value"] == "-5"
    assert rows[1]["raw"] == "'-5"


def test_a_terminal_is_given_a_table(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    listing(
        ("document", "label", "void"), [("D-0001", "обл.\x1b[2J", ""), ("D-0002", "я", "")], None
    )
    assert capsys.readouterr().out.splitlines() == [
        "document  label",
        "D-0001    обл.\\u001b[2J",
        "D-0002    я",
    ]


@pytest.mark.parametrize("command", ["status", "observations", "formats"])
def test_every_listing_has_both_forms(command: str, case: Path, capsys: Captured) -> None:
    for form in ("csv", "jsonl"):
        place = [] if command == "formats" else [str(case)]
        assert main([command, *place, "--format", form]) == 0
        assert capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
@pytest.mark.parametrize(
    "form", [[], ["--format", "csv"], ["--format", "jsonl"], ["--as", "table"]]
)
def test_a_terminal_never_obeys_what_stands_in_a_cell(form: list[str], tmp_path: Path) -> None:
    import pty

    table = tmp_path / "table.csv"
    rows = "".join(f"Курская область {row};12\n" for row in range(40))
    table.write_text(f"Область;Всего\nТверская\x1b[31m область;10\n{rows}", "utf-8")
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "svodka", "tidy", str(table), *form]
    with subprocess.Popen(command, stdout=writer, stderr=subprocess.DEVNULL) as running:
        os.close(writer)
        printed = b""
        # A terminal whose other end is closed answers with an error on Linux.
        with contextlib.suppress(OSError):
            while chunk := os.read(reader, 1 << 16):
                printed += chunk
    os.close(reader)
    assert running.returncode == 0
    assert b"\x1b" not in printed
    assert "Тверская".encode() in printed
