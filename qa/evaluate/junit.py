"""Report -> JUnit XML, one test a case, for the pages of a continuous-integration server."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from qa.evaluate.types import CaseResult, Report
from qa.evaluate.wording import OUTCOMES, clean, outcome


def report_junit(report: Report) -> str:
    """The report as JUnit XML. A case that did not pass is a failure; so is a gate that did not."""
    gate_failed = report.gate is not None and not report.gate.passed
    failures = sum(not case.passed for case in report.cases) + gate_failed
    seconds = sum(case.ms for case in report.cases) / 1000
    suite = ET.Element(
        "testsuite",
        name=clean(report.suite),
        tests=str(len(report.cases) + (report.gate is not None)),
        failures=str(failures),
        errors="0",
        skipped="0",
        time=f"{seconds:.3f}",
    )
    properties = ET.SubElement(suite, "properties")
    known = {"model": report.model, "prompt": report.prompt or "", "corpus": report.corpus, "suite": report.suite_digest}
    for name, value in known.items():
        ET.SubElement(properties, "property", name=name, value=clean(value))
    for case in report.cases:
        suite.append(_case(case, report.suite))
    if report.gate is not None:
        gate = ET.SubElement(suite, "testcase", classname=clean(report.suite), name="gate", time="0")
        if gate_failed:
            failure = ET.SubElement(gate, "failure", message="the gate failed", type="gate")
            failure.text = clean("\n".join(report.gate.reasons))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(case: CaseResult, suite: str) -> ET.Element:
    element = ET.Element("testcase", classname=clean(suite), name=clean(case.id), time=f"{case.ms / 1000:.3f}")
    if case.passed:
        return element
    word = outcome(case)
    meaning = next(meaning for name, _, meaning in OUTCOMES if name == word)
    failure = ET.SubElement(element, "failure", message=meaning, type=word)
    lines = [f"question: {case.question}", f"wanted: {' | '.join(case.targets) if case.answerable else 'a refusal'}"]
    lines.append(f"got: {'a refusal' if case.refused else case.short or case.answer}")
    lines += [f"assertion failed: {check.label} ({check.detail})" for check in case.checks if not check.passed]
    failure.text = clean("\n".join(lines))
    return element
