"""How long a document may take: at once where somebody waits for it, at its own pace in a case.

In a case the same bytes give the same figures whatever else the machine does. So there a table too
long is cut by how much of it there is, and the clock is so generous that it hardly ever decides;
where it does, the document is tried again by the next build.
"""

from __future__ import annotations

from dataclasses import dataclass

from svodka.model.cutting import MOST_WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """By when each step is over, in seconds from the start, and what a page may take.

    `least` is left to each step in any case. `most` is how much of the tables is worked on,
    counted as `fitting.size_of` does; None where the clock decides.
    """

    read: float
    judged: float
    recognised: float
    least: float = 2.0
    page: float = 3.0
    most: int | None = None


# Counted from the start of the program (of a later file, from its opening): with the writing of
# the rows below the 20 seconds that any file at all may take.
AT_ONCE = Pace(read=9.5, judged=13.0, recognised=16.5)
# Generous, so that size decides; a million cells take some five seconds in all on a quiet machine.
IN_A_CASE = Pace(read=120.0, judged=240.0, recognised=480.0, page=30.0, most=MOST_WORK)
