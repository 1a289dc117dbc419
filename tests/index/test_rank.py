"""Each part of a score."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import late, question, rank
from index.embed.hashed import Hashed
from index.embed.types import TokenVectors
from index.order import Scored, best_first
from index.types import Passage, Window

STATISTICS = rank.Statistics(chunks=100, mean_terms=8.0, frequency={"ferri": 10, "alba": 2, "sank": 5, "council": 60})
DAY = dt.date(2031, 5, 12)


def passage(document: str, *, score: float, day: dt.date | None = DAY, start: int = 0) -> Passage:
    return Passage(
        document=document, digest="", date=day, title=None, source=None, start=start, end=start + 1, text="x", score=score, parts={}
    )


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    assert STATISTICS.weight("alba") > STATISTICS.weight("ferri") > STATISTICS.weight("council") > 0


@given(st.lists(st.sampled_from(["ferri", "alba", "sank", "x"])), st.lists(st.sampled_from(["ferri", "alba", "sank", "y"])))
def test_words_score_between_nothing_and_everything(asked: list[str], chunk: list[str]) -> None:
    assert 0.0 <= rank.bm25(asked, chunk, STATISTICS) <= 1.0


def test_neighbours_in_the_question_count_when_they_are_neighbours_in_the_passage() -> None:
    asked = question.read("ferry Alba sank")
    assert rank.phrases(asked, ["ferri", "alba", "sank"], STATISTICS) == 1.0
    assert rank.phrases(asked, ["sank", "x", "alba", "x", "ferri"], STATISTICS) == 0.0


def test_half_a_name_counts_less_than_half() -> None:
    asked = question.read("What did Orla Finch say?")
    assert rank.names(asked, Counter(["orla", "finch"]), STATISTICS) == pytest.approx(1.0)
    assert rank.names(asked, Counter(["finch"]), STATISTICS) < 0.5
    assert rank.names(asked, Counter(), STATISTICS) == 0.0


@pytest.mark.parametrize(
    ("asked", "source", "wanted"),
    [
        ("What did The Lanner Post report?", "The Lanner Post", 1.0),
        ("What did the lanner post report?", "The Lanner Post", 0.8),
        ("Was the post filled?", "The Lanner Post", 0.2),
        ("Was anyone wired?", "Wired", 0.0),
        ("What did Wired report?", "Wired | All the news", 1.0),
        ("What did Wired report?", None, 0.0),
    ],
)
def test_a_source_counts_when_the_question_names_it(asked: str, source: str | None, wanted: float) -> None:
    assert rank.source(question.read(asked), source) == pytest.approx(wanted)


def test_a_day_written_out_finds_what_was_published_on_it() -> None:
    asked = question.read("What did the report of 2031-05-12 say?")
    assert [rank.published(asked, DAY + dt.timedelta(days=off)) for off in (0, 1, 9)] == [1.0, 0.5, 0.0]


@pytest.mark.parametrize(
    ("day", "spoken", "wanted"),
    [
        (DAY + dt.timedelta(days=3), [(DAY, DAY)], 1.0),
        (DAY, [], 0.5),
        (DAY + dt.timedelta(days=1), [], 0.4),
        (DAY + dt.timedelta(days=3), [], 0.0),
        (DAY + dt.timedelta(days=3), [(DAY - dt.timedelta(days=3), DAY)], 0.25),
        (None, [(DAY, DAY)], 1.0),
    ],
)
def test_a_passage_fits_the_day_asked_about_by_the_days_it_speaks_of(
    day: dt.date | None, spoken: list[tuple[dt.date, dt.date]], wanted: float
) -> None:
    window = Window(event_since=DAY, event_until=DAY)
    assert rank.event(window, day, spoken) == pytest.approx(wanted)
    assert rank.event(Window(), day, spoken) == 0.0


def test_an_event_window_without_an_end_fits_everything_after_it() -> None:
    assert rank.event(Window(event_since=DAY), None, [(DAY, dt.date.max)]) == 1.0
    assert rank.event(Window(event_since=dt.date.max, event_until=dt.date.max), DAY, []) == 0.0


def test_late_interaction_is_one_for_the_same_words_and_ignores_words_without_weight() -> None:
    text = "ferry Alba sank"
    seen = Hashed().tokens(text)
    weights = late.weighed(text, seen, STATISTICS)
    assert late.maxsim(seen, weights, seen) == pytest.approx(1.0)
    assert late.weighed("the of", Hashed().tokens("the of"), STATISTICS).sum() == 0.0
    assert late.maxsim(seen, weights, TokenVectors(np.empty((0, 64), np.float32), ())) == 0.0


def test_what_scores_half_the_best_is_not_comparable_with_it() -> None:
    assert rank.comparable([1.0, 0.7, 0.6, 0.5, 0.1]) == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert rank.comparable([0.0, 0.0]) == [0.0, 0.0]
    assert rank.comparable([]) == []


def test_having_been_read_closely_is_no_merit_in_itself() -> None:
    assert late.above_the_least([0.5, 0.5, 0.5]) == [0.0, 0.0, 0.0]
    assert late.above_the_least([]) == []


WEIGHTS = {"cover": 0.5, "repeat": 0.1}


def test_the_second_passage_is_the_one_that_answers_the_other_half() -> None:
    both = [
        Scored(passage=passage("a", score=0.9), meets=(0.9, 0.1)),
        Scored(passage=passage("b", score=0.85), meets=(0.9, 0.1)),
        Scored(passage=passage("c", score=0.7), meets=(0.1, 0.9)),
    ]
    assert [one.document for one in best_first(both, WEIGHTS, k=2)] == ["a", "c"]


def test_a_further_passage_of_a_document_counts_less() -> None:
    some = [
        Scored(passage=passage("a", score=0.9)),
        Scored(passage=passage("a", score=0.85, start=5)),
        Scored(passage=passage("b", score=0.8)),
    ]
    assert [one.document for one in best_first(some, WEIGHTS, k=3)] == ["a", "b", "a"]


def test_equals_are_ordered_by_day_then_document_then_place() -> None:
    old = DAY - dt.timedelta(days=1)
    some = [
        Scored(passage=passage("c", score=0.5, day=None)),
        Scored(passage=passage("b", score=0.5)),
        Scored(passage=passage("a", score=0.5)),
        Scored(passage=passage("d", score=0.5, day=old)),
    ]
    assert [one.document for one in best_first(some, {}, k=4)] == ["a", "b", "d", "c"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1), st.lists(st.floats(0, 1), min_size=2, max_size=2)), max_size=12))
def test_scores_never_rise_down_the_list(drawn: list[tuple[str, float, list[float]]]) -> None:
    some = [
        Scored(passage=passage(name, score=round(score, 6), start=at), meets=tuple(meets)) for at, (name, score, meets) in enumerate(drawn)
    ]
    scores = [one.score for one in best_first(some, WEIGHTS, k=12)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == len(drawn)
