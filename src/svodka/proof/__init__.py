"""Bytes in, digest and commitment out: canonical bytes and salted commitments, standard library only."""

from svodka.proof.canonical import Canonical, decode, encode
from svodka.proof.commitment import SECRET_SIZE, commit, holds, salt

__all__ = ["SECRET_SIZE", "Canonical", "commit", "decode", "encode", "holds", "salt"]
