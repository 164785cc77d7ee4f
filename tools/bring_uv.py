"""Brings uv into a folder with nothing but the standard library, from the index that uv.lock names.

Usage: bring_uv.py uv.lock FOLDER. For machines whose Python has neither pip nor venv.
"""

from __future__ import annotations

import hashlib
import io
import platform
import re
import sys
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

_MACHINES = {"AMD64": "x86_64", "x86_64": "x86_64", "aarch64": "aarch64", "arm64": "arm64"}


def index_of(lock: str) -> str:
    """The package index that the lock file was made against."""
    found = re.search(r'registry = "([^"]+)"', lock)
    if not found:
        raise SystemExit("bring_uv: uv.lock names no index")
    return found[1]


def fits(filename: str) -> bool:
    """Whether a wheel is for this system and machine."""
    machine = _MACHINES.get(platform.machine(), platform.machine())
    system = "macosx" if sys.platform == "darwin" else "manylinux"
    return filename.endswith(f"{machine}.whl") and system in filename


def version_of(filename: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", filename.split("-")[1]))


def newest_wheel(index: str) -> tuple[str, str]:
    """Address and SHA-256 of the newest wheel of uv for this machine (simple index, PEP 503)."""
    page = f"{index.rstrip('/')}/uv/"
    with urllib.request.urlopen(page, timeout=60) as answer:
        links = re.findall(
            r'<a\s[^>]*href="([^"#]+)#sha256=([0-9a-f]{64})"', answer.read().decode()
        )
    wheels = [(urljoin(page, href), digest) for href, digest in links if fits(href)]
    if not wheels:
        raise SystemExit(f"bring_uv: the index has no uv for {sys.platform} {platform.machine()}")
    return max(wheels, key=lambda wheel: version_of(wheel[0].rsplit("/", 1)[-1]))


def main(lock: Path, folder: Path) -> None:
    address, digest = newest_wheel(index_of(lock.read_text("utf-8")))
    with urllib.request.urlopen(address, timeout=300) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != digest:
        raise SystemExit("bring_uv: the wheel is not what the index says")
    target = folder / "bin" / "uv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = next(name for name in archive.namelist() if name.endswith("scripts/uv"))
        target.write_bytes(archive.read(member))
    target.chmod(0o755)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except urllib.error.URLError as error:
        raise SystemExit(f"bring_uv: the package index cannot be reached: {error.reason}") from None
