"""Bytes stand under their digest whole, unchanged and for ever, or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import BrokenCase
from svodka.vault import Vault


@given(st.lists(st.binary(max_size=200), max_size=6))
def test_what_was_kept_is_read_back_and_held_once(pieces: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder))
        for data in pieces:
            kept = vault.keep(io.BytesIO(data))
            assert kept.digest == hashlib.sha256(data).hexdigest()
            assert kept.size == len(data)
            assert vault.read(kept.digest) == data
        assert set(vault.digests()) == {hashlib.sha256(data).hexdigest() for data in pieces}
        assert not list((Path(folder)).glob("incoming/*"))


def test_the_same_bytes_are_new_only_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert vault.keep(io.BytesIO(b"one")).new
    assert not vault.keep(io.BytesIO(b"one")).new


def test_the_folders_are_those_of_the_contract(tmp_path: Path) -> None:
    digest = Vault(tmp_path).keep(io.BytesIO(b"one")).digest
    assert (tmp_path / digest[:2] / digest[2:4] / digest).read_bytes() == b"one"


def test_changed_bytes_are_noticed_when_read(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.keep(io.BytesIO(b"forty-two")).digest
    path = vault.path(digest)
    path.chmod(0o600)
    path.write_bytes(b"forty-six")
    with pytest.raises(BrokenCase, match="not what came in"):
        vault.read(digest)


def test_other_bytes_under_the_name_are_never_overwritten(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.keep(io.BytesIO(b"forty-two")).digest
    path = vault.path(digest)
    path.chmod(0o600)
    path.write_bytes(b"cut")
    with pytest.raises(BrokenCase, match="other bytes"):
        vault.keep(io.BytesIO(b"forty-two"))
    assert path.read_bytes() == b"cut"


def test_missing_bytes_are_an_error_that_names_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(BrokenCase, match="does not hold") as failure:
        Vault(tmp_path).read("0" * 64)
    assert "backup" in failure.value.hint


@pytest.mark.parametrize("name", ["", "../secret", "A" * 64, "0" * 63])
def test_a_name_that_is_no_digest_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        Vault(tmp_path).path(name)


class Torn(io.RawIOBase):
    """Gives some bytes, then fails."""

    def __init__(self) -> None:
        self.given = False

    def read(self, size: int = -1) -> bytes:
        if self.given:
            raise OSError(5, "the disk fails")
        self.given = True
        return b"half"


def test_a_source_that_fails_midway_leaves_nothing(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    with pytest.raises(OSError, match="the disk fails"):
        vault.keep(Torn())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


FULL = """
import io, resource, sys
from pathlib import Path
from svodka.vault import Vault
vault = Vault(Path(sys.argv[1]))
vault.keep(io.BytesIO(b"small"))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    vault.keep(io.BytesIO(bytes(int(sys.argv[2]))))
except OSError as failure:
    print("refused", failure.errno)
print(len(list(vault.digests())))
"""


@pytest.mark.parametrize("size", [100_001, 1_000_000, 5_000_000])
def test_a_disk_that_takes_no_more_leaves_no_partial_file(tmp_path: Path, size: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), str(size)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["refused", "27", "1"]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_drafts_of_killed_work_are_swept(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.keep(io.BytesIO(b"one")).digest
    (tmp_path / "incoming" / "left").write_bytes(b"half")
    assert vault.sweep() == 1
    assert vault.read(digest) == b"one"


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
def test_what_is_kept_can_be_written_by_nobody(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.keep(io.BytesIO(b"one")).digest
    assert vault.path(digest).stat().st_mode & 0o777 == 0o400
