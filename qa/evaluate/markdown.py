"""Report -> Markdown, for a pull request or a page of documentation."""

from __future__ import annotations

from qa.evaluate.report import DEVELOPMENT
from qa.evaluate.types import CaseResult, Report
from qa.evaluate.wording import GROUPS, OUTCOMES, clean, direction, outcome, percent, shown


def report_markdown(report: Report) -> str:
    """The report as Markdown: verdict, scores, tags, and the cases that did not pass."""
    passed = sum(case.passed for case in report.cases)
    lines = [
        f"# {_escape(report.suite)}: {passed} of {len(report.cases)} cases passed",
        "",
        f"Model {_escape(report.model)}, corpus `{report.corpus[:19]}`, suite `{report.suite_digest[:19]}`. "
        f"95 % bootstrap intervals over {report.interval_unit}s.",
        "",
    ]
    if report.development:
        lines += [f"*{DEVELOPMENT}*", ""]
    if report.gate is not None and not report.gate.passed:
        lines += ["**The gate failed.**", "", *(f"- {_escape(reason)}" for reason in report.gate.reasons), ""]
    lines += ["| | metric | value | 95 % interval | n | |", "|---|---|--:|---|--:|---|"]
    for group, names in GROUPS:
        for name, label in names:
            metric = report.metrics.get(name)
            if metric is not None and metric.n:
                figure = shown(name, metric)
                row = (group, f"`{name}` {label}", figure.value, figure.interval, figure.n, direction(name))
                lines.append(f"| {' | '.join(row)} |")
    if report.by_tag:
        lines += ["", "| tag | passed | n |", "|---|--:|--:|"]
        for tag, metrics in report.by_tag.items():
            lines.append(f"| {_escape(tag)} | {percent(metrics['passed'].value or 0)} | {metrics['passed'].n} |")
    failed = [case for case in report.cases if not case.passed]
    if failed:
        lines += ["", "| case | what | question | wanted | got |", "|---|---|---|---|---|"]
        lines += [_row(case) for case in failed]
    return "\n".join(lines) + "\n"


def _row(case: CaseResult) -> str:
    label = next(label for word, label, _ in OUTCOMES if word == outcome(case))
    wanted = " / ".join(case.targets) if case.answerable else "a refusal"
    got = "a refusal" if case.refused else case.short or case.answer
    failed = [check.label for check in case.checks if not check.passed]
    told = f"{got} (failed: {'; '.join(failed)})" if failed else got
    return f"| {' | '.join(_escape(part) for part in (case.id, label, case.question, wanted, told))} |"


def _escape(text: str) -> str:
    """Text that Markdown shows as it is: on one line, with what could begin markup, a link, HTML or a cell made plain."""
    plain = " ".join(clean(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "\\`*_[]|~#":
        plain = plain.replace(mark, "\\" + mark)
    return plain
