"""The nouns of evaluation: Suite, Case, CaseResult, Metric, Report, and the error that names a place in a suite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qa.types import QaError

Option = str | float | bool

#: Every metric of a report, in the order in which reports list them.
METRICS = (
    "passed",
    "answer_em",
    "answer_f1",
    "answer_contains",
    "answer_em_squad",
    "answer_f1_squad",
    "refusal_precision",
    "refusal_recall",
    "refusal_f1",
    "risk_coverage_auc",
    "brier",
    "ece",
    "hits@4",
    "hits@10",
    "recall@10",
    "all_evidence@10",
    "mrr@10",
    "ndcg@10",
    "citation_precision",
    "citation_recall",
    "quote_valid",
    "unsupported_rate",
    "ms_p50",
    "ms_p95",
)

#: Metrics of which less is better: for these a rise is what a gate calls a drop.
LOWER_IS_BETTER = frozenset({"risk_coverage_auc", "brier", "ece", "unsupported_rate", "ms_p50", "ms_p95"})

#: Tested by ``qa diff`` when the suite has no gate of its own.
DEFAULT_GATED = ("answer_f1", "answer_contains", "refusal_f1", "all_evidence@10", "citation_precision")


class SuiteError(QaError):
    """A suite that cannot be used. ``problems`` has one line each; the message is the first and how many more."""

    def __init__(self, problems: list[str] | tuple[str, ...] | str) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        more = len(self.problems) - 1
        super().__init__(self.problems[0] + (f" (and {more} more)" if more else ""))


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A quote that an answer needs, and the document in which it stands."""

    document: str
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Assertion:
    """A check beyond the standard scores: its type, the values it is about, and options such as ``tolerance``."""

    type: str
    values: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """How reports name it; two assertions of one case with the same label are the same assertion."""
        parts = [" | ".join(self.values)] if self.values else []
        parts += [f"{key}={value}" for key, value in sorted(self.options.items())]
        return f"{self.type}: {', '.join(parts)}" if parts else self.type


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One question with its fixed answer. Days and ``k`` have the suite's defaults filled in; ``place`` is file:line."""

    id: str
    input: str
    targets: tuple[str, ...] = ()
    answerable: bool = True
    evidence: tuple[Evidence, ...] = ()
    evidence_any: bool = False
    tags: tuple[str, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    as_of: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    k: int = 10
    place: str = field(default="", compare=False)

    @property
    def group(self) -> str:
        """Questions about one document stand or fall together: the first evidence document, else the case itself."""
        return self.evidence[0].document if self.evidence else f"case:{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """What decides the exit code: metric -> largest tolerated drop, and how sure a drop must be."""

    metrics: Mapping[str, float] = field(default_factory=dict)
    test: str = "paired-permutation"
    alpha: float = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Suite:
    """Questions with fixed answers. ``documents`` is the resolved folder, None for a suite over the home.

    ``digest`` covers what decides right and wrong (questions, targets, evidence, assertions, days), not tags, not
    ``k``, not the gate: runs are comparable when it is equal. ``development``: the program was made with these
    questions at hand, so that its figures flatter; reports say so.
    """

    name: str
    cases: tuple[Case, ...]
    documents: str | None = None
    gate: Gate | None = None
    digest: str = ""
    development: bool = False
    place: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric:
    """A figure with its 95 % interval. All None when no case can show it. ``n`` counts the cases it rests on."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """An assertion's outcome. ``detail`` says what was there instead when it failed."""

    label: str
    passed: bool
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldQuote:
    """An evidence quote as it was met: the rank of the first passage over it (from 1), and whether it was cited."""

    document: str
    quote: str
    rank: int | None = None
    cited: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedQuote:
    """A citation of an answer with the text around it. ``hit``: it overlaps gold evidence (None without evidence)."""

    n: int
    document: str
    title: str | None
    source: str | None
    date: str | None
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    valid: bool = True
    hit: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenPassage:
    """A retrieved passage, without its text. ``hit`` as in CitedQuote."""

    document: str
    date: str | None
    start: int
    end: int
    score: float
    hit: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseResult:
    """What came back for one case and how it was judged.

    ``right`` is the outcome that confidence is measured against: an answer was shown, it tells a target, and every
    assertion about its words holds. ``passed`` also asks for the other assertions, and for a refusal where no answer
    exists.
    """

    id: str
    question: str
    answerable: bool
    targets: tuple[str, ...]
    tags: tuple[str, ...]
    group: str
    answer: str
    short: str | None
    refused: bool
    reason: str | None
    confidence: float
    right: bool
    passed: bool
    scores: Mapping[str, float]
    checks: tuple[Check, ...] = ()
    evidence: tuple[GoldQuote, ...] = ()
    evidence_any: bool = False
    citations: tuple[CitedQuote, ...] = ()
    passages: tuple[SeenPassage, ...] = ()
    ms: float = 0.0
    run: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GatedMetric:
    """A gated metric beside its baseline. ``drop`` is positive when it got worse; ``p_holm`` is one-sided, corrected."""

    name: str
    baseline: float | None
    value: float | None
    drop: float | None
    tolerance: float
    p: float
    p_holm: float
    smallest: float | None
    failed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class GateResult:
    """Whether a release may pass. ``assertions`` are the failures that count, as ``case: assertion``."""

    passed: bool
    baseline: bool
    metrics: tuple[GatedMetric, ...] = ()
    assertions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A finished run of a suite. ``interval_unit`` says what the bootstrap redrew, ``document`` or ``case``."""

    suite: str
    suite_digest: str
    corpus: str
    model: str
    prompt: str | None
    seed: int
    k: int | None
    cases: tuple[CaseResult, ...]
    metrics: Mapping[str, Metric]
    by_tag: Mapping[str, Mapping[str, Metric]]
    interval_unit: Literal["document", "case"] = "case"
    gate_rule: Gate | None = None
    gate: GateResult | None = None
    development: bool = False
