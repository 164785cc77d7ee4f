"""Evidence that columns are alike: headers that are values, or groups of columns that repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from svodka.lexicon.patterns import expression
from svodka.recognise.relational_heads import (
    LAST_SPLITS,
    SPLITS,
    alike_runs,
    is_statistic,
    is_unnamed,
    prefix_runs,
    value_class,
)
from svodka.recognise.relational_kinds import Profile, likeness, profile
from svodka.recognise.relational_steps import Candidate, Flat, gather, stack

_ROWS = 300
_NUMBERED = expression(r"(.*?\D)[ ._-]?\d{1,3}")


def profiles(flat: Flat) -> list[Profile]:
    """A profile of each column, from at most 300 rows spread over the table."""
    step = max(1, flat.height // _ROWS)
    rows = flat.rows[::step]
    return [profile(column) for column in zip(*rows, strict=True)] if rows else []


def _alike(columns: Sequence[Profile]) -> float:
    """Mean likeness of each column to its neighbour and to the middle one."""
    middle = columns[len(columns) // 2]
    pairs = [likeness(one, two) for one, two in pairwise(columns)]
    pairs += [likeness(middle, column) for column in columns]
    return sum(pairs) / len(pairs)


def stacks(flat: Flat) -> list[Candidate]:
    """Runs of alike columns whose headers should stand in a column."""
    columns = profiles(flat)
    if not columns or flat.width < 2:
        return []
    told = [
        run
        for run in (*alike_runs(flat.header), *prefix_runs(flat.header))
        if run[1] - run[0] < flat.width
    ]
    found = []
    for start, stop, why in told:
        score = _HEADER[why.split(":")[0]] + _run_score(columns, start, stop)
        if why.startswith(_TELLING):
            score += 0.25 * _impure(columns[start:stop])
        if not why.startswith("value"):
            score -= 0.15 * _goes_on(columns, start, stop)
        found.append(_stack(score, start, stop))
    for start, stop in _name_runs(columns, flat.header):
        score = _HEADER["names"] + _run_score(columns, start, stop)
        score += 0.15 * (stop - start) / flat.width
        inside = [run for run in told if start <= run[0] and run[1] <= stop]
        for begin, end, why in inside:
            left, right = _widened(flat.header, start, stop, begin, end)
            base = _HEADER[why.split(":")[0]] - 0.05
            if (left, right) != (begin, end) and not why.startswith("value"):
                found.append(_stack(base + _run_score(columns, left, right), left, right))
        if any(why.startswith(("value", "shape")) for _, _, why in inside):
            score -= 0.2
        found.append(_stack(score, start, stop))
    return found


def _widened(
    headers: Sequence[str], start: int, stop: int, begin: int, end: int
) -> tuple[int, int]:
    """A run begin:end within the alike columns start:stop, with neighbours of the same form."""
    form = _form(headers[begin])
    while begin > start and _form(headers[begin - 1]) == form:
        begin -= 1
    while end < stop and _form(headers[end]) == form:
        end += 1
    return begin, end


def _form(header: str) -> tuple[bool, bool]:
    """Whether digits open the name and whether they close it."""
    text = header.strip() or " "
    return text[0].isdigit(), text[-1].isdigit()


def _stack(score: float, start: int, stop: int) -> Candidate:
    return Candidate(
        score,
        "stack",
        f"{stop - start} alike columns became rows",
        lambda table: stack(table, start, stop, ("var", "value")),
    )


_HEADER = {"value": 0.62, "shape": 0.55, "level": 0.5, "prefix": 0.4, "suffix": 0.4, "names": 0.17}


# headers that say by themselves that they are values; marks among the cells then weigh less
_TELLING = ("value", "shape", "level")


def _run_score(columns: Sequence[Profile], start: int, stop: int) -> float:
    """What the cells of a run of columns say for being one column."""
    run = columns[start:stop]
    score = 0.45 * _alike(run) + 0.05 * min(1.0, (stop - start - 2) / 4)
    score -= 0.5 * _impure(run)
    return score - (0.15 if stop - start == 2 else 0.0)


def _impure(run: Sequence[Profile]) -> float:
    """Mean share of cells that are not of their column's commonest kind."""
    return 1.0 - sum(column.purity for column in run) / len(run)


def _goes_on(columns: Sequence[Profile], start: int, stop: int) -> float:
    """How alike the column after the run is to it: then the run says too little."""
    if stop == len(columns):
        return 0.0
    return float(likeness(columns[stop - 1], columns[stop]) > 0.8)


def _name_runs(columns: Sequence[Profile], headers: Sequence[str]) -> list[tuple[int, int]]:
    """Longest runs of three or more columns alike in what they hold.

    The first column names the record unless it repeats itself and another column is left to.
    """
    runs = []
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or _break(columns[start:index], columns[index]):
            begin = start
            if begin == 0 and (index == len(columns) or columns[0].distinct > 0.9):
                begin = 1
            if index - begin > 2 and not any(map(_silent, headers[begin:index])):
                runs.append((begin, index))
            start = index
    return runs


def _silent(header: str) -> bool:
    """A header that cannot be a value: blank, or the name of a statistic."""
    return is_unnamed(header) or is_statistic(header)


def _break(run: Sequence[Profile], column: Profile) -> bool:
    recent = run[-3:]
    return sum(likeness(other, column) for other in recent) / len(recent) < 0.6


def groups(flat: Flat) -> list[Candidate]:
    """Groups of columns that repeat with a running part in their names."""
    columns = profiles(flat)
    found = _repeated(flat, columns)
    values = [value_class(header) != "" for header in flat.header]
    for splits in (SPLITS, LAST_SPLITS):
        for split in splits:
            pairs = [
                None if whole else split(header)
                for header, whole in zip(flat.header, values, strict=True)
            ]
            for start, stop in _products(pairs):
                keys = [pair for pair in pairs[start:stop] if pair is not None]
                found.extend(_gathered(flat, columns, keys, start))
        if found:
            break
    return found


def _gathered(
    flat: Flat, columns: Sequence[Profile], keys: Sequence[tuple[str, str]], start: int
) -> list[Candidate]:
    """The candidate of one run of two-part names, the running part chosen by what is alike."""
    run = columns[start : start + len(keys)]
    left = _held_together(run, [one for one, _ in keys])
    right = _held_together(run, [two for _, two in keys])
    running = sum(_running(two) - _running(one) for one, two in keys) / len(keys)
    left += 0.1 + 0.25 * running
    # left stubs are the habit of libraries, hence their bonus;
    # a stub holds columns together; the part that does so less is the running one
    if left >= right:
        turned = [(two, one) for one, two in keys]
        held, loose = left, right
    else:
        turned = list(keys)
        held, loose = right, left
    count = len({stub for _, stub in turned})
    runs = len({group for group, _ in turned})
    full = len(keys) / (count * runs)
    score = 0.2 + 0.5 * full + 0.25 * min(1.0, held) + 0.15 * min(1.0, max(0.0, held - loose))
    score += 0.1 * len(keys) / flat.width
    if any(value_class(group) or any(map(str.isdigit, group)) for group, _ in turned):
        score += 0.1
    else:
        score -= 0.1
    return [
        Candidate(
            score,
            "wide_to_long",
            f"{runs} groups of {count} columns became rows",
            lambda table: gather(table, turned, start, "Var"),
        )
    ]


def _running(part: str) -> int:
    """2 for a value such as a year, 1 for words with a number in them, else 0."""
    return 2 if value_class(part) else int(any(map(str.isdigit, part)))


def _held_together(run: Sequence[Profile], labels: Sequence[str]) -> float:
    """Mean likeness of the columns that share a label."""
    groups: dict[str, list[Profile]] = {}
    for column, label in zip(run, labels, strict=True):
        groups.setdefault(label, []).append(column)
    scores = [_alike(group) for group in groups.values() if len(group) > 1]
    return sum(scores) / len(scores) if scores else 0.0


def _products(pairs: Sequence[tuple[str, str] | None]) -> list[tuple[int, int]]:
    """Runs of columns whose two parts form a product: at least two of each, nearly full."""
    alive = list(pairs)
    found = []
    start = 0
    for index in range(len(alive) + 1):
        if index == len(alive) or alive[index] is None:
            if index - start >= 4:
                found.extend(_trim(alive, start, index))
            start = index + 1
    return found


def _trim(pairs: Sequence[tuple[str, str] | None], start: int, stop: int) -> list[tuple[int, int]]:
    """Cut columns whose parts do not recur from a run, until what is left is a product."""
    known = {index: pair for index in range(start, stop) if (pair := pairs[index]) is not None}
    while True:
        one = Counter(pair[0] for pair in known.values())
        two = Counter(pair[1] for pair in known.values())
        left = {
            index: pair for index, pair in known.items() if one[pair[0]] > 1 and two[pair[1]] > 1
        }
        if len(left) == len(known):
            break
        known = left
    found = []
    begin = previous = None
    for index in (*sorted(known), None):
        if begin is None or previous is None:
            begin = previous = index
            continue
        if index is None or index != previous + 1:
            if _is_product([known[place] for place in range(begin, previous + 1)]):
                found.append((begin, previous + 1))
            begin = index
        previous = index
    return found


def _is_product(keys: Sequence[tuple[str, str]]) -> bool:
    ones = {one for one, _ in keys}
    twos = {two for _, two in keys}
    return (
        len(ones) > 1
        and len(twos) > 1
        and len(set(keys)) == len(keys)
        and len(keys) >= 0.75 * len(ones) * len(twos)
    )


def _repeated(flat: Flat, columns: Sequence[Profile]) -> list[Candidate]:
    """Names that come again, as they stand or as a library marks them: Date, Sum, Date.1, Sum.1."""
    plain = [_unmangled(header, flat.header) for header in flat.header]
    counts = Counter(plain)
    again = [counts[name] > 1 for name in plain]
    found = []
    start = 0
    for index in range(len(plain) + 1):
        if index == len(plain) or not again[index]:
            names = plain[start:index]
            if index - start >= 4 and len(set(names)) > 1:
                seen: Counter[str] = Counter()
                keys = []
                for name in names:
                    seen[name] += 1
                    keys.append((name, str(seen[name])))
                if _is_product(keys):
                    found.extend(_gathered(flat, columns, keys, start))
            start = index + 1
    return found


def _unmangled(header: str, headers: Sequence[str]) -> str:
    """The name without the number that tells it from its first bearer: Date.1 and Date 2 are Date."""
    found = _NUMBERED.fullmatch(header)
    return found[1] if found and found[1] in headers else header
