"""The whole-percent surplus of one national election: exact sums against Monte Carlo, 90,000 stations.

The peer is what was published: draws of every station's counts, of which 1,000 are usual; 20 are
drawn here and the time is scaled. The limit is one look at every station, without any chance.
"""

from __future__ import annotations

import csv
import io
import sys
import time
import zipfile
from pathlib import Path

import numpy as np

from svodka.analyse import whole_percent

SOURCE = (
    Path(__file__).resolve().parents[2] / "shared" / "corpora" / "ru-elections" / "2020.csv.zip"
)
DRAWS = 20
PUBLISHED = 1000


def stations() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Voters on the list, ballots in boxes and votes for, of every station; made up where the corpus is absent."""
    if not SOURCE.exists():
        draw = np.random.default_rng(2020)
        listed = draw.integers(30, 3000, size=96_765)
        ballots = draw.binomial(listed, draw.uniform(0.4, 0.9, len(listed)))
        votes = draw.binomial(ballots, draw.uniform(0.5, 0.9, len(listed)))
        return listed.astype(float), ballots.astype(float), votes.astype(float)
    with zipfile.ZipFile(SOURCE) as packed:
        text = packed.read(packed.namelist()[0]).decode()
    rows = list(csv.reader(io.StringIO(text)))[1:]
    counts = np.array([[row[4], row[6], row[8]] for row in rows], dtype=float)
    return counts[:, 0], counts[:, 1], counts[:, 2]


def drawn(listed: np.ndarray, ballots: np.ndarray, votes: np.ndarray) -> float:
    """The expected number of whole percentages by simulation."""
    used = (listed >= 100) & (ballots > 0)
    n, m = listed[used].astype(int), ballots[used].astype(int)
    p, q = m / n, votes[used] / m
    draw = np.random.default_rng(1)
    found = []
    for _ in range(DRAWS):
        percents = 100 * draw.binomial(n, p) / n, 100 * draw.binomial(m, q) / m
        near = [np.abs(percent - np.round(percent)) <= 0.05 for percent in percents]
        found.append((near[0] | near[1]).sum())
    return float(np.mean(found))


def main() -> None:
    """Print processor seconds of ours, the peer's and the limit."""
    listed, ballots, votes = stations()
    began = time.process_time()
    found = whole_percent((ballots, votes), (listed, ballots))
    ours = time.process_time() - began
    began = time.process_time()
    drawn(listed, ballots, votes)
    peer = (time.process_time() - began) * PUBLISHED / DRAWS
    began = time.process_time()
    (np.abs(100 * ballots / np.maximum(listed, 1) % 1 - 0.5) >= 0.45).sum()
    limit = time.process_time() - began
    lines = (
        f"whole-percent surplus, {found.units:,} stations: {found.statistic:.1f} (sd {found.sd:.1f}, z {found.z:.1f})",
        f"  svodka, exact sums          {ours:>8.2f} s",
        f"  {PUBLISHED:,} draws               {peer:>8.2f} s  (svodka takes 1/{peer / ours:.0f})",
        f"  one look at every station   {limit:>8.4f} s",
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
