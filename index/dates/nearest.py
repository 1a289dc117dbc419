"""Phrase without a year, month or week of its own + reference -> the days that the tense means."""

from __future__ import annotations

import datetime as dt

from index.dates.days import Stretch, months_from, one_day, real_day, shift, shift_months, week_of, weekend_of
from index.dates.phrases import CalendarDay, MonthOf, Phrase, Portion, Reference, Season, Unit, Weekday

_HALF_YEAR = 183

MONTH_DAYS = 31

# "Will ... on 12 March", asked on the 13th, means yesterday's day, not next year's.
_TOO_FAR_AHEAD = 330


def calendar_day(phrase: CalendarDay, reference: Reference) -> Stretch | None:
    if phrase.year is not None:
        return one_day(real_day(phrase.year, phrase.month or 0, phrase.day), relative=False) if phrase.month else None
    today = reference.day
    if today is None:
        return None
    if phrase.years is not None:
        return one_day(real_day(today.year + phrase.years, phrase.month, phrase.day)) if phrase.month else None
    real = _recurring(phrase, today)
    named = [day for day in real if phrase.weekday is None or day.weekday() == phrase.weekday]
    if phrase.weekday is not None and named:
        return one_day(min(named, key=lambda day: abs((day - today).days)))
    if phrase.month is None:
        return one_day(_by_tense(real, reference, today, near=MONTH_DAYS))
    return one_day(_by_tense(real, reference, today, near=_HALF_YEAR))


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
        return future if behind > near and ahead <= MONTH_DAYS else past
    return past if behind <= near or behind <= ahead else future


def weekday(phrase: Weekday, reference: Reference, today: dt.date) -> Stretch | None:
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
    return one_day(shift(found, 7 * phrase.weeks))


def weekend(reference: Reference, today: dt.date) -> Stretch:
    if today.weekday() >= 5 or reference.cue == "future":
        return weekend_of(today)
    return weekend_of(shift(today, -7))


def step(unit: Unit, steps: int, reference: Reference, today: dt.date) -> Stretch | None:
    if unit == "day":
        return one_day(shift(today, steps))
    if unit == "week":
        return week_of(shift(today, 7 * steps))
    if unit == "weekend":
        return weekend(reference, today) if steps == 0 and reference.cue == "past" else weekend_of(shift(today, 7 * steps))
    if unit == "year":
        return months_from(today.year + steps, 1, 12, "year")
    count = 3 if unit == "quarter" else 1
    start = shift_months(dt.date(today.year, (today.month - 1) // count * count + 1, 1), steps * count)
    return months_from(start.year, start.month, count, "quarter" if unit == "quarter" else "month")


def named_period(phrase: MonthOf | Portion | Season, year: int) -> Stretch | None:
    match phrase:
        case MonthOf():
            return months_from(year, phrase.month, 1, "month")
        case Portion():
            first = (phrase.nth - 1) * phrase.months + 1
            return months_from(year, first, phrase.months, "quarter" if phrase.months == 3 else "range")
    # Meteorological seasons of the northern half; winter 2023 begins in December 2023.
    return months_from(year, 12 if phrase.season == 1 else 3 * (phrase.season - 1), 3, "range")


def nearest_period(phrase: MonthOf | Portion | Season, reference: Reference, today: dt.date) -> Stretch | None:
    which = "plain" if isinstance(phrase, Portion) else phrase.which
    if which == "this":
        return named_period(phrase, today.year)
    around = [found for step in range(-2, 3) if (found := named_period(phrase, today.year + step))]
    ended = [found for found in around if found.last < today]
    begun = [found for found in around if found.first <= today]
    open_ = [found for found in around if found.last >= today]
    if which == "last":
        return ended[-1] if ended else None
    if which in ("next", "coming"):
        return next((found for found in around if found.first > today), None)
    if reference.cue == "future" and open_ and (open_[0].first - today).days <= _TOO_FAR_AHEAD - MONTH_DAYS:
        return open_[0]
    if reference.cue != "past" and not reference.question and begun and open_:
        behind, ahead = (today - begun[-1].last).days, (open_[0].first - today).days
        return begun[-1] if behind <= _HALF_YEAR or behind <= ahead else open_[0]
    return begun[-1] if begun else None


def beside(phrase: Phrase, day: dt.date, *, after: bool) -> Stretch | None:
    """The last such day, month or weekday up to ``day``, or the first one from it."""
    match phrase:
        case Weekday():
            step = (phrase.day - day.weekday()) % 7 if after else -((day.weekday() - phrase.day) % 7)
            return one_day(shift(day, step))
        case MonthOf() | Portion() | Season():
            months = [found for step in (-1, 0, 1) if (found := named_period(phrase, day.year + step))]
            if after:
                return next((month for month in months if month.last >= day), None)
            return next((month for month in reversed(months) if month.first <= day), None)
        case CalendarDay():
            days = _recurring(phrase, day)
            if after:
                return one_day(min((found for found in days if found >= day), default=None))
            return one_day(max((found for found in days if found <= day), default=None))
    return None
