"""The house is tested like the code: laws at the door, frozen values, nobody in the data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "svodka"
MODULES = sorted(SOURCE.rglob("*.py"))
ATTICS = {"utils", "helpers", "common", "base", "manager", "service", "misc"}
NOBODY = re.compile(
    r"^(person|people|surname|first_?name|full_?name|birth|passport|phone|snils|inn)"
)


def classes(path: Path) -> Iterator[ast.ClassDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def fields(node: ast.ClassDef) -> list[str]:
    return [
        item.target.id
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]


def ids(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(SOURCE)) for path in paths]


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_a_module_says_at_its_door_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), "say in one line what it is for"


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_a_module_is_named_by_what_it_holds_and_stays_one_idea(path: Path) -> None:
    assert path.stem not in ATTICS
    assert len(path.read_text("utf-8").splitlines()) <= 420, "is it still one idea?"


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_no_type_holds_a_person(path: Path) -> None:
    for node in classes(path):
        held = [name for name in fields(node) if NOBODY.match(name)]
        assert not held, f"{node.name} holds {held}"
        assert node.name != "Person"


def test_every_type_of_the_model_is_frozen_and_slotted() -> None:
    for path in sorted((SOURCE / "model").glob("*.py")):
        for node in classes(path):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            plain = {ast.unparse(b) for b in node.bases} & {"Enum", "Exception", "SvodkaError"}
            assert plain or any("frozen=True, slots=True" in m for m in marks), node.name


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_a_public_function_says_what_it_gives(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent, f"no docstring: {silent}"


def test_only_the_desk_catches_everything_and_only_to_record_it() -> None:
    broad = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if re.search(r"except (Exception|BaseException)\b|except:", path.read_text("utf-8"))
    ]
    assert [p for p in broad if p.split("/")[0] not in {"desk", "jail"}] == []


def test_nothing_opens_a_connection_by_itself() -> None:
    calls = re.compile(r"\b(urlopen|requests\.|httpx|aiohttp|socket\.(socket|create_connection))")
    assert [str(p) for p in MODULES if calls.search(p.read_text("utf-8"))] == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    needle = "/" + "work" + "/"
    assert [str(p) for p in MODULES if needle in p.read_text("utf-8")] == []
