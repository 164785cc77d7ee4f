"""Words that say only of whom a figure is – sex, age, town or country – and never what is counted."""

from __future__ import annotations

from functools import lru_cache

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression

_SEX = (
    r"мужчин[ыа]?|женщин[ыа]?|мужско[йе](?: пол)?|женск(?:ий|ое)(?: пол)?|муж|жен|мальчики|девочки|юноши|девушки|"
    r"males?|females?|men|women|boys?|girls?|man|woman|оба пола|both sexes|sex|gender|пол"
)
_SETTLEMENT = (
    r"(?:городско|сельско)[ей](?: населени[ея]| местност[иь])?|городски[ех] (?:населени[ея]|поселени[яе]|местности)|"
    r"сельски[ех] (?:населени[ея]|поселени[яе]|местности)|в (?:городск|сельск)ой местности|"
    r"urban(?: areas?| population)?|rural(?: areas?| population)?|город|село"
)
_N = r"\d{1,3}(?:[.,]\d)?"
_YEARS = r"(?:лет|год(?:а|ов)?|месяц(?:а|ев)?|мес|дн(?:я|ей)|years?(?: olds?)?|yrs?|months?|days?)"
_AGED = r"(?:(?:в возрасте|aged?(?: group)?|возраст(?:е|ная группа)?|ages?|under age)[:, ]*)"
_AGE = (
    rf"{_AGED}?{_N} ?(?:[-–—−]|to|до|and under) ?{_N} ?{_YEARS}?(?: of age| old)?|"
    rf"{_AGED}?(?:до|моложе|младше|старше|свыше|от|менее|under|over|below|above|(?:less|younger|older) than|[<>≥≤])"
    rf" ?{_N} ?(?:(?:до|to) {_N} ?)?{_YEARS}?(?: of age| old| и (?:старше|более|моложе))?|"
    rf"{_AGED}?{_N} ?{_YEARS}? ?(?:и (?:старше|более|моложе|младше|выше)|and (?:over|older|above|under|younger)|"
    rf"or (?:over|older|more|under)|\+|plus)(?: {_YEARS})?|"
    rf"{_AGED}{_N} ?{_YEARS}?|{_N} (?:лет|год(?:а|ов)?|years? (?:old|of age))|"
    r"(?:все |всех )?возраст(?:а|ов|ные группы)?|all ages|(?:моложе|старше) трудоспособного(?: возраста)?|"
    r"(?:в )?трудоспособно[мг]о?(?: возраст[еа])?|дети|взрослые|подростки|пенсионеры|adults?|children|minors?|"
    r"возраст (?:неизвестен|не указан)|(?:age )?(?:unknown|not (?:known|stated|specified|recorded))|"
    r"неизвестно|не указан[оы]?|(?:(?:из них|в том числе|по)[: ]+)?(?:в )?возраст(?:е|у|ным группам)(?:,? \(?лет\)?)?|"
    r"возраст,? \(?лет\)?|по полу(?: и возрасту)?|(?:by )?(?:age|sex|gender|age groups?)(?:,? \(?(?:in )?years\)?)?"
)
_GROUP = expression(rf"(?:{_SEX}|{_SETTLEMENT}|{_AGE})")
_PARTS = expression(r"\s*(?:[,;:/()]|\bи\b|\band\b|\s-\s)\s*")
_LONGEST = 60


@lru_cache(maxsize=1 << 16)
def is_group(text: str) -> bool:
    """Whether a text says nothing but a sex, an age or a kind of settlement, or several of them."""
    if not text or len(text) > _LONGEST:
        return False
    flat = fold(text).strip(" .:*")
    if _GROUP.fullmatch(flat):
        return True
    parts = [part.strip(" .*") for part in _PARTS.split(flat) if part.strip(" .*")]
    return len(parts) > 1 and all(_GROUP.fullmatch(part) for part in parts)
