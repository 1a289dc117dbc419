"""Report -> a confidence curve and a refusal threshold for this home, shown before and after under cross-validation."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from qa.evaluate.reliability import brier, ece, refusal_scores, risk_coverage_area
from qa.evaluate.report import rounded
from qa.evaluate.types import CaseResult, Report
from qa.types import QaError

Floats = NDArray[np.float64]

SCHEMA = "calibration/1"
FEWEST = 100
FEWEST_OF_A_KIND = 30
FOLDS = 5
_EDGE = 1e-4  # a confidence of exactly 0 or 1 has no logit


@dataclass(frozen=True, kw_only=True, slots=True)
class Quality:
    """How good confidences and refusals are. ``risk`` is the share of the shown answers that are wrong."""

    brier: float
    ece: float
    risk_coverage_auc: float
    refusal_f1: float | None
    risk: float | None
    coverage: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """p(right) = 1 / (1 + exp(-(slope * logit(confidence) + intercept))); below ``threshold`` the answer is withheld.

    ``before`` is the run as it was; ``after`` was computed on cases that the curve had not seen. ``helps`` is false
    when the new curve is no better there: then keep the shipped one.
    """

    slope: float
    intercept: float
    threshold: float
    target_risk: float | None
    cases: int
    suite: str
    suite_digest: str
    corpus: str
    model: str
    before: Quality
    after: Quality

    @property
    def helps(self) -> bool:
        """Whether, on unseen cases, stated probabilities got closer to what happened."""
        return self.after.brier < self.before.brier

    def probability(self, confidence: float) -> float:
        """The calibrated probability of a raw confidence."""
        return float(_curve(np.asarray([confidence]), self.slope, self.intercept)[0])


def calibrate(report: Report, *, target_risk: float | None = None, refuse_below: float | None = None, seed: int = 0) -> Calibration:
    """Fit the curve and the threshold to a run of the home's own suite that used the shipped confidence.

    The curve has two parameters (Platt 1999, with his smoothed targets and the Newton steps of Lin, Lin and Weng
    2007): with some hundred cases an isotonic one follows the noise (Niculescu-Mizil and Caruana 2005). The threshold
    gives the best refusal F1; with ``target_risk`` it is the lowest one whose share of wrong answers, counted as
    (errors + 1) / (answers + 1) as in conformal risk control (Angelopoulos et al. 2022), stays under it.

    A refused case counts as "the withheld answer was wrong", since nobody saw it: give a run with nothing withheld, and
    with ``refuse_below`` the confidence under which the shipped program would have refused.
    Raises QaError for a run with under 100 cases or under 30 of a kind, and when no threshold reaches the risk.
    """
    cases = list(report.cases)
    _refuse_small(cases)
    if target_risk is not None and not 0 < target_risk < 1:
        raise QaError(f"target risk {target_risk:g} must lie between 0 and 1, for example 0.05")
    raw = np.asarray([case.confidence for case in cases])
    right = np.asarray([float(case.right) for case in cases])
    answerable = np.asarray([case.answerable for case in cases])
    folds = _folds(cases, seed)
    unseen = np.zeros(len(cases))
    shown = np.zeros(len(cases), dtype=bool)
    for fold in range(FOLDS):
        inside, outside = folds == fold, folds != fold
        slope, intercept = _fit(raw[outside], right[outside])
        unseen[inside] = _curve(raw[inside], slope, intercept)
        learnt = _curve(raw[outside], slope, intercept)
        shown[inside] = unseen[inside] >= _threshold(learnt, right[outside], answerable[outside], target_risk)
    shown_before = np.asarray([not case.refused and (refuse_below is None or case.confidence >= refuse_below) for case in cases])
    slope, intercept = _fit(raw, right)
    threshold = _threshold(_curve(raw, slope, intercept), right, answerable, target_risk)
    if math.isinf(threshold):
        raise QaError(
            f"no threshold keeps the share of wrong answers under {target_risk:g} on {len(cases)} cases: "
            "allow a higher --target-risk, or add cases"
        )
    return Calibration(
        slope=round(slope, 6),
        intercept=round(intercept, 6),
        threshold=round(threshold, 6),
        target_risk=target_risk,
        cases=len(cases),
        suite=report.suite,
        suite_digest=report.suite_digest,
        corpus=report.corpus,
        model=report.model,
        before=_quality(raw, right, answerable, shown_before),
        after=_quality(unseen, right, answerable, shown),
    )


def calibration_json(found: Calibration) -> str:
    """The calibration as JSON text, to be kept in the home."""
    data = {"schema": SCHEMA, **asdict(found), "helps": found.helps}
    return json.dumps(rounded(data), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def calibration_text(found: Calibration) -> str:
    """Before and after as a reader sees them."""
    rows = [
        ("Brier score (lower is better)", found.before.brier, found.after.brier),
        ("calibration error (lower is better)", found.before.ece, found.after.ece),
        ("refusal F1", found.before.refusal_f1, found.after.refusal_f1),
        ("share of shown answers that are wrong", found.before.risk, found.after.risk),
        ("share of questions answered", found.before.coverage, found.after.coverage),
    ]
    lines = [f"{found.suite}: {found.cases} cases, {FOLDS}-fold cross-validation", f"{'':<40}{'before':>8}{'after':>8}"]
    lines += [f"{label:<40}{_figure(before):>8}{_figure(after):>8}" for label, before, after in rows]
    lines.append(f"an answer is withheld below a probability of {found.threshold:.2f}")
    if not found.helps:
        lines.append("the new curve is no better on unseen cases: the shipped confidence stays")
    return "\n".join(lines)


def _refuse_small(cases: list[CaseResult]) -> None:
    answerable = sum(case.answerable for case in cases)
    unanswerable = len(cases) - answerable
    if len(cases) < FEWEST or min(answerable, unanswerable) < FEWEST_OF_A_KIND:
        raise QaError(
            f"too few cases to calibrate: {answerable} answerable and {unanswerable} unanswerable; "
            f"it takes {FEWEST} in all and {FEWEST_OF_A_KIND} of each: add cases with qa mark"
        )


def _fit(confidence: Floats, right: Floats) -> tuple[float, float]:
    """Slope and intercept of Platt's curve; the slope is never negative, since a higher confidence must not mean less."""
    x = _logit(confidence)
    positives = float(right.sum())
    negatives = len(right) - positives
    # Platt's targets: a prior of one case on each side keeps the curve off 0 and 1
    wanted = np.where(right > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    constant = math.log((positives + 1) / (negatives + 1))
    slope, intercept = 0.0, constant
    loss = _loss(x, wanted, slope, intercept)
    for _ in range(100):
        p = _sigmoid(slope * x + intercept)
        weight = np.maximum(p * (1 - p), 1e-12)
        error = p - wanted
        gradient = np.asarray([float(error @ x), float(error.sum())])
        cross = float(weight @ x)
        hessian = np.asarray([[float(weight @ (x * x)), cross], [cross, float(weight.sum())]]) + 1e-9 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        scale = 1.0
        while scale > 1e-8:
            tried = (slope - scale * float(step[0]), intercept - scale * float(step[1]))
            lower = _loss(x, wanted, *tried)
            if lower <= loss:
                break
            scale /= 2
        else:
            break
        done = loss - lower < 1e-12
        (slope, intercept), loss = tried, lower
        if done:
            break
    return (slope, intercept) if slope > 0 else (0.0, constant)


def _threshold(p: Floats, right: Floats, answerable: NDArray[np.bool_], target_risk: float | None) -> float:
    """The probability from which answers are shown; infinite when no threshold keeps the wanted risk."""
    levels = np.unique(p)
    candidates = [0.0, *((levels[:-1] + levels[1:]) / 2).tolist()]
    if target_risk is None:
        scores = [_refusal_f1(p < level, answerable) for level in candidates]
        best = max(scores)
        # the middle of the best run of thresholds, not its edge, since the edge is one case's accident
        chosen = [level for level, score in zip(candidates, scores, strict=True) if score == best]
        return float(chosen[len(chosen) // 2])
    for level in candidates:
        shown = p >= level
        errors = float(np.sum(shown & (right == 0)))
        if (errors + 1) / (float(shown.sum()) + 1) <= target_risk:
            return float(level)
    return math.inf


def _refusal_f1(refused: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> float:
    both = float(np.sum(refused & ~answerable))
    total = float(refused.sum()) + float(np.sum(~answerable))
    return 2 * both / total if total else 0.0


def _folds(cases: list[CaseResult], seed: int) -> NDArray[np.int64]:
    """A fold a case: questions about one document share one, answerable and unanswerable are dealt out evenly."""
    random = np.random.default_rng(seed)
    folds = np.zeros(len(cases), dtype=np.int64)
    for kind in (True, False):
        groups = sorted({case.group for case in cases if case.answerable is kind})
        members = {name: [at for at, c in enumerate(cases) if c.answerable is kind and c.group == name] for name in groups}
        filled = [0] * FOLDS
        shuffled = [groups[place] for place in random.permutation(len(groups))]
        for name in sorted(shuffled, key=lambda name: -len(members[name])):
            fold = filled.index(min(filled))
            folds[members[name]] = fold
            filled[fold] += len(members[name])
    return folds


def _quality(p: Floats, right: Floats, answerable: NDArray[np.bool_], shown: NDArray[np.bool_]) -> Quality:
    _, _, f1 = refusal_scores([not one for one in shown.tolist()], answerable.tolist())
    return Quality(
        brier=brier(p, right),
        ece=ece(p, right),
        risk_coverage_auc=risk_coverage_area(p, right),
        refusal_f1=f1,
        risk=float(1 - right[shown].mean()) if shown.any() else None,
        coverage=float(shown.mean()),
    )


def _curve(confidence: Floats, slope: float, intercept: float) -> Floats:
    return _sigmoid(slope * _logit(confidence) + intercept)


def _logit(confidence: Floats) -> Floats:
    p: Floats = np.clip(confidence.astype(np.float64), _EDGE, 1 - _EDGE)
    return np.log(p / (1 - p))


def _sigmoid(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


def _loss(x: Floats, wanted: Floats, slope: float, intercept: float) -> float:
    z = slope * x + intercept
    return float(np.sum(np.logaddexp(0, z) - wanted * z))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
