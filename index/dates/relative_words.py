"""Tokens -> expressions that need a reference day, or that are counted from another day."""

from __future__ import annotations

from typing import Literal

from index.dates.calendar_words import (
    Parsed,
    Value,
    cardinal_at,
    day_month_at,
    month_at,
    named_portion_at,
    noun_at,
    numeric_at,
    ordinal_at,
    portion_at,
    season_at,
    weekday_at,
    year_at,
    years_at,
)
from index.dates.lexicon import APOSTROPHES, DASHES, DAY_PARTS, MONTHS, PARAGRAPH, SEASONS, UNITS, VAGUE, WEEKDAYS, Tokens
from index.dates.phrases import (
    Ago,
    Around,
    CalendarDay,
    Echo,
    MonthOf,
    Offset,
    PartOf,
    Phrase,
    Piece,
    Rolling,
    Season,
    SliceOf,
    Step,
    Unit,
    Weekday,
    WeekdayOf,
    Weekend,
    Years,
)

_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_WHICH: dict[str, Literal["last", "this", "next", "coming"]] = {
    "last": "last",
    "past": "last",
    "this": "this",
    "next": "next",
    "coming": "coming",
}
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_BACK_WORDS = frozenset(("last", "past", "previous", "preceding"))
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
}
_COUNTING = frozenset("last past previous preceding next coming following final".split())
_TAKEN_OVER = frozenset("took take taken takes handed hand turned went came was is blew fell moved passed won signed ran run".split())
_PART_OF_DAY = DAY_PARTS - {"noon", "midday", "midnight", "lunchtime"}


def _measure(count: int, unit: str) -> tuple[int, Unit] | None:
    """A count of any unit as days, weeks, months, quarters or years; hours as the days that they touch."""
    match unit:
        case "hour":
            return -(-count // 24), "day"
        case "fortnight":
            return 2 * count, "week"
        case "decade":
            return 10 * count, "year"
        case "day" | "week" | "weekend" | "month" | "quarter" | "year":
            return count, unit
    return None


def deictic_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Today", "yesterday morning", "tomorrow", "tonight", "overnight" (the night that ends on the reference day)."""
    low = toks.low(index)
    if low == "overnight":
        return Parsed(Rolling(count=1, unit="day"), index, index + 1)
    if low == "now" and toks.low(index - 1) in ("between", "from"):
        return Parsed(Step(unit="day", steps=0), index, index + 1)
    steps = _DEICTIC.get(low)
    if steps is None:
        return None
    # "USA Today", "the Today programme" are names.
    if toks.at(index).capital and low == "today" and index > 0 and toks.at(index - 1).word:
        return None
    # "Legends of tomorrow", "the leaders of today"; but "as of today".
    if low in ("today", "tomorrow") and toks.low(index - 1) == "of" and toks.low(index - 2) != "as":
        return None
    end = index + 2 if toks.low(index + 1) in DAY_PARTS else index + 1
    return Parsed(Step(unit="day", steps=steps), index, end)


def _dangling(toks: Tokens, end: int) -> bool:
    """Whether what stands after belongs to something else: "the last week of the war"."""
    return toks.low(end) == "of" or (toks.low(end) in DASHES and toks.touch(end - 1) and toks.touch(end))


def directed_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Last week", "this morning", "next Tuesday", "the last ten days", "last November", "last night"."""
    at = index + 2 if toks.low(index) == "this" and toks.low(index + 1) in ("past", "last", "coming") else index + 1
    return _counted(toks, index, at) or _directed(toks, index)


def _directed(toks: Tokens, index: int) -> Parsed | None:
    """The same without a number, so that what is made of it cannot nest."""
    low = toks.low(index)
    if low not in _STEPS and low not in ("preceding", "following"):
        return None
    start = index - 1 if toks.low(index - 1) in ("the", "these", "those") else index
    definite = start != index
    at = index + 1
    if low == "this" and toks.low(at) in ("past", "last", "coming"):
        low, at, definite = toks.low(at), at + 1, False
    target = toks.low(at)
    if low in _WHICH and (named := _directed_name(toks, _WHICH[low], index, at)):
        return named
    if target in DAY_PARTS:
        return _day_part(toks, low, index, at)
    if target not in UNITS or target.endswith("s") or _dangling(toks, at + 1):
        return None
    unit = UNITS[target]
    if unit == "day" or (definite and low in ("following", "next", "previous", "preceding")):
        return _echo_or_window(toks, low, start, at, unit)
    if definite and low in ("last", "past", "coming") and unit != "weekend":
        measure = _measure(1, unit)
        return Parsed(Rolling(count=measure[0], unit=measure[1], ahead=low == "coming"), start, at + 1) if measure else None
    steps = _STEPS.get(low)
    if steps is None or unit in ("hour", "fortnight", "decade"):
        return None
    measure = _measure(1, unit)
    return Parsed(Step(unit=measure[1], steps=steps), start, at + 1) if measure else None


def _echo_or_window(toks: Tokens, low: str, start: int, at: int, unit: str) -> Parsed | None:
    """ "The next day" counts from the day named last; "the next week" looks on from the reference day."""
    sign = 1 if low in ("next", "following", "coming") else -1
    if unit == "day":
        if low in ("last", "past"):
            inside = toks.low(start - 1) in ("in", "over", "within", "during")
            return Parsed(Rolling(count=1, unit="day"), start, at + 1) if start != at - 1 and inside else None
        return Parsed(Echo(count=sign, unit="day"), start, at + 1) if low not in ("this", "current", "coming") else None
    measure = _measure(1, unit)
    if measure is None or low in ("following", "preceding"):
        return None
    if low == "previous":
        return Parsed(Step(unit=measure[1], steps=-1), start, at + 1) if unit not in ("hour", "fortnight", "decade") else None
    return Parsed(Rolling(count=measure[0], unit=measure[1], ahead=True), start, at + 1)


def _counted(toks: Tokens, index: int, at: int) -> Parsed | None:
    """ "The last ten days", "the past 48 hours", "the next two weeks", "the last three days of November"."""
    low = toks.low(at - 1)
    number = cardinal_at(toks, at) if low in _COUNTING else None
    if number is None or toks.low(at) in ("a", "an"):
        return None
    start = index - 1 if toks.low(index - 1) in ("the", "these", "those") else index
    unit = UNITS.get(toks.low(number.end))
    measure = _measure(number.value, unit) if unit else None
    if measure is None or measure[1] == "weekend" or number.value == 0:
        return None
    end = number.end + 1
    if toks.low(end) in ("of", "in") and low in ("last", "final") and (whole := whole_at(toks, end + 1)):
        return Parsed(SliceOf(whole=whole.phrase, nth=-1, count=measure[0], unit=measure[1]), start, whole.end)
    if _dangling(toks, end) or toks.low(end) == "in":
        return None
    ahead = low not in _BACK_WORDS
    return Parsed(Rolling(count=measure[0], unit=measure[1], ahead=ahead), start, end)


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
    if toks.low(at) not in _PART_OF_DAY or toks.at(at).capital or _dangling(toks, at + 1):
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
    if after != "day" and after not in _PART_OF_DAY:
        return None
    if low == "that" or (low == "same" and toks.low(index - 1) == "the"):
        return Parsed(Echo(count=0, unit="day"), index - 1 if low == "same" else index, index + 2)
    return None


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
        return None
    unit, at = UNITS[toks.low(number.end)], number.end + 1
    low = toks.low(at)
    vague = toks.low(index) in VAGUE or toks.low(index + 1) in VAGUE
    if unit == "hour" and low == "ago":
        measure: tuple[int, Unit] | None = (number.value // 24, "day")
    elif unit == "hour" and number.value % 24:
        return None
    else:
        measure = _measure(number.value, unit)
    if measure is None or measure[1] == "weekend":
        return None
    count, size = measure
    spread = toks.low(index - 1) == "the"
    start = index - 1 if spread else index
    if low in ("before", "after", "following", "to", "until") or (low in ("prior", "up") and toks.low(at + 1) == "to"):
        return _from_base(toks, start, at, count, size, spread=spread)
    if vague:
        return None
    if low == "ago":
        # "More than two years ago" is no day that can be counted to.
        if toks.low(index - 1) in ("than", "least", "under", "beyond"):
            return None
        if toks.low(index - 1) == "over" and toks.low(index - 2) not in _TAKEN_OVER:
            return None
        return _ago(toks, index, at + 1, count, size)
    if low in ("earlier", "previously", "beforehand"):
        return Parsed(Echo(count=-count, unit=size), index, at + 1)
    if low in ("later", "afterwards", "afterward"):
        return Parsed(Echo(count=count, unit=size), index, at + 1)
    if (low == "from" and toks.low(at + 1) in ("now", "today")) or low == "hence":
        return Parsed(Ago(count=-count, unit=size), index, at + (2 if low == "from" else 1))
    if low in APOSTROPHES and toks.low(index - 1) == "in":
        after = at + 2 if toks.low(at + 1) == "s" else at + 1
        return Parsed(Ago(count=-count, unit=size), index, after + 1) if toks.low(after) == "time" else None
    if low == "last" and number.value == 1 and size == "week" and toks.low(at + 1) in WEEKDAYS:
        return Parsed(Weekday(day=WEEKDAYS[toks.low(at + 1)], which="last", weeks=-1), index, at + 2)
    return None


def _ago(toks: Tokens, start: int, at: int, count: int, unit: Unit) -> Parsed:
    after = at + 1 if toks.low(at) in ("on", "last") else at
    if unit == "week" and toks.low(after) in WEEKDAYS and len(toks.low(after)) > 3:
        return Parsed(Weekday(day=WEEKDAYS[toks.low(after)], weeks=-count), start, after + 1)
    if toks.low(at) in ("today", "yesterday", "tomorrow"):
        base = Step(unit="day", steps=_DEICTIC[toks.low(at)])
        return Parsed(Offset(base=base, count=-count, unit=unit), start, at + 1)
    return Parsed(Ago(count=count, unit=unit), start, at)


def _from_base(toks: Tokens, start: int, at: int, count: int, unit: Unit, *, spread: bool) -> Parsed | None:
    """ "Two days after 5 March"; without a day that can be named, "two days before" counts from the day named last."""
    low = toks.low(at)
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
        if after in ("ending", "ended", "to") and start != index:
            how = "ending"
        if how and (base := base_at(toks, index + 2)):
            match how:
                case "week" | "beginning" | "ending":
                    return Parsed(Around(base=base.phrase, how=how), start, base.end)
    if low in _PART_OF_DAY and after in ("of", "before", "after") and (base := base_at(toks, index + 2)):
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
    measure = _measure(1, UNITS.get(low, "day"))
    if measure is None or (toks.low(at) == "to" and low not in ("week", "fortnight", "month", "year")):
        return None
    unit = measure[1]
    if base := base_at(toks, at + 1):
        # "The year to 31 March" ends on that day.
        edge = Offset(base=base.phrase, count=1, unit="day") if toks.low(at) == "to" else base.phrase
        return Parsed(Offset(base=edge, count=sign * measure[0], unit=unit, spread=unit != "day"), start, base.end)
    if unit == "day" and toks.low(at) not in ("following", "to") and _closes(toks, at + 1):
        return Parsed(Echo(count=sign, unit="day"), start, at + 1)
    return None


def within_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Within two days of 5 March", on either side."""
    number = _quantity(toks, index + 1) if toks.low(index) == "within" else None
    if number is None or toks.low(number.end + 1) != "of":
        return None
    base = base_at(toks, number.end + 2)
    measure = _measure(number.value, UNITS[toks.low(number.end)])
    if base is None or measure is None or measure[1] == "weekend":
        return None
    return Parsed(Offset(base=base.phrase, count=measure[0], unit=measure[1], whole=True), index, base.end)


def whole_at(toks: Tokens, index: int) -> Parsed | None:
    """What can have a beginning, a middle and an end: "November", "2023", "last week", "the month", "the 1990s"."""
    at = index + 1 if toks.low(index) in ("the", "of") else index
    if toks.low(at) in ("month", "year") and toks.low(at + 1) in ("of", *map(str, range(10))):
        at += 2
    if toks.low(at) == "current":
        at += 1
    low = toks.low(at)
    if low in ("week", "month", "quarter", "year") and not _dangling(toks, at + 1) and (at > index or toks.low(at - 1) == "current"):
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
    directed = _directed(toks, at)
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
    noun = low in ("start", "beginning", "outset", "turn", "middle", "end", "close")
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
    measure = _measure(number.value, unit) if unit else None
    if measure is None or measure[1] == "weekend" or (number.end != nth.end and nth.value > 1):
        return None
    whole = whole_at(toks, at + 2)
    if whole is None:
        return None
    return Parsed(SliceOf(whole=whole.phrase, nth=nth.value, count=measure[0], unit=measure[1]), start, whole.end)


def weekend_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The weekend": over, at, since, before it."""
    if toks.low(index) != "weekend" or toks.low(index - 1) != "the" or _dangling(toks, index + 1) or noun_at(toks, index + 1):
        return None
    return Parsed(Weekend(), index - 1, index + 1)
