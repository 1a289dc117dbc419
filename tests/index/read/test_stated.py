"""What a document says of itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.stated import dated, day_of, document, one_line, opening, web_address
from index.read.text import Unreadable

_MONTHS = "January February March April May June July August September October November December".split()


@pytest.mark.parametrize(
    "written",
    [
        "2031-03-05",
        "2031-03-05T23:59:00-11:00",
        "2031-03-05 22:14",
        "2031-3-5",
        "2031/03/05",
        "20310305",
        "20310305T120000Z",
        "5 March 2031",
        "5th March 2031",
        "Wed, 05 Mar 2031 16:01:58 +0100",
        "Wednesday, March 5, 2031 at 4 p.m.",
        "Mar. 5th, 2031",
    ],
)
def test_a_day_is_read_as_it_is_written_in_its_own_zone(written: str) -> None:
    assert day_of(written) == dt.date(2031, 3, 5)


@pytest.mark.parametrize("written", ["2031-02-30", "2031-13-01", "0000-01-01", "31 April 2031"])
def test_a_day_that_the_calendar_lacks_is_named(written: str) -> None:
    with pytest.raises(ValueError, match="is not a day of the calendar"):
        day_of(written)


@pytest.mark.parametrize("written", ["last week", "03/04/2031", "2031-03", "2031", "1711929600", "", "5 Mars"])
def test_what_is_no_full_date_is_never_guessed(written: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        day_of(written)


@given(st.dates())
def test_every_day_is_read_back(day: dt.date) -> None:
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day.day} {_MONTHS[day.month - 1]} {day.year:04d}") == day
    assert day_of(f"{_MONTHS[day.month - 1]} {day.day}, {day.year:04d}") == day


@given(st.text(max_size=120))
def test_no_text_makes_dates_fail_in_another_way(text: str) -> None:
    stated = dated([("date", text)], "reports/undated.txt")
    assert (stated.day is None) == bool(stated.warnings) or not text.strip()


def test_the_first_stated_day_counts_and_the_file_name_comes_last() -> None:
    assert dated([("date", ""), ("published", "2031-03-05")], "2031-01-01.txt").day == dt.date(2031, 3, 5)
    assert dated([], "a/2031-01-02-report.txt").day == dt.date(2031, 1, 2)
    assert dated([], "2031-01-02/report.txt").day is None


def test_an_impossible_date_leaves_a_document_undated_with_a_warning() -> None:
    stated = dated([("date", "2031-02-30")], "report.txt")
    assert stated.day is None
    assert stated.warnings == ("date '2031-02-30' is not a day of the calendar",)


def test_an_impossible_date_in_a_file_name_is_named_too() -> None:
    assert dated([], "2031-02-30.txt").warnings == ("'2031-02-30' in the file name is not a day of the calendar",)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ships wait. More came.", "Ships wait."),
        (
            "Dr. A. Marsh of the U.S. survey said on Jan. 5 it was safe. Then it fell.",
            "Dr. A. Marsh of the U.S. survey said on Jan. 5 it was safe.",
        ),
        ("“We stop now.” He left.", "“We stop now.”"),
        ("No stop\nNext line", "No stop"),
        ("- A list entry. Another.", "A list entry."),
        ("word " * 30, "word " * 15 + "word…"),
        ("x" * 100, "x" * 79 + "…"),
    ],
)
def test_an_untitled_document_is_called_by_its_first_sentence(text: str, title: str) -> None:
    assert opening(text) == title
    assert len(opening(text)) <= 80


@given(st.text(max_size=400))
def test_an_opening_is_one_line_of_at_most_eighty_characters(text: str) -> None:
    assert len(opening(text)) <= 80
    assert "\n" not in opening(text)


def test_a_title_is_one_clean_line() -> None:
    assert one_line("  Toll\n\x1b[31m rises\u202e ", 300) == "Toll rises"
    assert one_line("word " * 100, 20) == "word word word word…"
    assert one_line(" \u200b ", 300) is None


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "http://\x1b[2J", "", "data:,x"])
def test_only_web_addresses_are_kept(address: str) -> None:
    assert web_address(address) is None


def test_a_dropped_address_is_named() -> None:
    read = document(name="a", text="Words.", published=dated([], "a"), url="javascript:alert(1)")
    assert read.url is None
    assert read.warnings == ("url 'javascript:alert(1)' is not a web address",)


def test_nothing_but_blanks_is_empty() -> None:
    with pytest.raises(Unreadable, match="empty"):
        document(name="a", text=" \n\u200b\xa0 ", published=dated([], "a"))
