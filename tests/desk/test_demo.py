"""The demonstration runs offline, finds what was worked in, and ends with a page a browser shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Request, sync_playwright

from svodka.desk.demo import INVENTED, demonstrate

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, "\n".join(demonstrate(folder, serve=False))


def test_every_document_is_read_and_the_list_of_people_is_sealed(built: tuple[Path, str]) -> None:
    _, said = built
    assert "not read" not in said
    assert said.count("holds people: sealed") == 1
    assert INVENTED in said


def test_a_total_that_disagrees_with_its_parts_is_doubted(built: tuple[Path, str]) -> None:
    assert "differs from the sum of its parts" in built[1]


def test_a_figure_is_led_to_its_cell(built: tuple[Path, str]) -> None:
    assert "From a figure to its cell" in built[1]
    assert "page=1&box=" in built[1]


def test_building_it_again_reads_nothing_anew(built: tuple[Path, str]) -> None:
    folder, _ = built
    before = _bytes(folder)
    again = "\n".join(demonstrate(folder, serve=False))
    assert "0 read now" in again
    assert _bytes(folder) == before


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.glob("*/out/**/*")) if p.is_file()}


def _noting(asked: list[str]) -> Callable[[Request], None]:
    return lambda request: asked.append(request.url)


@pytest.fixture(scope="module")
def pages(built: tuple[Path, str]) -> list[tuple[str, list[str], bytes]]:
    """Text, addresses asked for, and picture of both pages, in a browser without JavaScript."""
    if CHROMIUM is None:
        pytest.skip("needs chromium, which ./run test installs through apt")
    found = []
    flags = [
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        for heap in ("public", "letter"):
            asked: list[str] = []
            page = browser.new_page(java_script_enabled=False)
            page.on("request", _noting(asked))
            page.goto((built[0] / heap / "out" / "page" / "index.html").as_uri())
            found.append((page.inner_text("body"), asked, page.screenshot()))
        browser.close()
    return found


def test_the_page_says_in_both_languages_what_it_shows(
    pages: list[tuple[str, list[str], bytes]],
) -> None:
    public, letter = (text for text, _, _ in pages)
    for words in ("Документы", "Documents", "От числа к ячейке", "Что сомнительно"):
        assert words in public
        assert words in letter
    assert INVENTED in letter
    assert "WORKING COPY" in letter
    assert "WORKING COPY" not in public
    assert "без клетки" in public


def test_the_page_asks_for_nothing_but_itself(pages: list[tuple[str, list[str], bytes]]) -> None:
    for _, asked, picture in pages:
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert len(asked) == len([url for url in asked if url.startswith("data:")]) + 1
        assert len(picture) > 10_000
