"""Words in, code or nothing out: areas, categories, measures and period phrases as data with one look-up.

Never the nearest match: a word that is not in the data has no code.
"""
