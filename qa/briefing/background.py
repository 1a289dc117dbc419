"""A story and the reports that it goes on from -> what a reader must have known, and the thread by days.

Maximal marginal relevance (Carbonell and Goldstein 1998) whose relevance falls off with age: on the development set for background
of running stories it beat plain MMR, TextRank and the centroid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from qa.briefing.facts import leans, quoted_without_speaker, whole
from qa.briefing.gather import Ground
from qa.briefing.group import Group
from qa.briefing.types import Line, Moment
from qa.ledger.corrections import corrections
from qa.ledger.likeness import cosine, vector
from qa.ledger.targets import content
from qa.ledger.types import Claim, Report
from qa.types import Span

# Relevance halves in so many days; of a sentence's score so much is relevance, the rest is being unlike what is there already.
_HALF_LIFE, _RELEVANCE = 5.0, 0.7
_MOST, _LONGEST, _LEAST = 2, 45, 0.08
_MOMENTS = 8

Spot = tuple[str, int]


def taken_back(ground: Ground) -> frozenset[Spot]:
    """Where earlier reports say what was corrected or withdrawn since, up to the end of the window: document and start of the claim."""
    notices = [
        report
        for report in (*ground.before.reports, *ground.now)
        if any({"correction", "retraction"} & set(claim.signals) for claim in report.claims)
    ]
    found: set[Spot] = set()
    for row in corrections(ground.before, notices, ground.weights):
        if row.previous is None:
            continue
        found.add((row.previous.document, row.previous.start))
        if row.change == "retracted":
            found.add((row.previous.document, -1))  # the whole report
    return frozenset(found)


def background(group: Group, ground: Ground, withdrawn: frozenset[Spot]) -> tuple[Line, ...]:
    """At most two sentences of earlier reports, as spans of those; what was taken back since is no background."""
    mine = vector([stem for _, claim in group.claims for stem in claim.stems], ground.weights)
    waiting = [
        (cosine(mine, vector(content([claim]), ground.weights)) * _freshness(report, ground), report, claim)
        for report in group.earlier
        for claim in report.claims
        if _stands_alone(report, claim) and not _withdrawn(report, claim, withdrawn) and not claim.figures
    ]
    picked: list[tuple[Report, Claim]] = []
    while waiting and len(picked) < _MOST:
        scored = [(_RELEVANCE * relevance - (1 - _RELEVANCE) * _alike(claim, picked, ground), relevance, report, claim)
                  for relevance, report, claim in waiting]  # fmt: skip
        best = max(scored, key=lambda one: (one[0], one[2].document, -one[3].ordinal))
        if best[1] < _LEAST:
            break
        picked.append((best[2], best[3]))
        waiting = [one for one in waiting if one[2] is not best[3]]
    ordered = sorted(picked, key=lambda one: (one[0].date, one[0].document, one[1].ordinal))
    return tuple(line_of(report.span(claim)) for report, claim in ordered)


def timeline(group: Group, ground: Ground, facts: Iterable[Line], withdrawn: frozenset[Spot]) -> tuple[Moment, ...]:
    """The thread's course: the opening of each earlier report and the story's own first facts, by the day that they speak of."""
    moments: list[Moment] = []
    seen: set[object] = set()
    for report in sorted(group.earlier, key=lambda one: (one.date, one.document)):
        claim = next((one for one in report.claims if _stands_alone(report, one) and not _withdrawn(report, one, withdrawn)), None)
        if claim is None or report.date in seen:
            continue
        seen.add(report.date)
        day = claim.event[0] if claim.event and claim.event[0] <= report.date else report.date
        moments.append(Moment(day=day, line=line_of(report.span(claim)), now=False))
    for fact in list(facts)[:2]:
        moments.append(Moment(day=fact.spans[0].date or ground.until, line=fact, now=True))
    return tuple(sorted(moments, key=lambda one: (one.day, one.now))[-_MOMENTS:]) if any(not one.now for one in moments) else ()


def line_of(*spans: Span) -> Line:
    """The spans' own words as a line."""
    return Line(text=" ".join(" ".join(span.quote.split()) for span in spans), spans=spans)


def _freshness(report: Report, ground: Ground) -> float:
    return math.exp2(-max(0, (ground.since - report.date).days) / _HALF_LIFE)


def _stands_alone(report: Report, claim: Claim) -> bool:
    words = len(report.text[claim.start : claim.end].split())
    plain = claim.modality != "denied" and not claim.signals
    return (
        plain and 6 <= words <= _LONGEST and whole(report, claim) and not leans(report, claim) and not quoted_without_speaker(report, claim)
    )


def _withdrawn(report: Report, claim: Claim, withdrawn: frozenset[Spot]) -> bool:
    return (report.document, -1) in withdrawn or (report.document, claim.start) in withdrawn


def _alike(claim: Claim, picked: Sequence[tuple[Report, Claim]], ground: Ground) -> float:
    mine = vector(content([claim]), ground.weights)
    return max((cosine(mine, vector(content([other]), ground.weights)) for _, other in picked), default=0.0)
