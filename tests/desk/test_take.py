"""A file that was acknowledged is safe; nothing is taken in silence and nothing left out in silence."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.desk.case import Case, open_case
from svodka.desk.founding import new_case
from svodka.desk.lock import alone
from svodka.desk.take import Refused, Taken, take_in
from svodka.model import BadArgument, NotBuilt, Protection, SvodkaError, Voice

Folder = Callable[[dict[str, bytes]], Path]


def taken(
    case: Case, *paths: Path, by: str | None = None, protection: str | None = None
) -> list[tuple[str, str]]:
    """(number or "", how or reason) of every file."""
    return [
        (event.number, event.how) if isinstance(event, Taken) else ("", event.reason)
        for event in take_in(case, paths, by, protection)
    ]


def test_the_same_bytes_under_two_paths_are_one_document(case: Case, folder: Folder) -> None:
    place = folder({"a/one.txt": b"1", "b/one.txt": b"1", "two.txt": b"2"})
    assert taken(case, place) == [("D-0001", "new"), ("D-0002", "new"), ("D-0002", "again")]
    documents = case.holdings().documents
    assert sorted(len(held.document.names) for held in documents) == [1, 2]
    names = {name for held in documents for name in held.document.names}
    assert names == {str(place / name) for name in ("a/one.txt", "b/one.txt", "two.txt")}


def test_taking_again_enters_nothing(case: Case, folder: Folder) -> None:
    place = folder({"one.txt": b"1", "two.txt": b"2"})
    taken(case, place)
    before = len(case.record.entries())
    assert taken(case, place) == [("D-0001", "held"), ("D-0002", "held")]
    assert len(case.record.entries()) == before


def test_a_changed_file_under_the_same_path_is_another_document(case: Case, folder: Folder) -> None:
    taken(case, folder({"one.txt": b"1"}))
    assert taken(case, folder({"one.txt": b"2"})) == [("D-0002", "new")]
    names = [held.document.names for held in case.holdings().documents]
    assert names[0] == names[1]


def test_the_default_is_official_and_obtained(case: Case, folder: Folder) -> None:
    taken(case, folder({"one.txt": b"1"}))
    document = case.holdings().documents[0].document
    assert (document.by, document.protection) == (Voice.OFFICIAL, Protection.OBTAINED)


def test_of_two_paths_the_stricter_protection_stands(case: Case, folder: Folder) -> None:
    place = folder({"leak/one.txt": b"1", "site/one.txt": b"1"})
    taken(case, place / "leak")
    events = list(take_in(case, [place / "site"], "press", "public"))
    assert isinstance(events[0], Taken)
    assert "protection stays 'obtained'" in events[0].remark
    assert case.holdings().documents[0].document.protection is Protection.OBTAINED


def test_a_mistaken_class_is_mended_by_taking_the_same_path_again(
    case: Case, folder: Folder
) -> None:
    place = folder({"one.txt": b"1"})
    taken(case, place)
    assert taken(case, place, protection="public", by="press") == [("D-0001", "again")]
    document = case.holdings().documents[0].document
    assert (document.by, document.protection) == (Voice.PRESS, Protection.PUBLIC)


def test_monitors_returns_are_refused(case: Case, folder: Folder) -> None:
    with pytest.raises(NotBuilt, match="until their forms exist"):
        taken(case, folder({"one.txt": b"1"}), by="monitor")
    assert case.holdings().documents == ()


def test_a_path_that_does_not_exist_stops_before_anything_is_taken(
    case: Case, folder: Folder
) -> None:
    place = folder({"one.txt": b"1"})
    with pytest.raises(BadArgument, match="no such file"):
        taken(case, place, place / "absent")
    assert case.holdings().documents == ()


def test_links_pipes_and_devices_are_named_and_not_taken(case: Case, folder: Folder) -> None:
    place = folder({"one.txt": b"1", "inner/two.txt": b"2"})
    (place / "link.txt").symlink_to("/etc/hostname")
    (place / "loop").symlink_to(place)
    os.mkfifo(place / "pipe")
    found = list(take_in(case, [place], None, None))
    refused = {Path(event.path).name: event.reason for event in found if isinstance(event, Refused)}
    assert refused == {
        "link.txt": "symbolic link",
        "loop": "symbolic link",
        "pipe": "not a regular file",
    }
    assert sorted(reason for _, reason in case.holdings().not_taken) == [
        "not a regular file",
        "symbolic link",
        "symbolic link",
    ]
    assert len(case.holdings().documents) == 2


def test_a_pipe_or_device_named_outright_is_refused_without_waiting(
    case: Case, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert taken(case, tmp_path / "pipe", Path("/dev/null")) == [("", "not a regular file")] * 2


def test_a_link_named_outright_is_followed(case: Case, folder: Folder) -> None:
    place = folder({"one.txt": b"1"})
    (place.parent / "link").symlink_to(place / "one.txt")
    assert taken(case, place.parent / "link") == [("D-0001", "new")]


def test_a_case_never_takes_itself(case: Case, folder: Folder) -> None:
    folder({"one.txt": b"1"})
    found = taken(case, case.places.case.parent)
    assert ("", "the case itself") in found
    assert len(case.holdings().documents) == 1


def test_a_file_that_may_not_be_read_is_named(
    case: Case, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder({"one.txt": b"1", "two.txt": b"2"})
    real = os.open

    def guarded(path: str, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith("one.txt"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, mode)

    monkeypatch.setattr("svodka.desk.take.os.open", guarded)
    assert taken(case, place) == [("", "permission denied"), ("D-0001", "new")]


def test_names_that_are_no_text_keep_their_bytes(case: Case, tmp_path: Path) -> None:
    place = tmp_path / "folder"
    place.mkdir()
    raw = os.fsencode(place) + b"/\xff\xfe.txt"
    Path(os.fsdecode(raw)).write_bytes(b"1")
    taken(case, place)
    payload = case.record.entries()[-1].payload
    assert payload is not None
    assert payload["path_bytes"] == raw.hex()
    assert case.holdings().documents[0].document.names[0].endswith("\\xff\\xfe.txt")


def test_only_one_takes_at_a_time(case: Case, folder: Folder) -> None:
    place = folder({"one.txt": b"1"})
    with (
        alone(case.places.lock("take"), "taking"),
        pytest.raises(SvodkaError, match="another svodka is taking"),
    ):
        taken(case, place)
    assert taken(case, place) == [("D-0001", "new")]


def test_a_destroyed_entry_moves_no_number(case: Case, folder: Folder) -> None:
    taken(case, folder({"one.txt": b"1", "three.txt": b"3", "two.txt": b"2"}))
    second = next(
        entry.position
        for entry in case.record.entries()
        if entry.payload and str(entry.payload.get("path", "")).endswith("three.txt")
    )
    case.record.destroy(second)
    assert [held.label for held in case.holdings().documents] == ["D-0001", "D-0003"]
    assert taken(case, folder({"four.txt": b"4"}))[0] == ("D-0004", "new")


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.text("abв/", min_size=1, max_size=4).filter(lambda name: name.strip("/") != ""),
        st.binary(max_size=3),
        max_size=6,
    )
)
def test_every_path_of_every_document_is_kept(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    top = tmp_path_factory.mktemp("law")
    flat = {name.replace("/", "_"): data for name, data in files.items()}
    (top / "folder").mkdir()
    for name, data in flat.items():
        (top / "folder" / name).write_bytes(data)
    new_case(top / "case")
    with open_case(top / "case") as case:
        taken(case, top / "folder")
        held = {
            held.document.digest: set(held.document.names) for held in case.holdings().documents
        }
    expected: dict[str, set[str]] = {}
    for name, data in flat.items():
        path = str(top / "folder" / name)
        expected.setdefault(hashlib.sha256(data).hexdigest(), set()).add(path)
    assert held == expected
