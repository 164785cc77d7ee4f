"""case.toml holds addresses and language only; what would change a result is refused there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from svodka.model import BrokenCase, NotBuilt

VERSION = 1
_LANGUAGES = ("en", "ru")
_ADDRESSES = ("store", "record", "workers")

TEMPLATE = f"""\
# A case of svodka. Addresses and language only: whatever changes a result is adopted
# through the record (svodka campaign --adopt).
version = {VERSION}
language = "en"
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """Language of what is shown."""

    language: str


def parse_settings(data: bytes) -> Settings:
    """What case.toml says.

    Raises:
        BrokenCase: it is no TOML, of a newer version, or says something that it may not.
        NotBuilt: it names an address beyond the case folder.
    """
    try:
        said = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        raise BrokenCase(
            f"'case.toml' is no TOML: {failure}",
            hint="mend that line, or copy the file from a backup",
        ) from failure
    _check_version(said.pop("version", None))
    language = said.pop("language", "en")
    if language not in _LANGUAGES:
        raise BrokenCase(
            f"'language' in 'case.toml' is {language!r}",
            hint=f"it is one of {', '.join(_LANGUAGES)}",
        )
    for name in _ADDRESSES:
        if name in said:
            raise NotBuilt(
                f"'{name}' in 'case.toml': addresses beyond the case folder are not built yet",
                hint="remove that line: the case then uses its own folder",
            )
    if said:
        raise BrokenCase(
            f"'case.toml' has the unknown key {min(said)!r}",
            hint="it holds version, language and addresses; the rest is adopted through the record",
        )
    return Settings(language)


def _check_version(version: object) -> None:
    if not isinstance(version, int) or isinstance(version, bool):
        raise BrokenCase(
            "'case.toml' does not say of which version the case is",
            hint="copy the file from a backup of the case",
        )
    if version > VERSION:
        raise BrokenCase(
            f"the case is of version {version}, newer than this svodka knows ({VERSION})",
            hint="install a newer svodka; nothing was changed",
        )
