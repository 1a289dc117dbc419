"""The words before and after an expression of time -> how it bounds the days."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from index.dates.days import Stretch, shift
from index.dates.lexicon import APOSTROPHES, FUNCTION_WORDS, Tokens
from index.dates.numbers import Parsed
from index.dates.phrases import Ago, Between, PartOf, Phrase, Rolling, Step
from index.dates.tense import before_hour

Kind = Literal["within", "since", "after", "before", "until"]

WITHIN = frozenset("on in at over during for within throughout between from of around about".split())
_SOURCES = frozenset(
    """report reports statement statements figure figures article articles story stories version briefing letter count toll data
    update interview dispatch bulletin numbers date dates dating
    """.split()
)
_BOUNDING = frozenset("since until till by before after following than from".split())
_LATER = frozenset("later newer recent".split())
_EARLIER = frozenset("earlier older before".split())


class Relation(NamedTuple):
    """How an expression bounds the days, from which token on it says so, and whether its own days are among them."""

    kind: Kind | Literal["event"]
    start: int
    inclusive: bool = True


def _outside(relation: Relation, phrase: Phrase) -> Relation:
    """ "Before the end of June" is before June is over, "after the start of June" once it has begun: the edge's days count."""
    edge = {"before": "end", "after": "start"}.get(relation.kind)
    return relation._replace(inclusive=True) if isinstance(phrase, PartOf) and phrase.piece == edge else relation


def edges(relation: Relation, phrase: Phrase, stretch: Stretch) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that ``stretch`` bounds under ``relation``; None is an open end."""
    relation = _outside(relation, phrase)
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


def event_relation(toks: Tokens, parsed: Parsed) -> Relation | None:
    """ "Since the attack of 5 March" begins with the attack; "after the release of 12 March" asks of an event, not of days."""
    at = parsed.start - 1
    if toks.low(at) not in ("of", "on"):
        return None
    for words in (1, 2, 3, 4):
        # "Since closing on 4 February".
        if toks.low(at - words).endswith("ing") and toks.low(at - words - 1) == "since":
            return Relation("since", at - words - 1)
    for words in (1, 2, 3):
        if not toks.at(at - words).word or toks.low(at - words) in FUNCTION_WORDS:
            return None
        if toks.low(at - words - 1) in ("the", "its", "their", "his", "her", "a", "an"):
            bound = at - words - 2
            match toks.low(bound):
                case "since":
                    return Relation("since", bound)
                case "until" | "till":
                    return Relation("until", bound)
                case "after" | "before" | "following":
                    return Relation("event", bound)
            return None
    return None


def relation_of(toks: Tokens, parsed: Parsed) -> Relation:
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
        return Relation("since", at - 1 if toks.low(at - 1) == "ever" else at)
    if low in ("until", "till", "til") or (low == "through" and not isinstance(parsed.phrase, Between)):
        return Relation("until", at - 1 if toks.low(at - 1) == "up" else at)
    if low == "by":
        return Relation("until", at)
    if low in ("to", "of", "at") and toks.low(at - 1) in ("up", "prior", "ahead", "as"):
        kind: Kind = "until" if toks.low(at - 1) in ("up", "as") else "before"
        return Relation(kind, at - 1, inclusive=hour)
    if low == "than" and toks.low(at - 1) in _LATER | _EARLIER:
        negative = toks.low(at - 2) in ("no", "not")
        if toks.low(at - 1) in _LATER:
            return Relation("until", at - 2) if negative else Relation("after", at - 1, inclusive=False)
        return Relation("since", at - 2) if negative else Relation("before", at - 1, inclusive=False)
    if low in ("before", "after", "following"):
        both = toks.low(at - 1) in ("or", "and") and toks.low(at - 2) in ("on", "in")
        return Relation("before" if low == "before" else "after", at - 2 if both else at, inclusive=both or hour)
    if bound := or_later(toks, parsed):
        return Relation(bound, near if toks.low(near) in WITHIN else near + 1)
    if toks.low(parsed.end) in ("onward", "onwards"):
        return Relation("since", at if low == "from" else parsed.start)
    if low == "from" and not ranged and not _from_source(toks, parsed, at):
        return Relation("since", at)
    joins = toks.low(near) in WITHIN and not isinstance(parsed.phrase, Ago)
    return Relation("within", near if joins else near + 1)


def or_later(toks: Tokens, parsed: Parsed) -> Literal["since", "until"] | None:
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
