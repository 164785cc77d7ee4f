"""Words of a unit in, its identifier out: a scale printed in a header stays in the unit (`thousand_m2`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression

_SCALES: tuple[tuple[str, str, Decimal], ...] = (
    ("thousand", r"тыс(?:яч[аиу]?)?|thousands?|thsd|thou|тысячах|'?000s?|k(?=\b)", Decimal(1000)),
    ("million", r"млн|миллион(?:ов|а|ах|ы)?|millions?|mln|mio|mn", Decimal(10**6)),
    ("billion", r"млрд|миллиард(?:ов|а|ах|ы)?|billions?|bln|bn", Decimal(10**9)),
    ("trillion", r"трлн|триллион(?:ов|а|ах|ы)?|trillions?|trn", Decimal(10**12)),
    ("lakh", r"lakhs?|lacs?", Decimal(10**5)),
    ("crore", r"crores?", Decimal(10**7)),
)
_SCALE_VALUES = {name: value for name, _, value in _SCALES}

# Longest first where one begins another; every form is of folded text.
_BASES: tuple[tuple[str, str], ...] = (
    ("percent", r"%|процент(?:а|ов|ах|ы|е)?|проц|percent(?:age)?|per cent|pct"),
    ("promille", r"‰|промилле"),
    ("percentage_point", r"п\. ?п|процентн\w+ пункт\w*|percentage points?|p\. ?p"),
    ("person_day", r"человеко-дн\w+|чел\.?-дн\w*|person-days?"),
    ("person", r"человек(?:а|у|ах)?|чел|лиц(?:а|о)?|persons?|people|individuals?|граждан"),
    ("usd", r"(?:долларов|доллара|доллар|долл)\.? ?(?:сша)?|usd|us\$|us dollars?|u\.s\. dollars?|dollars?|\$"),
    ("eur", r"евро|eur|euros?|€"),
    ("rub", r"рубл(?:ей|я|ь|ях|и)|руб|rub(?:les?)?|roubles?|₽"),
    ("gbp", r"£|gbp|pounds sterling"),
    ("inr", r"₹|inr|rs|rupees?"),
    ("m2", r"кв(?:адратн\w+)?\.? ?м(?:етр(?:ов|а|ах|ы)?)?|м ?2|м²|m2|m²|sq\.? ?m(?:et(?:er|re)s?)?|square "
    r"met(?:er|re)s?"),
    ("m3", r"куб(?:ическ\w+)?\.? ?м(?:етр(?:ов|а|ах|ы)?)?|м ?3|м³|m3|m³|cubic met(?:er|re)s?"),
    ("km2", r"кв(?:адратн\w+)?\.? ?км|км ?2|км²|km2|km²|square kilomet(?:er|re)s?|sq\.? ?km"),
    ("ton_km", r"т(?:онно)?-км|тонно-километр\w*"),
    ("passenger_km", r"пасс(?:ажиро)?\.?-км|пассажиро-километр\w*"),
    ("kwh", r"квт\.? ?[-·*]? ?ч(?:ас\w*)?|kwh"),
    ("mwh", r"мвт\.? ?[-·*]? ?ч(?:ас\w*)?|mwh"),
    ("gwh", r"гвт\.? ?[-·*]? ?ч(?:ас\w*)?|gwh"),
    ("mw", r"мвт|мегаватт\w*|mw|megawatts?"),
    ("kw", r"квт|киловатт\w*|kw|kilowatts?"),
    ("gcal", r"гкал|гигакалори\w*|gcal"),
    ("celsius", r"° ?[cс]|град(?:ус\w*)?\.? ?(?:цельси\w*|c|с)|degrees? c(?:elsius)?"),
    ("kg", r"кг|килограмм\w*|kg"),
    ("ton", r"тонн(?:а|ы|ах)?|т|tonn?e?s?"),
    ("centner", r"центнер\w*|ц"),
    ("hectare", r"га|гектар\w*|ha|hectares?"),
    ("km", r"км|километр\w*|km"),
    ("mm", r"мм|миллиметр\w*|mm|millimet(?:er|re)s?"),
    ("cm", r"см|сантиметр\w*|cm|centimet(?:er|re)s?"),
    ("metre", r"метр(?:ов|а|ах|ы)?|met(?:er|re)s?"),
    ("litre", r"литр\w*|л|lit(?:er|re)s?"),
    ("decalitre", r"дкл|декалитр\w*|дал"),
    ("day", r"дн(?:ей|я|и)|день|days?|сут(?:ки|ок)"),
    ("month", r"месяц(?:ев|а)?|мес|months?"),
    ("year", r"years?|лет"),
    ("hour", r"час(?:ов|а)?|hours?"),
    ("family", r"сем(?:ей|ья|ьи)|households?|домохозяйств\w*"),
    ("case", r"случа(?:ев|я|й)|cases?"),
    ("event", r"мероприяти\w+|событи\w+|events?|бесед\w*|консультаци\w+"),
    ("piece", r"штук(?:а|и)?|шт|единиц(?:а|ы|ах)?|ед|units?|pieces?|экземпляр\w*|экз"),
    ("place", r"мест(?:о|а)?|коек|койко-мест\w*|beds?"),
    ("times", r"раза?|р(?=\.)|times|коэффициент\w*|ratio"),
    ("index", r"индекс|пункт(?:ов|ы)|index"),
)  # fmt: skip
_SCALE = "|".join(f"(?P<{name}>{words})" for name, words, _ in _SCALES)
_BASE = "|".join(f"(?P<u{i}>{words})" for i, (_, words) in enumerate(_BASES))
_SCALE_AT = expression(rf"(?:{_SCALE})(?![^\W\d_])\.?\s*")
_BASE_AT = expression(rf"(?:{_BASE})(?![^\W_])\.?\s*")
# Money printed with its scale stuck to it: "EURm", "US$ million", "£000".
_MONEY_AT = expression(
    r"(?:(?P<usd>us ?\$|usd|\$)|(?P<eur>eur|€)|(?P<gbp>gbp|£)|(?P<inr>inr|rs\.?|₹)|(?P<rub>rub|₽)) ?(?:in )?(?:"
    r"(?P<thousand>'?000s?|k|thousands?|thsd|thou)|(?P<million>m|mn|mln|mio|millions?)|(?P<billion>b|bn|bln|"
    r"billions?)|(?P<trillion>trn|trillions?)|(?P<lakh>lakhs?|lacs?)|(?P<crore>cr|crores?))(?![^\W_])\.?\s*"
)
# Two capitals alone are a code of a country («KG», «MW») and no unit.
_COUNTRY_CODE = expression(r"[A-Z]{2}")
_LEADS = expression(
    r"(?:единиц[аы] измерения ?:?|unit(?: of measure(?:ment)?)?s? ?:|in\b|в\b|number of|число|количество) *"
)
# Units of numbers that compare two others.
RELATIVE = frozenset(("percent", "index", "times", "share", "promille", "percentage_point"))
# One of these names a column or a filter («Year (All)»); a unit is their plural.
_ONE_TIME = frozenset({"year", "month", "day", "hour", "месяц", "день", "час"})
# What may follow a unit and leaves it what it is: of what, to what base, at which prices.
_OF_WHAT = expression(
    r"(?:к |от |of |to |at |in |на |за |по |общей |в |населени|жилых|жилой|сша|с учетом|российск|мужч|женщ|per |"
    r"relative|compared|from |over |\()"
)
_PER = expression(
    r"на (?:1 ?000|10 ?000|100 ?000|1000|10000|100000|1|одн\w+|душу)\b|per (?:1[ ,]?000|10[ ,]?000|100[ ,]?000|"
    r"capita)"
)
_PER_COUNT = expression(
    r"(?:на|per) (?P<n>100[ ,]?000|10[ ,]?000|1[ ,]?000|100) ?(?:человек|чел\.|жител|насел|родивш|персон|persons|"
    r"population|people|род(?:ов\b|ившихся)|"
    r"inhabitants|residents|live births|births|женщин|мужчин|работающ|занят|дет)"
    r"|per (?P<m>100[ ,]?000|10[ ,]?000|1[ ,]?000)$"
)
_BASE_PERCENT = expression(
    r"\b(?:в|in) ?(?:%|процент\w*|percent)|(?:%|процент\w*) (?:к|от)\b|as a (?:percentage|share|%) of"
)
_CURRENCY_AT = expression(r"(?P<sign>US\$|[$€£₽])\s*(?=[-\u2212\d.,(])")
_CURRENCIES = {"US$": "usd", "$": "usd", "€": "eur", "£": "gbp", "₽": "rub"}
_FOOTNOTE = expression(r"(?<=[^\W\d])[ ]?\d{1,2}\)?(?:[,;] ?\d{1,2}\))*$|\*+$")
_IMPLIED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percent", expression(
        r"индекс\w* (?:\w+ )?(?:цен|потреб|физич|произв|промыш|тариф|реальн|выпуск)|price ind(?:ex|ices)|темп\w* "
        r"(?:роста|прироста)"
        r"|^(?:percent|%)")),
    ("day", expression(r"length of stay|length in program|average time|\b(?:alos|alip|iclos)\b|средн\w+ "
    r"продолжительност\w+ .*дн")),
    ("event", expression(r"\b(?:releases|removals|book-?ins|arrests|requests|bookings|encounters)\b")),
    ("person", expression(
        r"численност\w+|number of (?:persons|people|individuals)|\bdetain(?:ed|ees?)\b|\bpopulation\b|\badp\b|"
        r"participants\b"
        r"|\b(?:aliens|individuals|persons|people|residents|patients|inmates)\b|(?<![^\W_])(?:умерши[ехм]+|"
        r"родивши[ехм]+|"
        r"безработны[ехм]+|прибывши[ехм]+|выбывши[ехм]+|призванны[ехм]+|мобилизованны[ехм]+|"
        r"военнослужащи[ехм]+)(?![^\W_])")),
)  # fmt: skip


# A label that compares counts no persons or events, whatever nouns stand in it.
_COMPARES = expression(
    r"\b(?:rates?|ratios?|shares?|per|density|index)\b|(?<![^\W_])(?:уров(?:ень|ня|ни)|коэффициент\w*|дол[яиею]|"
    r"плотност\w+|удельн\w+ вес\w*|на душу|на (?:одного|одну|1|\d[\d ]*00) )"
)
# Brackets that print some unit, known here or not: "(in X)", "(в баллах)", "(kt)", "(X/year)".
_SOME_UNIT = expression(
    r"\((?:in [^\W\d]+|в [^\W\d]+[ая]х|[^\W\d]{1,10}/[^\W\d]{1,10}|°[^\W\d]?|[a-zа-я]{1,3})\)|"
    r"\((?-i:[A-Z]+[a-z]{1,2}|[A-Z][a-z][A-Z][a-z]?)\)"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Words right after a number: the scale that multiplies it, its unit, and what is left over."""

    scale: Decimal
    unit: str
    rest: str


_NOTHING = Beside(Decimal(1), "", "")


def currency_sign(text: str) -> tuple[str, str]:
    """The unit that a leading currency sign names, and the text after it."""
    found = _CURRENCY_AT.match(text)
    if not found:
        return "", text
    return _CURRENCIES[found["sign"]], text[found.end() :]


@lru_cache(maxsize=4096)
def beside(text: str) -> Beside:
    """What the words right after a number say of it: «тыс. чел.» is times 1000, persons."""
    rest = fold(text).strip(" ,;")
    if not rest:
        return _NOTHING
    scale = Decimal(1)
    if found := _SCALE_AT.match(rest):
        scale = _SCALE_VALUES[str(found.lastgroup)]
        rest = rest[found.end() :]
    unit = ""
    if found := _BASE_AT.match(rest):
        unit = _base(found)
        rest = rest[found.end() :]
    return Beside(scale, unit, rest.strip(" .,;"))


def _base(found: re.Match[str]) -> str:
    return _BASES[int(str(found.lastgroup)[1:])][0]


def whole(text: str) -> str:
    """The unit that `text` names if it names nothing else: «(тыс. рублей)», "number of persons".

    Empty where the text is no unit.
    """
    return _read(text)[0]


def alone(text: str) -> str:
    """The same where the text does not even say of what («%», but no «% от численности»)."""
    unit, rest = _read(text)
    return "" if rest else unit


@lru_cache(maxsize=16384)
def _read(text: str) -> tuple[str, str]:
    """The unit that a text is, and the words after it that say of what."""
    if _COUNTRY_CODE.fullmatch(text.strip()):
        return "", ""
    flat = fold(text).strip(" ()[].,;:")
    flat = _FOOTNOTE.sub("", flat)
    flat = _LEADS.sub("", flat, count=1) if _LEADS.match(flat) else flat
    scale = ""
    if found := _MONEY_AT.match(flat):
        money, scale = (name for name, said in found.groupdict().items() if said)
        rest = flat[found.end() :].strip(" .,;)")
        return (f"{scale}_{money}", rest) if not rest or _OF_WHAT.match(rest) else ("", "")
    if found := _SCALE_AT.match(flat):
        scale = str(found.lastgroup)
        flat = flat[found.end() :].removeprefix("of ")
    if not flat:
        return (scale if len(fold(text).strip(" ().,")) > 2 else ""), ""
    found = _BASE_AT.match(flat)
    if not found:
        return "", ""
    unit = _base(found)
    if found[0].strip() in _ONE_TIME and not scale:
        return "", ""
    unit, rest = _of_what(unit, flat[found.end() :].strip(" .,;)"))
    return (f"{scale}_{unit}" if scale and unit else unit), rest


def _of_what(unit: str, rest: str) -> tuple[str, str]:
    """A unit with the words after it: one per another, one per so many, or of what it is."""
    if rest.startswith("/") and (under := _BASE_AT.fullmatch(rest[1:].strip())):
        return f"{unit}_per_{_base(under)}", ""
    if rest and not _OF_WHAT.match(rest):
        return "", ""
    if per := _PER_COUNT.match(rest):
        return f"{unit}_per_{_count(per)}", rest
    if unit == "person" and rest.startswith("per "):
        return "", ""
    return unit, rest


@lru_cache(maxsize=16384)
def within(text: str) -> str:
    """The unit that stands in a label or title beside other words; empty where none does.

    Looked for where units are printed: in brackets, after the last comma, semicolon or colon, as
    «в % к …», at the end.
    """
    if unit := whole(text):
        return unit
    flat = fold(text)
    for part in _parts(flat):
        if unit := whole(part):
            return unit
    if _BASE_PERCENT.search(flat):
        return "percent"
    if found := _PER_COUNT.search(flat):
        return f"per_{_count(found)}"
    return ""


def _parts(flat: str) -> list[str]:
    """Pieces of a label in which a unit may stand, the likeliest first."""
    parts = re.findall(r"\(([^()]*)\)", flat)[::-1]
    bare = re.sub(r"\([^()]*\)", " ", flat)
    tails = re.split(r"[;,:]\s", bare)
    parts += tails[:0:-1]
    parts += [piece for part in list(parts) for piece in re.split(r"[;,]\s", part)]
    parts += re.findall(r"(?:^|\s)(?:in|в) ([^,;()]+)$", bare)
    if bare.rstrip().endswith("%"):
        parts.append("%")
    return parts


def implied(text: str) -> str:
    """The unit that a label which prints none counts by its noun: «Численность …» counts persons."""
    return next(iter(every_implied(text)), "")


@lru_cache(maxsize=4096)
def every_implied(text: str) -> tuple[str, ...]:
    """All units that the nouns of a label count by, the likeliest first.

    A title may name several measures of its columns: "Participants and Average Length in Program".
    """
    if _SOME_UNIT.search(text):
        return ()
    flat = fold(text)
    compares = _COMPARES.search(flat) is not None
    found = (unit for unit, words in _IMPLIED if words.search(flat))
    return tuple(unit for unit in found if not (compares and unit in ("person", "event")))


def per_count(unit: str, texts: Iterable[str]) -> str:
    """A unit of counts as one per so many people, where a text beside it says «на N человек»."""
    if unit in RELATIVE or unit != bare(unit) or "per_" in unit:
        return unit
    found = next((f for text in texts if (f := _PER_COUNT.search(fold(text)))), None)
    return f"{unit}_per_{_count(found)}" if found else unit


def _count(found: re.Match[str]) -> str:
    return (found["n"] or found["m"]).replace(" ", "").replace(",", "")


def scale_of(unit: str) -> Decimal:
    """The factor that an identifier's scale stands for: 1000 for `thousand_m2`."""
    return _SCALE_VALUES.get(unit.partition("_")[0], Decimal(1))


def bare(unit: str) -> str:
    """An identifier without its scale: `m2` for `thousand_m2`."""
    scale, _, base = unit.partition("_")
    return base if scale in _SCALE_VALUES and base else unit
