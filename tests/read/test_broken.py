"""Any file at all ends within its limits in pieces or in one reason; nothing else is touched."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka import jail, read
from svodka.model import Grid, Passage, Piece, Reason, Remark

LONGEST = 10.0
TOUCHED = "touched: "
DEATHS = {Reason.TIME, Reason.MEMORY, Reason.CRASHED}
NEED_A_PASSWORD = (
    "poi-spreadsheet/protected_passtika.xlsx",
    "poi-spreadsheet/xor-encryption-abc.xls",
    "poi-document/PasswordProtected.doc",
    "tika/testEXCEL_protected_passtika.xlsx",
    "tika/testZipEncrypted.zip",
    "pdfplumber/password-example.pdf",
)
EXPECTED = {
    "pdfplumber/empty.pdf": Reason.EMPTY,
    "poi-spreadsheet/invalid.xlsx": Reason.EMPTY,
    "poi-document/truncated62886.docx": Reason.TRUNCATED,
    "poi-document/51921-Word-Crash067.doc": Reason.LEGACY_WORD,
    "tika/droste.zip": Reason.ARCHIVE,
    "tika/quine.gz": Reason.ARCHIVE,
    "tika/testMSG_forwarded.msg": Reason.MAIL,
    "dedoc/spam_mail.eml": Reason.MAIL,
}


def watched(data: bytes) -> Iterator[Piece]:
    """As `read.pieces`, telling of every file that Python opens and every address it calls."""
    touched: Counter[str] = Counter()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so", ".zip")):
            touched[f"{arguments[0]}"] += 1
        elif event in ("socket.connect", "socket.getaddrinfo", "os.system", "subprocess.Popen"):
            touched[event] += 1

    sys.addaudithook(hook)
    yield from read.pieces(data)
    for name in touched:
        yield Remark(TOUCHED + name)


def ends(path: Path) -> tuple[jail.Outcome[Piece], float]:
    data = path.read_bytes()
    started = time.monotonic()
    read.describe(data)
    outcome = jail.run(watched, data)
    return outcome, time.monotonic() - started


@pytest.fixture(scope="module")
def outcomes(corpus: Callable[[str], Path]) -> dict[str, tuple[jail.Outcome[Piece], float]]:
    root = corpus("broken-files")
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): ends(path) for path in paths}


Outcomes = dict[str, tuple[jail.Outcome[Piece], float]]


def test_every_broken_file_ends_in_time(outcomes: Outcomes) -> None:
    assert len(outcomes) > 150
    assert {name: took for name, (_, took) in outcomes.items() if took > LONGEST} == {}


def test_every_broken_file_gives_pieces_or_a_reason_with_a_hint(outcomes: Outcomes) -> None:
    for name, (outcome, _) in outcomes.items():
        assert outcome.items or outcome.unread, name
        assert all(isinstance(item, Passage | Grid | Remark) for item in outcome.items)
        if outcome.unread:
            assert outcome.unread.detail, name
            assert outcome.unread.hint, name
            assert "Traceback" not in outcome.unread.detail, name


def test_no_reader_dies_of_a_broken_file(outcomes: Outcomes) -> None:
    dead = {
        name: outcome.unread
        for name, (outcome, _) in outcomes.items()
        if outcome.unread and outcome.unread.reason in DEATHS
    }
    assert dead == {}


def test_as_many_broken_files_are_read_as_before(
    outcomes: Outcomes, floors: dict[str, Any]
) -> None:
    whole = [outcome for outcome, _ in outcomes.values() if outcome.unread is None]
    given_pieces = [
        outcome
        for outcome, _ in outcomes.values()
        if any(isinstance(item, Passage | Grid) for item in outcome.items)
    ]
    assert len(whole) >= floors["broken-files"]["read"]
    assert len(given_pieces) >= floors["broken-files"]["with_pieces"]


def test_no_other_file_is_opened_and_no_address_is_called(outcomes: Outcomes) -> None:
    touched = {
        name: item.text
        for name, (outcome, _) in outcomes.items()
        for item in outcome.items
        if isinstance(item, Remark) and item.text.startswith(TOUCHED)
    }
    assert touched == {}


@pytest.mark.parametrize("name", NEED_A_PASSWORD)
def test_what_needs_a_password_says_so(name: str, outcomes: Outcomes) -> None:
    outcome, _ = outcomes[name]
    assert outcome.unread is not None
    assert outcome.unread.reason.value == "protected by a password"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_known_failure_has_its_own_reason(name: str, outcomes: Outcomes) -> None:
    outcome, _ = outcomes[name]
    assert outcome.unread is not None
    assert outcome.unread.reason is EXPECTED[name]


@pytest.mark.parametrize("page", ["cp1251", "koi"])
def test_pages_of_any_code_page_are_read(page: str, outcomes: Outcomes) -> None:
    outcome, _ = outcomes[f"dedoc/example_{page}.html"]
    words = " ".join(item.text for item in outcome.items if isinstance(item, Passage))
    assert outcome.unread is None
    assert sum("а" <= letter <= "я" for letter in words) > 100


@pytest.mark.parametrize("topic", ["atbench", "ru-official-prose", "detention-returns"])
def test_real_documents_end_in_time_and_alive(topic: str, corpus: Callable[[str], Path]) -> None:
    paths = [path for path in sorted(corpus(topic).rglob("*")) if path.is_file()]
    if topic == "atbench":
        paths = [path for path in paths if path.name.startswith("data")][::3]
    assert paths
    for path in paths:
        outcome, took = ends(path)
        assert took < LONGEST, path.name
        assert not (outcome.unread and outcome.unread.reason in DEATHS), path.name


@settings(max_examples=60)
@given(
    st.sampled_from(
        (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\t")
    ),
    st.binary(max_size=2000),
)
def test_any_bytes_at_all_end_in_pieces_or_a_reason(start: bytes, rest: bytes) -> None:
    outcome = jail.run(read.pieces, start + rest)
    assert outcome.items or outcome.unread
    assert not (outcome.unread and outcome.unread.reason in DEATHS)
