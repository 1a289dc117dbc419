"""A question + the reference day -> the days that it asks about, with the characters that say so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.dates.days import Stretch, shift
from index.dates.lexicon import APOSTROPHES, FUNCTION_WORDS, PARAGRAPH, Token, Tokens, tokens_of
from index.dates.numbers import Parsed, noun_at
from index.dates.phrases import Ago, Between, CalendarDay, Cue, Echo, MonthOf, PartOf, Phrase, Portion, Reference, Rolling, Season, Step, Weekday
from index.dates.resolve import resolve
from index.dates.scan import scan
from index.dates.tense import before_hour, cue_of

Kind = Literal["within", "since", "after", "before", "until"]

_WITHIN = frozenset("on in at over during for within throughout between from of around about".split())
_SOURCES = frozenset(
    """report reports statement statements figure figures article articles story stories version briefing letter count toll data
    update interview dispatch bulletin numbers date dates dating
    """.split()
)
_BOUNDING = frozenset("since until till by before after following than from".split())
# "The October 7 attack" names an event; "the 12 March vote", asked that week, still says a day.
_NAME_AFTER_DAYS = 31
_LATER = frozenset("later newer recent".split())
_EARLIER = frozenset("earlier older before".split())
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


class _Relation(NamedTuple):
    kind: Kind | Literal["event"]
    start: int
    inclusive: bool = True


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
    relation = _event_relation(toks, parsed) or _relation(toks, parsed)
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
    first, last = _edges(_outside(relation, phrase), stretch)
    end = parsed.end
    if toks.low(end) in ("onward", "onwards"):
        end += 1
    elif _or_later(toks, parsed):
        end += 2
    ahead = reading == "future" or stretch.first > today
    dated = not isinstance(phrase, Step)
    return _Bound(first, last, relation.start, end, relation.kind, ahead, dated, cue == "past")


def _outside(relation: _Relation, phrase: Phrase) -> _Relation:
    """ "Before the end of June" is before June is over, "after the start of June" once it has begun: the edge's days count."""
    edge = {"before": "end", "after": "start"}.get(relation.kind)
    return relation._replace(inclusive=True) if isinstance(phrase, PartOf) and phrase.piece == edge else relation


def _edges(relation: _Relation, stretch: Stretch) -> tuple[dt.date | None, dt.date | None]:
    match relation.kind:
        case "since":
            return stretch.first, None
        case "after":
            return (stretch.first if relation.inclusive else shift(stretch.last, 1)), None
        case "before":
            return None, (stretch.last if relation.inclusive else shift(stretch.first, -1))
        case "until":
            return None, stretch.last
    return stretch.first, stretch.last


def _event_relation(toks: Tokens, parsed: Parsed) -> _Relation | None:
    """ "Since the attack of 5 March" begins with the attack; "after the release of 12 March" asks of an event, not of days."""
    at = parsed.start - 1
    if toks.low(at) not in ("of", "on"):
        return None
    for words in (1, 2, 3, 4):
        # "Since closing on 4 February".
        if toks.low(at - words).endswith("ing") and toks.low(at - words - 1) == "since":
            return _Relation("since", at - words - 1)
    for words in (1, 2, 3):
        if not toks.at(at - words).word or toks.low(at - words) in FUNCTION_WORDS:
            return None
        if toks.low(at - words - 1) in ("the", "its", "their", "his", "her", "a", "an"):
            bound = at - words - 2
            match toks.low(bound):
                case "since":
                    return _Relation("since", bound)
                case "until" | "till":
                    return _Relation("until", bound)
                case "after" | "before" | "following":
                    return _Relation("event", bound)
            return None
    return None


def _relation(toks: Tokens, parsed: Parsed) -> _Relation:
    """How the words before (and just after) an expression bound it, and where they begin."""
    near = parsed.start - 1
    if toks.low(near) == "the":
        near -= 1
    at = before_hour(toks, parsed.start)
    hour = at < near
    if not hour and toks.low(near) in ("on", "about", "around", "late", "early", "even"):
        at = near - 1 if toks.low(near - 1) not in ("on", "in") else near
        at = near if toks.low(at) not in _BOUNDING else at
    low = toks.low(at)
    ranged = isinstance(parsed.phrase, Between)
    if low in ("since", "starting"):
        return _Relation("since", at - 1 if toks.low(at - 1) == "ever" else at)
    if low in ("until", "till", "til") or (low == "through" and not isinstance(parsed.phrase, Between)):
        return _Relation("until", at - 1 if toks.low(at - 1) == "up" else at)
    if low == "by":
        return _Relation("until", at)
    if low in ("to", "of", "at") and toks.low(at - 1) in ("up", "prior", "ahead", "as"):
        kind: Kind = "until" if toks.low(at - 1) in ("up", "as") else "before"
        return _Relation(kind, at - 1, inclusive=hour)
    if low == "than" and toks.low(at - 1) in _LATER | _EARLIER:
        negative = toks.low(at - 2) in ("no", "not")
        if toks.low(at - 1) in _LATER:
            return _Relation("until", at - 2) if negative else _Relation("after", at - 1, inclusive=False)
        return _Relation("since", at - 2) if negative else _Relation("before", at - 1, inclusive=False)
    if low in ("before", "after", "following"):
        both = toks.low(at - 1) in ("or", "and") and toks.low(at - 2) in ("on", "in")
        return _Relation("before" if low == "before" else "after", at - 2 if both else at, inclusive=both or hour)
    if bound := _or_later(toks, parsed):
        return _Relation(bound, near if toks.low(near) in _WITHIN else near + 1)
    if toks.low(parsed.end) in ("onward", "onwards"):
        return _Relation("since", at if low == "from" else parsed.start)
    if low == "from" and not ranged and not _from_source(toks, parsed, at):
        return _Relation("since", at)
    joins = toks.low(near) in _WITHIN and not isinstance(parsed.phrase, Ago)
    return _Relation("within", near if joins else near + 1)


def _or_later(toks: Tokens, parsed: Parsed) -> Literal["since", "until"] | None:
    """ "On 1 January or later", "in 2019 or before": the day is where the days begin, or where they end."""
    if toks.low(parsed.end) != "or":
        return None
    low, closed = toks.low(parsed.end + 1), not toks.at(parsed.end + 2).word
    if low in ("later", "afterwards") or (low == "after" and closed):
        return "since"
    return "until" if low == "earlier" or (low == "before" and closed) else None


def _from_source(toks: Tokens, parsed: Parsed, at: int) -> bool:
    """Whether "from" says where something comes from: "the report from 5 March", "news from last week", "from Monday's talks"."""
    phrase = parsed.phrase
    past = isinstance(phrase, Rolling) or (isinstance(phrase, Step) and phrase.steps < 0)
    possessive = toks.low(parsed.end) in APOSTROPHES and toks.low(parsed.end + 1) == "s"
    return past or possessive or toks.low(at - 1) in _SOURCES


def _names_event(toks: Tokens, parsed: Parsed, stretch: Stretch, today: dt.date, cue: Cue) -> bool:
    """Whether a date stands before a noun as its name: "the October 7 attack", about days long gone or not yet come."""
    phrase: Phrase = parsed.phrase.last if isinstance(parsed.phrase, Between) else parsed.phrase
    if not isinstance(phrase, CalendarDay | MonthOf | Portion | Season):
        return False
    after: Token = toks.at(parsed.end)
    named = noun_at(toks, parsed.end) or (after.capital and after.low != PARAGRAPH)
    if not named or toks.low(parsed.start - 1) in _WITHIN - {"of", "about"} | {"dated", "to"}:
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


def _together(toks: Tokens, bounds: list[_Bound]) -> TimeSpan:
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
