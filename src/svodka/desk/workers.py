"""A local pool runs the same pure function in any order; who dies or is stopped loses only its own task."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from svodka.model import SvodkaError

T = TypeVar("T")
R = TypeVar("R")

# Tasks handed out ahead of the workers: enough that none waits, few enough to bound memory.
_AHEAD = 2


def run_all(work: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Iterator[R]:
    """Results as they come, in no order; `work` must be importable where `jobs` is above 1.

    Raises:
        SvodkaError: a worker died.
    """
    jobs = min(jobs, len(tasks))
    pool = _pool(jobs) if jobs > 1 else None
    if pool is None:
        yield from map(work, tasks)
        return
    try:
        yield from _as_they_come(pool, work, tasks, jobs)
    except BrokenProcessPool as failure:
        raise SvodkaError(
            "a worker process died",
            hint="give the same command again, with fewer --jobs if memory is short: "
            "what was done is kept",
        ) from failure
    except BaseException:
        # Stopped or failed: nobody waits for results any more.
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor | None:
    """None where the machine shares no memory between processes: then the work is done here."""
    try:
        return ProcessPoolExecutor(
            jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_in
        )
    except (OSError, ImportError):
        return None


def _as_they_come(
    pool: ProcessPoolExecutor, work: Callable[[T], R], tasks: Sequence[T], jobs: int
) -> Iterator[R]:
    waiting = iter(tasks)
    running: set[Future[R]] = set()
    while True:
        for task in waiting:
            running.add(pool.submit(work, task))
            if len(running) >= jobs * _AHEAD:
                break
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()


def _settle_in() -> None:
    """Ctrl-C is the parent's to answer, and a worker never outlives its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
