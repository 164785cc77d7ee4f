"""What the head of a column says of persons: that names stand below, or what identifies their bearers.

All patterns are for text in lower case and begin with a letter: a search then skips quickly.
"""

from __future__ import annotations

from svodka.lexicon.patterns import expression
from svodka.model import Value
from svodka.recognise.people_names import LONGEST

_NAME = expression(
    r"(?:№?\s*)?(?:ф(?<!\w.)\.?\s?и\.?\s?о(?!\w)|фамили[яийю]|позывн(?:ой|ые|ого)|прозвищ|кличк[аи](?!\w)"
    r"|имя\s*(?:$|[,/(и])|отчеств(?!енн)"
    r"|(?:(?:full|first|last|given|family|middle|maiden)\s*name|surname|call\s?sign))"
)
_IDENTIFIER = expression(
    r"дат[аы]\s+рожд|год\s+рожд|день\s+рожд|рожд[её]н(?!и)|г(?<!\w.)\.?\s?р\.?(?!\w)|д(?<!\w.)\.?\s?р\.?(?!\w)|паспорт"
    r"|удостовер|снилс|инн(?<!\w...)(?!\w)|телефон|тел(?<!\w...)\.|адрес|место\s+(?:жит|рожд|рег|преб)"
    r"|прописк|e-?mail|birth|dob(?<!\w...)(?!\w)|passport|ssn(?<!\w...)(?!\w)|phone|address|social\s+security"
    r"|телеграм|telegram|кадастров|госномер|гос\.?\s?номер|банковск\w+\s+карт|номер\s+карты"
    r"|военн\w+\s+билет|лицево\w+\s+счет|л/с(?!\w)|alien\s+(?:number|registration)|a-?number|a#"
)
_DOCUMENT = expression(
    r"паспорт|снилс|инн(?<!\w...)(?!\w)|удостоверени[ея]\s+личн|passport|ssn(?<!\w...)(?!\w)|a-?number|a#"
    r"|alien\s+(?:number|registration)|военн\w+\s+билет|номер\s+карты|банковск\w+\s+карт"
)
_TAX = expression(r"инн(?<!\w...)(?!\w)")
_CONTACT = expression(r"e-?mail|mobile|моб\.|мобильн|эл\.?\s?почт")
_REACH = expression(r"тел|phone|e-?mail")
_REACHED = expression(r"телефон|тел(?<!\w...)\.|моб(?<!\w...)\.|phone")
# Names of the West prove nothing alone, but under such a head, or beside what came of them, they do.
_PERSON = expression(
    r"(?:recruit|detainee|conscript|enlistee|migrant|debtor|applicant|convict|inmate|prisoner|deserter)(?:['’]?s)?"
    r"(?:\s+names?)?"
)
_PLAIN_NAME = expression(r"names?|persons?|people|individuals?")
_CAME_OF_IT = expression(
    r"outcome|agreed|refused|consent|debts?|citizenship|contract(?:\s+(?:signed|date|status))?|summoned|signed"
)


class Heads:
    """The texts of a grid that may be heads, by what they say."""

    __slots__ = (
        "came",
        "contacts",
        "documents",
        "identifiers",
        "names",
        "persons",
        "plain",
        "reached",
    )

    def __init__(self, texts: set[str]) -> None:
        short = [(text, text.strip().lower()) for text in texts if len(text) <= LONGEST]
        self.names = {text for text, low in short if _NAME.match(low)}
        self.identifiers = {text for text, low in short if _IDENTIFIER.search(low)}
        self.documents = {
            text for text in self.identifiers if _DOCUMENT.search(text.strip().lower())
        }
        self.reached = {text for text in self.identifiers if _REACHED.search(text.lower())}
        self.persons = {text for text, low in short if _PERSON.fullmatch(low)}
        self.plain = {text for text, low in short if _PLAIN_NAME.fullmatch(low)}
        self.came = {text for text, low in short if _CAME_OF_IT.fullmatch(low)}
        self.contacts = any(_CONTACT.search(text.lower()) for text in self.identifiers)


def asks_for_more(value: Value) -> bool:
    """Whether a head asks for what identifies a person, telephones apart."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return False
    low = value.lower()
    return any(not _REACH.match(found[0]) for found in _IDENTIFIER.finditer(low))


def is_reach(value: Value) -> bool:
    """Whether a head stands over telephones or e-mail addresses."""
    low = value.lower() if isinstance(value, str) and len(value) <= LONGEST else ""
    return bool(_REACHED.search(low) or _CONTACT.search(low))


def names_persons(value: Value) -> bool:
    """Whether a head says that names stand below."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST
        and bool(_NAME.match(value.strip().lower()))
    )


def is_tax(value: Value) -> bool:
    """Whether a head asks for a tax number and no other: organisations have one too."""
    low = value.lower() if isinstance(value, str) else ""
    return bool(_TAX.search(low)) and not _DOCUMENT.search(_TAX.sub("", low))
