"""A question + the reference day -> the days that it asks about, with the characters that say so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from index.dates.bounds import WITHIN, Kind, edges, event_relation, or_later, relation_of
from index.dates.days import Stretch
from index.dates.lexicon import PARAGRAPH, Token, Tokens, tokens_of
from index.dates.numbers import Parsed, noun_at
from index.dates.phrases import (
    Between,
    CalendarDay,
    Cue,
    Echo,
    MonthOf,
    Phrase,
    Portion,
    Reference,
    Season,
    Step,
    Weekday,
)
from index.dates.resolve import resolve
from index.dates.scan import scan
from index.dates.tense import cue_of

# "The October 7 attack" names an event; "the 12 March vote", asked that week, still says a day.
_NAME_AFTER_DAYS = 31
_QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“"}


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeSpan:
    """The days that a question asks about, ``first`` to ``last``, both included; None is an open end.

    ``question[start:end]`` holds everything that was understood, ``parts`` each expression of it. ``kind`` says how the
    expression bounds the days ("by 6 March" is "until"; several expressions together are "within" unless they agree).
    ``ahead`` when the words look forward ("will", "next week"), ``dated`` when a day was named rather than pointed to
    ("15 March" and "Friday", not "today").
    """

    first: dt.date | None
    last: dt.date | None
    start: int
    end: int
    kind: Kind
    ahead: bool
    dated: bool
    past: bool
    parts: tuple[tuple[int, int], ...]


class _Bound(NamedTuple):
    first: dt.date | None
    last: dt.date | None
    start: int
    end: int
    kind: Kind
    ahead: bool
    dated: bool
    past: bool


def find_window(question: str, today: dt.date) -> TimeSpan | None:
    """The days that ``question`` asks about, seen from ``today``; None when it names none.

    Several expressions give the days from the first to the last of them. Words in quotation marks are not the
    question's own and set no window.
    """
    toks = tokens_of(question)
    quoted = _quoted(toks)
    bounds = []
    for parsed in scan(toks, question=True):
        if parsed.start in quoted:
            continue
        if bound := _bound(toks, parsed, today):
            bounds.append(bound)
    return _together(toks, bounds) if bounds else None


def _quoted(toks: Tokens) -> frozenset[int]:
    """The tokens inside double quotation marks; none when a question is all quotation: those are the asker's own words."""
    inside: list[int] = []
    opened, closer = -1, ""
    for index, token in enumerate(toks):
        if opened >= 0 and token.text == closer:
            inside.extend(range(opened, index))
            opened = -1
        elif opened < 0 and token.text in _QUOTES:
            opened, closer = index, _QUOTES[token.text]
    quoted = frozenset(inside)
    return quoted if any(token.word and index not in quoted for index, token in enumerate(toks)) else frozenset()


def _bound(toks: Tokens, parsed: Parsed, today: dt.date) -> _Bound | None:
    phrase = parsed.phrase
    if isinstance(phrase, Echo):
        return None
    relation = event_relation(toks, parsed) or relation_of(toks, parsed)
    if relation.kind == "event":
        return None
    cue = cue_of(toks, parsed.start, parsed.end, question=True)
    reading = cue
    if cue in ("none", "weak") and relation.kind == "until" and isinstance(phrase, Weekday | MonthOf):
        # "Who must leave by Friday": a limit lies ahead unless the tense looks back.
        reading = "future"
    elif cue == "weak" and isinstance(phrase, Weekday | MonthOf) and relation.kind != "within":
        reading = "none"
    stretch = resolve(phrase, Reference(day=today, cue=reading, question=True))
    if stretch is None or (relation.kind == "within" and _names_event(toks, parsed, stretch, today, cue)):
        return None
    first, last = edges(relation, phrase, stretch)
    end = parsed.end
    if toks.low(end) in ("onward", "onwards"):
        end += 1
    elif or_later(toks, parsed):
        end += 2
    ahead = reading == "future" or stretch.first > today
    dated = not isinstance(phrase, Step)
    return _Bound(first, last, relation.start, end, relation.kind, ahead, dated, cue == "past")


def _names_event(toks: Tokens, parsed: Parsed, stretch: Stretch, today: dt.date, cue: Cue) -> bool:
    """Whether a date stands before a noun as its name: "the October 7 attack", about days long gone or not yet come."""
    phrase: Phrase = parsed.phrase.last if isinstance(parsed.phrase, Between) else parsed.phrase
    if not isinstance(phrase, CalendarDay | MonthOf | Portion | Season):
        return False
    after: Token = toks.at(parsed.end)
    named = noun_at(toks, parsed.end) or (after.capital and after.low != PARAGRAPH)
    if not named or toks.low(parsed.start - 1) in WITHIN - {"of", "about"} | {"dated", "to"}:
        return False
    if toks.low(parsed.start - 1) == "of" and _asked_verb(toks, parsed):
        return False
    if stretch.first > today and cue != "future":
        return True
    return min(abs((stretch.first - today).days), abs((stretch.last - today).days)) > _NAME_AFTER_DAYS


def _asked_verb(toks: Tokens, parsed: Parsed) -> bool:
    """Whether the word after is the verb of the question: "how did the harvest of autumn 2021 turn out"."""
    helped = any(toks.low(at) in ("did", "does", "do", "will", "would", "can", "could") for at in range(parsed.start))
    return helped and not toks.low(parsed.end).endswith("s") and not noun_at(toks, parsed.end + 1)


def _together(toks: Tokens, bounds: list[_Bound]) -> TimeSpan | None:
    kinds = {bound.kind for bound in bounds}
    lower = [bound for bound in bounds if bound.kind in ("since", "after")]
    upper = [bound for bound in bounds if bound.kind in ("before", "until")]
    firsts = [bound.first for bound in bounds if bound.first is not None]
    lasts = [bound.last for bound in bounds if bound.last is not None]
    if lower and upper and len(lower) + len(upper) == len(bounds):
        # "After 3 March and before 10 March" is one range.
        first: dt.date | None = min(firsts)
        last: dt.date | None = max(lasts)
    else:
        first = min(firsts) if len(firsts) == len(bounds) else None
        last = max(lasts) if len(lasts) == len(bounds) else None
    if first is None and last is None:
        return None  # "until Monday, overnight, after Monday": all days
    if first is not None and last is not None and first > last:
        first, last = last, first
    parts = tuple((toks[bound.start].start, toks[bound.end - 1].end) for bound in bounds)
    return TimeSpan(
        first=first,
        last=last,
        start=min(start for start, _ in parts),
        end=max(end for _, end in parts),
        kind=bounds[0].kind if len(kinds) == 1 else "within",
        ahead=any(bound.ahead for bound in bounds),
        dated=any(bound.dated for bound in bounds),
        past=any(bound.past for bound in bounds),
        parts=parts,
    )
