"""Metrics and outcomes -> the words in which every report tells them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qa.evaluate.types import LOWER_IS_BETTER, CaseResult, Metric

Outcome = Literal["right", "refused", "missed", "wrong", "invented", "check"]

#: Outcome -> how a report calls it, best first.
OUTCOMES: tuple[tuple[Outcome, str, str], ...] = (
    ("right", "Right", "answered, and the wanted answer is told"),
    ("refused", "Rightly refused", "no answer exists, and none was given"),
    ("check", "Check failed", "right, but an assertion of the case does not hold"),
    ("missed", "Missed", "refused, although an answer exists"),
    ("wrong", "Wrong", "answered, but not with the wanted answer"),
    ("invented", "Invented", "answered, although no answer exists"),
)

#: Group -> metric -> label. Every metric stands in exactly one group.
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Answers",
        (
            ("passed", "cases passed"),
            ("answer_contains", "wanted answer is told"),
            ("answer_f1", "word overlap (F1)"),
            ("answer_em", "exact match"),
            ("answer_f1_squad", "word overlap, SQuAD"),
            ("answer_em_squad", "exact match, SQuAD"),
        ),
    ),
    (
        "Refusal",
        (
            ("refusal_f1", "refusal F1"),
            ("refusal_precision", "refusals that were right"),
            ("refusal_recall", "unanswerable ones refused"),
        ),
    ),
    (
        "Retrieval",
        (
            ("all_evidence@10", "all evidence in ten"),
            ("recall@10", "evidence found in ten"),
            ("hits@4", "any evidence in four"),
            ("hits@10", "any evidence in ten"),
            ("mrr@10", "mean reciprocal rank"),
            ("ndcg@10", "nDCG"),
        ),
    ),
    (
        "Citations",
        (
            ("citation_precision", "citations on the evidence"),
            ("citation_recall", "evidence that is cited"),
            ("quote_valid", "quotes true to the text"),
            ("unsupported_rate", "sentences without support"),
        ),
    ),
    (
        "Confidence",
        (
            ("brier", "Brier score"),
            ("ece", "calibration error"),
            ("risk_coverage_auc", "area under risk-coverage"),
        ),
    ),
    ("Time", (("ms_p50", "median"), ("ms_p95", "95th percentile"))),
)

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A metric as text: its value, its interval, how many cases."""

    value: str
    interval: str
    n: str


def outcome(case: CaseResult) -> Outcome:
    """What became of a case, in one word."""
    if case.passed:
        return "right" if case.answerable else "refused"
    if not case.answerable:
        return "check" if case.refused else "invented"
    if case.refused:
        return "missed"
    return "check" if case.right else "wrong"


def shown(name: str, metric: Metric) -> Shown:
    """A metric for a table: times in milliseconds or seconds, everything else from 0 to 1 in three digits."""
    if metric.value is None:
        return Shown("-", "", "0")
    digits, unit, scale = 3, "", 1.0
    if name.startswith("ms_"):
        digits, unit, scale = (0, " ms", 1.0) if metric.value < 1000 else (2, " s", 0.001)
    interval = ""
    if metric.low is not None and metric.high is not None:
        interval = f"{scale * metric.low:.{digits}f} to {scale * metric.high:.{digits}f}"
    return Shown(f"{scale * metric.value:.{digits}f}{unit}", interval, str(metric.n))


def direction(name: str) -> str:
    """ "lower is better" where it is, "" elsewhere."""
    return "lower is better" if name in LOWER_IS_BETTER else ""


def clean(text: str) -> str:
    """Text without control characters, lone surrogates and direction overrides, which no report may carry on."""
    return _UNSAFE.sub("\ufffd", text)


def percent(share: float) -> str:
    """A share as whole per cent; 99.6 is not "100 %" unless it is all."""
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        rounded = 99
    if rounded == 0 and share > 0:
        rounded = 1
    return f"{rounded} %"
