"""A case is made whole or not at all, and is opened only when it is what it says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from svodka.desk.case import Case, open_case
from svodka.desk.founding import new_case
from svodka.model import BrokenCase, BrokenCodebook, NotBuilt, WouldOverwrite


def test_a_new_case_has_a_secret_that_only_its_owner_reads(case: Case) -> None:
    assert case.places.secret.stat().st_mode & 0o777 == 0o600
    assert case.places.record.stat().st_mode & 0o777 == 0o600
    assert case.places.case.stat().st_mode & 0o777 == 0o700
    assert len(bytes.fromhex(case.places.secret.read_text())) == 32


def test_a_folder_with_something_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(WouldOverwrite, match="not empty"):
        new_case(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_becomes_the_case(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    new_case(tmp_path / "case")
    with open_case(tmp_path / "case") as case:
        assert case.holdings().documents == ()


def test_a_campaign_that_cannot_be_used_leaves_no_folder(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('name = "x"\nnonsense = 1\n')
    with pytest.raises(BrokenCodebook, match="line 2"):
        new_case(tmp_path / "case", str(bad))
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_the_campaign_is_an_entry_and_its_bytes_are_in_the_vault(tmp_path: Path) -> None:
    new_case(tmp_path / "case", "letter-2023")
    with open_case(tmp_path / "case") as case:
        codebook = case.holdings().codebook
        assert codebook is not None
        assert codebook.name == "letter-2023"
        assert b"letter-2023" in case.vault.read(codebook.digest)


def test_no_case_is_an_error_that_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BrokenCase, match="no case at") as failure, open_case(tmp_path):
        pass
    assert "svodka new" in failure.value.hint


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("version = 2\n", "newer than this svodka"),
        ('language = "en"\n', "does not say of which version"),
        ("version = 1\nthreshold = 5\n", "unknown key 'threshold'"),
        ('version = 1\nlanguage = "xx"\n', "'language'"),
        ("version = \n", "no TOML"),
    ],
)
def test_settings_that_it_may_not_hold_are_refused(case: Case, settings: str, said: str) -> None:
    case.places.settings.write_text(settings)
    with pytest.raises(BrokenCase, match=said), open_case(case.places.case):
        pass


def test_addresses_elsewhere_are_not_pretended(case: Case) -> None:
    case.places.settings.write_text('version = 1\nstore = "s3://bucket"\n')
    with pytest.raises(NotBuilt, match="'store'"), open_case(case.places.case):
        pass


def test_a_record_of_a_newer_version_is_refused_and_left_alone(case: Case) -> None:
    with sqlite3.connect(case.places.record) as connection:
        connection.execute("UPDATE about SET value = '99'")
    connection.close()
    with pytest.raises(BrokenCase, match="newer than this svodka"), open_case(case.places.case):
        pass


@pytest.mark.parametrize("secret", ["", "zz", "00" * 31])
def test_a_damaged_secret_is_said(case: Case, secret: str) -> None:
    case.places.secret.write_text(secret)
    with pytest.raises(BrokenCase, match="secret"), open_case(case.places.case):
        pass


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to mount")
def test_a_case_on_a_read_only_disk_can_be_read(case: Case, tmp_path: Path) -> None:
    case.record.append("note", {"text": "before"})
    case.record.close()
    place = tmp_path / "mounted"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "--bind", "-o", "ro", str(case.places.case), str(place)], check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
        with open_case(place) as opened:
            assert len(opened.record.entries()) == 2
    finally:
        subprocess.run(["umount", str(place)], check=True)
