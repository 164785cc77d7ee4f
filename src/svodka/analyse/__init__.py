"""Series of counts in; unusual regularity, signals and rates with intervals out. Nothing here says why.

A test names its null and refuses what is too small for it; none orders areas or categories.
"""
