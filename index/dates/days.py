"""Day arithmetic that never overflows: a day and a step -> a day between 0001-01-01 and 9999-12-31."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "week", "month", "quarter", "year", "range"]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """The days from ``first`` to ``last``, both included; ``relative`` when a reference day was needed to find them."""

    first: dt.date
    last: dt.date
    precision: Precision
    relative: bool = True


def plain(day: dt.date) -> str:
    """A day as the product writes it: "13 March 2031"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def parse_day(text: str) -> dt.date | None:
    """The day that ``text`` names as YYYY-MM-DD, exactly and in ASCII digits; None for anything else."""
    if not _ISO.fullmatch(text):
        return None
    return real_day(int(text[:4]), int(text[5:7]), int(text[8:]))


def real_day(year: int, month: int, day: int) -> dt.date | None:
    """That day, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shift(day: dt.date, days: int) -> dt.date:
    """``day`` plus so many days, held inside the calendar."""
    ordinal = day.toordinal() + days
    return dt.date.fromordinal(max(dt.date.min.toordinal(), min(dt.date.max.toordinal(), ordinal)))


def shift_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months on, or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < 1:
        return dt.date.min
    if year > 9999:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def one_day(day: dt.date | None, *, relative: bool = True) -> Stretch | None:
    """The stretch of that single day; None for None."""
    return Stretch(first=day, last=day, precision="day", relative=relative) if day else None


def days_between(first: dt.date, last: dt.date, *, relative: bool = True) -> Stretch:
    """The range between two days, whichever comes first."""
    return Stretch(first=min(first, last), last=max(first, last), precision="range", relative=relative)


def week_of(day: dt.date) -> Stretch:
    """The ISO week (Monday to Sunday) that holds ``day``."""
    monday = shift(day, -day.weekday())
    return Stretch(first=monday, last=shift(monday, 6), precision="week")


def weekend_of(day: dt.date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds ``day``."""
    monday = shift(day, -day.weekday())
    return Stretch(first=shift(monday, 5), last=shift(monday, 6), precision="range")


def months_from(year: int, month: int, count: int, precision: Precision) -> Stretch | None:
    """``count`` whole months from the given one; None outside the calendar."""
    if not 1 <= year <= 9999:
        return None
    first = dt.date(year, month, 1)
    final = shift_months(first, count - 1)
    last = dt.date(final.year, final.month, calendar.monthrange(final.year, final.month)[1])
    return Stretch(first=first, last=last, precision=precision)
