"""Summaries of one report and of a topic: whole sentences, cited, no longer than asked for."""

from __future__ import annotations

import datetime as dt

import pytest

from index.search import Library
from index.types import UnknownDocument, Window
from qa.briefing.summary import summarise, summarise_topic
from qa.render.briefing import summary_json
from qa.types import QaError


def test_a_summary_of_a_report_is_made_of_its_own_sentences_and_keeps_to_its_length(library: Library) -> None:
    made = summarise(library, "pile.jsonl#ferry-3", words=30)
    text = library.show("pile.jsonl#ferry-3")[0].document.text
    assert made.lines
    assert sum(len(line.text.split()) for line in made.lines) <= 30
    assert all(text[span.start : span.end] == span.quote for span in made.references)


def test_an_undated_document_is_summarised_without_a_day(library: Library) -> None:
    made = summarise(library, "pile.jsonl#leaflet")
    assert [span.date for span in made.references] == [None]


def test_a_topic_is_told_by_day_from_the_reports_that_speak_of_it(library: Library) -> None:
    made = summarise_topic(library, "ferry Maris", Window(until=dt.date(2027, 6, 3)), words=120)
    days = [line.spans[0].date for line in made.lines]
    assert days == sorted(day for day in days if day)
    assert days
    assert max(day for day in days if day) <= dt.date(2027, 6, 3)
    assert all("bank" not in name and "nurses" not in name for name in made.documents)


def test_a_topic_that_no_report_speaks_of_has_no_line(library: Library) -> None:
    assert summarise_topic(library, "volcano eruption", Window()).lines == ()


def test_what_cannot_be_summarised_is_named(library: Library) -> None:
    with pytest.raises(QaError, match="--words 3"):
        summarise(library, "pile.jsonl#ferry-3", words=3)
    with pytest.raises(UnknownDocument, match="nothing"):
        summarise(library, "nothing")


def test_the_json_cites_every_sentence(library: Library) -> None:
    value = summary_json(summarise(library, "pile.jsonl#ferry-3"))
    assert value["schema"] == "summary/1"
    assert value["document"] == "pile.jsonl#ferry-3"
    assert {n for row in value["sentences"] for n in row["citations"]} == {row["n"] for row in value["citations"]}
