"""Parts of names that end like no Russian one: only to notice that a column lists people.

No part proves anything alone; nobody in particular is known. Chinese names are told by their
syllables in the official transcription beside one of the few surnames in use.
"""

from __future__ import annotations

import unicodedata

from svodka.lexicon.patterns import expression

_CAUCASUS = """
гиорги георги давит ираклий зураб вахтанг нодар тамаз шота мамука отар тенгиз кахабер малхаз ника дато лаша
нино тамар кетеван хатия мариам нана этери ламара ашот грант армен тигран арам саркис вардан нарек эдгар ованес
анаит ануш асмик гаяне рузанна лусине шушан рашад эльчин вугар турал орхан ровшан ильгар намик видади самир
анар азер вюсал ильхам мехман айтен гюнель севиндж гюльнар турпал апти супьян ризван шарани тамерлан сайхан
умалат бекхан лом-али хамид сайд-магомед расита петимат зулай марха седа милана хава
"""
_CENTRAL_ASIA = """
ойбек улугбек отабек нодирбек дильшод нурбек тилек бакыт эрлан азамат мирлан кубат кубанычбек талант чынгыз
айбек бектур жаныбек алмазбек айнура айпери жылдыз гүлзат бермет жазгуль серік қайрат нұрлан бекзат асқар
ержан ерболат даулет арман санжар мирас ансар диас алихан айдос еркин бақыт ерлан мейрам қуаныш айгерім жанар
хусрав бобо бобоназар исмоил холик файз давлат сафар назар шодмон сайвали гулмурод мирали носир курбоннаси
мехроб манучехр гулрухсор сарвиноз мастура оразгелди гурбангулы мердан батыр довран мяхри огулнар
айдыс чойган чойгана аяс буян начын шолбан артыш сайын кежик мерген чаяна айлаана солбон алдар булат цырен
дугар зоригто цыден аюр бэлигто сэсэг туяна арюна дарима
монгуш ооржак кужугет ондар сарыглар хертек куулар донгак салчак сат тюлюш чамзы хомушку кыргыс иргит сарыг-оол
"""
_EAST = """
ким пак цой тен хегай югай нам шин хван хан лим сон кан чон юн дегай огай шегай тян тягай ногай эм ли чжан ван
нгуен чан фам ле хоанг хюинь фан ву во данг буй до хо нго зыонг ли тхи ван дык куок чинь динь дао дам лыонг
бён мин джун ён сын хи
"""
_SOUTH_AND_WEST = """
мухаммад мухаммед мохаммед мохамед мохаммад ахмад ахмед ахмет абдул абдель абд аль махмуд халед халид юсеф юсуф
салех хуссейн хусейн хасан аббас мустафа ибрагим исмаил омар усама тарек самир джамал набиль фади рами зияд
карим рашид саид салим хамза билал мансур сулейман файсал хишам валид аднан басим фатима зейнаб мариам амина
йылмаз демир челик кайя шахин озтюрк айдын арслан доган кылыч аслан мехмет эмре хакан мурат гёкхан озан бурак
мерт айше фатма хатидже зейнеп элиф
сингх кумар шарма патель гупта рам лал раджеш санджай амит викрам рави сунил анил раджу манодж дипак прем ашок
суреш рамеш кришна хан икбал рахман хоссейн ислам уддин алам мия бегум миах
тапа гурунг таманг шрестха рай магар лама бахадур бикрам кумари бхандари адхикари кхадка карки басне шерпа
родригес гарсия перес эрнандес гонсалес лопес мартинес санчес диас фернандес рамирес торрес крус моралес ортис
хосе хуан луис карлос мигель педро хорхе франсиско хавьер рафаэль фернандо алехандро рикардо марио рауль
ёсвани ёандри леонардо альберто эдуардо андрес антонио мануэль
мамаду усман ибрахима абдулай амаду муса кофи кваме чукву олумиде адебайо тесфайе хайле абебе мвамба
силва переуира сантуш жоау жозе
шмидт миллер вагнер браун кох шульц вебер фишер майер бауэр беккер шефер вальдемар генрих рейнгольд готлиб
"""
_UNENDED = """
коваль мельник швець швец гончар мороз бондар бондарь кравец кравець ткач кучер олійник олейник москаль чумак козак
козел бойко сорока соболь ворона заяц заєць волк воробей гусь кот жук мазур приходько москаленко руденко дьяк
черных белых седых живаго дурново петренко остап ждан аглая фекла савва мстислав орест назарій любомир зіновій
"""
_LATIN = """
nguyen tran pham le hoang huynh phan vu vo dang bui do ho ngo duong ly van thi duc minh quoc
li wang zhang chen liu zhao huang zhou wu xu sun hu zhu gao lin guo ma luo liang song zheng xie tang feng dong
kim park choi jung kang cho yoon lim han shin
mohammed mohammad mohamed muhammad ahmed ahmad mahmoud khaled khalid youssef yousef hassan hussein abdul abdel
abdullah abdulrahman omar ibrahim mustafa ali said salim tariq bilal hamza karim rashid saleh abbas
yilmaz celik sahin demir ozturk kaya yildiz aydin arslan dogan kilic mehmet omer gokhan emre hakan burak murat
ayse fatma zeynep elif
eliyev aliyev memmedov mammadov huseynov quliyev hesenov resad elcin vuqar tural orxan ilqar leyla
singh kumar sharma patel gupta rajesh sanjay amit vikram ravi sunil bahadur thapa gurung tamang shrestha rai
magar lama adhikari khadka karki sherpa
rodriguez garcia perez hernandez gonzalez lopez martinez sanchez fernandez ramirez torres cruz morales ortiz
"""

_INITIAL = "чж|цз|[бпмфдтнлгкхцсчшжв]"
_FINAL = (
    "уань|юань|уай|уан|уа|уй|унь|ун|юнь|юн|юй|юэ|яо|янь|ян|инь|ин|ань|ан|ай|ао|энь|эн|эй|ей|эр|оу"
    "|я|а|э|и|у|ю|о|е|ы"
)
_SYLLABLES = expression(rf"(?:(?:{_INITIAL})?(?:{_FINAL})){{1,2}}")
_CHINESE = frozenset(
    """
ван ли чжан лю чэнь ян чжао хуан чжоу у сюй сунь ху чжу гао линь хэ го ма ло лян сун чжэн се хань тан фэн дун
сяо чэн цао юань дэн фу шэнь цзэн пэн люй су лу цзян цай цзя дин вэй сюэ е янь юй пань ду дай ся чжун тянь жэнь
фань фан ши яо тань ляо цзоу сюн цзинь хао кун бай цуй кан мао цю цинь гу хоу шао мэн лун вань дуань лэй цянь
""".split()  # noqa: SIM905
)

_PARTS = frozenset(
    (_CAUCASUS + _CENTRAL_ASIA + _EAST + _SOUTH_AND_WEST + _UNENDED)
    .lower()
    .replace("ё", "е")
    .split()
)
_LATIN_PARTS = frozenset(_LATIN.split())
_PARTICLES = frozenset(
    "аль ал эль ад ас аз аш ан ат ар ибн бин бен бинт абу де ла дель да дос оглы оглу кызы угли улы"  # noqa: SIM905
    " al el ad as ibn bin ben bint abu de la del da dos oglu qizi".split()
)
_BARE_LATIN = str.maketrans("əıđøłƏIĐØŁ", "eidoleidol")


def is_particle(word: str) -> bool:
    """Whether a word stands within names in small letters."""
    return word.lower() in _PARTICLES


def is_part_abroad(word: str) -> bool:
    """Whether a word is borne as a name, or as part of one, beyond Russian endings."""
    low = word.lower().replace("ё", "е")
    if low.isascii() or not _is_cyrillic(low):
        return _bare(low) in _LATIN_PARTS
    return low in _PARTS or low.partition("-")[0] in _PARTICLES or low.endswith(_ENDS)


_ENDS = ("зода", "заде", "швили", "дзе")


def is_chinese(words: list[str]) -> bool:
    """Whether two or three words are a Chinese surname with syllables of a given name."""
    low = [word.lower() for word in words]
    return (
        len(low) in (2, 3)
        and (low[0] in _CHINESE or low[-1] in _CHINESE)
        and all(_SYLLABLES.fullmatch(word) for word in low)
    )


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in text)


def _bare(text: str) -> str:
    """Latin letters without their marks: Nguyễn is Nguyen."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_BARE_LATIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
