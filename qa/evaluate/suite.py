"""A suite file -> Suite, or an error that names file, case, key and the nearest key that would be right."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
import math
import re
from pathlib import Path
from typing import Any

from qa.evaluate.days import parse_day, precision_named
from qa.evaluate.quantities import quantities
from qa.evaluate.read_yaml import Mapping, Row, parse_jsonl, parse_yaml
from qa.evaluate.rows import own_row
from qa.evaluate.types import METRICS, Assertion, Case, Evidence, Gate, Option, Suite, SuiteError

TOP_KEYS = ("version", "name", "description", "development", "documents", "defaults", "gate", "cases", "cases_from")
DEFAULT_KEYS = ("as_of", "since", "until", "k")
GATE_KEYS = ("metrics", "test", "alpha")
CASE_KEYS = "id input target answerable evidence evidence_any tags assert as_of since until k note".split()
#: Assertion type -> the keys that it takes beside ``type``.
ASSERTION_KEYS: dict[str, tuple[str, ...]] = {
    "equals": ("value", "values"),
    "contains": ("value", "values"),
    "icontains": ("value", "values"),
    "contains_any": ("value", "values"),
    "not_contains": ("value", "values"),
    "regex": ("value",),
    "f1": ("value", "values", "min"),
    "number": ("value", "values", "tolerance", "unit"),
    "date": ("value", "values", "precision"),
    "refusal": ("value",),
    "cites": ("min_precision", "min_recall", "document"),
    "retrieved": ("k", "min_recall", "document"),
}
_NUMBERS = ("min", "tolerance", "min_precision", "min_recall", "k")
_NEEDS_VALUE = ("equals", "contains", "icontains", "contains_any", "not_contains", "regex", "number", "date")
#: What ``qa eval --init`` leaves for the reader to fill in.
PLACEHOLDER = "REPLACE"


def load(path: Path) -> Suite:
    """The suite of a YAML file with the cases of its JSONL files. Raises SuiteError with every problem found."""
    text = _read(path)
    top = parse_yaml(text, path.name)
    problems = _unknown(top, TOP_KEYS, path.name, "")
    if top.get("version") not in ("1", 1):
        problems.append(f"{path.name}: version {top.get('version')!r} is not known: write version: 1")
    defaults = top.get("defaults") or Mapping()
    if not isinstance(defaults, dict):
        problems.append(f"{path.name}: defaults must be a mapping such as {{as_of: 2031-01-31, k: 10}}")
        defaults = Mapping()
    problems += _unknown(defaults, DEFAULT_KEYS, path.name, "defaults: ")
    rows = _rows(top, path, problems)
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for row in rows:
        case = _case(row, defaults, problems)
        if case is None:
            continue
        if case.id in seen:
            problems.append(f"{row.place}: case {case.id!r}: the id is already taken at {seen[case.id]}")
        seen.setdefault(case.id, row.place)
        cases.append(case)
    gate = _gate(top.get("gate"), path.name, problems)
    development = _flag(top, "development", False, f"{path.name}: ", problems)
    if not problems and not cases:
        problems.append(f"{path.name}: no cases: list them under 'cases' or name JSONL files under 'cases_from'")
    if not problems and not any(case.answerable for case in cases):
        problems.append(f"{path.name}: no answerable case: a suite needs at least one question that has an answer")
    if problems:
        raise SuiteError(problems)
    documents = top.get("documents")
    return Suite(
        name=str(top.get("name") or path.stem),
        cases=tuple(cases),
        documents=str((path.parent / str(documents)).resolve()) if documents else None,
        gate=gate,
        digest=digest(cases),
        development=development,
        place=path.name,
    )


def digest(cases: list[Case] | tuple[Case, ...]) -> str:
    """``sha256:...`` of what decides right and wrong, independent of order: not tags, not k, not where a case stands."""
    rows = sorted((_judged(case) for case in cases), key=lambda row: str(row[0]))
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _judged(case: Case) -> list[Any]:
    days = [day.isoformat() if day else None for day in (case.as_of, case.since, case.until)]
    evidence = [[item.document, item.quote] for item in case.evidence]
    assertions = [[item.type, list(item.values), dict(item.options)] for item in case.assertions]
    return [case.id, case.input, list(case.targets), case.answerable, evidence, case.evidence_any, assertions, days]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SuiteError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise SuiteError(f"{path}: not UTF-8 at byte {error.start}") from None


def _rows(top: Mapping, path: Path, problems: list[str]) -> list[Row]:
    rows: list[Row] = []
    listed = top.get("cases") or []
    if not isinstance(listed, list):
        problems.append(f"{path.name}: cases must be a list")
        listed = []
    for position, item in enumerate(listed, start=1):
        if not isinstance(item, Mapping):
            problems.append(f"{path.name}: case number {position} is not a mapping")
            continue
        rows.append(Row(f"{path.name}:{item.line}", item, item.duplicate))
    more = top.get("cases_from") or []
    for name in [more] if isinstance(more, str) else more:
        if not isinstance(name, str):
            problems.append(f"{path.name}: cases_from must list file names")
            continue
        for row in parse_jsonl(_read(path.parent / name), name):
            try:
                rows.append(own_row(row))
            except SuiteError as error:
                problems += error.problems
    return rows


def _case(row: Row, defaults: dict[str, Any], problems: list[str]) -> Case | None:
    given = row.values
    name = given.get("id")
    where = f"{row.place}: case {name!r}: " if name else f"{row.place}: "
    before = len(problems)
    problems += _unknown(given, CASE_KEYS, row.place, where.removeprefix(f"{row.place}: "))
    if row.duplicate:
        problems.append(f"{where}key {row.duplicate!r} stands there twice")
    if not isinstance(name, str) or not name.strip():
        problems.append(f"{where}no id")
    asked = given.get("input")
    if not isinstance(asked, str) or not asked.strip():
        problems.append(f"{where}no input: write the question there")
    elif asked.startswith(PLACEHOLDER):
        problems.append(f"{where}the input is still the placeholder: write the question there")
    answerable = _flag(given, "answerable", True, where, problems)
    targets = _texts(given, "target", where, problems)
    assertions = _assertions(given.get("assert"), where, problems)
    evidence = _evidence(given.get("evidence"), where, problems)
    if not answerable and (targets or evidence):
        problems.append(f"{where}answerable: false, and yet a target or evidence: the right answer is a refusal")
    if answerable and not targets and not assertions:
        problems.append(f"{where}an answerable case needs a target, or assertions about the answer")
    days = {key: _day(given, defaults, key, where, problems) for key in ("as_of", "since", "until")}
    since, until = days["since"], days["until"]
    if since and until and until < since:
        problems.append(f"{where}until {until} lies before since {since}")
    k = _whole(given.get("k", defaults.get("k")), 10, f"{where}k", problems)
    tags = _texts(given, "tags", where, problems)
    evidence_any = _flag(given, "evidence_any", False, where, problems)
    if len(problems) > before:
        return None
    return Case(
        id=str(name),
        input=str(asked),
        targets=targets,
        answerable=answerable,
        evidence=evidence,
        evidence_any=evidence_any,
        tags=tags,
        assertions=assertions,
        as_of=days["as_of"],
        since=since,
        until=until,
        k=k,
        place=row.place,
    )


def _assertions(given: Any, where: str, problems: list[str]) -> tuple[Assertion, ...]:
    if given is not None and not isinstance(given, list):
        problems.append(f"{where}assert must be a list of mappings with a type")
        return ()
    found: list[Assertion] = []
    for rule in given or []:
        kind = rule.get("type") if isinstance(rule, dict) else None
        if kind not in ASSERTION_KEYS:
            problems.append(f"{where}assertion type {kind!r} is not known{_nearest(str(kind), list(ASSERTION_KEYS))}")
            continue
        problems += _unknown(rule, ("type", *ASSERTION_KEYS[kind]), "", f"{where}assertion {kind}: ")
        values = _texts(rule, "value", where, problems) + _texts(rule, "values", where, problems)
        options: dict[str, Option] = {}
        for key in ASSERTION_KEYS[kind]:
            if key in ("value", "values") or rule.get(key) is None:
                continue
            number = _number(rule[key]) if key in _NUMBERS else None
            if key in _NUMBERS and number is None:
                problems.append(f"{where}assertion {kind}: {key} {rule[key]!r} is not a number")
                continue
            options[key] = number if number is not None else str(rule[key])
        problem = _assertion_problem(kind, values, options)
        if problem:
            problems.append(f"{where}assertion {kind}: {problem}")
        found.append(Assertion(type=kind, values=values, options=options))
    return tuple(found)


def _assertion_problem(kind: str, values: tuple[str, ...], options: dict[str, Option]) -> str | None:
    if kind in _NEEDS_VALUE and not values:
        return "no value"
    if kind == "number":
        wrong = [value for value in values if not quantities(value)]
        return f"{wrong[0]!r} is no number" if wrong else None
    if kind == "date":
        precision = precision_named(options.get("precision", "day"))
        if precision is None:
            return f"precision {options['precision']!r} is not day, month or year"
        wrong = [value for value in values if parse_day(value, precision) is None]
        return f"{wrong[0]!r} is no date with a {precision}" if wrong else None
    if kind == "regex":
        try:
            re.compile(values[0])
        except (re.error, OverflowError, RecursionError) as error:
            return f"{values[0]!r} is not a regular expression: {error}"
    if kind == "refusal" and values and values[0].lower() not in ("true", "false"):
        return f"value {values[0]!r} is neither true nor false"
    return None


def _evidence(given: Any, where: str, problems: list[str]) -> tuple[Evidence, ...]:
    if given is not None and not isinstance(given, list):
        problems.append(f"{where}evidence must be a list of {{document, quote}}")
        return ()
    found: list[Evidence] = []
    for item in given or []:
        if not isinstance(item, dict):
            problems.append(f"{where}evidence must be a list of {{document, quote}}")
            continue
        problems += _unknown(item, ("document", "quote"), "", f"{where}evidence: ")
        document, quote = item.get("document"), item.get("quote")
        if not isinstance(document, str) or not isinstance(quote, str) or not quote.strip() or not document.strip():
            problems.append(f"{where}evidence needs a document and a quote")
            continue
        found.append(Evidence(document=document, quote=quote))
    return tuple(found)


def _gate(given: Any, name: str, problems: list[str]) -> Gate | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        problems.append(f"{name}: gate must be a mapping with the key metrics")
        return None
    problems += _unknown(given, GATE_KEYS, name, "gate: ")
    tolerances: dict[str, float] = {}
    metrics = given.get("metrics") or {}
    for metric, tolerance in metrics.items() if isinstance(metrics, dict) else []:
        number = _number(tolerance)
        if metric not in METRICS:
            problems.append(f"{name}: gate: metric {metric!r} is not known{_nearest(metric, list(METRICS))}")
        elif number is None or number < 0:
            problems.append(f"{name}: gate: the tolerance of {metric} must be a number from 0, not {tolerance!r}")
        else:
            tolerances[metric] = number
    test = given.get("test") or "paired-permutation"
    if test != "paired-permutation":
        problems.append(f"{name}: gate: test {test!r} is not known: write paired-permutation")
    alpha = _number(given.get("alpha", "0.05"))
    if alpha is None or not 0 < alpha < 1:
        problems.append(f"{name}: gate: alpha {given.get('alpha')!r} must lie between 0 and 1")
    return Gate(metrics=tolerances, alpha=alpha or 0.05)


def _unknown(given: dict[str, Any], known: tuple[str, ...] | list[str], place: str, where: str) -> list[str]:
    prefix = f"{place}: " if place else ""
    found = [f"{prefix}{where}unknown key {key!r}{_nearest(key, list(known))}" for key in given if key not in known]
    duplicate = getattr(given, "duplicate", None)
    if duplicate and "input" not in known:  # a case's own duplicate is named by _case
        found.append(f"{prefix}{where}key {duplicate!r} stands there twice")
    return found


def _nearest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f" (did you mean {near[0]!r}?)" if near else f" (known: {', '.join(known)})"


def _texts(given: dict[str, Any], key: str, where: str, problems: list[str]) -> tuple[str, ...]:
    value = given.get(key)
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    texts = [("true" if item else "false") if isinstance(item, bool) else item for item in items]
    if not all(isinstance(item, str) and item.strip() for item in texts):
        problems.append(f"{where}{key} must be a text or a list of texts, none of them empty")
        return ()
    return tuple(texts)


def _flag(given: dict[str, Any], key: str, default: bool, where: str, problems: list[str]) -> bool:
    value = given.get(key)
    if value is None:
        return default
    word = str(value).lower()
    if word not in ("true", "false", "yes", "no"):
        problems.append(f"{where}{key} must be true or false, not {value!r}")
    return word in ("true", "yes")


def _day(given: dict[str, Any], defaults: dict[str, Any], key: str, where: str, problems: list[str]) -> dt.date | None:
    value = given[key] if key in given else defaults.get(key)
    if value is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
            raise ValueError
        return dt.date.fromisoformat(str(value))
    except ValueError:
        problems.append(f"{where}{key} {value!r} is not a day: write it as 2031-03-13")
        return None


def _whole(value: Any, default: int, where: str, problems: list[str]) -> int:
    if value is None:
        return default
    if not str(value).isdecimal() or not 1 <= int(value) <= 1000:
        problems.append(f"{where} {value!r} is not a whole number from 1 to 1000")
        return default
    return int(value)


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
