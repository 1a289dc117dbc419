"""Reports of a window, against all before -> what is retracted, corrected, contradicted, updated, new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.embed import TokenEmbedder
from qa.ledger.claims import content_stems
from qa.ledger.corrections import corrections
from qa.ledger.denials import contradictions
from qa.ledger.likeness import Weights, covered
from qa.ledger.news import news
from qa.ledger.parts import items_of
from qa.ledger.past import Past
from qa.ledger.types import Change, Report
from qa.ledger.updates import updates

# Rows a reader will bear: for each matter that a report of the window tells of, and in all. Chosen so that at most two rows stand
# for one real change.
_PER_ITEM, _FEWEST, _MOST = 1.2, 6, 60
_LEAST_SALIENCE = 0.2
_GRAVE = frozenset(("retracted", "corrected", "contradicted"))
_ORDER = {"retracted": 0, "corrected": 1, "contradicted": 2, "updated": 3, "new": 4}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What changes are told from: ``before`` the reports up to the first day, ``now`` those after it, oldest first."""

    before: Past
    now: tuple[Report, ...]
    weights: Weights

    @classmethod
    def of(cls, reports: Iterable[Report], *, since: dt.date, until: dt.date | None) -> Ground:
        """Part reports at ``since``: the present is dated after it, up to and including ``until``; later ones play no part."""
        seen = [report for report in reports if until is None or report.date <= until]
        weights = Weights.of(seen)
        return cls(
            before=Past((report for report in seen if report.date <= since), weights),
            now=tuple(report for report in seen if report.date > since),
            weights=weights,
        )


def changes(
    reports: Iterable[Report],
    *,
    since: dt.date,
    until: dt.date | None = None,
    about: str | None = None,
    tokens: TokenEmbedder | None = None,
) -> tuple[Change, ...]:
    """What the reports dated after ``since``, up to and including ``until``, changed against everything before.

    Most important first within each kind: retracted, corrected, contradicted, updated, new. Nothing is averaged and
    nothing chosen: both sides are cited. ``about`` keeps the rows that speak of a topic; ``tokens`` is the bundled
    model, where it may be used.
    """
    ground = Ground.of(reports, since=since, until=until)
    if not ground.now:
        return ()
    taken_back = corrections(ground.before, ground.now, ground.weights)
    denied = contradictions(ground.before, ground.now, ground.weights, tokens)
    updated = updates(ground.before, ground.now, ground.weights, tokens)
    items = {report.document: items_of(report, ground.weights) for report in ground.now}
    fresh = news(ground.before, ground.now, ground.weights, items)
    found = _once([*taken_back, *denied, *updated, *fresh])
    if about is not None:
        found = [change for change in found if _speaks_of(change, about, ground.weights)]
    return _best(found, sum(map(len, items.values())))


def _once(found: Sequence[Change]) -> list[Change]:
    """Without rows that show the same words a second time; the graver change keeps them."""
    kept: list[Change] = []
    shown: set[tuple[str, int]] = set()
    for change in sorted(found, key=lambda one: (_ORDER[one.change], -one.salience)):
        places = {(span.document, span.start) for span in change.spans}
        if change.change in ("new", "updated") and places & shown and change.now is None:
            continue
        if change.change in ("updated", "contradicted") and _taken_back_already(change, kept):
            continue
        if change.change == "new" and places <= shown:
            continue
        shown |= places
        kept.append(change)
    return kept


def _taken_back_already(change: Change, kept: Sequence[Change]) -> bool:
    """Whether a correction in the same report says so already."""
    return any(
        one.change == "corrected" and one.spans[0].document == change.spans[0].document and one.now is not None and one.now == change.now
        for one in kept
    )


def _best(found: Sequence[Change], items: int) -> tuple[Change, ...]:
    most = min(_MOST, max(_FEWEST, round(_PER_ITEM * items)))
    kept = [change for change in found if change.salience >= _LEAST_SALIENCE]
    # what is taken back or contradicted gives way to no news
    ranked = sorted(kept, key=lambda one: (one.change not in _GRAVE, -one.salience))[:most]
    return tuple(sorted(ranked, key=lambda one: (_ORDER[one.change], -one.salience, one.spans[0].document, one.spans[0].start)))


def _speaks_of(change: Change, about: str, weights: Weights) -> bool:
    topic = content_stems(about)
    told = " ".join([*(span.quote for span in change.spans), change.previous.quote if change.previous else "", change.about])
    titles = " ".join(span.title or "" for span in change.spans)
    return covered(topic, frozenset(content_stems(f"{told} {titles}")), weights) >= 0.5
