"""The real conflicts of published counts come out, also in other words and numbers; honest pairs stay unaccused."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

import polars as pl
import pytest

from svodka.cli.language import said
from svodka.desk.build import build_case
from svodka.desk.case import open_case
from svodka.desk.founding import new_case
from svodka.desk.ledger import ledger_of
from svodka.desk.take import take_in
from svodka.lexicon.areas import find
from svodka.lexicon.codebooks import load
from svodka.model.finding import Finding, Kind
from svodka.reconcile.sources import conflicts
from tests.desk.test_build import Silent
from tests.reconcile.retold import found_in, of_rows, of_texts

Corpus = Callable[[str], Path]


def of_kind(kind: Kind, found: tuple[Finding, ...], words: str = "") -> list[Finding]:
    return [one for one in found if one.kind is kind and words in one.words]


POPULATIONS = [
    (
        "За месяц к 27 декабря 2023 года на воинский учёт поставлено более 1500 человек. "
        "Кроме того, контракт заключили более 140 иностранных граждан.",
        "На воинский учёт поставлено 1500 человек, из них 140 человек заключили контракт.",
    ),
    (
        "За месяц к 14 марта 2025 года в Новгородской области на учёт поставили свыше 2300 человек. "
        "Сверх того, 310 иностранцев подписали контракты.",
        "В Новгородской области на учёт поставили 2300 человек, 310 из которых подписали контракт.",
    ),
    (
        "Помимо 47 доставленных в военкомат, контракт в Пермском крае в октябре 2023 года заключили "
        "22 иностранца.",
        "В Пермском крае доставили в военкомат 47 человек, среди них 22 заключили контракт.",
    ),
]
GROUPS = [
    (
        "К 27 июня 2024 года в России на воинский учёт поставлено более 30 тысяч получивших гражданство.",
        "Более 30 тысяч мигрантов поставлено на воинский учёт в России.",
    ),
    (
        "В Омской области поставлено на учёт 870 беженцев\n\n"
        "В октябре 2024 года в Омской области на воинский учёт поставлено 870 человек, приобретших "
        "гражданство.",
        "Прочие известия.",
    ),
    (
        "В мае 2024 года в Томской области контракт заключили 64 должника.",
        "В мае 2024 года в Томской области 64 осуждённых заключили контракт.",
    ),
]
STAGES = [
    (
        "К 27 июня 2024 года в России на воинский учёт поставлено 30 тысяч человек, около 10 тысяч человек "
        "направлены в зону СВО.",
        "К 20 мая 2025 года в России поймано 80 тысяч человек, на фронте находятся 20 тысяч человек.",
    ),
    (
        "К 1 марта 2024 года в Тульской области на воинский учёт поставлено 900 человек, отправлены "
        "в зону СВО 250 человек.",
        "К 1 марта 2025 года в Тульской области задержано 2150 человек, из них 600 человек воюют.",
    ),
    (
        "К 1 июля 2024 года в Курской области на воинский учёт поставлено 410 человек, "
        "отправлены на фронт 120 человек.",
        "К 1 июля 2025 года в Курской области отловлено 530 человек, 190 человек на фронте.",
    ),
]
SHARES = [
    "Половина обращений приходится на одну группу, треть – на другую, 10 % – на третью и 10 % – на четвёртую.",
    "Из обратившихся почти половину составляют призывники, около трети – контрактники, 15 % – резервисты "
    "и 8 % – родственники.",
    "Треть вопросов касается отпуска, ещё треть – перевода, четверть – лечения, 12 % – розыска.",
]
HEADLINES = [
    "Якутия: план 500 человек в неделю\n\n"
    "На каждый из 36 районов Якутии приходилось 15 человек. Недельный план Якутии – 540 человек.",
    "Забайкалье должно набрать 300 человек за месяц\n\n"
    "В октябре 2023 года план Забайкальского края – 12 человек на каждый из 28 районов, то есть 336 человек.",
    "Тысяча контрактников в Бурятии\n\nВ июле 2024 года в Бурятии контракт заключили 870 человек.",
]
MONEY = [
    "К 1 августа 2024 года в России контракт заключили 640 тысяч человек. За то же время произведено около "
    "426 тысяч единовременных выплат.",
    "За 2024 год в Самарской области контракт заключили 5200 жителей. По отчёту об исполнении бюджета за "
    "2024 год в Самарской области перечислено 3900 выплат.",
    "В 2024 году в Калужской области контракт подписали 2,4 тыс. человек. Бонус за это время получили "
    "1,9 тыс. человек.",
]
PACES = [
    "В сентябре 2023 года выполнена треть плана. К декабрю 2023 года обещают 80 % плана.",
    "К июлю годовой план набора исполнен на 20 %. Военком рассчитывает, что к ноябрю план будет исполнен на 90 %.",
    "По итогам первого полугодия 2024 года план в Марий Эл выполнен на четверть. Глава республики пообещал "
    "выполнить план на 100 % до конца года.",
    "В августе область выполнила четверть плана, а к концу года ожидается 95 % плана.",
]
MEASURES = [
    (
        "В сентябре 2023 года в России контракт заключили более 50 тысяч человек.",
        "За сентябрь 2023 года в России на службу поступили 38 тысяч добровольцев.",
    ),
    (
        "В мае 2024 года в Пензенской области контракт заключили 700 человек.",
        "За май 2024 года в Пензенской области на службу приняты 520 добровольцев.",
    ),
    (
        "В первом квартале 2025 года в Кировской области изъявили желание 1210 человек.",
        "В первом квартале 2025 года в Кировской области контракт подписали 460 человек.",
    ),
]


@pytest.mark.parametrize("pair", POPULATIONS)
def test_what_was_apart_and_is_told_as_a_part_is_found(pair: tuple[str, str]) -> None:
    (one,) = of_kind(Kind.POPULATION, found_in(*pair))
    assert {cell.document for cell in one.cells} == {1, 2}
    assert "apart from" in one.words
    assert len(of_kind(Kind.POPULATION, found_in(*reversed(pair)))) == 1


@pytest.mark.parametrize("pair", GROUPS)
def test_one_number_under_two_names_of_a_group_is_found(pair: tuple[str, str]) -> None:
    assert of_kind(Kind.WORDS, found_in(*pair), "is said of")


@pytest.mark.parametrize("pair", STAGES)
def test_stages_that_a_later_document_replaces_are_not_subtracted(pair: tuple[str, str]) -> None:
    found = of_kind(Kind.WORDS, found_in(*pair), "not comparable as stated")
    assert len(found) == 2
    assert all(one.start < one.end for one in found)
    assert not of_kind(Kind.SOURCES, found_in(*pair))


@pytest.mark.parametrize("text", SHARES)
def test_shares_in_words_that_exceed_the_whole_are_rounding_and_said_to_be(text: str) -> None:
    (one,) = of_kind(Kind.SHARES, found_in(text))
    assert one.statistic is not None
    assert one.statistic > 100
    assert "no error" in one.words
    assert len(one.cells) == 4


@pytest.mark.parametrize("text", HEADLINES)
def test_a_headline_is_held_against_its_own_text(text: str) -> None:
    (one,) = of_kind(Kind.HEADLINE, found_in(text))
    assert len(one.cells) == 2


@pytest.mark.parametrize("text", MONEY)
def test_people_against_payments_are_a_ratio_and_no_correction(text: str) -> None:
    (one,) = of_kind(Kind.METHODS, found_in(text), "ratio")
    assert "neither corrects the other" in one.words
    first, second = text.split(". ", 1)
    assert (
        of_kind(Kind.METHODS, found_in(f"{first}.", second), "ratio")
        or "то же" in text
        or "это" in text
    )


def test_the_published_ratio_has_its_two_operands() -> None:
    (one,) = of_kind(Kind.METHODS, found_in(MONEY[0]), "ratio")
    assert one.statistic == pytest.approx(640 / 426)
    assert "ratio 1.50" in one.words


@pytest.mark.parametrize("text", PACES)
def test_a_promise_is_held_against_the_pace(text: str) -> None:
    (one,) = of_kind(Kind.PACE, found_in(text))
    assert "points a month" in one.words


@pytest.mark.parametrize("pair", MEASURES)
def test_totals_of_different_measures_are_listed_and_not_called_wrong(
    pair: tuple[str, str],
) -> None:
    found = found_in(*pair)
    (one,) = of_kind(Kind.METHODS, found, "differ by measure")
    assert not one.flagged
    assert not [other for other in found if other.flagged]


HONEST = [
    ("В Тверской области за октябрь 2024 года контракт заключили 80 человек.",) * 2,
    (
        "В Тверской области за октябрь 2024 года контракт заключили более 80 человек.",
        "В Тверской области за октябрь 2024 года контракт заключили 83 человека.",
    ),
    (
        "В 2024 году в Рязанской области контракт подписали 2,4 тыс. человек.",
        "В 2024 году в Рязанской области контракт подписали 2 381 человек.",
    ),
    (
        "В мае 2024 года в Томской области контракт заключили 64 человека.",
        "В июне 2024 года в Томской области контракт заключили 71 человек.",
    ),
    (
        "В мае 2024 года в Томской области контракт заключили 64 человека.",
        "В мае 2024 года в Омской области контракт заключили 71 человек.",
    ),
    (
        "На воинский учёт в Курской области поставлено 1500 человек, из них 140 заключили контракт.",
        "В Курской области на учёт поставили 1500 человек, в том числе 140 подписали контракт.",
    ),
    (
        "В Курской области на учёт поставлено 200 человек, 30 заключили контракт, 12 направлены в войска.",
        "В Орловской области на учёт поставлено 90 человек, 20 заключили контракт, 8 направлены в войска.",
    ),
    ("Половина обращений – о переводе, треть – об отпуске, 10 % – о лечении.", ""),
    ("Число обращений выросло на 60 %, на 30 % – число жалоб, на 20 % – число исков.", ""),
    ("В крае выпускается 23 % объёма, 40 % оборота, 20 % численности и 37 % налогов региона.", ""),
    ("К маю план исполнен на 40 %, к декабрю ожидается 100 % плана.", ""),
    (
        "Более 80 контрактов в Тверской области\n\nВ октябре 2024 года в Тверской области контракт "
        "заключили 83 человека.",
        "",
    ),
    (
        "За октябрь 2024 года в Курской области контракт заключили 300 человек. "
        "Выплачено по 400 тысяч рублей.",
        "",
    ),
]


@pytest.mark.parametrize("texts", HONEST)
def test_honest_documents_are_not_accused(texts: tuple[str, str]) -> None:
    assert [one for one in found_in(*filter(None, texts)) if one.flagged] == []


def test_figures_of_one_slot_that_differ_beyond_their_words_are_named_and_not_settled() -> None:
    one, other = (
        f"В Тверской области за октябрь 2024 года контракт заключили {words} человек."
        for words in ("около 80", "135")
    )
    (found,) = of_kind(Kind.SOURCES, found_in(one, other))
    assert found.words == "~80 in D-0001 differs from 135 in D-0002; which came first is not said"
    assert (found.area, found.measure, found.start) == ("RU-TVE", "signed", "2024-10-01")


def test_which_cites_which_is_said_where_the_words_say_it() -> None:
    first = "По данным vestnik.example, в Тверской области за октябрь 2024 года контракт заключили 80 человек."
    second = "В Тверской области за октябрь 2024 года контракт заключили 95 человек, передаёт vestnik.example."
    (found,) = of_kind(Kind.SOURCES, found_in(first, second))
    assert "cites vestnik.example" in found.words


def test_origins_stand_side_by_side_with_what_each_cannot_see() -> None:
    sentence = "В Тверской области за октябрь 2024 года контракт заключили {} человек."
    both = pl.concat(
        [
            of_texts(sentence.format(85)),
            of_texts(sentence.format(85), voice="monitor").with_columns(
                document=pl.lit(2, pl.Int64)
            ),
        ]
    )
    (found,) = conflicts(both, load("communiques"))
    assert not found.flagged
    assert found.words.startswith("origins side by side: press 85, monitor 85; monitors show")


def test_every_conflict_of_the_demonstration_comes_out_and_has_russian_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_case(tmp_path / "case", "communiques")
    with (
        open_case(tmp_path / "case") as case,
        resources.as_file(resources.files("svodka.desk").joinpath("samples/public")) as heap,
    ):
        list(take_in(case, [heap], "press", "public"))
        build_case(case, 1, None, Silent())
        found = conflicts(ledger_of(case, contexts=True), load("communiques"))
    wanted = {
        Kind.POPULATION: "140",
        Kind.SHARES: "103.3 %",
        Kind.HEADLINE: "500 differs from 540",
        Kind.PACE: "80 %",
    }
    assert all(len(of_kind(kind, found, words)) == 1 for kind, words in wanted.items())
    assert len(of_kind(Kind.WORDS, found, "migrants")) == 1
    for words in (">30000 registered", "80000 caught", "~10000 sent", "20000 at_front"):
        assert of_kind(Kind.WORDS, found, words)
    assert len(of_kind(Kind.METHODS, found, "ratio 1.50")) == 1
    assert [one.flagged for one in of_kind(Kind.METHODS, found, "differ by measure: >50000")] == [
        False
    ]
    assert not of_kind(Kind.SOURCES, found)
    monkeypatch.setenv("SVODKA_LANG", "ru")
    assert [one.words for one in found if said(one.words) == one.words] == []


def test_a_table_may_hold_the_part_that_a_text_puts_apart() -> None:
    text = of_texts(POPULATIONS[0][0])
    table = of_rows(
        {"document": 2, "anchor": f"cell=B{n}", "value": value, "row_path": json.dumps(path)}
        for n, value, path in (
            (2, 1500.0, ["Поставлено на учёт"]),
            (3, 140.0, ["Поставлено на учёт", "из них заключили контракт"]),
        )
    )
    (one,) = of_kind(Kind.POPULATION, conflicts(pl.concat([text, table]), load("communiques")))
    assert [cell.document for cell in one.cells] == [1, 1, 2, 2]


def test_a_table_of_shares_may_exceed_the_whole() -> None:
    def table(*values: float) -> pl.DataFrame:
        return of_rows(
            {
                "document": 1,
                "anchor": f"cell=B{n}",
                "unit": "percent",
                "value": value,
                "row_path": json.dumps([f"тема {n}"]),
                "title": '["Распределение обращений, %"]',
            }
            for n, value in enumerate(values)
        )

    (one,) = conflicts(table(52, 31, 12, 11), None)
    assert one.flagged
    assert "= 106 %" in one.words
    (rounded,) = conflicts(table(50, 33, 8, 10), None)
    assert not rounded.flagged
    assert conflicts(table(50, 33, 7, 10), None) == ()


CHANNELS = {"Sick": "Confirmed", "Healed": "Recovered", "Die": "Deaths"}
MEASURE = {"Confirmed": "confirmed", "Deaths": "died"}


def bulletins(folder: Path) -> Iterator[dict[str, object]]:
    """Both channels of 1 to 19 June 2020, confirmed and deaths, one row a figure."""
    for offset in range(19):
        day = date(2020, 6, 1) + timedelta(days=offset)
        with (folder / "hq-daily" / f"{day}.csv").open(encoding="utf-8") as lines:
            for line in csv.DictReader(lines):
                if line["Region Id"] != "99":
                    counts = {CHANNELS[head]: line[head] for head in ("Sick", "Die")}
                    yield from cells(1 + offset, day, line["Region Name"], counts, "hq")
        for item in ministry(folder / "minzdrav-daily", day):
            yield from cells(101 + offset, day, str(item["LocationName"]), item, "map")


def ministry(folder: Path, day: date) -> list[dict[str, object]]:
    data = folder / f"{day:%m%d}.json"
    if data.exists():
        return list(json.loads(data.read_text("utf-8"))["Items"])
    with data.with_suffix(".csv").open(encoding="utf-8") as lines:
        return [dict(line) for line in csv.DictReader(lines)]


def cells(
    document: int, day: date, region: str, counts: Mapping[str, object], channel: str
) -> Iterator[dict[str, object]]:
    area = find(region)
    for head, measure in MEASURE.items():
        if area:
            yield {
                "document": document,
                "anchor": f"cell={area}-{head}",
                "area": area,
                "as_of": day,
                "basis": "as_of",
                "measure": measure,
                "measure_label": f"{channel} {head}",
                "value": float(str(counts[head])),
                "column_path": json.dumps([f"{channel} {head}"]),
            }


def test_two_channels_that_agree_are_one_feed_and_the_one_difference_is_named(
    corpus: Corpus,
) -> None:
    figures = of_rows(bulletins(corpus("ru-covid-bulletins")))
    found = conflicts(figures, None)
    (differs,) = [one for one in found if one.flagged]
    assert (differs.area, differs.start, differs.measure) == ("RU-KHA", "2020-06-09", "died")
    assert differs.words.startswith("18 in D-0009 differs from 17 in D-0109")
    feeds = of_kind(Kind.SOURCES, found, "one feed")
    assert sum(one.among for one in feeds) == 2 * 1615
    assert all("confirms nothing" in one.words and not one.flagged for one in feeds)


def test_official_prose_without_conflicts_is_not_accused(corpus: Corpus, tmp_path: Path) -> None:
    """Programmes, orders and weekly releases, each beside all others."""
    new_case(tmp_path / "case", "communiques")
    folder = corpus("ru-official-prose")
    texts = sorted(folder.glob("rurebus/*.txt")) + sorted(folder.glob("dedoc-laws/**/*.txt"))
    for number, line in enumerate((folder / "mintrud-weekly-prose" / "weekly.jsonl").open("rb")):
        place = tmp_path / f"weekly-{number}.txt"
        place.write_text(str(json.loads(line)["text"]), "utf-8")
        texts.append(place)
    with zipfile.ZipFile(folder / "rurebus" / "train_part_2.zip") as more:
        names = sorted(name for name in more.namelist() if name.endswith(".txt"))
        for number, name in enumerate(names):
            place = tmp_path / f"programme-{number}.txt"
            place.write_bytes(more.read(name))
            texts.append(place)
    with open_case(tmp_path / "case") as case:
        list(take_in(case, texts, "official", "public"))
        build_case(case, 1, None, Silent())
        ledger = ledger_of(case, contexts=True)
    assert ledger.filter(pl.col("context") != "").height > 1000
    assert [one for one in conflicts(ledger, load("communiques")) if one.flagged] == []
