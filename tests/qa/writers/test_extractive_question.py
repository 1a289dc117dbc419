"""Question -> what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.writers.extractive import cues
from qa.writers.extractive.question import read


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who runs the port?", "who"),
        ("Which minister resigned?", "who"),
        ("What was the name of the nurse who died?", "who"),
        ("When did the ferry sink?", "when"),
        ("By what date must the bridge reopen?", "when"),
        ("In what year was the pier built?", "when"),
        ("Where is the lighthouse?", "where"),
        ("In which town did they meet?", "where"),
        ("How many people died?", "count"),
        ("How much does a ticket cost?", "amount"),
        ("How long is the pier?", "amount"),
        ("What is the town's unemployment rate after the reform?", "amount"),
        ("What does a berth cost?", "amount"),
        ("Why did the mayor resign?", "why"),
        ("What made the gate fail?", "why"),
        ("Which ship sank?", "which"),
        ("What did the mayor promise?", "what"),
        ("Has the mayor resigned?", "yesno"),
        ("Will the pier reopen in May?", "yesno"),
        ("How did the crew escape?", "how"),
        ("The mayor has resigned.", "statement"),
        ("How many reports are there in this collection?", "corpus"),
    ],
)
def test_a_question_is_read_as_the_kind_of_answer_it_wants(question: str, kind: str) -> None:
    assert read(question).kind == kind


def test_what_is_counted_is_the_focus() -> None:
    assert read("How many of the fishing boats came back?").focus == ("fish", "boat")


def test_names_figures_and_quotations_of_a_question_are_seen() -> None:
    asked = read("Who told Ines Calloway that “nothing floats for ever” after 71 boats sank on 3 March 2031?")
    assert [name.text for name in asked.names] == ["Ines Calloway"]
    assert asked.quoted == ("nothing floats for ever",)
    assert "71" in asked.counted
    assert "3" not in asked.counted


def test_a_question_for_the_speaker_is_told_from_one_for_the_doer() -> None:
    assert read("Who said the pier was safe?").speaker
    assert read("According to whom was the pier safe?").speaker
    assert not read("Who built the pier?").speaker


def test_a_question_about_the_present_is_told_from_one_about_an_event() -> None:
    assert read("How many boats are in the harbour?").now
    assert read("How many people have died so far?").now
    assert not read("How many boats sank?").now
    assert not read("When is the ferry due?").now


def test_the_words_for_the_days_are_left_to_the_days() -> None:
    asked = read("How many boats sank on Friday?", time_words="on Friday")
    assert asked.terms == ("boat", "sank")


def test_a_question_of_day_words_alone_keeps_them() -> None:
    assert read("Yesterday?", time_words="Yesterday").terms


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize("question", ["What?", "Which?", "They met in which?", "How many?", "By how much?", "Who", "?", "Why not?"])
def test_a_question_word_with_nothing_behind_it_is_read(question: str) -> None:
    assert read(question).focus == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("verdict date Oslin", "when"),
        ("deadline for bids", "when"),
        ("Oslin death toll", "count"),
        ("hostages freed on Tuesday", "count"),
        ("loaf of bread price in Varn", "amount"),
        ("annual inflation in May", "amount"),
        ("reason for the delay", "why"),
        ("venue of the talks", "where"),
        ("name of the ferry that sank", "which"),
        ("new finance minister", "who"),
        ("truce violations", "statement"),
        ("The toll rose to nine", "statement"),
        ("The ferry sank off Port Lanner.", "statement"),
    ],
)
def test_keywords_ask_for_what_heads_them(line: str, kind: str) -> None:
    assert read(line).kind == kind


def test_an_act_is_known_whoever_did_or_suffered_it() -> None:
    assert read("Who resigned as foreign minister?").act == "resign"
    assert read("Who was killed in Varn?").act == "kill"
    assert read("Whose idea was it?").act is None
    assert read("Whom did she name?").act is None
    assert read("When was the patrol fired on?").act is None


def test_who_tells_is_no_act_for_a_report_tells_without_saying_so() -> None:
    assert read("Who said that 71 people had been ill?").act is None
    assert read("Who claimed that divers had planted a charge?").act is None


def test_initials_of_what_a_report_spells_out_are_no_unknown_name() -> None:
    assert cues.initials_stand("PM", ["The Prime Minister left."])
    assert cues.initials_stand("IMF's", ["The International Monetary Fund lends."])
    assert not cues.initials_stand("PM", ["A proud mayor left."])
    assert not cues.initials_stand("Tarn", ["Tarn fell."])
