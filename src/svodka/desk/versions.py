"""The version of a step is the digest of the code and libraries that do it: nothing derived is ever stale."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from svodka.proof import Canonical, encode

_ROOMS = ("model", "lexicon", "proof", "jail", "read", "recognise")
_DESK = (
    "derive.py",
    "fitting.py",
    "fitting_pages.py",
    "frames.py",
    "pace.py",
    "sealing.py",
    "tidy.py",
)
_LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "numpy",
    "olefile",
    "openpyxl",
    "polars",
    "pypdfium2",
    "python-calamine",
    "xlrd",
)


@cache
def step_version() -> str:
    """Digest over the code of the rooms that read and recognise, and the libraries they use."""
    digest = hashlib.sha256()
    package = resources.files("svodka")
    for room in _ROOMS:
        _add(digest, room, package.joinpath(room))
    for name in _DESK:
        file = package.joinpath("desk", name)
        if file.is_file():
            digest.update(encode([f"desk/{name}", hashlib.sha256(file.read_bytes()).hexdigest()]))
    for library in _LIBRARIES:
        digest.update(encode([library, _installed(library)]))
    return digest.hexdigest()


def derivation_key(document: str, step: str, version: str, parameters: Canonical) -> str:
    """The name of what a step of a version makes of a document with these parameters."""
    return hashlib.sha256(encode([document, step, version, parameters])).hexdigest()


def _add(digest: hashlib._Hash, name: str, place: Traversable) -> None:
    for item in sorted(place.iterdir(), key=lambda item: item.name):
        path = f"{name}/{item.name}"
        if item.is_dir():
            if item.name != "__pycache__":
                _add(digest, path, item)
        else:
            digest.update(encode([path, hashlib.sha256(item.read_bytes()).hexdigest()]))


def _installed(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
