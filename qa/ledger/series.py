"""Figures of many reports -> whether two are values of one thing, and the history of each thing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.ledger import cues
from qa.ledger.likeness import Weights, claim_likeness
from qa.ledger.originators import same_teller
from qa.ledger.types import Claim, Figure, Report

# Least likeness of two claims for their figures to be of one thing, with and without the counted thing in common: on the
# development fortnight lower values joined the deaths of two different events.
SAME_HEAD, SAME_ACT = 0.08, 0.1
# A thing seldom grows or shrinks more than so many times between two reports; where it does, the sentences are this much alike.
_LEAP, _ALIKE_ALL_THE_SAME = 4.0, 0.25
_LEVEL_HEADS = 0.4
# One outlet's running total seldom more than doubles between two of its reports.
_COUNTS_ON = 2.5
_OF_THE_SUREST = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A figure where it stands."""

    report: Report
    claim: Claim
    figure: Figure

    @property
    def order(self) -> tuple[int, str, int]:
        """Older first."""
        return (self.report.date.toordinal(), self.report.document, self.claim.ordinal)


def stated(reports: Iterable[Report], *, former: bool = False) -> list[Stated]:
    """Every figure of the reports, oldest first; values that a claim itself calls earlier ones only when asked for."""
    found = [
        Stated(report=report, claim=claim, figure=figure)
        for report in reports
        for claim in report.claims
        if not {"correction", "retraction"} & set(claim.signals)
        for figure in claim.figures
        if (former or not figure.former) and not ("recalled" in claim.signals and _is_recalled(report, claim, figure))
    ]
    return sorted(found, key=lambda one: one.order)


def _is_recalled(report: Report, claim: Claim, figure: Figure) -> bool:
    """Whether a figure is what somebody "had said" before: not "kept at 6.50, as all had said it would"."""
    text = report.text[claim.start : claim.end]
    found = cues.RECALLED.search(text)
    return found is not None and found.start() < text.find(figure.value)


def same_thing(one: Stated, other: Stated, weights: Weights) -> float:
    """How surely two figures are values of one thing, 0 when they are not: kind, unit, act and thing counted must agree."""
    mine, theirs = one.figure, other.figure
    if mine.kind != theirs.kind or mine.unit != theirs.unit or mine.act != theirs.act:
        return 0.0
    grown = ratio(mine, theirs)
    if grown > _LEAP and claim_likeness(one.claim.stems, other.claim.stems, weights) < _ALIKE_ALL_THE_SAME:
        return 0.0
    if mine.kind == "level" and _is_rate(one, other):
        here, there = _names_beside(one), _names_beside(other)
        if here & there:
            return 0.5  # one gauge, which both name
        if here and there:
            return 0.0  # two gauges
    if mine.kind == "level" and not mine.act and not set(mine.head) & set(theirs.head):
        return 0.0
    alike = claim_likeness(_about(one), _about(other), weights)
    if mine.kind == "level" and not mine.act:
        return _same_measure(one, other, weights) if alike >= (SAME_HEAD / 2 if mine.unit else SAME_HEAD) else 0.0
    heads = set(mine.head) & set(theirs.head)
    generic = not set(mine.head) - cues.GENERIC or not set(theirs.head) - cues.GENERIC
    if not mine.act:
        return alike if heads and alike >= 2 * SAME_HEAD else 0.0
    if heads:
        return 0.2 + alike if alike >= SAME_HEAD or mine.act in cues.LEVELS else 0.0  # a queue is told in few words
    if mine.act in cues.LEVELS:
        held = set(mine.head) <= set(other.claim.stems) and set(theirs.head) <= set(one.claim.stems)
        return 0.1 + alike if generic and held else 0.0
    counts_on = mine.kind == "cumulative" and grown <= _COUNTS_ON and same_teller(one.report, other.report)
    least = SAME_ACT / 3 if counts_on else SAME_ACT
    return alike if (generic or mine.act in ("dead", "ill", "missing")) and alike >= least else 0.0


def ratio(one: Figure, other: Figure) -> float:
    """How many times the smaller of two amounts the larger one is: 1 for equal ones, infinite beside 0."""
    small, large = sorted((abs(float(one.amount)), abs(float(other.amount))))
    return large / small if small else 1.0 if large == small else math.inf


_RATE = re.compile(r"\s*(?:[a-z]+ ){1,5}?(?:an?|per|each|every) (second|minute|hour|day|night|week|month|year)\b")


def _is_rate(one: Stated, other: Stated) -> bool:
    """Whether two figures are rates in one physical measure, "cubic metres a second": what is read at a gauge."""
    return bool(one.figure.unit) and one.figure.unit not in _NOT_PHYSICAL and _rate(one) is not None and _rate(one) == _rate(other)


_NOT_PHYSICAL = frozenset(("%", "point", "dollar", "pound", "euro", "yen", "cent"))


def _rate(one: Stated) -> str | None:
    text = one.report.text[one.claim.start : one.claim.end]
    at = text.find(one.figure.value)
    found = _RATE.match(text, at + len(one.figure.value)) if at >= 0 else None
    return found.group(1) if found else None


def _names_beside(one: Stated) -> frozenset[str]:
    """The names of a claim and of the claims beside it, one-word names left out: a whole country is no place to measure at."""
    near = one.report.claims[max(0, one.claim.ordinal - 1) : one.claim.ordinal + 2]
    return frozenset(name for claim in near for name in claim.names if " " in name)


def _same_measure(one: Stated, other: Stated, weights: Weights) -> float:
    """How much of the shorter description of a measure the longer one has, by weight; 0 when it is too little."""
    named = {part for name in (*one.claim.names, *other.claim.names) for part in name.split()}
    mine, theirs = set(one.figure.head), set(other.figure.head)
    if not (mine & theirs) - named:
        return 0.0  # whose it is says nothing of what it is
    shared = sum(weights(stem) for stem in mine & theirs)
    least = min(sum(weights(stem) for stem in mine), sum(weights(stem) for stem in theirs))
    return shared / least if shared / least >= _LEVEL_HEADS else 0.0


def _about(one: Stated) -> tuple[str, ...]:
    """What the figure's surroundings say: its claim and, for a short one, the claims beside it, and the report's opening."""
    claims = one.report.claims
    at = one.claim.ordinal
    near = [*one.claim.stems, *one.claim.stems]
    for beside in claims[max(0, at - 1) : at + 2]:
        near.extend(beside.stems)
    near.extend(claims[0].stems)
    return tuple(near)


def latest_before(one: Stated, earlier: Iterable[Stated], weights: Weights) -> Stated | None:
    """The last earlier figure of the same thing, those much less surely the same than the surest left out."""
    sure = [
        (same_thing(one, other, weights), other)
        for other in earlier
        if other.order < one.order and other.figure.bound * one.figure.bound >= 0
    ]
    least = _OF_THE_SUREST * max((score for score, _ in sure), default=0.0)
    found = [other for score, other in sure if score > 0.0 and score >= least]
    return max(found, key=lambda other: other.order, default=None)
