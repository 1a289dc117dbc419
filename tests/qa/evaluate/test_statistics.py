"""Against scipy, which is a dependency of the tests alone."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluate.statistics import (
    Interval,
    bootstrap,
    bootstrap_change,
    bootstrap_ratio,
    holm,
    mcnemar,
    paired_permutation,
    paired_permutation_ratio,
    ratio,
    smallest_effect,
    units_of,
)


def rows_of(values: list[float]) -> np.ndarray:
    return np.asarray([[value, 1.0] for value in values])


def width(interval: Interval) -> float:
    assert interval.low is not None
    assert interval.high is not None
    return interval.high - interval.low


def alone(n: int) -> np.ndarray:
    return np.arange(n)


def test_the_bootstrap_is_scipys_percentile_bootstrap() -> None:
    values = np.random.default_rng(3).beta(2, 1, size=80)
    ours = bootstrap_ratio(rows_of(values.tolist()), alone(80), seed=0, name="x", resamples=20_000)
    theirs = scipy.stats.bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, rng=1).confidence_interval
    assert ours.low == pytest.approx(theirs.low, abs=0.003)
    assert ours.high == pytest.approx(theirs.high, abs=0.003)


def test_the_general_bootstrap_agrees_with_the_one_for_quotients() -> None:
    rows = rows_of(np.random.default_rng(4).random(60).tolist())
    general = bootstrap(rows, alone(60), ratio, seed=0, name="x", resamples=8000)
    special = bootstrap_ratio(rows, alone(60), seed=0, name="x", resamples=8000)
    assert general.low == pytest.approx(special.low, abs=0.01)
    assert general.high == pytest.approx(special.high, abs=0.01)


def test_the_same_seed_gives_the_same_interval_and_metrics_have_their_own_streams() -> None:
    rows = rows_of(np.random.default_rng(5).random(40).tolist())
    one = bootstrap_ratio(rows, alone(40), seed=1, name="brier")
    assert one == bootstrap_ratio(rows, alone(40), seed=1, name="brier")
    assert one != bootstrap_ratio(rows, alone(40), seed=1, name="mrr@10")
    assert one != bootstrap_ratio(rows, alone(40), seed=2, name="brier")


def test_questions_about_one_document_make_the_interval_wider() -> None:
    """Twenty documents of ten questions that stand or fall together are twenty observations, not two hundred."""
    per_document = np.random.default_rng(6).integers(2, size=20)
    rows = rows_of(np.repeat(per_document, 10).astype(float).tolist())
    together = bootstrap_ratio(rows, np.repeat(np.arange(20), 10), seed=0, name="x")
    apart = bootstrap_ratio(rows, alone(200), seed=0, name="x")
    assert width(together) > 2.5 * width(apart)


@pytest.mark.parametrize("n", [1, 7, 20, 300])
def test_all_right_is_not_surely_right(n: int) -> None:
    """The exact binomial bound, as scipy has it."""
    exact = scipy.stats.binomtest(n, n).proportion_ci(method="exact")
    right = bootstrap_ratio(rows_of([1.0] * n), alone(n), seed=0, name="x")
    wrong = bootstrap_ratio(rows_of([0.0] * n), alone(n), seed=0, name="x")
    assert right.low == pytest.approx(exact.low)
    assert right.high == 1.0
    assert wrong.high == pytest.approx(1 - exact.low)


def test_nothing_to_measure_has_no_interval() -> None:
    interval = bootstrap_ratio(np.zeros((5, 2)), alone(5), seed=0, name="x")
    assert interval.low is None
    assert bootstrap(np.zeros((0, 2)), alone(0), ratio, seed=0, name="x").high is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=9))
def test_the_exact_permutation_test_is_scipys(pairs: list[tuple[int, int]]) -> None:
    a, b = ([pair[side] / 4 for pair in pairs] for side in (0, 1))
    lower, higher = paired_permutation_ratio(rows_of(a), rows_of(b), alone(len(pairs)), seed=0, name="x")
    for alternative, ours in (("less", lower), ("greater", higher)):
        theirs = scipy.stats.permutation_test(
            (b, a), lambda x, y, axis=-1: np.mean(x - y, axis=axis), permutation_type="samples", alternative=alternative, n_resamples=np.inf
        )
        assert ours == pytest.approx(theirs.pvalue)


def test_the_drawn_permutation_test_is_near_the_exact_one() -> None:
    dice = np.random.default_rng(8)
    a, b = dice.random(13), dice.random(13)
    exact, _ = paired_permutation_ratio(rows_of(a.tolist()), rows_of(b.tolist()), alone(13), seed=0, name="x")
    drawn, _ = paired_permutation(rows_of(a.tolist()), rows_of(b.tolist()), alone(13), ratio, seed=0, name="x", shuffles=6000)
    assert drawn == pytest.approx(exact, abs=0.02)


def test_a_clear_drop_over_many_cases_is_seen_and_a_rise_is_not_taken_for_it() -> None:
    a, b = rows_of([1.0] * 60), rows_of([0.0] * 20 + [1.0] * 40)
    lower, higher = paired_permutation_ratio(a, b, alone(60), seed=0, name="x")
    assert lower < 0.001
    assert higher > 0.99


def test_two_equal_runs_differ_by_chance_for_sure() -> None:
    rows = rows_of([0.0, 1.0, 0.5])
    assert paired_permutation_ratio(rows, rows, alone(3), seed=0, name="x") == (1.0, 1.0)
    assert paired_permutation(rows, rows, alone(3), ratio, seed=0, name="x") == (1.0, 1.0)


def test_the_permutation_test_keeps_its_promise_when_nothing_differs() -> None:
    """Of 400 comparisons of equals about one in twenty is called different."""
    dice = np.random.default_rng(9)
    called = 0
    for _ in range(400):
        a, b = dice.integers(2, size=(2, 12)).astype(float)
        called += min(1.0, paired_permutation_ratio(rows_of(a.tolist()), rows_of(b.tolist()), alone(12), seed=0, name="x")[0]) <= 0.05
    assert called / 400 <= 0.08


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_scipys_binomial_test(only_a: int, only_b: int) -> None:
    theirs = scipy.stats.binomtest(only_a, only_a + only_b).pvalue if only_a + only_b else 1.0
    assert mcnemar(only_a, only_b) == pytest.approx(theirs)


def test_holm_gives_the_figures_of_the_textbook() -> None:
    """R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.8, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.floats(0.001, 0.999))
def test_holm_rejects_what_its_step_down_rule_rejects(p_values: list[float], alpha: float) -> None:
    rejected = set()
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        if p_values[place] * (len(p_values) - rank) > alpha:
            break
        rejected.add(place)
    assert {i for i, p in enumerate(holm(p_values)) if p <= alpha} == rejected


def test_the_smallest_effect_is_one_that_a_test_of_this_size_finds_four_times_in_five() -> None:
    dice = np.random.default_rng(10)

    def shifted(a: np.ndarray, by: float) -> np.ndarray:
        return rows_of((a + dice.normal(0, 0.3, size=len(a)) - by).tolist())

    a = dice.random(200)
    effect = smallest_effect(rows_of(a.tolist()), shifted(a, 0), alone(200), alpha=0.05)
    assert effect is not None
    found = 0
    for _ in range(100):
        a = dice.random(200)
        found += paired_permutation_ratio(rows_of(a.tolist()), shifted(a, effect), alone(200), seed=0, name="x")[0] <= 0.05
    assert 0.7 <= found / 100 <= 0.9


def test_a_handful_of_cases_can_only_show_a_large_effect() -> None:
    """Under five units turning the same way no exact test reaches .05 at all, however equal the runs look."""
    rows = rows_of([1.0] * 14)
    assert smallest_effect(rows, rows, alone(14), alpha=0.05) == pytest.approx(5 / 14)
    assert smallest_effect(rows, rows, alone(14), alpha=0.05, tests=4) == pytest.approx(7 / 14)
    assert smallest_effect(np.zeros((3, 2)), np.zeros((3, 2)), alone(3), alpha=0.05) is None


def test_the_interval_of_a_change_is_scipys() -> None:
    dice = np.random.default_rng(11)
    a, b = dice.random(90), dice.random(90)
    ours = bootstrap_change(rows_of(a.tolist()), rows_of(b.tolist()), alone(90), seed=0, name="x")
    theirs = scipy.stats.bootstrap((b - a,), np.mean, method="percentile", n_resamples=20_000, rng=1).confidence_interval
    assert ours.low == pytest.approx(theirs.low, abs=0.012)
    assert ours.high == pytest.approx(theirs.high, abs=0.012)


def test_few_documents_are_not_redrawn_as_if_they_were_many() -> None:
    assert units_of(["a", "a", "b"]).tolist() == [0, 1, 2]
    many = [f"d{n // 2}" for n in range(24)]
    assert units_of(many).tolist() == [n // 2 for n in range(24)]
