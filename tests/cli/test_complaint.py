"""Every failure ends in one error, one hint and an exit code; a traceback never reaches a person."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from svodka.cli import main
from svodka.cli.complaint import complain_of
from svodka.cli.listing import visible
from svodka.desk.founding import new_case
from svodka.model import BadArgument, BrokenCase, NotBuilt, SvodkaError, WouldOverwrite

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (["--nonsense"], "no such option '--nonsense'", "svodka --help"),
        (["gird"], "no such command 'gird'", "svodka --help"),
        (["status", "--nonsense", "x"], "no such option '--nonsense'", "svodka status --help"),
        (["take", "case"], "missing argument", "svodka take --help"),
        (["build", "case", "--jobs", "0"], "invalid value for '--jobs'", "svodka build --help"),
        (["build", "case", "--jobs", "x"], "invalid value for '--jobs'", "svodka build --help"),
        (["audit", "case"], "missing option '--sample'", "svodka audit --help"),
        (["campaign", "c", "--draft", "--adopt", "x"], "not both", "svodka campaign --help"),
        (["observations", "c", "--format", "xml"], "invalid value", "svodka observations --help"),
        (["take", "c", "x", "--by", "nobody"], "invalid value", "svodka take --help"),
    ],
)
def test_wrong_usage_exits_2_and_says_where_help_is(
    arguments: list[str], error: str, hint: str, capsys: Captured
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    first, second = said.err.splitlines()
    assert first.startswith("svodka: error: ")
    assert error in first
    assert second.startswith(f"svodka: hint: {hint}")


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (SvodkaError("x", hint="y"), 1),
        (BrokenCase("x", hint="y"), 1),
        (NotBuilt("x", hint="y"), 1),
        (WouldOverwrite("x", hint="y"), 1),
        (BadArgument("x", hint="y"), 2),
        (OSError(errno.ENOSPC, "No space left on device", "/somewhere"), 1),
        (OSError(errno.EROFS, "Read-only file system", "/somewhere"), 1),
        (PermissionError(errno.EACCES, "Permission denied", "/somewhere"), 1),
        (click.Abort(), 130),
    ],
)
def test_every_failure_has_its_exit_code_and_a_hint(
    failure: BaseException, code: int, capsys: Captured
) -> None:
    assert complain_of(failure) == code
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("svodka: error: ")
    assert second.startswith("svodka: hint: ")


def test_a_broken_program_is_not_disguised_as_a_broken_file() -> None:
    with pytest.raises(ZeroDivisionError):
        complain_of(ZeroDivisionError("ours"))


def test_controls_that_steer_a_terminal_are_shown_and_not_obeyed() -> None:
    assert visible("a\x1b[2Jb\u202ec") == "a\\u001b[2Jb\\u202ec"
    assert visible("обл.\tTверь\n") == "обл.\tTверь\n"


def test_no_case_is_one_error_and_one_hint(tmp_path: Path, capsys: Captured) -> None:
    for command in (["status"], ["build"], ["observations"], ["cell"], ["campaign"], ["take"]):
        place = str(tmp_path / "absent")
        more = {"cell": ["cell=A1"], "take": [str(tmp_path)]}.get(command[0], [])
        assert main([*command, place, *more]) == 1
        first, second = capsys.readouterr().err.splitlines()
        assert first == f"svodka: error: no case at {place!r}"
        assert second == f"svodka: hint: svodka new {place} makes one"


def run(
    *arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "svodka", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env=env,
    )


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "svodka", "formats", "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.close()
        assert listing.stderr.read() == b""
        assert listing.wait(timeout=60) == 0


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_data_is_utf8_whatever_the_locale(tmp_path: Path, locale: str) -> None:
    (tmp_path / "сводка.csv").write_text("а;1\n", "utf-8")
    new_case(tmp_path / "дело")
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("take", "дело", "сводка.csv", cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("сводка.csv\n")


def test_ctrl_c_is_one_line_and_what_was_taken_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(str(number))
    new_case(tmp_path / "case")
    with subprocess.Popen(
        [sys.executable, "-m", "svodka", "take", str(tmp_path / "case"), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as taking:
        assert taking.stdout is not None
        first = taking.stdout.readline()
        taking.send_signal(signal.SIGINT)
        rest, said = taking.communicate(timeout=60)
    assert taking.returncode == 130
    assert said.splitlines()[0] == "svodka: error: interrupted"
    assert "Traceback" not in said
    again = run("take", str(tmp_path / "case"), str(folder))
    held = [line for line in again.stdout.splitlines() if "\theld\t" in line]
    assert len(held) >= len((first + rest).splitlines())


def test_a_disk_that_takes_no_more_is_an_error_and_loses_nothing(tmp_path: Path) -> None:
    new_case(tmp_path / "case")
    (tmp_path / "small.txt").write_text("1")
    (tmp_path / "zlarge.txt").write_bytes(bytes(3_000_000))
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000));"
        "from svodka.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "take", "case", "small.txt", "zlarge.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("D-0001\tnew\t")
    assert done.stderr.splitlines()[0].startswith("svodka: error: the file would be larger")
    assert run("status", "case", cwd=tmp_path).stdout.startswith("1 document,")
    assert run("take", "case", "zlarge.txt", cwd=tmp_path).stdout.startswith("D-0002\tnew\t")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to mount")
def test_a_full_disk_is_an_error_at_every_fill_level(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("may not mount here")
    try:
        new_case(disk / "case")
        (tmp_path / "files").mkdir()
        for number in range(12):
            (tmp_path / "files" / f"{number:02}.bin").write_bytes(bytes([number]) * 100_000)
        done = run("take", str(disk / "case"), str(tmp_path / "files"))
        assert done.returncode == 1
        assert "no space left" in done.stderr.splitlines()[0]
        assert "Traceback" not in done.stderr
        said = len(done.stdout.splitlines())
        assert 0 < said < 12
        status = run("status", str(disk / "case"), "--format", "csv")
        assert status.returncode == 0, status.stderr
        assert len(status.stdout.splitlines()) >= said + 2
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        again = run("take", str(disk / "case"), str(tmp_path / "files"))
        assert again.returncode == 0, again.stderr
        assert len(again.stdout.splitlines()) == 12
    finally:
        time.sleep(0.1)
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_may_not_be_written_is_named_not_the_draft_in_it(
    tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Район;Число\nСеверный;1\nЮжный;2\n", "utf-8")
    absent = tmp_path / "absent"
    assert main(["tidy", str(file), "--out", str(absent / "rows.csv")]) == 1
    said = capsys.readouterr().err
    assert repr(str(absent)) in said
    assert "draft" not in said
