"""Two reports over the same cases -> which metrics changed beyond chance, which answers flipped, and a gate's verdict."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from qa.evaluate.metrics import Change, change
from qa.evaluate.report import rounded
from qa.evaluate.statistics import holm, mcnemar
from qa.evaluate.types import (
    DEFAULT_GATED,
    LOWER_IS_BETTER,
    METRICS,
    CaseResult,
    GatedMetric,
    GateResult,
    Report,
    Suite,
)
from qa.types import QaError


@dataclass(frozen=True, kw_only=True, slots=True)
class MetricChange:
    """A metric in runs a and b. ``p`` is two-sided, ``p_holm`` corrected over the tested metrics.

    ``low`` and ``high`` bound the change with 95 % confidence; ``smallest`` is the least change that this many cases
    could have shown (80 % power): a smaller one is not to be believed either way. None where it is not defined.
    """

    name: str
    a: float | None
    b: float | None
    change: float | None
    low: float | None
    high: float | None
    p: float
    p_holm: float
    smallest: float | None
    better: bool
    significant: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One run's answer to a flipped case."""

    answer: str
    short: str | None
    refused: bool
    reason: str | None
    confidence: float
    passed: bool
    failed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Flip:
    """A case that one run passed and the other did not."""

    id: str
    question: str
    target: tuple[str, ...]
    answerable: bool
    better: bool
    a: Side
    b: Side

    def told(self, side: Side) -> str | None:
        """What to show of a side: its short answer, the whole where both have the same short one, None for a refusal."""
        if side.refused:
            return None
        return side.short if side.short and self.a.short != self.b.short else side.answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Diff:
    """Run b against run a. ``mcnemar`` is the exact p-value that both pass equally often."""

    suite: str
    corpus: str
    model_a: str
    model_b: str
    prompt_a: str | None
    prompt_b: str | None
    cases: int
    metrics: tuple[MetricChange, ...]
    flips: tuple[Flip, ...]
    mcnemar: float

    @property
    def worse(self) -> bool:
        """Whether a tested metric got significantly worse."""
        return any(metric.significant and not metric.better for metric in self.metrics)


def diff(a: Report, b: Report, *, metrics: Sequence[str] | None = None, alpha: float | None = None) -> Diff:
    """Compare run b with run a, metric by metric over the same cases.

    ``metrics`` defaults to the gated ones. Raises QaError with the reason when the two cannot be compared.
    """
    refuse_unequal(a, b)
    rule = b.gate_rule or a.gate_rule
    names = tuple(metrics or (rule.metrics if rule else ()) or DEFAULT_GATED)
    unknown = [name for name in names if name not in METRICS]
    if unknown:
        raise QaError(f"metric {unknown[0]!r} is not known: one of {', '.join(METRICS)}")
    level = alpha if alpha is not None else rule.alpha if rule else 0.05
    ours, theirs = _aligned(a, b)
    changes = [change(name, ours, theirs, seed=a.seed, alpha=level, tests=len(names)) for name in names]
    two_sided = [min(1.0, 2 * min(found.p_lower, found.p_higher)) for found in changes]
    corrected = holm(two_sided)
    flips = [_flip(x, y) for x, y in zip(ours, theirs, strict=True) if x.passed != y.passed]
    return Diff(
        suite=b.suite,
        corpus=b.corpus,
        model_a=a.model,
        model_b=b.model,
        prompt_a=a.prompt,
        prompt_b=b.prompt,
        cases=len(ours),
        metrics=tuple(_metric_change(found, p, p_holm, level) for found, p, p_holm in zip(changes, two_sided, corrected, strict=True)),
        flips=tuple(sorted(flips, key=lambda flip: flip.better)),
        mcnemar=mcnemar(sum(not flip.better for flip in flips), sum(flip.better for flip in flips)),
    )


def gate(report: Report, baseline: Report | None) -> GateResult:
    """Whether a run may pass.

    Against a baseline it fails when a gated metric drops by more than its tolerance and the one-sided test, corrected
    over the gated metrics (Holm), says that it is no accident; or when an assertion fails that passed there. Without
    one it fails when any assertion fails.
    """
    failing = {f"{case.id}: {check.label}" for case in report.cases for check in case.checks if not check.passed}
    if baseline is None:
        new = tuple(label for label in _labels(report) if label in failing)
        return GateResult(passed=not new, baseline=False, assertions=new, reasons=tuple(f"assertion failed: {label}" for label in new))
    refuse_unequal(baseline, report)
    held = {f"{case.id}: {check.label}" for case in baseline.cases for check in case.checks if check.passed}
    new = tuple(label for label in _labels(report) if label in failing & held)
    rule = report.gate_rule
    gated = _gated(report, baseline, rule.metrics, rule.alpha) if rule else ()
    fell = [
        f"{one.name} fell from {one.baseline:.3f} to {one.value:.3f} (tolerated {one.tolerance:g}, p {one.p_holm:.3g})"
        if one.name not in LOWER_IS_BETTER
        else f"{one.name} rose from {one.baseline:.3f} to {one.value:.3f} (tolerated {one.tolerance:g}, p {one.p_holm:.3g})"
        for one in gated
        if one.failed
    ]
    reasons = (*fell, *(f"assertion failed that passed in the baseline: {label}" for label in new))
    return GateResult(passed=not reasons, baseline=True, metrics=gated, assertions=new, reasons=reasons)


def refuse_unequal(a: Report, b: Report) -> None:
    """Raise QaError when two runs are not over the same suite and documents: their difference would mean nothing."""
    if a.suite_digest != b.suite_digest:
        ids_a, ids_b = {case.id for case in a.cases}, {case.id for case in b.cases}
        differing = sorted(ids_a ^ ids_b)
        what = f"case {differing[0]!r} is in one only" if differing else "cases of the same id differ"
        raise QaError(f"the runs are over different suites ({a.suite!r} and {b.suite!r}): {what}; run both over one suite")
    if a.corpus != b.corpus:
        raise QaError(f"the runs are over different documents ({a.corpus[:19]}… and {b.corpus[:19]}…): run both over the same ones")
    if {case.id for case in a.cases} != {case.id for case in b.cases}:
        raise QaError("the runs do not hold the same cases: one of the files is incomplete; run it again")


def refuse_baseline(baseline: Report, suite: Suite, corpus: str) -> None:
    """Raise QaError before anything is asked when the baseline is of another suite or other documents."""
    if baseline.suite_digest != suite.digest:
        raise QaError(
            f"the baseline is of another suite ({baseline.suite!r}) or of an older version of this one: "
            "run that one, or save a new baseline with --save-baseline"
        )
    if baseline.corpus != corpus:
        raise QaError(
            f"the baseline is over other documents ({baseline.corpus[:19]}…, now {corpus[:19]}…): "
            "a difference would not be the program's; save a new baseline with --save-baseline"
        )


def diff_json(found: Diff) -> str:
    """The comparison as JSON text (``diff/1``)."""
    data = {"schema": "diff/1", **asdict(found), "worse": found.worse}
    return json.dumps(rounded(data), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _gated(report: Report, baseline: Report, limits: Mapping[str, float], alpha: float) -> tuple[GatedMetric, ...]:
    ours, theirs = _aligned(baseline, report)
    changes = [change(name, ours, theirs, seed=report.seed, alpha=alpha, tests=len(limits)) for name in limits]
    p_values = [found.p_higher if found.name in LOWER_IS_BETTER else found.p_lower for found in changes]
    return tuple(
        _gated_metric(found, limits[found.name], p, p_holm, alpha)
        for found, p, p_holm in zip(changes, p_values, holm(p_values), strict=True)
    )


def _gated_metric(found: Change, tolerance: float, p: float, p_holm: float, alpha: float) -> GatedMetric:
    drop = None
    if found.a is not None and found.b is not None:
        drop = found.b - found.a if found.name in LOWER_IS_BETTER else found.a - found.b
    return GatedMetric(
        name=found.name,
        baseline=found.a,
        value=found.b,
        drop=drop,
        tolerance=tolerance,
        p=p,
        p_holm=p_holm,
        smallest=found.smallest,
        failed=drop is not None and drop > tolerance + 1e-9 and p_holm <= alpha,
    )


def _metric_change(found: Change, p: float, p_holm: float, alpha: float) -> MetricChange:
    moved = found.b - found.a if found.a is not None and found.b is not None else None
    return MetricChange(
        name=found.name,
        a=found.a,
        b=found.b,
        change=moved,
        low=found.interval.low,
        high=found.interval.high,
        p=p,
        p_holm=p_holm,
        smallest=found.smallest,
        better=moved is not None and (moved < 0 if found.name in LOWER_IS_BETTER else moved > 0),
        significant=moved is not None and moved != 0 and p_holm <= alpha,
    )


def _aligned(a: Report, b: Report) -> tuple[list[CaseResult], list[CaseResult]]:
    """Both runs' cases in the order of b."""
    by_id = {case.id: case for case in a.cases}
    return [by_id[case.id] for case in b.cases], list(b.cases)


def _labels(report: Report) -> list[str]:
    return [f"{case.id}: {check.label}" for case in report.cases for check in case.checks]


def _flip(a: CaseResult, b: CaseResult) -> Flip:
    return Flip(
        id=b.id,
        question=b.question,
        target=b.targets,
        answerable=b.answerable,
        better=b.passed,
        a=_side(a),
        b=_side(b),
    )


def _side(case: CaseResult) -> Side:
    return Side(
        answer=case.answer,
        short=case.short,
        refused=case.refused,
        reason=case.reason,
        confidence=case.confidence,
        passed=case.passed,
        failed=tuple(check.label for check in case.checks if not check.passed),
    )
