"""The nouns of an answer: Citation, Sentence, Answer, Run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.types import Passage, Window

Band = Literal["high", "moderate", "low"]


class QaError(Exception):
    """Something that the reader can mend. The message says what happened, with which value, and what to do."""


class ModelError(QaError):
    """A model backend did not give a usable reply. ``kind`` is a stable word for it, ``detail`` has no secret in it."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a stored document, with the text that stands there."""

    document: str
    digest: str
    date: dt.date | None
    title: str | None
    source: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A numbered span: what ``[n]`` in an answer points to."""

    n: int
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of an answer with the numbers that it cites. ``problems`` says why it is not supported."""

    text: str
    citations: tuple[int, ...]
    supported: bool = True
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the checks found wrong with a sentence of a model: nothing, when it is borne out. For the log, not for the screen."""

    text: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Superseded:
    """An earlier value of the answered figure."""

    value: str
    date: dt.date | None
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What the tokens of an answer cost, by the prices in the settings."""

    amount: float
    currency: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What ``ask`` returns: sentences that each carry a checked quote, or a refusal with its reason.

    ``confidence`` is the probability (0 to 1) that the shown answer is right; when refused, that the withheld best
    answer would have been. ``short`` is the shortest span that answers, None if there is none. ``raw`` are a model's
    replies as they came and ``verdicts`` what the checks found: both unchecked, for the log alone.
    """

    question: str
    window: Window
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    short: str | None = None
    short_basis: str | None = None
    reason: str | None = None
    confidence: float = 0.0
    confidence_basis: Literal["shipped", "home"] = "shipped"
    band: Band = "low"
    superseded: tuple[Superseded, ...] = ()
    notes: tuple[str, ...] = ()
    model: str = "extractive"
    prompt: str | None = None
    corpus: str = ""
    run: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)
    cost: Cost | None = None
    raw: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def refused(self) -> bool:
        """True when nothing is answered; ``reason`` then says why."""
        return not self.sentences

    @property
    def text(self) -> str:
        """The answer as prose with its [n] markers, "" when refused."""
        return " ".join(sentence.text for sentence in self.sentences)
