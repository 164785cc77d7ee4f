"""«Тюменская область без автономных округов»: a region that leaves its okrugs out is another area."""

from __future__ import annotations

import re

from svodka.lexicon import areas_labels
from svodka.lexicon.patterns import expression

_WORDS = expression(
    r"[ ,(]*(?:без|кроме|за исключением|не включая|без данных по)(?: данных| учета)?(?: по)? "
    r"(?:(?:ненецк\w+|ханты-мансийск\w+|ямало-ненецк\w+|и|югр\w+)[ ,-]*)*"
    r"(?:авт\w*\.? ?(?:окр\w*\.?)?|автономи\w+|ао|нао|хмао(?:-югр\w+)?(?: и янао)?|янао)\b\)?"
)
_WHOLE = {"RU-ARK": "X-RU-ARK-EXCL-NEN", "RU-TYU": "X-RU-TYU-EXCL-KHM-YAN"}


def residual(folded: str, stop: int, code: str) -> tuple[str, int]:
    """The code of a region without its okrugs, and where its words end (0: no such words).

    `stop` is where the region's own words end in the folded text. A region that leaves out one
    of two okrugs is no area that has a code.
    """
    if code not in _WHOLE or (found := _WORDS.match(folded, stop)) is None:
        return code, 0
    named = areas_labels.split_residual(f"x {found[0].strip(' ,()')}")
    if code == "RU-TYU" and named:
        parts = [re.search(part, named[1]) is not None for part in ("хант|хмао", "ямал|янао")]
        if parts[0] != parts[1]:
            return "", found.end()
    return _WHOLE[code], found.end()
