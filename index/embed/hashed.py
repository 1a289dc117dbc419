"""The fake embedder, shipped: words hashed into a small vector. No files, no model; for tests and trials of the seam."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from index import words
from index.embed.types import Fingerprint, Matrix, TokenVectors


class Hashed:
    """Texts that share words have near vectors; that is all it knows of meaning."""

    def __init__(self, *, dimension: int = 64) -> None:
        self._dimension = dimension

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(name="hashed", revision="1", dimension=self._dimension)

    def _row(self, terms: Sequence[str]) -> Matrix:
        row = np.zeros(self._dimension, dtype=np.float32)
        row[0] = 1e-3  # a text without words still has a direction
        for term in terms:
            code = zlib.crc32(term.encode("utf-8"))
            row[code % self._dimension] += 1.0 if code >> 16 & 1 else -1.0
        return row / np.float32(max(float(np.linalg.norm(row)), 1e-12))

    def embed(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimension) float32 of length one."""
        return np.stack([self._row(words.terms(text)) for text in texts]) if texts else np.empty((0, self._dimension), np.float32)

    def tokens(self, text: str) -> TokenVectors:
        """One vector a word."""
        spans, rows, at = [], [], 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            spans.append((start, at))
            rows.append(self._row(words.terms(word)))
        return TokenVectors(np.stack(rows) if rows else np.empty((0, self._dimension), np.float32), tuple(spans))
