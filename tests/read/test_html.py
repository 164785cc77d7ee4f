"""A page gives its tables with their spans and its texts with their places in the source."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as peer

from svodka.model import Grid, Merge, Passage, Piece, Reason, Remark, Span, UnreadableDocument
from svodka.read.charset import decode
from svodka.read.html import html_pieces


def read(source: str, encoding: str = "utf-8") -> list[Piece]:
    return list(html_pieces(source.encode(encoding)))


def grids(source: str) -> list[Grid]:
    return [piece for piece in read(source) if isinstance(piece, Grid)]


def passages(source: str) -> list[Passage]:
    return [piece for piece in read(source) if isinstance(piece, Passage)]


def remarks(source: str) -> list[str]:
    return [piece.text for piece in read(source) if isinstance(piece, Remark)]


def span(passage: Passage) -> Span:
    assert isinstance(passage.anchor.place, Span)
    return passage.anchor.place


def test_spans_are_merges_and_the_value_stands_top_left() -> None:
    (grid,) = grids(
        "<table><tr><th rowspan=2>Район</th><th colspan='2'>Число</th></tr>"
        "<tr><th>2015</th><th>2016</th></tr><tr><td>Борский</td><td>1</td><td>-</td></tr></table>"
    )
    assert grid.rows == (
        ("Район", "Число", None),
        (None, "2015", "2016"),
        ("Борский", "1", "-"),
    )
    assert grid.merges == (Merge(0, 0, 1, 0), Merge(0, 1, 0, 2))
    assert str(grid.anchor(2, 2)) == "table=1&cell=3,3"


def test_end_tags_may_be_left_out() -> None:
    (grid,) = grids("<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d<TBODY><TR><TD>e<TD>f</TABLE>")
    assert grid.rows == (("a", "b"), ("c", "d"), ("e", "f"))


def test_a_row_span_ends_with_its_section_and_zero_reaches_there() -> None:
    (grid,) = grids(
        "<table><tbody><tr><td rowspan=9>a<td>b<tr><td>c</tbody>"
        "<tbody><tr><td>d<td>e<tr><td rowspan=0>f<td>g<tr><td>h</tbody></table>"
    )
    assert grid.rows == (("a", "b"), (None, "c"), ("d", "e"), ("f", "g"), (None, "h"))


def test_a_nested_table_is_counted_within_its_table() -> None:
    source = (
        "<table><tr><td>a</td></tr></table>"
        "<table><tr><td>b<table><tr><td>c</td></tr></table></td><td>d</td></tr></table>"
    )
    assert [(grid.table, grid.rows) for grid in grids(source)] == [
        ((1,), (("a",),)),
        ((2,), (("b", "d"),)),
        ((2, 1), (("c",),)),
    ]


def test_words_around_a_table_come_with_it() -> None:
    (grid,) = grids(
        "<h1>Отчёт</h1><p>тысяч человек</p><table><caption>Таблица 1</caption>"
        "<tr><td>1</table><p>* с учётом</p>"
    )
    assert grid.before == ("Отчёт", "тысяч человек", "Таблица 1")
    assert grid.after == ("* с учётом",)


def test_a_raised_mark_never_joins_a_number() -> None:
    (grid,) = grids("<table><tr><td>101,6<sup>1)</sup><td>51<span style='vertical-align:super'>2")
    assert grid.rows == (("101,6¹⁾", "51²"),)
    assert grid.text(0, 0) == "101,61)"
    assert grid.raised == {(0, 0): ((5, 7),), (0, 1): ((2, 3),)}
    assert [one.raw for one in passages("<p>80<sup>1</sup> человек")] == ["80¹ человек"]


def test_what_is_hidden_is_flagged_and_not_skipped() -> None:
    source = (
        "<p>a</p><div hidden>b</div><p style='color:red; display: none'>c</p>"
        "<table><tr><td>1<tr style='display:none'><td>2<tr><td><td style='visibility:hidden'>3"
        "</table><table style='display:none'><tr><td>4</table>"
    )
    assert [(one.raw, one.hidden) for one in passages(source)] == [
        ("a", False),
        ("b", True),
        ("c", True),
    ]
    first, second = grids(source)
    assert first.rows == (("1", None), ("2", None), (None, "3"))
    assert first.hidden_rows == {1}
    assert second.hidden
    assert "1 hidden cells in this table" in remarks(source)


def test_scripts_and_styles_are_no_text() -> None:
    source = "<style>p{}</style><script>if (a<b) x('<p>no</p>')</script><!-- no --><p>yes"
    assert [one.raw for one in passages(source)] == ["yes"]


def test_nothing_is_fetched_and_that_is_said() -> None:
    source = (
        "<img src='http://example.org/a.png'><link href=//example.org/b><a href='http://c'>d</a>"
    )
    assert remarks(source) == ["2 remote references (pictures, styles, scripts): none fetched"]


def test_a_page_that_ends_inside_a_table_says_so() -> None:
    assert grids("<table><tr><td>a<td>b<tr><td>c")[0].rows == (("a", "b"), ("c", None))
    assert "cut off" in remarks("<table><tr><td>a")[0]


def test_breaks_are_line_ends_and_blanks_are_one_space() -> None:
    (grid,) = grids("<table><tr><td> a \n  b<br> c <p>d</p> <td>&nbsp;<td>&nbsp;&nbsp;e")
    assert grid.rows == (("a b\nc\nd", None, "\u00a0\u00a0e"),)
    assert grid.indents == {(0, 2): 2}


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("lie", ["utf-8", "koi8-r", "windows-1252"])
def test_the_declared_charset_may_lie(encoding: str, lie: str) -> None:
    source = f"<meta charset={lie}><p>За неделю заключили контракт трое жителей области</p>"
    (found,) = (piece for piece in read(source, encoding) if isinstance(piece, Passage))
    assert found.raw == "За неделю заключили контракт трое жителей области"
    assert source[span(found).start : span(found).stop] == found.raw


def test_a_table_that_claims_millions_of_cells_is_refused() -> None:
    source = "<table><tr>" + "<td colspan=1000>a" * 10 + "<tr><td>b" * 6000
    with pytest.raises(UnreadableDocument) as caught:
        read(source)
    assert caught.value.reason is Reason.TOO_LARGE


TAGS = re.findall(
    r"\S+",
    "<table> </table> <tr> </tr> <td> </td> <th> <td_rowspan=2> <td_colspan=3> <p> </p> <b> </b> <br> "
    "<div_hidden> </div> <caption> </caption> <ul> <li> </ul> <!-- --> <a_href=' а б, 1 &amp; &nbsp; "
    "< > <script> </script> <tbody> </tbody> <sup> </sup> _",
)
markup = st.lists(st.sampled_from(TAGS), max_size=40).map(
    lambda parts: "".join(parts).replace("_", " ")
)


@given(markup)
def test_no_tag_soup_breaks_the_reader(source: str) -> None:
    for piece in read(source):
        if isinstance(piece, Grid):
            assert {len(row) for row in piece.rows} == {piece.width}
            for merge in piece.merges:
                assert merge.last_row < piece.height
                assert merge.last_column < piece.width
        elif isinstance(piece, Passage):
            assert 0 <= span(piece).start < span(piece).stop <= len(source)


@given(markup)
def test_the_words_of_a_passage_stand_at_its_place(source: str) -> None:
    for passage in passages(source):
        place = source[span(passage).start : span(passage).stop]
        letters = re.sub(r"<[^>]*>|&\w+;", "", place)
        for word in re.findall(r"[аб]|1", passage.raw):
            assert word in letters


def test_real_pages_have_the_words_that_another_parser_finds(corpus: Callable[[str], Path]) -> None:
    paths = [
        path
        for topic in ("ru-official-prose", "broken-files")
        for path in sorted(corpus(topic).rglob("*.html"))
    ]
    assert paths
    for path in paths:
        data = path.read_bytes()
        tree = peer.fromstring(decode(data).text.encode(), parser=peer.HTMLParser(encoding="utf-8"))
        etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
        expected = "".join("".join(map(str, tree.itertext())).split())
        pieces = list(html_pieces(data))
        words = [one.raw for one in pieces if isinstance(one, Passage)]
        words += [
            grid.text(row, column)
            for grid in pieces
            if isinstance(grid, Grid)
            for row in range(grid.height)
            for column in range(grid.width)
        ]
        found = "".join("".join(words).split())
        assert sorted(found) == sorted(expected), path.name
        tables = sum(isinstance(piece, Grid) for piece in pieces)
        assert tables == sum(bool(table.xpath(".//td|.//th")) for table in tree.iter("table"))
