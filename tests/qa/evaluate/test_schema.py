"""The JSON Schema that editors use agrees with the loader. jsonschema comes with chromadb."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from qa.evaluate.report import load_report
from qa.evaluate.suite import ASSERTION_KEYS, CASE_KEYS, DEFAULT_KEYS, GATE_KEYS, TOP_KEYS, load
from qa.evaluate.types import METRICS

SUITES = Path(__file__).resolve().parents[3] / "seeds" / "suites"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return dict(json.loads(files("qa.evaluate").joinpath("suite.schema.json").read_text("utf-8")))


def as_an_editor_sees_it(path: Path) -> Any:
    """YAML 1.2's core types, as editors read it: days stay text."""
    loader: Any = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        key: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
        for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(path.read_text("utf-8"), Loader=loader)


@pytest.mark.parametrize("name", ["report.yaml", "fortnight.yaml"])
def test_the_shipped_suites_are_valid(schema: dict[str, Any], name: str) -> None:
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(as_an_editor_sees_it(SUITES / name))] == []


@pytest.mark.parametrize(
    "case",
    [
        {"id": "a", "input": "q"},
        {"id": "a", "input": "q", "target": "x", "anwserable": False},
        {"id": "a", "input": "q", "target": "x", "answerable": False},
        {"id": "a", "input": "q", "target": "x", "assert": [{"type": "contians", "value": "x"}]},
        {"id": "a", "input": "q", "target": "x", "assert": [{"type": "number"}]},
        {"id": "a", "input": "q", "target": "x", "assert": [{"type": "refusal", "min": 1}]},
        {"id": "a", "input": "q", "target": "x", "as_of": "soon"},
        {"id": "a", "input": "q", "target": "x", "k": 0},
        {"input": "q", "target": "x"},
    ],
)
def test_what_the_loader_refuses_an_editor_marks(schema: dict[str, Any], case: dict[str, Any]) -> None:
    assert not Draft202012Validator(schema).is_valid({"version": 1, "cases": [case]})


def test_the_schema_knows_exactly_the_keys_of_the_loader(schema: dict[str, Any]) -> None:
    definitions = schema["$defs"]
    assert set(schema["properties"]) == set(TOP_KEYS)
    assert set(schema["properties"]["defaults"]["properties"]) == set(DEFAULT_KEYS)
    assert set(schema["properties"]["gate"]["properties"]) == set(GATE_KEYS)
    assert set(schema["properties"]["gate"]["properties"]["metrics"]["propertyNames"]["enum"]) == set(METRICS)
    assert set(definitions["case"]["properties"]) == set(CASE_KEYS)
    keys: dict[str, set[str]] = {}
    for reference in definitions["assertion"]["oneOf"]:
        properties = definitions[reference["$ref"].rsplit("/", 1)[1]]["properties"]
        for kind in properties["type"].get("enum") or [properties["type"]["const"]]:
            keys[kind] = set(properties) - {"type"}
    assert keys == {kind: set(known) for kind, known in ASSERTION_KEYS.items()}


@pytest.mark.parametrize("name", ["report", "fortnight"])
def test_the_committed_baselines_are_of_the_committed_suites_which_say_that_they_flatter(name: str) -> None:
    suite, baseline = load(SUITES / f"{name}.yaml"), load_report(SUITES / f"{name}.baseline.json")
    assert (baseline.suite_digest, len(baseline.cases)) == (suite.digest, len(suite.cases))
    assert suite.development
    assert baseline.development
