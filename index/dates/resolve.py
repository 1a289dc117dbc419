"""Phrase + reference -> the days that it means."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from index.dates.days import (
    Stretch,
    months_from,
    real_day,
    shift,
    shift_months,
    week_of,
    weekend_of,
)
from index.dates.phrases import (
    Ago,
    Around,
    Between,
    CalendarDay,
    Echo,
    MonthOf,
    Offset,
    PartOf,
    Phrase,
    Piece,
    Portion,
    Reference,
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

_HALF_YEAR = 183
_MONTH = 31
_MONTHS_IN: Mapping[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
# "Will ... on 12 March", asked on the 13th, means yesterday's day, not next year's.
_TOO_FAR_AHEAD = 330


def resolve(phrase: Phrase, reference: Reference) -> Stretch | None:
    """The days that ``phrase`` means, None when they cannot be known."""
    match phrase:
        case CalendarDay():
            return _calendar_day(phrase, reference)
        case Years():
            return _absolute(months_from(phrase.first, 1, 12 * phrase.count, "year" if phrase.count == 1 else "range"))
        case Echo():
            return _echo(reference.antecedent, phrase)
        case PartOf():
            return _part(resolve(phrase.whole, reference), phrase.piece, reference.day)
        case SliceOf():
            return _slice(resolve(phrase.whole, reference), phrase)
        case WeekdayOf():
            return _nth_weekday(resolve(phrase.whole, reference), phrase)
        case Around():
            return _around(resolve(phrase.base, reference), phrase)
        case Offset():
            return _offset(resolve(phrase.base, reference), phrase)
        case Between():
            return _between(phrase, reference)
        case MonthOf() | Portion() | Season() if phrase.year is not None:
            return _absolute(_named(phrase, phrase.year))
    if reference.day is None:
        return None
    return _anchored(phrase, reference, reference.day)


def _anchored(phrase: Phrase, reference: Reference, today: dt.date) -> Stretch | None:
    match phrase:
        case Weekday():
            return _weekday(phrase, reference, today)
        case Step():
            return _step(phrase.unit, phrase.steps, reference, today)
        case Weekend():
            return _weekend(reference, today)
        case Ago():
            return _ago(phrase, today)
        case Rolling():
            return _rolling(phrase, today)
        case MonthOf() | Portion() | Season() if phrase.years is not None:
            return _named(phrase, today.year + phrase.years)
        case MonthOf() | Portion() | Season():
            return _nearest_named(phrase, reference, today)
    return None


def _absolute(stretch: Stretch | None) -> Stretch | None:
    return dataclasses.replace(stretch, relative=False) if stretch else None


def _one(day: dt.date | None, *, relative: bool = True) -> Stretch | None:
    return Stretch(first=day, last=day, precision="day", relative=relative) if day else None


def _span(first: dt.date, last: dt.date, *, relative: bool = True) -> Stretch:
    return Stretch(first=min(first, last), last=max(first, last), precision="range", relative=relative)


def _calendar_day(phrase: CalendarDay, reference: Reference) -> Stretch | None:
    if phrase.year is not None:
        return _one(real_day(phrase.year, phrase.month or 0, phrase.day), relative=False) if phrase.month else None
    today = reference.day
    if today is None:
        return None
    if phrase.years is not None:
        return _one(real_day(today.year + phrase.years, phrase.month, phrase.day)) if phrase.month else None
    real = _recurring(phrase, today)
    named = [day for day in real if phrase.weekday is None or day.weekday() == phrase.weekday]
    if phrase.weekday is not None and named:
        return _one(min(named, key=lambda day: abs((day - today).days)))
    if phrase.month is None:
        return _one(_by_tense(real, reference, today, near=_MONTH))
    return _one(_by_tense(real, reference, today, near=_HALF_YEAR))


def _recurring(phrase: CalendarDay, today: dt.date) -> list[dt.date]:
    """Every such day of the years (or of the months) around ``today``."""
    if phrase.month is None:
        months = [shift_months(today.replace(day=1), step) for step in range(-14, 15)]
        days = [real_day(month.year, month.month, phrase.day) for month in months]
    else:
        days = [real_day(today.year + step, phrase.month, phrase.day) for step in range(-8, 9)]
    return [day for day in days if day]


def _by_tense(days: list[dt.date], reference: Reference, today: dt.date, *, near: int) -> dt.date | None:
    """Of recurring days the one that the tense means: the last one within ``near`` days, unless the words look ahead."""
    past = max((day for day in days if day <= today), default=None)
    future = min((day for day in days if day >= today), default=None)
    if past is None or future is None:
        return past or future
    behind, ahead = (today - past).days, (future - today).days
    if reference.cue == "future":
        return future if ahead <= _TOO_FAR_AHEAD else past
    if reference.cue == "past" or (reference.question and reference.cue == "none"):
        return future if behind > near and ahead <= _MONTH else past
    return past if behind <= near or behind <= ahead else future


def _weekday(phrase: Weekday, reference: Reference, today: dt.date) -> Stretch | None:
    monday = shift(today, -today.weekday())
    back, on = (today.weekday() - phrase.day) % 7, (phrase.day - today.weekday()) % 7
    if phrase.week is not None:
        found = shift(monday, 7 * phrase.week + phrase.day)
    elif phrase.which == "last":
        found = shift(today, -(back or 7))
    elif phrase.which == "next":
        found = shift(monday, 7 + phrase.day)
    elif phrase.which == "coming":
        found = shift(today, on or 7)
    elif phrase.which == "this":
        found = shift(monday, phrase.day)
    elif reference.cue == "future":
        found = shift(today, on)
    elif reference.cue == "weak":
        found = shift(today, -back if back <= on else on)
    else:
        found = shift(today, -(back or 7) if reference.question else -back)
    return _one(shift(found, 7 * phrase.weeks))


def _weekend(reference: Reference, today: dt.date) -> Stretch:
    if today.weekday() >= 5 or reference.cue == "future":
        return weekend_of(today)
    return weekend_of(shift(today, -7))


def _step(unit: Unit, steps: int, reference: Reference, today: dt.date) -> Stretch | None:
    if unit == "day":
        return _one(shift(today, steps))
    if unit == "week":
        return week_of(shift(today, 7 * steps))
    if unit == "weekend":
        return _weekend(reference, today) if steps == 0 and reference.cue == "past" else weekend_of(shift(today, 7 * steps))
    if unit == "year":
        return months_from(today.year + steps, 1, 12, "year")
    count = 3 if unit == "quarter" else 1
    start = shift_months(dt.date(today.year, (today.month - 1) // count * count + 1, 1), steps * count)
    return months_from(start.year, start.month, count, "quarter" if unit == "quarter" else "month")


def _ago(phrase: Ago, today: dt.date) -> Stretch | None:
    if phrase.unit in ("day", "week"):
        return _one(shift(today, -phrase.count * (7 if phrase.unit == "week" else 1)))
    if phrase.unit == "year":
        return months_from(today.year - phrase.count, 1, 12, "year")
    moved = shift_months(today, -phrase.count * (3 if phrase.unit == "quarter" else 1))
    return months_from(moved.year, moved.month, 1, "month") if phrase.unit in ("month", "quarter") else None


def _moved(day: dt.date | None, count: int, unit: Unit) -> Stretch | None:
    if day is None:
        return None
    if unit in ("day", "week"):
        return _one(shift(day, count * (7 if unit == "week" else 1)))
    return _one(shift_months(day, count * _MONTHS_IN.get(unit, 0)))


def _echo(day: dt.date | None, phrase: Echo) -> Stretch | None:
    """ "A year earlier" is a month of that year; only days and weeks count to a day."""
    if day is None or phrase.unit in ("day", "week"):
        return _moved(day, phrase.count, phrase.unit)
    moved = shift_months(day, phrase.count * _MONTHS_IN.get(phrase.unit, 0))
    return months_from(moved.year, moved.month, 1, "month")


def _rolling(phrase: Rolling, today: dt.date) -> Stretch | None:
    moved = _moved(today, phrase.count if phrase.ahead else -phrase.count, phrase.unit)
    return _span(today, moved.first) if moved else None


def _named(phrase: MonthOf | Portion | Season, year: int) -> Stretch | None:
    match phrase:
        case MonthOf():
            return months_from(year, phrase.month, 1, "month")
        case Portion():
            first = (phrase.nth - 1) * phrase.months + 1
            return months_from(year, first, phrase.months, "quarter" if phrase.months == 3 else "range")
    # Meteorological seasons of the northern half; winter 2023 begins in December 2023.
    return months_from(year, 12 if phrase.season == 1 else 3 * (phrase.season - 1), 3, "range")


def _nearest_named(phrase: MonthOf | Portion | Season, reference: Reference, today: dt.date) -> Stretch | None:
    which = "plain" if isinstance(phrase, Portion) else phrase.which
    if which == "this":
        return _named(phrase, today.year)
    around = [found for step in range(-2, 3) if (found := _named(phrase, today.year + step))]
    ended = [found for found in around if found.last < today]
    begun = [found for found in around if found.first <= today]
    open_ = [found for found in around if found.last >= today]
    if which == "last":
        return ended[-1] if ended else None
    if which in ("next", "coming"):
        return next((found for found in around if found.first > today), None)
    if reference.cue == "future" and open_:
        return open_[0]
    if reference.cue != "past" and not reference.question and begun and open_:
        behind, ahead = (today - begun[-1].last).days, (open_[0].first - today).days
        return begun[-1] if behind <= _HALF_YEAR or behind <= ahead else open_[0]
    return begun[-1] if begun else None


def _part(whole: Stretch | None, piece: Piece, today: dt.date | None) -> Stretch | None:
    if whole is None:
        return None
    if piece in ("earlier", "later"):
        if today is None or not whole.first <= today <= whole.last:
            return whole
        first, last = (whole.first, today) if piece == "earlier" else (today, whole.last)
        return _span(first, last)
    days = (whole.last - whole.first).days + 1
    if piece in ("first half", "second half"):
        # Half a year is six months; half a month turns after the 15th.
        if days > _MONTH and whole.first.day == 1:
            months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
            middle = shift_months(whole.first, months // 2)
        else:
            middle = shift(whole.first, 15 if days > 7 else 3)
        first, last = (whole.first, shift(middle, -1)) if piece == "first half" else (middle, whole.last)
        return _span(first, last, relative=whole.relative)
    start, end = _cut(whole, piece, days)
    return _span(start, end, relative=whole.relative)


def _cut(whole: Stretch, piece: Piece, days: int) -> tuple[dt.date, dt.date]:
    if days == 1:
        return whole.first, whole.last
    if days <= 7:
        cuts = {"early": (0, 2), "start": (0, 1), "mid": (1, 3), "late": (3, days - 1), "end": (4, days - 1)}
        low, high = cuts.get(piece, (0, days - 1))
        return shift(whole.first, min(low, days - 1)), shift(whole.first, min(high, days - 1))
    if days <= _MONTH:
        cuts = {"early": (0, 9), "start": (0, 9), "mid": (10, 19)}
        low, high = cuts.get(piece, (20, days - 1))
        return shift(whole.first, min(low, days - 1)), shift(whole.first, min(high, days - 1))
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    third = max(1, months // 3)
    if piece == "start":
        return whole.first, shift(shift_months(whole.first, max(1, third // 4)), -1)
    if piece == "end":
        return shift_months(whole.first, months - max(1, third // 4)), whole.last
    turn, last_turn = shift_months(whole.first, third), shift_months(whole.first, months - third)
    if piece == "early":
        return whole.first, shift(turn, -1)
    return (turn, shift(last_turn, -1)) if piece == "mid" else (last_turn, whole.last)


def _slice(whole: Stretch | None, phrase: SliceOf) -> Stretch | None:
    if whole is None:
        return None
    if phrase.unit in ("day", "week"):
        size = 7 if phrase.unit == "week" else 1
        if phrase.nth > 0:
            first = shift(whole.first, (phrase.nth - 1) * size)
            last = shift(first, phrase.count * size - 1)
        else:
            last = whole.last
            first = shift(last, 1 - phrase.count * size)
    elif phrase.nth > 0:
        size = 3 if phrase.unit == "quarter" else 1
        first = shift_months(whole.first, (phrase.nth - 1) * size)
        last = shift(shift_months(first, phrase.count * size), -1)
    else:
        size = 3 if phrase.unit == "quarter" else 1
        last = whole.last
        first = shift_months(shift(last, 1), -phrase.count * size)
    first, last = max(first, whole.first), min(last, whole.last)
    if first > last:
        return None
    return _one(first, relative=whole.relative) if first == last else _span(first, last, relative=whole.relative)


def _nth_weekday(whole: Stretch | None, phrase: WeekdayOf) -> Stretch | None:
    if whole is None:
        return None
    if phrase.nth > 0:
        found = shift(whole.first, (phrase.day - whole.first.weekday()) % 7 + 7 * (phrase.nth - 1))
    else:
        found = shift(whole.last, -((whole.last.weekday() - phrase.day) % 7))
    return _one(found, relative=whole.relative) if whole.first <= found <= whole.last else None


def _around(base: Stretch | None, phrase: Around) -> Stretch | None:
    if base is None:
        return None
    found = {
        "week": week_of(base.first),
        "weekend": weekend_of(base.first),
        "beginning": Stretch(first=base.first, last=shift(base.first, 6), precision="week"),
        "ending": Stretch(first=shift(base.last, -6), last=base.last, precision="week"),
    }[phrase.how]
    return dataclasses.replace(found, relative=base.relative)


def _offset(base: Stretch | None, phrase: Offset) -> Stretch | None:
    if base is None:
        return None
    edge = base.last if phrase.count > 0 else base.first
    moved = _moved(edge, phrase.count, phrase.unit)
    if moved is None:
        return None
    if phrase.whole:
        other = _moved(base.first, -phrase.count, phrase.unit)
        return _span(other.first if other else base.first, moved.first, relative=base.relative)
    if phrase.spread:
        return _span(shift(edge, 1 if phrase.count > 0 else -1), moved.first, relative=base.relative)
    return dataclasses.replace(moved, relative=base.relative)


def _between(phrase: Between, reference: Reference) -> Stretch | None:
    """Both ends by one reading: the end without a year (or a week) of its own is put beside the other one."""
    first, last = phrase.first, phrase.last
    if _floating(last) and not _floating(first):
        head = resolve(first, reference)
        tail = _beside(last, head.first, after=True) if head else None
        tail = tail or resolve(last, reference)
    else:
        tail = _range_end(last, reference)
        head = _beside(first, tail.last, after=False) if tail and _floating(first) else None
        head = head or resolve(first, reference)
    if head is None or tail is None:
        return None
    days = sorted((head.first, head.last, tail.first, tail.last))
    return _span(days[0], days[-1], relative=head.relative or tail.relative)


def _floating(phrase: Phrase) -> bool:
    match phrase:
        case CalendarDay() | MonthOf() | Portion():
            return phrase.year is None and phrase.years is None and getattr(phrase, "which", "plain") == "plain"
        case Weekday():
            return phrase.which == "plain" and phrase.week is None
    return False


def _range_end(phrase: Phrase, reference: Reference) -> Stretch | None:
    """The last day of a range may be the reference day itself ("between Monday and Friday", asked on Friday)."""
    if isinstance(phrase, Weekday) and reference.question:
        reference = dataclasses.replace(reference, question=False)
    return resolve(phrase, reference)


def _beside(phrase: Phrase, day: dt.date, *, after: bool) -> Stretch | None:
    """The last such day, month or weekday up to ``day``, or the first one from it."""
    match phrase:
        case Weekday():
            step = (phrase.day - day.weekday()) % 7 if after else -((day.weekday() - phrase.day) % 7)
            return _one(shift(day, step))
        case MonthOf() | Portion():
            months = [found for step in (-1, 0, 1) if (found := _named(phrase, day.year + step))]
            if after:
                return next((month for month in months if month.last >= day), None)
            return next((month for month in reversed(months) if month.first <= day), None)
        case CalendarDay():
            days = _recurring(phrase, day)
            if after:
                return _one(min((found for found in days if found >= day), default=None))
            return _one(max((found for found in days if found <= day), default=None))
    return None
