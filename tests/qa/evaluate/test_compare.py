from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import pytest

from qa.evaluate.compare import diff, diff_json, gate, refuse_baseline
from qa.evaluate.report import report_data, report_from
from qa.evaluate.types import Check, Gate, Report, Suite
from qa.types import QaError


@pytest.fixture
def many(suite_of: Callable[..., Suite], harbour_text: Callable[..., str]) -> Suite:
    """Sixty answerable cases over thirty documents and thirty unanswerable ones, gated."""
    return suite_of(harbour_text(60, 30, extra="gate: {metrics: {answer_f1: 0.02, refusal_f1: 0.02, brier: 0.05}}\n"))


def test_a_run_compared_with_itself_shows_nothing(many: Suite, run_of: Callable[..., Report]) -> None:
    report = run_of(many, skill=0.8)
    found = diff(report, report)
    assert all(metric.change == 0 and metric.p_holm == 1 and not metric.significant for metric in found.metrics)
    assert (found.flips, found.mcnemar, found.worse) == ((), 1.0, False)
    assert gate(report, report).passed


def test_a_large_drop_fails_the_gate(many: Suite, run_of: Callable[..., Report]) -> None:
    good, bad = run_of(many, skill=0.95), run_of(many, skill=0.5)
    verdict = gate(bad, good)
    assert not verdict.passed
    assert {one.name for one in verdict.metrics if one.failed} >= {"answer_f1", "refusal_f1"}
    assert any("answer_f1 fell from" in reason for reason in verdict.reasons)
    assert diff(good, bad).worse


def test_a_rise_passes_the_gate(many: Suite, run_of: Callable[..., Report]) -> None:
    assert gate(run_of(many, skill=0.95), run_of(many, skill=0.5)).passed


def test_for_metrics_of_which_less_is_better_a_rise_is_the_drop(many: Suite, run_of: Callable[..., Report]) -> None:
    good = run_of(many, skill=1.0)
    bad = dataclasses.replace(good, cases=tuple(dataclasses.replace(c, confidence=1 - c.confidence) for c in good.cases))
    verdict = gate(bad, good)
    assert [one.name for one in verdict.metrics if one.failed] == ["brier"]
    assert "brier rose from" in verdict.reasons[0]


def test_a_drop_beyond_tolerance_that_may_be_chance_passes(many: Suite, run_of: Callable[..., Report]) -> None:
    good = run_of(many, skill=1.0)
    one_worse = _fail(good, ["yes-001", "yes-002"])
    verdict = gate(one_worse, good)
    fallen = next(one for one in verdict.metrics if one.name == "answer_f1")
    assert fallen.drop is not None
    assert fallen.drop == pytest.approx(2 / 60)
    assert fallen.drop > fallen.tolerance
    assert fallen.p_holm > 0.05
    assert verdict.passed


def test_a_significant_drop_within_tolerance_passes(many: Suite, run_of: Callable[..., Report]) -> None:
    good = dataclasses.replace(run_of(many, skill=1.0), gate_rule=Gate(metrics={"answer_f1": 0.5}))
    worse = _fail(good, [f"yes-{n:03}" for n in range(1, 16)])
    verdict = gate(worse, good)
    assert verdict.metrics[0].p_holm < 0.05
    assert verdict.passed


def test_holm_makes_a_gate_of_many_metrics_no_easier_to_fail(many: Suite, run_of: Callable[..., Report]) -> None:
    good = run_of(many, skill=1.0)
    worse = _fail(good, [f"yes-{n:03}" for n in range(1, 6)])
    alone = gate(dataclasses.replace(worse, gate_rule=Gate(metrics={"answer_f1": 0.0})), good)
    names = ("answer_f1", "refusal_f1", "hits@4", "mrr@10", "quote_valid")
    among = gate(dataclasses.replace(worse, gate_rule=Gate(metrics=dict.fromkeys(names, 0.0))), good)
    assert not alone.passed
    assert among.passed
    assert among.metrics[0].p_holm == pytest.approx(5 * alone.metrics[0].p_holm)


def test_an_assertion_that_fails_newly_fails_the_gate_and_an_old_one_does_not(many: Suite, run_of: Callable[..., Report]) -> None:
    report = run_of(many)
    held = _checked(report, "yes-001", Check(label="number: 1", passed=True))
    broken = _checked(report, "yes-001", Check(label="number: 1", passed=False, detail="it said: 2"))
    assert not gate(broken, held).passed
    assert gate(broken, held).assertions == ("yes-001: number: 1",)
    assert gate(broken, broken).passed
    assert gate(held, broken).passed


def test_without_a_baseline_any_failing_assertion_fails_the_gate(many: Suite, run_of: Callable[..., Report]) -> None:
    report = run_of(many)
    assert report.gate is not None
    assert report.gate.passed
    assert not gate(_checked(report, "yes-001", Check(label="number: 1", passed=False)), None).passed


def test_other_documents_and_other_suites_are_refused_with_the_reason(many: Suite, run_of: Callable[..., Report]) -> None:
    report = run_of(many)
    with pytest.raises(QaError, match="over different documents"):
        diff(report, dataclasses.replace(report, corpus="sha256:other"))
    with pytest.raises(QaError, match="case 'yes-001' is in one only"):
        diff(report, dataclasses.replace(report, suite_digest="sha256:o", cases=report.cases[1:]))
    with pytest.raises(QaError, match="do not hold the same cases"):
        diff(report, dataclasses.replace(report, cases=report.cases[1:]))
    with pytest.raises(QaError, match="baseline is over other documents"):
        refuse_baseline(report, many, "sha256:other")
    with pytest.raises(QaError, match="another suite"):
        refuse_baseline(report, dataclasses.replace(many, digest="sha256:o"), "sha256:corpus")
    refuse_baseline(report, many, "sha256:corpus")


def test_the_order_of_the_cases_does_not_matter(many: Suite, run_of: Callable[..., Report]) -> None:
    a, b = run_of(many, skill=0.9), run_of(many, skill=0.6)
    turned = dataclasses.replace(a, cases=tuple(reversed(a.cases)))
    assert diff(turned, b) == diff(a, b)


def test_flips_stand_side_by_side_the_worse_first(many: Suite, run_of: Callable[..., Report]) -> None:
    a, b = run_of(many, skill=0.8, seed=1), run_of(many, skill=0.8, seed=2)
    found = diff(a, b)
    expected = {x.id for x, y in zip(a.cases, b.cases, strict=True) if x.passed != y.passed}
    assert {flip.id for flip in found.flips} == expected
    assert [flip.better for flip in found.flips] == sorted(flip.better for flip in found.flips)
    assert all(flip.a.passed != flip.b.passed == flip.better for flip in found.flips)


def test_the_smallest_visible_effect_is_told(many: Suite, run_of: Callable[..., Report]) -> None:
    found = diff(run_of(many, skill=0.9), run_of(many, skill=0.88, seed=3))
    shown = {metric.name: metric for metric in found.metrics}
    assert shown["answer_f1"].smallest is not None
    assert 0.02 < shown["answer_f1"].smallest < 0.5


def test_a_comparison_is_json_and_asked_metrics_must_exist(many: Suite, run_of: Callable[..., Report]) -> None:
    a, b = run_of(many, skill=0.9), run_of(many, skill=0.6)
    data = json.loads(diff_json(diff(a, b, metrics=["mrr@10", "ece", "ms_p50"])))
    assert data["schema"] == "diff/1"
    assert [metric["name"] for metric in data["metrics"]] == ["mrr@10", "ece", "ms_p50"]
    with pytest.raises(QaError, match="'mrr' is not known"):
        diff(a, b, metrics=["mrr"])


def test_a_comparison_of_saved_runs_is_that_of_the_runs(many: Suite, run_of: Callable[..., Report]) -> None:
    a, b = run_of(many, skill=0.9), run_of(many, skill=0.6)
    saved = diff(report_from(report_data(a), "a"), report_from(report_data(b), "b"))
    assert [metric.p for metric in saved.metrics] == [metric.p for metric in diff(a, b).metrics]


def _fail(report: Report, ids: list[str]) -> Report:
    zero = {"answer_f1": 0.0, "answer_contains": 0.0, "answer_em": 0.0}
    cases = tuple(
        dataclasses.replace(case, scores={**case.scores, **zero}, passed=False, right=False) if case.id in ids else case
        for case in report.cases
    )
    return dataclasses.replace(report, cases=cases)


def _checked(report: Report, case_id: str, check: Check) -> Report:
    cases = tuple(dataclasses.replace(c, checks=(check,)) if c.id == case_id else c for c in report.cases)
    return dataclasses.replace(report, cases=cases)
