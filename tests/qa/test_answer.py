"""ask(): the window, the seam, the checks, the refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import sentences
from index.search import Library
from index.types import Passage, Window
from qa.answer import ask
from qa.checked import check
from qa.cite import with_markers
from qa.types import ModelError, QaError, Span
from qa.writers.types import Draft, DraftSentence


def span_of(passage: Passage) -> Span:
    return Span(
        document=passage.document, digest=passage.digest, date=passage.date, title=passage.title, source=passage.source,
        start=passage.start, end=passage.end, quote=passage.text,
    )  # fmt: skip


class Writing:
    """Writes the n-th sentence of the m-th passage for each (m, n); ``edit`` changes every quote, ``add`` the first sentence."""

    name = "writing"

    def __init__(self, *places: tuple[int, int], edit: bool = False, add: str = "", error: ModelError | None = None) -> None:
        self.places, self.edit, self.add, self.error, self.calls = places, edit, add, error, 0

    def write(self, question: str, passages: Sequence[Passage], window: Window) -> Draft:
        self.calls += 1
        if self.error:
            raise self.error
        written = []
        for at, n in self.places:
            start, end = sentences.split(passages[at].text)[n]
            span, text = span_of(passages[at]), passages[at].text[start:end]
            if self.edit:
                span, text = replace(span, quote=span.quote.replace("a", "e")), text.replace("a", "e")
            written.append(DraftSentence(text=text + (self.add if not written else ""), spans=(span,)))
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


def test_two_questions_in_one_line_are_both_answered(seeds: Library) -> None:
    answer = ask(
        seeds,
        "Where did the CIA director and the head of Mossad meet, and how many captives were released during the initial truce period?",
    )
    assert "met in Qatar" in answer.text
    assert "69 captives" in answer.text


HEADS = "Who heads the Tarsholm Security Bureau?"


def test_two_sentences_from_one_span_share_its_number(seeds: Library) -> None:
    answer = ask(seeds, HEADS, writer=Writing((0, 0), (0, 1), (1, 0)))
    assert [sentence.citations for sentence in answer.sentences] == [(1,), (1,), (2,)]
    assert "1 of 1" not in str(answer.notes)
    assert "3 of 3 sentences verified" in answer.notes


def test_a_sentence_whose_figure_stands_in_no_quote_is_dropped_and_counted(seeds: Library) -> None:
    answer = ask(seeds, HEADS, writer=Writing((0, 0), (1, 0), add=" It cost 4,711 crowns."))
    assert len(answer.sentences) == 1
    assert "4,711" not in answer.text
    assert "1 of 2 sentences verified" in answer.notes
    shown = ask(seeds, HEADS, writer=Writing((0, 0), (1, 0), add=" It cost 4,711 crowns."), unverified=True)
    assert [sentence.supported for sentence in shown.sentences] == [False, True]
    assert "4,711" in " ".join(shown.sentences[0].problems)


def test_a_model_whose_every_sentence_fails_is_replaced_by_the_extractive_answer(seeds: Library) -> None:
    answer = ask(seeds, HEADS, writer=Writing((0, 0), add=" It cost 4,711 crowns."))
    assert (answer.model, answer.text) == ("extractive", ask(seeds, HEADS).text)
    assert "0 of 1 sentence verified" in answer.notes


def test_a_quote_that_is_not_the_stored_text_is_never_shown(seeds: Library) -> None:
    answer = ask(seeds, HEADS, writer=Writing((0, 0), edit=True))
    assert (answer.refused, answer.text, answer.citations) == (True, "", ())
    assert "withheld a sentence: its quote is not the stored text" in answer.notes
    assert answer.reason


def test_a_writer_that_fails_is_replaced_by_the_extractive_one_and_the_notes_say_so(seeds: Library) -> None:
    writer = Writing(error=ModelError("timeout", "no reply within 60 s"))
    answer = ask(seeds, "Who heads the Tarsholm Security Bureau?", writer=writer)
    plain = ask(seeds, "Who heads the Tarsholm Security Bureau?")
    assert (answer.model, answer.text, answer.short) == ("extractive", plain.text, plain.short)
    assert any("no reply within 60 s" in note for note in answer.notes)


def test_no_model_is_called_when_no_passage_is_admitted(seeds: Library) -> None:
    writer = Writing((0, 0))
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


def test_where_extraction_refuses_a_sentence_joined_from_two_reports_is_not_borne_out() -> None:
    def passage(name: str, text: str) -> Passage:
        return Passage(document=name, digest="d", date=None, title=None, source=None, start=0, end=len(text), text=text, score=1.0)

    reports = [
        passage("a.txt", "The tug Sturdy was built in Vael and belongs to Orrin Lines."),
        passage("b.txt", "Captain Mira Holt commands the patrol boat Kittiwake of the Sea Guard."),
    ]
    spans = tuple(span_of(one) for one in reports)
    joined = DraftSentence(text="Captain Mira Holt commands the tug Sturdy of Orrin Lines.", spans=spans)
    alone = DraftSentence(text="Captain Mira Holt commands the patrol boat Kittiwake.", spans=spans)
    found = check(Draft(sentences=(joined, alone)), reports, doubtful=True)
    assert found.problems[0]
    assert not found.problems[1]


def test_a_model_s_sentence_that_only_lost_its_speaker_is_shown_with_it_and_the_notes_say_so() -> None:
    text = "The gate of the lock failed because a pin had cracked through, Judge Halina Stromme said on Wednesday in her finding."
    report = Passage(document="a.txt", digest="d", date=None, title=None, source=None, start=0, end=len(text), text=text, score=1.0)
    bare = DraftSentence(text="The gate of the lock failed because a pin had cracked through.", spans=(span_of(report),))
    wrong = DraftSentence(text="The gate of the lock failed because three pins had cracked through.", spans=(span_of(report),))
    best = DraftSentence(text=text, spans=bare.spans)
    assert all(check(Draft(sentences=(bare, wrong)), [report]).problems), "nothing says that it is the answer"
    found = check(Draft(sentences=(bare, wrong)), [report], known=Draft(sentences=(best,)))
    assert [sentence.text for sentence in found.verified] == [
        "The gate of the lock failed because a pin had cracked through, Judge Halina Stromme said."
    ]
    assert found.draft.notes == ("put back the speaker whose words a sentence told as a fact",)
    assert found.problems[1]
