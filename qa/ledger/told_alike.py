"""Figures of one time by different tellers -> values of one thing that differ, by how alike their sentences are to the bundled model."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.embed import TokenEmbedder
from qa.ledger.around import Around
from qa.ledger.estimates import at_odds
from qa.ledger.likeness import Weights, claim_likeness
from qa.ledger.originators import teller
from qa.ledger.past import Past
from qa.ledger.series import Stated, ratio, stated
from qa.ledger.types import Report

# Two figures are of one thing when their sentences are alike, to the model and in their words, when they are close, when one word
# says what happened to both, when both are totals and neither is a level; small numbers are of anything. A logistic regression over
# 6,163 pairs of seeds/weeks and six development corpora, 71 matters among them told as contradictions by their authors (the corpora's
# count three times). Leaving one
# week out, 21 of the 118 figures at odds of the sixteen weeks were among the first 40 rows; by the next regression 11 were.
_WORDS, _CLAIMS, _FURTHER, _ACT, _TOTALS, _LEVEL, _SIZE, _OFFSET = 7.3, 6.7, -0.7, 1.4, 1.2, -1.45, 0.32, -6.3
# Or when the words around them are alike, the same happened to what they count, it has the same name, and they are close: another one
# over 1,577 pairs of figures of one day of five development corpora, 27 of them told as contradictions by their authors.
_AROUND, _SAME_ACT, _HEAD, _RATIO, _BASE = 6.6, 3.7, 2.3, -2.6, -3.8
# Counts of one thing by two tellers are seldom further apart, and very small ones are of anything; nearer and larger for the second.
FURTHEST, SMALLEST, _NEAR, _FEW = 6.0, 2, 2.6, 3
# A count of one day may be told by another teller so many days later.
_LATER = dt.timedelta(days=4)
# Of more reports than this the figures are not compared: 200 real pages of one day took 12 s of one core to read.
MOST = 100


def told_alike(known: Past, now: Sequence[Report], weights: Weights, tokens: TokenEmbedder) -> list[tuple[Stated, Stated]]:
    """Pairs of figures, the later one first and of ``now``, that are plainly values of one thing and differ; the surest pair first.

    ``known`` holds the reports of ``now`` and those before.
    """
    if not now or len(now) > MOST:
        return []
    first = min(report.date for report in now) - _LATER
    recent = [report for report in known.reports if report.date >= first]
    around = Around(tokens)
    found = [
        (sure, one, other)
        for one, other in _pairs(recent if len(recent) <= MOST else now, {report.document for report in now})
        if (sure := round(_sure(one, other, around, weights), 4)) >= 0
    ]
    best: dict[int, float] = {}
    for sure, *sides in found:
        best |= {id(side.figure): max(sure, best.get(id(side.figure), sure)) for side in sides}
    # each must be what the other is likest to: on a day of many matters much is somewhat alike
    mutual = [row for row in found if row[0] == best[id(row[1].figure)] == best[id(row[2].figure)]]
    return [(one, other) for _, one, other in sorted(mutual, key=lambda row: (-row[0], row[1].order, row[2].order))]


def _pairs(reports: Sequence[Report], now: set[str]) -> Iterator[tuple[Stated, Stated]]:
    """Each two figures, the later one first and told now, that could be values of one thing told differently by two people."""
    told = {report.document: {(one.amount, one.unit) for claim in report.claims for one in claim.figures} for report in reports}
    by_unit: dict[str, list[Stated]] = defaultdict(list)
    for one in stated(reports):
        if one.claim.modality not in ("possible", "planned") and float(one.figure.amount) >= SMALLEST:
            by_unit[one.figure.unit].append(one)
    for unit, alike in by_unit.items():
        for place, one in enumerate(alike):
            if one.report.document not in now:
                continue
            for other in alike[:place]:
                # who tells both values means two things by them
                both = (one.figure.amount, unit) in told[other.report.document] or (other.figure.amount, unit) in told[one.report.document]
                if not both and _may_differ(one, other):
                    yield one, other


def _may_differ(one: Stated, other: Stated) -> bool:
    mine, theirs = one.figure, other.figure
    if (mine.act and theirs.act and mine.act != theirs.act) or ratio(mine, theirs) > FURTHEST:
        return False
    if one.report.date != other.report.date and (one.report.date - other.report.date > _LATER or mine.as_of != theirs.as_of):
        return False
    return teller(one.report) != teller(other.report) and at_odds(mine, theirs)


def _sure(one: Stated, other: Stated, around: Around, weights: Weights) -> float:
    """By how much two figures are more likely values of one thing than is asked for, in log-odds; below 0 they are not held for it."""
    return max(_by_sentences(one, other, around, weights), _by_words_around(one, other, around))


def _by_sentences(one: Stated, other: Stated, around: Around, weights: Weights) -> float:
    mine, theirs = one.figure, other.figure
    known = (
        _CLAIMS * claim_likeness(one.claim.stems, other.claim.stems, weights)
        + _FURTHER * math.log(ratio(mine, theirs)) ** 2
        + _ACT * (bool(mine.act) and mine.act == theirs.act)
        + _TOTALS * (mine.kind == theirs.kind == "cumulative")
        + _LEVEL * ("level" in (mine.kind, theirs.kind))
        + _SIZE * math.log(max(1.0, min(float(mine.amount), float(theirs.amount))))
        + _OFFSET
    )
    # the words are only read where they can still decide
    return known + _WORDS * float(around.claim(one) @ around.claim(other)) if known + _WORDS >= 0 else known


def _by_words_around(one: Stated, other: Stated, around: Around) -> float:
    mine, theirs = one.figure, other.figure
    shared = bool(set(mine.head) & set(theirs.head))
    if (
        one.report.date != other.report.date
        or ratio(mine, theirs) > _NEAR
        or min(float(mine.amount), float(theirs.amount)) < _FEW
        or (mine.unit and not shared)  # shares and prices are told of everything
    ):
        return -math.inf
    known = _SAME_ACT * (bool(mine.act) and mine.act == theirs.act) + _HEAD * shared + _RATIO * math.log(ratio(mine, theirs)) + _BASE
    return known + _AROUND * float(around.figure(one) @ around.figure(other)) if known + _AROUND >= 0 else known
