"""Whatever a reader does, the caller gets values, keeps what came before, and lives on."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from svodka.jail import Limits, Outcome, run
from svodka.jail.spawned import run_spawned
from svodka.model import Reason, Remark, Unread
from tests.jail import probes

BRIEF = Limits(total=0.5, per_item=0.5, memory=1 << 28)
Probe = Callable[[bytes], Iterator[Any]]


def reason(outcome: Outcome[Any]) -> Reason:
    assert outcome.unread is not None
    return outcome.unread.reason


def texts(outcome: Outcome[Remark]) -> list[str]:
    return [item.text for item in outcome.items]


def test_items_arrive_in_their_order() -> None:
    outcome = run(probes.three, b"four")
    assert texts(outcome) == ["4 bytes, item 0", "4 bytes, item 1", "4 bytes, item 2"]
    assert outcome.unread is None


def test_nothing_is_a_good_answer() -> None:
    assert run(probes.quiet, b"") == Outcome(())


@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        (probes.endless, Reason.TIME),
        (probes.asleep, Reason.TIME),
        (probes.flood_of_memory, Reason.MEMORY),
        (probes.out_of_memory_in_rust, Reason.MEMORY),
        (probes.segfault, Reason.CRASHED),
        (probes.abort, Reason.CRASHED),
        (probes.leave, Reason.CRASHED),
        (probes.exit_politely, Reason.CRASHED),
        (probes.raise_words, Reason.CRASHED),
        (probes.deep, Reason.TOO_LARGE),
        (probes.refuse, Reason.ENCRYPTED),
        (probes.keep_files_open, Reason.CRASHED),
        (probes.listen, Reason.CRASHED),
    ],
)
def test_a_failure_is_a_value_and_what_came_before_is_kept(probe: Probe, expected: Reason) -> None:
    outcome = run(probe, b"", BRIEF)
    assert reason(outcome) is expected
    assert texts(outcome) == ["before"]
    assert outcome.unread is not None
    assert outcome.unread.hint


def test_a_failure_before_the_first_item_is_a_value() -> None:
    outcome = run(probes.raise_at_once, b"", BRIEF)
    assert outcome.items == ()
    assert reason(outcome) is Reason.CRASHED


def test_the_words_of_a_document_do_not_leave_in_a_reason() -> None:
    for probe in (probes.raise_words, probes.raise_at_once):
        outcome = run(probe, b"", BRIEF)
        assert outcome.unread is not None
        assert "words of the document" not in str(outcome.unread)
        assert "Error" in outcome.unread.detail


def test_a_refusal_keeps_its_message_and_hint() -> None:
    unread = run(probes.refuse, b"").unread
    assert unread == Unread(
        reason=Reason.ENCRYPTED, detail="a password is needed", hint="ask for it"
    )


def test_a_reader_that_keeps_delivering_goes_on_beyond_the_total() -> None:
    outcome = run(probes.steady, b"", Limits(total=0.3, per_item=2.0))
    assert len(outcome.items) == 12
    assert outcome.unread is None


def test_even_a_steady_reader_ends_at_the_longest() -> None:
    outcome = run(probes.steady, b"", Limits(total=0.3, per_item=2.0, longest=0.6))
    assert 0 < len(outcome.items) < 12
    assert reason(outcome) is Reason.TIME


def test_more_than_the_output_allows_is_too_large() -> None:
    outcome = run(probes.flood_of_items, b"", Limits(output=5 << 20))
    assert reason(outcome) is Reason.TOO_LARGE
    assert len(outcome.items) == 4


def test_an_announced_length_is_not_believed() -> None:
    started = time.monotonic()
    outcome = run(probes.announce_too_much, b"", Limits(total=5))
    assert reason(outcome) is Reason.TOO_LARGE
    assert time.monotonic() - started < 3


def test_an_item_of_fifty_million_characters_crosses() -> None:
    (item,) = run(probes.large, b"").items
    assert len(item.text) == 50_000_000


@pytest.mark.parametrize(
    "data", [b"junk", b"\x80\x05K\x01.", b"\x80\x05", b"(lp0\nI1\na.", b"cos\nsystem\n(S'ls'\ntR."]
)
def test_nonsense_in_the_pipe_is_a_dead_reader(data: bytes) -> None:
    outcome = run(probes.nonsense, data, BRIEF)
    assert outcome.items == ()
    assert reason(outcome) is Reason.CRASHED


@pytest.mark.parametrize(
    "probe", [probes.smuggle_a_call, probes.smuggle_a_class, probes.false_end, probes.run_away]
)
def test_only_plain_values_and_our_own_types_come_out(
    probe: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(probe, b"", BRIEF)
    assert outcome.items == ()
    assert reason(outcome) is Reason.CRASHED
    assert list(tmp_path.iterdir()) == []


def test_no_byte_is_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"")
    outcome = run(probes.write_a_file, str(target).encode())
    assert reason(outcome) is Reason.CRASHED
    assert target.read_bytes() == b""


def test_nothing_is_open_but_the_pipe_and_three_streams() -> None:
    kept = os.open(os.devnull, os.O_RDONLY)
    try:
        assert texts(run(probes.count_open_files, b"")) == ["0", "1", "2", "3"]
    finally:
        os.close(kept)


def test_an_inherited_file_cannot_be_read() -> None:
    here = os.open(__file__, os.O_RDONLY)
    os.set_inheritable(here, True)
    try:
        assert reason(run(probes.read_inherited, str(here).encode())) is Reason.CRASHED
    finally:
        os.close(here)


def test_what_a_library_prints_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    assert texts(run(probes.talk, b"")) == ["talked"]
    assert capfd.readouterr() == ("", "")


def test_a_library_that_complains_without_end_does_not_block() -> None:
    assert texts(run(probes.shout, b"")) == ["shouted"]


def test_an_interrupt_is_the_parents_to_handle() -> None:
    assert texts(run(probes.interrupt_itself, b"")) == ["went on"]


def test_no_descriptor_and_no_child_stays_behind() -> None:
    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def children() -> set[str]:
        found = set()
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[1]) == os.getpid():
                    found.add(stat.parent.name)
        return found

    # A process that other tests started in this one may live on: only new ones count.
    before, alive = count(), children()
    for probe in (probes.three, probes.segfault, probes.endless, probes.nonsense):
        run(probe, b"", BRIEF)
    assert count() == before
    assert children() <= alive


def test_a_machine_that_starts_no_process_is_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = len(list(Path("/proc/self/fd").iterdir()))
    monkeypatch.setattr(os, "fork", refuse)
    assert reason(run(probes.three, b"")) is Reason.MEMORY
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_it_runs_beside_other_threads() -> None:
    outcomes: list[Outcome[Remark]] = []

    def work() -> None:
        outcomes.extend(run(probes.three, b"") for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(outcome.items) for outcome in outcomes] == [3] * 20


def test_a_parent_with_polars_loaded_can_fork() -> None:
    import polars as pl

    assert pl.DataFrame({"a": range(1000)}).select(pl.col("a").sum()).item() == 499_500
    assert [len(run(probes.three, b"").items) for _ in range(10)] == [3] * 10


CALLER = """
import sys
from svodka.jail import run
from tests.jail import probes
def told(data):
    for item in probes.tell_pid(data):
        sys.__stdout__  # the child has no way to the output; the parent tells
        yield item
import os, threading
pid = os.fork
def fork():
    child = pid()
    if child:
        os.write(1, f"{child}\\n".encode())
    return child
os.fork = fork
run(told, b"")
"""


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and the parent's death signal")
def test_the_child_never_outlives_its_parent(number: signal.Signals) -> None:
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", CALLER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root
    ) as caller:
        assert caller.stdout is not None
        child = int(caller.stdout.readline())
        time.sleep(0.3)
        assert alive(child)
        caller.send_signal(number)
        caller.wait(10)
    for _ in range(50):
        if not alive(child):
            break
        time.sleep(0.1)
    assert not alive(child)


def test_without_fork_the_words_are_the_same() -> None:
    assert run_spawned(probes.three, b"four", Limits(), ()) == run(probes.three, b"four")
    refused = run_spawned(probes.refuse, b"", Limits(), ())
    assert texts(refused) == ["before"]
    assert reason(refused) is Reason.ENCRYPTED
    late = run_spawned(probes.asleep, b"", Limits(total=4, per_item=0.5), ())
    assert texts(late) == ["before"]
    assert reason(late) is Reason.TIME
    assert reason(run_spawned(probes.leave, b"", Limits(), ())) is Reason.CRASHED
