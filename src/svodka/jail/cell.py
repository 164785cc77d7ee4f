"""Inside the child: first everything is taken away, then the function runs, then the child is gone."""

from __future__ import annotations

import ctypes
import faulthandler
import fcntl
import gc
import io
import logging
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from svodka.jail import wire
from svodka.jail.limits import Limits
from svodka.jail.outcome import NO_MEMORY_LEFT
from svodka.jail.telling import tell

_PIPE = 3
_ABOVE = 64
_HIGHEST_DESCRIPTOR = 1 << 20
_PIPE_SIZE = 1 << 20
_F_SETPIPE_SZ = 1031
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_YOUNGEST = 200_000
_LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def live(
    function: Callable[[bytes], Iterator[Any]],
    data: bytes,
    limits: Limits,
    descriptors: tuple[int, int],
    known: Sequence[Any],
) -> NoReturn:
    """The whole life of a forked child; `descriptors` are its pipe and its error stream."""
    code = 1
    try:
        _take_descriptors(*descriptors)
        _take_habits()
        _take_resources(limits)
        tell(function, data, wire.Outbox(io.FileIO(_PIPE, "wb", closefd=False), known))
        code = 0
    except MemoryError:
        code = NO_MEMORY_LEFT
    finally:
        # Neither the parent's exit handlers nor its buffers are the child's to run.
        os._exit(code)


def _take_descriptors(pipe: int, words: int) -> None:
    """Nothing stays open but the pipe (3), the error stream (2) and /dev/null (0, 1)."""
    pipe = fcntl.fcntl(pipe, fcntl.F_DUPFD, _ABOVE)
    words = fcntl.fcntl(words, fcntl.F_DUPFD, _ABOVE)
    nothing = fcntl.fcntl(os.open(os.devnull, os.O_RDWR), fcntl.F_DUPFD, _ABOVE)
    for source, target in ((nothing, 0), (nothing, 1), (words, 2), (pipe, _PIPE)):
        os.dup2(source, target)
    os.closerange(_PIPE + 1, _HIGHEST_DESCRIPTOR)
    # A reader that complains without end must not block on a pipe that nobody empties.
    os.set_blocking(2, False)
    if _LIBC is not None:
        # Only for speed; a user who has many pipes open is refused.
        with suppress(OSError):
            fcntl.fcntl(_PIPE, _F_SETPIPE_SZ, _PIPE_SIZE)


def _take_habits() -> None:
    """Handlers, streams and collections that belong to the parent."""
    if faulthandler.is_enabled():
        faulthandler.disable()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    sys.stdout = sys.stderr = io.TextIOWrapper(io.FileIO(1, "wb", closefd=False))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    gc.freeze()
    gc.set_threshold(_YOUNGEST, 20, 100)


def _take_resources(limits: Limits) -> None:
    _limit(resource.RLIMIT_AS, _address_space() + limits.memory)
    _limit(resource.RLIMIT_CPU, int(limits.longest) + 1)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, limits.open_files)
    _limit(resource.RLIMIT_NPROC, 0)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def _address_space() -> int:
    """Bytes of address space at the fork; libraries loaded by the parent are not the child's."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 4 << 30
    return int(statm.read_bytes().split()[0]) * resource.getpagesize()
