"""Tokens -> parts of longer times: "early November", "the end of the year", "the first ten days of March"."""

from __future__ import annotations

from index.dates.calendar_words import month_at
from index.dates.directed_words import dangling, directed_at, measure_of
from index.dates.lexicon import DASHES, MONTHS, UNITS, WEEKDAYS, Tokens
from index.dates.numbers import Parsed, Value, cardinal_at, ordinal_at, year_at
from index.dates.period_words import named_portion_at, portion_at, season_at, years_at
from index.dates.phrases import MonthOf, PartOf, Piece, Season, SliceOf, Step, WeekdayOf, Years

_PIECES: dict[str, Piece] = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "earlier": "earlier",
    "later": "later",
    "start": "start",
    "beginning": "start",
    "outset": "start",
    "turn": "start",
    "middle": "mid",
    "end": "end",
    "close": "end",
    "rest": "later",
    "remainder": "later",
}
_NOUNS = frozenset("start beginning outset turn middle end close rest remainder".split())


def whole_at(toks: Tokens, index: int) -> Parsed | None:
    """What can have a beginning, a middle and an end: "November", "2023", "last week", "the month", "the 1990s"."""
    at = index + 1 if toks.low(index) in ("the", "of") else index
    if toks.low(at) in ("month", "year") and toks.low(at + 1) in ("of", *map(str, range(10))):
        at += 2
    if toks.low(at) == "current":
        at += 1
    low = toks.low(at)
    if low in ("week", "month", "quarter", "year") and not dangling(toks, at + 1) and (at > index or toks.low(at - 1) == "current"):
        match UNITS[low]:
            case "week" | "month" | "quarter" | "year" as unit:
                return Parsed(Step(unit=unit, steps=0), index, at + 1)
    if low in MONTHS and (toks.at(at).capital or low not in ("may", "march")):
        dated = month_at(toks, at)
        return dated if dated and isinstance(dated.phrase, MonthOf) else None
    if (year := year_at(toks, at)) and 1500 <= year.value < 2200:
        return years_at(toks, at)
    if (season := season_at(toks, at)) and isinstance(season.phrase, Season) and (season.phrase.year or season.phrase.years is not None):
        return season
    if portion := portion_at(toks, at) or named_portion_at(toks, at):
        return portion
    directed = directed_at(toks, at)
    return directed if directed and isinstance(directed.phrase, Step | MonthOf | Season) else None


def piece_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Early November", "mid-2023", "earlier this month", "the end of the year", "the first half of November"."""
    low = toks.low(index)
    start = index - 1 if toks.low(index - 1) == "the" else index
    if low in ("first", "second") and toks.low(index + 1) == "half" and toks.low(index + 2) == "of":
        whole = whole_at(toks, index + 3)
        return (
            Parsed(PartOf(whole=whole.phrase, piece="first half" if low == "first" else "second half"), start, whole.end) if whole else None
        )
    piece = _PIECES.get(low)
    if piece is None:
        return None
    after = index + 1
    noun = low in _NOUNS
    if noun and toks.low(after) != "of" and toks.low(after) not in DASHES:
        return None
    if low in ("earlier", "later") and toks.low(after) in ("today", "tonight"):
        return Parsed(Step(unit="day", steps=0), index, after + 1)
    if toks.low(after) in ("of", "in", *DASHES):
        after += 1
    whole = whole_at(toks, after)
    if whole is None or (low in ("earlier", "later") and isinstance(whole.phrase, Years) and toks.low(index + 1) != "in"):
        return None
    return Parsed(PartOf(whole=whole.phrase, piece=piece), start, whole.end)


def slice_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The first ten days of November", "the third week of March", "the last Friday in November"."""
    nth = ordinal_at(toks, index)
    if nth is None and toks.low(index) in ("last", "final"):
        nth = Value(-1, index + 1)
    if nth is None:
        return None
    start = index - 1 if toks.low(index - 1) == "the" else index
    if toks.low(nth.end) == "of" and toks.at(index).text.isdigit():
        # "The 5th of last month".
        whole = whole_at(toks, nth.end + 1)
        if whole is None or not isinstance(whole.phrase, Step) or whole.phrase.unit != "month":
            return None
        return Parsed(SliceOf(whole=whole.phrase, nth=nth.value, count=1, unit="day"), start, whole.end)
    number = cardinal_at(toks, nth.end) or Value(1, nth.end)
    at = number.end
    if toks.low(at + 1) not in ("of", "in"):
        return None
    if toks.low(at) in WEEKDAYS and at == nth.end:
        whole = whole_at(toks, at + 2)
        return Parsed(WeekdayOf(whole=whole.phrase, nth=nth.value, day=WEEKDAYS[toks.low(at)]), start, whole.end) if whole else None
    unit = UNITS.get(toks.low(at))
    measure = measure_of(number.value, unit) if unit else None
    if measure is None or measure.unit == "weekend" or (number.end != nth.end and nth.value > 1):
        return None
    whole = whole_at(toks, at + 2)
    if whole is None:
        return None
    return Parsed(SliceOf(whole=whole.phrase, nth=nth.value, count=measure.number, unit=measure.unit), start, whole.end)
