"""CaseResults -> metrics with intervals, over all cases and by tag."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qa.evaluate import reliability
from qa.evaluate.statistics import (
    Floats,
    Interval,
    Ints,
    Statistic,
    bootstrap,
    bootstrap_change,
    bootstrap_ratio,
    paired_permutation,
    paired_permutation_ratio,
    ratio,
    smallest_effect,
    units_of,
)
from qa.evaluate.types import METRICS, CaseResult, Metric

#: Shown for each tag; the others need more cases than a tag has.
TAG_METRICS = ("passed", "answer_f1", "answer_contains", "all_evidence@10", "citation_precision", "refusal_recall")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a metric is computed from cases: a row of numbers a case, and a figure of the rows.

    ``statistic`` None means that the rows are (numerator, denominator) and the figure is the quotient of their sums;
    a case that has nothing to say has denominator 0.
    """

    row: Callable[[CaseResult], tuple[float, float]]
    statistic: Statistic | None = None


def measure(name: str) -> Measure:
    """The measure of a metric. Most are means of a case's score over the cases that have it."""
    if name == "passed":
        return Measure(lambda case: (float(case.passed), 1.0))
    if name == "refusal_precision":
        return Measure(lambda case: (float(case.refused and not case.answerable), float(case.refused)))
    if name == "refusal_recall":
        return Measure(lambda case: (float(case.refused and not case.answerable), float(not case.answerable)))
    if name == "refusal_f1":  # 2 tp / (2 tp + fp + fn) is a quotient of sums too
        return Measure(lambda c: (2.0 * (c.refused and not c.answerable), float(c.refused) + float(not c.answerable)))
    if name == "brier":
        return Measure(lambda case: ((case.confidence - float(case.right)) ** 2, 1.0))
    if name == "ece":
        return Measure(_stated, lambda rows: reliability.ece(rows[:, 0], rows[:, 1]))
    if name == "risk_coverage_auc":
        return Measure(_stated, lambda rows: reliability.risk_coverage_area(rows[:, 0], rows[:, 1]))
    if name in ("ms_p50", "ms_p95"):
        percent = float(name.removeprefix("ms_p"))
        return Measure(lambda case: (case.ms, 1.0), lambda rows: float(np.percentile(rows[:, 0], percent)))
    return Measure(lambda case: (case.scores.get(name, 0.0), float(name in case.scores)))


def metrics_of(cases: Sequence[CaseResult], *, seed: int) -> dict[str, Metric]:
    """Every metric with its 95 % interval; a metric that no case can show is there with None and n 0."""
    units = units_of([case.group for case in cases])
    return {name: _metric(name, cases, units, seed) for name in METRICS}


def by_tag(cases: Sequence[CaseResult], *, seed: int) -> dict[str, dict[str, Metric]]:
    """The metrics that a handful of cases can show, for each tag in alphabetical order."""
    tags = sorted({tag for case in cases for tag in case.tags})
    found: dict[str, dict[str, Metric]] = {}
    for tag in tags:
        tagged = [case for case in cases if tag in case.tags]
        units = units_of([case.group for case in tagged])
        computed = {name: _metric(name, tagged, units, seed) for name in TAG_METRICS}
        found[tag] = {name: metric for name, metric in computed.items() if metric.n}
    return found


def interval_unit(cases: Sequence[CaseResult]) -> Literal["document", "case"]:
    """What the intervals redraw: documents with all their questions, or single cases where documents are too few."""
    units = units_of([case.group for case in cases])
    return "case" if len(set(units.tolist())) == len(cases) else "document"


@dataclass(frozen=True, slots=True)
class Change:
    """A metric in two runs of the same cases. ``p_lower``: how easily chance alone would lower it this far."""

    name: str
    a: float | None
    b: float | None
    interval: Interval
    p_lower: float
    p_higher: float
    smallest: float | None


def change(name: str, a: Sequence[CaseResult], b: Sequence[CaseResult], *, seed: int, alpha: float = 0.05, tests: int = 1) -> Change:
    """The paired change of a metric from run a to run b; both list the same cases in the same order."""
    how = measure(name)
    units = units_of([case.group for case in a])
    rows_a, rows_b = _rows(how, a), _rows(how, b)
    if how.statistic is not None:
        lower, higher = paired_permutation(rows_a, rows_b, units, how.statistic, seed=seed, name=name)
        value_a, value_b = _figure(how, rows_a), _figure(how, rows_b)
        return Change(name, value_a, value_b, Interval(None, None), lower, higher, None)
    lower, higher = paired_permutation_ratio(rows_a, rows_b, units, seed=seed, name=name)
    interval = bootstrap_change(rows_a, rows_b, units, seed=seed, name=name)
    smallest = smallest_effect(rows_a, rows_b, units, alpha=alpha, tests=tests)
    return Change(name, _figure(how, rows_a), _figure(how, rows_b), interval, lower, higher, smallest)


def values(metrics: Mapping[str, Metric]) -> dict[str, float]:
    """Metric -> value, those without one left out."""
    return {name: metric.value for name, metric in metrics.items() if metric.value is not None}


def _metric(name: str, cases: Sequence[CaseResult], units: Ints, seed: int) -> Metric:
    how = measure(name)
    rows = _rows(how, cases)
    value = _figure(how, rows)
    if value is None:
        return Metric(value=None, low=None, high=None, n=0)
    if how.statistic is not None:
        interval = bootstrap(rows, units, how.statistic, seed=seed, name=name)
    else:
        interval = bootstrap_ratio(rows, units, seed=seed, name=name)
    n = len(rows) if how.statistic is not None else int(np.count_nonzero(rows[:, 1]))
    return Metric(value=value, low=interval.low, high=interval.high, n=n)


def _figure(how: Measure, rows: Floats) -> float | None:
    if not len(rows):
        return None
    value = ratio(rows) if how.statistic is None else how.statistic(rows)
    return None if math.isnan(value) else value


def _rows(how: Measure, cases: Sequence[CaseResult]) -> Floats:
    return np.asarray([how.row(case) for case in cases], dtype=np.float64).reshape(-1, 2)


def _stated(case: CaseResult) -> tuple[float, float]:
    return case.confidence, float(case.right)
