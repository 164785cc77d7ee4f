"""Short names that several areas share: the rest of the text says which one is meant, or nothing does."""

from __future__ import annotations

import re

from svodka.lexicon import areas_heads as heads
from svodka.lexicon.areas_text import Words

_MUCH_MORE = 5
_INITIALS = frozenset({"д", "дж"})
# Abbreviation → what the text names elsewhere (a pattern) and which area that is.
_MEANT: dict[str, tuple[tuple[str, str], ...]] = {
    "РТ": (("татар", "RU-TA"), (r"республик\w* тыва", "RU-TY"), ("таджик", "")),
    "РБ": (("башк", "RU-BA"), ("бурят", "RU-BU"), ("белар|белорус", "")),
    "ЧР": (("чуваш", "RU-CU"), ("чеч", "RU-CE"), ("чехи", "")),
    "РД": (("дагестан", "RU-DA"),),
    "РМ": (("мордов", "RU-MO"), ("молдов", "")),
    "РК": (
        ("карел", "RU-KR"),
        ("крым", "UA-43"),
        (r"республик\w* коми", "RU-KO"),
        ("казах", ""),
        ("калмык", "RU-KL"),
    ),
    "УР": (("удмурт", "RU-UD"),),
    "РХ": (("хакас", "RU-KK"),),
    "РИ": (("ингуш", "RU-IN"),),
}
# Moscow oblast, the ministry of defence or a municipality: by the word before it only.
BY_NEIGHBOUR = "МО"
SHAPES = frozenset({*_MEANT, BY_NEIGHBOUR})


class Ambiguities:
    """What the short names of one text mean; each is looked for once."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.found: dict[str, str] = {}

    def code(self, shape: str) -> str:
        """The one area that an abbreviation can mean in this text, or empty."""
        if shape not in self.found:
            named = {code for what, code in _MEANT[shape] if re.search(what, self.folded)}
            self.found[shape] = named.pop() if len(named) == 1 else ""
        return self.found[shape]

    def is_a_surname(self, index: int, text: Words) -> bool:
        """Whether «Коми» is the director of a foreign service and not the republic.

        He is where initials or his first name stand before it, and in a text that names him so.
        """
        before = text.words[index - 1] if index else ""
        if before in heads.REPUBLIC_ONE | heads.REPUBLIC_MANY:
            return False
        if "comey" not in self.found:
            named = re.search(r"дж[еэ]ймс\w{0,3} (?:[^\W\d]\w* )?коми", self.folded)
            self.found["comey"] = "named" if named else ""
        return bool(self.found["comey"]) or before in _INITIALS

    def is_altai_krai(self) -> bool:
        """Whether the text speaks of the krai and hardly ever of the republic of the same adjective."""
        if "krai" not in self.found:
            krai = len(re.findall(r"алтайск\w{1,3} кра", self.folded))
            republic = len(re.findall(r"республик\w* (?:горный )?алтай|горн\w+ алта", self.folded))
            self.found["krai"] = "named" if krai > _MUCH_MORE * republic else ""
        return bool(self.found["krai"])
