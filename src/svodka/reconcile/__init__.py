"""Observations in; who filed what, what agrees, what contradicts and which cells cannot all be true, out.

Nothing here corrects a figure: a finding names cells and what would have to hold.
"""
