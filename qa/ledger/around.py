"""Figures and claims -> the direction of their words to the bundled model, each read once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.embed import TokenEmbedder
from index.embed.types import TokenVectors
from qa.ledger.parts import Direction
from qa.ledger.series import Stated

# Word pieces before and after a figure that say what it counts.
_BEFORE, _AFTER = 6, 8


class Around:
    """The mean direction of word pieces, each read in its context; of length one, or all zero where there is no word."""

    def __init__(self, tokens: TokenEmbedder) -> None:
        self._tokens = tokens
        self._figures: dict[tuple[str, int, str], Direction] = {}
        self._claims: dict[tuple[str, int], Direction] = {}

    def figure(self, one: Stated) -> Direction:
        """The words around a figure in its sentence, without the figure."""
        key = (one.report.document, one.claim.ordinal, one.figure.value)
        if key not in self._figures:
            text = one.report.text[one.claim.start : one.claim.end]
            self._figures[key] = _around(self._tokens.tokens(text), text.find(one.figure.value), len(one.figure.value))
        return self._figures[key]

    def claim(self, one: Stated) -> Direction:
        """The words of a figure's sentence, read under the title of its report."""
        key = (one.report.document, one.claim.ordinal)
        if key not in self._claims:
            lead = f"{one.report.title}. " if one.report.title else ""
            seen = self._tokens.tokens(lead + one.report.text[one.claim.start : one.claim.end])
            self._claims[key] = _mean(seen, [row for row, (start, _) in enumerate(seen.spans) if start >= len(lead)])
        return self._claims[key]


def _around(seen: TokenVectors, at: int, length: int) -> Direction:
    of_it = [row for row, (a, b) in enumerate(seen.spans) if a < at + length and at < b]
    if not of_it:
        return np.zeros(seen.vectors.shape[1])
    return _mean(seen, [row for row in range(max(0, of_it[0] - _BEFORE), min(len(seen.spans), of_it[-1] + 1 + _AFTER)) if row not in of_it])


def _mean(seen: TokenVectors, rows: Sequence[int]) -> Direction:
    mean = seen.vectors[rows].astype(np.float64).mean(axis=0) if rows else np.zeros(seen.vectors.shape[1])
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12))
