"""One line is one question, or two that are each whole."""

from __future__ import annotations

import pytest

from qa.questions import Line, divide


@pytest.mark.parametrize(
    "question",
    [
        "Who resigned on Monday?",
        "What did the Ministry of Health and Welfare say about the outbreak?",
        "How many died, according to the Ministry of Trade and Industry?",
        "Did the Rivers and Dams Authority at first admit any crack?",
        "Which towns were flooded, Ardel and Besk?",
        "How many were held by Monday and by Friday?",
        "How many died in Ardel and in Besk?",
        "Where do the army and the rebels meet?",
        "rent and wages in the capital",
        "",
        "?? ::: and vs",
    ],
)
def test_a_line_that_asks_one_thing_stays_as_it_is(question: str) -> None:
    assert divide(question).questions == (question,)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How many left, according to the army and according to the mayor?", "according to the army?", "according to the mayor?"),
        ("How many left according to the army and to the mayor?", "according to the army?", "according to the mayor?"),
        ("How many left according to the army and the mayor?", "according to the army?", "according to the mayor?"),
        ("How many left, in the army's account and in the mayor's?", "according to the army's account?", "according to the mayor's?"),
        ("What do the army and the mayor say about the bridge?", "the army say about the bridge?", "the mayor say about the bridge?"),
        ("What toll do Temur and the ministry each give?", "do Temur give?", "do the ministry give?"),
        ("Dead at the mine: ministry vs the miners' union", "according to ministry?", "according to the miners' union?"),
        ("How many jobs would go, ministry and union?", "go, according to ministry?", "go, according to union?"),
        ("ministry versus union figures for the strike", "for the strike, according to ministry?", "according to union?"),
    ],
)
def test_two_tellers_of_one_matter_are_two_questions(question: str, one: str, other: str) -> None:
    found = divide(question)
    assert found.one_matter
    assert found.questions[0].endswith(one)
    assert found.questions[1].endswith(other)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who owns the mine? And who runs it?", ("Who owns the mine?", "who runs it?")),
        ("When and where did they meet?", ("When did they meet?", "where did they meet?")),
        ("Who resigned from the cabinet and why?", ("Who resigned from the cabinet?", "why resigned from the cabinet?")),
        ("Who is Ilmar Oss and is he in custody?", ("Who is Ilmar Oss?", "is he in custody of Ilmar Oss?")),
        (
            "How many houses will the state build at Lower Yelm, and for how much?",
            ("How many houses will the state build at Lower Yelm?", "for how much houses will the state build at Lower Yelm?"),
        ),
    ],
)
def test_a_second_question_takes_what_it_needs_of_the_first(question: str, expected: tuple[str, str]) -> None:
    assert divide(question) == Line(questions=expected)


def test_a_line_of_three_hundred_words_is_not_divided() -> None:
    line = "what and who said according to the ministry and the union, in the " * 25
    assert divide(line).questions == (" ".join(line.split()),)


def test_the_worst_lines_that_are_still_divided_come_back() -> None:
    many = "what is in a and in b, by a and by b: a vs b of c and d " * 5
    assert divide(many).questions == (many.strip(),)
    assert len(divide("according to a and " * 15).questions) == 2


def test_two_lines_without_a_question_mark_at_their_end_are_two_questions() -> None:
    assert divide("Who owns the mine? who runs it").questions == ("Who owns the mine?", "who runs it?")
