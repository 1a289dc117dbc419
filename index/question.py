"""Question -> what of it can be looked for: terms, phrases, clauses, names, days, and whether it asks for the present state."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from index import words
from index.dates import find_days
from index.names import find_names

# A question is read up to here: what comes later costs time and finds nothing more.
_LONGEST = 4_000
_MOST_CLAUSES = 6
# Where one demand of a question ends and the next begins.
_JOINT = re.compile(
    r"[,;:?!]\s+|\s+[-–—]\s+|\s+(?:and|but|while|whereas|or|versus|vs\.?|compared (?:to|with)|as well as|as opposed to|despite|although|"
    r"though|after|before|than)\s+",
    re.IGNORECASE,
)
# A clause with fewer terms than this says too little to be looked for alone.
_FEWEST_TERMS = 3
_NOW = re.compile(
    r"\b(?:now|nowadays|current(?:ly)?|latest|newest|most recent|at present|at the moment|so far|to date|still|today|as of|in all|"
    r"altogether|is|are|has|have|does|do|will|must|may|can|shall|who(?=\s+[a-z]+[^\Ws]s\s))\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question taken apart. ``clauses`` are the parts that can be looked for alone (none for a simple question).

    ``phrases`` are pairs of neighbouring terms; ``names`` the terms of each name; ``days`` those that it names in
    full; ``current`` whether it asks how things stand, so that of two equal passages the newer is wanted.
    """

    text: str
    terms: tuple[str, ...]
    phrases: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    days: frozenset[dt.date]
    current: bool


def read(text: str) -> Question:
    """Take ``text`` apart. Any text will do: operators, quotes and control characters mean nothing here."""
    text = " ".join(text[:_LONGEST].split())
    asked = tuple(words.terms(text))
    clauses = _clauses(text)
    days = frozenset(one.first for one in find_days(text, None) if one.precision == "day" and one.first == one.last)
    return Question(
        text=text,
        terms=asked,
        phrases=tuple(dict.fromkeys(pairwise(asked))),
        clauses=clauses,
        names=tuple(dict.fromkeys(name.terms for name in find_names(text))),
        days=days,
        # A question of several demands, or about named days, is about what was told, not about how things stand.
        current=not clauses and not days and _NOW.search(text) is not None and _THEN.search(text) is None,
    )


def _clauses(text: str) -> tuple[str, ...]:
    """The parts of ``text`` between its joints, each with enough terms to be looked for; () when there is but one."""
    parts: list[str] = []
    at, waiting = 0, ""
    for end, after in [*((joint.start(), joint.end()) for joint in _JOINT.finditer(text)), (len(text), len(text))]:
        waiting = f"{waiting} {text[at:end]}".strip()
        if len(words.terms(waiting)) >= _FEWEST_TERMS:
            parts.append(waiting)
            waiting = ""
        at = after
    if waiting and parts:
        parts[-1] = f"{parts[-1]} {waiting}"
    return tuple(parts[:_MOST_CLAUSES]) if len(parts) > 1 else ()
