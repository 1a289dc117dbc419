"""The findings for the questions of one line become one, or stay the line's own."""

from __future__ import annotations

import datetime as dt

from index.types import Passage
from qa.confidence import Judgement
from qa.joint import Found, joined, merged
from qa.types import Span
from qa.writers.types import Draft, DraftSentence


def found(text: str, *, short: str | None = None, confidence: float = 0.8, refuse: bool = False, question: str = "Q?") -> Found:
    span = Span(document="a.txt", digest="d" * 64, date=dt.date(2031, 3, 1), title=None, source=None, start=len(text), end=99, quote=text)
    draft = Draft(sentences=(DraftSentence(text=text, spans=(span,)),), short=short, reason=f"No passage says {question}")
    return Found(question=question, draft=draft, judged=Judgement(confidence=confidence, refuse=refuse, band="high"))


def passage(document: str, text: str) -> Passage:
    return Passage(document=document, digest="d" * 64, date=None, title=None, source=None, start=0, end=len(text), text=text, score=1.0)


def texts(one: Found) -> list[str]:
    return [sentence.text for sentence in one.draft.sentences]


def test_both_answers_stand_side_by_side_as_sure_as_the_less_sure() -> None:
    both = joined(
        found("whole"), [found("Nine fell.", short="nine"), found("It was June.", short="June", confidence=0.6)], one_matter=False
    )
    assert texts(both) == ["Nine fell.", "It was June."]
    assert (both.draft.short, both.judged.confidence) == ("nine; June", 0.6)


def test_a_question_without_an_answer_is_named_beside_the_answer_of_the_other() -> None:
    both = joined(lambda: found("whole"), [found("Nine fell.", short="nine"), found("?", refuse=True, question="Why?")], one_matter=False)
    assert texts(both) == ["Nine fell."]
    assert both.draft.notes == ("Nothing was found on “Why?”: No passage says Why?",)


def test_where_one_sentence_answers_both_the_line_is_one_question() -> None:
    whole = found("The ministry has 45, the union 49.")
    assert joined(lambda: whole, [found("45."), found("45.")], one_matter=True) is whole


def test_of_two_tellers_one_alone_is_not_enough() -> None:
    whole = found("whole")
    assert joined(lambda: whole, [found("45."), found("?", refuse=True)], one_matter=True) is whole
    refused = found("whole", refuse=True)
    assert texts(joined(lambda: refused, [found("45."), found("?", refuse=True)], one_matter=True)) == ["45."]


def test_a_short_answer_stands_for_all_that_is_shown_or_is_left_out() -> None:
    both = joined(lambda: found("whole"), [found("Nine fell.", short="nine"), found("It was June.")], one_matter=False)
    assert both.draft.short is None


def test_the_best_passages_of_each_search_come_first_and_none_twice() -> None:
    one, two, three = passage("a.txt", "One."), passage("b.txt", "Two."), passage("c.txt", "Three.")
    assert merged([[one, three], [two, one]], 3) == (one, two, three)
    assert merged([[one, three], [two, one]], 2) == (one, two)


def test_the_line_itself_is_asked_only_where_its_questions_tell_nothing_more() -> None:
    def asked() -> Found:
        raise AssertionError("asked without need")

    assert texts(joined(asked, [found("Nine fell."), found("It was June.")], one_matter=True)) == ["Nine fell.", "It was June."]
