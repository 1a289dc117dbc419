"""ask(): the window, the seam, the checks, the refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search import Library
from index.types import Passage, Window
from qa.answer import ask, with_markers
from qa.types import ModelError, QaError, Span
from qa.writers.types import Draft, DraftSentence


def span_of(passage: Passage) -> Span:
    return Span(
        document=passage.document, digest=passage.digest, date=passage.date, title=passage.title, source=passage.source,
        start=passage.start, end=passage.end, quote=passage.text,
    )  # fmt: skip


class Writing:
    """A writer that writes what it is told to."""

    name = "writing"

    def __init__(self, *sentences: tuple[str, int], edit: bool = False, error: ModelError | None = None) -> None:
        self.sentences, self.edit, self.error, self.calls = sentences, edit, error, 0

    def write(self, question: str, passages: Sequence[Passage], window: Window) -> Draft:
        self.calls += 1
        if self.error:
            raise self.error
        spans = [span_of(passages[at]) for _, at in self.sentences]
        if self.edit:
            spans[0] = replace(spans[0], quote=spans[0].quote.replace("a", "e"))
        written = [DraftSentence(text=text, spans=(span,)) for (text, _), span in zip(self.sentences, spans, strict=True)]
        return Draft(sentences=tuple(written), refused=not written)


def test_the_seed_s_own_question_is_answered_with_its_span(seeds: Library) -> None:
    answer = ask(seeds, "Where did the CIA director and the head of Mossad meet?")
    assert "Qatar" in answer.text
    assert {citation.span.document for citation in answer.citations} == {"2023-11-29.txt"}


def test_every_sentence_cites_and_every_quote_is_the_stored_text(seeds: Library) -> None:
    for question in (
        "Who resigned as foreign minister?",
        "How many people died in the lock collapse?",
        "What did the blog say about sabotage?",
    ):
        answer = ask(seeds, question, window=Window(as_of=dt.date(2031, 3, 16)))
        numbers = {citation.n: citation.span for citation in answer.citations}
        assert all(sentence.citations and set(sentence.citations) <= set(numbers) for sentence in answer.sentences)
        for span in numbers.values():
            assert seeds.text_of(span.document, span.digest)[span.start : span.end] == span.quote


def test_two_sentences_from_one_span_share_its_number(seeds: Library) -> None:
    answer = ask(seeds, "Who heads the Security Bureau?", writer=Writing(("One.", 0), ("Two.", 0), ("Three.", 1)))
    assert answer.text == "One [1]. Two [1]. Three [2]."


def test_a_sentence_whose_quote_was_edited_is_withheld_and_said_to_be(seeds: Library) -> None:
    answer = ask(seeds, "Who heads the Security Bureau?", writer=Writing(("Changed.", 0), ("Whole.", 1), edit=True))
    assert answer.text == "Whole [1]."
    assert any("Changed." in note for note in answer.notes)


def test_an_answer_of_nothing_but_edited_quotes_is_a_refusal(seeds: Library) -> None:
    answer = ask(seeds, "Who heads the Security Bureau?", writer=Writing(("Changed.", 0), edit=True))
    assert (answer.refused, answer.text, answer.citations) == (True, "", ())
    assert answer.reason


def test_a_writer_that_fails_is_replaced_by_the_extractive_one_and_the_notes_say_so(seeds: Library) -> None:
    writer = Writing(error=ModelError("timeout", "no reply within 60 s"))
    answer = ask(seeds, "Who heads the Tarsholm Security Bureau?", writer=writer)
    plain = ask(seeds, "Who heads the Tarsholm Security Bureau?")
    assert (answer.model, answer.text, answer.short) == ("extractive", plain.text, plain.short)
    assert any("no reply within 60 s" in note for note in answer.notes)


def test_no_model_is_called_when_no_passage_is_admitted(seeds: Library) -> None:
    writer = Writing(("Anything.", 0))
    answer = ask(seeds, "What happened?", window=Window(as_of=dt.date(1999, 1, 1)), writer=writer)
    assert writer.calls == 0
    assert answer.refused
    assert "1999-01-01" in (answer.reason or "")


def test_an_empty_question_is_an_error_that_shows_one(seeds: Library) -> None:
    with pytest.raises(QaError, match="the question is empty"):
        ask(seeds, "  \n")


def test_asking_twice_gives_the_same_answer_but_for_the_run(seeds: Library) -> None:
    one, two = ask(seeds, "When did pilotage stop?"), ask(seeds, "When did pilotage stop?")
    assert replace(one, run="") == replace(two, run="")
    assert one.run != two.run


@given(st.text(max_size=60), st.lists(st.integers(1, 9), min_size=1, max_size=3))
def test_markers_stand_before_the_last_stop_and_change_no_other_character(text: str, cited: list[int]) -> None:
    marked = with_markers(text, cited)
    marks = "".join(f"[{n}]" for n in cited)
    assert marks in marked
    assert marked.replace(f" {marks}", "", 1) == text.strip() or marked.replace(marks, "", 1).strip() == text.strip()
