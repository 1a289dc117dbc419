"""Tokens -> expressions that count from a day: "two days ago", "the week of 13 November", "the day after 5 March"."""

from __future__ import annotations

from index.dates.calendar_words import day_month_at, month_at, numeric_at, weekday_at
from index.dates.directed_words import DEICTIC, PARTS_OF_DAY, Measure, deictic_at, directed_at, measure_of
from index.dates.lexicon import APOSTROPHES, MONTHS, PARAGRAPH, UNITS, VAGUE, WEEKDAYS, Tokens
from index.dates.numbers import Parsed, Value, cardinal_at, noun_at, ordinal_at
from index.dates.phrases import Ago, Around, CalendarDay, Echo, MonthOf, Offset, Phrase, Step, Weekday

_TAKEN_OVER = frozenset("took take taken takes handed hand turned went came was is blew fell moved passed won signed ran run".split())

_LINKING = frozenset("before after following to until".split())
_EARLIER = frozenset("earlier previously beforehand".split())
_LATER = frozenset("later afterwards afterward".split())


def base_at(toks: Tokens, index: int) -> Parsed | None:
    """A day, month or other calendar expression that another one can be counted from."""
    at = index + 1 if toks.low(index) in ("the", "on") else index
    if toks.low(at) == "the":
        at += 1
    for read in (numeric_at, day_month_at, weekday_at, directed_at, deictic_at):
        if found := read(toks, at):
            return found
    nth = ordinal_at(toks, at) if toks.low(at - 1) == "the" and toks.at(at).text.isdigit() else None
    if nth and nth.value <= 31 and not noun_at(toks, nth.end) and not toks.at(nth.end).capital:
        return Parsed(CalendarDay(day=nth.value), at, nth.end)
    if toks.low(at) in MONTHS and toks.at(at).capital:
        return month_at(toks, at)
    return None


def _quantity(toks: Tokens, index: int) -> Value | None:
    found = cardinal_at(toks, index)
    return found if found and toks.low(found.end) in UNITS else None


def counted_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Two days ago", "a week earlier", "three days after 5 March", "a week ago on Saturday", "48 hours later"."""
    number = _quantity(toks, index)
    if number is None:
        return _weekdays_ago(toks, index)
    unit, at = UNITS[toks.low(number.end)], number.end + 1
    if unit == "hour" and toks.low(at) == "ago":
        measure: Measure | None = Measure(number.value // 24, "day")
    else:
        measure = None if unit == "hour" and number.value % 24 else measure_of(number.value, unit)
    if measure is None or measure.unit == "weekend":
        return None
    if toks.low(at) in _LINKING or (toks.low(at) in ("prior", "up") and toks.low(at + 1) == "to"):
        spread = toks.low(index - 1) == "the"
        return _from_base(toks, index - 1 if spread else index, at, measure, spread=spread)
    # "A few days ago" has no day.
    return None if {toks.low(index), toks.low(index + 1)} & VAGUE.keys() else _from_now(toks, index, at, measure)


def _weekdays_ago(toks: Tokens, index: int) -> Parsed | None:
    """ "Two Fridays ago": the last one but one."""
    number = cardinal_at(toks, index)
    day = WEEKDAYS.get(toks.low(number.end).removesuffix("s")) if number else None
    if number is None or day is None or not number.value or toks.low(number.end + 1) != "ago":
        return None
    return Parsed(Weekday(day=day, which="last", weeks=1 - number.value), index, number.end + 2)


def _from_now(toks: Tokens, index: int, at: int, measure: Measure) -> Parsed | None:
    """ "Two days ago", "two days from now", "in two days' time", and "two days later", which counts from the day named last."""
    low, after = toks.low(at), toks.low(at + 1)
    number, unit = measure
    if low == "ago":
        return None if _inexact(toks, index) else _ago(toks, index, at + 1, measure)
    if low in _EARLIER or low in _LATER:
        return Parsed(Echo(count=-number if low in _EARLIER else number, unit=unit), index, at + 1)
    if low == "hence" or (low == "from" and after in ("now", "today")):
        return Parsed(Ago(count=-number, unit=unit), index, at + (2 if low == "from" else 1))
    if low in APOSTROPHES and toks.low(index - 1) == "in":
        end = at + 2 if after == "s" else at + 1
        return Parsed(Ago(count=-number, unit=unit), index, end + 1) if toks.low(end) == "time" else None
    if low == "last" and measure == Measure(1, "week") and after in WEEKDAYS:
        return Parsed(Weekday(day=WEEKDAYS[after], which="last", weeks=-1), index, at + 2)
    return None


def _inexact(toks: Tokens, index: int) -> bool:
    """Whether "more than", "over" or the like stands before: "over two years ago" is no day; "took over two years ago" is."""
    before = toks.low(index - 1)
    return before in ("than", "least", "under", "beyond") or (before == "over" and toks.low(index - 2) not in _TAKEN_OVER)


def _ago(toks: Tokens, start: int, at: int, measure: Measure) -> Parsed:
    count, unit = measure
    after = at + 1 if toks.low(at) in ("on", "last") else at
    if unit == "week" and toks.low(after) in WEEKDAYS and len(toks.low(after)) > 3:
        return Parsed(Weekday(day=WEEKDAYS[toks.low(after)], weeks=-count), start, after + 1)
    if toks.low(at) in ("today", "yesterday", "tomorrow"):
        base = Step(unit="day", steps=DEICTIC[toks.low(at)])
        return Parsed(Offset(base=base, count=-count, unit=unit), start, at + 1)
    return Parsed(Ago(count=count, unit=unit), start, at)


def _from_base(toks: Tokens, start: int, at: int, measure: Measure, *, spread: bool) -> Parsed | None:
    """ "Two days after 5 March"; without a day that can be named, "two days before" counts from the day named last."""
    low = toks.low(at)
    count, unit = measure
    after = at + 2 if low in ("prior", "up") else at + 1
    sign = 1 if low in ("after", "following") else -1
    within = toks.low(start - 1) == "within"
    if low in ("to", "until", "up") and not spread:
        return None
    if base := base_at(toks, after):
        if low in ("to", "until", "up"):
            # "The three days to 5 March" end on that day.
            inner = Offset(base=base.phrase, count=1, unit="day")
            return Parsed(Offset(base=inner, count=-count, unit=unit, spread=True), start, base.end)
        offset = Offset(base=base.phrase, count=sign * count, unit=unit, spread=spread or within)
        return Parsed(offset, start - 1 if within else start, base.end)
    if spread or low not in ("before", "after") or not _closes(toks, after):
        return None
    return Parsed(Echo(count=sign * count, unit=unit), start, after)


def _closes(toks: Tokens, index: int) -> bool:
    """Whether the phrase is over: a mark, the end, or a paragraph break."""
    token = toks.at(index)
    return not token.text or token.low == PARAGRAPH or not (token.word or token.text.isdigit() or token.text in "\"“‘'")


def day_word_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The day before yesterday", "the day after 5 March", "the week of 13 November", "the night before last"."""
    low, after = toks.low(index), toks.low(index + 1)
    start = index - 1 if toks.low(index - 1) == "the" else index
    if after == "before" and toks.low(index + 2) == "last" and not toks.at(index + 3).word:
        return _before_last(low, start, index + 3)
    if low == "weekend" and after in ("of", "before", "after") and (base := base_at(toks, index + 2)):
        shifted = {"of": 0, "before": -1, "after": 1}[after]
        around: Phrase = Around(base=base.phrase, how="weekend")
        return Parsed(Offset(base=around, count=shifted, unit="week") if shifted else around, start, base.end)
    if low == "week":
        how = {"of": "week", "beginning": "beginning", "starting": "beginning", "commencing": "beginning"}.get(after)
        if after in ("ending", "ended") or (after == "to" and toks.low(index - 1) not in ("a", "one")):
            how = "ending"
        if how and (base := base_at(toks, index + 2)):
            match how:
                case "week" | "beginning" | "ending":
                    return Parsed(Around(base=base.phrase, how=how), start, base.end)
    if low in PARTS_OF_DAY and after in ("of", "before", "after") and (base := base_at(toks, index + 2)):
        steps = {"of": 0, "before": -1, "after": 1}[after]
        phrase = Offset(base=base.phrase, count=steps, unit="day") if steps else base.phrase
        return Parsed(phrase, start, base.end) if isinstance(base.phrase, CalendarDay | Weekday) or steps else None
    if (
        after in ("before", "after", "following", "to")
        and start != index
        and low in ("day", "night", "evening", "morning", "week", "fortnight", "month", "year")
    ):
        return _one_before(toks, low, start, index + 1)
    if low == "month" and after == "of" and toks.low(index + 2) in MONTHS:
        named = month_at(toks, index + 2)
        return Parsed(named.phrase, start, named.end) if named and isinstance(named.phrase, MonthOf) else None
    if low == "day" and start != index and after in ("earlier", "later"):
        return Parsed(Echo(count=1 if after == "later" else -1, unit="day"), start, index + 2)
    return None


def _before_last(low: str, start: int, end: int) -> Parsed | None:
    if low in ("night", "day", "evening"):
        return Parsed(Step(unit="day", steps=-2), start, end)
    if low in WEEKDAYS:
        return Parsed(Weekday(day=WEEKDAYS[low], which="last", weeks=-1), start, end)
    if low in ("week", "weekend", "month", "quarter", "year"):
        match UNITS[low]:
            case "week" | "weekend" | "month" | "quarter" | "year" as unit:
                return Parsed(Step(unit=unit, steps=-2), start, end)
    return None


def _one_before(toks: Tokens, low: str, start: int, at: int) -> Parsed | None:
    sign = -1 if toks.low(at) in ("before", "to") else 1
    measure = measure_of(1, UNITS.get(low, "day"))
    if measure is None or (toks.low(at) == "to" and low not in ("week", "fortnight", "month", "year")):
        return None
    unit = measure.unit
    if base := base_at(toks, at + 1):
        # "The year to 31 March" ends on that day.
        edge = Offset(base=base.phrase, count=1, unit="day") if toks.low(at) == "to" else base.phrase
        return Parsed(Offset(base=edge, count=sign * measure.number, unit=unit, spread=unit != "day"), start, base.end)
    if unit == "day" and toks.low(at) not in ("following", "to") and _closes(toks, at + 1):
        return Parsed(Echo(count=sign, unit="day"), start, at + 1)
    return None


def within_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Within two days of 5 March", on either side."""
    number = _quantity(toks, index + 1) if toks.low(index) == "within" else None
    if number is None or toks.low(number.end + 1) != "of":
        return None
    base = base_at(toks, number.end + 2)
    measure = measure_of(number.value, UNITS[toks.low(number.end)])
    if base is None or measure is None or measure.unit == "weekend":
        return None
    return Parsed(Offset(base=base.phrase, count=measure.number, unit=measure.unit, whole=True), index, base.end)
