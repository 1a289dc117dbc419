"""The seam between evidence and wording: (question, passages, window) -> Draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.types import Passage, Window
from qa.types import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftSentence:
    """One sentence as it was written, without its markers, and the spans that it rests on."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierValue:
    """A value of the asked figure that a later report replaced, and where it stands."""

    value: str
    date: dt.date | None
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a writer gives: sentences with their spans, or a refusal; nothing of it is checked yet.

    ``features`` are what confidence is judged on; ``reason`` says in one sentence what is missing, for the case that
    the draft is refused; ``notes`` go with the sentences, ``asides`` are about the question and go with a refusal too;
    ``raw`` is a model's reply as it came.
    """

    sentences: tuple[DraftSentence, ...] = ()
    short: str | None = None
    short_basis: str | None = None
    features: Mapping[str, float] = field(default_factory=dict)
    superseded: tuple[EarlierValue, ...] = ()
    refused: bool = False
    reason: str | None = None
    notes: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    prompt: str | None = None
    usage: Mapping[str, int] = field(default_factory=dict)
    raw: str | None = None


class Writer(Protocol):
    """Writes sentences from numbered passages. Raises ModelError when its model gives nothing usable."""

    @property
    def name(self) -> str:
        """The name that answers carry as ``model``."""

    def write(self, question: str, passages: Sequence[Passage], window: Window) -> Draft:
        """Write at most four sentences that answer ``question`` from ``passages``."""
