"""Question + passages -> how well each word of the question is met by some word of the passage, in context (late interaction)."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index import words
from index.embed.types import Matrix, TokenEmbedder, TokenVectors
from index.rank import Statistics

# 200 word pieces of 384 bytes each: 256 passages are 20 MB.
_KEPT = 256


class TokenMemory:
    """Word-piece vectors of the texts seen last, kept in a byte a figure; bounded; safe to share between threads.

    What it gives is the same whether the text was kept or not: always the figures as a byte holds them.
    """

    def __init__(self, embedder: TokenEmbedder, *, kept: int = _KEPT) -> None:
        self._embedder = embedder
        self._most = kept
        self._kept: OrderedDict[str, tuple[NDArray[np.int8], Matrix, tuple[tuple[int, int], ...]]] = OrderedDict()
        self._lock = threading.Lock()

    def tokens(self, text: str) -> TokenVectors:
        """The vectors of the word pieces of ``text`` in context, each of length one, special pieces left out."""
        with self._lock:
            packed = self._kept.get(text)
            if packed is not None:
                self._kept.move_to_end(text)
        if packed is None:
            packed = _packed(self._embedder.tokens(text))
            with self._lock:
                self._kept[text] = packed
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        figures, scales, spans = packed
        return TokenVectors(figures.astype(np.float32) * scales, spans)


def _packed(seen: TokenVectors) -> tuple[NDArray[np.int8], Matrix, tuple[tuple[int, int], ...]]:
    if not len(seen.vectors):
        return np.empty(seen.vectors.shape, np.int8), np.empty((0, 1), np.float32), seen.spans
    scales = np.maximum(np.abs(seen.vectors).max(axis=1, keepdims=True), 1e-12) / np.float32(127)
    return np.rint(seen.vectors / scales).astype(np.int8), scales.astype(np.float32), seen.spans


def seen_text(*, title: str | None, source: str | None, date: dt.date | None, text: str) -> str:
    """A passage as it is read for late interaction: under one line with its title, source and day."""
    day = f"{date.day} {date:%B %Y}" if date else None
    lead = " | ".join(part for part in (title, source, day) if part)
    return f"{lead}\n{text}" if lead else text


def weighed(question: str, seen: TokenVectors, statistics: Statistics) -> NDArray[np.float64]:
    """The weight of each word piece of the question: that of its term in the corpus; stop words and marks have none."""
    weights = np.zeros(len(seen.spans), dtype=np.float64)
    for at, span in enumerate(seen.spans):
        start, end = span
        while start > 0 and question[start - 1].isalnum():
            start -= 1
        while end < len(question) and question[end].isalnum():
            end += 1
        terms = words.terms(question[start:end])
        weights[at] = max((statistics.weight(term) for term in terms), default=0.0)
    return weights


def maxsim(question: TokenVectors, weights: NDArray[np.float64], passage: TokenVectors) -> float:
    """The weighted mean, over the question's word pieces, of the nearest word piece of the passage (Khattab & Zaharia 2020)."""
    if not len(passage.vectors) or not weights.sum():
        return 0.0
    nearest = (question.vectors.astype(np.float64) @ passage.vectors.astype(np.float64).T).max(axis=1)
    return float(nearest @ weights / weights.sum())


def above_the_least(scores: Sequence[float]) -> list[float]:
    """Each score less the lower quartile of them all.

    Passages that were not read closely have no such score; they stand as if they had that of the lower quartile, so
    that having been read is in itself no merit. (Measured: the plain score pushed every unread passage down.)
    """
    least = float(np.quantile(scores, 0.25)) if scores else 0.0
    return [score - least for score in scores]
