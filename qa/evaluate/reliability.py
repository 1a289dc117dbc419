"""Confidences and outcomes -> how far a stated probability may be believed. Pure functions; each names its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a calibration plot: the mean confidence, the share that was right, and how many cases."""

    confidence: float
    right: float
    n: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Answering the ``coverage`` most confident share of the cases, ``risk`` of them is wrong."""

    coverage: float
    risk: float


def brier(confidences: ArrayLike, outcomes: ArrayLike) -> float:
    """Mean squared distance between the stated probability and what happened, 0 is perfect (Brier 1950)."""
    return float(np.mean((_floats(confidences) - _floats(outcomes)) ** 2))


def equal_mass_bins(confidences: ArrayLike, outcomes: ArrayLike, *, bins: int = 10) -> list[Bin]:
    """Bins of about equally many cases, fewer when there are under ten cases a bin; equal confidences stay together."""
    p, y = _floats(confidences), _floats(outcomes)
    if not len(p):
        return []
    order = np.argsort(p, kind="stable")
    p, y = p[order], y[order]
    count = max(1, min(bins, len(p) // 10))
    cuts = [round(len(p) * part / count) for part in range(1, count)]
    # a cut inside a run of equal confidences would let the order of the file decide: it moves to the run's end
    moved = {int(np.searchsorted(p, p[cut - 1], side="right")) for cut in cuts}
    edges = [0, *sorted(moved - {0, len(p)}), len(p)]
    return [Bin(float(np.mean(p[a:b])), float(np.mean(y[a:b])), b - a) for a, b in pairwise(edges)]


def ece(confidences: ArrayLike, outcomes: ArrayLike, *, bins: int = 10) -> float:
    """Expected calibration error over equal-mass bins: mean |confidence - share right|, weighted by cases.

    Naeini et al. 2015, with equal-mass bins as in Nguyen and O'Connor 2015.
    """
    found = equal_mass_bins(confidences, outcomes, bins=bins)
    total = sum(one.n for one in found)
    return sum(one.n * abs(one.confidence - one.right) for one in found) / total if total else 0.0


def risk_coverage(confidences: ArrayLike, outcomes: ArrayLike) -> list[CurvePoint]:
    """The risk of answering the most confident cases first, one point a case (El-Yaniv and Wiener 2010).

    Cases of equal confidence cannot be told apart, so each has the expected risk of the run that they form.
    """
    risks = _risks(_floats(confidences), _floats(outcomes))
    return [CurvePoint((rank + 1) / len(risks), float(risk)) for rank, risk in enumerate(risks)]


def risk_coverage_area(confidences: ArrayLike, outcomes: ArrayLike) -> float:
    """Area under the risk-coverage curve, lower is better: the mean risk over all coverages (Geifman et al. 2019)."""
    risks = _risks(_floats(confidences), _floats(outcomes))
    return float(np.mean(risks)) if len(risks) else 0.0


def refusal_scores(refused: Sequence[bool], answerable: Sequence[bool]) -> tuple[float | None, float | None, float | None]:
    """Precision, recall and F1 of refusing, unanswerable being the class sought; None where nothing can show it.

    Always refusing has recall 1 and the share of unanswerable cases as precision; SQuAD 2.0 would give it that share as EM.
    """
    right = sum(r and not a for r, a in zip(refused, answerable, strict=True))
    refusals, wanted = sum(refused), sum(not a for a in answerable)
    precision = right / refusals if refusals else None
    recall = right / wanted if wanted else None
    f1 = 2 * right / (refusals + wanted) if refusals + wanted else None
    return precision, recall, f1


def _risks(p: Floats, y: Floats) -> Floats:
    if not len(p):
        return np.zeros(0)
    order = np.argsort(-p, kind="stable")
    p, wrong = p[order], 1.0 - y[order]
    starts = np.flatnonzero(np.concatenate(([True], p[1:] != p[:-1])))
    sizes = np.diff(np.append(starts, len(p)))
    mean = np.add.reduceat(wrong, starts) / sizes
    errors: Floats = np.cumsum(np.repeat(mean, sizes))
    return errors / np.arange(1, len(p) + 1)


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
