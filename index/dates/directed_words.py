"""Tokens -> expressions that point from the reference day: "yesterday", "last week", "the next ten days"."""

from __future__ import annotations

from typing import Literal, NamedTuple

from index.dates.calendar_words import month_at
from index.dates.lexicon import DASHES, DAY_PARTS, MONTHS, SEASONS, UNITS, WEEKDAYS, Tokens
from index.dates.numbers import Parsed, cardinal_at, noun_at
from index.dates.phrases import CalendarDay, Echo, MonthOf, Rolling, Season, Step, Unit, Weekday, Weekend

DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}

_WHICH: dict[str, Literal["last", "this", "next", "coming"]] = {
    "last": "last",
    "past": "last",
    "this": "this",
    "next": "next",
    "coming": "coming",
}

_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}

_BACK_WORDS = frozenset(("last", "past", "previous", "preceding"))

_COUNTING = frozenset("last past previous preceding next coming following final".split())

PARTS_OF_DAY = DAY_PARTS - {"noon", "midday", "midnight", "lunchtime"}


class Measure(NamedTuple):
    """A length of time: so many days, weeks, months, quarters or years."""

    number: int
    unit: Unit


def measure_of(number: int, unit: str) -> Measure | None:
    """A number of any unit as days, weeks, months, quarters or years; hours as the days that they touch."""
    match unit:
        case "hour":
            return Measure(-(-number // 24), "day")
        case "fortnight":
            return Measure(2 * number, "week")
        case "decade":
            return Measure(10 * number, "year")
        case "day" | "week" | "weekend" | "month" | "quarter" | "year":
            return Measure(number, unit)
    return None


def dangling(toks: Tokens, end: int) -> bool:
    """Whether what stands after belongs to something else: "the last week of the war"."""
    return toks.low(end) == "of" or (toks.low(end) in DASHES and toks.touch(end - 1) and toks.touch(end))


def deictic_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Today", "yesterday morning", "tomorrow", "tonight", "overnight" (the night that ends on the reference day)."""
    low = toks.low(index)
    if low == "overnight":
        return Parsed(Rolling(count=1, unit="day"), index, index + 1)
    if low == "now" and toks.low(index - 1) in ("between", "from"):
        return Parsed(Step(unit="day", steps=0), index, index + 1)
    steps = DEICTIC.get(low)
    if steps is None:
        return None
    # "USA Today", "the Today programme" are names.
    if toks.at(index).capital and low in ("today", "tonight") and index > 0 and toks.at(index - 1).word:
        return None
    # "Legends of tomorrow", "the leaders of today"; but "as of today".
    if low in ("today", "tomorrow") and toks.low(index - 1) == "of" and toks.low(index - 2) != "as":
        return None
    end = index + 2 if toks.low(index + 1) in DAY_PARTS else index + 1
    return Parsed(Step(unit="day", steps=steps), index, end)


def directed_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Last week", "this morning", "next Tuesday", "the last ten days", "last November", "last night"."""
    low = toks.low(index)
    if low not in _COUNTING and low not in _STEPS:
        return None
    start = index - 1 if toks.low(index - 1) in ("the", "these", "those") else index
    definite = start != index
    at = index + 1
    if low == "this" and toks.low(at) in ("past", "last", "coming"):
        low, at, definite = toks.low(at), at + 1, False
    if counted := _counted(toks, low, start, at):
        return counted
    if low in _WHICH and (named := _directed_name(toks, _WHICH[low], index, at)):
        return named
    if toks.low(at) in DAY_PARTS:
        return _day_part(toks, low, index, at)
    return _directed_unit(toks, low, start, at, definite=definite)


def _directed_unit(toks: Tokens, low: str, start: int, at: int, *, definite: bool) -> Parsed | None:
    """ "Last week" is a calendar week, "the last week" the seven days back; "the next day" is another matter."""
    target = toks.low(at)
    if target not in UNITS or target.endswith("s") or dangling(toks, at + 1):
        return None
    unit = UNITS[target]
    if unit == "day":
        return _directed_day(toks, low, start, at)
    measure = measure_of(1, unit)
    if measure is None or low in ("following", "preceding", "final"):
        return None
    if definite and unit != "weekend" and low in ("last", "past", "coming", "next"):
        return Parsed(Rolling(count=measure.number, unit=measure.unit, ahead=low in ("coming", "next")), start, at + 1)
    if unit in ("hour", "fortnight", "decade"):
        return None
    return Parsed(Step(unit=measure.unit, steps=_STEPS[low]), start, at + 1)


def _directed_day(toks: Tokens, low: str, start: int, at: int) -> Parsed | None:
    """ "The next day" counts from the day named last; "in the last day" is the last 24 hours."""
    if low in ("last", "past"):
        inside = toks.low(start - 1) in ("in", "over", "within", "during")
        return Parsed(Rolling(count=1, unit="day"), start, at + 1) if start != at - 1 and inside else None
    if low in ("this", "current", "coming", "final"):
        return None
    return Parsed(Echo(count=1 if low in ("next", "following") else -1, unit="day"), start, at + 1)


def _counted(toks: Tokens, low: str, start: int, at: int) -> Parsed | None:
    """ "The last ten days", "the past 48 hours", "the next two weeks"."""
    number = cardinal_at(toks, at) if low in _COUNTING and low != "final" else None
    if number is None or number.value == 0 or toks.low(at) in ("a", "an"):
        return None
    unit = UNITS.get(toks.low(number.end))
    measure = measure_of(number.value, unit) if unit else None
    if measure is None or measure.unit == "weekend" or dangling(toks, number.end + 1):
        return None
    if low == "last" and start == at - 1 and _lasts(toks, start):
        return None
    ahead = low not in _BACK_WORDS
    return Parsed(Rolling(count=measure.number, unit=measure.unit, ahead=ahead), start, number.end + 1)


def _lasts(toks: Tokens, index: int) -> bool:
    """Whether "last" is a verb: "does the contract last seven years"."""
    helpers = ("do", "does", "did", "will", "would", "can", "could", "may", "might", "must", "should", "to")
    return noun_at(toks, index - 1) and any(toks.low(back) in helpers for back in range(max(0, index - 8), index))


def _directed_name(toks: Tokens, which: Literal["last", "this", "next", "coming"], start: int, at: int) -> Parsed | None:
    """ "Last Tuesday", "next November", "last summer"."""
    low = toks.low(at)
    if which == "next" and toks.low(start - 1) == "the":
        # "Cancelled the next spring": counted from another event, not from the reference day.
        return None
    if low in WEEKDAYS and len(low) > 3:
        if which == "coming" and toks.low(start) == "coming" and toks.low(start - 1) == "is":
            return None
        end = at + 2 if toks.low(at + 1) in DAY_PARTS else at + 1
        return Parsed(Weekday(day=WEEKDAYS[low], which=which), start, end)
    if low in MONTHS and (toks.at(at).capital or low not in ("march", "may")):
        dated = month_at(toks, at)
        if dated is not None and isinstance(dated.phrase, CalendarDay):
            return Parsed(dated.phrase, start, dated.end)
        return Parsed(MonthOf(month=MONTHS[low], which=which), start, at + 1)
    if low in SEASONS and not toks.at(at).capital:
        return Parsed(Season(season=SEASONS[low], which=which), start, at + 1)
    return None


def _day_part(toks: Tokens, low: str, start: int, at: int) -> Parsed | None:
    """ "Last night", "this morning", "the previous evening", "the next morning"."""
    if toks.low(at) not in PARTS_OF_DAY or toks.at(at).capital or dangling(toks, at + 1):
        return None
    if low in ("last", "this"):
        if low == "last" and toks.low(at) in ("morning", "dawn", "dusk"):
            return None
        return Parsed(Step(unit="day", steps=0 if low == "this" else -1), start, at + 1)
    if low in ("next", "following", "previous", "preceding"):
        return Parsed(Echo(count=1 if low in ("next", "following") else -1, unit="day"), start, at + 1)
    return None


def same_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The same evening", "that night", "that day": the day named last."""
    low, after = toks.low(index), toks.low(index + 1)
    if after != "day" and after not in PARTS_OF_DAY:
        return None
    if low == "that" or (low == "same" and toks.low(index - 1) == "the"):
        return Parsed(Echo(count=0, unit="day"), index - 1 if low == "same" else index, index + 2)
    return None


def weekend_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The weekend": over, at, since, before it."""
    if toks.low(index) != "weekend" or toks.low(index - 1) != "the" or dangling(toks, index + 1) or noun_at(toks, index + 1):
        return None
    return Parsed(Weekend(), index - 1, index + 1)
