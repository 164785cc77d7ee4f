"""Words for numbers and for what is counted, in Russian and English, on folded text; data, no decisions."""

from __future__ import annotations

import re
from decimal import Decimal

from svodka.lexicon.patterns import expression

_ONES = (
    (1, "один одна одно одного одной одному одну одним одном one"),
    (2, "два две двух двум двумя двое двоих двоим двоими two"),
    (3, "три трех трем тремя трое троих троим троими three"),
    (4, "четыре четырех четырем четырьмя четверо четверых четверым четверыми four"),
    (5, "пять пяти пятью пятеро пятерых пятерым five"),
    (6, "шесть шести шестью шестеро шестерых шестерым six"),
    (7, "семь семи семью семеро семерых семерым seven"),
    (8, "восемь восьми восемью восьмеро восьмерых eight"),
    (9, "девять девяти девятью девятеро девятерых nine"),
    (10, "десять десяти десятью десятеро десятерых ten"),
    (11, "одиннадцать одиннадцати одиннадцатью eleven"),
    (12, "двенадцать двенадцати двенадцатью twelve"),
    (13, "тринадцать тринадцати тринадцатью thirteen"),
    (14, "четырнадцать четырнадцати четырнадцатью fourteen"),
    (15, "пятнадцать пятнадцати пятнадцатью fifteen"),
    (16, "шестнадцать шестнадцати шестнадцатью sixteen"),
    (17, "семнадцать семнадцати семнадцатью seventeen"),
    (18, "восемнадцать восемнадцати восемнадцатью eighteen"),
    (19, "девятнадцать девятнадцати девятнадцатью nineteen"),
    (20, "двадцать двадцати двадцатью twenty"),
    (30, "тридцать тридцати тридцатью thirty"),
    (40, "сорок сорока forty"),
    (50, "пятьдесят пятидесяти пятьюдесятью полсотни полусотни fifty"),
    (60, "шестьдесят шестидесяти шестьюдесятью sixty"),
    (70, "семьдесят семидесяти семьюдесятью seventy"),
    (80, "восемьдесят восьмидесяти восемьюдесятью eighty"),
    (90, "девяносто девяноста ninety"),
    (100, "сто ста сотня сотни сотню сотней"),
    (200, "двести двухсот двумстам двумястами двухстах"),
    (300, "триста трехсот тремстам тремястами трехстах"),
    (400, "четыреста четырехсот четыремстам четырехстах"),
    (500, "пятьсот пятисот пятистам пятьюстами пятистах"),
    (600, "шестьсот шестисот шестистам шестьюстами шестистах"),
    (700, "семьсот семисот семистам семьюстами семистах"),
    (800, "восемьсот восьмисот восьмистам восемьюстами восьмистах"),
    (900, "девятьсот девятисот девятистам девятьюстами девятистах"),
)
VALUES: dict[str, Decimal] = {
    word: Decimal(value) for value, its_words in _ONES for word in its_words.split(" ")
} | dict.fromkeys(("полтора", "полторы", "полутора"), Decimal("1.5"))
# Words that count people by themselves: «трое заключили контракт».
COLLECTIVE = frozenset(
    word
    for word in VALUES
    if re.fullmatch(r"(?:дво|тро)(?:е|их|им|ими)|\w+(?:вер|тер|мер)(?:о|ых|ым|ыми)", word)
)
ONE = frozenset(word for word, value in VALUES.items() if value == 1)

SCALES: tuple[tuple[re.Pattern[str], Decimal], ...] = (
    (
        expression(r"(?:тыс\.|тыс(?![а-я])|тысяч(?:а|и|у|е|ам|ами|ах|ей)?(?![а-я])|thousand)"),
        Decimal(1000),
    ),
    (
        expression(r"(?:млн\.?(?![а-я])|миллион(?:а|ов|у|ам|ами|ах|е)?(?![а-я])|million|mln)"),
        Decimal(10**6),
    ),
    (
        expression(r"(?:млрд\.?(?![а-я])|миллиард(?:а|ов|у|ам|ами|ах|е)?(?![а-я])|billion|bn)"),
        Decimal(10**9),
    ),
    (expression(r"(?:трлн\.?(?![а-я])|триллион(?:а|ов)?(?![а-я])|trillion)"), Decimal(10**12)),
    (expression(r"hundred|сот(?:ни|ен|ням|нями)(?![а-я])"), Decimal(100)),
    (expression(r"десятк(?:а|ов|ам|ами|ах)(?![а-я])"), Decimal(10)),
    (expression(r"dozen(?![a-z])"), Decimal(12)),
)

ROUND = expression(r"десятк|сотн|сотен")  # «полтора десятка» is no exact number
# «одному вручена», «31 заключил»: what happened to one, or was done by one.
ONE_DONE = expression(
    r"(?!правил|начал)[^\W\d_]{3,}(?:ен[ао]?|ан[ао]?|ят[ао]?|[аеиыуя]л[ао]?(?:сь|ся)?)(?![^\W_])"
)

WORD_RUN = expression(
    r"(?<![^\W_])(?:" + "|".join(sorted(VALUES, key=len, reverse=True)) + r")(?![^\W_])"
)
# Numbers that nobody wrote: «несколько десятков», «сотни», "dozens".
VAGUE = expression(
    r"(?<![^\W_])(?:(?:нескольк(?:о|их|им|ими)|many|several|a few) (?:(?:десятк(?:ов|а|ам|ами|ах)|"
    r"сот(?:ен|ням|нями)?|тысяч(?:ам)?|миллион(?:ов)?|dozens?|hundreds?|thousands?)(?![^\W_]) ?)?|"
    r"(?:десятк(?:и|ам|ами|ах)|сотни|сотням|сотнями|тысячи|тысячам|тысячами|миллионы|dozens|hundreds|"
    r"thousands|scores)(?: of)?(?![^\W_]) ?)"
)
# Words that there was none: the noun behind "no" and «ноль» is looked for where they stand.
NONE = expression(
    r"(?<![^\W_])(?:никто|никого|никому|никем|ни од(?:ин|на|но|ного|ной|ному|ну|ним)|ноль(?= )|нуль(?= )|no one|nobody|"
    r"none|not (?:a single|one)|zero(?= )|no(?= ))(?![^\W_]) ?"
)
NONE_OF_A_NOUN = frozenset({"no", "zero", "ноль", "нуль"})
# A bare scale is one of it: «более тысячи человек», «около миллиона».
BARE_SCALE = expression(
    r"(?<![^\W_])(?:(?P<k>тысяча|тысячи|тысячу|тысяче|тысячей|a thousand)|(?P<m>миллион|миллиона|a million)"
    r"|(?P<h>сотня|сотни|сотню|a hundred)|(?P<d>десяток|десятка|дюжина|дюжины|дюжину|a dozen))(?![^\W_])"
)
BARE_VALUES = {"k": Decimal(1000), "m": Decimal(10**6), "h": Decimal(100), "d": Decimal(10)}

# Shares that words name.
SHARE = expression(
    r"(?<![^\W_])(?:кажд(?:ый|ая|ое|ого|ому|ую|ым) (?P<nth>втор\w+|трет\w+|четверт\w+|пят\w+|шест\w+|"
    r"седьм\w+|восьм\w+|девят\w+|десят\w+|двадцат\w+|сот\w+)|(?P<half>(?<!перв.. )(?<!втор.. )половин[аыуе]|"
    r"(?<!first )(?<!second )half of)|"
    r"(?P<third>треть|трети|a third of)|(?P<quarter>четверть|четверти|a quarter of)|"
    r"one in (?P<in>ten|five|three|four|two|twenty|a hundred))(?![^\W_])"
)
NTH = {
    "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10,
    "двадцат": 20, "сот": 100, "ten": 10, "five": 5, "three": 3, "four": 4, "two": 2, "twenty": 20, "a hundred": 100,
}  # fmt: skip

PERSON = expression(
    r"(?:человек|чел(?:\.|(?![а-я]))|граждан(?:ин(?:а|у|ом|е)?|е|а|у|ам|ами|ах|к[аиуе]|кой|ок)?(?![а-я])|"
    r"мужчин|женщин|иностран(?:ец|ц)|мигрант|военнослужащ|доброволь|призывник|"
    r"безработн|студент|участник|контрактник|новобран|кандидат|жител|урожен(?:ец|ц)|военнообязанн|"
    r"резервист|осужд|должник|погибш|пострадавш|пенсионер|лиц(?:о|а|ам|ами|ах)?(?![а-я])|приезж|натурализован|"
    r"новосел|юнош(?:а|и|ей|ам|ами|ах|у)(?![а-я])|уклонист|уклоняющ|беженц|выходц|рекрут|специалист|нелегал|новоприбывш|"
    r"соискател|посетител|работник|сотрудник|бойц|боец|солдат|офицер|персон|нарушител|"
    r"person|people|men(?![a-z])|man(?![a-z])|women|citizens?|migrants?|foreigners?|"
    r"recruits?|drafte[de]s?|volunteers?|conscripts?|"
    r"detainees?|residents?|soldiers?|individuals?|servicem[ae]n|applicants?|visitors?)"
)
PERSON_BY_VERB = expression(r"контракт|повест(?:ок|к)|contracts?|summons")
EVENT = expression(
    r"(?:консультаци|бесед|рейд|провер(?:ок|к)|мероприят|уголовн\w+ дел|дел(?:а|о|ам)?(?![а-я])|встреч|"
    r"consultations?|raids?|inspections?|meetings?|criminal cases|cases)"
)
AREA_NOUN = expression(r"(?:регион|субъект|област(?:и|ей|ях)|regions?)")
# Between a number and its noun: adjectives and participles.
BETWEEN = expression(
    r"(?:(?:[^\W\d_]+(?:ых|их|ый|ий|ой|ая|ое|ые|ие|ого|его|ным|ными|ыми|ими|ому)|бывш\w+|new|foreign|"
    r"unemployed|former|naturali[sz]ed|local|criminal)[ -]){0,3}"
)
DURATION = expression(
    r"(?:дн(?:я|ей|и|ям|ями)|день|сут(?:ки|ок)|час(?:а|ов|ы)?|минут\w*|секунд\w*|недел\w+|месяц\w*|мес\.?|"
    r"лет|год(?:а|у|ом|ы)?|годам|квартал\w*|декад\w*|(?:business |calendar |working )?days?|hours?|minutes?|weeks?|"
    r"months?|years?)(?![^\W_])"
)
WORK_TIME = expression(r"(?:рабочих|календарных|учебных|банковских|последних|полных) ")

QUALIFIER = expression(
    r"(?:(?P<atleast>не менее(?: чем)?|не меньше(?: чем)?|минимум|как минимум|по меньшей "
    r"мере|at least|no fewer than|no less than)|"
    r"(?P<atmost>не более(?: чем)?|не больше(?: чем)?|максимум|at most|no more than|up to)|"
    r"(?P<more>превы(?:сил[аои]?|шает|шают)(?= $)|exceed(?:ed|s)(?= $)|"
    r"более(?: чем)?|свыше|больше(?: чем)?|более чем на|more than|over)|"
    r"(?P<less>менее(?: чем)?|меньше(?: чем)?|fewer than|less than|under)|"
    r"(?P<almost>почти|практически|без малого|almost|nearly)|"
    r"(?P<about>около|порядка|примерно|приблизительно|приблизит|about|around|approximately|some|roughly)|"
    r"(?P<upto>до))(?: на)? $"
)
FALL = expression(r"уменьш|сниз|сокра[тщ]|упал|упад|decreas|fell|dropped|declin|снижени|сокращени")
RISE = expression(r"увелич|повыс|вырос|выраст|возрос|прирост|прибави|rose|grew|increas|увеличени")
# «на 12 больше», "15% more than", "up 15%": how a number says by how much.
COMPARED = expression(
    r"(?: (?!больш|меньш)[^\W\d_]+)? (?:(?P<rise>больше|выше|(?:more|higher) than)|"
    r"(?P<fall>меньше|ниже|(?:fewer|less|lower) than))(?![^\W_])"
)
UP_DOWN = expression(r"(?<![^\W_])(?:(?P<rise>up)|(?P<fall>down))(?: by)? $")
STOCK = expression(
    r"численност|безработн|состо(?:ит|ят|яло|яли) на|населени|насчитыва|остается|числи(?:тся|лось|лся)"
)
STOCK_VERB = expression(
    r"состав(?:ил|ля)|насчитыва|достиг|равн|числ|состо(?:ит|ят|яло)|stood at|total"
)
EARLIER = expression(
    r"(?<!чем )(?<!than )(?:годом ранее|год назад|год тому назад|a year (?:ago|earlier))|"
    r"в прошлом году(?=[^.]*(?:показател|составлял))|за аналогичный период прошлого года|"
    r"в аналогичный период прошлого года"
)
THEN = expression(r"^\W*(?:тогда|ранее|до этого|прежде|then|earlier)(?![^\W_])")
BASE_OF_COMPARISON = expression(
    r"(?:по сравнению(?: с)?|в сравнении(?: с)?|по отношению(?: к)?|(?:к|от) уровн\w+|"
    r"к соответствующ\w+|к аналогичн\w+|относительно|против|"
    r"чем (?:в|за|на)|compared (?:with|to)|than (?:in|on)|"
    r"(?:up|down|higher|lower|more|fewer)[^.;,]{0,20} from)"
    r"(?:(?:тыс|млн|млрд|чел|руб)\.|[^.;,]){0,40}$"
)
# «по сравнению с 700», "compared with 700": the figure that another one is compared with.
BASE_NUMBER = expression(
    r"(?:по сравнению с|в сравнении с|против|compared (?:with|to)|versus|(?:up|down) from)(?: [^\W\d_]+)? $"
)
# «достигло 460», «снизилось на 12% до 310», «всего – 84»: a number that needs no noun.
STATED = expression(
    rf"(?:(?:{STOCK_VERB.pattern})\w* (?:[^\W\d_]+ )?|(?:{FALL.pattern}|{RISE.pattern})[^.;]{{0,50}} (?:до|to) |"
    r"(?<![^\W_])(?:всего|итого|total) ?[-:]? ?|[^\W\d_]{3,}(?:ен|ан|ят)[оы] (?:по )?|"
    r"(?<![^\W_])(?:количеств|числ|численност)[аоеу]?м?(?: [^\W\d_]+){0,4} ?[-:] ?)$"
)
# «3 из 5 запланированных»: what a number without a noun is a part of has one.
OF_MORE = expression(r" (?:из|of) (?:the )?\d[\d ]* [^\W\d_]{4,}")
PLANNED = expression(
    r"прогноз|планиру|запланиров|ожидаетс|предполага|предусмотрен|должн[оаы] состав|предстоит|"
    r"(?<![^\W_])(?:состав|достигн|увелич|повыс|сниз)(?:ит|ится)(?![а-я])|forecast|expected|planned"
)
# «17 заявок», «3 выезда»: a noun after a number stands in the genitive.
GENITIVE = expression(
    r"(?!\w*[ая]х(?![а-яё]))[а-яё]{2,}(?:[оеё]в|ей|[иь]й|[бвгджзклмнпрстфхцчшщ]|[аяыи])"
)
