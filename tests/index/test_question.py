"""A question taken apart."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import question


def test_a_question_of_several_demands_is_looked_for_in_parts() -> None:
    clauses = question.read("Which company opened a new harbour in May, closed its northern shipyard, and sued the port council?").clauses
    assert len(clauses) == 3
    assert "northern shipyard" in clauses[1]


def test_a_simple_question_has_no_parts() -> None:
    assert question.read("Who heads the harbour council?").clauses == ()


def test_days_written_in_full_are_read() -> None:
    asked = question.read("Did the report of 2031-05-02 agree with that of May 3, 2031?")
    assert asked.days == {dt.date(2031, 5, 2), dt.date(2031, 5, 3)}


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("Who is the mayor?", True),
        ("How many have died so far?", True),
        ("Who heads the council?", True),
        ("who owns the ferry", True),
        ("Who was the mayor?", False),
        ("Who has left and who was the mayor?", False),
        ("When did the ferry sink?", False),
    ],
)
def test_whether_the_present_state_is_asked_for(text: str, current: bool) -> None:
    assert question.read(text).current is current


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    asked = question.read(text)
    assert len(asked.clauses) != 1
    assert len(asked.clauses) <= 6
