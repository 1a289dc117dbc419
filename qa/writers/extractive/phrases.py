"""Sentence -> the phrase in it that a "which" or "what" asks for, by word-piece likeness."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.words import terms
from qa.writers.extractive.align import Weighed
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.words import FUNCTION, MONTHS, WEEKDAYS, Spot, names

_TOKEN = re.compile(r"[^\W_][\w’'-]*(?:\.\d+)?|[^\w\s]")
_JOINS = frozenset("of and the & to in for".split())
_LONGEST = 7
_CALENDAR = frozenset(terms(" ".join((*MONTHS, *WEEKDAYS))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """Characters ``start`` to ``end`` of a sentence that hang together, and what speaks for them."""

    start: int
    end: int
    parts: Mapping[str, float]


def phrases(text: str, question_terms: frozenset[str]) -> list[tuple[int, int]]:
    """Runs of content words, also two of them joined by "of" or "and", that do not only repeat the question."""
    words = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        if not _content(words[at][2]):
            at += 1
            continue
        end = at
        while end + 1 < len(words) and _content(words[end + 1][2]):
            end += 1
        runs.append((at, end))
        at = end + 1
    spans: set[tuple[int, int]] = set()
    for number, (a, b) in enumerate(runs):
        for start in range(a, b + 1):
            for stop in range(start, min(b, start + _LONGEST - 1) + 1):
                if start == a or stop == b:
                    spans.add((start, stop))
        if number + 1 < len(runs):
            c, d = runs[number + 1]
            between = [words[k][2].lower() for k in range(b + 1, c)]
            if between and len(between) <= 2 and all(word in _JOINS for word in between) and d - a < _LONGEST + 2:
                spans.add((a, d))
                spans.add((b, d))
    found = {(words[a][0], words[b][1]) for a, b in spans}
    found |= {(name.start, name.end) for name in names(text)}
    return sorted((a, b) for a, b in found if not set(terms(text[a:b])) <= question_terms | _CALENDAR)


def _content(word: str) -> bool:
    return word[0].isalnum() and word.lower() not in FUNCTION


def described(candidate: Candidate, weighed: Weighed, asked: frozenset[str]) -> list[Phrase]:
    """The phrases of a sentence with their features; ``asked`` are the question's terms."""
    text, at, vectors = candidate.text, candidate.at, candidate.vectors
    heavy = sorted({row for rows in weighed.heavy for row in rows})
    if not len(vectors) or not heavy:
        return []
    match = (vectors @ weighed.pieces.vectors[heavy].T).max(axis=1)
    kind = (vectors @ weighed.focus.T).max(axis=1) if weighed.focus_rows else np.zeros(len(vectors))
    made = []
    for a, b in phrases(text, asked):
        rows = [row for row, (c, d) in enumerate(at) if c < b and a < d]
        if not rows:
            continue
        low, high = rows[0], rows[-1]
        before = match[max(0, low - 3) : low]
        after = match[high + 1 : high + 4]
        name = text[a].isupper() and a > 0
        made.append(
            Phrase(
                start=a,
                end=b,
                parts={
                    "told": float(match[rows].mean()),
                    "most_told": float(match[rows].max()),
                    "beside": float(max(before.max(initial=0.0), after.max(initial=0.0))),
                    "around": float((before.mean() if len(before) else 0.0) + (after.mean() if len(after) else 0.0)) / 2,
                    "kind": float(kind[rows].max()),
                    "name": float(name),
                    "single": float(len(text[a:b].split()) == 1),
                    "last": float(bool(re.match(r"\s*[,.;:]|$", text[b:]))),
                    "figure": float(bool(re.search(r"\d", text[a:b]))),
                    "verbal": float(bool(re.match(r"\w+(?:ed|ing|es)\b", text[a:b]))),
                    "adverb": float(bool(re.search(r"\w+ly$", text[a:b])) or bool(re.match(r"\w+ly\b", text[a:b]))),
                    "begins": float(a == 0),
                },
            )
        )
    return made


# Fitted as a conditional logit on the token F1 of the phrases; the benchmark's note tells the set and the split.
WEIGHTS: Mapping[str, float] = {
    "told": -1.5,
    "most_told": -0.5,
    "beside": 2.0,
    "around": 1.2,
    "kind": 1.8,
    "name": 1.6,
    "single": -0.9,
    "last": 0.5,
    "figure": -1.1,
    "verbal": -0.9,
    "adverb": -0.8,
    "begins": 0.6,
}


def chosen(found: Sequence[Phrase], text: str) -> Spot | None:
    """The phrase that most likely answers."""
    if not found:
        return None
    best = max(found, key=lambda item: (round(score(item), 4), -item.start, item.start - item.end))
    return Spot(start=best.start, end=best.end, text=text[best.start : best.end], fit=0.6)


def score(phrase: Phrase) -> float:
    """The weighted sum of a phrase's features."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in phrase.parts.items())
