"""Reports of a window -> stories: what several reports, or parts of them, tell of the same happening."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from qa.ledger.likeness import Portrait, Weights, cosine, portrait, portrait_of
from qa.ledger.originators import originators
from qa.ledger.parts import NO_MEANING, Direction, Meaning, Part, parts_of
from qa.ledger.types import Claim, Report, Story

# How alike two parts are: the cosines of their words and of their vectors, with so much for each name they share, up to two; so much
# of the same for their reports, less what is common; and so much for being of one report, and again for being neighbours. Chosen
# together with the bars below on four fictional corpora, day by day: pairwise F1 .66 on average, where whole reports gave .43.
NAME, NAMES, OF_REPORTS, COMMON, ONE_REPORT, NEIGHBOURS = 0.1, 2, 0.3, 0.5, 0.1, 0.1
# Average likeness that joins two groups of parts; two groups that are of one report only; and two whole reports.
JOINED, TOGETHER, JOINED_WHOLE = 0.45, 0.2, 0.8
# A group of one report with fewer content words than this goes where the rest of its report is likest.
TINY = 20
# What a cosine of vectors is taken for where one is missing, of parts and of reports; and what parts are that share no weighty word.
_UNKNOWN_PART, _UNKNOWN_REPORT, _UNRELATED = 0.2, 0.4, 0.05
# Of more reports than this only whole ones are compared, and of more parts only those that share one of their so many weightiest words.
WHOLE, _ALL, _WEIGHTIEST = 200, 200, 30
# What cosines of vectors add when a story is held against an earlier report, and the cosine that adds nothing.
MEANING, MEANINGLESS = 0.5, 0.6


def stories(reports: Sequence[Report], weights: Weights, *, meaning: Meaning = NO_MEANING) -> tuple[Story, ...]:
    """Group reports into stories, largest first; a report that tells of two happenings stands in both, each with its own claims.

    Parts of reports are joined by average linkage. ``meaning`` holds vectors by the bundled embedder; where they are missing words
    and names decide alone.
    """
    whole = len(reports) > WHOLE
    parts = [part for report in reports for part in ((_all_of(report),) if whole else parts_of(report)) if part.claims]
    likeness = _Likeness(parts, weights, meaning)
    linkage = _Linkage(len(parts), {pair: likeness(*pair) for pair in _candidates(parts, likeness.portraits)})
    groups = linkage.joined(JOINED_WHOLE if whole else JOINED)
    if not whole:
        groups = _settled(groups, parts, likeness)
    made = [_story([parts[at] for at in sorted(group)]) for group in groups]
    made += [Story(id="", reports=(report,), claims=(), originators=1) for report in reports if not report.claims]
    return tuple(replace(story, id=f"s{at}") for at, story in enumerate(sorted(made, key=_place), start=1))


def meant(one: Direction | None, other: Direction | None) -> float:
    """What two vectors of length one add to the likeness of what they stand for: below 0 where they point apart, 0 for an unknown one."""
    return MEANING * (float(one @ other) - MEANINGLESS) if one is not None and other is not None else 0.0


def direction(vectors: Iterable[Direction | None]) -> Direction | None:
    """Where vectors point together, None when there is none."""
    known = [one for one in vectors if one is not None]
    whole = np.sum(known, axis=0)
    return whole / (np.linalg.norm(whole) or 1.0) if known else None


def _all_of(report: Report) -> Part:
    return Part(report=report, claims=report.claims)


def _story(parts: Sequence[Part]) -> Story:
    told: dict[str, tuple[Report, list[Claim]]] = {}
    for part in parts:
        told.setdefault(part.report.document, (part.report, []))[1].extend(part.claims)
    ordered = sorted(told.values(), key=lambda one: (one[0].date, one[0].document))
    reports = tuple(report for report, _ in ordered)
    claims = tuple((report, claim) for report, claims in ordered for claim in claims)
    return Story(id="", reports=reports, claims=claims, originators=len(originators(reports)))


def _place(story: Story) -> tuple[int, dt.date, str, int]:
    """Most reports first, then the oldest, then as they stand in their first report."""
    first = story.reports[0]
    return -len(story.reports), first.date, first.document, story.claims[0][1].ordinal if story.claims else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    """What is compared of a part or of a report."""

    portrait: Portrait
    vector: Direction | None

    def like(self, other: _Seen, name: float, unknown: float) -> float:
        words = cosine(self.portrait.words, other.portrait.words)
        names = name * min(NAMES, len(self.portrait.names & other.portrait.names))
        meaning = float(self.vector @ other.vector) if self.vector is not None and other.vector is not None else unknown
        return words + names + meaning


class _Likeness:
    """How alike two parts are, by their numbers."""

    def __init__(self, parts: Sequence[Part], weights: Weights, meaning: Meaning) -> None:
        self._parts = parts
        self._seen = [_Seen(portrait=portrait_of(part.claims, weights), vector=meaning.parts.get(part.key)) for part in parts]
        self._reports = {
            part.report.document: _Seen(portrait=portrait(part.report, weights), vector=meaning.reports.get(part.report.document))
            for part in parts
        }
        self._alike: dict[tuple[str, str], float] = {}

    @property
    def portraits(self) -> list[Portrait]:
        return [one.portrait for one in self._seen]

    def __call__(self, one: int, other: int) -> float:
        mine, theirs = self._parts[one].report.document, self._parts[other].report.document
        alike = self._seen[one].like(self._seen[other], NAME, _UNKNOWN_PART)
        if mine == theirs:
            return alike + ONE_REPORT + (NEIGHBOURS if abs(one - other) == 1 else 0.0)
        return alike + OF_REPORTS * (self._of_reports(mine, theirs) - COMMON)

    def _of_reports(self, mine: str, theirs: str) -> float:
        pair = (min(mine, theirs), max(mine, theirs))
        if pair not in self._alike:
            self._alike[pair] = self._reports[pair[0]].like(self._reports[pair[1]], NAME / 2, _UNKNOWN_REPORT)
        return self._alike[pair]


def _candidates(parts: Sequence[Part], seen: Sequence[Portrait]) -> Iterator[tuple[int, int]]:
    """The pairs of parts that are worth comparing."""
    if len(parts) <= _ALL:
        yield from combinations(range(len(parts)), 2)
        return
    holding: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(seen):
        for term in _weightiest(one.words):
            holding[term].append(at)
    beside = {(at, at + 1) for at in range(len(parts) - 1) if parts[at].report is parts[at + 1].report}
    yield from sorted(beside | {pair for places in holding.values() for pair in combinations(places, 2)})


def _weightiest(words: Mapping[str, float]) -> list[str]:
    return heapq.nsmallest(_WEIGHTIEST, words, key=lambda term: (-words[term], term))


class _Linkage:
    """Average linkage over a table of likenesses; pairs that the table lacks count as unrelated."""

    def __init__(self, size: int, alike: Mapping[tuple[int, int], float]) -> None:
        self._members = {at: [at] for at in range(size)}
        self._near: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for (one, other), value in alike.items():
            self._near[one][other] = self._near[other][one] = (value, 1)

    def joined(self, least: float) -> list[list[int]]:
        """Join the two likest groups until none are so like."""
        waiting = [(-value, one, other) for one, near in self._near.items() for other, (value, _) in near.items()
                   if one < other and value >= least]  # fmt: skip
        heapq.heapify(waiting)
        fresh = len(self._members)
        while waiting:
            _, one, other = heapq.heappop(waiting)
            if one not in self._members or other not in self._members:
                continue
            self._join(one, other, fresh)
            for at in self._near[fresh]:
                if (mean := self._mean(fresh, at)) >= least:
                    heapq.heappush(waiting, (-mean, at, fresh))
            fresh += 1
        return list(self._members.values())

    def _mean(self, one: int, other: int) -> float:
        total, count = self._near[one][other]
        pairs = len(self._members[one]) * len(self._members[other])
        return (total + (pairs - count) * _UNRELATED) / pairs

    def _join(self, one: int, other: int, made: int) -> None:
        self._members[made] = self._members.pop(one) + self._members.pop(other)
        mine, theirs = self._near.pop(one), self._near.pop(other)
        for at in mine.keys() | theirs.keys():
            if at in self._members:
                (total, count), (more, others) = mine.get(at, (0.0, 0)), theirs.get(at, (0.0, 0))
                self._near[made][at] = self._near[at][made] = (total + more, count + others)


def _settled(groups: Sequence[Sequence[int]], parts: Sequence[Part], likeness: _Likeness) -> list[list[int]]:
    """Join what is left of a report by itself, and what the same reports tell.

    Parts that no other report tells of need be less alike, and tiny ones go with the likest.
    """
    shared: list[list[int]] = []
    alone: dict[str, list[list[int]]] = defaultdict(list)
    for group in groups:
        documents = {parts[at].report.document for at in group}
        (shared if len(documents) > 1 else alone[documents.pop()]).append(list(group))
    for document, own in alone.items():
        while (pair := _likest(own, likeness)) is not None:
            own[pair[0]].extend(own.pop(pair[1]))
        elsewhere = [group for group in shared if any(parts[at].report.document == document for at in group)]
        for group in sorted(own, key=lambda one: (sum(parts[at].size for at in one), min(one))):
            others = [one for one in (*own, *elsewhere) if one is not group]
            if not others or sum(parts[at].size for at in group) >= TINY:
                break
            best = max(
                others,
                key=lambda one: (max(likeness(a, b) for a in group for b in one if parts[b].report.document == document), -min(one)),
            )
            best.extend(group)
            own.remove(group)
    return [*_of_the_same(shared, parts, likeness), *(group for own in alone.values() for group in own)]


def _of_the_same(groups: list[list[int]], parts: Sequence[Part], likeness: _Likeness) -> list[list[int]]:
    """Join groups where all the reports of one, two at least, stand in the other too, unless they are quite unlike."""
    told = [{parts[at].report.document for at in group} for group in groups]
    found = True
    while found:
        found = False
        for one, other in combinations(range(len(groups)), 2):
            same = told[one] <= told[other] or told[other] <= told[one]
            if same and _mean(groups[one], groups[other], likeness) >= TOGETHER:
                groups[one].extend(groups.pop(other))
                told[one] |= told.pop(other)
                found = True
                break
    return groups


def _mean(one: Sequence[int], other: Sequence[int], likeness: _Likeness) -> float:
    return sum(likeness(a, b) for a in one for b in other) / (len(one) * len(other))


def _likest(groups: Sequence[Sequence[int]], likeness: _Likeness) -> tuple[int, int] | None:
    """The two groups that are likest, None when none are like enough to be told together."""
    means = [(_mean(groups[one], groups[other], likeness), -one, -other) for one, other in combinations(range(len(groups)), 2)]
    best = max(means, default=(0.0, 0, 0))
    return (-best[1], -best[2]) if best[0] >= TOGETHER else None
