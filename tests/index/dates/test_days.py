"""Day arithmetic and the two ways to write a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import parse_day, plain, shift
from index.dates.days import shift_months, week_of, weekend_of


@given(st.dates())
def test_an_iso_day_reads_back(day: dt.date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["", "2023-2-3", "2023-02-30", "20230203", "2023-02-03T00:00", " 2023-02-03", "2023-02-03\n", "0000-01-01", "٢٠٢٣-٠٢-٠٣", "today"],
)
def test_only_a_strict_iso_day_is_a_day(text: str) -> None:
    assert parse_day(text) is None


def test_a_day_is_written_plainly() -> None:
    assert plain(dt.date(2031, 3, 13)) == "13 March 2031"


@given(st.dates(), st.integers(-(10**9), 10**9))
def test_a_step_stays_in_the_calendar(day: dt.date, days: int) -> None:
    moved = shift(day, days)
    assert (moved - day).days == days or moved in (dt.date.min, dt.date.max)


@given(st.dates(), st.integers(-200_000, 200_000))
def test_a_month_step_lands_in_its_month_or_at_the_end_of_the_calendar(day: dt.date, months: int) -> None:
    moved = shift_months(day, months)
    apart = (moved.year - day.year) * 12 + moved.month - day.month
    assert (apart == months and moved.day <= day.day) or moved in (dt.date.min, dt.date.max)


@given(st.dates(dt.date(1, 1, 8), dt.date(9999, 12, 24)))
def test_a_week_runs_from_monday_to_sunday_and_holds_its_day(day: dt.date) -> None:
    week, weekend = week_of(day), weekend_of(day)
    assert (week.first.weekday(), week.last.weekday()) == (0, 6)
    assert week.first <= day <= week.last
    assert (weekend.first.weekday(), weekend.last) == (5, week.last)
