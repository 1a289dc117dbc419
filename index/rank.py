"""Candidates -> ranked passages: every part of a score as a pure function of the question, the chunk and the days up to the wall."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index import words
from index.question import Question
from index.types import ScoreParts, Window

# BM25 (Robertson & Zaragoza 2009, section 3): k1 bends the weight of repetition, b that of length.
K1, B = 1.2, 0.75
# "The Daily | World news": either part may be what a question calls it.
_SOURCE_PARTS = re.compile(r"\s+[|–—-]\s+")
# Equal evidence must be equal on every machine.
DIGITS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """What keyword weights may know: chunks, their mean number of terms, and in how many each question term stands."""

    chunks: int
    mean_terms: float
    frequency: Mapping[str, int]

    def weight(self, term: str) -> float:
        """The inverse document frequency of a term (Robertson-Sparck Jones, kept above zero)."""
        holding = self.frequency.get(term, 0)
        return math.log(1.0 + (self.chunks - holding + 0.5) / (holding + 0.5))


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The weight of each part of a score, from ``weights.json``, which also says what they were fitted on."""
    return {name: float(value) for name, value in json.loads(files("index").joinpath("weights.json").read_text("utf-8"))["weights"].items()}


def bm25(question: Sequence[str], chunk: Sequence[str] | Counter[str], statistics: Statistics) -> float:
    """Okapi BM25 of a chunk's terms for a question's terms, over the most that any chunk could reach: 0 to 1."""
    counts = chunk if isinstance(chunk, Counter) else Counter(chunk)
    length = 1 - B + B * counts.total() / max(statistics.mean_terms, 1.0)
    score, most = 0.0, 0.0
    for term in dict.fromkeys(question):
        weight = statistics.weight(term)
        most += weight * (K1 + 1)
        if times := counts[term]:
            score += weight * times * (K1 + 1) / (times + K1 * length)
    return score / most if most else 0.0


def phrases(question: Question, chunk: Sequence[str], statistics: Statistics) -> float:
    """How much of the question's neighbouring terms stands side by side in the chunk too, rarer pairs counting more: 0 to 1."""
    pairs = set(pairwise(chunk))
    found, most = 0.0, 0.0
    for pair in question.phrases:
        weight = min(statistics.weight(pair[0]), statistics.weight(pair[1]))
        most += weight
        found += weight * (pair in pairs)
    return found / most if most else 0.0


def names(question: Question, chunk: Counter[str], statistics: Statistics) -> float:
    """How much of the question's names the chunk holds, said or meant (see ``names.unsaid``): 0 to 1, rarer names counting more."""
    found, most = 0.0, 0.0
    for name in question.names:
        weights_of = [statistics.weight(term) for term in name]
        most += max(weights_of)
        share = sum(weight for term, weight in zip(name, weights_of, strict=True) if chunk[term]) / max(sum(weights_of), 1e-9)
        # Half a name is seldom the same person.
        found += max(weights_of) * share * share
    return found / most if most else 0.0


def source(question: Question, named: str | None) -> float:
    """1 when the question names the document's source, the share of its words that it has otherwise, squared, at most .8.

    A source of one common word ("Wired", "The Post") is named only with a capital, unless the question has none at all.
    """
    if not named:
        return 0.0
    best = 0.0
    for pattern, wanted in _written(named):
        for match in pattern.finditer(question.text):
            if match.group()[0].isupper() or question.text.islower():
                return 1.0
        if len(wanted) > 1:
            best = max(best, (len(wanted.intersection(question.terms)) / len(wanted)) ** 2 * 0.8)
    return best


@lru_cache(maxsize=4_096)
def _written(source: str) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Each part of a source's name as it may stand in a question, and its terms."""
    parts = [(part, frozenset(words.terms(part))) for part in _SOURCE_PARTS.split(source)]
    return tuple((re.compile(rf"(?<!\w){re.escape(part)}(?!\w)", re.IGNORECASE), terms) for part, terms in parts if terms)


def relative(scores: Sequence[float]) -> list[float]:
    """Each score over the best of them, raised to the fourth: near 1 for the best and those close to it, little for the others."""
    best = max(scores, default=0.0)
    return [round((max(score, 0.0) / best) ** 4, DIGITS) if best > 0 else 0.0 for score in scores]


def comparable(scores: Sequence[float]) -> list[float]:
    """How much each score is of one kind with the best of them: 0 up to half of it, 1 from seven tenths on."""
    best = max(scores, default=0.0)
    return [round(min(1.0, max(0.0, (score / best - 0.5) / 0.2)), DIGITS) if best > 0 else 0.0 for score in scores]


def published(question: Question, day: dt.date | None) -> float:
    """1 when the question names the day of publication in full, less by half for each day that it is off."""
    if day is None or not question.days:
        return 0.0
    off = min(abs((day - named).days) for named in question.days)
    return 0.5**off if off < 4 else 0.0


def event(window: Window, day: dt.date | None, spoken: Sequence[tuple[dt.date, dt.date]]) -> float:
    """How well the chunk's own days fit the days that the question asks about: 1 when it speaks of just them.

    A chunk that names no such day counts half when it was published within them, or on the day after (reports of an
    event follow it).
    """
    if window.event_since is None and window.event_until is None:
        return 0.0
    first = window.event_since or dt.date.min
    last = window.event_until or dt.date.max
    best = 0.0
    for since, until in spoken:
        if since <= last and until >= first:
            common = (min(until, last) - max(since, first)).days + 1
            best = max(best, common / ((until - since).days + 1))
    if day is not None and first <= day <= last:
        best = max(best, 0.5)
    elif day is not None and last < dt.date.max and day == last + dt.timedelta(days=1):
        best = max(best, 0.4)
    return best


def fresh(day: dt.date | None, latest: dt.date | None) -> float:
    """1 for the latest day, half for a week before it; 0 for the undated."""
    if day is None or latest is None:
        return 0.0
    return 1.0 / (1.0 + max(0, (latest - day).days) / 7.0)


def cosine(question: NDArray[np.float32], chunk: NDArray[np.float32]) -> float:
    """The cosine of two vectors of length one, in double precision so that it does not depend on the batch."""
    return float(np.dot(question.astype(np.float64), chunk.astype(np.float64)))


def total(parts: ScoreParts, weights: Mapping[str, float]) -> float:
    """The weighted sum of a score's parts, rounded so that equal evidence is equal on every machine."""
    return round(sum(weights.get(name, 0.0) * float(str(value)) for name, value in parts.items()), DIGITS)
