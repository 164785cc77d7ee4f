"""A stub label names an area only as a whole; spacing, footnote marks and abbreviations make no difference."""

from __future__ import annotations

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LEADING_NUMBER = expression(r"^\d{1,3}(?:\.\d{1,3})*[.)] ?(?=[^\W\d])")
_LEADING_WORDS = expression(
    r"^(?:(?:в том числе|в т\.? ?ч\.?|из них|из нее|по|the|including|of which|total)\b[ :,]*)+"
)
_FOOTNOTES = expression(
    r"(?:[ ;,]*(?:\(?\d{1,2}\)|\*+\)?|\[\d{1,2}\]|†|‡)|(?<=[^\W\d]|\)) ?\d{1,2})+$"
)
_UNIT_TAIL = expression(
    r"[,;] ?(?:тыс|млн|млрд|трлн|руб|чел|%|процент|проц|в %|ед|единиц|штук|шт|кв|м2|км|га|тонн|"
    r"кг|на 1|всего|итого|thous|mln|million|billion|percent|persons|people|rub|total).*$"
)
_TAIL = expression(r"[ .,:;]+$")
_CYRILLIC_LETTER = expression("[а-я]")
_LATIN_OKRUG = expression(r"\bao\b")
_TOKEN = expression(r"[^\W_]+(?:[-'][^\W_]+)*")

_ABBREVIATIONS = {
    "обл": ("область",),
    "область": ("область",),
    "респ": ("республика",),
    "р-ка": ("республика",),
    "авт": ("автономный",),
    "автон": ("автономный",),
    "автономная": ("автономный",),
    "автономного": ("автономный",),
    "автономных": ("автономный",),
    "аобл": ("автономный", "область"),
    "окр": ("округ",),
    "округа": ("округ",),
    "округов": ("округ",),
    "ао": ("автономный", "округ"),
    "ao": ("autonomous", "okrug"),
    "а": ("автономный",),
    "о": ("округ",),
    "фед": ("федеральный",),
    "фо": ("федеральный", "округ"),
    "кр": ("край",),
    "северная": ("сев",),
    "северо": ("сев",),
    "россия": ("российский", "федерация"),
    "рф": ("российский", "федерация"),
    "российская": ("российский",),
    "город": ("город",),
    "гор": ("город",),
    "г": ("город",),
    "федерального": (),
    "значения": (),
    "включая": ("с",),
    "and": (),
    "the": (),
    "of": (),
    "saint": ("st",),
    "sankt": ("st",),
    "oblast'": ("oblast",),
    "oblasti": ("oblast",),
    "obl.": ("oblast",),
    "kray": ("krai",),
    "rep": ("republic",),
    "respublika": ("republic",),
    "okrug": ("okrug",),
    "area": ("okrug",),
    "aok": ("autonomous", "okrug"),
    "avtonomny": ("autonomous",),
    "avtonomnyy": ("autonomous",),
    "avtonomnaya": ("autonomous",),
    "autonomus": ("autonomous",),
    "fed": ("federal",),
}


def bare(label: str) -> str:
    """The folded label without list number, leading words ("в том числе"), footnote marks."""
    text = fold(label.translate(_SUPERSCRIPTS))
    text = _LEADING_NUMBER.sub("", text)
    text = _LEADING_WORDS.sub("", text)
    text = _TAIL.sub("", _FOOTNOTES.sub("", _TAIL.sub("", text)))
    return text.strip(" \"'")


def without_unit(text: str) -> str:
    """A folded label without the unit printed behind it ("…, млн. кв. метров")."""
    return _UNIT_TAIL.sub("", text)


def key(folded: str) -> tuple[str, ...]:
    """The words of a folded label with abbreviations spelled out: what labels are compared by."""
    words: list[str] = []
    if _CYRILLIC_LETTER.search(folded):
        folded = _LATIN_OKRUG.sub("ао", folded)
    for token in _TOKEN.findall(folded):
        for part in token.split("-"):
            words.extend(_ABBREVIATIONS.get(part, (part,)))
    if words[:1] == ["город"]:
        del words[0]
    elif words[-1:] == ["город"]:
        del words[-1]
    return tuple(words)


def tokens(folded: str) -> set[str]:
    """What of a folded label `key` may make words of, digits glued to it left on and off."""
    parts = {part for token in _TOKEN.findall(folded) for part in token.split("-")}
    return parts | {part.rstrip("0123456789") for part in parts}


def as_printed(words: set[str]) -> frozenset[str]:
    """Words of keys with the abbreviations that stand for them."""
    return frozenset(
        words | {a for a, said in _ABBREVIATIONS.items() if not words.isdisjoint(said)}
    )


# Latin spelling of Russian adjectives differs from table to table; a skeleton does not.
LETTERS = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
}
_SKELETON = (
    ("'", ""),
    ("ij", "y"),
    ("iy", "y"),
    ("yy", "y"),
    ("j", "y"),
    ("ii", "y"),
    ("ia", "ya"),
    (" ye", " e"),
)


def latin(folded: str) -> str:
    """Russian words in Latin letters, reduced so that the usual transliterations agree."""
    text = " " + "".join(LETTERS.get(letter, letter) for letter in folded)
    for spelling, reduced in _SKELETON:
        text = text.replace(spelling, reduced)
    return text.strip()


_WITHOUT = expression(
    r"^(?P<base>.+?)[ ,(]+(?:без|кроме|за исключением|за искл|за вычетом|не включая|"
    r"without|excluding|excl|except)\b\.?,? ?(?P<what>.+)$"
)
_WITH = expression(
    r"^(?P<base>.+?)[ ,(]+(?:включая|с учетом|вместе с|с автоном\w*|с авт\b\.?|"
    r"including|incl|with)\b\.? ?(?P<what>.*)$"
)


def split_residual(folded: str) -> tuple[str, str] | None:
    """("архангельская область", "автономного округа") of a row that leaves a part out."""
    found = _WITHOUT.match(folded)
    return (found["base"], found["what"].strip(" )")) if found else None


def split_inclusive(folded: str) -> str:
    """The region of a row that says that it holds its parts, else empty."""
    found = _WITH.match(folded)
    return found["base"] if found else ""
