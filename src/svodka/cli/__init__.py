"""Parses arguments, calls the desk, prints: no logic."""
