"""YAML or JSONL text -> plain values that remember their lines. Scalars stay as they were written.

YAML 1.1 would make False of ``target: No``, 750 of ``12:30`` and 0.4 of ``0.40``; here the reader of each key decides.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import yaml

from qa.evaluate.types import SuiteError

# A tree deeper than this is no suite; the limit keeps recursion away from the interpreter's own.
DEPTH = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A case as it stands in a file: its keys and values, and the place (``file:line``)."""

    place: str
    values: dict[str, Any]
    duplicate: str | None = None


class Mapping(dict[str, Any]):
    """A YAML mapping with its line and the first key that it says twice."""

    line: int = 0
    duplicate: str | None = None


def parse_yaml(text: str, name: str) -> Mapping:
    """The top mapping of a YAML document. Scalars are str, None where nothing or a bare null stands."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SuiteError(_syntax(error, name)) from None
    finally:
        loader.dispose()
    value = _value(node, name, {}, 0) if node is not None else None
    if not isinstance(value, Mapping):
        raise SuiteError(f"{name}: not a suite: the file must be a mapping with the keys version, name and cases")
    return value


def parse_jsonl(text: str, name: str) -> list[Row]:
    """One case a line; empty lines are passed over. Numbers keep the digits that were written."""
    rows: list[Row] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            value = json.loads(line, parse_float=str, parse_int=str, object_pairs_hook=_pairs)
        except (ValueError, RecursionError) as error:
            raise SuiteError(f"{place}: not JSON: {str(error).splitlines()[0]}") from None
        if not isinstance(value, dict):
            raise SuiteError(f"{place}: not a case: each line must be a JSON object")
        rows.append(Row(place, value, getattr(value, "duplicate", None)))
    return rows


def _pairs(pairs: list[tuple[str, Any]]) -> Mapping:
    mapping = Mapping()
    for key, value in pairs:
        if key in mapping:
            mapping.duplicate = mapping.duplicate or key
        mapping[key] = value
    return mapping


def _value(node: yaml.Node, name: str, seen: dict[int, Any], depth: int) -> Any:
    if id(node) in seen:  # an alias: the same value again, so that nested aliases cannot grow
        if seen[id(node)] is _OPEN:
            raise SuiteError(f"{name}:{node.start_mark.line + 1}: an alias that contains itself")
        return seen[id(node)]
    if depth > DEPTH:
        raise SuiteError(f"{name}:{node.start_mark.line + 1}: nested deeper than {DEPTH} levels")
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in ("", "~", "null", "Null", "NULL") else node.value
    seen[id(node)] = _OPEN
    value: Any
    if isinstance(node, yaml.SequenceNode):
        value = [_value(item, name, seen, depth + 1) for item in node.value]
    else:
        value = _mapping(node, name, seen, depth)
    seen[id(node)] = value
    return value


def _mapping(node: Any, name: str, seen: dict[int, Any], depth: int) -> Mapping:
    mapping, merged = Mapping(), Mapping()
    mapping.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = _value(key_node, name, seen, depth + 1)
        value = _value(value_node, name, seen, depth + 1)
        if not isinstance(key, str):
            raise SuiteError(f"{name}:{key_node.start_mark.line + 1}: a key must be a word")
        if key == "<<":
            for part in value if isinstance(value, list) else [value]:
                merged |= {k: v for k, v in part.items() if k not in merged} if isinstance(part, dict) else {}
            continue
        if key in mapping:
            mapping.duplicate = mapping.duplicate or key
        mapping[key] = value
    for key, value in merged.items():
        mapping.setdefault(key, value)
    return mapping


def _syntax(error: Exception, name: str) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f":{mark.line + 1}" if mark is not None else ""
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{name}{line}: not YAML: {problem}"


_OPEN = object()
