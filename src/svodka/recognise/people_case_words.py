"""Heads of lists whose rows are people without names: the number of a person or a case, and what is said of one.

Patterns are for heads in small letters, words parted by single spaces, in the languages of returns.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from svodka.lexicon.patterns import expression

LONGEST_HEAD = 60


class Number(Enum):
    """Whose number stands in a column, as its head says."""

    PERSON = "of a person"
    CASE = "of a case"
    ROW = "of a row"


class Trait(Enum):
    """What a column says of a person."""

    SEX = "sex"
    AGE = "age"
    BIRTH = "birth"
    PEOPLE = "ethnicity"
    CITIZEN = "citizenship"
    HEALTH = "health"
    FAMILY = "family"
    FAITH = "faith"
    LANGUAGE = "language"
    PLACE = "place"
    STATUS = "status"
    OFFENCE = "offence"
    WORK = "work"


# What only a person has; a building or a claim has a place and a status too.
BODILY = frozenset(
    {
        Trait.SEX,
        Trait.AGE,
        Trait.BIRTH,
        Trait.PEOPLE,
        Trait.CITIZEN,
        Trait.HEALTH,
        Trait.FAMILY,
        Trait.FAITH,
    }
)

_NO = r"(?:no|nos|nr|num|number|id|ids|identifier|code|ref|reference|nummer|key|#|№)(?!\w)"
_ONE = (
    r"(?:person|personal|people|client|applicant|claimant|beneficiary|service user|patient|participant|respondent"
    r"|detainee|inmate|prisoner|offender|subject|individual|migrant|refugee|asylum seeker|victim|defendant|suspect"
    r"|employee|student|pupil|member|soldier|recruit|conscript|user|household member|alien|convict|debtor|juvenile)"
)
_OF_ONE = (
    r"(?:лица|человека|клиента|пациента|респондента|заявител\w|осужд[её]нного|заключ[её]нного|подопечного|участника"
    r"|военнослужащего|призывника|должника|гражданина|иностранца|мигранта|беженца|получателя|сотрудника|работника"
    r"|обвиняемого|подсудимого|задержанного|погибшего|умершего|больного|ученика|студента)"
)
_PERSON = expression(
    rf"(?:{_ONE}(?:['’]?s['’]?)?\s?{_NO}|(?:psn|prn|mrn|a ?number|a#|booking (?:no|number|id)|nhs number)(?!\w)"
    r"|(?:unique|anonymi[sz]ed|pseudonymi[sz]ed) (?:person )?(?:id|identifier)(?!\w)"
    rf"|(?:личн\w+|табельн\w+|персональн\w+) (?:номер|№|код)|(?:№|номер|id|ид|код|шифр) ?(?:личного дела|{_OF_ONE})"
    r"|личное дело|персоны ид|особовий номер|номер особи|personenkennung|personen ?(?:id|nummer|nr)|personnummer"
    r"|patienten ?(?:id|nummer|nr)|klient\w* ?(?:id|nummer|nr)|matricule|num[eé]ro (?:de |du |d['’])?(?:client"
    r"|d[eé]tenu"
    r"|patient|demandeur|b[eé]n[eé]ficiaire|matricule)|n[uú]mero de (?:interno|detenido|solicitante|beneficiario"
    r"|persona)"
    r"|nr osoby|numer osoby|kişi no|başvuran no|жеке нөмір\w*|тұлға №)"
)
_CASE = expression(
    r"(?:(?:case|file|dossier|record|reference|claim|application|docket|arrest|incident|ho|hearing|asylum|referral)"
    rf"(?: ?{_NO})+|(?:№|номер) ?(?:дела|справы|справи|карты|карточки|анкеты|заявления|обращения|протокола)"
    r"|дело ?№|анкета|рег(?:истрационный|\.)? ?(?:номер|№)|aktenzeichen|fall ?(?:nr|nummer|id)|num[eé]ro (?:de "
    r"|du )?dossier"
    r"|n ?[°º] (?:de )?dossier|(?:n[uú]mero|n ?[°º]) de (?:expediente|caso)|expediente|nr sprawy|sygnatura|dosya no"
    r"|іс нөмірі)"
)
_ROW = expression(
    r"(?:id|ид|uid|№|#|n|no|nr|код|code|identifier|№ ?п ?/ ?п|n ?п ?/ ?п|п/п|lfd nr|lp|s/?n)"
)

_TRAITS: dict[Trait, re.Pattern[str]] = {
    Trait.SEX: expression(
        r"(?<!\w)(?:sex|gender|пол|стать|geschlecht|sexe|sexo|genere|genre|płeć|cinsiyet|жынысы)(?!\w)"
    ),
    Trait.BIRTH: expression(
        r"(?<!\w)(?:d ?o ?b|yob|birth ?(?:date|day|year)|(?:date|year) of birth|born|(?:дата|год|день) рожд\w+|г ?р"
        r"|д ?р"
        r"|(?:дата|рік) народж\w+|geburts(?:datum|jahr)|geboren|(?:date|ann[ée]e) de naissance|n[ée]e? (?:le|en)"
        r"|(?:fecha|a[ñn]o) de nacimiento|(?:data|rok) urodzenia|doğum (?:tarihi|yılı)|туған (?:күні|жылы))(?!\w)"
    ),
    Trait.AGE: expression(
        r"(?<!\w)(?:age|aged|возраст|полных лет|вік|alter|[âa]ge|edad|età|wiek|yaş|жасы)(?!\w)"
    ),
    Trait.CITIZEN: expression(
        r"(?<!\w)(?:nationalit(?:y|ies|[ée])|citizenship|citizen(?: of)?|countr(?:y|ies) of (?:origin|birth"
        r"|nationality|citizenship)"
        r"|(?:birth|origin|citizenship) country|гражданств\w|подданств\w|стран\w (?:рождения|происхождения"
        r"|гражданства|исхода)"
        r"|громадянств\w|staatsangehörigkeit|herkunftsland|nationalität|pays d['’ ]?origine|nacionalidad"
        r"|pa[ií]s de origen"
        r"|obywatelstwo|narodowość|uyruğ?u?k?|азаматтығы)(?!\w)"
    ),
    Trait.PEOPLE: expression(
        r"(?<!\w)(?:ethnicit(?:y|ies)|ethnic|race|racial|descent|tribe|национальност\w|народность|етнічн\w+"
        r"|національн\w+"
        r"|ethnie|etnia|ұлты)(?!\w)"
    ),
    Trait.HEALTH: expression(
        r"(?<!\w)(?:disabilit\w+|disabled|diagnos[ie]s|illness|health|vulnerabilit\w+|vulnerable|pregnan\w+"
        r"|инвалидност\w+"
        r"|инвалид|диагноз|заболевани\w|состояние здоровья|категория годности|behinderung|handicap|discapacidad"
        r"|niepełnosprawność|engelli|мүгедектігі)(?!\w)"
    ),
    Trait.FAMILY: expression(
        r"(?<!\w)(?:marital|married|dependants?|dependents?|семейн\w+ (?:положение|статус)|сімейний стан"
        r"|familienstand"
        r"|[ée]tat civil|situation (?:familiale|de famille)|estado civil|stan cywilny|medeni (?:hal|durum)\w*"
        r"|отбасы жағдайы)(?!\w)"
    ),
    Trait.FAITH: expression(
        r"(?<!\w)(?:religion|religious belief|faith|вероисповедани\w|религия|konfession|religión|wyznanie|din)(?!\w)"
    ),
    Trait.LANGUAGE: expression(
        r"(?<!\w)(?:language|mother tongue|spoken|interpreter|язык|мова|(?:mutter)?sprache|langue|idioma|język"
        r"|dili?|тілі?)(?!\w)"
    ),
    Trait.PLACE: expression(
        r"(?<!\w)(?:city|town|address|post ?code|zip|residence|locality|borough|accommodation|город|адрес"
        r"|место (?:жительства|пребывания|проживания|рождения|регистрации)|насел[её]нный пункт|проживает|прописка"
        r"|місто|адреса"
        r"|ort|stadt|wohnort|ville|adresse|commune|ciudad|domicilio|municipio|miasto|şehir|adres|қала"
        r"|мекенжай\w*)(?!\w)"
    ),
    Trait.STATUS: expression(
        r"(?<!\w)(?:(?:\w+ )?status|visa|permit|outcome|decision|disposition|статус|исход|решение|результат"
        r"|категория (?:учета|учёта)"
        r"|основание (?:пребывания|въезда)|вид на жительство|statut|estado|situation|estatus|durumu?"
        r"|мәртебесі?)(?!\w)"
    ),
    Trait.OFFENCE: expression(
        r"(?<!\w)(?:offen[cs]es?|charges?|crime|conviction|sentence|стать[яи](?! \d)|преступлени\w|обвинени\w"
        r"|приговор|мера наказания"
        r"|delikt|straftat|infraction|d[ée]lit|delito|suç|przestępstwo|злочин|бап)(?!\w)"
    ),
    Trait.WORK: expression(
        r"(?<!\w)(?:occupation|profession|employment|job|education|rank|должность|професси[яи]|место работы"
        r"|занятость|образование"
        r"|звание|beruf|m[ée]tier|profesi[óo]n|zawód|meslek|освіта|мамандығы|білімі)(?!\w)"
    ),
}

# Rows that add up, or a measure beside classes: then a row is a class of people and no person.
_MEASURE = expression(
    r"(?:(?:obs )?value|count|counts|n|total|population|persons|people|cases|freq(?:uency)?|number|number of \w+"
    r"|все\w{0,2}|итого"
    r"|число|количество|кол ?во|численность|значение|чел(?:овек)?|число \w+|количество \w+|anzahl|werte?|insgesamt"
    r"|effectif|nombre"
    r"|valeur|total(?:es)?|valor|número|liczba|ogółem|toplam|sayı|барлығы|саны)"
)
_OF_KIN = expression(r"(?:number of|число|количество) (?:child|depend|детей|иждивен)")
_SPORT = expression(
    r"(?<!\w)(?:team|club|sport|medal|player|position|season|goals?|league|команда|клуб|амплуа|медаль|вид спорта"
    r"|игрок|герб)(?!\w)"
)
_WORDS = expression(r"[^\W_]+|[№#/'’°º]", re.UNICODE)
_HUMPS = expression(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")

_SEXES = frozenset(
    """
    m f x u male female man woman boy girl unknown other nonbinary non-binary transgender masculine feminine
    м ж муж жен мужской женский мужчина женщина мальчик девочка неизвестно чоловіча жіноча чоловік жінка ч
    männlich weiblich mann frau divers w d h homme femme masculin féminin garçon fille v
    hombre mujer masculino femenino varón mężczyzna kobieta k erkek kadın e ер әйел еркек maschio femmina
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=1 << 13)
def plain(head: str) -> str:
    """A head in small letters, its words parted by single spaces: "ApplicantSex_desc" is "applicant sex desc"."""
    return " ".join(_WORDS.findall(_HUMPS.sub(" ", head))).lower()


@lru_cache(maxsize=1 << 13)
def trait_of(head: str) -> Trait | None:
    """What a head says its column tells of a person."""
    low = plain(head)
    return next((trait for trait, words in _TRAITS.items() if words.search(low)), None)


@lru_cache(maxsize=1 << 13)
def number_of(head: str) -> Number | None:
    """Whose number a head says its column holds."""
    low = plain(head)
    if _PERSON.match(low):
        return Number.PERSON
    if _CASE.match(low):
        return Number.CASE
    return Number.ROW if _ROW.fullmatch(low) else None


def is_measure(head: str) -> bool:
    """Whether a head stands over counts or values."""
    low = plain(head)
    return bool(_MEASURE.fullmatch(low)) and not _OF_KIN.match(low)


def is_of_sport(head: str) -> bool:
    """Whether a head is one of lists of sportsmen, who are public."""
    return bool(_SPORT.search(plain(head)))


def is_sex(text: str) -> bool:
    """Whether a text is the sex of one person; groups stand in the plural, or are called total."""
    return text.strip(" .").lower() in _SEXES
