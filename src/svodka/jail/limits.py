"""What a child process may use; beyond it the child is killed and the failure is a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times in seconds, sizes in bytes.

    A document is finished or has failed `total` seconds after its start. Only a document that
    keeps delivering goes on: each further item must come within `per_item` seconds of the one
    before, up to `longest` in all. So a hang ends at `total` or soon after, and a report of
    a thousand pages is read to its end. `memory` is what the child may add to the address space
    it was forked with; `output` is what it may send back.
    """

    total: float = 15.0
    per_item: float = 3.0
    longest: float = 600.0
    memory: int = 1 << 30
    output: int = 1 << 30
    open_files: int = 64

    def deadline(self, start: float, last_item: float | None) -> float:
        """Until when the next item is waited for, on the clock of `start` and `last_item`."""
        due = start + self.total
        if last_item is not None:
            due = max(due, last_item + self.per_item)
        return min(due, start + self.longest)
