"""Made-up persons in the forms in which lists name them, and returns that name somebody and list nobody."""

from __future__ import annotations

from tests.desk.made_up import INVENTED, Rows

SURNAMES = ("Белозубов", "Карпухин", "Дроздецкая", "Мухаметшин", "Цветаевский", "Лопаткова")
_GIVEN = ("Антон", "Кирилл", "Ольга", "Ильдар", "Семён", "Дарья")
_FATHERS = ("Антонович", "Кириллович", "Олеговна", "Ильдарович", "Семёнович", "Денисовна")
_CALLED = ("Белка", "Щегол", "Дрозд", "Барсук", "Филин", "Бобёр")
FULL = tuple(" ".join(parts) for parts in zip(SURNAMES, _GIVEN, _FATHERS, strict=True))
SHORT = tuple(
    f"{surname} {given[0]}.{father[0]}."
    for surname, given, father in zip(SURNAMES, _GIVEN, _FATHERS, strict=True)
)
_BORN = tuple(f"1{i}.0{i + 1}.198{i}" for i in range(6))

# What a person is called, six times over, and a word of it that may never be seen.
_CALLED_BY: dict[str, tuple[str, ...]] = {
    "in full": FULL,
    "with initials": SHORT,
    "initials first": tuple(f"{short[-4:]} {short[:-5]}" for short in SHORT),
    "in capitals": tuple(full.upper() for full in FULL),
    "in small letters": tuple(full.lower() for full in FULL),
    "with a rank": tuple(f"мл. сержант {full}" for full in FULL),
    "on three lines": tuple(full.replace(" ", "\n") for full in FULL),
    "surname and year": tuple(f"{surname}, 198{i}" for i, surname in enumerate(SURNAMES)),
    "surname alone": SURNAMES,
    "with a call sign": tuple(
        f"{surname} («{called}»)" for surname, called in zip(SURNAMES, _CALLED, strict=True)
    ),
    "to whom": ("Белозубову Антону", "Карпухину Кириллу", "Дроздецкой Ольге", "Лопатковой Дарье"),
    "of whom": ("Белозубова Антона Антоновича", "Карпухина Кирилла Кирилловича"),
    "Tajik": ("Рахимов Умед", "Холматов Фирдавс", "Назриев Комрон", "Юлдошев Бунёд"),
    "Tajik, of late": ("Рахмонзода Сухроб", "Назарзода Комрон", "Шарифзода Мавлуда"),
    "Chechen": ("Исраилов Бувайсар", "Мусаева Хеда", "Эльмурзаев Висхан", "Дадаев Анзор"),
    "Uzbek": ("Ergashev Shahboz Toxir o'g'li", "Toshboyeva Mavluda Rahim qizi"),
    "in Latin letters": ("BELOZUBOV ANTON", "KARPUKHIN KIRILL", "DROZDETSKAYA OLGA"),
    "Ukrainian": ("Білозуб Тарас Миколайович", "Шпак Оксана Іванівна"),
}
# What is said of persons without a name.
_NUMBERED_BY: dict[str, tuple[str, ...]] = {
    "land": tuple(f"77:01:000100{i}:10{i}" for i in range(6)),
    "cars": tuple(f"А12{i}ВС77" for i in range(6)),
    "bank cards": tuple(f"2200 1234 5678 901{i}" for i in range(6)),
    "foreign passports": tuple(f"75 123456{i}" for i in range(6)),
    "passports of Uzbekistan": tuple(f"AA123456{i}" for i in range(6)),
    "aliens": tuple(f"A12{i}-456-78{i}" for i in range(6)),
    "tax": tuple(f"77011234567{i}" for i in range(6)),
    "insurance": tuple(f"123-456-78{i} 0{i}" for i in range(6)),
    "telephones": tuple(f"8 912 345-67-8{i}" for i in range(6)),
    "accounts": tuple(f"@belka_{i}x" for i in range(6)),
}
_HEADS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "call signs": (("№", "Позывной"), tuple((str(i), c) for i, c in enumerate(_CALLED))),
    "three columns": (("а", "б", "в"), tuple(zip(SURNAMES, _GIVEN, _FATHERS, strict=True))),
    "two columns": (("а", "б"), tuple(zip(SURNAMES, _GIVEN, strict=True))),
    "born": (("Кто", "Г.р."), tuple((s, f"198{i}") for i, s in enumerate(SURNAMES))),
    "who refused": (
        ("Район", "Отказались"),
        tuple((f"Район {i}", f"{SHORT[i]}, {SHORT[i + 1]}, {SHORT[i + 2]}") for i in range(3)),
    ),
    "tax numbers and debts": (("ИНН", "Долг"), tuple((f"77011234567{i}", "5") for i in range(6))),
    "who is asked, who answers": (
        ("Район", "Бесед", "Кого", "Ответственный"),
        tuple((f"Район {i}", "3", SHORT[i], SHORT[i - 1]) for i in range(6)),
    ),
    "strange names under a head": (
        ("№", "Ф.И.О. иностранца"),
        (("1", "Нгуен Ван Хай"), ("2", "Чан Тхи Лан"), ("3", "Ле Ван Дык")),
    ),
}
LISTS: dict[str, Rows] = {
    **{
        f"{name}, {head}": [(INVENTED,), (head, "Итог"), *((who, "отказ") for who in called)]
        for name, called in {**_CALLED_BY, **_NUMBERED_BY}.items()
        for head in ("Кто", "Person")
    },
    **{name: [(INVENTED,), head, *rows] for name, (head, rows) in _HEADS.items()},
    "persons as columns": [("Показатель", *SHORT), ("Бесед", *"123456"), ("Согласие", *"010101")],
    "two persons": [("Кто", "Итог"), (SHORT[0], "да"), (SHORT[1], "нет")],
    "one person": [("ФИО", "Дата рождения"), (FULL[0], _BORN[0])],
    "a name in three rows": [
        (part, "отказ" if n == 0 else "")
        for full in FULL[:4]
        for n, part in enumerate(full.split())
    ],
    "beside a table of counts": [
        ("Район", "Опрошено", "", "Кто", "Когда"),
        *((f"Район {i}", str(i + 5), "", FULL[i], _BORN[i]) for i in range(6)),
    ],
}

_AREAS = ("Ивановский район", "Петровский район", "Каменск-Уральский", "Киров", "Павлово", "Ростов")


def _areas(*more: str) -> Rows:
    return [("Район", "Опрошено"), *((area, str(i + 5)) for i, area in enumerate(_AREAS)), more]


RETURNS: dict[str, Rows] = {
    "areas called after people": _areas("Всего", "45"),
    "one signature": _areas("Глава администрации", SHORT[0]),
    "an executor": _areas(f"Исп. {SHORT[1]}, тел. 8 495 123-45-67", ""),
    "approved above": [("", "УТВЕРЖДАЮ"), ("", "Глава района"), ("", SHORT[0]), *_areas()[:-1]],
    "who answers for each area": [
        ("Район", "Опрошено", "Согласились", "Ответственный", "Телефон"),
        *((a, str(i + 9), str(i), SHORT[i], f"8 495 123-45-6{i}") for i, a in enumerate(_AREAS)),
    ],
    "military commissars": [
        ("Военный комиссариат", "Военный комиссар", "План"),
        *((area, SHORT[i], str(i + 30)) for i, area in enumerate(_AREAS)),
    ],
    "headmasters": [
        ("Учреждение", "Учеников", "Директор"),
        *((f"МБОУ СОШ № {i + 1}", str(300 + i), FULL[i]) for i in range(6)),
    ],
    "schools named after somebody": [
        ("Школа", "Учеников"),
        *((f"Школа № {i} им. {SHORT[i][-4:]} {SURNAMES[i]}а", str(300 + i)) for i in range(6)),
    ],
    "streets": [
        ("Улица", "Домов"),
        *((f"ул. {n}", "9") for n in ("Ленина", "Юрия Гагарина", "А.С. Пушкина", "Кирова")),
    ],
    "laws": [
        ("Закон", "Дел"),
        *((f"Закон № {i}4-ФЗ от 0{i + 1}.02.199{i}", "3") for i in range(6)),
    ],
    "a vote": [
        ("УИК", "Число избирателей", "Число бюллетеней", "Голосов за кандидата", "", ""),
        ("", "", "", *FULL[:3]),
        *((f"УИК № {i}", str(900 + i), str(800 + i), "30", "40", "50") for i in range(5)),
    ],
    "a contest": [
        ("Место", "Спортсмен", "Очки"),
        ("", "Чемпионат по лыжам", ""),
        *((str(i + 1), full.rsplit(" ", 1)[0], str(90 - i)) for i, full in enumerate(FULL)),
    ],
    "organisations with tax numbers": [
        ("Организация", "ИНН", "Работников"),
        *((f"ООО «Ромашка-{i}»", f"770112345{i}", str(i + 4)) for i in range(6)),
    ],
    "census blocks": [("GEOID", "Name"), *((f"48201100000{i}", f"Block {i}") for i in range(6))],
    "names given to children": [
        ("Имя ребёнка", "Рождений"),
        *((name, str(i + 300)) for i, name in enumerate(("Александр", "Михаил", "Артём", "Мария"))),
    ],
    "meat": [
        ("Вид", "Цена"),
        *((name, "300") for name in ("Говядина", "Свинина", "Баранина", "Конина", "Оленина")),
    ],
    "documents counted": [
        ("Район", "Выдано паспортов", "Выдано СНИЛС"),
        *((area, str(1200 + i), str(1300 + i)) for i, area in enumerate(_AREAS)),
    ],
    "polling stations": [
        ("УИК", "Адрес", "Избирателей"),
        *((f"УИК № {i}", f"ул. Лесная, д. {i + 1}", str(i + 900)) for i in range(6)),
    ],
}
