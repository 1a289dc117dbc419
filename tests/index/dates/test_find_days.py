"""Reports and the days that they speak of, resolved against the day of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from index.dates import find_days

THURSDAY = dt.date(2031, 3, 13)


def _found(text: str, published: dt.date | None = THURSDAY) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.first.isoformat(), m.last.isoformat()) for m in find_days(text, published)]


def _days(text: str, published: dt.date | None = THURSDAY) -> list[str]:
    return [first if first == last else f"{first}..{last}" for _, first, last in _found(text, published)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        # the past, the day of publication included
        ("Police freed nine men on Thursday.", "2031-03-13"),
        ("Police freed nine men on Tuesday.", "2031-03-11"),
        ("The gate gave way late on Friday, police said.", "2031-03-07"),
        ("The toll rose on Sunday night.", "2031-03-09"),
        ("The minister on Wednesday denied it.", "2031-03-12"),
        ("Ships have waited since last Wednesday.", "2031-03-12"),
        ("It was agreed yesterday.", "2031-03-12"),
        ("It was agreed the day before yesterday.", "2031-03-11"),
        ("Two men were held overnight.", "2031-03-12..2031-03-13"),
        ("The bank closed this morning.", "2031-03-13"),
        ("The bodies were found at the weekend.", "2031-03-08..2031-03-09"),
        ("The bank cut its rate last week.", "2031-03-03..2031-03-09"),
        ("The bank cut its rate earlier this month.", "2031-03-01..2031-03-13"),
        ("The bank cut its rate last month.", "2031-02-01..2031-02-28"),
        ("Two weeks ago she denied it.", "2031-02-27"),
        ("A week ago on Saturday she denied it.", "2031-03-01"),
        ("Tuesday's handover was called off.", "2031-03-11"),
        ("A Monday night raid left four dead.", "2031-03-10"),
        # the future, by the words of the clause
        ("The chancellor will speak on Tuesday evening.", "2031-03-18"),
        ("The chancellor will speak on Thursday.", "2031-03-13"),
        ("The port is to reopen on Monday.", "2031-03-17"),
        ("A second group is expected on Saturday.", "2031-03-15"),
        ("The ferry is due on Sunday at noon.", "2031-03-16"),
        ("Flags will fly at half mast until Saturday.", "2031-03-15"),
        ("He said that he would move a vote on Wednesday.", "2031-03-19"),
        ("Wednesday's vote would show the nation united, he said.", "2031-03-19"),
        ("On Monday, the bank will open late.", "2031-03-17"),
        ("The men must report by Friday.", "2031-03-14"),
        ("Fuel is rationed from Saturday.", "2031-03-15"),
        ("They agreed to extend the pause to 6 a.m. on Saturday, the envoy said.", "2031-03-15"),
        ("The bank closes tomorrow.", "2031-03-14"),
        ("Results are expected next week.", "2031-03-17..2031-03-23"),
        ("She expects to report in June.", "2031-06-01..2031-06-30"),
        ("In two weeks' time the court sits.", "2031-03-27"),
        ("The tide will turn this coming Sunday.", "2031-03-16"),
        # plans that may have been and gone take the nearer side
        ("The handover had been planned for Wednesday but was put off.", "2031-03-12"),
        ("The launch, which was to have sailed on Saturday, stays in port.", "2031-03-15"),
        # without a year
        ("The stoppage began on 24 February.", "2031-02-24"),
        ("Wages have been unpaid since December.", "2030-12-01..2030-12-31"),
        ("GRENHOLM, March 10 (Agency) - Nobody came.", "2031-03-10"),
        ("The dues rise from 15 March.", "2031-03-15"),
        ("The ships were stopped on 26 and 27 February.", "2031-02-26..2031-02-27"),
        ("I said so on the fourth of March.", "2031-03-04"),
        ("The exhibition will open on Saturday 29 March.", "2031-03-29"),
        ("The fair was held on 20 December.", "2030-12-20"),
        # as written
        ("The convention was signed on 3 May 2009.", "2009-05-03"),
        ("Held on 2031-03-01T12:00Z.", "2031-03-01"),
        ("He had held the post since 2027.", "2027-01-01..2027-12-31"),
        ("The canal opened in 1931.", "1931-01-01..1931-12-31"),
        ("Profit fell in the third quarter of 2030.", "2030-07-01..2030-09-30"),
    ],
)
def test_an_expression_in_a_report_means_these_days(sentence: str, day: str) -> None:
    assert _days(sentence) == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The strait closed on 24 February. Two days later the navy came.", ["2031-02-24", "2031-02-26"]),
        ("There were 66 ships on Tuesday, three more than the day before.", ["2031-03-11", "2031-03-10"]),
        ("It was signed on Sunday. He flew home the same evening.", ["2031-03-09", "2031-03-09"]),
        ("Rates were 3.4 on Monday, up from 3.1 a week earlier.", ["2031-03-10", "2031-03-03"]),
        ("Rates were 3.4 on Monday, up from 3.1 a year earlier.", ["2031-03-10", "2030-03-01..2030-03-31"]),
        ("It stopped on 5 March. The next day the count since 1 March stood at 9.", ["2031-03-05", "2031-03-06", "2031-03-01"]),
    ],
)
def test_a_day_can_be_counted_from_the_day_named_last(text: str, days: list[str]) -> None:
    assert _days(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "They recently met.",
        "Two days later the navy came.",
        "The next day nobody spoke.",
        "It was the day after the minister left the post.",
        "That was two days before a deadline set abroad.",
        "A doctor comes on Mondays and Fridays.",
        "The market is held every Sunday.",
        "The following Tuesday he was gone.",
        "Sales were poor on Black Friday.",
        "The Sunday Times reported it.",
        "Theresa May and April Jones joined the march on the capital.",
        "The men may march 5 miles.",
        "He sat in the sun for the third quarter-hour.",
        "He drove 2023 miles with 1,950 others, at 9.40 in the fast lane.",
        "A few days ago he was well.",
        "Over two years ago he was well.",
        "Hours: noon to 4.\n\nMonday: closed",
        "The second one came first.",
    ],
)
def test_what_cannot_be_resolved_or_is_no_time_is_left_out(text: str) -> None:
    assert _found(text) == []


def test_a_day_named_too_long_ago_anchors_nothing() -> None:
    text = "It began on 24 February. " + "Nobody knew why. " * 3 + "Two days later the navy came."
    assert _days(text) == ["2031-02-24"]


def test_without_a_publication_day_only_full_dates_are_found() -> None:
    text = "On Monday and on 5 March nobody came; on 3 May 2009 and in 1931 everybody did."
    assert [words for words, *_ in _found(text, None)] == ["3 May 2009", "1931"]


def test_the_spans_are_exact_and_leave_the_preposition_out() -> None:
    text = "He said on Tuesday night that the 14th of March, or “last week”, would do."
    assert [words for words, *_ in _found(text)] == ["Tuesday night", "14th of March", "last week"]


def test_the_basis_says_what_a_day_rests_on() -> None:
    text = "He came on Tuesday, will leave on Friday, and wrote on 3 May 2009. Two days later he slept. It rains today."
    assert [mention.basis for mention in find_days(text, THURSDAY)] == [
        "'on Tuesday' before 13 March 2031",
        "'on Friday' after 13 March 2031",
        "'on 3 May 2009', as written",
        "'Two days later', counted from 3 May 2009",
        "'today' on 13 March 2031",
    ]
    assert [mention.relative for mention in find_days(text, THURSDAY)] == [True, True, False, True, True]


def test_a_date_broken_over_a_line_is_one_date_and_a_paragraph_ends_it() -> None:
    assert [words for words, *_ in _found("It ended on 3\nMay 2009.")] == ["3\nMay 2009"]
    assert _days("It ended on 3\n\nMay 2009 was dry.") == ["2009-05-01..2009-05-31"]


def test_the_year_is_the_one_that_puts_the_day_nearest() -> None:
    january = dt.date(2031, 1, 5)
    assert _days("They met on 28 December.", january) == ["2030-12-28"]
    assert _days("They meet on 20 January.", january) == ["2031-01-20"]
    assert _days("They met on 29 February.", dt.date(2030, 3, 1)) == ["2028-02-29"]


def test_a_weekday_chooses_the_year_of_its_date() -> None:
    """28 November was a Tuesday in 2023, not in 2024."""
    assert _days("They met on Tuesday, 28 November.", dt.date(2024, 11, 30)) == ["2023-11-28"]
