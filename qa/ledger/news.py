"""Reports of a window -> what nobody had told before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qa.ledger.likeness import Portrait, Weights, claim_likeness, covered, likeness, portrait, stems_of
from qa.ledger.parts import Part
from qa.ledger.past import Past
from qa.ledger.targets import content
from qa.ledger.types import Change, Claim, Report

# Least novelty of a claim, and likeness at which two claims say the same and two reports tell one story: of one story
# the first two new claims are shown, plans and departures apart.
_NEW, _ALIKE, _ONE_STORY, _OF_A_STORY = 0.2, 0.3, 0.3, 2
_SHORT, _OF_A_REPORT = 5, 2
# How far from an opening without a figure one is looked for, and what a bare number must be to say much.
_BESIDE, _MUCH = 3, 10
# Openings before what is told further down.
_FURTHER_DOWN = 0.8
_REVISED = re.compile(r"\b(?:revised|corrected|recounted)\b", re.IGNORECASE)


def news(before: Past, now: Sequence[Report], weights: Weights, items: Mapping[str, Sequence[Part]]) -> Iterator[Change]:
    """The openings, plans and departures that are new; where an opening has no figure, one from beside it stands with it.

    ``items`` are the parts of each report, by its name, that begin another matter.
    """
    portraits = {report.document: portrait(report, weights) for report in now}
    shown: list[tuple[Report, Claim]] = []
    rows: Counter[str] = Counter()
    found = [
        (_novelty(claim, before, weights) * _weight(claim), report, claim)
        for report in now
        for claim in _candidates(report, items[report.document])
    ]
    for novelty, report, claim in sorted(found, key=lambda one: (-one[0] - _toll(one[2]), one[1].date, one[1].document, one[2].ordinal)):
        if novelty < _NEW or any(claim_likeness(content([claim]), content([other]), weights) >= _ALIKE for _, other in shown):
            continue
        told = sum(_one_story(report, other, portraits, weights) for other, _ in shown)
        own = items[report.document]
        alone = _apart(report, claim) or any(claim in part.claims for part in own[1:])
        if rows[report.document] == max(_OF_A_REPORT, len(own)) or (told >= _OF_A_STORY and not alone):
            continue
        shown.append((report, claim))
        rows[report.document] += 1
        figure = _figure_beside(report, claim, own)
        spans = (report.span(claim), *((report.span(figure),) if figure else ()))
        salience = 0.25 + 0.6 * novelty - (0.05 if alone else 0.15) * told
        yield Change(change="new", about=" ".join(content([claim])[:8]), spans=spans, salience=salience)


def _one_story(one: Report, other: Report, portraits: dict[str, Portrait], weights: Weights) -> bool:
    return one is other or likeness(portraits[one.document], portraits[other.document], weights) >= _ONE_STORY


def _candidates(report: Report, items: Sequence[Part]) -> Iterator[Claim]:
    """The opening of a report, those of its other items, and what it says further down of plans and departures."""
    if any("retraction" in claim.signals for claim in report.claims):
        return
    corrected = {figure.amount for claim in report.claims if "correction" in claim.signals for figure in claim.figures}
    corrects = any("correction" in claim.signals for claim in report.claims)
    opening = next((claim for claim in report.claims if len(content([claim])) >= _SHORT), None)
    for claim in report.claims:
        if claim.modality == "denied" or "correction" in claim.signals or len(content([claim])) < _SHORT:
            continue
        if corrected & {figure.amount for figure in claim.figures} or (corrects and _REVISED.search(report.text[claim.start : claim.end])):
            continue  # told as a correction
        first = claim is opening or claim.ordinal == 0 or (claim.figures and claim.paragraph <= 1)
        if first or _apart(report, claim) or any(_tells(claim, part) for part in items[1:]):
            yield claim


def _tells(claim: Claim, item: Part) -> bool:
    """Whether a claim opens a further item of its report, or counts people in it."""
    return claim is item.claims[0] or (claim in item.claims and any(figure.act and not figure.former for figure in claim.figures))


def _apart(report: Report, claim: Claim) -> bool:
    """Whether a claim is news by itself, whatever its report tells: somebody goes, or something will happen on a day to come."""
    return "leaves office" in claim.signals or (claim.event is not None and claim.event[0] > report.date and claim.modality == "planned")


def _weight(claim: Claim) -> float:
    return 1.0 if claim.paragraph == 0 else _FURTHER_DOWN


def _toll(claim: Claim) -> float:
    """Of a story's openings, one that counts people goes before one that does not."""
    return 0.1 if any(figure.act and figure.kind == "cumulative" and not figure.bound for figure in claim.figures) else 0.0


def _novelty(claim: Claim, before: Past, weights: Weights) -> float:
    """1 less the most of the claim that any one earlier report holds, 0 to 1."""
    stems = content([claim])
    return 1.0 - max((covered(stems, stems_of(report), weights) for report in before.about(stems)), default=0.0)


def _figure_beside(report: Report, claim: Claim, items: Sequence[Part]) -> Claim | None:
    """A sentence of the same item with a figure, where the opening has none: a count of people, else the nearest other that says much."""
    if any(figure.act or figure.unit for figure in claim.figures):
        return None
    begins = [part.claims[0].ordinal for part in items]
    first = max((at for at in begins if at <= claim.ordinal), default=0)
    after = min((at for at in begins if at > claim.ordinal), default=len(report.claims))
    beside = [other for other in report.claims[first:after] if other is not claim and abs(other.ordinal - claim.ordinal) <= _BESIDE]
    people = (other for other in beside if any(one.act and not one.former for one in other.figures))
    much = (
        other
        for other in sorted(beside, key=lambda other: abs(other.ordinal - claim.ordinal))
        if any((one.unit or float(one.amount) >= _MUCH) and not one.former for one in other.figures)
    )
    return next(people, None) or next(much, None)
