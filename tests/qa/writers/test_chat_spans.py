"""A citation is narrowed to the sentences that carry it, exactly as they are stored."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.types import Passage
from qa.types import Span
from qa.writers.chat_spans import carrying_spans, share_carried

TEXT = (
    "Rain fell all week. The bridge at Lund reopened on Monday after repairs. It had been closed for 41 days.\n\n"
    "Mayor Ada Berg said that the toll would rise. Fishermen were glad. The old ferry sank in the harbour in 2019."
)


def passage(text: str = TEXT, start: int = 100) -> Passage:
    return Passage(
        document="a.txt",
        digest="d",
        date=dt.date(2031, 3, 13),
        title="T",
        source="S",
        start=start,
        end=start + len(text),
        text=text,
        score=1.0,
    )


def quotes(text: str, question: str = "") -> list[str]:
    return [span.quote for span in carrying_spans(text, question, passage())]


def test_the_one_sentence_that_says_it_is_quoted() -> None:
    assert quotes("Ada Berg announced that the toll would rise.") == ["Mayor Ada Berg said that the toll would rise."]


def test_neighbours_that_carry_it_together_are_one_quote() -> None:
    assert quotes("The Lund bridge reopened on Monday after 41 days.") == [
        "The bridge at Lund reopened on Monday after repairs. It had been closed for 41 days."
    ]


def test_sentences_that_lie_apart_are_two_quotes() -> None:
    assert quotes("The bridge at Lund reopened, and Mayor Ada Berg said the toll would rise.") == [
        "The bridge at Lund reopened on Monday after repairs.",
        "Mayor Ada Berg said that the toll would rise.",
    ]


def test_number_words_meet_figures() -> None:
    assert quotes("It was closed for forty-one days.") == ["It had been closed for 41 days."]


def test_a_bare_yes_rests_on_what_was_asked() -> None:
    assert quotes("Yes.", "Did the old ferry sink?") == ["The old ferry sank in the harbour in 2019."]


def test_what_shares_no_word_with_the_passage_is_carried_by_nothing() -> None:
    assert quotes("Zebras quack.", "Did the old ferry sink?") == []
    assert carrying_spans("The bridge reopened.", "", passage("")) == ()


@given(
    st.lists(st.sampled_from([*TEXT.split(), "zebra", "41", "nine", "."]), max_size=15).map(" ".join),
    st.lists(st.sampled_from(TEXT.split()), max_size=5).map(" ".join),
    st.integers(0, 1000),
)
def test_every_span_is_the_stored_text_at_its_offsets(text: str, question: str, start: int) -> None:
    found = passage(start=start)
    stored = "\0" * start + TEXT
    spans = carrying_spans(text, question, found)
    for span in spans:
        assert stored[span.start : span.end] == span.quote
        assert span.quote.strip() == span.quote
        assert (span.document, span.digest, span.date, span.title, span.source) == ("a.txt", "d", found.date, "T", "S")
    assert list(spans) == sorted(spans, key=lambda span: span.start)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert 0 <= share_carried(text, spans) <= 1


def test_the_share_that_is_carried_is_counted_in_terms() -> None:
    spans = carrying_spans("The bridge reopened.", "", passage())
    assert share_carried("The bridge reopened.", spans) == 1
    assert share_carried("The bridge vanished.", spans) == 0.5
    assert share_carried("It is so.", spans) == 0
    assert isinstance(spans[0], Span)
