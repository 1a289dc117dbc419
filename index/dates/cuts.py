"""Days -> a part of them, or days counted from them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from index.dates.days import Stretch, days_between, one_day, shift, shift_months, week_of, weekend_of
from index.dates.phrases import Around, Offset, Piece, SliceOf, Unit, WeekdayOf

MONTH_DAYS = 31

MONTHS_IN: Mapping[Unit, int] = {"month": 1, "quarter": 3, "year": 12}


def moved(day: dt.date | None, count: int, unit: Unit) -> Stretch | None:
    if day is None:
        return None
    if unit in ("day", "week"):
        return one_day(shift(day, count * (7 if unit == "week" else 1)))
    return one_day(shift_months(day, count * MONTHS_IN.get(unit, 0)))


def part_of(whole: Stretch | None, piece: Piece, today: dt.date | None) -> Stretch | None:
    if whole is None:
        return None
    if piece in ("earlier", "later"):
        if today is None or not whole.first <= today <= whole.last:
            return whole
        first, last = (whole.first, today) if piece == "earlier" else (today, whole.last)
        return days_between(first, last)
    days = (whole.last - whole.first).days + 1
    if piece in ("first half", "second half"):
        # Half a year is six months; half a month turns after the 15th.
        if days > MONTH_DAYS and whole.first.day == 1:
            months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
            middle = shift_months(whole.first, months // 2)
        else:
            middle = shift(whole.first, 15 if days > 7 else 3)
        first, last = (whole.first, shift(middle, -1)) if piece == "first half" else (middle, whole.last)
        return days_between(first, last, relative=whole.relative)
    start, end = _cut(whole, piece, days)
    return days_between(start, end, relative=whole.relative)


def _cut(whole: Stretch, piece: Piece, days: int) -> tuple[dt.date, dt.date]:
    if days == 1:
        return whole.first, whole.last
    if days <= 7:
        cuts = {"early": (0, 2), "start": (0, 1), "mid": (1, 3), "late": (3, days - 1), "end": (4, days - 1)}
        low, high = cuts.get(piece, (0, days - 1))
        return shift(whole.first, min(low, days - 1)), shift(whole.first, min(high, days - 1))
    if days <= MONTH_DAYS:
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


def slice_of(whole: Stretch | None, phrase: SliceOf) -> Stretch | None:
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
        size = MONTHS_IN.get(phrase.unit, 1)
        first = shift_months(whole.first, (phrase.nth - 1) * size)
        last = shift(shift_months(first, phrase.count * size), -1)
    else:
        size = MONTHS_IN.get(phrase.unit, 1)
        last = whole.last
        first = shift_months(shift(last, 1), -phrase.count * size)
    first, last = max(first, whole.first), min(last, whole.last)
    if first > last:
        return None
    return one_day(first, relative=whole.relative) if first == last else days_between(first, last, relative=whole.relative)


def nth_weekday(whole: Stretch | None, phrase: WeekdayOf) -> Stretch | None:
    if whole is None:
        return None
    if phrase.nth > 0:
        found = shift(whole.first, (phrase.day - whole.first.weekday()) % 7 + 7 * (phrase.nth - 1))
    else:
        found = shift(whole.last, -((whole.last.weekday() - phrase.day) % 7))
    return one_day(found, relative=whole.relative) if whole.first <= found <= whole.last else None


def around(base: Stretch | None, phrase: Around) -> Stretch | None:
    if base is None:
        return None
    found = {
        "week": week_of(base.first),
        "weekend": weekend_of(base.first),
        "beginning": Stretch(first=base.first, last=shift(base.first, 6), precision="week"),
        "ending": Stretch(first=shift(base.last, -6), last=base.last, precision="week"),
    }[phrase.how]
    return dataclasses.replace(found, relative=base.relative)


def offset(base: Stretch | None, phrase: Offset) -> Stretch | None:
    if base is None:
        return None
    edge = base.last if phrase.count > 0 else base.first
    far = moved(edge, phrase.count, phrase.unit)
    if far is None:
        return None
    if phrase.whole:
        other = moved(base.first, -phrase.count, phrase.unit)
        return days_between(other.first if other else base.first, far.first, relative=base.relative)
    if phrase.spread:
        return days_between(shift(edge, 1 if phrase.count > 0 else -1), far.first, relative=base.relative)
    return dataclasses.replace(far, relative=base.relative)
