"""Candidates -> candidates in order: late interaction first, then names, figures, days, kind of answer and age."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.types import Window
from index.words import terms
from qa.writers.extractive import cues
from qa.writers.extractive.align import Row, Weighed
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.question import Asked
from qa.writers.extractive.reader import Found
from qa.writers.extractive.spans import places_in, spots
from qa.writers.extractive.words import Spot

# What an answer is worth falls by half in this many days.
HALF_LIFE = 3.0
# A span that fits what is asked for less than this is no answer to it.
HARDLY = 0.35
# Log-odds of the reader beyond which it is as sure as it gets, and what its surest word adds to a score of 5 to 25: of four by four
# values tried on five development corpora those with which an answer stood most often in one of the first three sentences.
SUREST, READ = 20.0, 16.0

# Chosen by hand between the optima of a conditional logit on halves of SQuAD 2.0, TimeBench and the fictional fortnight;
# top-1 moves by under .02 when any of them is halved.
WEIGHTS: Mapping[str, float] = {
    "late": 13.0,
    "cover": 2.2,
    "context": 1.2,
    "joined": 1.5,
    "numbers": 1.5,
    "years": 4.0,
    "kind": 0.8,
    "lacks": -1.0,
    "new": 2.0,
    "current": 3.0,
    "day": 2.5,
    "first": 0.4,
    "clash": -1.5,
    "reason": 0.5,
    "deed": 2.5,
    "settles": 2.0,
    "tense": -2.0,
    "describes": -2.0,
    "office": 2.0,
    "headline": -3.0,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A candidate with its score, what the score is made of, and the spans in it that could be the short answer.

    ``found`` is where the reader sees the answer, None where it was not asked.
    """

    candidate: Candidate
    score: float
    parts: Mapping[str, float]
    spots: tuple[Spot, ...]
    found: Found | None = None


def reread(ranked: Sequence[Ranked], found: Mapping[int, Found]) -> list[Ranked]:
    """``ranked`` in its new order, once the reader has said where answers stand: by ``id`` of the candidate.

    What was not read counts as what holds no answer for sure. Scores stay what they were: margins between sentences
    (a denial, a rival figure) are of words, names and days.
    """
    made = []
    for one in ranked:
        here = found.get(id(one.candidate))
        read = min(1.0, max(0.0, here.score / (2 * SUREST) + 0.5)) if here else 0.0
        made.append(replace(one, parts={**one.parts, "read": round(read, 5)}, found=here))
    return sorted(made, key=lambda r: (-round(r.score + READ * r.parts["read"], 5), r.candidate.passage.document, r.candidate.start))


def rank(asked: Asked, weighed: Weighed, candidates: Sequence[Candidate], window: Window) -> list[Ranked]:
    """``candidates``, best first. Scores are rounded before they are compared; ties go by document and place."""
    best = [weighed.best(candidate.vectors, candidate.terms) for candidate in candidates]
    around: dict[tuple[str, int], Row] = {}
    for candidate, row in zip(candidates, best, strict=True):
        key = _passage_of(candidate)
        around[key] = np.maximum(around[key], row) if key in around else row
    newest = max((candidate.date for candidate in candidates if candidate.date), default=None)
    places = frozenset[str]()
    if asked.kind == "who":
        places = places.union(*(places_in(candidate.text) for candidate in candidates))
    made = []
    for candidate, row in zip(candidates, best, strict=True):
        found = spots(asked, candidate.text, places)
        if asked.kind == "count" and weighed.focus_rows:
            found = [_counted(spot, candidate, weighed) for spot in found]
        parts = _parts(asked, weighed, candidate, row, around[_passage_of(candidate)], found, window, newest)
        score = round(sum(WEIGHTS.get(name, 0.0) * value for name, value in parts.items()), 5)
        made.append(Ranked(candidate=candidate, score=score, parts=parts, spots=tuple(found)))
    return sorted(made, key=lambda r: (-r.score, r.candidate.passage.document, r.candidate.start))


def _passage_of(candidate: Candidate) -> tuple[str, int]:
    return candidate.passage.document, candidate.passage.start


def _parts(
    asked: Asked,
    weighed: Weighed,
    candidate: Candidate,
    best: Row,
    around: Row,
    found: Sequence[Spot],
    window: Window,
    newest: dt.date | None,
) -> dict[str, float]:
    """What speaks for one candidate; every value lies between 0 and 1."""
    late = weighed.late(best)
    joined = best if candidate.before is None else np.maximum(best, 0.95 * weighed.best(candidate.before))
    # "His lawyer, Peter Lang": whose it is stands in the sentence before.
    unnamed = any(not of <= candidate.terms and of <= candidate.near for of in (frozenset(terms(name.text)) for name in asked.names))
    back = cues.refers_back(candidate.text) or (unnamed and cues.has_pronoun(candidate.text))
    context = candidate.terms | candidate.near | candidate.header
    names = [of for name in asked.names if (of := frozenset(terms(name.text)))]
    kind = max((spot.fit for spot in found), default=0.0) if asked.kind not in ("which", "what") else 0.0
    if asked.kind == "when" and not cues.tense_fits(asked, candidate):
        kind = min(kind, 0.3 if cues.looks_ahead(asked.text) else 0.6)
    # An undated report is taken to be old, unless all are undated.
    new = 0.3 if newest is not None else 1.0
    if newest is not None and candidate.date is not None:
        new = 1.0 / (1.0 + (newest - candidate.date).days / HALF_LIFE)
    # What is asked of the named: a sentence that only names them tells nothing of it.
    called = frozenset[str]().union(*names)
    deed = weighed.coverage(candidate.terms, called | asked.light)
    return {
        "late": late,
        "joined": (weighed.late(joined) - late) * (4.0 if back else 1.0),
        "cover": weighed.coverage(candidate.terms),
        "context": weighed.coverage(context),
        "weakest": weighed.matched(around)[0],
        "names": min((cues.name_held(of, context) for of in names), default=1.0),
        "clash": float(any(cues.clash(name.text, candidate.text) for name in asked.names) or cues.exchanged(asked, candidate.text)),
        "numbers": len(asked.counted & candidate.terms) / len(asked.counted) if asked.counted else 0.0,
        "years": cues.in_the_years(asked.text, candidate.text),
        "kind": kind,
        "lacks": float((asked.kind in ("count", "amount", "when") and kind < HARDLY) or (asked.kind == "where" and kind < 0.5)),
        "new": new,
        "current": new if asked.now and candidate.date is not None else 0.0,
        "day": cues.on_the_days(window, candidate),
        "deed": deed,
        "describes": float(asked.kind in ("when", "where") and cues.only_describes(asked.verb, candidate.text)),
        "settles": deed if asked.kind == "yesno" else 0.0,
        "tense": float(asked.kind == "when" and cues.looks_ahead(asked.text) and not cues.tense_fits(asked, candidate)),
        "first": 1.0 / (1.0 + candidate.rank),
        "office": float(cues.names_holder(asked, candidate.text)),
        "headline": float(candidate.is_headline),
        "reason": float(asked.kind == "why" and cues.reasons(candidate.text)),
        "untold": float(cues.untold(candidate.text)),
        "taken_back": float(cues.takes_back(candidate.text)),
        "hearsay": float(cues.hearsay(candidate.text)),
    }


_NOUN = re.compile(r"(?:[-\s]+(?:more|other|of|the|new|further|additional|remaining))*[-\s]+([^\W\d_]+)")


def _counted(spot: Spot, candidate: Candidate, weighed: Weighed) -> Spot:
    """A figure judged by how like the noun behind it is to the noun that the question counts ("151 sailors", "crew")."""
    noun = _NOUN.match(candidate.text, spot.end)
    if noun is None or not 0.2 < spot.fit < 0.9:
        return spot
    rows = [row for row, (a, b) in enumerate(candidate.at) if a < noun.end(1) and noun.start(1) < b]
    if not rows:
        return spot
    alike = round(float((weighed.focus @ candidate.vectors[rows].T).max()), 2)
    least = spot.fit if alike > 0.25 else 0.4
    return Spot(start=spot.start, end=spot.end, text=spot.text, fit=round(max(least, min(0.95, 0.4 + 0.75 * alike)), 3))
