"""Observations in; who filed what, what agrees, what contradicts and which cells cannot all be true, out.

Nothing here corrects a figure: a finding names cells and what would have to hold.
"""

from svodka.reconcile.agencies import by_agency
from svodka.reconcile.carried import carried
from svodka.reconcile.consistency import Consistency, Share, consistency
from svodka.reconcile.definitions import apart, changes, defined
from svodka.reconcile.filings import filings
from svodka.reconcile.findings import Cells, arithmetic, ordered
from svodka.reconcile.funnel import Stage, stages
from svodka.reconcile.impossible import impossible
from svodka.reconcile.origins import Beside, origins
from svodka.reconcile.quality import Quality, quality
from svodka.reconcile.series import Bundle, bundles, no_count
from svodka.reconcile.sources import conflicts
from svodka.reconcile.sums import Sum, sums
from svodka.reconcile.tables import sheets

__all__ = [
    "Beside",
    "Bundle",
    "Cells",
    "Consistency",
    "Quality",
    "Share",
    "Stage",
    "Sum",
    "apart",
    "arithmetic",
    "bundles",
    "by_agency",
    "carried",
    "changes",
    "conflicts",
    "consistency",
    "defined",
    "filings",
    "impossible",
    "no_count",
    "ordered",
    "origins",
    "quality",
    "sheets",
    "stages",
    "sums",
]
