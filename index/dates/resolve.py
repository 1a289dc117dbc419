"""Phrase + reference -> the days that it means."""

from __future__ import annotations

import dataclasses
import datetime as dt

from index.dates.cuts import MONTHS_IN, around, moved, nth_weekday, offset, part_of, slice_of
from index.dates.days import Stretch, days_between, months_from, one_day, shift, shift_months
from index.dates.nearest import beside, calendar_day, named_period, nearest_period, step, weekday, weekend
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
    Portion,
    Reference,
    Rolling,
    Season,
    SliceOf,
    Step,
    Weekday,
    WeekdayOf,
    Weekend,
    Years,
)


def resolve(phrase: Phrase, reference: Reference) -> Stretch | None:
    """The days that ``phrase`` means, None when they cannot be known."""
    match phrase:
        case CalendarDay():
            return calendar_day(phrase, reference)
        case Years():
            return _absolute(months_from(phrase.first, 1, 12 * phrase.count, "year" if phrase.count == 1 else "range"))
        case Echo():
            return _echo(reference.antecedent, phrase)
        case PartOf():
            return part_of(resolve(phrase.whole, reference), phrase.piece, reference.day)
        case SliceOf():
            return slice_of(resolve(phrase.whole, reference), phrase)
        case WeekdayOf():
            return nth_weekday(resolve(phrase.whole, reference), phrase)
        case Around():
            return around(resolve(phrase.base, reference), phrase)
        case Offset():
            return offset(resolve(phrase.base, reference), phrase)
        case Between():
            return _between(phrase, reference)
        case MonthOf() | Portion() | Season() if phrase.year is not None:
            return _absolute(named_period(phrase, phrase.year))
    if reference.day is None:
        return None
    return _anchored(phrase, reference, reference.day)


def _anchored(phrase: Phrase, reference: Reference, today: dt.date) -> Stretch | None:
    match phrase:
        case Weekday():
            return weekday(phrase, reference, today)
        case Step():
            return step(phrase.unit, phrase.steps, reference, today)
        case Weekend():
            return weekend(reference, today)
        case Ago():
            return _ago(phrase, today)
        case Rolling():
            return _rolling(phrase, today)
        case MonthOf() | Portion() | Season() if phrase.years is not None:
            return named_period(phrase, today.year + phrase.years)
        case MonthOf() | Portion() | Season():
            return nearest_period(phrase, reference, today)
    return None


def _absolute(stretch: Stretch | None) -> Stretch | None:
    return dataclasses.replace(stretch, relative=False) if stretch else None


def _ago(phrase: Ago, today: dt.date) -> Stretch | None:
    if phrase.unit in ("day", "week"):
        return one_day(shift(today, -phrase.count * (7 if phrase.unit == "week" else 1)))
    if phrase.unit == "year":
        return months_from(today.year - phrase.count, 1, 12, "year")
    near = shift_months(today, -phrase.count * (3 if phrase.unit == "quarter" else 1))
    return months_from(near.year, near.month, 1, "month") if phrase.unit in ("month", "quarter") else None


def _echo(day: dt.date | None, phrase: Echo) -> Stretch | None:
    """ "A year earlier" is a month of that year; only days and weeks count to a day."""
    if day is None or phrase.unit in ("day", "week"):
        return moved(day, phrase.count, phrase.unit)
    near = shift_months(day, phrase.count * MONTHS_IN.get(phrase.unit, 0))
    return months_from(near.year, near.month, 1, "month")


def _rolling(phrase: Rolling, today: dt.date) -> Stretch | None:
    far = moved(today, phrase.count if phrase.ahead else -phrase.count, phrase.unit)
    return days_between(today, far.first) if far else None


def _between(phrase: Between, reference: Reference) -> Stretch | None:
    """Both ends by one reading: the end without a year (or a week) of its own is put beside the other one."""
    first, last = phrase.first, phrase.last
    if _floating(last) and not _floating(first):
        head = resolve(first, reference)
        tail = beside(last, head.first, after=True) if head else None
        tail = tail or resolve(last, reference)
    else:
        tail = _range_end(last, reference)
        head = beside(first, tail.last, after=False) if tail and _floating(first) else None
        head = head or resolve(first, reference)
    if head is None or tail is None:
        return None
    days = sorted((head.first, head.last, tail.first, tail.last))
    return days_between(days[0], days[-1], relative=head.relative or tail.relative)


def _floating(phrase: Phrase) -> bool:
    match phrase:
        case CalendarDay() | MonthOf() | Portion() | Season():
            return phrase.year is None and phrase.years is None and getattr(phrase, "which", "plain") == "plain"
        case Weekday():
            return phrase.which == "plain" and phrase.week is None
    return False


def _range_end(phrase: Phrase, reference: Reference) -> Stretch | None:
    """The last day of a range may be the reference day itself ("between Monday and Friday", asked on Friday)."""
    if isinstance(phrase, Weekday) and reference.question:
        reference = dataclasses.replace(reference, question=False)
    return resolve(phrase, reference)
