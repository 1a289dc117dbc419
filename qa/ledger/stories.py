"""Reports of a window -> stories: the reports that tell of the same happening."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from qa.ledger.likeness import Portrait, Weights, cosine, likeness, portrait, portrait_of
from qa.ledger.originators import originators
from qa.ledger.types import Claim, Report, Story

# Average likeness that joins two groups of reports, and least likeness of any two reports of one story. Chosen on the
# development fortnight, day by day.
JOINED, LEAST = 0.24, 0.1
# How much the cosine of two reports' vectors adds to their likeness, and the cosine that adds nothing: chosen on both development
# fortnights (pairwise F1 by day .59 and .63 without, .63 and .67 with). They hold for the bundled embedder alone.
MEANING, MEANINGLESS = 0.5, 0.6
# Likeness of a part of a report to a story that makes the report stand in that story too.
PART = 0.25
# Of more reports than this only those are compared that share one of their so many weightiest words; others have next to
# nothing in common.
_ALL, _WEIGHTIEST = 200, 30


Direction = NDArray[np.float64]
Directions = Mapping[str, Direction]
_NOWHERE: Directions = MappingProxyType({})


def stories(
    reports: Sequence[Report],
    weights: Weights,
    *,
    meaning: Directions = _NOWHERE,
    joined: float = JOINED,
    least: float = LEAST,
    part: float = PART,
) -> tuple[Story, ...]:
    """Group reports into stories, largest first; a report whose parts tell of two happenings stands in both.

    Average linkage, with a veto where two reports are hardly alike or are about people and places that have nothing in
    common. Of many reports only pairs that share rare words are compared. ``meaning`` holds the reports' vectors by the
    bundled embedder; without it words decide alone.
    """
    seen = [portrait(report, weights) for report in reports]
    alike = {
        (one, other): likeness(seen[one], seen[other], weights)
        + meant(meaning.get(reports[one].document), meaning.get(reports[other].document))
        for one, other in _candidates(seen)
    }
    linked = _Linkage(alike, [one.names for one in seen], joined=joined, least=least).groups()
    groups = [sorted((reports[at] for at in group), key=lambda report: (report.date, report.document)) for group in linked]
    for report, at in list(_guests(groups, weights, part)):
        groups[at].append(report)
    ordered = sorted(groups, key=lambda group: (-len(group), group[0].date, group[0].document))
    return tuple(Story(id=f"s{at}", reports=tuple(group), originators=len(originators(group))) for at, group in enumerate(ordered, start=1))


def meant(one: Direction | None, other: Direction | None) -> float:
    """What two vectors of length one add to the likeness of what they stand for: below 0 where they point apart, 0 for an unknown one."""
    return MEANING * (float(one @ other) - MEANINGLESS) if one is not None and other is not None else 0.0


def direction(reports: Sequence[Report], meaning: Directions) -> Direction | None:
    """Where reports point together, None when none of them has a vector."""
    known = [meaning[report.document] for report in reports if report.document in meaning]
    whole = np.sum(known, axis=0)
    return whole / (np.linalg.norm(whole) or 1.0) if known else None


def _candidates(seen: Sequence[Portrait]) -> Iterator[tuple[int, int]]:
    """The pairs of reports that are worth comparing."""
    if len(seen) <= _ALL:
        yield from combinations(range(len(seen)), 2)
        return
    holding: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(seen):
        for term in _weightiest(one.words):
            holding[term].append(at)
    yield from sorted({pair for places in holding.values() for pair in combinations(places, 2)})


def _weightiest(words: Mapping[str, float]) -> list[str]:
    return heapq.nsmallest(_WEIGHTIEST, words, key=lambda term: (-words[term], term))


class _Linkage:
    """Average linkage over a sparse table of likenesses: groups with a pair that is not alike are never joined."""

    def __init__(self, alike: Mapping[tuple[int, int], float], names: Sequence[frozenset[str]], *, joined: float, least: float) -> None:
        self._joined = joined
        self._members = {at: [at] for at in range(len(names))}
        self._names = {at: set(mine) for at, mine in enumerate(names)}
        self._near: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for (one, other), value in alike.items():
            if value >= least:
                self._near[one][other] = self._near[other][one] = (value, 1)

    def groups(self) -> list[list[int]]:
        """Join the two likest groups until none are like enough."""
        waiting = [(-value, one, other) for one, near in self._near.items() for other, (value, _) in near.items()
                   if one < other and value >= self._joined]  # fmt: skip
        heapq.heapify(waiting)
        fresh = len(self._members)
        while waiting:
            _, one, other = heapq.heappop(waiting)
            if one not in self._members or other not in self._members or self._vetoed(one, other):
                continue
            for mean, at in self._join(one, other, fresh):
                heapq.heappush(waiting, (-mean, at, fresh))
            fresh += 1
        return list(self._members.values())

    def _vetoed(self, one: int, other: int) -> bool:
        """Two groups that both name people or places, and not one in common, tell of different happenings."""
        mine, theirs = self._names[one], self._names[other]
        return bool(mine) and bool(theirs) and not mine & theirs

    def _join(self, one: int, other: int, made: int) -> Iterator[tuple[float, int]]:
        self._members[made] = self._members.pop(one) + self._members.pop(other)
        self._names[made] = self._names.pop(one) | self._names.pop(other)
        mine, theirs = self._near.pop(one), self._near.pop(other)
        for at in mine.keys() & theirs.keys() & self._members.keys():
            total, count = mine[at][0] + theirs[at][0], mine[at][1] + theirs[at][1]
            self._near[made][at] = self._near[at][made] = (total, count)
            if total / count >= self._joined:
                yield total / count, at


def _guests(groups: Sequence[Sequence[Report]], weights: Weights, least: float) -> Iterator[tuple[Report, int]]:
    """Reports of which a part tells another group's story, with that group's number."""
    whole = [portrait_of([claim for report in group for claim in report.claims], weights) for group in groups]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, centre in enumerate(whole):
        for term in _weightiest(centre.words):
            holding[term].append(at)
    everyone = set(range(len(whole)))
    for at, group in enumerate(groups):
        for report in group:
            found: set[int] = set()
            for claims in _parts(report):
                words = portrait_of(claims, weights).words
                near = everyone if len(whole) <= _ALL else {other for term in words for other in holding[term]}
                found |= {other for other in near - found - {at} if cosine(words, whole[other].words) >= least}
            for other in sorted(found):
                yield report, other


def _parts(report: Report) -> Iterator[tuple[Claim, ...]]:
    """Its paragraphs that say enough to be compared."""
    paragraphs: dict[int, list[Claim]] = {}
    for claim in report.claims:
        paragraphs.setdefault(claim.paragraph, []).append(claim)
    for claims in paragraphs.values():
        if len(claims) >= 2 or sum(len(claim.stems) for claim in claims) >= 14:
            yield tuple(claims)
