"""Given names as people bear them in Russia and around it: only to notice a list of people and seal it.

No surnames, nobody in particular. A name missing here weakens one of several signs, not the rule.
"""

from __future__ import annotations

_RUSSIAN = """
александр алексей анатолий андрей антон аркадий арсений артем артур богдан борис вадим валентин
валерий василий виктор виталий владимир владислав вячеслав геннадий георгий глеб григорий даниил
данила денис дмитрий евгений егор иван игорь илья иннокентий кирилл константин лев леонид макар
максим марат марк матвей михаил никита николай олег павел петр роман руслан савелий святослав семен
сергей станислав степан тимофей тимур федор филипп эдуард юрий яков ярослав александра алена алина
алиса алла анастасия анна антонина валентина валерия варвара вера вероника виктория галина дарья
диана евгения екатерина елена елизавета жанна зинаида зоя инна ирина карина кира клавдия ксения
лариса лидия любовь людмила маргарита марина мария надежда наталия наталья нина оксана олеся ольга
полина раиса римма светлана софия софья таисия тамара татьяна ульяна юлия яна
абдулла абдурахман азамат азиз айдар акмаль алишер алмаз анвар арсен арслан асхат ахмад ахмед бахтиёр
бахром бекзод бобур давлат далер джамшед джахонгир дильшод достон дурдона жасур зафар ильдар ильнур
ислам исмаил камол магомед махмуд мехмет мурад муса мухаммад назар нурлан нурсултан отабек парвиз
рамазан рамиль расул равшан ринат рустам саид салават санжар сардор собир султан тахир ульяс умар
умид фарид фаррух фархад хасан хусейн шамиль шерзод шухрат эльдар эмиль юсуф айгуль гульнара динара
зарина зухра лейла малика мадина нигора рано сабина фатима феруза шахноза эльмира гузель
"""

_NEIGHBOURS = """
олександр олексій анатолій андрій дмитро євген іван ігор кирило костянтин микола михайло олег павло петро
сергій степан тарас юрій ярослав василь володимир віктор віталій григорій ганна дарина ірина катерина
людмила марія надія наталія оксана олена ольга світлана тетяна юлія аляксандр аляксей андрэй дзмітрый
яўген уладзімір міхаіл мікалай сяргей васіль віктар ганна алена вольга кацярына наталля святлана таццяна
аскар асхат бауржан болат даурен ерлан жанибек кайрат марат нурлан нұрлан серик темирлан асель айгүл алия
гүлнар динара сауле абдулло бахтиер давлатбек джамолиддин зафар илхом искандар манучехр насим парвиз
рустам саидджон сухроб фаррух фаррухи фирдавс шариф шахноз шаҳноз хуршед шерали акбар бобур дилшод жавохир
шахзод бекзод нодир олим тохир эркин арман ваган гагик давид карен левон мгер тигран гиоргий заур вахтанг
"""

_FURTHER = """
адам аднан аким акрам али алихан амир амирхан анзор ариф аслан асланбек ахмат ахмед бекхан беслан бислан булат
бунёд бувайсар ваха висхан гамид гасан гусейн даврон дауд джабраил дзамболат докка заурбек зелимхан зияд
зубайр идрис ибрагим иброхим ильхам имран иса искандер ихван казбек камиль карим комрон курбан лечи  лукман
магомедали майрбек малик мансур масхуд мовлади мовсар муслим мустафа мухтар нажмуддин насрулло нурали нуриддин одил
олимджон ораз осман охунджон расим рашид рауф рахим резван рузибой руслон садриддин сайфулло саламбек саидамин
самвел сафар сулейман сулим султонбек толиб турпал турпал-али тохир тимурбек уктам улугбек умед умар усман фаридун
файзулло фирдавс фозил хабиб хава хаважи хаким хамзат халид хамид хикмат шавкат шахбоз шарип шахрух шерзад
эшмат эльбрус эрадж юнус якуб абакар адлан алихон арби асадулло аюб баходур бобомурод гайрат дилмурод жамшид зоир
зокир икром илёс иномжон исломжон истам кахрамон лутфулло махмадали махмуд мирзо музаффар муроджон нозим обид
озод расулджон ражаб самандар сайид собит сироджиддин султонали тоджиддин тулкин хамро хожи хуршид шамс
ширин элмурод эмомали юнусжон ярали аиша айшат асет барият бахор гулчехра гулнора дилором дилфуза жамиля заира
зарема зулайхан зулфия камила лайло луиза мавлуда мадинат манижа маржан марьям мехринисо мунира мухаббат
наргис насиба нилуфар нозанин озода патимат пирдавс райхон румиса саодат саида садокат сайёра севара ситора
тамила умида фариза хадижат хеда хеди хурсанд шарофат эсет юлдуз ясмина аделина альбина альфия анжела аркадий
артемий арсентий бронислав вениамин вилен влада владлена всеволод герман демид демьян елисей ефим захар зоя иосиф
капитолина кузьма лаврентий леон лука лилия любава майя марианна милана мирон мирослав назар нестор никодим
оскар остап платон прохор ратмир родион рудольф саша сава севастьян серафим спартак степанида стефан тарас
трофим устин федот фома харитон чингиз эмма эрик ян ярослава ильгиз ильшат ирек наиль радик рафаэль рафик ренат
рустем фанис флюра фирдаус хамис шамсутдин булат айрат алмас баир батор доржи бато даши жаргал мерген чимит
"""

_LATIN = """
aleksandr alexander alexey aleksei anatoly andrei andrey anton artem boris denis dmitri dmitry evgeny
igor ilya ivan konstantin leonid maksim maxim mikhail nikita nikolai oleg pavel petr roman ruslan sergei
sergey stanislav timur viktor vladimir yuri anastasia anna ekaterina elena irina maria natalia olga
svetlana tatiana yulia abdul ahmad ahmed akmal alisher azamat azizbek bakhtiyor bekzod davron farrukh
hasan ilyas ismail jamshid magomed mahmud mohamed mohammad mohammed muhammad mustafa nurlan otabek
ravshan rustam said sardor shamil sherzod shukhrat sultan tahir umar umid yusuf zafar aigul dinara
fatima gulnara leila madina malika nigora zarina petr pyotr semen semyon mariia mariya oleksandr mykola andrii
volodymyr
"""

_ENGLISH = """
james john robert michael william david richard joseph
thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin
brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric mary patricia jennifer
linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley dorothy jose
juan carlos luis jorge miguel pedro ana guadalupe rosa
peter chris stacy stephen scott frank raymond gregory samuel patrick jack dennis jerry tyler aaron henry adam nathan
zachary walter kyle harold carl jeremy gerald keith roger arthur lawrence albert joe bruce willie billy jordan ralph
roy eugene wayne philip phillip randy howard russell bobby harry todd craig alan shawn martin danny ernest kim donna
carol michelle emily amanda melissa deborah stephanie rebecca laura cynthia kathleen amy angela anna pamela nicole
samantha katherine emma ruth christine catherine debra rachel carolyn janet diane julie joyce heather teresa
francisco jesus antonio alejandro manuel ricardo fernando roberto eduardo rafael javier raul hector sergio mario
marco oscar ramon ruben cesar armando alberto enrique gerardo julio diego andres pablo maria sofia gabriela
veronica claudia adriana alejandra leticia yolanda silvia beatriz
"""

_SOUNDS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch y e iu ia".split(),  # noqa: SIM905
        strict=True,
    )
)
_ALSO = (
    ("iu", "yu"),
    ("ia", "ya"),
    ("kh", "h"),
    ("i", "y"),
    ("ei", "ey"),
    ("ai", "ay"),
    ("e", "ye"),
)


def _in_cases(name: str) -> set[str]:
    """A name as letters and orders decline it."""
    if name.endswith("ия"):
        return {name[:-1] + end for end in ("и", "ю", "ей")}
    if name.endswith("а"):
        return {name[:-1] + end for end in ("ы", "и", "е", "у", "ой")}
    if name.endswith(("я", "ь")):
        return {name[:-1] + end for end in ("и", "ю", "е", "ей", "я", "ем")}
    if name.endswith("й"):
        return {name[:-1] + end for end in ("я", "ю", "ем")}
    vowel = name[-1] in "аеиоуыэюя"
    return set() if vowel else {name + end for end in ("а", "у", "ом")}


def _in_latin(name: str) -> set[str]:
    """A name as passports spell it, in the usual ways."""
    spelt = "".join(_SOUNDS.get(letter, "") for letter in name)
    return {spelt, *(spelt.replace(one, other) for one, other in _ALSO)}


_CYRILLIC = frozenset((_RUSSIAN + _NEIGHBOURS + _FURTHER).split())
_SPELT = frozenset(spelt for name in _CYRILLIC if len(name) > 2 for spelt in _in_latin(name))
GIVEN_NAMES = frozenset(
    {*_CYRILLIC, *(form for name in _CYRILLIC if len(name) > 2 for form in _in_cases(name))}
    | {*_LATIN.split(), *_ENGLISH.split(), *_SPELT}
)
# Those of them that passports of these countries print in Latin letters.
PASSPORT_NAMES = frozenset({*_LATIN.split(), *_SPELT})
