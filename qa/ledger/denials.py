"""Claims that cannot both hold -> contradicted: a denial, a claim that was denied before, two values of one thing on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.ledger.likeness import Weights, claim_likeness
from qa.ledger.originators import teller
from qa.ledger.past import Past
from qa.ledger.series import Stated, same_thing, stated
from qa.ledger.targets import Meant, content, denial_of, denied_claim
from qa.ledger.types import Change, Claim, Report

# How sure one must be that a claim is the one denied: found on the development fortnight, where lower values brought
# claims about other things of the same event.
DENIED, REASSERTED, RECALLED = 0.25, 0.3, 0.3


def contradictions(before: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Every pair once; the newer side is shown, the older is ``previous``."""
    everything = Past((*before.reports, *now), weights)
    for report in now:
        if any({"retraction", "correction"} & set(claim.signals) for claim in report.claims):
            continue
        yield from _denials(report, everything, weights)
        yield from _reassertions(report, before, weights)
        yield from _recalled(report, everything, weights)
    yield from _rival_figures(before, now, weights)
    yield from _estimates(now)


def _denials(report: Report, others: Past, weights: Weights) -> Iterator[Change]:
    """The denial of a report that is surest to meet an earlier claim."""
    best: tuple[Claim, Meant] | None = None
    for claim in report.claims:
        if claim.modality != "denied":
            continue
        meant = denied_claim(report, claim, others.about(_around(report, claim)), weights)
        if meant is not None and meant.sure >= DENIED and (best is None or meant.sure > best[1].sure):
            best = claim, meant
    if best is not None:
        yield _row(report, best[0], best[1], 0.55 + min(0.4, best[1].sure))


def _around(report: Report, claim: Claim) -> list[str]:
    return content(one for one in report.claims if abs(one.ordinal - claim.ordinal) <= 2)


def _reassertions(report: Report, before: Past, weights: Weights) -> Iterator[Change]:
    """Something said again, by others, after it was denied."""
    best: tuple[Claim, Meant] | None = None
    for claim in report.claims:
        if claim.modality not in ("said", "possible"):
            continue
        meant = denial_of(claim, report, before.about(claim.stems), weights)
        if meant is not None and meant.sure >= REASSERTED and (best is None or meant.sure > best[1].sure):
            best = claim, meant
    if best is not None:
        yield _row(report, best[0], best[1], 0.4 + min(0.4, best[1].sure))


def _recalled(report: Report, others: Past, weights: Weights) -> Iterator[Change]:
    """ "X had said on Saturday that ...": recalled to be set against what another says in the next sentence."""
    for claim in report.claims:
        if "recalled" not in claim.signals:
            continue
        reply = next((one for one in report.claims if one.ordinal == claim.ordinal + 1 and one.paragraph == claim.paragraph), None)
        if reply is None or reply.attributed_to in (None, claim.attributed_to):
            continue
        found = [
            Meant(report=other, claim=earlier, sure=claim_likeness(content([claim]), content([earlier]), weights))
            for other in others.about(claim.stems)
            if other is not report and other.date <= report.date
            for earlier in other.claims
        ]
        meant = max(found, key=lambda one: one.sure, default=None)
        if meant is not None and meant.sure >= RECALLED:
            yield Change(
                change="contradicted", about=" ".join(content([claim])[:8]), spans=(report.span(claim, reply),),
                previous=meant.report.span(meant.claim), salience=0.6 + 0.3 * meant.sure,
            )  # fmt: skip


def _row(report: Report, claim: Claim, meant: Meant, salience: float) -> Change:
    return Change(
        change="contradicted", about=" ".join(content([claim])[:8]), spans=(report.span(claim),),
        previous=meant.report.span(meant.claim), salience=salience,
    )  # fmt: skip


def _rival_figures(before: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Two values of one thing for one day, by different tellers; of one pair of sentences, the first."""
    present = stated(now)
    told: set[frozenset[tuple[str, int]]] = set()
    for one in present:
        if one.figure.kind == "level" or not one.figure.act or one.figure.bound:
            continue
        for other in (*stated(before.about(one.claim.stems)), *present):
            if other.order >= one.order or (other.report.date != one.report.date and other.figure.kind != "incident"):
                continue
            pair = frozenset(((one.report.document, one.claim.start), (other.report.document, other.claim.start)))
            if pair in told or not _rivals(one, other, weights):
                continue
            told.add(pair)
            yield Change(
                change="contradicted", about=one.figure.what, spans=(one.report.span(one.claim),), previous=other.report.span(other.claim),
                was=other.figure.value, now=one.figure.value, salience=0.6,
            )  # fmt: skip


def _estimates(now: Sequence[Report]) -> Iterator[Change]:
    """ "One side puts the sum at so much. The other puts it at so much more." """
    for report in now:
        for claim, following in pairwise(report.claims):
            if "estimates" not in claim.signals or "estimates" not in following.signals or not claim.figures or not following.figures:
                continue
            if claim.figures[0].amount != following.figures[0].amount and claim.attributed_to != following.attributed_to:
                yield Change(
                    change="contradicted", about=claim.figures[0].what, spans=(report.span(following),), previous=report.span(claim),
                    was=claim.figures[0].value, now=following.figures[0].value, salience=0.6,
                )  # fmt: skip


def _rivals(one: Stated, other: Stated, weights: Weights) -> bool:
    mine, theirs = one.figure, other.figure
    if one.report is other.report and (one.claim is other.claim or None in (one.claim.attributed_to, other.claim.attributed_to)):
        return False
    if mine.amount == theirs.amount or mine.as_of != theirs.as_of or mine.kind == "level":
        return False
    if mine.bound or theirs.bound or mine.act in ("", "voted"):
        return False
    if (one.report is not other.report and teller(one.report) == teller(other.report)) or (
        mine.attributed_to is not None and mine.attributed_to == theirs.attributed_to
    ):
        return False
    return same_thing(one, other, weights) >= 0.2
