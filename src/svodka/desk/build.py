"""out = f(vault, record, versions): only what is new is made, and what no longer follows is removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Protocol

from svodka.desk.campaign import codebook_in_force
from svodka.desk.case import Case
from svodka.desk.current import Current, Part, read_part, write_current, write_part
from svodka.desk.derive import PASSING, STEP, Derived, State, derive
from svodka.desk.holdings import many
from svodka.desk.lock import alone
from svodka.desk.places import Places, sweep
from svodka.desk.versions import derivation_key, step_version
from svodka.desk.workers import run_all
from svodka.model import NotBuilt
from svodka.vault import Vault

Derive = Callable[[bytes, bytes | None, str], Derived]


class Watcher(Protocol):
    """Is told how far the work is."""

    def expect(self, total: int) -> None: ...

    def step(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    made: int
    kept: int
    parts: tuple[Part, ...]

    @property
    def summary(self) -> str:
        """One line for a person."""
        figures = sum(part.outcome.figures for part in self.parts)
        unread = sum(part.outcome.state in (State.NOT_READ, State.PARTLY) for part in self.parts)
        sealed = sum(part.outcome.state is State.SEALED for part in self.parts)
        in_part = sum(part.outcome.state is State.SEALED_PART for part in self.parts)
        line = (
            f"{many(len(self.parts), 'document')} ({self.made} read now, {self.kept} before), "
            f"{many(figures, 'figure')}"
        )
        if unread:
            line += f", {unread} not read whole: svodka status says why"
        if sealed:
            line += f", {sealed} sealed because they hold people"
        if in_part:
            line += f", {in_part} sealed in part"
        return line


@dataclass(frozen=True, slots=True)
class _Task:
    """One document to derive, small enough to travel to a worker."""

    vault: Path
    digest: str
    key: str
    name: str


def build_case(
    case: Case,
    jobs: int | None,
    address: str | None,
    watcher: Watcher,
    derive_one: Derive = derive,
    version: str | None = None,
) -> Built:
    """Derive what is new and put the whole in force; may be stopped at any time.

    `version` is that of `derive_one`; without one it is the digest of its code.

    Raises:
        NotBuilt: `address` names workers beyond this machine.
        BrokenCase: bytes in the vault or the record are not what came in.
        SvodkaError: another build is running, or a worker died.
    """
    if address is not None:
        raise NotBuilt(
            f"workers at {address!r}: only local processes are built yet", hint="leave out --on"
        )
    with alone(case.places.lock("build"), "building"):
        sweep(case.places.out)
        codebook = codebook_in_force(case)
        keyed = _keyed(case, codebook.digest if codebook else "", version or step_version())
        done, tasks = _split(case.places, keyed)
        watcher.expect(len(tasks))
        work = partial(_work, derive_one, codebook.data if codebook else None)
        for task, outcome in run_all(work, tasks, jobs or _cores()):
            done.append(write_part(case.places, task.digest, task.key, outcome))
            watcher.step()
        parts = tuple(sorted(done, key=lambda part: part.digest))
        write_current(case.places, Current(codebook.digest if codebook else "", parts))
        _prune(case.places, {part.key for part in parts})
    return Built(len(tasks), len(parts) - len(tasks), parts)


def _keyed(case: Case, codebook: str, version: str) -> list[_Task]:
    """What has to stand in `out`: one derivation a document, whatever the order of taking."""
    tasks = []
    for held in case.holdings().documents:
        digest = held.document.digest
        name = min(PurePath(path).name for path in held.document.names)
        key = derivation_key(digest, STEP, version, {"codebook": codebook, "name": name})
        tasks.append(_Task(case.places.vault, digest, key, name))
    return sorted(tasks, key=lambda task: task.digest)


def _split(places: Places, keyed: Iterable[_Task]) -> tuple[list[Part], list[_Task]]:
    """What stands whole already, and what has to be made."""
    done: list[Part] = []
    tasks: list[_Task] = []
    for task in keyed:
        part = read_part(places, task.digest, task.key)
        if part is None or part.outcome.reason in PASSING:
            tasks.append(task)
        else:
            done.append(part)
    return done, tasks


def _work(derive_one: Derive, codebook: bytes | None, task: _Task) -> tuple[_Task, Derived]:
    data = Vault(task.vault).read(task.digest)
    return task, derive_one(data, codebook, task.name)


def _prune(places: Places, keys: set[str]) -> None:
    """Remove derivations that follow from nothing any more, so that `out` has one content only."""
    for path in places.figures.glob("*/*"):
        if path.stem not in keys:
            path.unlink()
    for folder in places.figures.glob("*"):
        if not any(folder.iterdir()):
            folder.rmdir()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
