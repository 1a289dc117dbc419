from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.days import Day, days, from_token, parse_day
from qa.evaluate.score import tells_date

FORMATS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b. %d, %Y", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d", "%A, %d %B %Y")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(FORMATS))
def test_a_day_is_read_in_every_common_form(day: dt.date, form: str) -> None:
    if form == "%Y%m%d" and not 1900 <= day.year <= 2099:
        return
    if form.startswith("%b.") and day.month == 5:
        return  # "May." is no abbreviation: "in May. 3 people" names no day
    assert tells_date(f"It was on {day.strftime(form)} at noon.", day.isoformat())


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_another_day_is_not_taken_for_it(said: dt.date, wanted: dt.date) -> None:
    assert tells_date(said.strftime("%d %B %Y"), wanted.isoformat()) == (said == wanted)


@pytest.mark.parametrize("said", ["on 13 March", "March 13th", "the 13th of March", "on Thursday, March 13"])
def test_a_day_without_its_year_tells_the_day(said: str) -> None:
    assert tells_date(said, "2031-03-13")


@pytest.mark.parametrize("said", ["March 2031", "in 2031", "the 13th", "13 March 2030", "12 March 2031", "13 April", "he may 13"])
def test_less_than_the_day_or_another_one_does_not_tell_it(said: str) -> None:
    assert not tells_date(said, "2031-03-13")


def test_a_precision_of_month_or_year_asks_for_no_more() -> None:
    assert tells_date("on 13 March 2031", "2031-03-20", precision="month")
    assert tells_date("in March 2031", "2031-03", precision="month")
    assert not tells_date("in April 2031", "2031-03", precision="month")
    assert tells_date("in 2009", "2009", precision="year")
    assert tells_date("on 3 May 2009", "2009", precision="year")
    assert not tells_date("in 2010", "2009", precision="year")


def test_a_slashed_day_that_can_be_two_days_is_both() -> None:
    assert {day.token for day in days("4/5/2031")} == {"@2031-05-04", "@2031-04-05"}
    assert {day.token for day in days("13/5/2031")} == {"@2031-05-13"}


def test_a_day_that_does_not_exist_is_none() -> None:
    assert Day(2031, 2, 29) not in days("29 February 2031")
    assert parse_day("2031-02-30") is None
    assert parse_day("soon") is None
    assert Day(None, 2, 29) in days("on 29 February")


@given(st.builds(Day, st.none() | st.integers(1000, 2199), st.integers(1, 12), st.integers(1, 28)))
def test_a_token_gives_its_day_back(day: Day) -> None:
    assert from_token(day.token) == day


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for_days(text: str) -> None:
    assert all(day.month is None or 1 <= day.month <= 12 for day in days(text))
