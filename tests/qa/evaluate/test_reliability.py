from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluate.reliability import brier, ece, equal_mass_bins, refusal_scores, risk_coverage, risk_coverage_area

stated = st.lists(st.tuples(st.integers(0, 20).map(lambda n: n / 20), st.booleans()), min_size=1, max_size=60)


@settings(max_examples=1000, deadline=None)
@given(stated)
def test_brier_and_risk_coverage_agree_with_naive_ones(pairs: list[tuple[float, bool]]) -> None:
    p, y = [a for a, _ in pairs], [float(b) for _, b in pairs]
    assert brier(p, y) == pytest.approx(sum((a - b) ** 2 for a, b in zip(p, y, strict=True)) / len(p))
    curve = naive_curve(pairs)
    assert [point.risk for point in risk_coverage(p, y)] == pytest.approx(curve)
    assert risk_coverage_area(p, y) == pytest.approx(sum(curve) / len(curve))


def naive_curve(pairs: list[tuple[float, bool]]) -> list[float]:
    """Expected errors among the first n, cases of one confidence standing in every order equally often."""
    risks, errors, done = [], 0.0, 0
    for level in sorted({p for p, _ in pairs}, reverse=True):
        outcomes = [y for p, y in pairs if p == level]
        share = sum(not y for y in outcomes) / len(outcomes)
        for _ in outcomes:
            errors, done = errors + share, done + 1
            risks.append(errors / done)
    return risks


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60, unique_by=lambda pair: pair[0]))
def test_ece_agrees_with_a_naive_one_where_no_two_confidences_are_equal(pairs: list[tuple[float, bool]]) -> None:
    rows = sorted(pairs)
    count = max(1, min(10, len(rows) // 10))
    edges = [round(len(rows) * part / count) for part in range(count + 1)]
    total = 0.0
    for low, high in pairwise(edges):
        part = rows[low:high]
        gap = sum(p for p, _ in part) / len(part) - sum(y for _, y in part) / len(part)
        total += len(part) / len(rows) * abs(gap)
    assert ece([p for p, _ in pairs], [float(y) for _, y in pairs]) == pytest.approx(total)


@given(stated, st.randoms(use_true_random=False))
def test_the_order_of_the_cases_changes_nothing(pairs: list[tuple[float, bool]], dice: random.Random) -> None:
    shuffled = list(pairs)
    dice.shuffle(shuffled)
    one, other = ([p for p, _ in rows] for rows in (pairs, shuffled))
    y_one, y_other = ([float(y) for _, y in rows] for rows in (pairs, shuffled))
    assert ece(one, y_one) == pytest.approx(ece(other, y_other))
    assert risk_coverage_area(one, y_one) == pytest.approx(risk_coverage_area(other, y_other))


@given(stated)
def test_equal_confidences_share_a_bin(pairs: list[tuple[float, bool]]) -> None:
    bins = equal_mass_bins([p for p, _ in pairs], [float(y) for _, y in pairs])
    assert sum(one.n for one in bins) == len(pairs)
    assert [one.confidence for one in bins] == sorted({one.confidence for one in bins})


def test_checked_figures() -> None:
    assert brier([0.9, 0.2], [1, 0]) == pytest.approx(0.025)
    assert risk_coverage_area([0.9, 0.8, 0.1], [1, 1, 0]) == pytest.approx(1 / 9)
    assert risk_coverage_area([0.1, 0.8, 0.9], [1, 1, 0]) == pytest.approx((1 + 0.5 + 1 / 3) / 3)
    assert ece([0.7] * 10, [1] * 7 + [0] * 3) == pytest.approx(0)
    assert ece([0.9] * 10, [1] * 7 + [0] * 3) == pytest.approx(0.2)
    assert ece([], []) == risk_coverage_area([], []) == 0


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_refusal_scores_agree_with_naive_counts(rows: list[tuple[bool, bool]]) -> None:
    tp = fp = fn = 0
    for refused, answerable in rows:
        tp += refused and not answerable
        fp += refused and answerable
        fn += not refused and not answerable
    precision, recall, f1 = refusal_scores([r for r, _ in rows], [a for _, a in rows])
    assert precision == (pytest.approx(tp / (tp + fp)) if tp + fp else None)
    assert recall == (pytest.approx(tp / (tp + fn)) if tp + fn else None)
    assert f1 == (pytest.approx(2 * tp / (2 * tp + fp + fn)) if 2 * tp + fp + fn else None)
