"""What one path of head or stub says: area, unit, measure, category, role by its words; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from svodka.lexicon import areas, units
from svodka.lexicon.areas_mentions import mentions
from svodka.lexicon.folding import fold
from svodka.lexicon.numbered import stand_in, stands_in
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods_phrases import phrase
from svodka.model import AreaKind, Category, Codebook, Measure, Mention, Role
from svodka.recognise.label_words import says

_OF_WHICH = expression(
    r"^(?:в том числе|в т\. ?ч\.|из них|из общего числа|из которых|including|of which|of whom)\b[\s:,-]*"
)
_COUNTRY = expression(
    r"субъект\w+ российской федерации|(?:всего )?(?:по|в) (?:российской федерации|россии|рф)(?: в целом)?$|^в "
    r"целом по россии"
)  # fmt: skip
TOTAL = expression(
    r"(?:(?:все?го|итого) (?:мо|район[ыао]\w*|город[ао]\w*|област[ьи]|край|республика|муниципальн\w+ \w+)"
    r"|(?:область|край|республика|район|округ|город|регион|субъект|страна)(?: [а-я]+)? в целом"
    r"|(?:в целом )?по (?:област|кра|республик|регион|район|округ|город|субъект|стран|россии|рф)\w*(?: в целом)?"
    r"|all (?:counties|districts|states|regions|areas|municipalities|boroughs|towns|cities|authorities|provinces)"
    r"|свод(?:ный итог|но)?(?: по [а-я ]+)?)[\s:.]*"
    r"|(?:все?го|итого|(?:общий |в целом )?итог|в целом|оба пола|(?:grand |sub-?|fy )?totals?|overall|fy overall"
    r"|all|both sexes)(?:[\s:,;-]*(?:по |за |в |for |of |\(|на ).*)?(?: всего| total)?[\s:.]*"
    r"|(?:сумма|sum)(?:[\s:,;-]*(?:по )?(?:строк|граф|столбц|раздел|всем)\w*.*)?[\s:.]*"
)
_AVERAGE = expression(
    r"(?:в среднем|среднее(?: значение)?|средний показатель)(?: (?:по|на) [^\d]*)?|average|mean|avg"
)
_ACRONYM = expression(r"(?<![^\W_])[A-ZА-ЯЁ]{2,3}(?![^\W_])")
_SMALL = frozenset(
    "НА ЗА ПО ДО ОТ ИЗ ГГ ГОД IN OF TO AS AT THE FOR FY YTD AND II III IV VI".split()  # noqa: SIM905 - a line of words
)
_ENDS_IN_TOTAL = expression(r"[^\W\d].*[\s(\u2013-](?:total|итого)\)?[\s:]*")
_DATED = expression(r"(?<!to )(?<!of )(?<!since )\bdate\b|^(?:\w+ )?дата\b")
_SHARE = expression(
    r"%|\b(?:percent(?:age)?|per cent|share|proportion|ratio|rate)\b|процент|(?<![^\W_])(?:дол[яиею]|удельн\w+ "
    r"вес|соотношени\w+|на душу)"
    r"|коэффициент|(?:нагрузк|приходится|напряженност)\w*|в расчете на|per capita"
    r"|на \d[\d ]* (?:человек|населения|жителей)"
)
_CHANGE = expression(
    r"отклонени|изменени|прирост|разниц|отставани|недовыполн|перевыполн|\(?\+ ?[,;/]? ?-\)?"
    r"|\b(?:change|difference|deviation|"
    r"variance|increase|decrease)\b"
)
_IDENTIFIER = expression(
    r"№(?: ?п ?/ ?п)?|n ?п/п|п/п|no\.?|#|(?:\w+ )?id|код(?: \w+)*|(?:\w+ )?code|zip(?: code)?|postal code|индекс "
    r"\(почт\w*\)|"
    r"(?:тел\w*|phone|fax)\b.*|инн|кпп|огрн|окпо|октмо|окато|оквэд|снилс|row|строк[аи]|номер(?: \w+)?|number$|"
    r"uik|уик|тик"
    r"|(?:\w+ )?fips|latitude|longitude|lat|lon|lng|долгота|широта|index|url"
)
_YEAR_COLUMN = expression(r"год(?:ы|а)?|years?|отчетный год|fiscal year|fy|calendar year")
_REFERENCE = expression(
    r"(?:source|data source|источник\w*(?: \w+)?|ссылк\w*|link|web ?site|site|сайт|href|uri|.*\burl|"
    r"\w*(?:iso|_id|_code)|(?:\w+ )?iso(?: code| \d[\d-]*)?)"
)
_ORIGIN = expression(
    r"(?:\w+ о )?стран\w+ (?:происхождени|изготовлени|производств)\w.*|country of (?:origin|manufacture)"
)
# Whose account it is and at which bank, as letters and contracts print it beside one another.
_ACCOUNT = expression(
    r"(?:номер |№ )?(?:(?:расч|корр?|лиц)[а-я]*[.\s/-]*(?:сч|сч[её]т\w*)|[ркл] ?/ ?сч?|казначейск\w+ сч[её]т)|кбк"
    r"|бик(?: банка)?|инн|кпп|инн ?/ ?кпп|огрн(?:ип)?|окпо|октмо|окато|оквэд|банк(?: получателя)?"
    r"|наименование банка|bic|iban|swift"
)
_PERIOD_COLUMN = expression(
    r"(?:отчетн\w+ )?(?:период|дата|месяц|квартал|неделя|день|число|месяц, год)|(?:\w+ )?(?:date|day|month|week|"
    r"quarter|period)"
)
_GOODS = frozenset(
    (
        "kg",
        "litre",
        "piece",
        "ton",
        "m2",
        "m3",
        "gcal",
        "metre",
        "kwh",
        "km",
        "centner",
        "day",
        "month",
        "place",
        "hectare",
        "year",
        "hour",
    )
)
_OFFICE_AFTER = expression(
    r"\W{0,2}(?:[\w-]+ ){0,2}(?:departments?|ministry|office|bureau|agency|service|armed forces|institute|committee|"
    r"visas|commission|administration|council|authority|survey|army|navy|police|bank|government|guard)\b"
)
_OFFICE_BEFORE = expression(
    r"\b(?:department|ministry|office|bureau|agency|service|institute|committee|commission|council|bank|government)"
    r"(?: of(?: [\w-]+){0,4}?)? of (?:the )?$|\b(?:bank|government) of (?:the )?$|(?<![^\W_])(?:министерств\w+|"
    r"(?:федеральн\w+|государственн\w+) (?:[\w-]+ )?служб\w+|агентств\w+|комитет\w*|управлени\w+|"
    r"департамент\w*|ведомств\w+|банк\w*|правительств\w+|прокуратур\w+|"
    r"вооруженны[ехм]+ сил\w*)(?: (?!по |в |на |за )[\w-]+){0,5} $"
)
_LONG_LIST, _LOOKED_AT = 600, 300
_MONEY = ("rub", "usd", "eur", "gbp")


@dataclass(frozen=True, slots=True)
class Words:
    """A codebook ready for matching: folded words with their codes, the longest first."""

    measures: tuple[tuple[str, Measure], ...] = ()
    categories: tuple[tuple[str, Category], ...] = ()
    areas: Mapping[str, str] | None = None

    @classmethod
    def of(cls, codebook: Codebook | None) -> Words:
        if codebook is None:
            return cls()
        measures = [(fold(word), m) for m in codebook.measures for word in m.words]
        categories = [(fold(word), c) for c in codebook.categories for word in c.words]
        names = {fold(word): code for code, words in codebook.area_words for word in words}
        names |= {fold(area.name_ru): area.code for area in codebook.areas}
        return cls(
            tuple(sorted(measures, key=_longest)), tuple(sorted(categories, key=_longest)), names
        )


NO_WORDS = Words()


def _longest(pair: tuple[str, object]) -> tuple[int, str]:
    return -len(pair[0]), pair[0]


def area_of(text: str, words: Words = NO_WORDS) -> str:
    """The code of the area that a label names as a whole, by the codebook first; or empty."""
    if not text or len(text) > 160:
        return ""
    if words.areas and (code := _by_codebook(text, words.areas)):
        return code
    return _shipped_area(stand_in(text))


def _by_codebook(text: str, names: Mapping[str, str]) -> str:
    flat = _OF_WHICH.sub("", fold(text))
    return names.get(flat, "") or names.get(flat.rstrip("*0123456789) "), "")


@lru_cache(maxsize=1 << 17)
def _shipped_area(text: str) -> str:
    flat = fold(text)
    bare = _OF_WHICH.sub("", flat)
    found = areas.find(text) if bare == flat else areas.find(bare)
    if found:
        return found
    return "RU" if _COUNTRY.search(bare) else ""


@cache
def is_former(code: str) -> bool:
    """Whether an area is one that is no more."""
    return any(area.code == code and area.valid_to for area in areas.all_areas())


def kind_of(code: str) -> AreaKind | None:
    """The level of a shipped area; None for a code of a codebook."""
    try:
        return areas.get(code).kind
    except KeyError:
        return None


@lru_cache(maxsize=4096)
def title_area(title: tuple[str, ...]) -> tuple[str, str]:
    """The one area that a title mentions, its nearest line first, with the words that do.

    A country in the name of an office says whose the table is, not of where.
    """
    for line in reversed(title):
        said = (m for m in mentions(line) if m.code and not _is_of_office(line, m))
        found = {mention.code: mention.label for mention in said}
        if found:
            return next(iter(found.items())) if len(found) == 1 else ("", "")
    return "", ""


def _is_of_office(line: str, mention: Mention) -> bool:
    """Whether a country is a word of the name of an office: "India Meteorological Department"."""
    if kind_of(mention.code) is not AreaKind.COUNTRY:
        return False
    before, after = f"{fold(line[: mention.start])} ", fold(line[mention.stop :])
    return bool(_OFFICE_AFTER.match(after) or _OFFICE_BEFORE.search(before))


def speaking(
    paths: Sequence[tuple[str, ...]], says: Callable[[str], bool]
) -> Sequence[tuple[str, ...]]:
    """Paths of a long list without the places at which none of a sample of rows says anything."""
    if len(paths) <= _LONG_LIST:
        return paths
    sample = paths[:: len(paths) // _LOOKED_AT]
    width = max(map(len, sample))
    spoken = {k for k in range(width) if any(says(path[k]) for path in sample if k < len(path))}
    return [tuple(text for k, text in enumerate(path) if k in spoken) for path in paths]


def measure_of(text: str, words: Words) -> Measure | None:
    """The measure whose words stand in `text`; of several the one with the longest words."""
    return next((m for word, m in words.measures if says(word, fold(text))), None)


def category_of(text: str, words: Words) -> Category | None:
    """The category whose words stand in `text`; of several the one with the longest words."""
    return next((c for word, c in words.categories if says(word, fold(text))), None)


def without_of_which(text: str) -> str:
    """The folded label without «в том числе:» before it."""
    return _OF_WHICH.sub("", fold(text))


@lru_cache(maxsize=1 << 17)
def is_total(text: str) -> bool:
    """Whether `text` is a word of total and nothing else («Всего», "Total", «Итого по области»)."""
    return TOTAL.fullmatch(fold(text).strip("*() ")) is not None


@lru_cache(maxsize=1 << 14)
def is_average(text: str) -> bool:
    """Whether `text` names a mean of the lines beside it and nothing else («В среднем», "Average")."""
    return _AVERAGE.fullmatch(fold(text).strip("*() :.")) is not None


@lru_cache(maxsize=65536)
def is_share(text: str) -> bool:
    """Whether the words print a share, a percentage or a rate."""
    return _SHARE.search(fold(text)) is not None


@lru_cache(maxsize=65536)
def is_change(text: str) -> bool:
    """Whether the words print a deviation or a change, as one number less another."""
    return _CHANGE.search(fold(text)) is not None


def is_identifier(text: str) -> bool:
    """Whether a column is headed as numbers that count nothing: №, code, telephone."""
    return _IDENTIFIER.fullmatch(fold(text).strip(" .:")) is not None


def is_origin(text: str) -> bool:
    """Whether a column says where goods were made: nothing was counted there."""
    return _ORIGIN.fullmatch(fold(text).strip(" .:")) is not None


def is_account(text: str) -> bool:
    """Whether a row is of bank details: nothing is counted there, whatever stands in it."""
    return _is_account(stand_in(text))


@lru_cache(maxsize=1 << 14)
def _is_account(text: str) -> bool:
    return _ACCOUNT.fullmatch(fold(text).strip(" .:")) is not None


def is_reference(text: str) -> bool:
    """Whether a column is headed as codes, links or sources: what stands there describes no figure."""
    return is_identifier(text) or _REFERENCE.fullmatch(fold(text).strip(" .:")) is not None


def is_year_column(text: str) -> bool:
    """Whether a column is headed as one of years."""
    return _YEAR_COLUMN.fullmatch(fold(text).strip(" .:")) is not None


def is_period_column(text: str) -> bool:
    """Whether a column is headed as one of dates or periods."""
    return _PERIOD_COLUMN.fullmatch(fold(text).strip(" .:")) is not None


def is_dated(text: str) -> bool:
    """Whether a head calls what stands under it dates («Дата договора», "Contract Start Date")."""
    return _DATED.search(fold(text)) is not None


@lru_cache(maxsize=65536)
def is_only_time(text: str) -> bool:
    """Whether a label says nothing but a time."""
    found = phrase(text, strict=False)
    if found is None:
        return False
    rest = fold(text).replace(fold(found.label), " ")
    if any(name not in _SMALL for name in _ACRONYM.findall(text) if fold(name) in rest.split()):
        return False  # «МВД 2015» says whose register it is
    return len(re.sub(r"[^\w]|\d{1,2}\)?|_", "", rest)) <= 3


def unit_of(path: Sequence[str]) -> str:
    """The unit that a path names, its innermost text first."""
    return next((unit for text in reversed(path) if (unit := units.within(text))), "")


def is_of_which(text: str) -> bool:
    """Whether a label says that what it names is a part of what stands before it."""
    return _OF_WHICH.match(fold(text)) is not None


def is_goods(unit: str) -> bool:
    """Whether a unit may be how a thing is sold («Говядина, кг»), not what the figure counts."""
    return unit in _GOODS or unit.startswith("per_")


def is_relative(unit: str) -> bool:
    """Whether beside such a unit a row's kilogram only describes goods: percent, money, index."""
    return unit in ("percent", "index", "times", "share") or unit.endswith(_MONEY)


def role_by_words(path: tuple[str, ...]) -> Role | None:
    """Total where any text of the path is a word of total, or the last ends in one."""
    return _role_by_words(stands_in(path))


@lru_cache(maxsize=1 << 14)
def _role_by_words(path: tuple[str, ...]) -> Role | None:
    if any(is_total(text) for text in path):
        return Role.TOTAL
    last = fold(path[-1]) if path else ""
    ends = ("total" in last or "итого" in last) and _ENDS_IN_TOTAL.fullmatch(last)
    return Role.TOTAL if ends else None
