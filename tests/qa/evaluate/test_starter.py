from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest

from index.types import Document
from qa.evaluate.evidence import check_evidence
from qa.evaluate.starter import marked_case, starter
from qa.evaluate.types import Case, Suite, SuiteError
from qa.types import Answer, QaError

DOCUMENTS = [
    Document(name="a: b.txt", text='The crane lifted 7 crates on the quay, "all told". The rest waited.', date=dt.date(2031, 3, 7)),
    Document(name="b.txt", text="Short. The guild met in the harbour office at noon."),
    Document(name="c.txt", text="no sentence here"),
]


def test_a_starter_is_a_suite_once_its_questions_are_written(suite_of: Callable[..., Suite]) -> None:
    text = starter(DOCUMENTS, folder="docs")
    with pytest.raises(SuiteError, match="still the placeholder"):
        suite_of(text)
    suite = suite_of(text.replace("REPLACE: ", ""))
    check_evidence(suite, {document.name: document.text for document in DOCUMENTS}.get)
    assert [case.answerable for case in suite.cases] == [True, True, False]
    assert suite.cases[0].targets == ("7",)
    assert suite.cases[0].as_of == dt.date(2031, 3, 7)
    assert suite.cases[1].as_of is None
    assert suite.documents is not None
    assert suite.documents.endswith("docs")


def test_nothing_to_ask_about_is_an_error() -> None:
    with pytest.raises(QaError, match="no document with a whole sentence"):
        starter([DOCUMENTS[2]])


def test_a_right_answer_becomes_a_case_with_its_evidence(
    suite_of: Callable[..., Suite], case_of: Callable[..., Case], answer_with: Callable[..., Answer], texts: dict[str, str]
) -> None:
    answer = answer_with(case_of(input="How many?", as_of="2031-03-07"), document="day-07.txt", quote="lifted 7 crates", short="7")
    suite = suite_of("version: 1\ncases_from: [mine.jsonl]\n", mine_jsonl=marked_case(answer, right=True))
    check_evidence(suite, texts.get)
    case = suite.cases[0]
    assert (case.input, case.targets, case.as_of) == ("How many?", ("7",), dt.date(2031, 3, 7))
    assert case.evidence[0].quote == "lifted 7 crates"


def test_an_answer_without_a_short_form_is_kept_without_its_markers(
    case_of: Callable[..., Case], answer_with: Callable[..., Answer]
) -> None:
    answer = answer_with(case_of(), document="day-07.txt", quote="The rest waited.", text="The rest waited [1].")
    assert json.loads(marked_case(answer, right=True))["target"] == ["The rest waited."]


def test_what_was_wrong_needs_to_be_told_right(
    case_of: Callable[..., Case], answer_with: Callable[..., Answer], refuse: Callable[..., Answer]
) -> None:
    answer = answer_with(case_of(), document="day-07.txt", quote="lifted 7 crates", short="7")
    with pytest.raises(QaError, match="what would have been right"):
        marked_case(answer, right=False)
    told = json.loads(marked_case(answer, right=False, target="eight"))
    assert told["target"] == ["eight"]
    assert "evidence" not in told
    assert json.loads(marked_case(answer, right=False, target=""))["answerable"] is False
    assert json.loads(marked_case(refuse(case_of()), right=True))["answerable"] is False
    assert json.loads(marked_case(refuse(case_of()), right=False, target="7"))["target"] == ["7"]
