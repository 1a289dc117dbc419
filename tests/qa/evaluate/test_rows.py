from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from qa.evaluate.types import Suite, SuiteError

BASE = "version: 1\ncases:\n  - {id: base, input: q, target: x}\ncases_from: [m.jsonl]\n"


def one(suite_of: Callable[..., Suite], row: object) -> object:
    return suite_of(BASE, m_jsonl=json.dumps(row)).cases[1]


def test_a_promptfoo_test_becomes_a_case(suite_of: Callable[..., Suite]) -> None:
    case = suite_of(
        BASE,
        m_jsonl=json.dumps(
            {
                "description": "capital",
                "vars": {"question": "Where did they meet?"},
                "assert": [
                    {"type": "icontains", "value": "Vael"},
                    {"type": "contains-any", "value": ["port", "harbour"]},
                    {"type": "not-contains", "value": "Corvane"},
                ],
                "metadata": {"tags": ["where"], "owner": "desk"},
            }
        ),
    ).cases[1]
    assert case.input == "Where did they meet?"
    assert case.id == "m.jsonl-1"
    assert [rule.type for rule in case.assertions] == ["icontains", "contains_any", "not_contains"]
    assert case.assertions[1].values == ("port", "harbour")
    assert case.tags == ("where",)


def test_a_promptfoo_refusal_is_an_unanswerable_case(suite_of: Callable[..., Suite]) -> None:
    case = suite_of(BASE, m_jsonl='{"vars": {"q": "Who won?"}, "assert": [{"type": "is-refusal"}]}').cases[1]
    assert not case.answerable
    assert [rule.type for rule in case.assertions] == ["refusal"]


def test_an_inspect_sample_becomes_a_case(suite_of: Callable[..., Suite]) -> None:
    rows = [
        {"input": "Where?", "target": ["Vael", "port"], "id": 7, "metadata": {"as_of": "2031-03-05", "level": 2}},
        {"input": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Who?"}], "target": "Rooke"},
        {"input": "How many?", "metadata": {"answerable": False}},
    ]
    cases = suite_of(BASE, m_jsonl="\n".join(json.dumps(row) for row in rows)).cases[1:]
    assert [case.input for case in cases] == ["Where?", "Who?", "How many?"]
    assert [case.id for case in cases] == ["7", "m.jsonl-2", "m.jsonl-3"]
    assert [case.answerable for case in cases] == [True, True, False]
    assert str(cases[0].as_of) == "2031-03-05"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"vars": {"question": "q"}, "assert": [{"type": "llm-rubric", "value": "good"}]}, "'llm-rubric' needs a judge"),
        ({"vars": {"a": "q", "b": "r"}}, "no question among vars"),
        ({"vars": {"question": "q"}, "provider": "x"}, "key 'provider' of a promptfoo test"),
        ({"input": "q", "target": "A", "choices": ["x", "y"]}, "'choices' is not understood"),
        ({"input": "q", "target": "A", "metadata": {}, "score": 1}, "key 'score' of an inspect_ai sample"),
        ({"input": [{"role": "assistant", "content": "hi"}], "target": "A"}, "no input"),
        ({"vars": {"question": "q"}}, "needs a target, or assertions"),
    ],
)
def test_what_cannot_be_taken_over_is_named(suite_of: Callable[..., Suite], row: object, said: str) -> None:
    with pytest.raises(SuiteError) as caught:
        one(suite_of, row)
    assert said in "\n".join(caught.value.problems)
    assert "m.jsonl:1" in caught.value.problems[0]
