"""Values of one thing that cannot all hold, told by different people: counts, estimates, days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from index.words import stem
from qa.ledger import cues
from qa.ledger.likeness import Weights, claim_likeness, covered, likeness, portrait
from qa.ledger.originators import teller
from qa.ledger.past import Past
from qa.ledger.series import Stated, same_thing, stated
from qa.ledger.types import Change, Claim, Figure, Report

# Counts of one thing are seldom twice one another; the words of one count's claim that the other's report holds, or how alike the
# two reports are; and how alike two claims about the day of one thing are.
_FACTOR, _ON_THE_SAME, _LIKE_REPORTS, _SAME_EVENT = 2.0, 0.35, 0.2, 0.3
_FEWEST = 3
# Sentences of one report that set two counts against each other stand near; of two reports, they share words.
_NEIGHBOURS, _LIKE_CLAIMS = 3, 0.15
_SALIENCE = 0.6
_BEGINS = re.compile(
    r"\b(?:take[sn]?|took|taking) (?:effect|place)|\b(?:come|comes|came|coming) into (?:force|effect)"
    r"|\b(?:begin|began|start|open|reopen|close|end|expire|resume|due|scheduled|set for|from)(?:s|ed|ing|ning)?\b",
    re.IGNORECASE,
)
# Whom a count may be of, in words that different tellers use of the same people.
_PEOPLE = frozenset(stem(word) for word in cues.PEOPLE | {"case"})


def rivals(known: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Every rival pair of sentences once: the later one, of ``now``, is shown, the earlier is ``previous``. ``known`` holds both."""
    told: set[frozenset[tuple[str, int]]] = set()
    for row in (*_figures(known, now, weights), *_counts(now, weights), *_estimates(now), *_days(known, now, weights)):
        sides = frozenset((span.document, span.start) for span in (*row.spans, *((row.previous,) if row.previous else ())))
        if sides not in told:
            told.add(sides)
            yield row


def _figures(known: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Two values of one thing for one day, by different tellers."""
    for one in stated(now):
        if one.figure.kind == "level" or not one.figure.act or one.figure.bound:
            continue
        for other in stated(known.about(one.claim.stems)):
            if other.order >= one.order or (other.report.date != one.report.date and other.figure.kind != "incident"):
                continue
            if _apart(one, other) and same_thing(one, other, weights) >= 0.2 and _side_by_side(one, other, weights):
                yield _row(one, other)


def _side_by_side(one: Stated, other: Stated, weights: Weights) -> bool:
    """Whether two sentences speak of one event: within one report near each other, in two of them in like words."""
    if one.report is other.report:
        return abs(one.claim.ordinal - other.claim.ordinal) <= _NEIGHBOURS
    return claim_likeness(one.claim.stems, other.claim.stems, weights) >= _LIKE_CLAIMS


def _counts(now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Two running totals of people whom the same thing befell, on one day, by different tellers and in other words for them."""
    totals: dict[object, list[Stated]] = defaultdict(list)
    for one in stated(now):
        if one.figure.act and one.figure.kind == "cumulative" and not one.figure.unit and float(one.figure.amount) >= _FEWEST:
            totals[one.figure.act, one.figure.as_of].append(one)
    for alike in totals.values():
        for other, one in combinations(alike, 2):
            small, large = sorted((float(one.figure.amount), float(other.figure.amount)))
            if one.report is other.report or large > _FACTOR * small or not _apart(one, other) or not _same_people(one, other):
                continue
            near = max(covered(one.claim.stems, other.report.stems, weights), covered(other.claim.stems, one.report.stems, weights))
            if near >= _ON_THE_SAME or likeness(portrait(one.report, weights), portrait(other.report, weights), weights) >= _LIKE_REPORTS:
                yield _row(one, other)


def _same_people(one: Stated, other: Stated) -> bool:
    mine, theirs = set(one.figure.head) - cues.GENERIC, set(other.figure.head) - cues.GENERIC
    return bool(mine & theirs) or (mine <= _PEOPLE and theirs <= _PEOPLE)


def _apart(one: Stated, other: Stated) -> bool:
    """Whether two figures for one day differ and are told by different people."""
    mine, theirs = one.figure, other.figure
    if one.report is other.report and (one.claim is other.claim or None in (one.claim.attributed_to, other.claim.attributed_to)):
        return False
    if mine.amount == theirs.amount or mine.as_of != theirs.as_of or mine.kind == "level" or mine.bound or theirs.bound:
        return False
    if mine.act in ("", "voted") or (mine.attributed_to is not None and mine.attributed_to == theirs.attributed_to):
        return False
    return one.report is other.report or teller(one.report) != teller(other.report)


def _estimates(now: Sequence[Report]) -> Iterator[Change]:
    """ "The union says that 11 million are owed. The ministry puts it at 18.6 million": one thing, two estimates, side by side."""
    for report in now:
        for claim, following in pairwise(report.claims):
            if not claim.figures or not following.figures or following.paragraph - claim.paragraph > 1:
                continue
            was, new = claim.figures[0], following.figures[0]
            if was.former or new.former or was.amount == new.amount:
                continue
            small, large = sorted((float(was.amount), float(new.amount)))
            near = small > 0 and large <= 4 * small and _scale(was.value) == _scale(new.value)
            if claim.paragraph == following.paragraph and "estimates" in following.signals:
                told = near or ("estimates" in claim.signals and claim.attributed_to != following.attributed_to)
            else:
                told = near and _two_say(was, new)
            if told:
                yield Change(
                    change="contradicted", about=was.what, spans=(report.span(following),), previous=report.span(claim),
                    was=was.value, now=new.value, salience=_SALIENCE,
                )  # fmt: skip


def _two_say(one: Figure, other: Figure) -> bool:
    """Whether two people, each named, give figures of what may be one thing."""
    mine, theirs = (one.attributed_to or "").lower(), (other.attributed_to or "").lower()
    if not mine or not theirs or mine in theirs or theirs in mine or one.unit != other.unit:
        return False
    heads = not one.head or not other.head or bool(set(one.head) & set(other.head))
    return heads and (one.act == other.act or not one.act or not other.act)


def _scale(value: str) -> str:
    """The word of a number's size: "million"; "" for a plain number."""
    found = re.search(r"\b(?:hundred|thousand|million|billion|trillion)\b", value.lower())
    return found.group() if found else ""


def _days(known: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Two days for one thing to come, by different tellers: "from 10 March", "from 15 March"."""
    for report in now:
        for claim in report.claims:
            if not _announces(report, claim):
                continue
            for other in known.about(claim.stems):
                if other is report or other.date > report.date or teller(other) is None or teller(other) == teller(report):
                    continue
                for earlier in other.claims:
                    if _announces(other, earlier) and _other_day(claim, earlier, report, weights):
                        yield Change(
                            change="contradicted", about="the day", spans=(report.span(claim),), previous=other.span(earlier),
                            salience=_SALIENCE - 0.05,
                        )  # fmt: skip


def _announces(report: Report, claim: Claim) -> bool:
    return (
        claim.event is not None
        and claim.event[0] == claim.event[1]
        and claim.event[0] > report.date
        and not {"correction", "retraction"} & set(claim.signals)
        and _BEGINS.search(report.text[claim.start : claim.end]) is not None
    )


def _other_day(claim: Claim, earlier: Claim, report: Report, weights: Weights) -> bool:
    return (
        claim.event != earlier.event
        and earlier.event is not None
        and earlier.event[0] >= report.date
        and claim_likeness(claim.stems, earlier.stems, weights) >= _SAME_EVENT
    )


def _row(one: Stated, other: Stated) -> Change:
    return Change(
        change="contradicted", about=one.figure.what, spans=(one.report.span(one.claim),), previous=other.report.span(other.claim),
        was=other.figure.value, now=one.figure.value, salience=_SALIENCE,
    )  # fmt: skip
