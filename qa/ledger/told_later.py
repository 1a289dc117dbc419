"""A figure that the rules find no earlier value of -> the earlier figure that it most likely goes on from, by the words around both."""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.embed import TokenEmbedder
from qa.ledger.around import Around
from qa.ledger.likeness import MOST_ALIKE, Portrait, Weights, claim_likeness, likeness, portrait
from qa.ledger.series import Stated, ratio
from qa.ledger.types import Report

# A logistic regression over 18,355 pairs of figures of two days, of five development corpora, 171 of them told as updates by their
# authors: likeness of the words around the figures, of the claims and of the reports, whether the later claim names the earlier
# value, one unit of measure, the logarithm of their ratio, weeks between them.
_AROUND, _CLAIMS, _REPORTS, _NAMED, _UNIT, _RATIO, _WEEKS, _OFFSET = 3.4, 2.4, 2.7, 1.2, 1.1, -2.3, -1.0, -5.2
LEAST = -1.75
# A thing seldom changes more than so many times between two reports.
FURTHEST = 8.0
# Of each figure only so many earlier ones are read, the likeliest by all but the words around; and none of so large a window.
_READ, MOST = 4, 100


class Later:
    """Finds the earlier value of figures; reads the words around a figure once."""

    def __init__(self, weights: Weights, tokens: TokenEmbedder) -> None:
        self._weights = weights
        self._around = Around(tokens)
        self._portraits: dict[str, Portrait] = {}
        self._alike: dict[tuple[str, str], float] = {}

    def previous(self, one: Stated, past: Sequence[Stated]) -> Stated | None:
        """The figure of ``past`` that ``one`` is most likely a later value of; None when none is likely enough.

        What befell people on one day ("five died today") has no earlier value.
        """
        if one.figure.kind == "incident" and one.figure.act:
            return None
        most = _REPORTS * MOST_ALIKE + _AROUND
        near = [(sure, other) for other in past if self._may(one, other) and (sure := self._near(one, other)) + most >= LEAST]
        known = [(sure + _REPORTS * self._reports_alike(one.report, other.report), other) for sure, other in near]
        read = sorted(((sure, other) for sure, other in known if sure + _AROUND >= LEAST), key=lambda row: (-row[0], row[1].order))[:_READ]
        found = [
            (round(sure + _AROUND * float(self._around.figure(one) @ self._around.figure(other)), 4), other.order, other)
            for sure, other in read
        ]
        best = max(found, key=lambda row: row[:2], default=None)
        return best[2] if best is not None and best[0] >= LEAST else None

    def _may(self, one: Stated, other: Stated) -> bool:
        mine, theirs = one.figure, other.figure
        return (
            other.report.date < one.report.date
            and mine.unit == theirs.unit
            and not (mine.act and theirs.act and mine.act != theirs.act)
            and mine.bound * theirs.bound >= 0
            and ratio(mine, theirs) <= FURTHEST
        )

    def _near(self, one: Stated, other: Stated) -> float:
        """Log-odds by the two claims and their days."""
        return (
            _CLAIMS * claim_likeness(one.claim.stems, other.claim.stems, self._weights)
            + _NAMED * any(figure.amount == other.figure.amount and figure is not one.figure for figure in one.claim.figures)
            + _UNIT * bool(one.figure.unit)
            + _RATIO * math.log(ratio(one.figure, other.figure))
            + _WEEKS * (one.report.date - other.report.date).days / 7
            + _OFFSET
        )

    def _reports_alike(self, one: Report, other: Report) -> float:
        key = (one.document, other.document)
        if key not in self._alike:
            self._alike[key] = likeness(self._portrait(one), self._portrait(other), self._weights)
        return self._alike[key]

    def _portrait(self, report: Report) -> Portrait:
        if report.document not in self._portraits:
            self._portraits[report.document] = portrait(report, self._weights)
        return self._portraits[report.document]
