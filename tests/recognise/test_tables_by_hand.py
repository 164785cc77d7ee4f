"""Small made-up sheets, one for each habit of real tables, and the paths a person would read."""

from __future__ import annotations

from dataclasses import replace

from svodka.model import Grid, GridKind, Merge, PageBox, Table, Value
from svodka.recognise.tables import NO_HEAD, tables


def sheet(text: str, *, merges: tuple[Merge, ...] = (), kind: GridKind = GridKind.SHEET) -> Grid:
    """A grid from lines of cells parted by bars; what reads as a number is one."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, lines))

    def value(cell: str) -> Value:
        try:
            return float(cell)
        except ValueError:
            return cell or None

    rows = tuple(tuple(map(value, line)) + (None,) * (width - len(line)) for line in lines)
    return Grid(kind=kind, rows=rows, merges=merges)


def only(grid: Grid) -> Table:
    (table,) = tables([grid])
    return table


def test_a_form_is_read_with_its_numbering_head_and_signature_apart() -> None:
    table = only(
        sheet("""
 | | | | | | Приложение № 1
Сведения о ходе работы за период с 2 по 8 октября 2023 года
№ п/п|Наименование МО|План|Охвачено| |Согласились|
 | | |всего|за неделю|всего|за неделю
1|2|3|4|5|6|7
1|Город Верхний|100|50|5|3|1
2|Район Дальний|80|40|-|2|-
 |ИТОГО|180|90|5|5|1

Начальник отдела| | | | |А.А. Образцов
""")
    )
    assert table.row_paths == (("Город Верхний",), ("Район Дальний",), ("ИТОГО",))
    assert table.column_paths == (
        ("План",),
        ("Охвачено", "всего"),
        ("Охвачено", "за неделю"),
        ("Согласились", "всего"),
        ("Согласились", "за неделю"),
    )
    assert table.title[-1] == "Сведения о ходе работы за период с 2 по 8 октября 2023 года"
    assert set(table.outside) == {(4, column) for column in range(7)} | {(5, 0), (6, 0)}
    assert "Начальник отдела" in table.notes


def test_the_same_columns_printed_again_beside_the_first_are_unfolded() -> None:
    first, second = tables([sheet("Регион|Число|Регион|Число\nТверь|1|Тула|2\nОрёл|3|Омск|4")])
    assert first.row_paths == (("Тверь",), ("Орёл",))
    assert second.row_paths == (("Тула",), ("Омск",))
    assert second.body_columns == (3,)


def test_years_down_a_column_name_the_rows() -> None:
    table = only(sheet("Год|Число\n2015|100\n2016|150\n2017|90"))
    assert table.row_paths == (("2015",), ("2016",), ("2017",))
    assert table.body_columns == (1,)
    assert table.transposed


def test_parts_in_a_row_of_their_own_end_where_they_add_up() -> None:
    table = only(
        sheet("""
 |2015|2016
Всего|100|200
в том числе:| |
Тверь|40|120
Тула|60|80
Область Б|30|20
из них:| |
женщины|10|5
Область В|7|8
""")
    )
    assert table.row_paths == (
        ("Всего",),
        ("Всего", "Тверь"),
        ("Всего", "Тула"),
        ("Область Б",),
        ("Область Б", "женщины"),
        ("Область В",),
    )


def test_a_total_below_the_last_section_is_not_of_that_section() -> None:
    table = only(
        sheet("""
Наименование|Январь|Февраль
Городское население| |
Тверь|1|2
Сельское население| |
Тверь|5|6
Всего|6|8
""")
    )
    assert table.row_paths == (
        ("Городское население", "Тверь"),
        ("Сельское население", "Тверь"),
        ("Всего",),
    )


def test_a_blank_row_within_a_table_does_not_cost_the_lower_rows_their_head() -> None:
    table = only(sheet("Имя|Январь|Февраль\nТверь|1|2\n\nОрёл|5|6"))
    assert table.row_paths == (("Тверь",), ("Орёл",))
    assert table.column_paths == (("Январь",), ("Февраль",))


def test_a_new_head_inside_a_block_begins_a_new_table() -> None:
    first, second = tables(
        [
            sheet("""
Таблица 1
Наименование|Январь|Февраль
Тверь|1|2
Таблица 2
Наименование|Март|Апрель
Тверь|3|4
""")
        ]
    )
    assert (first.title, second.title) == (("Таблица 1",), ("Таблица 2",))
    assert second.column_paths == (("Март",), ("Апрель",))


def test_a_repeated_head_is_no_row_of_the_body() -> None:
    table = only(sheet("Имя|Январь|Февраль\nТверь|1|2\nИмя|Январь|Февраль\nТула|3|4"))
    assert table.row_paths == (("Тверь",), ("Тула",))


def test_labels_that_recur_stand_under_the_label_before_them() -> None:
    table = only(
        sheet("""
 |2015|2016
Россия|10|20
Мужчины|4|9
Женщины|6|11
Тверь|3|5
Мужчины|1|2
Женщины|2|3
""")
    )
    assert table.row_paths[1] == ("Россия", "Мужчины")
    assert table.row_paths[5] == ("Тверь", "Женщины")
    assert table.row_depths == (0, 1, 1, 0, 1, 1)


def test_pairs_of_words_above_a_table_are_its_title() -> None:
    table = only(
        sheet("""
Организация:|Администрация города
Период:|октябрь 2023

Категория|Охвачено|Согласились
Студенты|10|1
Должники|20|2
""")
    )
    assert table.title == ("Организация: Администрация города", "Период: октябрь 2023")


def test_a_stub_may_stand_to_the_right() -> None:
    table = only(sheet("2015|2016|Регион\n1|2|Тверь\n3|4|Тула\n5|6|Орёл"))
    assert table.row_paths == (("Тверь",), ("Тула",), ("Орёл",))
    assert table.column_paths == (("2015",), ("2016",))


def test_a_flat_table_is_named_by_its_words_dates_and_codes() -> None:
    table = only(
        sheet(
            """
Region Id|Sick|Died|Region Name|year
77|62658|695|Москва|2020
50|16590|166|Тверь|2020
99|79248|861|Всего|2020
"""
        )
    )
    assert table.row_paths[0] == ("77", "Москва", "2020")
    assert table.column_paths == (("Sick",), ("Died",))


def test_a_merge_over_the_body_makes_no_columns() -> None:
    merges = (Merge(0, 1, 0, 3), Merge(1, 1, 1, 3), Merge(2, 1, 2, 3))
    table = only(sheet("Тип|Всего| | \nА|5| | \nБ|6| | ", merges=merges))
    assert table.body_columns == (1,)


def test_columns_filled_in_later_are_kept_blank() -> None:
    table = only(sheet("Имя|Январь|Февраль|Март\nТверь|1|2|\nТула|3|4|"))
    assert table.column_paths == (("Январь",), ("Февраль",), ("Март",))


def test_rows_of_a_known_label_without_figures_are_blank_rows_not_sections() -> None:
    full = sheet("Имя|Январь|Февраль\nТверь|1|2\nТула|3|4\nОрёл|5|6")
    gaps = sheet("Имя|Январь|Февраль\nТверь|1|2\nТула||\nОрёл|5|6")
    assert tables([full, gaps])[1].row_paths == (("Тверь",), ("Тула",), ("Орёл",))


def test_a_matrix_of_numbers_alone_is_doubted() -> None:
    assert only(sheet("1.5|2.5|9\n3.5|1.5|4\n7|8|2.25")).doubts == (NO_HEAD,)


def test_spans_that_a_file_lost_are_found_where_only_one_way_fits() -> None:
    table = only(
        sheet("""
 |Октябрь|В % к|Январь-октябрь|Справочно
 | |октябрю|сентябрю| |октябрь в % к|год
 | | | | |октябрю|сентябрю|
Оборот|1|2|3|4|5|6|7
Объём|2|3|4|5|6|7|8
""")
    )
    assert table.column_paths == (
        ("Октябрь",),
        ("В % к", "октябрю"),
        ("В % к", "сентябрю"),
        ("Январь-октябрь",),
        ("Справочно", "октябрь в % к", "октябрю"),
        ("Справочно", "октябрь в % к", "сентябрю"),
        ("Справочно", "год"),
    )


def test_a_page_that_goes_on_has_the_head_and_the_open_section_of_the_page_before() -> None:
    one = sheet(
        "Имя|Январь|Февраль\nГородское население||\nТверь|1|2\nТула|3|4", kind=GridKind.TABLE
    )
    two = sheet("Орёл|5|6\nОмск|7|8", kind=GridKind.TABLE)
    two = Grid(kind=two.kind, rows=two.rows, continues=True)
    table = tables([one, two])[1]
    assert table.column_paths == (("Январь",), ("Февраль",))
    assert table.row_paths == (
        ("Городское население", "Орёл"),
        ("Городское население", "Омск"),
    )


def test_groups_may_stand_in_the_middle_of_their_columns() -> None:
    table = only(
        sheet(
            "Регион| |2015| | |2016|\n |янв|фев|март|янв|фев|март\nТверь|1|2|3|4|5|6\nТула|1|2|3|4|5|6"
        )
    )
    assert table.column_paths[0] == ("2015", "янв")
    assert table.column_paths[5] == ("2016", "март")


def test_sections_nest_and_ranges_in_a_stub_are_names() -> None:
    table = only(
        sheet("""
 |2015|2016
ГОРОД| |
Мужчины| |
до 18|1|2
старше|3|4
Женщины| |
до 18|1|2
СЕЛО| |
Мужчины| |
старше|3|4
""")
    )
    assert table.row_paths == (
        ("ГОРОД", "Мужчины", "до 18"),
        ("ГОРОД", "Мужчины", "старше"),
        ("ГОРОД", "Женщины", "до 18"),
        ("СЕЛО", "Мужчины", "старше"),
    )


def test_notes_between_two_tables_belong_to_the_upper_one() -> None:
    first, second = tables(
        [
            sheet("""
Регион|2015|2016
Тверь|1|2
Тула 1)|3|4
1) Данные предварительные
Таблица 2
Регион|2017|2018
Тверь|1|2
Тула|3|4
""")
        ]
    )
    assert first.notes == ("1) Данные предварительные",)
    assert first.row_paths[1] == ("Тула",)
    assert first.row_notes[1] == ("1",)
    assert second.title == ("Таблица 2",)


def test_labels_broken_over_two_rows_are_one_label() -> None:
    table = only(
        sheet("""
 |2015|2016
Объем платных услуг| |
населению, млрд. рублей|1|2
Оборот розничной|3|4
торговли| |
Индекс цен|5|6
""")
    )
    assert table.row_paths == (
        ("Объем платных услуг населению, млрд. рублей",),
        ("Оборот розничной торговли",),
        ("Индекс цен",),
    )


def test_pairs_above_a_list_say_what_it_is_about_and_head_no_column() -> None:
    table = only(sheet("Район:|Тверской\nПериод:|ноябрь 2024\nПроверено|120\nВыявлено|30"))
    assert table.column_paths == ((),)
    assert table.row_paths == (("Проверено",), ("Выявлено",))
    assert table.title == ("Район: Тверской", "Период: ноябрь 2024")


def test_words_right_of_the_figures_speak_of_their_row_alone() -> None:
    table = only(
        sheet("Район|План|Факт|Примечание\nТвери|5|6|\nТулы|7|8|уточнено\nОрла|7|8|\nОмска|9|2|")
    )
    assert table.row_paths == (("Твери",), ("Тулы", "уточнено"), ("Орла",), ("Омска",))
    assert table.column_paths == (("План",), ("Факт",))


def test_serial_numbers_before_years_name_no_row() -> None:
    table = only(sheet("Sl. No.|Year|Rate\n1.|1967|5.1\n2.|1968|7.3\n3.|1969|7.4"))
    assert table.row_paths == (("1967",), ("1968",), ("1969",))


def test_a_head_printed_on_several_lines_of_a_page_is_one() -> None:
    lines = sheet(" |План|Снято\n | |с учёта\nТверь|5|6\nТула|7|8", kind=GridKind.PAGE)
    boxes = {
        (row, column): PageBox(
            page=1,
            left=column * 500,
            right=column * 500 + 400,
            top=row * 110,
            bottom=row * 110 + 100,
        )
        for row in range(lines.height)
        for column in range(lines.width)
    }
    table = only(replace(lines, boxes=boxes))
    assert table.column_paths == (("План",), ("Снято с учёта",))


def test_a_form_with_groups_two_rows_high_keeps_its_outer_heads() -> None:
    merges = (
        Merge(row=0, column=0, last_row=0, last_column=4),
        Merge(row=1, column=0, last_row=1, last_column=4),
        Merge(row=3, column=1, last_row=6, last_column=1),
        Merge(row=3, column=2, last_row=4, last_column=4),
        Merge(row=5, column=2, last_row=6, last_column=2),
        Merge(row=5, column=3, last_row=5, last_column=4),
    )
    table = only(
        sheet(
            """
ОБРАЗЕЦ – вымышленные данные
0
 |
 |Приглашений|УЧЁТ
 |
 | |Поставлено|в том числе:
 | | |впервые|повторно
код графы|1|2|3|4
Северный край|5|30|20|10
Южный край|6|50|30|20
Западный край|7|70|45|25
""",
            merges=merges,
        )
    )
    assert table.column_paths == (
        ("Приглашений",),
        ("УЧЁТ", "Поставлено"),
        ("УЧЁТ", "в том числе:", "впервые"),
        ("УЧЁТ", "в том числе:", "повторно"),
    )
    assert table.row_paths == (("Северный край",), ("Южный край",), ("Западный край",))
    assert table.title == ("ОБРАЗЕЦ – вымышленные данные",)
    assert {(1, 0), (7, 1), (7, 4)} <= set(table.outside)


def test_lines_of_a_form_are_numbered_behind_their_words_and_each_section_has_its_own_head() -> (
    None
):
    one, two, empty = tables(
        [
            sheet("""
Раздел 1. ОБРАЗЕЦ – вымышленные данные
Наименование показателя|№ стр.|Статья|Рассмотрено|
 | | |всего|из гр. 1
А| |Б|1|2
Беседы|1|105|56|52
Консультации|2|106-110|10|9
Повторные|3|111, 112||
Прочие|4|131|3|1
Раздел 2. ОБРАЗЕЦ – вымышленные данные
Наименование показателя|№ стр.|Статья|Отказано|
 | | |всего|из гр. 1
А| |Б|1|2
Беседы|1|105|6|2
Консультации|2|106-110|1|0
"""),
            sheet("""
Раздел 3. ОБРАЗЕЦ – вымышленные данные
Наименование показателя|№ стр.|по числу дел|по числу лиц
А| |1|2
Подано|1||
Отозвано|2||
Отклонено|3||
"""),
        ]
    )
    assert one.column_paths == (("Рассмотрено", "всего"), ("Рассмотрено", "из гр. 1"))
    assert [path[0] for path in one.row_paths] == ["Беседы", "Консультации", "Повторные", "Прочие"]
    assert two.column_paths == (("Отказано", "всего"), ("Отказано", "из гр. 1"))
    assert len(two.body_rows) == 2
    assert empty.column_paths == (("по числу дел",), ("по числу лиц",))
    assert empty.row_paths == (("Подано",), ("Отозвано",), ("Отклонено",))


def test_a_line_over_two_tables_side_by_side_does_not_make_them_one() -> None:
    left, right = tables(
        [
            sheet(
                """
Наименование организации| |ОБРАЗЕЦ – вымышленный суд
Раздел 2| | | |Раздел 3
Показатель|№ стр.|всего| |Показатель|№ стр.|всего
А| |1| |А| |1
Беседы|1|8| |Штраф|1|3
Консультации|2|4| |Предупреждение|2|
Повторные|3|1| |Отказ|3|93
""",
                merges=(
                    Merge(row=0, column=0, last_row=0, last_column=1),
                    Merge(row=0, column=2, last_row=0, last_column=5),
                ),
            )
        ]
    )
    assert left.row_paths == (("Беседы",), ("Консультации",), ("Повторные",))
    assert right.row_paths == (("Штраф",), ("Предупреждение",), ("Отказ",))
    assert left.column_paths == right.column_paths == (("всего",),)


def test_a_link_back_to_the_contents_is_no_title() -> None:
    table = only(
        sheet("""
Released by quarter (ОБРАЗЕЦ – вымышленные данные)
Back to Contents
Quarter|Total|Men
Q1 2020|12|7
Q2 2020|13|6
""")
    )
    assert table.title == ("Released by quarter (ОБРАЗЕЦ – вымышленные данные)",)


def test_numbers_that_alone_name_the_rows_name_them() -> None:
    table = only(
        sheet("""
№|Охвачено|Согласились
101|12|1
102|13|2
103|14|0
""")
    )
    assert table.row_paths == (("101",), ("102",), ("103",))
    assert table.column_paths == (("Охвачено",), ("Согласились",))
