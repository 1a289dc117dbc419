"""A later value of a thing that two reports tell in other words, found by what stands around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from index.embed import TokenEmbedder
from index.embed.minilm import MiniLM
from qa.ledger.changes import changes
from qa.ledger.likeness import MOST_ALIKE, Weights, likeness, portrait
from qa.ledger.types import Report

Read = Callable[..., Report]
TUESDAY = "The fire in the Tamsel hills went on for a fifth day. In the hills the burned area has reached 5,100 hectares."


def moved(tokens: TokenEmbedder | None, *reports: Report) -> list[tuple[str | None, str | None]]:
    rows = changes(reports, since=dt.date(2027, 6, 1), tokens=tokens)
    return [(row.was, row.now) for row in rows if row.change == "updated"]


@pytest.fixture
def before(read: Read) -> Report:
    return read(TUESDAY, date="2027-06-01", name="a", source="Agency")


@pytest.fixture
def after(read: Read) -> Report:
    text = "The fire in the Tamsel hills was held on Thursday. It covers 5,900 hectares of forest."
    return read(text, date="2027-06-03", name="b", source="Agency")


def test_a_later_value_told_in_other_words_is_an_update(before: Report, after: Report, embedder: MiniLM) -> None:
    assert moved(embedder, before, after) == [("5,100", "5,900")]


def test_without_the_bundled_model_only_the_rules_tell_updates(before: Report, after: Report) -> None:
    assert moved(None, before, after) == []


def test_what_befell_people_on_one_day_has_no_earlier_value(read: Read, embedder: MiniLM) -> None:
    one = read("Five more men were arrested in the hills on Tuesday.", date="2027-06-01", name="a", source="Agency")
    other = read("Four more men were arrested in the hills on Thursday.", date="2027-06-03", name="b", source="Agency")
    assert moved(embedder, one, other) == []


def test_the_same_value_told_again_is_no_update(before: Report, after: Report, read: Read, embedder: MiniLM) -> None:
    again = read(after.text.replace("5,900", "5,100"), date="2027-06-03", name="b", source="Agency")
    assert moved(embedder, before, again) == []


def test_one_earlier_value_is_gone_on_from_once(before: Report, after: Report, read: Read, embedder: MiniLM) -> None:
    text = "Fire in the Tamsel hills: the area burned in the hills is 5,400 hectares now."
    between = read(text, date="2027-06-02", name="c", source="Agency")
    assert moved(embedder, before, between) == [("5,100", "5,400")]
    assert moved(embedder, before, between, after) == [("5,100", "5,900")]


def test_a_figure_of_quite_another_size_is_of_something_else(before: Report, after: Report, read: Read, embedder: MiniLM) -> None:
    assert moved(embedder, before, read(after.text.replace("5,900", "59,000"), date="2027-06-03", name="b", source="Agency")) == []


def test_no_two_reports_are_alike_beyond_the_bound_that_spares_comparing_them(before: Report, after: Report) -> None:
    weights = Weights.of([before, after])
    mine, theirs = portrait(before, weights), portrait(after, weights)
    assert likeness(mine, theirs, weights) < likeness(mine, mine, weights) <= MOST_ALIKE + 1e-9
