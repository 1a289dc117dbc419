"""What holds for every text: no error, spans inside, the same answer twice, and work in proportion to the text."""

from __future__ import annotations

import datetime as dt
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import find_days, find_window

_WORDS = (
    "the a last next this past on in since until by before after between from to and or of for first second third half ten two 3 5 28 "
    "31 2023 9999 1,240 Monday Tuesday Friday's Sun May March march Nov. November weekend week weeks month quarter Q3 year years day days "
    "ago later earlier early mid late end start today yesterday tomorrow now said will was would the-14th 14th night morning same that "
    "following 2023-11-28 28/11/2023 ( ) \" “ ” ' ’s , . ; : - – / % 😀 \x00 \x1b \n\n \u202e fortnight couple few several overnight"
).split(" ")
_phrases = st.lists(st.sampled_from(_WORDS), max_size=500).map(" ".join)
_texts = st.one_of(st.text(max_size=400), _phrases)
_days = st.dates()


@given(_texts, _days)
def test_any_question_gives_a_window_inside_itself_or_none(text: str, today: dt.date) -> None:
    span = find_window(text, today)
    assert span == find_window(text, today)
    if span is None:
        return
    assert 0 <= span.start < span.end <= len(text)
    assert span.parts
    for start, end in span.parts:
        assert span.start <= start < end <= span.end
        assert text[start:end].strip() == text[start:end]
    assert span.first is not None or span.last is not None
    if span.first is not None and span.last is not None:
        assert span.first <= span.last


@given(_texts, st.one_of(st.none(), _days))
def test_any_report_gives_mentions_in_order_inside_itself(text: str, published: dt.date | None) -> None:
    mentions = find_days(text, published)
    assert mentions == find_days(text, published)
    reached = 0
    for mention in mentions:
        assert reached <= mention.start < mention.end <= len(text)
        assert mention.first <= mention.last
        assert mention.basis
        assert mention.precision != "day" or mention.first == mention.last
        reached = mention.end


@given(_texts)
def test_without_a_publication_day_nothing_is_relative_but_what_the_text_itself_anchors(text: str) -> None:
    for mention in find_days(text, None):
        assert not mention.relative or "counted from" in mention.basis


@given(_phrases, _days)
@settings(max_examples=50)
def test_words_around_do_not_move_a_full_date(words: str, today: dt.date) -> None:
    """A full date in its own paragraph is found whatever stands before it."""
    text = f"{words}\n\nIt happened on 28 November 2023."
    assert any(text[m.start : m.end] == "28 November 2023" for m in find_days(text, today))


def _calls(text: str) -> int:
    """Python calls made while reading ``text``: a measure of work that no other load on the machine changes."""
    count = 0

    def on_event(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        find_window(text, dt.date(2023, 11, 30))
        find_days(text, dt.date(2023, 11, 30))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "the last three days of ",
        "the day after ",
        "the end of the first half of ",
        "two days before ",
        "1, ",
        "5 and ",
        "on Monday ",
        '" ',
        "( ",
        ") ",
        "1.",
        "2023-",
        "early ",
        "the week of the weekend of ",
        "a couple of ",
        "within two days of ",
        "6 p.m. on ",
        "between ",
    ],
)
def test_twice_the_text_is_about_twice_the_work(unit: str) -> None:
    short, long = _calls(unit * 500), _calls(unit * 1000)
    assert long < 2.5 * short + 1000


def test_a_question_of_thirty_words_costs_few_steps() -> None:
    """Well under a millisecond: fewer than 4,000 Python calls for both readings together."""
    question = (
        "How many of the detained crew members were freed between Monday and Thursday, according to the officials who "
        "spoke to reporters last week, and what did the ministry say on 28 November?"
    )
    assert _calls(question) < 4000


def test_bounds_that_leave_both_ends_open_are_no_window() -> None:
    assert find_window("Until Monday, overnight and after Monday", dt.date(2031, 3, 13)) is None
