"""What the last whole build consists of; it names no person, path or time, and holds every digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from svodka.desk.derive import Derived, State
from svodka.desk.places import Places, write_whole
from svodka.model import BrokenCase

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document in a build: by which key its derivation stands, and how reading it ended."""

    digest: str
    key: str
    outcome: Derived
    frame_digest: str = ""


@dataclass(frozen=True, slots=True)
class Current:
    """A whole build: the codebook in force ("" for none) and the parts in order of digest."""

    codebook: str
    parts: tuple[Part, ...]

    def by_digest(self) -> dict[str, Part]:
        """The parts by the digest of their document."""
        return {part.digest: part for part in self.parts}


def write_part(places: Places, digest: str, key: str, outcome: Derived) -> Part:
    """Store a derivation: the figures first, the state last, so that a state vouches for figures."""
    frame_digest = ""
    if outcome.frame:
        frame_digest = hashlib.sha256(outcome.frame).hexdigest()
        write_whole(places.frame(key), outcome.frame)
    part = Part(digest=digest, key=key, outcome=outcome, frame_digest=frame_digest)
    write_whole(places.state(key), _spelled(part))
    return part


def read_part(places: Places, digest: str, key: str) -> Part | None:
    """The derivation under `key` if it stands there whole, without the frame; else None."""
    part = _state_of(places, digest, key)
    if part is None or not part.frame_digest:
        return part
    try:
        found = hashlib.sha256(places.frame(key).read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    return part if found == part.frame_digest else None


def _state_of(places: Places, digest: str, key: str) -> Part | None:
    try:
        part = _parsed(places.state(key).read_bytes())
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return part if (part.digest, part.key) == (digest, key) else None


def read_frame(places: Places, part: Part) -> bytes:
    """The figures of one part, true to their digest.

    Raises:
        BrokenCase: they are missing or were changed.
    """
    if not part.frame_digest:
        return b""
    try:
        data = places.frame(part.key).read_bytes()
    except FileNotFoundError:
        data = b""
    if hashlib.sha256(data).hexdigest() != part.frame_digest:
        raise BrokenCase(
            f"the figures of a document in {str(places.out)!r} are not what was built",
            hint=f"svodka build {places.case} makes them again",
        )
    return data


def write_current(places: Places, current: Current) -> None:
    """Swap the build in force at one stroke."""
    said = {
        "version": VERSION,
        "codebook": current.codebook,
        "documents": [{"digest": part.digest, "key": part.key} for part in current.parts],
    }
    data = _json(said)
    if not places.current.is_file() or places.current.read_bytes() != data:
        write_whole(places.current, data)


def read_current(places: Places) -> Current | None:
    """The build in force; None where nothing was built yet.

    Raises:
        BrokenCase: it is not whole, or a newer svodka made it.
    """
    try:
        said = json.loads(places.current.read_bytes())
        version = said["version"]
        listed = [(item["digest"], item["key"]) for item in said["documents"]]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as failure:
        raise _torn(places) from failure
    if version != VERSION:
        raise _torn(places)
    parts = tuple(_state_of(places, digest, key) for digest, key in listed)
    if None in parts:
        raise _torn(places)
    return Current(said["codebook"], tuple(part for part in parts if part is not None))


def _torn(places: Places) -> BrokenCase:
    return BrokenCase(
        f"what was built in {str(places.out)!r} is not whole, or of another version",
        hint=f"svodka build {places.case} makes it again",
    )


def _spelled(part: Part) -> bytes:
    outcome = asdict(part.outcome)
    del outcome["frame"]
    outcome["state"] = part.outcome.state.value
    said = {"digest": part.digest, "key": part.key, "frame": part.frame_digest, **outcome}
    return _json(said)


def _parsed(data: bytes) -> Part:
    said: dict[str, Any] = json.loads(data)
    outcome = Derived(
        state=State(said["state"]),
        media_type=said["media_type"],
        reason=said["reason"],
        detail=said["detail"],
        hint=said["hint"],
        remarks=tuple(said["remarks"]),
        figures=said["figures"],
        doubts=tuple((words, times) for words, times in said["doubts"]),
    )
    return Part(digest=said["digest"], key=said["key"], outcome=outcome, frame_digest=said["frame"])


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8") + b"\n"
