"""The questions of the front page over the seeds: each found by the kind of thing that it asks for."""

from __future__ import annotations

import datetime as dt

from index.search import Library
from index.types import Window
from qa.answer import ask


def test_where_two_people_met_is_the_place_of_the_sentence_that_theirs_leans_on(seeds: Library) -> None:
    answer = ask(seeds, "Where did the CIA director and the head of Mossad meet?")
    assert answer.short == "Qatar"
    assert any("recently met in Qatar" in citation.span.quote for citation in answer.citations)


def test_who_succeeded_somebody_is_whoever_took_the_office_not_whom_the_leaver_is_named_beside(seeds: Library) -> None:
    answer = ask(seeds, "Who succeeded Ruta Halvard as foreign minister?", window=Window(as_of=dt.date(2031, 3, 14)))
    assert answer.short == "Dario Quell"


def test_an_office_that_no_report_speaks_of_is_refused(seeds: Library) -> None:
    assert ask(seeds, "Who is the prime minister of Norway?").refused
    assert ask(seeds, "Who is the prime minister of Norway?", k=1).refused
