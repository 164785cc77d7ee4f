"""A document is bytes under their SHA-256; names and times live in the record's payloads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Protection(Enum):
    """What may ever leave the case; the default is OBTAINED."""

    PUBLIC = "public"
    OBTAINED = "obtained"
    SOURCE_CRITICAL = "source-critical"


class Voice(Enum):
    """Who speaks in a document."""

    OFFICIAL = "official"
    MONITOR = "monitor"
    PRESS = "press"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes that came in. `names` holds every path under which the same bytes came."""

    digest: str
    size: int
    media_type: str = ""
    names: tuple[str, ...] = ()
    by: Voice = Voice.OFFICIAL
    protection: Protection = Protection.OBTAINED
    received: str = ""
    parent: str = ""
