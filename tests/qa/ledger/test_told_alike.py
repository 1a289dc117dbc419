"""Two outlets' figures for one thing, found by how alike their sentences are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from index.embed.minilm import MiniLM
from qa.ledger.changes import changes
from qa.ledger.likeness import Weights
from qa.ledger.past import Past
from qa.ledger.told_alike import MOST, told_alike
from qa.ledger.types import Report

Read = Callable[..., Report]
MINISTRY = "The Ministry of Health reports that 14,000 residents of the camp at Dorrin Ford have been vaccinated against cholera."


def told(embedder: MiniLM, *reports: Report, before: tuple[Report, ...] = ()) -> list[tuple[str, str]]:
    weights = Weights.of([*before, *reports])
    found = told_alike(Past([*before, *reports], weights), reports, weights, embedder)
    return [(one.figure.value, other.figure.value) for one, other in found]


@pytest.fixture
def ministry(read: Read) -> Report:
    return read(MINISTRY, name="a", source="State Agency")


def test_two_tellers_who_count_the_same_people_differ(read: Read, embedder: MiniLM, ministry: Report) -> None:
    charity = read("At Dorrin Ford we had vaccinated 11,400 residents against cholera until the water rose.", name="b", source="Relief")
    assert told(embedder, ministry, charity) == [("11,400", "14,000")]


def test_crowds_are_counted_very_differently(read: Read, embedder: MiniLM) -> None:
    police = read("Police put the number of people who marched through Torva on Thursday at 8,000.", name="a", source="A")
    union = read("On Thursday 30,000 people marched through Torva, the union said.", name="b", source="B")
    assert told(embedder, police, union) == [("30,000", "8,000")]


def test_another_teller_s_count_of_the_same_day_may_come_a_day_later(read: Read, embedder: MiniLM) -> None:
    first = read("On Monday 310 people slept in the gym at Hocheck, the helpers said.", name="a", source="A", date="2027-06-01")
    later = read("On Monday 190 people slept in the gym at Hocheck, the district said.", name="b", source="B", date="2027-06-02")
    other_day = read("On Tuesday 190 people slept in the gym at Hocheck, the district said.", name="b", source="B", date="2027-06-02")
    assert told(embedder, later, before=(first,)) == [("190", "310")]
    assert told(embedder, other_day, before=(first,)) == []
    assert told(embedder, first, before=()) == []


def test_who_tells_both_values_means_two_things(read: Read, embedder: MiniLM, ministry: Report) -> None:
    both = read(
        "At Dorrin Ford we had vaccinated 11,400 residents against cholera until the water rose. With the villages it is 14,000.",
        name="b", source="Relief",
    )  # fmt: skip
    assert told(embedder, ministry, both) == []


@pytest.mark.parametrize(
    "text",
    [
        "The ferry to Dorrin Ford carries 11,400 cars a year, its owner said.",  # of another thing
        "At Dorrin Ford we had vaccinated 190 residents against cholera until the water rose.",  # too far apart
        "At Dorrin Ford at least 11,400 residents have been vaccinated against cholera.",  # a bound
        "At Dorrin Ford 11,400 residents may be vaccinated against cholera next week.",  # only possible
    ],
)
def test_what_is_no_rival_count(read: Read, embedder: MiniLM, ministry: Report, text: str) -> None:
    assert told(embedder, ministry, read(text, name="b", source="Relief")) == []


def test_one_teller_does_not_contradict_itself(read: Read, embedder: MiniLM, ministry: Report) -> None:
    again = read("At Dorrin Ford 11,400 residents have been vaccinated against cholera.", name="b", source="State Agency")
    assert told(embedder, ministry, again) == []


def test_without_the_bundled_model_nothing_is_told_by_likeness(read: Read, embedder: MiniLM) -> None:
    """The same reports, with and without: the ledger of a home of another embedder does without these rows."""
    one = read("The pipeline at Torva carried 31 million cubic metres after Friday noon, the ministry said.", name="a", source="A")
    other = read("The pipeline at Torva moved 22 million cubic metres since Friday noon, traders say.", name="b", source="B")
    since = dt.date(2027, 6, 2)
    rows = [[row for row in changes([one, other], since=since, tokens=each) if row.change == "contradicted"] for each in (None, embedder)]
    assert [len(found) for found in rows] == [0, 1]


def test_a_window_of_very_many_reports_is_not_read_figure_by_figure(read: Read, embedder: MiniLM, ministry: Report) -> None:
    charity = read("At Dorrin Ford we had vaccinated 11,400 residents against cholera until the water rose.", name="b", source="Relief")
    silent = [read("Nothing was counted.", name=f"n{number}", source=f"Outlet {number}") for number in range(MOST - 1)]
    assert told(embedder, ministry, charity, *silent[1:]) != []
    assert told(embedder, ministry, charity, *silent) == []
