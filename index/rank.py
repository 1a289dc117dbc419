"""Candidates -> ranked passages: every part of a score as a pure function of the question, the chunk and the days up to the wall."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.types import ScoreParts

# BM25 (Robertson & Zaragoza 2009, section 3): k1 bends the weight of repetition, b that of length.
_K1, _B = 1.2, 0.75


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


def bm25(question: Sequence[str], chunk: Sequence[str], statistics: Statistics) -> float:
    """Okapi BM25 of a chunk's terms for a question's terms, over the most that any chunk could reach: 0 to 1."""
    counts = Counter(chunk)
    length = 1 - _B + _B * len(chunk) / max(statistics.mean_terms, 1.0)
    score, most = 0.0, 0.0
    for term in dict.fromkeys(question):
        weight = statistics.weight(term)
        most += weight * (_K1 + 1)
        if times := counts[term]:
            score += weight * times * (_K1 + 1) / (times + _K1 * length)
    return score / most if most else 0.0


def cosine(question: NDArray[np.float32], chunk: NDArray[np.float32]) -> float:
    """The cosine of two vectors of length one, in double precision so that it does not depend on the batch."""
    return float(np.dot(question.astype(np.float64), chunk.astype(np.float64)))


def total(parts: ScoreParts, weights: Mapping[str, float]) -> float:
    """The weighted sum of a score's parts, rounded so that equal evidence is equal on every machine."""
    return round(sum(weights.get(name, 0.0) * float(str(value)) for name, value in parts.items()), 6)
