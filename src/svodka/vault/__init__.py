"""Bytes in, Document out: keeps bytes for ever under their SHA-256, and never changes them."""

from svodka.vault.store import Kept, Vault

__all__ = ["Kept", "Vault"]
