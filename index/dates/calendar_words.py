"""Tokens -> days and months that are called by name or number."""

from __future__ import annotations

from index.dates.lexicon import APOSTROPHES, DASHES, DAY_PARTS, MONTHS, WEEKDAYS, Tokens
from index.dates.numbers import Parsed, Value, YearSaid, cardinal_at, noun_at, ordinal_at, year_after, year_at
from index.dates.phrases import Between, CalendarDay, MonthOf, Phrase, Weekday

_LIST_MARKS = DASHES | frozenset(("to", "until", "till", "through", "thru", "and", "or", "nor", "&", "/", ","))

_ABBREVIATED_DAYS = frozenset(word for word in WEEKDAYS if not word.endswith("day"))

LINKS = _LIST_MARKS - {","}


def numeric_at(toks: Tokens, index: int) -> Parsed | None:
    """2023-11-28, 2023/11/28, 28/11/2023 (day first), 28.11.2023, 28/11/23, 2023-11, all written without spaces."""
    parts, end = [toks.at(index)], index + 1
    while len(parts) < 4 and toks.touch(end - 1) and toks.touch(end) and toks.low(end) in "-/.‑" and toks.at(end + 1).number is not None:
        parts.append(toks.at(end + 1))
        end += 2
    values = [part.number for part in parts]
    mark = toks.low(index + 1)
    if None in values or (toks.touch(index - 1) and toks.low(index - 1) in "-/." and toks.touch(index - 2)):
        return None
    numbers = [value for value in values if value is not None]
    lengths = [len(part.text) for part in parts]
    if len(parts) == 3:
        first, second, third = numbers
        if lengths[0] == 4 and lengths[1] <= 2 and lengths[2] <= 2:
            return _checked(first, second, third, index, end)
        if max(lengths[:2]) <= 2 and (lengths[2] == 4 or (lengths[2] == 2 and mark in "/.")):
            year = third if lengths[2] == 4 else 2000 + third
            # Day first, unless only the other order is a day of the calendar.
            return _checked(year, second, first, index, end) or _checked(year, first, second, index, end)
    if len(parts) == 2 and lengths == [4, 2] and mark in DASHES and 1 <= numbers[1] <= 12 and numbers[1] != numbers[0] % 100 + 1:
        return Parsed(MonthOf(month=numbers[1], year=numbers[0]), index, end)
    return None


def _checked(year: int, month: int, day: int, start: int, end: int) -> Parsed | None:
    if 1 <= month <= 12 and 1 <= day <= 31 and year >= 1:
        return Parsed(CalendarDay(day=day, month=month, year=year), start, end)
    return None


def _day_number(toks: Tokens, index: int) -> Value | None:
    """ "14", "14th", "the 14th", "fourteenth": 1 to 31."""
    at = index + 1 if toks.low(index) == "the" else index
    found = ordinal_at(toks, at)
    if found is None and toks.at(at).number is not None and len(toks.at(at).text) <= 2:
        found = cardinal_at(toks, at)
    return found if found and 1 <= found.value <= 31 else None


def month_name_at(toks: Tokens, index: int) -> Value | None:
    """A month's name, with the dot of an abbreviation."""
    month = MONTHS.get(toks.low(index))
    if month is None:
        return None
    dotted = (
        len(toks.low(index)) <= 4 and toks.touch(index) and toks.low(index + 1) == "." and toks.low(index) not in ("may", "june", "july")
    )
    return Value(month, index + (2 if dotted else 1))


def day_month_at(toks: Tokens, index: int) -> Parsed | None:
    """ "28 November 2023", "the 28th of November", "20-25 Nov", "5, 6 and 7 March"."""
    first = _day_number(toks, index)
    if first is None:
        return None
    days, end = [first.value], first.end
    while len(days) < 8 and toks.low(end) in _LIST_MARKS:
        after = end + 1
        if toks.low(end) == "," and toks.low(after) in ("and", "or"):
            after += 1
        if toks.low(after) == "on" and toks.low(end) != ",":
            after += 1
        more = _day_number(toks, after)
        if more is None or more.value <= days[-1]:
            break
        days.append(more.value)
        end = more.end
    after = end + 1 if toks.low(end) in ("of", *DASHES) else end
    month = month_name_at(toks, after)
    if month is None:
        # "The 20th to the 25th" has no month, but its ordinals say that they are days; "the 18th and 19th centuries" not.
        if len(days) > 1 and unnamed_day(toks, index, end):
            return Parsed(Between(first=CalendarDay(day=days[0]), last=CalendarDay(day=days[-1])), index, end)
        return None
    if toks.low(end) in DASHES and not toks.touch(end):
        return None
    end = month.end + 1 if toks.low(month.end) in DASHES and toks.touch(month.end) and year_at(toks, month.end + 1) else month.end
    if _verb(toks, index, after):
        return None
    said = year_after(toks, end)
    return Parsed(_days_of(days, month.value, said), index, said.end)


def unnamed_day(toks: Tokens, start: int, end: int) -> bool:
    """Whether an ordinal without a month is a day: "on the 14th", never "the 14th floor", "the second"."""
    if not toks.at(start).text.isdigit() or ordinal_at(toks, start) is None or toks.low(start - 1) != "the":
        return False
    if toks.low(start - 2) not in ("on", "since", "until", "till", "by", "before", "after", "from", "between", "to", "and"):
        return False
    after = toks.at(end)
    if after.low in DAY_PARTS:
        return True
    return not (noun_at(toks, end) or after.capital or after.low in ("of", "or", *DASHES, *APOSTROPHES))


def _days_of(days: list[int], month: int, said: YearSaid) -> Phrase:
    first = CalendarDay(day=days[0], month=month, year=said.year, years=said.years)
    if len(days) == 1:
        return first
    return Between(first=first, last=CalendarDay(day=days[-1], month=month, year=said.year, years=said.years))


def _verb(toks: Tokens, start: int, month: int) -> bool:
    """Whether a lower-case "may" or "march" beside a number is a verb: "of the 5 may have died", "march 5 miles"."""
    token = toks.at(month)
    if token.low not in ("may", "march", "mar", "sat", "sun") or token.capital:
        return False
    back = start - 1 if toks.low(start - 1) != "the" else start - 2
    if toks.low(back) not in ("on", "since", "until", "by", "before", "after", "from", "between", "to", "and", "of", "dated"):
        return True
    after = month + 1
    return toks.low(after) in ("have", "be", "not", "well", "also")


def month_at(toks: Tokens, index: int) -> Parsed | None:
    """ "November 28th, 2023", "March 3 to 7", "Nov. 2023", "November last year", "November"."""
    month = month_name_at(toks, index)
    if month is None:
        return None
    if day := _day_after_month(toks, index, month):
        return day
    said = year_after(toks, month.end)
    if toks.low(month.end) == "in" and said.year is not None:
        said = YearSaid(None, None, month.end)
    # "November, 2023" is a year; "in November, 2023 people" was sorted out by year_at.
    return Parsed(MonthOf(month=month.value, year=said.year, years=said.years), index, said.end if said.end > month.end else index + 1)


def _day_after_month(toks: Tokens, index: int, month: Value) -> Parsed | None:
    first = _day_number(toks, month.end)
    if first is None or _verb(toks, index, index):
        return None
    ordinal = ordinal_at(toks, first.end - 2) or ordinal_at(toks, first.end - 1) or toks.low(month.end) == "the"
    if toks.low(first.end) in ("%", "percent", "per", "km", "miles", "metres", "million", "billion") and not ordinal:
        return None
    # "In November 30 people were killed" counts people; "on November 30 people" counts days.
    if toks.low(index - 1) in ("in", "during") and not ordinal and noun_at(toks, first.end):
        return None
    days, end = [first.value], first.end
    while len(days) < 8 and (toks.low(end) in LINKS or _lists_on(toks, end)):
        tight = toks.touch(end) and toks.touch(end - 1)
        more = _day_number(toks, end + 1)
        if more is None or more.value <= days[-1] or toks.low(more.end) in MONTHS:
            break
        if not tight and noun_at(toks, more.end):
            break
        days.append(more.value)
        end = more.end
    said = year_after(toks, end)
    return Parsed(_days_of(days, month.value, said), index, said.end)


def _lists_on(toks: Tokens, index: int) -> bool:
    """Whether the comma at ``index`` is one of a list of days: "August 5, 6 and 7"."""
    return toks.low(index) == "," and toks.at(index + 1).number is not None and toks.low(index + 2) in ("and", "or", "&", ",")


def weekday_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Tuesday", "Tuesday night", "Tuesday, 28 November 2023", "Tuesday the 28th", "Tuesday of last week"."""
    day = WEEKDAYS.get(toks.low(index))
    if day is None:
        return None
    short = toks.low(index) in _ABBREVIATED_DAYS
    end = index + 1
    if short and toks.touch(index) and toks.low(end) == ".":
        end += 1
    after = end + 1 if toks.low(end) in DAY_PARTS and not toks.at(end).capital else end
    if dated := _date_after_weekday(toks, index, day, after):
        return dated
    if short and (not toks.at(index).capital or toks.low(index) in ("sat", "sun", "wed", "mon")):
        return None
    week = after + 1 if toks.low(after) in ("of", "in") else after
    step = {"last": -1, "this": 0, "next": 1}.get(toks.low(week))
    if step is not None and toks.low(week + 1) == "week":
        return Parsed(Weekday(day=day, week=step), index, week + 2)
    if toks.low(after) == "last" and not toks.at(after + 1).word:
        return Parsed(Weekday(day=day, which="last"), index, after + 1)
    if toks.low(after) == "week" and not noun_at(toks, after + 1):
        return Parsed(Weekday(day=day, which="coming", weeks=1), index, after + 1)
    return Parsed(Weekday(day=day), index, after)


def _date_after_weekday(toks: Tokens, index: int, day: int, after: int) -> Parsed | None:
    at = after + 1 if toks.low(after) in (",", "(") else after
    found = (
        day_month_at(toks, at)
        or (month_at(toks, at) if toks.low(at) in MONTHS else None)
        or (numeric_at(toks, at) if toks.at(at).number else None)
    )
    if found is not None and isinstance(found.phrase, CalendarDay):
        date = found.phrase
        named = CalendarDay(day=date.day, month=date.month, year=date.year, years=date.years, weekday=day)
        return Parsed(named, index, found.end)
    nth = ordinal_at(toks, at + 1) if toks.low(at) == "the" else ordinal_at(toks, at)
    if nth and nth.value <= 31 and (toks.low(at) == "the" or toks.at(at).text.isdigit()) and not noun_at(toks, nth.end):
        return Parsed(CalendarDay(day=nth.value, weekday=day), index, nth.end)
    # "Monday 1 to Friday 5 February": the month stands at the end.
    bare = _day_number(toks, after)
    if bare and toks.low(bare.end) in LINKS and toks.low(bare.end + 1) in WEEKDAYS:
        return Parsed(CalendarDay(day=bare.value, weekday=day), index, bare.end)
    return None
