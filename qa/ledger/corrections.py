"""Claims that take earlier reporting back -> corrected and retracted, with what stood before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.ledger.likeness import Weights
from qa.ledger.past import Past
from qa.ledger.targets import content, corrected_claim
from qa.ledger.types import Change, Claim, Report
from qa.types import Span
from qa.verify.counts.figures import find
from qa.verify.text import Reading

_LONGEST = 3
_REST = 160
_RIGHT = re.compile(r"\b(?:correct|right|true|actual|should)\b[^.]*$|\b(?:it|that) (?:is|was) $", re.IGNORECASE)


def corrections(before: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """One row for each report that corrects or retracts; ``previous`` is None when the report meant is not in the corpus."""
    for report in now:
        retraction = next((claim for claim in report.claims if "retraction" in claim.signals), None)
        if retraction is not None:
            yield _row(report, [retraction], "retracted", before, now, weights)
            continue
        correction = next((claim for claim in report.claims if "correction" in claim.signals), None)
        if correction is not None:
            yield _row(report, _notice(report, correction), "corrected", before, now, weights)


def _notice(report: Report, first: Claim) -> list[Claim]:
    """The whole notice: from the sentence that announces it to the end of its paragraph; one that only admits ("I was wrong") with
    what stands before it.
    """
    paragraph = [claim for claim in report.claims if claim.paragraph == first.paragraph]
    after = [claim for claim in paragraph if claim.ordinal >= first.ordinal][:_LONGEST]
    if len(content([first])) >= 5 or len(after) > 1:
        return after
    return [claim for claim in paragraph if claim.ordinal <= first.ordinal][-_LONGEST:]


def _row(report: Report, notice: Sequence[Claim], change: str, before: Past, now: Sequence[Report], weights: Weights) -> Change:
    meant = corrected_claim(report, notice, [*before.about(content(notice)), *now], weights)
    span = _whole(report, notice)
    was, new = _taken_back(span.quote, meant.claim if meant else None) if change == "corrected" else (None, None)
    return Change(
        change="retracted" if change == "retracted" else "corrected", about=" ".join(content(notice)[:8]), spans=(span,),
        previous=meant.report.span(meant.claim) if meant else None, was=was, now=new, salience=1.0,
    )  # fmt: skip


def _whole(report: Report, notice: Sequence[Claim]) -> Span:
    """The notice with the short sentences that end its paragraph ("It is 23."), where it is not long."""
    span = report.span(notice[0], notice[-1])
    end = report.text.find("\n\n", span.end)
    rest = report.text[span.end : end if end >= 0 else len(report.text)].rstrip()
    if (len(notice) == 1 and "retraction" in notice[0].signals) or len(rest) > _REST:
        return span
    return replace(span, end=span.end + len(rest), quote=span.quote + rest)


def _taken_back(quote: str, meant: Claim | None) -> tuple[str | None, str | None]:
    """The old and the new value, where the notice has both and the earlier claim one of them."""
    old = {figure.amount for figure in meant.figures} if meant else set()
    reading = Reading.of(quote)
    numbers = [number for number in find(reading) if number.form in ("count", "share")]
    was = next((number.text for number in numbers if format(number.value.normalize(), "f") in old), None)
    new = [number for number in numbers if format(number.value.normalize(), "f") not in old]
    right = [number.text for number in new if _RIGHT.search(reading.text[max(0, number.start - 40) : number.start])]
    if was is None:
        return None, None
    return was, right[0] if right else new[0].text if len(new) == 1 else None
