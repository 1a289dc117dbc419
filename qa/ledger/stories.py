"""Reports of a window -> stories: the reports that tell of the same happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.ledger.likeness import Portrait, Weights, cosine, likeness, portrait, portrait_of
from qa.ledger.originators import originators
from qa.ledger.types import Claim, Report, Story

# Average likeness that joins two groups of reports, and least likeness of any two reports of one story. Chosen on the
# development fortnight, day by day.
JOINED, LEAST = 0.24, 0.1
# Likeness of a part of a report to a story that makes the report stand in that story too.
PART = 0.25


def stories(
    reports: Sequence[Report], weights: Weights, *, joined: float = JOINED, least: float = LEAST, part: float = PART
) -> tuple[Story, ...]:
    """Group reports into stories, largest first; a report whose parts tell of two happenings stands in both.

    Average linkage, with a veto where two reports are hardly alike or are about people and places that have nothing in common.
    """
    seen = {report.document: portrait(report, weights) for report in reports}
    alike = {
        (one.document, other.document): likeness(seen[one.document], seen[other.document], weights) for one in reports for other in reports
    }
    groups = [[report] for report in reports]
    while (pair := _closest(groups, alike, seen, joined, least)) is not None:
        first, second = pair
        groups[first] += groups.pop(second)
    groups = [sorted(group, key=lambda report: (report.date, report.document)) for group in groups]
    for report, at in _guests(groups, weights, part):
        groups[at].append(report)
    ordered = sorted(groups, key=lambda group: (-len(group), group[0].date, group[0].document))
    return tuple(Story(id=f"s{at}", reports=tuple(group), originators=len(originators(group))) for at, group in enumerate(ordered, start=1))


def _closest(
    groups: Sequence[Sequence[Report]], alike: dict[tuple[str, str], float], seen: dict[str, Portrait], joined: float, least: float
) -> tuple[int, int] | None:
    best, pair = joined, None
    for at, group in enumerate(groups):
        for other in range(at + 1, len(groups)):
            values = [alike[one.document, two.document] for one in group for two in groups[other]]
            mean = sum(values) / len(values)
            if mean >= best and min(values) >= least and not _vetoed(group, groups[other], seen):
                best, pair = mean, (at, other)
    return pair


def _vetoed(group: Sequence[Report], others: Sequence[Report], seen: dict[str, Portrait]) -> bool:
    """Two reports that both name people or places, and not one in common, tell of different happenings."""
    mine = {name for report in group for name in seen[report.document].names}
    theirs = {name for report in others for name in seen[report.document].names}
    return bool(mine) and bool(theirs) and not mine & theirs


def _guests(groups: Sequence[Sequence[Report]], weights: Weights, least: float) -> Iterator[tuple[Report, int]]:
    """Reports of which a part tells another group's story better than its own, with that group's number."""
    whole = [portrait_of([claim for report in group for claim in report.claims], weights) for group in groups]
    for at, group in enumerate(groups):
        for report in group:
            parts = [portrait_of(claims, weights) for claims in _parts(report)]
            for other, centre in enumerate(whole):
                if other != at and any(cosine(part.words, centre.words) >= least for part in parts):
                    yield report, other


def _parts(report: Report) -> Iterator[tuple[Claim, ...]]:
    """Its paragraphs that say enough to be compared."""
    paragraphs: dict[int, list[Claim]] = {}
    for claim in report.claims:
        paragraphs.setdefault(claim.paragraph, []).append(claim)
    for claims in paragraphs.values():
        if len(claims) >= 2 or sum(len(claim.stems) for claim in claims) >= 14:
            yield tuple(claims)
