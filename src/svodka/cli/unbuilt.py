"""Commands of the contract whose capability is not built yet: they say so and exit 1, and never pretend."""

from __future__ import annotations

from typing import NoReturn

import click

from svodka.cli.listing import format_option
from svodka.cli.spoken import Spoken
from svodka.model import NotBuilt


def _refuse(name: str, instead: str) -> NoReturn:
    raise NotBuilt(f"'svodka {name}' is not built yet", hint=instead)


LOOK = "svodka observations lists the figures of a case, svodka status what waits for a person"
KEEP = "nothing leaves a case with this version; svodka observations --help says what a working copy is"


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka kin letter-a.docx letter-b.pdf --json")
@click.argument("file_a")
@click.argument("file_b")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def kin(file_a: str, file_b: str, as_json: bool) -> None:
    """Say how two files are related: copy, derived, same story, unrelated. Not built yet."""
    _refuse("kin", "svodka tidy reads both files, each figure with its cell")


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka search mycase 'согласившиеся'")
@click.argument("case")
@click.argument("query")
@format_option
def search(case: str, query: str, form: str | None) -> None:
    """Find words in every form they take, Russian and English. Not built yet."""
    _refuse("search", LOOK)


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka claims mycase")
@click.argument("case")
@click.argument("act", nargs=-1)
@format_option
def claims(case: str, act: tuple[str, ...], form: str | None) -> None:
    """Claims, sources, origins, grades, replies. Not built yet."""
    _refuse("claims", LOOK)


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka audit mycase --sample 100 --seed 7")
@click.argument("case")
@click.option("--sample", type=int, required=True, help="How many figures to draw.")
@click.option("--seed", type=int, help="Seed of the draw.")
@format_option
def audit(case: str, sample: int, seed: int | None, form: str | None) -> None:
    """Figures drawn at random, checked blind against their cells. Not built yet."""
    _refuse("audit", "svodka cell shows the source cell of any figure")


@click.command(
    cls=Spoken, epilog="\b\nExample:\n  svodka receipt mycase 'D-0001:cell=C17' --out figure.zip"
)
@click.argument("case")
@click.argument("figure")
@click.option("--out", required=True, help="The bundle to write.")
def receipt(case: str, figure: str, out: str) -> None:
    """The bundle by which a stranger checks one figure offline. Not built yet."""
    _refuse("receipt", KEEP)


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka disclose mycase D-0001 --to ombudsman")
@click.argument("case")
@click.argument("what")
@click.option("--to", required=True, help="Handle of the vetted party.")
def disclose(case: str, what: str, to: str) -> None:
    """Hand one original or one cell to one vetted party, sealed and logged. Not built yet."""
    _refuse("disclose", KEEP)


@click.command(
    cls=Spoken, epilog="\b\nExample:\n  svodka forget mycase D-0001 --reason 'asked by the source'"
)
@click.argument("case")
@click.argument("document")
@click.option("--reason", required=True, help="Why, in words that stay in the record.")
def forget(case: str, document: str, reason: str) -> None:
    """Destroy the key and the derivations of a document; the log still verifies. Not built yet."""
    _refuse("forget", "nothing was destroyed")


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka fsck mycase")
@click.argument("case")
@format_option
def fsck(case: str, form: str | None) -> None:
    """Check that every byte, entry and derivation is what the record says. Not built yet."""
    _refuse("fsck", "svodka build checks the digest of every document that it reads")


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka release mycase --out package/")
@click.argument("case")
@click.option("--out", required=True, help="The folder to write.")
def release(case: str, out: str) -> None:
    """A package fit to publish. Not built yet."""
    _refuse("release", KEEP)


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka verify package/")
@click.argument("what")
def verify(what: str) -> None:
    """Check a release or a receipt offline. Not built yet."""
    _refuse("verify", "nothing was checked")


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka serve mycase --port 8765")
@click.argument("case")
@click.option("--port", type=int, help="Port on 127.0.0.1.")
def serve(case: str, port: int | None) -> None:
    """The desk in a browser, on 127.0.0.1. Not built yet."""
    _refuse("serve", LOOK)
