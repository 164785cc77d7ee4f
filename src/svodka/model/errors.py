"""A broken file or request raises one of these; doubtful data is a value, never an error.

SvodkaError
├── UnreadableDocument   the bytes cannot be read; carries a `Reason`
├── BrokenCodebook       a codebook that cannot be used; names line and key
├── BrokenCase           a case folder that cannot be opened or is of a newer version
├── WouldOverwrite       something kept for ever would be changed
├── BadArgument          the request makes no sense (exit code 2)
└── NotBuilt             the capability stands in the contract and is not built yet
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svodka.model.anchor import Anchor
    from svodka.model.reading import Reason


class SvodkaError(Exception):
    """Message: lower case, no full stop, names the thing in quotes. `hint` says the next step."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", anchor: Anchor | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.anchor = anchor


class UnreadableDocument(SvodkaError):
    """The bytes of a document cannot be read, for a `Reason` that is recorded with it."""

    def __init__(
        self, reason: Reason, message: str, *, hint: str = "", anchor: Anchor | None = None
    ) -> None:
        super().__init__(message, hint=hint, anchor=anchor)
        self.reason = reason


class BrokenCodebook(SvodkaError):
    """A codebook that cannot be used."""


class BrokenCase(SvodkaError):
    """A case folder that cannot be opened, or that a newer svodka wrote."""


class WouldOverwrite(SvodkaError):
    """Something that is kept for ever would be changed."""


class BadArgument(SvodkaError):
    """A request that makes no sense."""

    exit_code = 2


class NotBuilt(SvodkaError):
    """A command of the contract whose capability is not built yet."""
