"""Report -> one self-contained HTML page: nothing is fetched, everything can be read without its script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from importlib.resources import files

from qa.evaluate import plots
from qa.evaluate.compare import Flip, Side, diff
from qa.evaluate.html_cases import case_list, mark
from qa.evaluate.markup import escape
from qa.evaluate.reliability import equal_mass_bins, risk_coverage
from qa.evaluate.report import DEVELOPMENT
from qa.evaluate.types import CaseResult, Metric, Report
from qa.evaluate.wording import GROUPS, OUTCOMES, direction, outcome, percent, shown

#: Flipped cases that are shown unfolded.
FLIPS_SHOWN = 8


def report_html(report: Report, *, baseline: Report | None = None) -> str:
    """The report as a page. With a baseline every score shows where it stood, and flipped cases stand side by side.

    Raises QaError when the baseline is of another suite or other documents.
    """
    style, script = _asset("report.css"), _asset("report.js")
    flips = diff(baseline, report).flips if baseline is not None else ()
    policy = f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; base-uri 'none'"
    was = {case.id: case for case in baseline.cases} if baseline is not None else {}
    title = escape(report.suite)
    body = [
        _header(report),
        _gate(report),
        _scores(report, baseline),
        _confidence(report.cases),
        _tags(report),
        _flips(flips, report) if baseline is not None else "",
        case_list(report.cases, was),
        _footer(report),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}: evaluation</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in body if part)
        + f"\n</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _header(report: Report) -> str:
    cases = report.cases
    counts = {word: sum(outcome(case) == word for case in cases) for word, _, _ in OUTCOMES}
    passed = sum(case.passed for case in cases)
    legend = "".join(
        f'<li><span class="key {word}"></span><b>{counts[word]}</b> {label.lower()}<small>{meaning}</small></li>'
        for word, label, meaning in OUTCOMES
        if counts[word]
    )
    metric = report.metrics["passed"]
    interval = ""
    if metric.low is not None and metric.high is not None:
        interval = f"95 % interval {percent(metric.low)} to {percent(metric.high)}"
    note = f'<p class="development">{escape(DEVELOPMENT)}</p>' if report.development else ""
    spoken = ", ".join(f"{counts[word]} {label.lower()}" for word, label, _ in OUTCOMES if counts[word])
    return (
        f'<header>\n<p class="eyebrow">Evaluation</p>\n<h1>{escape(report.suite)}</h1>\n'
        f'<p class="headline"><b>{passed} of {len(cases)}</b> cases passed <span>{interval}</span></p>\n{note}'
        f'<div class="outcomes" role="img" aria-label="{escape(spoken)}">'
        f"{plots.strip([(word, counts[word]) for word, _, _ in OUTCOMES])}</div>\n"
        f'<ul class="legend">{legend}</ul>\n</header>'
    )


def _gate(report: Report) -> str:
    gate = report.gate
    if gate is None or (gate.passed and not gate.baseline):
        return ""
    against = " against the baseline" if gate.baseline else ""
    if gate.passed and not gate.metrics:
        return f'<section class="gate passed"><h2>Gate passed{against}</h2></section>'
    rows = "".join(
        f'<tr{" class=fell" if one.failed else ""}><th scope="row"><code>{escape(one.name)}</code></th>'
        f"<td>{_number(one.baseline)}</td><td>{_number(one.value)}</td><td>{one.tolerance:g}</td>"
        f"<td>{one.p_holm:.3g}</td><td>{_number(one.smallest)}</td></tr>"
        for one in gate.metrics
    )
    table = (
        '<div class="scroll"><table><thead><tr><th scope="col">gated metric</th><th scope="col">baseline</th>'
        '<th scope="col">now</th><th scope="col">tolerated drop</th><th scope="col">p, corrected</th>'
        f'<th scope="col">visible from</th></tr></thead><tbody>{rows}</tbody></table></div>'
        if rows
        else ""
    )
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in gate.reasons)
    word, verdict = ("passed", "Gate passed") if gate.passed else ("failed", "Gate failed")
    listed = f"<ul>{reasons}</ul>" if reasons else ""
    return f'<section class="gate {word}"><h2>{verdict}{against}</h2>{listed}{table}</section>'


def _scores(report: Report, baseline: Report | None) -> str:
    groups: list[str] = []
    for group, names in GROUPS:
        present = [(name, label) for name, label in names if name in report.metrics and report.metrics[name].n]
        if not present:
            continue
        rows = "".join(
            _score(name, label, report.metrics[name], baseline.metrics.get(name) if baseline else None) for name, label in present
        )
        groups.append(f'<div class="group"><h3>{group}</h3><dl>{rows}</dl></div>')
    note = f"Dots are values, lines their 95 % bootstrap intervals over {report.interval_unit}s."
    if baseline is not None:
        note += " The upright mark is the baseline."
    return f'<section><h2>Scores</h2><p class="note">{note}</p><div class="groups">{"".join(groups)}</div></section>'


def _score(name: str, label: str, metric: Metric, was: Metric | None) -> str:
    figure = shown(name, metric)
    aside = direction(name)
    hint = f"{name}, {metric.n} cases" + (f", {figure.interval}" if figure.interval else "")
    value = metric.value or 0.0
    plot = "" if name.startswith("ms_") else plots.dot_and_interval(value, metric.low, metric.high, was.value if was else None)
    interval = f"<small>{figure.interval}</small>" if name.startswith("ms_") else ""
    less = f"<small>{aside}</small>" if aside else ""
    return (
        f'<div class="score" title="{escape(hint)}"><dt>{label} <code>{name}</code>{less}</dt>'
        f'<dd class="plotted">{plot}{interval}</dd><dd class="value">{figure.value}</dd><dd class="n">{figure.n}</dd></div>'
    )


def _confidence(cases: Sequence[CaseResult]) -> str:
    stated = [case.confidence for case in cases]
    right = [float(case.right) for case in cases]
    answered = [case for case in cases if not case.refused]
    coverage = len(answered) / len(cases)
    risk = 1 - sum(case.right for case in answered) / len(answered) if answered else None
    told = f"This run answers {percent(coverage)} of the questions" + (
        f"; {percent(risk)} of those answers are wrong." if risk is not None else "."
    )
    curve = plots.risk_coverage_plot(risk_coverage(stated, right), coverage=coverage, risk=risk)
    calibration = plots.calibration_plot(equal_mass_bins(stated, right))
    return (
        '<section><h2>Confidence</h2><div class="pair">'
        f"<figure>{curve}<figcaption><b>Risk and coverage.</b> Answering only the most confident share of the questions, "
        f"so many answers are wrong; the dashed line is answering all. {told}</figcaption></figure>"
        f"<figure>{calibration}<figcaption><b>Calibration.</b> Equally many cases a dot. On the diagonal a stated "
        "probability means what it says; below it, it promises too much.</figcaption></figure></div></section>"
    )


def _tags(report: Report) -> str:
    rated = [(metrics["passed"], tag) for tag, metrics in report.by_tag.items() if metrics["passed"].value is not None]
    if not rated:
        return ""
    rated.sort(key=lambda row: (row[0].value or 0, row[1]))
    rows = "".join(
        f'<div class="tag"><dt>{escape(tag)}</dt><dd class="plotted">{plots.bar(m.value or 0, m.low, m.high)}</dd>'
        f'<dd class="value">{percent(m.value or 0)}</dd><dd class="n">{m.n}</dd></div>'
        for m, tag in rated
    )
    return f'<section><h2>By tag</h2><p class="note">Share of cases passed, weakest first.</p><dl class="tags">{rows}</dl></section>'


def _flips(flips: Sequence[Flip], report: Report) -> str:
    if not flips:
        return f"<section><h2>Against the baseline</h2><p>None of the {len(report.cases)} cases flipped.</p></section>"
    place = {case.id: number for number, case in enumerate(report.cases)}
    better = sum(flip.better for flip in flips)
    items = [_flip(flip, place[flip.id]) for flip in flips]
    first, rest = "".join(items[:FLIPS_SHOWN]), "".join(items[FLIPS_SHOWN:])
    folded = f'<details class="more"><summary>{len(items) - FLIPS_SHOWN} more</summary><ol class="flips">{rest}</ol></details>'
    return (
        f'<section><h2>Against the baseline</h2><p class="note">{better} cases now pass that did not, '
        f'{len(flips) - better} no longer do.</p><ol class="flips">{first}</ol>{folded if rest else ""}</section>'
    )


def _flip(flip: Flip, place: int) -> str:
    return (
        f'<li class="{"better" if flip.better else "worse"}"><p class="question"><a href="#case-{place}">'
        f"{escape(flip.question)}</a></p>"
        f'<div class="sides"><div><h4>baseline</h4>{_side(flip.a, flip)}</div>'
        f"<div><h4>now</h4>{_side(flip.b, flip)}</div></div></li>"
    )


def _side(side: Side, flip: Flip) -> str:
    word = "right" if side.passed else "wrong"
    told = flip.told(side) or f"refused: {side.reason or ''}"
    failed = "".join(f"<small>fails {escape(label)}</small>" for label in side.failed)
    text = escape(told) if side.refused else mark(re.sub(r"\s*\[\d+\]", "", told), flip.target)
    return f'<p class="{word}">{text}</p>{failed}'


def _footer(report: Report) -> str:
    facts = [
        ("model", report.model),
        ("prompt", report.prompt or "none"),
        ("corpus", report.corpus),
        ("suite", report.suite_digest),
        ("seed", str(report.seed)),
        ("k", str(report.k) if report.k is not None else "as the suite says"),
    ]
    rows = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    return f'<footer><dl class="facts">{rows}</dl></footer>'


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _asset(name: str) -> str:
    return files("qa.evaluate").joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
