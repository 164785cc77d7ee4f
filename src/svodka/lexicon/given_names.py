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
"""

GIVEN_NAMES = frozenset((_RUSSIAN + _NEIGHBOURS + _LATIN + _ENGLISH).split())
# Those of them that passports of these countries print in Latin letters.
PASSPORT_NAMES = frozenset(_LATIN.split())
