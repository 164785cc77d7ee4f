"""Cheap necessary conditions: a label without these letters or figures says nothing of time; no more is decided."""

from __future__ import annotations

from svodka.lexicon.patterns import expression

# Every alternative begins with a letter, so that the search looks at few places; each pattern of
# time over folded text needs one of them or the figures below.
_WORDS_OF_TIME = expression(
    "янв|фев|мар|апр|май|мая|маю|мае|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    "|конец|начал|end|beginning|start of|квартал|полугоди|мес|недел|week|fy|fiscal|q1|q2|q3|q4|h1|h2|half|quarter"
    r"|months|w\d|последни|прошедши|истекши|минувши|предыдущи"
)
_FIGURES_OF_TIME = expression(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[./-]\d|q)")
_CUES = expression(
    "нараст|с начала|накоп|cum|year|ytd|since|истекш|прошедш|план|задани|target|quota|наряд|выполнен|исполнен"
    "|достижен|отклонен|%|процент|проц|fulfil|achiev|against|percent|per cent|сверх|currently|at the|at end|at close"
    "|snapshot|на отчетную|на дату|по состоянию|на конец|на начало|состоя|as of|as at|active|к соответ|к пред"
    "|к аналог|к прошл|к уровн|к итог|по сравн|относительно|против|change|compared|relative|versus|vs|по отнош"
    "|январю|февралю|марту|апрелю|маю|июню|июлю|августу|сентябрю|октябрю|ноябрю|декабрю|году|fy|fiscal|plan"
    "|закон|приказ|постановл|распоряж|решени|письм|поруч|указ|act|law|order|decree|regulation|directive|decision"
)


def may_say_time(flat: str) -> bool:
    """Whether a folded text holds anything without which no phrase of time can stand in it."""
    return _FIGURES_OF_TIME.search(flat) is not None or _WORDS_OF_TIME.search(flat) is not None


def may_hold_cue(flat: str) -> bool:
    """The same of words of basis: to date, as of, a plan, the base of a comparison, a cited law."""
    return _CUES.search(flat) is not None
