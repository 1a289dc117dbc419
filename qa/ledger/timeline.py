"""Topic + reports -> what was told of it, by the day that it happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.ledger.claims import content_stems
from qa.ledger.likeness import Weights, claim_likeness, covered
from qa.ledger.targets import content
from qa.ledger.types import Claim, Modality, Report
from qa.types import Span

# Least share of a topic's weight in a claim and the claims around it, and most entries shown.
_ON_TOPIC, _MOST = 0.55, 80
_ALIKE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A claim on the day that it speaks of; ``basis`` says how the day was found, None when it is the day of publication."""

    day: dt.date
    basis: str | None
    span: Span
    attributed_to: str | None
    modality: Modality
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """The claims on a topic by event day, each told once."""

    topic: str
    since: dt.date | None
    until: dt.date | None
    entries: tuple[Entry, ...]


def timeline(reports: Iterable[Report], topic: str, *, since: dt.date | None = None, until: dt.date | None = None) -> Timeline:
    """What the reports tell of ``topic``, by event day: reports published from ``since`` to ``until``, both included.

    A claim that says the same as an earlier one on the same day is not repeated.
    """
    seen = [report for report in reports if until is None or report.date <= until]
    weights = Weights.of(seen)
    wanted = content_stems(topic)
    entries: list[tuple[dt.date, Report, Claim]] = []
    for report in seen:
        if since is not None and report.date < since:
            continue
        for claim in report.claims:
            if _on_topic(wanted, report, claim, weights):
                entries.append((claim.event[0] if claim.event else report.date, report, claim))
    entries.sort(key=lambda one: (one[0], one[1].date, one[1].document, one[2].ordinal))
    kept = _told_once(entries, weights)[:_MOST]
    return Timeline(topic=topic, since=since, until=until, entries=tuple(_entry(*one) for one in kept))


def _on_topic(wanted: Sequence[str], report: Report, claim: Claim, weights: Weights) -> bool:
    own = frozenset(claim.stems)
    if not own & set(wanted):
        return False
    opening = frozenset(report.claims[0].stems) if report.claims else frozenset()
    title = frozenset(content_stems(report.title or ""))
    return 0.7 * covered(wanted, own, weights) + 0.3 * covered(wanted, own | opening | title, weights) >= _ON_TOPIC


def _told_once(entries: Sequence[tuple[dt.date, Report, Claim]], weights: Weights) -> list[tuple[dt.date, Report, Claim]]:
    kept: list[tuple[dt.date, Report, Claim]] = []
    for day, report, claim in entries:
        same_day = [other for when, _, other in kept if when == day]
        if not any(claim_likeness(content([claim]), content([other]), weights) >= _ALIKE for other in same_day):
            kept.append((day, report, claim))
    return kept


def _entry(day: dt.date, report: Report, claim: Claim) -> Entry:
    return Entry(
        day=day, basis=claim.event_basis if claim.event else None, span=report.span(claim), attributed_to=claim.attributed_to,
        modality=claim.modality, figures=tuple((figure.what, figure.value) for figure in claim.figures if not figure.former),
    )  # fmt: skip
