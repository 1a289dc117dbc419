"""Figures of one day by different tellers -> counts of one thing, by how alike the words around them are to the bundled model."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from index.embed import TokenEmbedder
from qa.ledger.estimates import at_odds
from qa.ledger.originators import teller
from qa.ledger.parts import Direction
from qa.ledger.series import Stated, ratio, stated
from qa.ledger.types import Report

# Two figures are of one thing when the words around them are alike, the same happened to what they count, it has the same name, and
# they are close: a logistic regression over 1,577 pairs of figures of one day of five development corpora, 27 of them told as
# contradictions by their authors. Leaving one corpus out, 13 of 23 of those were found at LEAST, with 13 others, about half of them true.
_AROUND, _ACT, _HEAD, _RATIO, _OFFSET = 6.6, 3.7, 2.3, -2.6, -2.3
LEAST = 1.5
# Counts of one thing by two tellers are seldom further apart, and very small ones are of anything.
FURTHEST, SMALLEST = 2.6, 3
# Word pieces before and after a figure that say what it counts.
_BEFORE, _AFTER = 6, 8
# Of more reports than this the figures are not compared: 200 real pages of one day took 12 s of one core to read.
MOST = 100


def told_alike(now: Sequence[Report], tokens: TokenEmbedder) -> list[tuple[Stated, Stated]]:
    """Pairs of figures, the later one first, that are plainly values of one thing and differ; the surest pair first."""
    if len(now) > MOST:
        return []
    around = Around(tokens)
    days: dict[object, list[Report]] = defaultdict(list)
    for report in now:
        days[report.date].append(report)
    found = [
        (sure, one, other)
        for reports in days.values()
        for one, other in _pairs(reports)
        if (sure := round(_sure(one, other, around), 4)) >= LEAST
    ]
    best: dict[int, float] = {}
    for sure, *sides in found:
        best |= {id(side.figure): max(sure, best.get(id(side.figure), sure)) for side in sides}
    # each must be what the other is likest to: on a day of many matters much is somewhat alike
    mutual = [row for row in found if row[0] == best[id(row[1].figure)] == best[id(row[2].figure)]]
    return [(one, other) for _, one, other in sorted(mutual, key=lambda row: (-row[0], row[1].order, row[2].order))]


def _pairs(reports: Sequence[Report]) -> Iterator[tuple[Stated, Stated]]:
    """Each two figures of a day, the later one first, that could be values of one thing told differently by two people."""
    told = {report.document: {(one.amount, one.unit) for claim in report.claims for one in claim.figures} for report in reports}
    by_unit: dict[str, list[Stated]] = defaultdict(list)
    for one in stated(reports):
        if one.claim.modality not in ("possible", "planned") and float(one.figure.amount) >= SMALLEST:
            by_unit[one.figure.unit].append(one)
    for unit, alike in by_unit.items():
        for place, one in enumerate(alike):
            for other in alike[:place]:
                # who tells both values means two things by them
                both = (one.figure.amount, unit) in told[other.report.document] or (other.figure.amount, unit) in told[one.report.document]
                if not both and _may_differ(one, other):
                    yield one, other


def _may_differ(one: Stated, other: Stated) -> bool:
    mine, theirs = one.figure, other.figure
    if (mine.act and theirs.act and mine.act != theirs.act) or ratio(mine, theirs) > FURTHEST:
        return False
    if mine.unit and not set(mine.head) & set(theirs.head):
        return False  # shares and prices are told of everything
    return teller(one.report) != teller(other.report) and at_odds(mine, theirs)


def _sure(one: Stated, other: Stated, around: Around) -> float:
    """Log-odds, up to a constant, that two figures are values of one thing."""
    known = (
        _ACT * (bool(one.figure.act) and one.figure.act == other.figure.act)
        + _HEAD * bool(set(one.figure.head) & set(other.figure.head))
        + _RATIO * math.log(ratio(one.figure, other.figure))
        + _OFFSET
    )
    # the words are only read where they can still decide
    return known + _AROUND * float(around(one) @ around(other)) if known + _AROUND >= LEAST else known


class Around:
    """The direction of the words around a figure, read once."""

    def __init__(self, tokens: TokenEmbedder) -> None:
        self._tokens = tokens
        self._known: dict[tuple[str, int, str], Direction] = {}

    def __call__(self, one: Stated) -> Direction:
        key = (one.report.document, one.claim.ordinal, one.figure.value)
        if key not in self._known:
            self._known[key] = self._read(one.report.text[one.claim.start : one.claim.end], one.figure.value)
        return self._known[key]

    def _read(self, text: str, value: str) -> Direction:
        seen = self._tokens.tokens(text)
        at = text.find(value)
        of_it = [row for row, (a, b) in enumerate(seen.spans) if a < at + len(value) and at < b]
        if not of_it:
            return np.zeros(seen.vectors.shape[1])
        rows = [row for row in range(max(0, of_it[0] - _BEFORE), min(len(seen.spans), of_it[-1] + 1 + _AFTER)) if row not in of_it]
        mean = seen.vectors[rows].astype(np.float64).mean(axis=0) if rows else np.zeros(seen.vectors.shape[1])
        return mean / max(float(np.linalg.norm(mean)), 1e-12)
