"""Question + sentences -> how well their words meet: late interaction weighted by idf."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed import Matrix, TokenVectors
from index.words import terms
from qa.kindred import kindred
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.question import Asked

Row = NDArray[np.floating[Any]]

# A function word of the question weighs little, and nothing weighs less than this.
FUNCTION_WEIGHT = 0.15
LEAST_WEIGHT = 0.02
# A word of the question that the answer need not hold ("building" in "which building") counts this much in coverage.
LIGHT = 0.3
# What the thesaurus calls another word for a term counts so much of it, in likeness and in coverage.
KINDRED = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A question ready to be matched: its word pieces, a weight for each, and a weight for each of its terms.

    ``heavy`` are the rows of each content word that must be accounted for, ``focus`` the vectors of the noun that is
    counted or asked for, ``rows`` those of each term.
    """

    pieces: TokenVectors
    weights: Row
    share: Mapping[str, float]
    heavy: tuple[tuple[int, ...], ...]
    focus_rows: tuple[int, ...]
    rows: Mapping[str, tuple[int, ...]]

    @property
    def focus(self) -> Matrix:
        return self.pieces.vectors[list(self.focus_rows)]

    def best(self, vectors: Matrix, held: frozenset[str] = frozenset()) -> Row:
        """For each word piece of the question, its likeness to the nearest piece of a text (Khattab & Zaharia 2020).

        ``held`` are the text's terms: a word that has a kindred one among them is at least so like.
        """
        found = np.asarray((self.pieces.vectors @ vectors.T).max(axis=1))
        for term, rows in self.rows.items():
            if term not in held and kindred(term) & held:
                found[list(rows)] = np.maximum(found[list(rows)], KINDRED)
        return found

    def late(self, best: Row) -> float:
        """The weighted mean of ``best``: how much of the question a text speaks of."""
        return float((self.weights * best).sum() / self.weights.sum())

    def coverage(self, held: frozenset[str], but: frozenset[str] = frozenset()) -> float:
        """The weighted part of the question's terms, those of ``but`` left out, that ``held`` has."""
        share = {term: weight for term, weight in self.share.items() if term not in but}
        whole = sum(share.values())
        return sum(weight * _held(term, held) for term, weight in share.items()) / whole if whole else 0.0

    def matched(self, best: Row) -> list[float]:
        """The likeness of each content word that must be accounted for, weakest first; [1.0] when there is none."""
        return sorted(float(best[list(rows)].mean()) for rows in self.heavy) or [1.0]


def _held(term: str, held: frozenset[str]) -> float:
    return 1.0 if term in held else KINDRED if kindred(term) & held else 0.0


def weigh(asked: Asked, pieces: TokenVectors, candidates: Sequence[Candidate]) -> Weighed:
    """Weights by inverse document frequency over the candidate sentences: log((N + 1) / (df + 0.5)), unknown terms the most."""
    count = len(candidates)
    seen = Counter(term for candidate in candidates for term in candidate.terms)

    def idf(term: str) -> float:
        # a term that the sentences put in another word is as common as that word
        most = max([seen[term], *(seen[other] for other in kindred(term))])
        return max(LEAST_WEIGHT, math.log((count + 1) / (most + 0.5)))

    by_piece: list[float] = []
    heavy: list[tuple[int, ...]] = []
    focus: list[int] = []
    covered = [0.0] * len(pieces.spans)
    rows_of: dict[str, tuple[int, ...]] = {}
    for match in re.finditer(r"\w+", asked.text):
        rows = [row for row, (a, _) in enumerate(pieces.spans) if match.start() <= a < match.end()]
        of = terms(match.group())
        for row in rows:
            covered[row] = idf(of[0]) if of else FUNCTION_WEIGHT
        if of and rows:
            rows_of[of[0]] = (*rows_of.get(of[0], ()), *rows)
        if of and rows and of[0] in asked.terms and of[0] not in asked.light:
            heavy.append(tuple(rows))
        if of and asked.focus and of[0] == asked.focus[-1]:
            focus.extend(rows)
    by_piece = [weight or LEAST_WEIGHT for weight in covered]
    return Weighed(
        pieces=pieces,
        weights=np.array(by_piece),
        share={term: idf(term) * (LIGHT if term in asked.light else 1.0) for term in asked.terms},
        heavy=tuple(heavy),
        focus_rows=tuple(focus),
        rows=rows_of,
    )
