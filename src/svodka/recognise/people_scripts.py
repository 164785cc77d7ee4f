"""Names in letters that are neither Latin nor Russian, and names of the West in a column without a head.

A script is told by its letters. In it a name is told by its surname (Han, Hangul), by a given name
(Arabic) or by its ending (Georgian, Armenian): a column is a list where most texts of it are names.
"""

from __future__ import annotations

from collections.abc import Sequence

from svodka.lexicon.given_names import GIVEN_NAMES
from svodka.lexicon.patterns import expression
from svodka.recognise.people_look import names_a_body

_HAN = expression(
    r"(?:[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂"
    r"苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹]"
    r"[·\s]?[\u4e00-\u9fff]{1,2}|(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛)[\u4e00-\u9fff]{1,2})"
)
_HANGUL = expression(
    r"[김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕]"
    r"\s?[\uac00-\ud7a3]{2}"
)
_ARABIC_WORD = expression(r"[\u0600-\u06ff]{2,}")
_ARABIC = frozenset(
    """
    محمد أحمد احمد علي حسن حسين خالد سعيد فاطمة عبد يوسف إبراهيم ابراهيم محمود مصطفى عمر عثمان صالح سالم
    ناصر كريم رشيد طارق سمير جمال نبيل فادي رامي زياد حمزة بلال منصور سليمان فيصل هشام وليد عدنان مريم زينب
    أمينة امينة عائشة خديجة ليلى نور سارة هدى رضا مهدی مهدي حسینی رضایی زهرا امیر جواد عباس قاسم موسى عيسى
    """.split()  # noqa: SIM905
)
_GEORGIAN = expression(
    r"[\u10d0-\u10ff]{2,}\s+[\u10d0-\u10ff]{2,}(?:შვილი|ძე|ია|უა|ავა|ანი|ელი|ური|იანი)"
)
_ARMENIAN = expression(
    r"(?:[\u0531-\u0587]{2,}\s+[\u0531-\u0587]{2,}(?:յան|եան|յանց)|[\u0531-\u0587]{2,}(?:յան|եան)\s+[\u0531-\u0587]{2,})"
)
_FURTHER = expression(r"[\u0531-\u06ff\u10d0-\u10ff\u4e00-\u9fff\uac00-\ud7a3]")
_NUMBERED = " \t\n0123456789.,;:()№-–—"
_FEWEST, _LONGEST, _MOST = 2, 40, 0.75

_FOLDED = str.maketrans("әəөүұіңғқһҝјҹўҳҷӣӯєґїњљ", "аеоууингкхгйчухчиуегинл")

# Latin letters in a word that is Cyrillic for the rest, small ones too.
_ALIKE = str.maketrans("aceopxymtkhbi", "асеорхумткнви")
# Given names of the West that prove nothing under a head such as "player", but below nothing at all do.
_WEST = frozenset(
    """
    adrian agnes alan albert alfred alice alistair amy andrew angela ann anna anne annie anthony arthur audrey
    barbara barnaby barry beatrice benjamin bernard beth betty beverly brenda brian bruce bryan carl carol
    caroline catherine cecil cedric charles charlotte chloe christian christine christopher claire colin craig
    cynthia daisy daniel darren david dawn deborah declan denise dennis derek diana diane donald donna doris
    dorothy douglas duncan dylan edith edmund edward eileen elaine eleanor elizabeth ellen emily emma eric erin
    ernest ethan eugene evelyn florence frances francis frank fred gareth gary gavin gemma geoffrey george
    gerald gillian gina glen gordon grace graham gregory hannah harold harriet harry hazel heather heidi helen
    henry hilary howard hugh ian ingrid irene isaac isabel ivan jack jacob jacqueline jake james jamie jane
    janet janice jason jean jeffrey jennifer jeremy jessica jill joan joanna joe john jonathan joseph joshua
    joyce judith judy julia julian julie justin karen karl kate katherine kathleen keith kelly kenneth kerry
    kevin kim kyle larry laura lauren laurence lawrence leah leonard leslie liam lillian linda lisa logan lois
    lorraine louis louise lucy luke lynn malcolm marc marcus margaret maria marie marilyn marion marjorie mark
    martha martin mary matthew maureen megan melissa michael michelle mildred mohammed monica muriel nancy naomi
    natalie nathan neil nicholas nicola nicole nigel noah nora norma norman oliver olivia oscar owen pamela
    patricia patrick paul paula pauline penelope peter philip phillip phyllis priscilla rachel ralph raymond
    rebecca richard robert robin rodney roger ronald rosalind rose rosemary roy russell ruth ryan sally sam
    samantha samuel sandra sarah scott sean sharon sheila shirley simon sophie stanley stephanie stephen steven
    stewart stuart susan suzanne sylvia teresa terry theodore theresa thomas timothy tina todd tom tony tracy
    trevor tyler valerie vanessa vera veronica victor victoria vincent violet virginia walter wayne wendy
    william winifred yvonne zoe
    """.split()  # noqa: SIM905
)
_LATIN_NAME = expression(
    r"[^\W\d_][^\W\d_'’-]*(?:[-'’][^\W\d_]+)*,?(?:\s+(?:[A-Z]\.?|[^\W\d_]+(?:[-'’][^\W\d_]+)*,?)){1,3}"
)
_WHO = expression(
    r"(?i:кто|кого|кому|лицо|гражданин|задержанный|опрошенный|persons?|people|individuals?|who|whom)"
)
_HEADS = 4


def folded(word: str) -> str:
    """A word whose letters beyond the Russian alphabet are the nearest Russian ones: as it would be typed."""
    low = word.lower()
    if any("\u0400" <= letter <= "\u04ff" for letter in low):
        return low.translate(_FOLDED).translate(_ALIKE)
    return low


def are_of_another_script(texts: Sequence[str]) -> bool:
    """Whether most texts of a column, heads in Russian or English apart, are names in another script."""
    found = [text.strip(_NUMBERED) for text in texts if _FURTHER.search(text)]
    if len(found) < _FEWEST or 2 * len(found) < len(texts):
        return False
    held = {text for text in found if _is_name(text)}
    return len(held) >= _FEWEST and len(held) >= _MOST * (len(found) - 1)


def _is_name(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if any(one.fullmatch(text) for one in (_HAN, _HANGUL, _GEORGIAN, _ARMENIAN)):
        return True
    words = _ARABIC_WORD.findall(text)
    return 2 <= len(words) <= 5 and not _ARABIC.isdisjoint(words)


def are_western_and_bare(texts: Sequence[str]) -> bool:
    """Whether a column of names of the West begins with one, or with a head that asks who."""
    start = _start(texts)
    names = [text for text in texts[start or 0 :] if text.strip(_NUMBERED)]
    if start is None or len(names) < _FEWEST:
        return False
    held = {text for text in names if _is_western(text)}
    return len(held) >= _FEWEST and len(held) >= _MOST * len(names)


def _start(texts: Sequence[str]) -> int | None:
    """Where names begin: at once, or behind who is asked for among the first texts."""
    if not texts or _is_western(texts[0]):
        return 0
    heads = [index for index, text in enumerate(texts[:_HEADS]) if _WHO.fullmatch(text.strip())]
    return heads[0] + 1 if heads else None


def _is_western(text: str) -> bool:
    bare = text.strip(_NUMBERED)
    if not bare[:1].isupper() or not _LATIN_NAME.fullmatch(bare) or names_a_body(bare):
        return False
    words = bare.replace(",", " ").split()
    if not all(word[0].isupper() for word in words):
        return False
    return any(
        word.lower() in _WEST or word.lower() in GIVEN_NAMES for word in (words[0], words[-1])
    )
