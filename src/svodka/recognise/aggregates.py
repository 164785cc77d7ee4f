"""Groups of countries that lists of countries print beside them: no code, and nothing unknown about them."""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.lexicon.folding import fold

_SIDE = r"(?:(?:north|south|east|west|south-? ?east)(?:ern)?|central|middle|sub-?saharan|latin)"
_PART = rf"(?:{_SIDE}(?:[ -]{_SIDE})? )?(?:africa|asia|europe|america|oceania|antarctica)"
_GROUP = (
    r"(?:the )?world|european union|eu|euro ?(?:area|zone)|eea|efta|oecd|g-?20|g-?7|brics|cis|"
    r"мир|весь мир|европейский союз|ес|еврозона|снг|страны снг|еаэс|"
    r"(?:европа|азия|африка|океания|(?:северная|южная|латинская|центральная) америка)|"
    r"(?:more|less|least)[ -]developed (?:regions|countries)|(?:(?:upper|lower)-)?(?:high|middle|low)-income countries|"
    r"the caribbean|caribbean|australia/new zealand|melanesia|micronesia|polynesia|middle east|the balkans|"
    rf"{_PART}(?: (?:and|&) (?:the )?(?:{_PART}|caribbean|pacific))?"
)
_AGGREGATE = re.compile(
    rf"(?:{_GROUP})(?:[ ,–-]*(?:\(?(?:total|average|all|excluding|excl\.?|without|with)\b.*|\d\d? ?(?:countries|"
    r"members)?|\((?:from|since|until|before|\d).*))*"
)


@lru_cache(maxsize=1 << 14)
def is_aggregate(label: str) -> bool:
    """Whether a label names the world, a part of it or a union of countries."""
    return _AGGREGATE.fullmatch(fold(label).strip(" .*")) is not None
