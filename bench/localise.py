"""Which cells are wrong: 874 linked cells with 30 errors, and a case of a million cells.

The peer is the plain programme of Fellegi and Holt over the whole table, one call of HiGHS, which
gives one smallest repair and does not say whether there are others; svodka lists all. The limit
is the check alone: every rule summed once. Processor seconds on one core.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import resource
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, hstack, identity, vstack

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from svodka.reconcile.figures import Figures, figures
from svodka.reconcile.localise import localise
from tests.reconcile.planted import Shape, honest, planted, rules
from tests.reconcile.test_planted import linked

SEEDS = 20
ERRORS = 30
REGIONS = 18


def plain_programme(filed: Figures) -> set[int]:
    """One smallest repair, by one programme over all cells and all rules at once."""
    system, count = filed.system, len(filed.value)
    row = np.repeat(np.arange(len(system)), np.diff(system.start))
    matrix = coo_array((system.coefficient, (row, system.cell)), shape=(len(system), count))
    wrong = filed.least - filed.activity
    large = np.abs(wrong).sum() + 1
    none = coo_array((len(system), count))
    every = identity(count)
    table = vstack(
        [
            hstack([none, matrix]),
            hstack([-large * every, every]),
            hstack([large * every, every]),
        ]
    )
    low = np.concatenate((wrong, np.full(count, -np.inf), np.zeros(count)))
    high = np.concatenate((wrong, np.zeros(count), np.full(count, np.inf)))
    found = milp(
        np.concatenate((np.ones(count), np.zeros(count))),
        integrality=np.concatenate((np.ones(count), np.zeros(count))),
        bounds=Bounds(
            np.concatenate((np.zeros(count), -filed.value)),
            np.concatenate((np.ones(count), np.full(count, large))),
        ),
        constraints=LinearConstraint(table.tocsc(), low, high),
    )
    return set(np.flatnonzero(found.x[:count] > 0.5).tolist())


def tables() -> list[str]:
    """874 cells: seconds and how often exactly the wrong cells came out."""
    ours, peer, exact, peer_exact = [], [], 0, 0
    for seed in range(SEEDS):
        system, true, reported = linked(seed, ERRORS)
        wrong = set(np.flatnonzero(true != reported).tolist())
        began = time.process_time()
        found = localise(figures(system, reported))
        ours.append(time.process_time() - began)
        cells = {int(c.cell) for one in found if one.ties == 1 for c in one.repairs[0].changes}
        exact += cells == wrong
        began = time.process_time()
        peer_exact += plain_programme(figures(system, reported)) == wrong
        peer.append(time.process_time() - began)
    middle, largest = statistics.median(ours), max(ours)
    other = statistics.median(peer)
    return [
        f"874 linked cells, 521 equations, {ERRORS} errors, {SEEDS} seeds, one core:",
        f"  svodka, every repair   {middle:>8.3f} s in the middle, {largest:.3f} s at most; exactly the wrong cells in {exact} of {SEEDS}",
        f"  plain programme, one   {other:>8.3f} s in the middle, {max(peer):.3f} s at most; exactly in {peer_exact} of {SEEDS} (svodka is {other / middle:.1f} times as fast)",
    ]


def million() -> list[str]:
    """A whole case: 18 regions with 15 defects each."""
    shape = Shape(regions=REGIONS)
    random = np.random.default_rng(5)
    began = time.process_time()
    system = rules(shape)
    built = time.process_time() - began
    reported, defects = planted(honest(random, shape), 15 * REGIONS, random)
    began = time.process_time()
    filed = figures(system, reported.ravel().astype(float))
    filed.broken()
    limit = time.process_time() - began
    began = time.process_time()
    found = localise(figures(system, reported.ravel().astype(float)))
    ours = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = {system.names[cell] for defect in defects for cell in defect.cells}
    accused = {c.cell for one in found if one.ties == 1 for c in one.repairs[0].changes}
    return [
        f"a case of {len(system.names):,} cells and {len(system):,} rules, {len(defects)} defects, one core:",
        f"  svodka  {ours:>8.2f} s and {built:.2f} s for the rules, {memory:.0f} MB; {len(accused & names)} of {len(names)} wrong cells named, {len(accused - names)} others",
        f"  limit   {limit:>8.2f} s to sum every rule once",
    ]


def main() -> None:
    """Small tables first: the largest memory is the million's."""
    sys.stdout.write("\n".join([*tables(), *million()]) + "\n")


if __name__ == "__main__":
    main()
