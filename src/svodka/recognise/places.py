"""Labels that say themselves that they are places, and heads that say it of the labels under them.

A return goes by municipalities, of which no shipped codebook knows one: their rows are told by the
kind that is printed with the name («Лесной район», «г. Озёрск», "Aston County") or by the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from svodka.lexicon.folding import fold
from svodka.lexicon.numbered import stand_in
from svodka.lexicon.patterns import expression
from svodka.model import Table
from svodka.recognise import headings
from svodka.recognise.continuation import heads_of_stub
from svodka.recognise.groups import is_group
from svodka.recognise.headings import Words
from svodka.recognise.labels import words_of

_LONGEST = 80
# Kinds behind a name that is an adjective («Нижнекаменский муниципальный округ», «Озёрский р-н»).
_BEHIND = (
    r"(?:(?:муниципальн|городск|сельск|административн|национальн|внутригородск)\w+ )*"
    r"(?:районы?|р-о?н|округа?|поселени[ея]|сельсовет|улус|кожуун|наслег|образовани[ея]|м\. ?[ор]\.?|г\. ?[ор]\.?|"
    r"мо|мр|го)"
)
_ADJECTIVE = (
    r"(?!(?:муниципальн|городск|сельск|административн|федеральн|автономн|национальн|избирательн|военн|судебн|"
    r"одномандатн|участков|внутригородск|прочи|друг|все|весь|отдельн|данн|этот|экономическ|военно|иност)\w*[ -])"
    r"[а-я-]+(?:ск|цк|н|ов|ев|ш|ж|ч|щ|л|т|р|д|м|к|г)(?:ий|ый|ой|ое|ая)"
)
_NAME_FIRST = expression(rf"{_ADJECTIVE} {_BEHIND}(?: \(?[«\"]?[а-я .-]+[»\"]?\)?)?")
# Kinds before a name of its own, which is printed with a capital.
_KIND = (
    r"[Гг]ород|ГОРОД|[Гг]ор\.|г\.|[Пп]ос[её]лок(?: городского типа)?|[Пп]ос\.|п\.|[Пп]гт\.?|ПГТ|[Рр]\. ?п\.|[Рр]п|"
    r"[Сс]ело|с\.|[Дд]еревня|[Дд]ер\.|[Сс]таница|[Сс]т-ца|[Хх]утор|[Аа]ул|ЗАТО|[Оо]круг|ОКРУГ|[Рр]айон|РАЙОН|"
    r"[Оо]бразование|ОБРАЗОВАНИЕ|[Пп]оселение|[Гг]\. ?[Оо]\.|[Мм]\. ?[ОоРр]\.|(?:ГО|МО|МР)(?= [«\"]?[А-ЯЁ][а-яё])"
)
_KIND_FIRST = expression(
    r"(?:(?:[Мм]униципальн\w+|[Гг]ородско\w+|[Сс]ельско\w+|[Аа]дминистративн\w+|МУНИЦИПАЛЬН\w+|ГОРОДСКО\w+) )*"
    rf"(?:(?:{_KIND}) ?)+(?:[«\"](?:(?:г\.|город|ЗАТО) ?)?[А-ЯЁ][\w -]+[»\"]|(?:им\. )?(?!России|РФ\b|Российской\b)"
    r"[А-ЯЁ][\w-]+(?:[ -][А-ЯЁ\d][\w-]*|[ -](?:на|и|под)\b)*)"
)
_ENGLISH = expression(
    r"(?:[A-Z][\w'.-]* )+(?:County|Parish|Borough|Municipality|District|Township|Census Area|Oblast|Raion)"
    r"|(?:County|City|Borough|Municipality|Town|Parish) of (?:[A-Z][\w'.-]* ?)+"
)
_PLACE = (
    r"(?:(?:муниципальн|городск|сельск|административн|территориальн)\w+ )*(?:субъект\w*(?: рф| федерации| российской "
    r"федерации)?|регион\w*|район\w*|р-о?н\w*|город\w*|образовани\w*|округ\w*|поселени\w*|мо|м\. ?о\.?|мр|го|"
    r"муниципалитет\w*|территори\w*|населенн\w+ пункт\w*|областей|област[ьи]|стран\w|государств\w|сельсовет\w*|"
    r"улус\w*)"
)
_PLACES = expression(
    rf"(?:(?:наименовани[ея]|название|перечень|список) )?{_PLACE}(?:(?:,? ?(?:\(|/|и |или )|, ){_PLACE}\)?)*"
    r"(?: (?:области|края|республики|региона|субъекта(?: рф)?|района|рф|[а-я]+ской области|[а-я]+ского края))?"
    r"|(?:name of )?(?:the )?(?:(?:met\.? ?|meteorological )?sub-? ?divisions?|states?|districts?|regions?|"
    r"count(?:y|ies)|cit(?:y|ies)|countr(?:y|ies)|territor(?:y|ies)|provinces?|municipalit(?:y|ies)|states? ?/ ?uts?|"
    r"towns?|oblasts?|local authorit(?:y|ies)|boroughs?|parish(?:es)?|geographic areas?|area names?)(?: names?)?"
)


@lru_cache(maxsize=1 << 16)
def is_place(text: str) -> bool:
    """Whether a label is a name with the kind of place that it names, and nothing else."""
    if not 3 < len(text) <= _LONGEST:
        return False
    label = text.strip(" .:*")
    if label.isascii():
        return _ENGLISH.fullmatch(label) is not None
    if _KIND_FIRST.fullmatch(label):
        return True
    return label[:1].isupper() and _NAME_FIRST.fullmatch(fold(label)) is not None


def place_of(path: Sequence[str]) -> str:
    """The innermost text of a path that is a place by its own words, or nothing."""
    return next((text for text in reversed(path) if is_place(stand_in(text))), "")


def names_places(text: str) -> bool:
    """Whether a head says that names of places stand under it."""
    return _PLACES.fullmatch(fold(text).strip(" .:*0123456789)")) is not None


def columns_of_places(table: Table) -> list[int]:
    """Columns of the stub whose head says that names of places stand under it."""
    heads = table.stub_heads or heads_of_stub(table)
    # A number of the row may be printed beside its name on one page and be apart on the next.
    aligned = zip(reversed(table.stub_columns), reversed(heads), strict=False)
    return [column for column, texts in aligned if any(map(names_places, texts))][::-1]


def under_heads(table: Table, words: Words) -> list[str]:
    """For each row the label under a head of places that names one, or nothing.

    A part of a row («из них должники») is of the place of that row, a group of people of none.
    """
    columns = columns_of_places(table)
    if not columns:
        return [""] * len(table.body_rows)
    column, valued = columns[-1], {path for path in table.row_paths if path}
    made = []
    for row, path in zip(table.body_rows, table.row_paths, strict=True):
        label = words_of(table.grid.rows[row][column])
        inner = next((text for text in reversed(path) if fold(text) and text in label), "")
        if inner and not is_place(inner) and path[:-1] in valued and path[-1] == inner:
            inner = next((text for text in reversed(path[:-1]) if _names(text, words)), "")
        made.append(inner if _names(inner, words) else "")
    return made


def _names(label: str, words: Words) -> bool:
    """Whether a label under a head of places may be the name of one."""
    text = stand_in(label)
    if not text or headings.is_total(text) or headings.is_of_which(text) or is_group(text):
        return False
    if headings.measure_of(text, words) or headings.category_of(text, words):
        return False
    return not headings.is_only_time(text) and any(map(str.isalpha, text))
