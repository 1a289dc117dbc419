from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.suite import digest, load
from qa.evaluate.types import Suite, SuiteError
from qa.types import QaError

SUITES = Path(__file__).resolve().parents[3] / "seeds" / "suites"
GOOD = "version: 1\nname: s\ncases:\n  - {id: a, input: 'What?', target: x}\n"


def problems(suite_of: Callable[..., Suite], text: str, **more: str) -> str:
    with pytest.raises(SuiteError) as caught:
        suite_of(text, **more)
    return "\n".join(caught.value.problems)


@pytest.mark.parametrize(("name", "answerable", "unanswerable"), [("report.yaml", 14, 6), ("fortnight.yaml", 105, 38)])
def test_the_shipped_suites_load(name: str, answerable: int, unanswerable: int) -> None:
    suite = load(SUITES / name)
    kinds = [case.answerable for case in suite.cases]
    assert (sum(kinds), len(kinds) - sum(kinds)) == (answerable, unanswerable)
    assert all(case.evidence for case in suite.cases if case.answerable)
    assert suite.documents is not None
    assert Path(suite.documents).is_dir()


def test_every_key_of_the_contract_is_read(suite_of: Callable[..., Suite]) -> None:
    suite = suite_of(
        """
version: 1
name: seed
documents: docs
defaults: {as_of: 2031-03-16, k: 7}
gate: {metrics: {answer_f1: 0.02, all_evidence@10: 0.0}, test: paired-permutation, alpha: 0.1}
cases:
  - id: one
    input: Where?
    target: [Vael, the port]
    evidence: [{document: a.txt, quote: in Vael}, {document: b.txt, quote: met}]
    evidence_any: true
    tags: [where]
    assert:
      - {type: number, value: 69, tolerance: 0.5}
      - {type: cites, min_precision: 1.0}
    as_of: 2031-03-03
    since: 2031-03-01
    k: 3
  - {id: two, input: "Who?", answerable: false}
cases_from: [more.jsonl]
""",
        more_jsonl='{"id": "three", "input": "When?", "target": "2031-03-13", "as_of": null}\n\n',
    )
    one, two, three = suite.cases
    assert (one.targets, one.k, one.as_of, one.since) == (("Vael", "the port"), 3, dt.date(2031, 3, 3), dt.date(2031, 3, 1))
    assert one.evidence_any
    assert one.assertions[0].values == ("69",)
    assert one.assertions[0].options == {"tolerance": 0.5}
    assert (two.answerable, two.k, two.as_of) == (False, 7, dt.date(2031, 3, 16))
    assert three.as_of is None
    assert three.place == "more.jsonl:1"
    assert suite.gate is not None
    assert dict(suite.gate.metrics) == {"answer_f1": 0.02, "all_evidence@10": 0.0}
    assert suite.gate.alpha == 0.1


def test_scalars_stay_as_they_were_written(suite_of: Callable[..., Suite]) -> None:
    """YAML 1.1 reads No as false, 12:30 as 750, 0.40 as 0.4 and 2031-03-13 as a date object."""
    suite = suite_of("version: 1\ncases:\n  - {id: a, input: q, target: [No, 12:30, 0.40, 2031-03-13, 1_000, on]}\n")
    assert suite.cases[0].targets == ("No", "12:30", "0.40", "2031-03-13", "1_000", "on")
    suite = suite_of("version: 1\ncases_from: m.jsonl\n", m_jsonl='{"id": "a", "input": "q", "target": [0.40, 69, true]}')
    assert suite.cases[0].targets == ("0.40", "69", "true")


def test_a_typo_is_named_with_file_line_case_and_the_nearest_key(suite_of: Callable[..., Suite]) -> None:
    told = problems(suite_of, GOOD + "  - id: b\n    input: Who?\n    anwserable: false\n")
    assert "suite.yaml:5: case 'b': unknown key 'anwserable' (did you mean 'answerable'?)" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "  - {id: a, input: Who?, target: y}\n", "case 'a': the id is already taken at suite.yaml:4"),
        ("version: 1\ncases:\n  - {id: a, input: q, answerable: false}\n", "no answerable case"),
        (GOOD.replace("target: x", "target: x, as_of: 2031-02-30"), "as_of '2031-02-30' is not a day"),
        (GOOD.replace("target: x", "target: x, as_of: soon"), "as_of 'soon' is not a day"),
        (GOOD.replace("target: x", "target: x, since: 2031-03-05, until: 2031-03-01"), "until 2031-03-01 lies before since 2031-03-05"),
        (GOOD.replace("target: x", "target: x, k: many"), "k 'many' is not a whole number"),
        (GOOD.replace("target: x", "target: x, k: 0"), "k '0' is not a whole number"),
        (GOOD.replace("target: x", "target: x, answerable: perhaps"), "answerable must be true or false, not 'perhaps'"),
        (
            GOOD.replace("target: x", "target: x, assert: [{type: contians, value: x}]"),
            "type 'contians' is not known (did you mean 'contains'?)",
        ),
        (GOOD.replace("target: x", "target: x, assert: [{type: number, value: many}]"), "'many' is no number"),
        (GOOD.replace("target: x", "target: x, assert: [{type: date, value: soon}]"), "'soon' is no date"),
        (GOOD.replace("target: x", "target: x, assert: [{type: regex, value: '('}]"), "is not a regular expression"),
        (GOOD.replace("target: x", "target: x, assert: [{type: contains}]"), "assertion contains: no value"),
        (GOOD.replace("target: x", "target: x, assert: [{type: number, value: 5, tolerence: 1}]"), "did you mean 'tolerance'?"),
        (GOOD.replace("target: x", "target: x, assert: [{type: cites, min_recall: all}]"), "min_recall 'all' is not a number"),
        (GOOD.replace("target: x", "target: x, evidence: [{document: a}]"), "evidence needs a document and a quote"),
        (GOOD.replace("target: x", "target: x, evidence: a.txt"), "evidence must be a list"),
        (GOOD.replace("target: x", "target: []"), "needs a target"),
        (GOOD.replace("target: x", "target: ['']"), "none of them empty"),
        (GOOD.replace("target: x", "target: x, answerable: false"), "answerable: false, and yet a target"),
        (GOOD.replace("target: x", "target: x, id: b"), "key 'id' stands there twice"),
        (GOOD.replace("id: a, ", ""), "no id"),
        (GOOD.replace("input: 'What?', ", ""), "no input"),
        (GOOD.replace("'What?'", "'REPLACE: a question'"), "still the placeholder"),
        (GOOD.replace("version: 1", "version: 2"), "version '2' is not known"),
        (GOOD.replace("version: 1\n", ""), "version None is not known"),
        (GOOD + "defaluts: {}\n", "unknown key 'defaluts' (did you mean 'defaults'?)"),
        (GOOD + "defaults: {asof: 2031-01-01}\n", "defaults: unknown key 'asof' (did you mean 'as_of'?)"),
        (GOOD + "defaults: 5\n", "defaults must be a mapping"),
        (GOOD + "gate: {metrics: {answer_fl: 0.1}}\n", "metric 'answer_fl' is not known (did you mean 'answer_f1'?)"),
        (GOOD + "gate: {metrics: {answer_f1: lots}}\n", "the tolerance of answer_f1 must be a number"),
        (GOOD + "gate: {test: t-test}\n", "test 't-test' is not known"),
        (GOOD + "gate: {alpha: 5}\n", "alpha '5' must lie between 0 and 1"),
        ("version: 1\ncases: []\n", "no cases"),
        ("version: 1\ncases: 3\n", "cases must be a list"),
        ("version: 1\ncases: [3]\n", "case number 1 is not a mapping"),
        ("- a\n", "the file must be a mapping"),
        ("", "the file must be a mapping"),
        ("version: [\n", "not YAML"),
        ("version: 1\ncases_from: [gone.jsonl]\n", "gone.jsonl: cannot be read"),
        ("a: " + "[" * 200 + "]" * 200, "nested deeper"),
        ("a: &a [*a]\n", "an alias that contains itself"),
    ],
)
def test_what_is_wrong_is_named(suite_of: Callable[..., Suite], text: str, said: str) -> None:
    assert said in problems(suite_of, text)


def test_all_problems_are_found_at_once(suite_of: Callable[..., Suite]) -> None:
    with pytest.raises(SuiteError, match="and 1 more") as caught:
        suite_of("version: 1\nname: s\ncases:\n  - {id: a, inptu: q, target: x}\n")
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("line", "said"), [("{not json", "not JSON"), ("[1]", "must be a JSON object"), ('{"id": "a", "id": "b"}', "stands there twice")]
)
def test_a_bad_line_of_jsonl_is_named_by_its_number(suite_of: Callable[..., Suite], line: str, said: str) -> None:
    told = problems(suite_of, GOOD + "cases_from: [m.jsonl]\n", m_jsonl='{"id": "x", "input": "q", "target": "t"}\n' + line)
    assert f"m.jsonl:2: {said}" in told or (said in told and "m.jsonl:2" in told)


def test_bytes_that_are_no_utf8_are_an_error_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes(b"version: 1\nname: \xff\n")
    with pytest.raises(QaError, match="not UTF-8"):
        load(tmp_path / "s.yaml")
    with pytest.raises(QaError, match="cannot be read"):
        load(tmp_path / "missing.yaml")
    with pytest.raises(QaError, match="cannot be read"):
        load(tmp_path)


@given(st.text(max_size=200))
def test_any_text_is_a_suite_or_a_suite_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "s.yaml"
    path.write_text(text, encoding="utf-8", errors="ignore")
    with pytest.raises(SuiteError):
        load(path)


def test_aliases_that_multiply_cost_nothing(suite_of: Callable[..., Suite]) -> None:
    """Nine levels of nine aliases would be four hundred million values if they were copied."""
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    assert "unknown key 'l0'" in problems(suite_of, "version: 1\nl0: &l0 [a]\n" + levels + "cases: []\n")


def test_merge_keys_work_as_editors_show_them(suite_of: Callable[..., Suite]) -> None:
    suite = suite_of("version: 1\ncases:\n  - &first {id: a, input: q, target: x, tags: [t]}\n  - {<<: *first, id: b}\n")
    assert [(case.id, case.tags) for case in suite.cases] == [("a", ("t",)), ("b", ("t",))]


def test_ten_thousand_cases_load(suite_of: Callable[..., Suite], harbour_text: Callable[..., str]) -> None:
    rows = "".join(json.dumps({"id": f"j{n}", "input": f"Who was hurt on day {n}?", "answerable": False}) + "\n" for n in range(5000))
    suite = suite_of(harbour_text(5000, 0) + "cases_from: [m.jsonl]\n", m_jsonl=rows)
    assert len(suite.cases) == 10_000


def test_the_digest_is_of_what_decides_right_and_wrong(suite_of: Callable[..., Suite]) -> None:
    base = suite_of(GOOD).digest
    assert suite_of(GOOD.replace("name: s", "name: other")).digest == base
    assert suite_of(GOOD.replace("target: x", "target: x, tags: [t], k: 3")).digest == base
    assert suite_of(GOOD + "gate: {metrics: {answer_f1: 0.1}}\n").digest == base
    for change in ("target: y", "target: x, as_of: 2031-03-01", "target: x, assert: [{type: contains, value: x}]"):
        assert suite_of(GOOD.replace("target: x", change)).digest != base


def test_the_digest_does_not_depend_on_the_order_of_the_cases(harbour: Suite) -> None:
    assert digest(list(reversed(harbour.cases))) == harbour.digest
