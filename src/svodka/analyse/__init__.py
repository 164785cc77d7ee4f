"""Series of counts in; unusual regularity, signals and rates with intervals out. Nothing here says why.

A test names its null and refuses what is too small for it; none orders areas or categories.
"""

from svodka.analyse.alarms import METHODS, signals, without_holes
from svodka.analyse.caution import CAUTIONS, Caution
from svodka.analyse.digits import whipple
from svodka.analyse.estimates import quotient
from svodka.analyse.rates import Interval, count, ratio, share
from svodka.analyse.regular import TESTS, Asked, Table, highest_flagged, regularities
from svodka.analyse.repeats import equal_to_plan
from svodka.analyse.whole_percent import WholePercent, whole_percent

__all__ = [
    "CAUTIONS",
    "METHODS",
    "TESTS",
    "Asked",
    "Caution",
    "Interval",
    "Table",
    "WholePercent",
    "count",
    "equal_to_plan",
    "highest_flagged",
    "quotient",
    "ratio",
    "regularities",
    "share",
    "signals",
    "whipple",
    "whole_percent",
    "without_holes",
]
