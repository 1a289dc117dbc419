"""The nouns of the grammar: what an expression of time says, before any reference day is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Which = Literal["plain", "last", "this", "next", "coming"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "year"]
Piece = Literal["early", "mid", "late", "start", "end", "earlier", "later", "first half", "second half"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarDay:
    """ "28 November 2023", "March 10", "the 14th". ``years`` is a step from the reference year ("last year": -1)."""

    day: int
    month: int | None = None
    year: int | None = None
    years: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Weekday:
    """ "Tuesday". ``week`` is a calendar week ("Tuesday of last week": -1); ``weeks`` are added to the day found."""

    day: int
    which: Which = "plain"
    week: int | None = None
    weeks: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthOf:
    """ "November", "November 2023", "last November", "November last year"."""

    month: int
    year: int | None = None
    years: int | None = None
    which: Which = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Portion:
    """A quarter (``months`` 3) or a half (6) of a year, counted from 1; without a year, the latest begun."""

    nth: int
    months: int
    year: int | None = None
    years: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Season:
    """ "The summer of 2023"; ``season`` counts winter, spring, summer, autumn from 1."""

    season: int
    year: int | None = None
    years: int | None = None
    which: Which = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Years:
    """ "2023", or "the 1990s" with ``count`` 10."""

    first: int
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A calendar unit so many steps from the reference day: "yesterday", "last week", "this month"."""

    unit: Unit
    steps: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Weekend:
    """ "The weekend": the nearest one in the direction of the tense."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ago:
    """ "Two days ago"; ``count`` is negative for "two days from now". A fortnight is two weeks."""

    count: int
    unit: Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Rolling:
    """ "The last ten days", "the next two weeks": counted back from, or on from, the reference day, which is included."""

    count: int
    unit: Unit
    ahead: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PartOf:
    """ "Early November", "the end of the month", "earlier this week"."""

    whole: Phrase
    piece: Piece


@dataclass(frozen=True, kw_only=True, slots=True)
class SliceOf:
    """ "The first ten days of November", "the third week of March"; ``nth`` is -1 for the last."""

    whole: Phrase
    nth: int
    count: int
    unit: Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekdayOf:
    """ "The second Tuesday of November"; ``nth`` is -1 for the last."""

    whole: Phrase
    nth: int
    day: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """ "The week of 13 November", "the week beginning ...", "the week ending ...", "the weekend of ..."."""

    base: Phrase
    how: Literal["week", "weekend", "beginning", "ending"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offset:
    """ "Two days after 5 March"; with ``spread`` "the two days after 5 March", and with ``whole`` both sides of it."""

    base: Phrase
    count: int
    unit: Unit
    spread: bool = False
    whole: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Between:
    """From the first to the last, both included; what one leaves unsaid (month, year) is taken from the other."""

    first: Phrase
    last: Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class Echo:
    """ "Two days later", "the same evening": counted from the day named last."""

    count: int
    unit: Unit


Phrase = (
    CalendarDay
    | Weekday
    | MonthOf
    | Portion
    | Season
    | Years
    | Step
    | Weekend
    | Ago
    | Rolling
    | PartOf
    | SliceOf
    | WeekdayOf
    | Around
    | Offset
    | Between
    | Echo
)

Cue = Literal["past", "future", "weak", "none"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """What a phrase is resolved against.

    ``day`` is the reference day (None: unknown). ``cue`` is what the tense says; "weak" asks for the nearest.
    ``question`` excludes the reference day from plain weekdays of the past. ``antecedent`` is the day named last.
    """

    day: dt.date | None
    cue: Cue = "none"
    question: bool = False
    antecedent: dt.date | None = None
