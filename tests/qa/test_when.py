"""A question's words and the flags, and the window that they give."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Window
from qa.types import QaError
from qa.when import DAYS_AFTER, read, reference_day, shown

TODAY = dt.date(2031, 3, 13)


def day(number: int, month: int = 3) -> dt.date:
    return dt.date(2031, month, number)


def test_a_question_without_time_leaves_everything_open() -> None:
    assert read("Who is the minister?", today=TODAY) == Window()


def test_the_questions_days_are_event_days_and_publication_runs_seven_days_on() -> None:
    window = read("How many were released on Sunday?", today=TODAY)
    assert (window.event_since, window.event_until) == (day(9), day(9))
    assert (window.since, window.until) == (day(9), day(16))
    assert window.understood == "on Sunday"
    assert window.as_of is None


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What changed since Monday?", day(10), None),
        ("What changed after Monday?", day(11), None),
        ("What was known before 5 March?", None, day(11)),
        ("How many had fallen ill by 6 March?", None, day(13)),
        ("How long was it open until Friday?", None, day(14)),
        ("What happened between 3 and 7 March?", day(3), day(14)),
        ("What happened last week?", day(3), day(16)),
        ("Who was arrested yesterday?", day(12), day(19)),
        ("Who was arrested today?", day(13), day(20)),
        ("What is the price today?", day(13), day(20)),
    ],
)
def test_publication_follows_the_events(question: str, since: dt.date | None, until: dt.date | None) -> None:
    window = read(question, today=TODAY)
    assert (window.since, window.until) == (since, until)


@pytest.mark.parametrize(
    "question",
    [
        "What will happen on 15 March?",
        "What happens on 15 March?",
        "Is the handover on 15 March still planned?",
        "What is due next week?",
        "Will the bank open today?",
        "What happens on 13 March?",
        "What will be decided this week?",
        "By when must they leave, by Saturday?",
        "Will the pause hold until Saturday?",
    ],
)
def test_what_lies_ahead_was_announced_before(question: str) -> None:
    """The reports of a day to come are older than the day: they may not be shut out."""
    window = read(question, today=TODAY)
    assert window.since is None
    assert window.until is not None
    assert window.event_until is not None
    assert window.until == window.event_until + dt.timedelta(days=DAYS_AFTER)
    assert window.admits(day(5))


def test_the_past_of_the_reference_day_itself_is_not_ahead() -> None:
    window = read("How many crew were freed on Thursday 13 March?", today=TODAY)
    assert window.since == day(13)


def test_flags_are_exact_and_win_over_the_words() -> None:
    window = read("What happened on 5 March?", today=TODAY, since=day(1), until=day(6))
    assert (window.since, window.until) == (day(1), day(6))
    assert (window.event_since, window.event_until) == (day(5), day(5))
    assert window.understood == "on 5 March"


def test_one_flag_leaves_the_other_bound_to_the_words() -> None:
    assert read("What happened on 5 March?", today=TODAY, since=day(1)).until == day(12)
    assert read("What happened on 5 March?", today=TODAY, until=day(6)).since == day(5)


def test_a_bound_of_the_words_that_a_flag_contradicts_is_dropped() -> None:
    after = read("What happened on 1 February?", today=TODAY, since=day(10))
    assert (after.since, after.until) == (day(10), None)
    before = read("What happened on 10 March?", today=TODAY, until=day(1))
    assert (before.since, before.until) == (None, day(1))


def test_flags_without_words_are_the_window() -> None:
    window = read("Who resigned?", today=TODAY, since=day(1), until=day(6), as_of=day(4))
    assert window == Window(since=day(1), until=day(6), as_of=day(4))
    assert window.last == day(4)


def test_an_inverted_window_names_both_days() -> None:
    with pytest.raises(QaError, match=r"--since 2031-03-06 is after --until 2031-03-01"):
        read("Who resigned?", today=TODAY, since=day(6), until=day(1))


def test_a_window_of_one_day_is_not_inverted() -> None:
    assert read("Who resigned?", today=TODAY, since=day(6), until=day(6)).admits(day(6))


def test_the_wall_comes_from_the_flag_alone() -> None:
    assert read("What was known as of 5 March?", today=TODAY).as_of is None
    assert read("Who resigned?", today=TODAY, as_of=day(4)).as_of == day(4)


def test_several_expressions_are_shown_apart() -> None:
    window = read("Did the toll of 5 March differ from the one on 9 March?", today=TODAY)
    assert window.understood == "of 5 March … on 9 March"
    assert (window.event_since, window.event_until) == (day(5), day(9))


def test_the_end_of_the_calendar_does_not_overflow() -> None:
    window = read("What happens on 31 December 9999?", today=TODAY)
    assert window.until == dt.date.max
    window = read("What happened after 31/12/9999?", today=dt.date.max)
    assert window.event_since == dt.date.max


@given(st.text(max_size=300), st.dates(), st.none() | st.dates(), st.none() | st.dates(), st.none() | st.dates())
def test_a_window_of_words_and_flags_is_never_inverted(
    question: str, today: dt.date, since: dt.date | None, until: dt.date | None, as_of: dt.date | None
) -> None:
    text = f"{question} since Monday until 5 March"
    if since is not None and until is not None and since > until:
        with pytest.raises(QaError):
            read(text, today=today, since=since, until=until, as_of=as_of)
        return
    window = read(text, today=today, since=since, until=until, as_of=as_of)
    assert since is None or window.since == since
    assert until is None or window.until == until
    assert window.as_of == as_of
    assert window.since is None or window.until is None or window.since <= window.until


def test_the_reference_day_is_the_flag_then_the_setting_then_the_clock() -> None:
    clock = TODAY.replace
    assert reference_day(day(1), "2031-03-02", clock) == day(1)
    assert reference_day(None, "2031-03-02", clock) == day(2)
    assert reference_day(None, None, clock) == TODAY
    assert reference_day(None, "", clock) == TODAY


@pytest.mark.parametrize("setting", ["today", "2031-3-2", "02/03/2031", "2031-02-30"])
def test_a_setting_that_is_no_day_is_named(setting: str) -> None:
    with pytest.raises(QaError, match="QA_TODAY") as failure:
        reference_day(None, setting, TODAY.replace)
    assert repr(setting) in str(failure.value)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(), "any day"),
        (Window(since=day(1)), "published since 1 March 2031"),
        (Window(until=day(6)), "published up to 6 March 2031"),
        (Window(since=day(1), until=day(9), as_of=day(6)), "published from 1 March 2031 to 6 March 2031"),
        (Window(since=day(1), understood="since 1 March"), "published since 1 March 2031 (from 'since 1 March')"),
    ],
)
def test_the_window_is_shown_in_words(window: Window, words: str) -> None:
    assert shown(window) == words
