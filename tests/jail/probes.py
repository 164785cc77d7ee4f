"""What a subverted or broken reader might do, each as a function that the jail is asked to run."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator

from svodka.model import Reason, Remark, UnreadableDocument

PIPE = 3


def quiet(data: bytes) -> Iterator[Remark]:
    yield from ()


def three(data: bytes) -> Iterator[Remark]:
    for number in range(3):
        yield Remark(f"{len(data)} bytes, item {number}")


def endless(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    while True:
        pass


def asleep(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    time.sleep(3600)


def steady(data: bytes) -> Iterator[Remark]:
    for number in range(12):
        time.sleep(0.1)
        yield Remark(str(number))


def flood_of_memory(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    kept = []
    while True:
        kept.append(bytes(1 << 24))


def flood_of_items(data: bytes) -> Iterator[Remark]:
    while True:
        yield Remark("x" * (1 << 20))


def segfault(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    ctypes.string_at(0)


def abort(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    os.abort()


def out_of_memory_in_rust(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    os.write(2, b"memory allocation of 17179869184 bytes failed\n")
    os.abort()


def deep(data: bytes) -> Iterator[Remark]:
    yield Remark("before")

    def deeper(level: int) -> int:
        return deeper(level + 1) + 1

    deeper(0)


def leave(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    os._exit(0)


def exit_politely(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    sys.exit(0)


def interrupt_itself(data: bytes) -> Iterator[Remark]:
    os.kill(os.getpid(), signal.SIGINT)
    yield Remark("went on")


def raise_words(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    raise ValueError("words of the document")


def raise_at_once(data: bytes) -> Iterator[Remark]:
    raise KeyError("words of the document")


def refuse(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    raise UnreadableDocument(Reason.ENCRYPTED, "a password is needed", hint="ask for it")


def write_a_file(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    with open(data.decode(), "wb") as file:  # noqa: PTH123 – the plainest way is the test
        file.write(b"written")


def keep_files_open(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    kept = []
    while True:
        kept.append(os.open(os.devnull, os.O_RDONLY))


def count_open_files(data: bytes) -> Iterator[Remark]:
    for number in range(256):
        try:
            os.fstat(number)
        except OSError:
            continue
        yield Remark(str(number))


def read_inherited(data: bytes) -> Iterator[Remark]:
    os.read(int(data), 1)
    yield Remark("read")


def talk(data: bytes) -> Iterator[Remark]:
    sys.stdout.write("words on the output\n")
    sys.stdout.flush()
    sys.stderr.write("words on the error stream\n")
    os.write(1, b"raw words on the output\n")
    os.write(2, b"raw words on the error stream\n")
    yield Remark("talked")


def shout(data: bytes) -> Iterator[Remark]:
    for _ in range(1000):
        try:
            os.write(2, b"x" * 4096)
        except BlockingIOError:
            break
    yield Remark("shouted")


def listen(data: bytes) -> Iterator[Remark]:
    yield Remark("before")
    kept = [socket.socket() for _ in range(1000)]
    yield Remark(f"{len(kept)} sockets")


def large(data: bytes) -> Iterator[Remark]:
    yield Remark("x" * 50_000_000)


def nonsense(data: bytes) -> Iterator[Remark]:
    os.write(PIPE, data)
    os._exit(0)
    yield Remark("never")


class _Call:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch should-not-exist",)


def smuggle_a_call(data: bytes) -> Iterator[object]:
    yield _Call()


class Stranger:
    """A class that is not svodka's own."""


def smuggle_a_class(data: bytes) -> Iterator[object]:
    yield Stranger()


def false_end(data: bytes) -> Iterator[Remark]:
    import pickle

    os.write(PIPE, pickle.dumps(("end", ["no", "reason"])))
    os._exit(0)
    yield Remark("never")


def announce_too_much(data: bytes) -> Iterator[Remark]:
    # BINBYTES8 with a length of 2**40 and nothing after it.
    os.write(PIPE, b"\x80\x05\x8e" + (1 << 40).to_bytes(8, "little"))
    time.sleep(3600)
    yield Remark("never")


def run_away(data: bytes) -> Iterator[Remark]:
    os.close(PIPE)
    time.sleep(3600)
    yield Remark("never")


def tell_pid(data: bytes) -> Iterator[Remark]:
    yield Remark(str(os.getpid()))
    time.sleep(3600)
