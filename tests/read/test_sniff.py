"""A format is what the bytes are, never what the file is called."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from svodka import read
from svodka.model import Reason, UnreadableDocument
from svodka.read import media, sniff

EXPECTED = {
    ".csv": {media.CSV, media.TSV},
    ".tsv": {media.TSV},
    ".xlsx": {media.XLSX},
    ".xls": {media.XLS},
    ".docx": {media.DOCX},
    ".doc": {media.DOC, media.ODT},
    ".html": {media.HTML},
    ".png": {media.PNG},
    ".jpg": {media.JPEG},
    ".pdf": {media.PDF},
    ".gz": {media.GZIP},
    ".md": {media.MARKDOWN},
}


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", media.EMPTY),
        (b" \r\n\t\r\n", media.EMPTY),
        (b"\xef\xbb\xbf", media.EMPTY),
        (b"%PDF-1.7\n", media.PDF),
        (b"\r\njunk before the header\n%PDF-1.4\n", media.PDF),
        (b"\x89PNG\r\n\x1a\n", media.PNG),
        (b"\xff\xd8\xff\xe0", media.JPEG),
        (b"II*\x00", media.TIFF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", media.WEBP),
        (b"\x00\x00\x00\x18ftypheic", media.HEIC),
        (b"{\\rtf1\\ansi", media.RTF),
        (b"7z\xbc\xaf\x27\x1c\x00", media.SEVEN_ZIP),
        (b"Rar!\x1a\x07\x01\x00", media.RAR),
        (b"\x1f\x8b\x08\x00", media.GZIP),
        (b"PAR1", media.PARQUET),
        (b"SQLite format 3\x00", media.SQLITE),
        (b"\x7fELF\x02\x01", media.PROGRAM),
        (b"<?xml version='1.0'?><a/>", media.XML),
        (b"<?xml version='1.0'?><report><table id='1'><tr/></table></report>", media.XML),
        (b'{"a": 1}', media.JSON),
        (b"<!DOCTYPE html><p>a", media.HTML),
        (b"  <!-- a --> <html><body>", media.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", media.HTML),
        (b"<table><tr><td>1</table>", media.HTML),
        (b"From: a@b\r\nTo: c@d\r\nSubject: e\r\n\r\nwords", media.MAIL),
        (b"From a@b Thu Jan  1 00:00:00 2026\nFrom: a@b\n", media.MBOX),
        (bytes(range(256)), media.UNKNOWN),
        ("За неделю поставлено 80 человек.".encode("cp1251"), media.TEXT),
        (b"# Title\n\nWords with [a link](http://example.org).\n", media.MARKDOWN),
        (b"| a | b |\n|---|---|\n| 1 | 2 |\n", media.MARKDOWN),
    ],
)
def test_bytes_tell_their_type(data: bytes, expected: str) -> None:
    assert sniff(data) == expected


def test_a_package_is_what_its_main_part_says() -> None:
    kinds = "spreadsheetml.sheet.main", "wordprocessingml.document.main"
    workbook, text = (zipped(**{"[Content_Types].xml": f"<a b='x.{kind}+xml'/>"}) for kind in kinds)
    assert sniff(workbook) == media.XLSX
    assert sniff(text) == media.DOCX
    assert sniff(zipped(mimetype=media.ODS)) == media.ODS
    manifest = f'<file-entry full-path="/" media-type="{media.ODS}"/>'
    assert sniff(zipped(**{"META-INF__manifest.xml": manifest, "content.xml": "?"})) == media.ODS
    assert sniff(zipped(letter="words")) == media.ZIP


def test_a_package_that_was_cut_off_is_known_by_the_names_left_in_it() -> None:
    whole = zipped(xl__workbook="x" * 100, xl__sheet="y" * 100)
    assert sniff(whole[:180]) == media.XLSX


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Район;План;Факт\nБорский;12,5;11,75\nКстовский;8,25;9,5\n", ";"),
        ("Район\tПлан\nБорский\t12,5\nКстовский\t8,25\n", "\t"),
        ("Район|План|Факт\nБорский|12|11\n", "|"),
        ('Район,План\n"Борский, город",12\nКстовский,8\n', ","),
        ("Отчёт за неделю\n\nРайон;План;Факт\nБорский;1;2\nИтого;1;2\n", ";"),
        ("a,b,c\n", ","),
        ("name, region, 5\nother, place, 7\nthird, town, 9\n", ","),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    from svodka.read.delimiter import find_delimiter

    assert find_delimiter(text) == delimiter
    expected = media.TSV if delimiter == "\t" else media.CSV
    assert sniff(text.encode()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hello, world",
        "Доходы выросли на 11,7 процента, составив 667,2 миллиона, а расходы, напротив, упали.",
        "Во-первых, это так.\nВо-вторых, это не так.\nВ-третьих, кто знает.\n",
        "Дорогая редакция!\nПишу вам; отвечайте.\nС уважением, читатель\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert sniff(text.encode()) == media.TEXT


def test_one_column_of_records_is_a_table() -> None:
    assert sniff(b"Name: a\nAge: 5\nName: b\nAge: 7\nName: c\nAge: 9\n") == media.CSV
    assert sniff(b"count\n12\n15\n\n17\n") == media.CSV


def test_what_is_not_read_says_why_and_what_to_do() -> None:
    for data, reason in (
        (b"", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n", Reason.PICTURE),
        (b"{\\rtf1", Reason.UNSUPPORTED),
        (b"\x1f\x8b\x08\x00", Reason.ARCHIVE),
        (b"From: a@b\r\nTo: c@d\r\nSubject: e\r\n\r\nwords", Reason.MAIL),
        (bytes(range(256)), Reason.UNSUPPORTED),
    ):
        with pytest.raises(UnreadableDocument) as caught:
            list(read.pieces(data))
        assert caught.value.reason is reason
        assert caught.value.hint


def test_every_reader_is_listed_with_its_version() -> None:
    listed = read.formats()
    assert {reader.media_type for reader in listed} >= {
        media.XLSX,
        media.XLSM,
        media.XLS,
        media.ODS,
        media.CSV,
        media.TSV,
        media.HTML,
        media.DOCX,
        media.PDF,
        media.TEXT,
        media.MARKDOWN,
    }
    assert len({reader.media_type for reader in listed}) == len(listed)
    assert all(reader.method == f"{reader.name}/{reader.version}" for reader in listed)


def test_the_pdf_reader_is_registered_under_its_own_version() -> None:
    from svodka.read import pdf

    registered = next(reader for reader in read.READERS if reader.media_type == media.PDF)
    assert (registered.name, registered.version) == (pdf.READER.name, pdf.READER.version)


@pytest.mark.parametrize(
    "topic",
    ["atbench", "detention-returns", "ru-official-prose", "ru-official-tables", "ru-gazetteer"],
)
def test_real_documents_are_what_their_makers_say(
    topic: str, corpus: Callable[[str], Path]
) -> None:
    for path in sorted(corpus(topic).rglob("*")):
        if path.is_file() and path.suffix in EXPECTED:
            assert sniff(path.read_bytes()) in EXPECTED[path.suffix], path.name
        elif path.suffix == ".txt":
            assert sniff(path.read_bytes()) == media.TEXT, path.name


@pytest.mark.parametrize(
    "text",
    ["a,b,c\n5558,1,0\n12,0,3\n7,7,7\n1,2,3\n", "5558,1,0,0\n12,0,3,1\n7,7,7,2\n1,2,3,4\n"],
)
def test_a_table_of_bare_numbers_is_no_single_column(text: str) -> None:
    from svodka.read.delimiter import find_delimiter

    assert sniff(text.encode()) == media.CSV
    assert find_delimiter(text) == ","


@pytest.mark.parametrize(
    "text",
    ["<!---->" * 3000 + "x", "x" + "[" * 65_000, "x[a](b" * 10_000, "---|" * 16_000 + "x"],
    ids=["comments", "brackets", "links", "rules"],
)
def test_repeated_signs_are_looked_at_in_proportion(text: str) -> None:
    before = time.process_time()
    assert sniff(text.encode()) != media.UNKNOWN
    assert time.process_time() - before < 3
