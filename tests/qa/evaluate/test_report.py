from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.metrics import metrics_of
from qa.evaluate.report import baseline_json, load_report, report_data, report_from, report_json, rounded
from qa.evaluate.types import METRICS, Report, Suite
from qa.types import QaError


def test_the_json_has_the_keys_of_the_contract(harbour: Suite, run_of: Callable[..., Report]) -> None:
    data = json.loads(report_json(run_of(harbour, skill=0.8)))
    assert data["schema"] == "eval/1"
    assert {"suite", "corpus", "model", "prompt", "seed", "cases", "metrics", "gate", "by_tag"} <= data.keys()
    row = data["cases"][0]
    assert {"id", "answer", "short", "refused", "confidence", "scores", "passed", "citations", "passages", "ms"} <= row.keys()
    assert tuple(sorted(data["metrics"])) == tuple(sorted(METRICS))
    assert all(metric.keys() == {"value", "low", "high", "n"} for metric in data["metrics"].values())
    assert {"n", "document", "title", "source", "date", "start", "end", "quote"} <= data["cases"][0]["citations"][0].keys()
    assert {"document", "date", "start", "end", "score"} <= row["passages"][0].keys()


def test_the_metrics_are_those_of_the_contract() -> None:
    contract = """answer_em answer_f1 answer_contains refusal_precision refusal_recall refusal_f1 risk_coverage_auc brier ece
    hits@4 hits@10 recall@10 all_evidence@10 mrr@10 ndcg@10 citation_precision citation_recall quote_valid unsupported_rate
    ms_p50 ms_p95""".split()
    assert set(contract) <= set(METRICS)


def test_a_report_reads_back_as_it_was(harbour: Suite, run_of: Callable[..., Report], tmp_path: Path) -> None:
    report = run_of(harbour, skill=0.7)
    path = tmp_path / "report.json"
    path.write_text(report_json(report), encoding="utf-8")
    assert report_json(load_report(path)) == report_json(report)


def test_a_baseline_is_smaller_and_keeps_every_figure(harbour: Suite, run_of: Callable[..., Report], tmp_path: Path) -> None:
    report = run_of(harbour, skill=0.7)
    path = tmp_path / "baseline.json"
    path.write_text(baseline_json(report), encoding="utf-8")
    kept = load_report(path)
    assert report_data(kept)["metrics"] == report_data(report)["metrics"]
    assert not any(case.passages for case in kept.cases)
    assert len(baseline_json(report)) < 0.5 * len(report_json(report))
    assert [row.strip(" ,") for row in baseline_json(report).splitlines() if row.startswith("  {")] == [
        json.dumps(row, sort_keys=True) for row in json.loads(baseline_json(report))["cases"]
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        ("[]", "not a report"),
        ('{"schema": "brief/1"}', "not a report"),
        ('{"schema": "eval/0"}', "written as 'eval/0', this version reads 'eval/1': save the baseline again"),
        ('{"schema": "eval/1"}', "damaged report"),
        (
            '{"schema": "eval/1", "suite": "s", "suite_digest": "d", "corpus": "c", "model": "m", "prompt": 0, "seed": 0, "cases": [1]}',
            "damaged",
        ),
    ],
)
def test_a_file_that_is_no_report_is_named(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(content)
    with pytest.raises(QaError, match=r"b\.json") as caught:
        load_report(path)
    assert said in str(caught.value)
    with pytest.raises(QaError, match="cannot be read"):
        load_report(tmp_path / "none.json")


def test_keys_that_a_later_version_adds_are_passed_over(harbour: Suite, run_of: Callable[..., Report]) -> None:
    data = report_data(run_of(harbour))
    data["later"] = data["cases"][0]["later"] = data["cases"][0]["citations"][0]["later"] = 1
    assert len(report_from(data, "x").cases) == 36


def test_metrics_are_over_the_cases_that_can_show_them(harbour: Suite, run_of: Callable[..., Report]) -> None:
    metrics = run_of(harbour, skill=0.75).metrics
    cases = run_of(harbour, skill=0.75).cases
    answerable = [case for case in cases if case.answerable]
    assert metrics["answer_f1"].n == metrics["recall@10"].n == 24
    assert metrics["answer_f1"].value == pytest.approx(sum(case.scores["answer_f1"] for case in answerable) / 24)
    assert metrics["citation_precision"].n == sum(not case.refused for case in answerable)
    refused = [case for case in cases if case.refused]
    assert metrics["refusal_precision"].value == pytest.approx(sum(not case.answerable for case in refused) / len(refused))
    assert metrics["brier"].n == 36
    for name, metric in metrics.items():
        assert metric.low is not None, name
        assert metric.high is not None, name
        assert metric.low <= metric.high + 1e-9, name


def test_a_metric_that_no_case_can_show_is_there_and_empty(suite_of: Callable[..., Suite], run_of: Callable[..., Report]) -> None:
    suite = suite_of(
        "version: 1\ncases:\n  - {id: a, input: q, answerable: false}\n  - {id: b, input: q, answerable: false}\n".replace(
            "id: b, input: q, answerable: false", "id: b, input: q, target: x, evidence: [{document: day-02.txt, quote: lifted 2 crates}]"
        )
    )
    report = run_of(suite)
    unanswerable = [case for case in report.cases if not case.answerable]
    metric = metrics_of(unanswerable, seed=0)["answer_f1"]
    assert (metric.value, metric.low, metric.high, metric.n) == (None, None, None, 0)


def test_tags_are_told_apart(harbour: Suite, run_of: Callable[..., Report]) -> None:
    report = run_of(harbour, skill=0.8)
    assert list(report.by_tag) == ["number", "unanswerable"]
    assert report.by_tag["number"]["passed"].n == 24
    assert "refusal_recall" in report.by_tag["unanswerable"]
    assert "answer_f1" not in report.by_tag["unanswerable"]


@given(st.recursive(st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.none(), st.lists, max_leaves=5))
def test_rounding_is_settled_after_once(value: object) -> None:
    assert rounded(rounded(value)) == rounded(value)
