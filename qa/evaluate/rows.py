"""A row of promptfoo tests or inspect_ai samples -> a row with this project's keys."""

from __future__ import annotations

from typing import Any

from qa.evaluate.read_yaml import Row
from qa.evaluate.types import SuiteError

# promptfoo: docs "Assertions & metrics" (deterministic ones); inspect_ai: dataset.Sample
_PROMPTFOO_KEYS = frozenset({"vars", "assert", "description", "metadata", "options", "threshold"})
_INSPECT_ONLY = frozenset({"metadata", "choices", "sandbox", "files", "setup"})
_QUESTIONS = ("question", "input", "query", "prompt")
_ASSERTS = {
    "equals": "equals",
    "contains": "contains",
    "icontains": "icontains",
    "contains-all": "contains",
    "icontains-all": "icontains",
    "contains-any": "contains_any",
    "icontains-any": "contains_any",
    "not-contains": "not_contains",
    "not-icontains": "not_contains",
    "not-contains-any": "not_contains",
    "regex": "regex",
    "is-refusal": "refusal",
}


def own_row(row: Row) -> Row:
    """The row with this project's keys: promptfoo's are known by ``vars``, inspect_ai's by ``metadata`` and the like."""
    if "vars" in row.values:
        return Row(row.place, _promptfoo(row), row.duplicate)
    if "input" in row.values and (_INSPECT_ONLY & row.values.keys() or isinstance(row.values["input"], list)):
        return Row(row.place, _inspect(row), row.duplicate)
    return row


def _promptfoo(row: Row) -> dict[str, Any]:
    given = row.values
    unknown = sorted(given.keys() - _PROMPTFOO_KEYS)
    if unknown:
        raise SuiteError(f"{row.place}: key {unknown[0]!r} of a promptfoo test is not understood")
    variables = given["vars"] if isinstance(given["vars"], dict) else {}
    names = [name for name in _QUESTIONS if name in variables] or (list(variables) if len(variables) == 1 else [])
    if not names:
        raise SuiteError(f"{row.place}: no question among vars: name it 'question'")
    mapped: dict[str, Any] = {"id": _line_id(row), "input": variables[names[0]], "assert": []}
    for rule in given.get("assert") or []:
        kind = str(rule.get("type")) if isinstance(rule, dict) else ""
        if kind not in _ASSERTS:
            raise SuiteError(f"{row.place}: promptfoo assertion {kind!r} needs a judge or is not known here; remove it")
        if kind == "is-refusal":
            mapped["answerable"] = False
            continue
        value = rule.get("value")
        many = value if isinstance(value, list) else [value]
        mapped["assert"].append({"type": _ASSERTS[kind], "values": many})
    if mapped.get("answerable") is False:
        mapped["assert"].append({"type": "refusal"})
    return mapped | _from_metadata(given.get("metadata"))


def _inspect(row: Row) -> dict[str, Any]:
    given = row.values
    if given.get("choices"):
        raise SuiteError(f"{row.place}: 'choices' is not understood: questions here have free answers")
    unknown = sorted(given.keys() - _INSPECT_ONLY - {"id", "input", "target"})
    if unknown:
        raise SuiteError(f"{row.place}: key {unknown[0]!r} of an inspect_ai sample is not understood")
    asked = given["input"]
    if isinstance(asked, list):  # chat messages: the last one of the user is the question
        asked = next((m.get("content") for m in reversed(asked) if isinstance(m, dict) and m.get("role") == "user"), None)
    mapped = {"id": given.get("id") or _line_id(row), "input": asked} | _from_metadata(given.get("metadata"))
    if given.get("target"):
        mapped["target"] = given["target"]
    return mapped


def _from_metadata(metadata: Any) -> dict[str, Any]:
    """The keys that other tools have no place for, when their metadata carries them; the rest is left alone."""
    kept = ("answerable", "evidence", "evidence_any", "tags", "as_of", "since", "until", "k")
    return {key: metadata[key] for key in kept if key in metadata} if isinstance(metadata, dict) else {}


def _line_id(row: Row) -> str:
    return row.place.rsplit("/", 1)[-1].replace(":", "-")
