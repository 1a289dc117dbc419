"""Ranked sentences -> what is current: taken back, brought up to date, told otherwise the same day, told before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from qa.writers.extractive.counts import measure_of, value_of
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.fates import clause, fates
from qa.writers.extractive.question import Asked
from qa.writers.extractive.select import Ranked
from qa.writers.extractive.words import Spot, figures

# Scores lie between 5 and 25. A denial or a rival figure may stand this far behind the sentence that it speaks against.
DENIAL_MARGIN = 5.0
RIVAL_MARGIN = 8.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """A value that a later report replaced."""

    value: str
    date: dt.date | None
    candidate: Candidate


def undisputed(asked: Asked, ranked: Sequence[Ranked]) -> tuple[Ranked, bool]:
    """The best sentence, or the one that takes its report back; a report that was taken back is never the answer."""
    best = ranked[0]
    if best.parts["taken_back"]:
        return best, True
    for other in ranked[1:10]:
        if not other.parts["taken_back"] or other.score < best.score - DENIAL_MARGIN:
            continue
        if asked.kind in ("count", "amount") and not other.spots:
            continue
        if other.parts["late"] < best.parts["late"] - 0.1:
            continue
        later = other.candidate.date and best.candidate.date and other.candidate.date >= best.candidate.date
        if later and same_fact(other.candidate, best.candidate):
            return other, True
    return best, False


def updated(asked: Asked, best: Ranked, ranked: Sequence[Ranked]) -> Ranked:
    """The newest sentence that gives the asked level as plainly, for a question about the present state."""
    if asked.kind not in ("count", "amount") or not asked.now or best.candidate.date is None:
        return best
    mine = _figure(best, least=0.75)
    chosen = best
    for other in ranked[1:15]:
        theirs = _figure(other, least=0.75)
        day = other.candidate.date
        if theirs is None or day is None or day <= (chosen.candidate.date or day):
            continue
        if mine is not None and (theirs[0].fit < mine[0].fit - 0.15 or not same_unit(mine[0].text, theirs[0].text)):
            continue
        told = other.parts["late"] + other.parts["joined"]
        # "The number of dead rose to 19" leaves to its report where they died
        befell = fates(asked.text) & fates(clause(other.candidate.text, theirs[0].start, theirs[0].end))
        near = told >= (0.4 if befell else 0.55) * best.parts["late"] and other.parts["context"] >= 0.6 * best.parts["context"]
        if near or told >= 0.85 * best.parts["late"]:
            chosen = other
    return chosen


def same_unit(one: str, other: str) -> bool:
    """Whether two figures are of one sort: both per cent, both money, both plain, and in the same measure where both name one."""
    if _sort(one) != _sort(other):
        return False
    mine, theirs = measure_of(one), measure_of(other)
    return not mine or not theirs or mine == theirs


def _sort(text: str) -> str:
    found = figures(text)
    if not found:
        return ""
    return "percent" if found[0].percent else "money" if found[0].money else "plain"


def same_fact(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences plainly speak of one thing: a third of the shorter one's words, three at least."""
    shared = {term for term in one.terms & other.terms if not term[:1].isdigit()}
    return len(shared) >= max(3, 0.34 * min(len(one.terms), len(other.terms)))


def _figure(ranked: Ranked, *, least: float = 0.7) -> tuple[Spot, float] | None:
    """The figure of a sentence that most likely answers, with its value."""
    kept = [spot for spot in ranked.spots if spot.fit >= least]
    if not kept:
        return None
    spot = max(kept, key=lambda item: (item.fit, -item.start))
    value = value_of(spot.text)
    return None if value is None else (spot, value)


def _rival(asked: Asked, other: Ranked, value: float) -> tuple[Spot, float] | None:
    """The figure of another report for the same thing; a looser fit does when it counts people of the asked fate, about as many."""
    if plain := _figure(other):
        return plain
    loose = _figure(other, least=0.6)
    if loose is None or not value / 3 <= loose[1] <= value * 3:
        return None
    text, spot = other.candidate.text, loose[0]
    return loose if fates(asked.text) & fates(clause(text, spot.start, spot.end)) else None


def rivals(asked: Asked, best: Ranked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Sentences of other reports of the same days with another value for the asked figure, newest first."""
    mine = _figure(best) if asked.kind in ("count", "amount") else None
    if mine is None or best.candidate.date is None:
        return []
    found: list[Ranked] = []
    for other in ranked[:20]:
        theirs = _rival(asked, other, mine[1]) if other is not best else None
        day = other.candidate.date
        if (
            theirs is None
            or day is None
            or other.score < best.score - RIVAL_MARGIN - 1.5 * (fates(asked.text) <= fates(other.candidate.text))
        ):
            continue
        if abs((day - best.candidate.date).days) > 0 or other.candidate.passage.document == best.candidate.passage.document:
            continue
        if theirs[1] != mine[1] and value_of(theirs[0].text) is not None:
            found.append(other)
        if found:
            break
    return sorted(found, key=lambda item: -(item.candidate.date or dt.date.min).toordinal())


def earlier(asked: Asked, best: Ranked, ranked: Sequence[Ranked], beside: Sequence[Ranked]) -> list[Earlier]:
    """Older values of the asked figure, newest first: only for a question about the present state."""
    mine = _figure(best) if asked.kind in ("count", "amount") and asked.now else None
    if mine is None or best.candidate.date is None:
        return []
    found: list[Earlier] = []
    values = {mine[1]}
    held = {id(item) for item in beside}
    for other in ranked[:15]:
        theirs = _figure(other)
        day = other.candidate.date
        if theirs is None or day is None or id(other) in held or day >= best.candidate.date:
            continue
        if theirs[0].fit < mine[0].fit - 0.2 or not same_unit(theirs[0].text, mine[0].text):
            continue
        if other.parts["late"] < best.parts["late"] - 0.15 or theirs[1] in values:
            continue
        values.add(theirs[1])
        found.append(Earlier(value=theirs[0].text, date=day, candidate=other.candidate))
    return sorted(found, key=lambda item: -(item.date or dt.date.min).toordinal())[:6]
