from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from qa import calibrated
from qa.evaluate.calibrate import (
    calibrate,
    calibration_json,
    calibration_text,
)
from qa.evaluate.types import Report, Suite
from qa.types import QaError


@pytest.fixture
def overconfident(suite_of: Callable[..., Suite], harbour_text: Callable[..., str], run_of: Callable[..., Report]) -> Report:
    """A run of 300 cases that answers everything; it says p and is right with the probability of another curve of p."""
    suite = suite_of(harbour_text(200, 100))
    report = run_of(suite)
    dice = random.Random(4)
    cases = []
    for case in report.cases:
        logit = dice.gauss(0.4 if case.answerable else -2.2, 1.0)
        right = case.answerable and dice.random() < 1 / (1 + math.exp(-(1.4 * logit + 0.6)))
        stated = 1 / (1 + math.exp(-(0.5 * logit + 1.8)))
        cases.append(dataclasses.replace(case, confidence=round(stated, 4), right=right, refused=False, passed=right))
    return dataclasses.replace(report, cases=tuple(cases))


def test_probabilities_get_closer_to_what_happens_on_cases_the_curve_has_not_seen(overconfident: Report) -> None:
    found = calibrate(overconfident)
    assert found.helps
    assert found.after.brier < found.before.brier - 0.02
    assert found.after.ece < found.before.ece - 0.1
    assert found.before.refusal_f1 == 0
    assert found.after.refusal_f1 is not None
    assert found.after.refusal_f1 > 0.6


def test_the_curve_is_the_one_that_a_general_optimiser_finds(overconfident: Report) -> None:
    import numpy as np
    from scipy.optimize import minimize

    found = calibrate(overconfident)
    p = np.asarray([case.confidence for case in overconfident.cases])
    y = np.asarray([float(case.right) for case in overconfident.cases])
    x = np.log(p / (1 - p))
    target = np.where(y > 0, (y.sum() + 1) / (y.sum() + 2), 1 / (len(y) - y.sum() + 2))

    def loss(w: np.ndarray) -> float:
        z = w[0] * x + w[1]
        return float(np.sum(np.logaddexp(0, z) - target * z))

    best = minimize(loss, [1.0, 0.0]).x
    assert found.slope == pytest.approx(best[0], abs=1e-3)
    assert found.intercept == pytest.approx(best[1], abs=1e-3)


def test_a_wanted_error_rate_sets_the_threshold(overconfident: Report) -> None:
    strict, loose = calibrate(overconfident, target_risk=0.2), calibrate(overconfident, target_risk=0.4)
    assert strict.threshold > loose.threshold
    assert strict.after.risk is not None
    assert loose.after.risk is not None
    assert strict.after.risk <= 0.26
    assert loose.after.risk <= 0.46
    assert strict.after.coverage < loose.after.coverage


def test_a_risk_that_no_threshold_reaches_is_an_error(overconfident: Report) -> None:
    with pytest.raises(QaError, match=r"no threshold keeps the share of wrong answers under 0\.0001"):
        calibrate(overconfident, target_risk=0.0001)
    with pytest.raises(QaError, match="must lie between 0 and 1"):
        calibrate(overconfident, target_risk=5)


@pytest.mark.parametrize(("answerable", "unanswerable"), [(60, 30), (80, 29), (29, 80)])
def test_too_few_cases_are_refused(
    suite_of: Callable[..., Suite], harbour_text: Callable[..., str], run_of: Callable[..., Report], answerable: int, unanswerable: int
) -> None:
    report = run_of(suite_of(harbour_text(answerable, unanswerable)))
    with pytest.raises(QaError, match=f"too few cases to calibrate: {answerable} answerable and {unanswerable} unanswerable"):
        calibrate(report)


def test_a_confidence_that_says_nothing_gets_a_flat_curve_and_does_not_help(overconfident: Report) -> None:
    dice = random.Random(5)
    cases = tuple(dataclasses.replace(case, confidence=dice.random()) for case in overconfident.cases)
    found = calibrate(dataclasses.replace(overconfident, cases=cases))
    assert abs(found.slope) < 0.15
    upside_down = tuple(dataclasses.replace(case, confidence=1 - case.confidence) for case in overconfident.cases)
    assert calibrate(dataclasses.replace(overconfident, cases=upside_down)).slope == 0


def test_the_curve_rises_and_stays_between_0_and_1(overconfident: Report) -> None:
    found = calibrate(overconfident)
    values = [found.probability(p / 20) for p in range(21)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1


def test_the_same_run_gives_the_same_calibration(overconfident: Report) -> None:
    assert calibrate(overconfident) == calibrate(overconfident)


def test_a_calibration_is_kept_as_json_and_read_as_the_home_s_curve(overconfident: Report, tmp_path: Path) -> None:
    found = calibrate(overconfident)
    (tmp_path / calibrated.FILE).write_text(calibration_json(found))
    curve = calibrated.load(tmp_path)
    assert curve == calibrated.Curve(slope=found.slope, intercept=found.intercept, threshold=found.threshold)
    (tmp_path / calibrated.FILE).write_text("{}")
    with pytest.raises(QaError, match="is damaged"):
        calibrated.load(tmp_path)


def test_before_and_after_are_shown(overconfident: Report) -> None:
    text = calibration_text(calibrate(overconfident))
    assert "before" in text
    assert "refusal F1" in text
    assert "stays" not in text
    worse = dataclasses.replace(calibrate(overconfident), before=calibrate(overconfident).after)
    assert "the shipped confidence stays" in calibration_text(worse)
