"""Tokens -> calendar expressions: days, months, years, quarters and seasons that are called by name or number."""

from __future__ import annotations

from typing import NamedTuple

from index.dates.lexicon import (
    APOSTROPHES,
    DASHES,
    DAY_PARTS,
    FUNCTION_WORDS,
    MONTHS,
    ONES,
    ORDINALS,
    SEASONS,
    TENS,
    VAGUE,
    WEEKDAYS,
    Tokens,
)
from index.dates.phrases import Between, CalendarDay, MonthOf, Phrase, Portion, Season, Weekday, Years

_LIST_MARKS = DASHES | frozenset(("to", "until", "till", "through", "thru", "and", "or", "&", "/", ","))
_COUNTED = frozenset("people men women children troops police percent per pc km miles metres meters dollars euros".split())
_ABBREVIATED_DAYS = frozenset(word for word in WEEKDAYS if not word.endswith("day"))
LINKS = _LIST_MARKS - {","}


class Parsed(NamedTuple):
    """A phrase and the tokens, ``start`` to ``end``, that say it."""

    phrase: Phrase
    start: int
    end: int


class Value(NamedTuple):
    """A number and the index after it."""

    value: int
    end: int


def cardinal_at(toks: Tokens, index: int) -> Value | None:
    """ "14", "two", "twenty-one", "a"; "a few" and "several" by their generous values."""
    token = toks.at(index)
    if token.text.isdigit():
        return None if token.number is None or grouped(toks, index) else Value(token.number, index + 1)
    low = token.low
    if low in VAGUE:
        return Value(VAGUE[low], index + (2 if low == "couple" and toks.low(index + 1) == "of" else 1))
    if low == "a" and toks.low(index + 1) in ("few", "couple", "dozen"):
        return cardinal_at(toks, index + 1)
    if low in TENS:
        after = index + 2 if toks.low(index + 1) in DASHES else index + 1
        ones = ONES.get(toks.low(after), 0)
        return Value(TENS[low] + ones, after + 1) if 0 < ones < 10 and toks.low(after) not in ("a", "an") else Value(TENS[low], index + 1)
    return Value(ONES[low], index + 1) if low in ONES else None


def ordinal_at(toks: Tokens, index: int) -> Value | None:
    """ "14th", "fourteenth", "twenty-first"."""
    token = toks.at(index)
    if token.number is not None:
        if toks.touch(index) and toks.low(index + 1) in ("st", "nd", "rd", "th"):
            return Value(token.number, index + 2)
        return None
    if token.low in ORDINALS:
        return Value(ORDINALS[token.low], index + 1)
    if token.low == "thirtieth":
        return Value(30, index + 1)
    if token.low in ("twenty", "thirty"):
        after = index + 2 if toks.low(index + 1) in DASHES else index + 1
        ones = ORDINALS.get(toks.low(after), 0)
        return Value(TENS[token.low] + ones, after + 1) if 0 < ones < 10 else None
    return None


def grouped(toks: Tokens, index: int) -> bool:
    """Whether the number at ``index`` is a part of a longer one: "1,240", "3.40", "9:40", "24/7"."""
    after = toks.touch(index) and toks.touch(index + 1) and toks.low(index + 1) in (",", ".", ":", "/")
    before = toks.touch(index - 1) and toks.touch(index - 2) and toks.low(index - 1) in (",", ".", ":", "/")
    return (after and toks.low(index + 2).isdigit()) or (before and toks.low(index - 2).isdigit())


def noun_at(toks: Tokens, index: int) -> bool:
    """Whether a word stands at ``index`` that could be a noun: a lower-case word that is no function word."""
    token = toks.at(index)
    return token.word and not token.capital and token.low not in FUNCTION_WORDS and token.low not in DAY_PARTS


def _counts(toks: Tokens, index: int) -> bool:
    """Whether the word at ``index`` is a thing counted: "5 March 2000 people"."""
    low = toks.low(index)
    return low in _COUNTED or low == "%" or (noun_at(toks, index) and low.endswith("s") and not low.endswith("ss"))


def year_at(toks: Tokens, index: int) -> Value | None:
    """A bare year, 1500 to 2199, or any of four digits from 1000 when it follows a month; never a counted thing."""
    token = toks.at(index)
    if token.number is None or len(token.text) != 4 or token.number < 1000 or grouped(toks, index):
        return None
    return None if _counts(toks, index + 1) and not toks.touch(index) else Value(token.number, index + 1)


class _YearSaid(NamedTuple):
    year: int | None
    years: int | None
    end: int


def _year_after(toks: Tokens, index: int) -> _YearSaid:
    """The year that may follow a day, a month or a quarter: "2023", ", 2023", "of 2023", "'23", "last year"."""
    after = index + 1 if toks.low(index) in (",", "of", "in") else index
    if found := year_at(toks, after):
        return _YearSaid(found.value, None, found.end)
    short = toks.at(index + 1)
    if toks.low(index) in APOSTROPHES and toks.touch(index) and short.number is not None and len(short.text) == 2:
        return _YearSaid(2000 + short.number, None, index + 2)
    step = {"last": -1, "this": 0, "next": 1}.get(toks.low(after))
    if step is not None and toks.low(after + 1) == "year":
        return _YearSaid(None, step, after + 2)
    return _YearSaid(None, None, index)


def numeric_at(toks: Tokens, index: int) -> Parsed | None:
    """2023-11-28, 2023/11/28, 28/11/2023 (day first), 28.11.2023, 28/11/23, 2023-11, all written without spaces."""
    parts, end = [toks.at(index)], index + 1
    while len(parts) < 4 and toks.touch(end - 1) and toks.touch(end) and toks.low(end) in "-/.‑" and toks.at(end + 1).number is not None:
        parts.append(toks.at(end + 1))
        end += 2
    values = [part.number for part in parts]
    mark = toks.low(index + 1)
    if None in values or toks.touch(index - 1) and toks.low(index - 1) in "-/." and toks.touch(index - 2):
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


def _month_at(toks: Tokens, index: int) -> Value | None:
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
    month = _month_at(toks, after)
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
    said = _year_after(toks, end)
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


def _days_of(days: list[int], month: int, said: _YearSaid) -> Phrase:
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
    month = _month_at(toks, index)
    if month is None:
        return None
    if day := _day_after_month(toks, index, month):
        return day
    said = _year_after(toks, month.end)
    if toks.low(month.end) == "in" and said.year is not None:
        said = _YearSaid(None, None, month.end)
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
    said = _year_after(toks, end)
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


def years_at(toks: Tokens, index: int) -> Parsed | None:
    """ "2023", "the 1990s", "2022-23", "2023 Q3"."""
    found = year_at(toks, index)
    token = toks.at(index)
    if found is None or token.number is None:
        return None
    year, end = found
    if toks.touch(index) and toks.low(end) == "s" and year % 10 == 0:
        return Parsed(Years(first=year, count=10), index, end + 1)
    portion = _portion_sign(toks, end + 1 if toks.low(end) in DASHES else end)
    if portion is not None:
        return Parsed(Portion(nth=portion.value % 10, months=portion.value // 10, year=year), index, portion.end)
    short = toks.at(end + 1)
    if (
        toks.low(end) in DASHES | {"/"}
        and toks.touch(index)
        and toks.touch(end)
        and len(short.text) == 2
        and short.number == (year + 1) % 100
    ):
        return Parsed(Years(first=year, count=2), index, end + 2)
    return Parsed(Years(first=year), index, end)


def _portion_sign(toks: Tokens, index: int) -> Value | None:
    """ "Q3" as 33, "H1" as 61: the months in the tens, the number in the ones."""
    low, number = toks.low(index), toks.at(index + 1).number
    if low not in ("q", "h") or not toks.touch(index) or number is None or grouped(toks, index + 1):
        return None
    months = 3 if low == "q" else 6
    return Value(10 * months + number, index + 2) if 1 <= number <= 12 // months else None


def portion_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Q3 2023", "H1 2023", "Q3"; "H1" alone is no time."""
    sign = _portion_sign(toks, index)
    if sign is None:
        return None
    said = _year_after(toks, sign.end)
    if said.year is None and said.years is None and toks.low(index) == "h":
        return None
    months, nth = divmod(sign.value, 10)
    return Parsed(Portion(nth=nth, months=months, year=said.year, years=said.years), index, said.end)


def named_portion_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The third quarter of 2023", "the last quarter of last year", "third-quarter", "the second half of 2023"."""
    nth = ordinal_at(toks, index)
    if nth is None and toks.low(index) in ("last", "final"):
        nth = Value(-1, index + 1)
    if nth is None:
        return None
    at = nth.end + 1 if toks.low(nth.end) in DASHES else nth.end
    if toks.low(at) not in ("quarter", "half"):
        return None
    months = 3 if toks.low(at) == "quarter" else 6
    said = _year_after(toks, at + 1)
    if toks.low(at + 1) == "of" and toks.low(at + 2) == "the" and toks.low(at + 3) == "year" and not toks.at(at + 4).number:
        said = _YearSaid(None, 0, at + 4)
    dated = said.year is not None or said.years is not None
    value = 12 // months if nth.value == -1 else nth.value
    if not 1 <= value <= 12 // months or (not dated and (nth.value == -1 or months == 6)):
        return None
    if not dated and (toks.low(at + 1) in ("of", "final", "finals", *DASHES) or toks.low(index - 1) not in ("the", "in")):
        return None
    return Parsed(Portion(nth=value, months=months, year=said.year, years=said.years), index, said.end)


def season_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The summer of 2023", "summer 2023", "winter 2023-24", "last year's" not; a bare season is judged by what surrounds it."""
    season = SEASONS.get(toks.low(index))
    if season is None:
        return None
    said = _year_after(toks, index + 1)
    end = said.end
    short = toks.at(end + 1)
    if said.year is not None and toks.low(end) in DASHES | {"/"} and toks.touch(end) and short.number == (said.year + 1) % 100:
        end += 2
    return Parsed(Season(season=season, year=said.year, years=said.years), index, end)
