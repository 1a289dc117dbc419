"""Report <-> JSON (``eval/1``), the same bytes for the same results apart from timings and run ids."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qa.evaluate.types import (
    CaseResult,
    Check,
    CitedQuote,
    Gate,
    GatedMetric,
    GateResult,
    GoldQuote,
    Metric,
    Report,
    SeenPassage,
)
from qa.types import QaError

SCHEMA = "eval/1"
#: What differs between two runs of the same thing: keys of a case, and metrics.
TIMINGS = ("ms", "run", "ms_p50", "ms_p95")
#: Keys of a case that no comparison reads; ``case_from`` does without them.
_NOT_COMPARED = ("passages", "citations", "evidence", "run")
#: How reports that show the shipped suites must call them.
DEVELOPMENT = "Development figures: the suite was at hand while the program was made."


def report_json(report: Report) -> str:
    """The report as JSON text: keys sorted, six decimals, cases in the order of the suite."""
    return json.dumps(report_data(report), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def baseline_json(report: Report) -> str:
    """The report with all that a comparison needs and nothing else, a case a line: small enough to commit.

    Passages, quotes, evidence, tags' figures and run ids are left out; times are whole milliseconds.
    """
    data = report_data(report) | {"by_tag": {}}
    cases = [_line({name: value for name, value in case.items() if name not in _NOT_COMPARED}) for case in data.pop("cases")]
    head = [f" {json.dumps(name)}: {_line(value)}" for name, value in sorted(data.items())]
    return "{\n" + ",\n".join([*head, ' "cases": [\n  ' + ",\n  ".join(cases) + "\n ]"]) + "\n}\n"


def _line(value: Any) -> str:
    if isinstance(value, Mapping) and "ms" in value:
        value = {**value, "ms": round(value["ms"])}
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def report_data(report: Report) -> dict[str, Any]:
    """The report as plain values, ready for JSON."""
    gate = dataclasses.asdict(report.gate) if report.gate else None
    return {
        "schema": SCHEMA,
        "suite": report.suite,
        "suite_digest": report.suite_digest,
        "corpus": report.corpus,
        "model": report.model,
        "prompt": report.prompt,
        "seed": report.seed,
        "k": report.k,
        "interval_unit": report.interval_unit,
        "development": report.development,
        "cases": [case_data(case) for case in report.cases],
        "metrics": _metrics_data(report.metrics),
        "by_tag": {tag: _metrics_data(metrics) for tag, metrics in report.by_tag.items()},
        "gate_rule": rounded(dataclasses.asdict(report.gate_rule)) if report.gate_rule else None,
        "gate": rounded(gate),
    }


def case_data(case: CaseResult) -> dict[str, Any]:
    """One case as plain values; the journal of an unfinished run holds the same."""
    data: dict[str, Any] = rounded(dataclasses.asdict(case))
    data["target"] = data.pop("targets")
    return data


def load_report(path: Path) -> Report:
    """The report of a JSON file. Raises QaError when it is none, or of another version."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QaError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise QaError(f"{path}: not JSON: save a report with qa eval --save-baseline or --report FILE.json") from None
    return report_from(data, str(path))


def report_from(data: Any, name: str) -> Report:
    """The report that ``report_data`` wrote. ``name`` is what an error calls it."""
    if not isinstance(data, dict) or not str(data.get("schema", "")).startswith("eval/"):
        raise QaError(f"{name}: not a report of qa eval: save one with qa eval --save-baseline FILE")
    if data["schema"] != SCHEMA:
        raise QaError(f"{name}: written as {data['schema']!r}, this version reads {SCHEMA!r}: save the baseline again")
    try:
        rule, gate = data.get("gate_rule"), data.get("gate")
        return Report(
            suite=str(data["suite"]),
            suite_digest=str(data["suite_digest"]),
            corpus=str(data["corpus"]),
            model=str(data["model"]),
            prompt=data["prompt"],
            seed=int(data["seed"]),
            k=data.get("k"),
            cases=tuple(case_from(case) for case in data["cases"]),
            metrics=_metrics_from(data["metrics"]),
            by_tag={tag: _metrics_from(metrics) for tag, metrics in data["by_tag"].items()},
            interval_unit=data["interval_unit"],
            gate_rule=Gate(**rule) if rule else None,
            gate=_gate_from(gate) if gate else None,
            development=bool(data.get("development", False)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QaError(f"{name}: damaged report ({type(error).__name__}: {error}): save it again") from None


def case_from(data: Mapping[str, Any]) -> CaseResult:
    """The case that ``case_data`` wrote."""
    known = {field.name for field in dataclasses.fields(CaseResult)}
    given = {("targets" if key == "target" else key): value for key, value in data.items()}
    given = {key: value for key, value in given.items() if key in known}
    given |= {
        "targets": tuple(given["targets"]),
        "tags": tuple(given["tags"]),
        "checks": tuple(_known(Check, row) for row in given.get("checks", ())),
        "evidence": tuple(_known(GoldQuote, row) for row in given.get("evidence", ())),
        "citations": tuple(_known(CitedQuote, row) for row in given.get("citations", ())),
        "passages": tuple(_known(SeenPassage, row) for row in given.get("passages", ())),
    }
    return CaseResult(**given)


def _known(noun: Any, row: Mapping[str, Any]) -> Any:
    """A noun from its row; keys that a later version may add are passed over."""
    names = {field.name for field in dataclasses.fields(noun)}
    return noun(**{key: value for key, value in row.items() if key in names})


def _metrics_data(metrics: Mapping[str, Metric]) -> dict[str, Any]:
    return {name: rounded(dataclasses.asdict(metric)) for name, metric in metrics.items()}


def _metrics_from(data: Mapping[str, Any]) -> dict[str, Metric]:
    return {name: Metric(**row) for name, row in data.items()}


def _gate_from(data: Mapping[str, Any]) -> GateResult:
    return GateResult(
        passed=data["passed"],
        baseline=data["baseline"],
        metrics=tuple(_known(GatedMetric, row) for row in data["metrics"]),
        assertions=tuple(data["assertions"]),
        reasons=tuple(data["reasons"]),
    )


def rounded(value: Any) -> Any:
    """Floats to six decimals, so that the last bit of a sum does not make two reports differ."""
    if isinstance(value, float):
        return round(value, 6) + 0.0  # -0.0 is 0.0
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [rounded(item) for item in value]
    return value
