"""Earlier reports -> the few that a claim may go on from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from qa.ledger.likeness import Weights, stems_of
from qa.ledger.types import Report

# Up to so many reports all are looked at; of more, those that share most of a claim's rarest words.
_ALL, _MOST, _RAREST = 300, 60, 10


class Past:
    """Reports, oldest first, found by their words."""

    def __init__(self, reports: Iterable[Report], weights: Weights, *, asked_of: int = 0) -> None:
        """``asked_of`` are the reports that will be held against these: against many, each sees only the few nearest to it."""
        self.reports: tuple[Report, ...] = tuple(reports)
        self._weights = weights
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._all = len(self.reports) * max(_ALL, asked_of) <= _ALL * _ALL
        if not self._all:
            for at, report in enumerate(self.reports):
                for stem in stems_of(report):
                    self._holding[stem].append(at)

    def about(self, stems: Iterable[str]) -> Sequence[Report]:
        """The reports that share most with a claim's stems, by rarity, oldest first; all of them where they are few."""
        if self._all:
            return self.reports
        rarest = sorted({stem for stem in stems if stem in self._holding}, key=lambda stem: (len(self._holding[stem]), stem))[:_RAREST]
        shared: dict[int, float] = defaultdict(float)
        for stem in rarest:
            rarity = self._weights(stem)
            for at in self._holding[stem]:
                shared[at] += rarity
        best = sorted(shared, key=lambda at: (-shared[at], -at))[:_MOST]
        return [self.reports[at] for at in sorted(best)]
