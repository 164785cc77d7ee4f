"""Bytes in, Document out: keeps bytes for ever under their SHA-256, and never changes them."""
