"""Parses arguments, calls the desk, prints: no logic."""

from svodka.cli.front import main

__all__ = ["main"]
