"""Claims that cannot both hold -> contradicted: a denial, a claim that was denied before, two values of one thing on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.embed import TokenEmbedder
from index.words import stem
from qa.ledger.likeness import Weights, claim_likeness
from qa.ledger.past import Past
from qa.ledger.rivals import rivals
from qa.ledger.targets import Meant, content, denial_of, denied_claim
from qa.ledger.types import Change, Claim, Report

# How sure one must be that a claim is the one denied: found on the development fortnight, where lower values brought
# claims about other things of the same event.
DENIED, REASSERTED, RECALLED = 0.25, 0.27, 0.3
# A match no surer than this must be of somebody or something that both name; and what answers a claim recalled shares some words.
_PLAIN, _ANSWERED = 0.4, 0.05


def contradictions(before: Past, now: Sequence[Report], weights: Weights, tokens: TokenEmbedder | None = None) -> Iterator[Change]:
    """Every pair once; the newer side is shown, the older is ``previous``. ``tokens`` is the bundled model, where it may be used."""
    everything = Past((*before.reports, *now), weights)
    for report in now:
        if any({"retraction", "correction"} & set(claim.signals) for claim in report.claims):
            continue
        yield from _denials(report, everything, weights)
        yield from _reassertions(report, before, weights)
        yield from _recalled(report, everything, weights)
    yield from rivals(everything, now, weights, tokens)


def _denials(report: Report, others: Past, weights: Weights) -> Iterator[Change]:
    """The denial of a report that is surest to meet an earlier claim."""
    best: tuple[Claim, Meant] | None = None
    for claim in report.claims:
        if claim.modality != "denied":
            continue
        meant = denied_claim(report, claim, others.about(_around(report, claim)), weights)
        if meant is None or meant.sure < DENIED or (meant.sure < _PLAIN and not _of_the_same(report, claim, meant)):
            continue
        if best is None or meant.sure > best[1].sure:
            best = claim, meant
    if best is not None:
        yield _row(report, best[0], best[1], 0.55 + min(0.4, best[1].sure))


def _of_the_same(report: Report, denial: Claim, meant: Meant) -> bool:
    """Whether what is denied, its neighbours and what answers it, and the claim it may mean name somebody or something in common."""
    speaker = (denial.attributed_to or "").lower().split()
    mine = {part for one in report.claims if abs(one.ordinal - denial.ordinal) <= 1 for name in one.names for part in name.split()}
    theirs = {
        part for one in meant.report.claims if abs(one.ordinal - meant.claim.ordinal) <= 1 for name in one.names for part in name.split()
    }
    return bool((mine & theirs) - {stem(word) for word in speaker} - set(speaker))


def _around(report: Report, claim: Claim) -> list[str]:
    return content(one for one in report.claims if abs(one.ordinal - claim.ordinal) <= 2)


def _reassertions(report: Report, before: Past, weights: Weights) -> Iterator[Change]:
    """Something said again, by others, after it was denied."""
    best: tuple[Claim, Meant] | None = None
    for claim in report.claims:
        if claim.modality not in ("said", "possible"):
            continue
        meant = denial_of(claim, report, before.about(claim.stems), weights)
        if meant is not None and meant.sure >= REASSERTED and _names_shared(claim, meant) and (best is None or meant.sure > best[1].sure):
            best = claim, meant
    if best is not None:
        yield _row(report, best[0], best[1], 0.4 + min(0.4, best[1].sure))


def _names_shared(claim: Claim, denial: Meant) -> bool:
    """Whether a claim speaks of somebody or something that the denial names beside whoever denies; True when it names nothing else."""
    speaker = (denial.claim.attributed_to or "").lower().split()
    named = {stem(part) for name in denial.claim.names for part in name.lower().split() if part not in speaker}
    return not named or bool(named & set(claim.stems))


def _recalled(report: Report, others: Past, weights: Weights) -> Iterator[Change]:
    """ "X had said on Saturday that ...": recalled to be set against what another says in the next sentence."""
    for claim in report.claims:
        if "recalled" not in claim.signals:
            continue
        reply = next((one for one in report.claims if one.ordinal == claim.ordinal + 1 and one.paragraph == claim.paragraph), None)
        if reply is None or reply.attributed_to in (None, claim.attributed_to):
            continue
        if claim_likeness(content([claim]), content([reply]), weights) < _ANSWERED:
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
