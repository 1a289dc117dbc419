"""A home's reports -> what a page is made from: the window's reports, everything before, and how rare each word is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.search import Library, Progress
from index.types import Window
from qa.briefing.types import Coverage, Late, SourceCount
from qa.ledger import keep
from qa.ledger.likeness import Weights
from qa.ledger.parts import NO_MEANING, Meaning
from qa.ledger.past import Past
from qa.ledger.stories import WHOLE
from qa.ledger.types import Report
from qa.types import QaError


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """``now`` are the reports of the window and ``before`` all that are older, oldest first; nothing later is known."""

    since: dt.date
    until: dt.date
    as_of: dt.date | None
    before: Past
    now: tuple[Report, ...]
    weights: Weights
    undated: int
    late: tuple[Late, ...]
    latest: dt.date | None
    by_name: Mapping[str, Report]
    meaning: Meaning

    def report(self, document: str) -> Report | None:
        """The report of that name, of the window or before it."""
        return self.by_name.get(document)

    def coverage(self, used: int) -> Coverage:
        """What the page covers, ``used`` of its reports being cited."""
        counts = Counter(report.agency or report.source or "no outlet named" for report in self.now)
        return Coverage(
            documents=len(self.now), used=used, sources=len(counts), undated=self.undated, latest=self.latest,
            by_source=tuple(SourceCount(source=name, reports=n) for name, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))),
        )  # fmt: skip


def gather(library: Library, *, since: dt.date, until: dt.date, as_of: dt.date | None, on_progress: Progress | None = None) -> Ground:
    """Read the reports up to the last day that may be seen. Raises QaError when the window ends before it begins."""
    if until < since:
        raise QaError(f"the window is inverted: --since {since} is after --until {until}; exchange the two")
    last = min(until, as_of) if as_of else until
    reports = keep.reports(library, Window(until=last))
    weights = Weights.of(reports)
    before = [report for report in reports if report.date < since]
    now = tuple(report for report in reports if report.date >= since)
    return Ground(
        since=since, until=until, as_of=as_of,
        before=Past(before, weights, asked_of=len(now)), now=now, weights=weights,
        undated=0 if as_of else library.record.counts()["undated"],
        late=_late(library, since, last), latest=max((report.date for report in reports), default=None),
        by_name={report.document: report for report in reports}, meaning=_meaning(library, Window(until=last), now, on_progress),
    )  # fmt: skip


def _meaning(library: Library, window: Window, now: Sequence[Report], on_progress: Progress | None) -> Meaning:
    """The vectors of the reports and of the window's parts, where the bundled embedder made them: others' cosines have other scales."""
    if library.own_tokens is None:
        return NO_MEANING
    parts = keep.part_vectors(library, now, on_progress=on_progress) if len(now) <= WHOLE else {}
    return Meaning(reports=library.record.directions(window), parts=parts, tokens=library.own_tokens)


def _late(library: Library, since: dt.date, last: dt.date) -> tuple[Late, ...]:
    """Reports dated before the window that were added in it, unless the home itself was begun then."""
    kept = [(one, dt.date.fromisoformat(one.added[:10])) for one in library.record.documents(Window(until=last))]
    begun = min((added for _, added in kept), default=last)
    return tuple(
        Late(document=one.document.name, title=one.document.title, date=one.document.date, added=added)
        for one, added in kept
        if one.document.date is not None and one.document.date < since <= added <= last and added > begun
    )
