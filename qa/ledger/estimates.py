"""One report that sets two figures against each other: two estimates side by side, or both sides in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from qa.ledger import cues
from qa.ledger.series import ratio
from qa.ledger.types import Change, Claim, Figure, Report

# Estimates of one thing stand so many sentences apart at most, and are seldom more than so many times one another.
_WITHIN, _FARTHEST = 3, 4.0
SALIENCE = 0.6
# Who disputes a count may put it much further off.
_FARTHEST_DISPUTED = 10.0
_AGO = re.compile(r"\bago\b")
_DISPUTES = re.compile(
    r"\b(?:disput|challeng|contest|reject|question)(?:es|s|ed|ing) (?:[\w’']+ ){1,3}?"
    r"(?:figure|count|number|sum|total|estimate|tally|toll)s?\b"
)
_THE_REST = re.compile(r"\b(?:other|remaining|rest|another|further|as many as|up to)\s+$")


def estimates(now: Sequence[Report]) -> Iterator[Change]:
    """ "The union says that 11 million are owed. The ministry puts it at 18.6 million": one thing, two estimates, side by side."""
    for report in now:
        for at, claim in enumerate(report.claims):
            for following in report.claims[at + 1 : at + 1 + _WITHIN]:
                if following.paragraph - claim.paragraph <= 1 and _two_estimates(report, claim, following):
                    was, new = claim.figures[0], following.figures[0]
                    yield Change(
                        change="contradicted", about=was.what, spans=(report.span(following),), previous=report.span(claim),
                        was=was.value, now=new.value, salience=SALIENCE,
                    )  # fmt: skip
                    break


def _two_estimates(report: Report, claim: Claim, following: Claim) -> bool:
    if not claim.figures or not following.figures or any(_AGO.search(report.text, one.start, one.end) for one in (claim, following)):
        return False
    was, new = claim.figures[0], following.figures[0]
    if was.former or new.former or was.bound or new.bound or was.amount == new.amount:
        return False
    for one, figure in ((claim, was), (following, new)):
        before, _, after = report.text[one.start : one.end].partition(figure.value)
        if _THE_REST.search(before) or after.startswith("-"):
            return False  # "as many as eight", "the 25-yard line"
    if _disputes(report, following):
        return was.unit == new.unit and ratio(was, new) <= _FARTHEST_DISPUTED
    near = ratio(was, new) <= _FARTHEST and _scale(was.value) == _scale(new.value)
    if following.ordinal == claim.ordinal + 1 and claim.paragraph == following.paragraph and "estimates" in following.signals:
        return near or ("estimates" in claim.signals and claim.attributed_to != following.attributed_to)
    return near and _two_say(was, new)


def _disputes(report: Report, claim: Claim) -> bool:
    """Whether a claim disputes a count and gives its own: "The organisers, who disputed the police count, spoke of 25,000"."""
    return _DISPUTES.search(report.text, claim.start, claim.end) is not None


def denied_counts(now: Sequence[Report]) -> Iterator[Change]:
    """ "The hijackers number nine, not fifteen as the Coast Guard believes": both sides stand in one sentence."""
    for report in now:
        for claim in report.claims:
            if {"correction", "retraction"} & set(claim.signals):
                continue
            text = report.text[claim.start : claim.end]
            for mine, theirs in permutations(claim.figures, 2):
                at = text.find(theirs.value)
                if theirs.amount == mine.amount or theirs.unit != mine.unit or not cues.PUT_RIGHT.search(text[:at]):
                    continue
                if cues.AS_OTHERS_SAY.match(text, at + len(theirs.value)):
                    yield Change(
                        change="contradicted", about=mine.what, spans=(report.span(claim),), was=theirs.value, now=mine.value,
                        salience=SALIENCE,
                    )  # fmt: skip
                    break


def _two_say(one: Figure, other: Figure) -> bool:
    """Whether two people, each named, give figures of what may be one thing, as of one day."""
    if not one.attributed_to or not other.attributed_to or same_speaker(one, other):
        return False
    named = bool(set(one.head) & set(other.head)) if one.head and other.head else not (one.head or other.head) or bool(_scale(one.value))
    return named and (one.unit, one.act, one.kind, one.as_of) == (other.unit, other.act, other.kind, other.as_of)


def at_odds(one: Figure, other: Figure) -> bool:
    """Whether two figures are plain values that differ, and not by one speaker; how many voted which way differs by its nature."""
    if one.amount == other.amount or one.bound or other.bound or "voted" in (one.act, other.act):
        return False
    return not same_speaker(one, other)


def same_speaker(one: Figure, other: Figure) -> bool:
    """Whether two figures are told by one speaker, as far as the names go: "the League" may be the Mercy League."""
    mine, theirs = _called(one.attributed_to), _called(other.attributed_to)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _called(speaker: str | None) -> frozenset[str]:
    """The words of a speaker's name."""
    return frozenset(re.findall(r"[^\W_]+", (speaker or "").lower())) - {"the", "a", "an", "of"}


def _scale(value: str) -> str:
    """The word of a number's size: "million"; "" for a plain number."""
    found = re.search(r"\b(?:hundred|thousand|million|billion|trillion)\b", value.lower())
    return found.group() if found else ""
