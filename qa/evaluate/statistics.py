"""Figures of cases -> intervals and p-values: seeded bootstrap, paired permutation, McNemar, Holm, smallest effect."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
#: (n cases x columns) -> a figure, NaN where it is not defined.
Statistic = Callable[[Floats], float]

RESAMPLES = 2000
SHUFFLES = 10_000
EXACT_UNITS = 13  # 2 ** 13 sign patterns are enumerated, more are drawn
# Fewer documents than this say nothing about other documents: redrawing three of them gives intervals that are far too
# narrow (cluster bootstraps need some tens, Cameron et al. 2008), so then the cases are redrawn and the report says so.
FEWEST_GROUPS = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, None where the figure is not defined."""

    low: float | None
    high: float | None


def units_of(groups: Sequence[str]) -> Ints:
    """Which cases are redrawn together: those of one group, or each alone when the groups are too few."""
    names = {name: place for place, name in enumerate(dict.fromkeys(groups))}
    if len(names) < FEWEST_GROUPS:
        return np.arange(len(groups), dtype=np.int64)
    return np.asarray([names[name] for name in groups], dtype=np.int64)


def ratio(sums: Floats) -> float:
    """A figure that is one sum over another: rows of (numerator, denominator) -> their quotient, NaN over nothing."""
    top, bottom = sums[:, 0].sum(), sums[:, 1].sum()
    return float(top / bottom) if bottom else math.nan


def bootstrap_ratio(rows: Floats, units: Ints, *, seed: int, name: str, resamples: int = RESAMPLES) -> Interval:
    """Percentile bootstrap (Efron and Tibshirani 1993) of a quotient of sums; units redrawn whole.

    Where every case says the same (all right, all wrong) redrawing shows no spread; then the exact binomial bound of
    Clopper and Pearson 1934 over the units is given, so that 20 of 20 is not "100 %, surely".
    """
    kept = rows[:, 1] != 0
    rows, units = rows[kept], units[kept]
    if not len(rows):
        return Interval(None, None)
    sums = _unit_sums(rows, units)
    quotients = rows[:, 0] / rows[:, 1]
    if np.all(quotients == quotients[0]) and quotients[0] in (0.0, 1.0):
        slack = 0.025 ** (1 / len(sums))
        return Interval(0.0, 1 - slack) if quotients[0] == 0 else Interval(slack, 1.0)
    random = _random(seed, name)
    found: list[Floats] = []
    for size in _batches(resamples, len(sums)):
        counts = random.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=size)
        totals = counts.astype(np.float64) @ sums
        found.append(totals[:, 0] / np.where(totals[:, 1] == 0, np.nan, totals[:, 1]))
    return _percentiles(np.concatenate(found))


def bootstrap(rows: Floats, units: Ints, statistic: Statistic, *, seed: int, name: str, resamples: int = RESAMPLES) -> Interval:
    """Percentile bootstrap of any figure of the rows; units redrawn whole."""
    if not len(rows):
        return Interval(None, None)
    members = _members(units)
    random = _random(seed, name)
    found = [
        statistic(rows[np.concatenate([members[pick] for pick in random.integers(len(members), size=len(members))])])
        for _ in range(resamples)
    ]
    return _percentiles(np.asarray(found))


def paired_permutation_ratio(a: Floats, b: Floats, units: Ints, *, seed: int, name: str) -> tuple[float, float]:
    """One-sided p-values (b lower than a, b higher than a) of a quotient of sums over the same cases.

    Under the null hypothesis the two runs may be exchanged unit by unit (Fisher 1935; Smucker et al. 2007 for
    retrieval). Exact when few units differ, else 10,000 seeded draws with the observed one counted in.
    """
    sums_a, sums_b = _unit_sums(a, units), _unit_sums(b, units)
    differing = np.flatnonzero(np.any(sums_a != sums_b, axis=1))
    if not len(differing):
        return 1.0, 1.0
    change = (sums_b - sums_a)[differing]
    total_a, total_b = sums_a.sum(axis=0), sums_b.sum(axis=0)
    observed = _quotient(total_b) - _quotient(total_a)
    if math.isnan(observed):
        return 1.0, 1.0
    lower = higher = count = 0
    exact = len(differing) <= EXACT_UNITS
    random = _random(seed, name)
    for swaps in _all_swaps(len(differing)) if exact else _drawn_swaps(random, len(differing)):
        moved = swaps @ change
        tops_a, tops_b = total_a + moved, total_b - moved
        with np.errstate(divide="ignore", invalid="ignore"):
            effect = tops_b[:, 0] / tops_b[:, 1] - tops_a[:, 0] / tops_a[:, 1]
        lower += int(np.sum(effect <= observed + 1e-12))
        higher += int(np.sum(effect >= observed - 1e-12))
        count += len(effect)
    extra = 0 if exact else 1
    return (lower + extra) / (count + extra), (higher + extra) / (count + extra)


def paired_permutation(
    a: Floats, b: Floats, units: Ints, statistic: Statistic, *, seed: int, name: str, shuffles: int = RESAMPLES
) -> tuple[float, float]:
    """As ``paired_permutation_ratio``, for any figure of the rows; always drawn."""
    observed = statistic(b) - statistic(a)
    if math.isnan(observed) or np.array_equal(a, b):
        return 1.0, 1.0
    random = _random(seed, name)
    places = np.unique(units, return_inverse=True)[1]
    lower = higher = 1
    for _ in range(shuffles):
        swap = random.integers(2, size=int(places.max()) + 1).astype(bool)[places][:, None]
        effect = statistic(np.where(swap, a, b)) - statistic(np.where(swap, b, a))
        lower += effect <= observed + 1e-12
        higher += effect >= observed - 1e-12
    return lower / (shuffles + 1), higher / (shuffles + 1)


def bootstrap_change(a: Floats, b: Floats, units: Ints, *, seed: int, name: str) -> Interval:
    """95 % percentile interval of the change of a quotient of sums from a to b, units redrawn for both at once."""
    sums = np.hstack([_unit_sums(a, units), _unit_sums(b, units)])
    random = _random(seed, name)
    found: list[Floats] = []
    for size in _batches(RESAMPLES, len(sums)):
        totals = random.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=size).astype(np.float64) @ sums
        with np.errstate(divide="ignore", invalid="ignore"):
            found.append(totals[:, 2] / totals[:, 3] - totals[:, 0] / totals[:, 1])
    return _percentiles(np.concatenate(found))


def mcnemar(only_a: int, only_b: int) -> float:
    """Exact two-sided p-value that two runs are right equally often (McNemar 1947, binomial form).

    ``only_a`` and ``only_b`` count the cases that just one of the two got right.
    """
    total, fewer = only_a + only_b, min(only_a, only_b)
    if total == 0:
        return 1.0
    tail = sum(math.comb(total, k) for k in range(fewer + 1))
    return min(1.0, 2 * tail / (1 << total))


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction (1979): adjusted p-values in the order given."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def smallest_effect(a: Floats, b: Floats, units: Ints, *, alpha: float, tests: int = 1) -> float | None:
    """The smallest drop that this paired comparison would show, as a difference of the figure.

    The larger of two bounds: (z(alpha) + z(80 % power)) standard errors of the paired difference, linearised for a
    quotient of sums (Cochran 1977), as in Miller 2024 for evaluations; and the drop at which enough units turn the
    same way for an exact test to reach alpha at all (2 ** -m <= alpha), which counts when few or none differ.
    ``tests`` divides alpha as Holm's first step does. None without cases.
    """
    level = alpha / max(1, tests)
    sums_a, sums_b = _unit_sums(a, units), _unit_sums(b, units)
    kept = (sums_a[:, 1] != 0) | (sums_b[:, 1] != 0)
    sums_a, sums_b = sums_a[kept], sums_b[kept]
    n = len(sums_a)
    if n == 0 or not sums_a[:, 1].sum() or not sums_b[:, 1].sum():
        return None
    least = math.ceil(-math.log2(level)) / n
    if n == 1:
        return max(1.0, least)
    share_a, share_b = (_quotient(sums.sum(axis=0)) for sums in (sums_a, sums_b))
    influence = (sums_b[:, 0] - share_b * sums_b[:, 1]) / sums_b[:, 1].mean()
    influence = influence - (sums_a[:, 0] - share_a * sums_a[:, 1]) / sums_a[:, 1].mean()
    error = float(np.std(influence, ddof=1)) / math.sqrt(n)
    return float(max((_z(1 - level) + _z(0.8)) * error, least))


def _z(probability: float) -> float:
    return float(NormalDist().inv_cdf(probability))


def _unit_sums(rows: Floats, units: Ints) -> Floats:
    places = np.unique(units, return_inverse=True)[1]
    sums = np.zeros((int(places.max()) + 1 if len(places) else 0, rows.shape[1]))
    np.add.at(sums, places, rows)
    return sums


def _members(units: Ints) -> list[Ints]:
    order = np.argsort(units, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(units[order])) + 1)


def _quotient(sums: Floats) -> float:
    return float(sums[0] / sums[1]) if sums[1] else math.nan


def _percentiles(values: Floats) -> Interval:
    values = values[~np.isnan(values)]
    if not len(values):
        return Interval(None, None)
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))


def _batches(resamples: int, width: int) -> list[int]:
    """Sizes of the batches in which resamples are drawn, so that memory stays under some 30 MB."""
    most = max(1, 2_000_000 // max(1, width))
    return [min(most, resamples - done) for done in range(0, resamples, most)]


def _all_swaps(units: int) -> list[Floats]:
    patterns = np.arange(2**units, dtype=np.int64)[:, None]
    return [((patterns >> np.arange(units, dtype=np.int64)) & 1).astype(np.float64)]


def _drawn_swaps(random: np.random.Generator, units: int) -> list[Floats]:
    return [random.integers(2, size=(size, units)).astype(np.float64) for size in _batches(SHUFFLES, units)]


def _random(seed: int, name: str) -> np.random.Generator:
    """One stream a metric, so that adding a metric leaves the figures of the others as they were."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])
