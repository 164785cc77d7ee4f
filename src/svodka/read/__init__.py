"""Bytes in, anchored text and grids out: one module a format, chosen by content, never by name."""
