"""Bytes in, digest and commitment out: canonical bytes and salted commitments, standard library only."""
