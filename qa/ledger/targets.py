"""A claim that speaks of earlier reporting -> the earlier claim that it means."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.words import stem
from qa.ledger.likeness import Weights, claim_likeness, covered, stems_of
from qa.ledger.originators import same_teller, teller
from qa.ledger.types import Claim, Report

# A claim of fewer content words says too little to be the one meant.
_FEWEST = 5
# An assertion must share so many words with an earlier denial to be its contrary.
_SHARED = 3
# Words about reporting say nothing of what was reported.
_OF_REPORTING = frozenset(
    "correct report earlier version retract withdraw figur number error regret apologis said wrong deni denial reject fals claim "
    "stori articl public "
    "monday tuesday wednesday thursday friday saturday sunday dismiss describ minist secretari presid offic governor chancellor "
    "spokesman".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """An earlier claim and how surely it is the one meant, 0 to 1."""

    report: Report
    claim: Claim
    sure: float


def content(claims: Iterable[Claim]) -> list[str]:
    """The stems of claims without the words of reporting itself and without who says it."""
    return [
        stem
        for claim in claims
        for who in (_speaker_stems(claim.attributed_to),)
        for stem in claim.stems
        if stem not in _OF_REPORTING and stem not in who
    ]


@lru_cache(maxsize=4096)
def _speaker_stems(speaker: str | None) -> frozenset[str]:
    """The stems of a speaker's name, his office left out: the governor of a bank may well speak of the bank."""
    return frozenset(stem(word) for word in re.findall(r"[^\W\d_]+", speaker.lower())[-2:]) if speaker else frozenset()


def corrected_claim(
    report: Report, claims: Sequence[Claim], earlier: Iterable[Report], weights: Weights, least: float = 0.2
) -> Meant | None:
    """The claim that a correction or retraction takes back: best in words, in a report of the same outlet or of the day it names."""
    days = {day for claim in claims if claim.event for day in claim.event}
    stems = content(claims)
    amounts = {figure.amount for claim in claims for figure in claim.figures}
    best: Meant | None = None
    for other in earlier:
        if other is report or other.date > report.date:
            continue
        own = teller(other) is not None and teller(other) == teller(report)
        bonus = (0.12 if own else 0.0) + (0.12 if other.date in days else 0.0)
        for claim in other.claims:
            shared = amounts & {figure.amount for figure in claim.figures}
            sure = claim_likeness(stems, claim.stems, weights) + bonus + (0.15 if shared else 0.0)
            if sure - bonus > 0.08 and sure >= least and (best is None or sure > best.sure):
                best = Meant(report=other, claim=claim, sure=min(1.0, sure))
    return best


def denied_claim(report: Report, denial: Claim, earlier: Iterable[Report], weights: Weights) -> Meant | None:
    """The earlier claim of somebody else that a denial contradicts.

    The denial's words must stand around that claim, and the claim's words in the denying report: the geometric mean of both.
    """
    best: Meant | None = None
    wholes = frozenset(content(report.claims))
    days = {day for day in denial.event or () if day < report.date}
    for said in _propositions(report, denial):
        stems = frozenset(content(said))
        for other in earlier:
            if other is report or other.date > report.date or same_teller(report, other):
                continue
            for claim in other.claims:
                if claim.modality == "denied" or {"correction", "retraction"} & set(claim.signals):
                    continue
                found = _met(stems, wholes, other, claim, weights, dated=other.date in days)
                if found is not None and (best is None or found.sure > best.sure):
                    best = found
    return best


def denial_of(claim: Claim, report: Report, earlier: Iterable[Report], weights: Weights) -> Meant | None:
    """The earlier denial, by somebody else, of what a claim now says."""
    best: Meant | None = None
    for other in earlier:
        if other is report or other.date > report.date or same_teller(report, other):
            continue
        denials = [
            denial
            for denial in other.claims
            if denial.modality == "denied" and not {"correction", "retraction"} & set(denial.signals) and len(content([denial])) >= _FEWEST
        ]
        wholes = frozenset(content(other.claims)) if denials else frozenset()
        for denial in denials:
            for said in _propositions(other, denial):
                stems = frozenset(content(said))
                found = _met(stems, wholes, report, claim, weights) if len(stems & set(claim.stems)) >= _SHARED else None
                if found is not None and (best is None or found.sure > best.sure):
                    best = Meant(report=other, claim=denial, sure=found.sure)
    return best


def _met(
    stems: frozenset[str], wholes: frozenset[str], other: Report, claim: Claim, weights: Weights, *, dated: bool = False
) -> Meant | None:
    mine = frozenset(claim.stems) - _OF_REPORTING
    if len(mine) < _FEWEST or len(stems & mine) < 2:
        return None
    near = frozenset(content(one for one in other.claims if abs(one.ordinal - claim.ordinal) <= 1))
    there = 0.5 * covered(stems, mine, weights) + 0.25 * covered(stems, near, weights) + 0.25 * covered(stems, stems_of(other), weights)
    bonus = (0.04 if claim.modality in ("said", "possible") else 0.0) + (0.12 if dated else 0.0)
    return Meant(report=other, claim=claim, sure=math.sqrt(there * covered(mine, wholes, weights)) + bonus)


def _propositions(report: Report, denial: Claim) -> list[list[Claim]]:
    """What may be denied: the sentence itself, with the next one, with the one that says what is answered; a short one with the "
    "opening."""
    at = denial.ordinal
    found = [[denial]]
    following = [one for one in report.claims if 0 < one.ordinal - at <= 1]
    if following:
        found.append([denial, *following])  # the denial goes on
    answered = [one for one in report.claims if 0 < abs(one.ordinal - at) <= 4 and "answers" in one.signals]
    if answered:
        found.append([denial, *answered])
    if len(denial.stems) < 8 and at > 0:
        found.append([denial, report.claims[0]])
    return found
