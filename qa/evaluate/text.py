"""Report or Diff -> the summary that a terminal shows."""

from __future__ import annotations

from qa.evaluate.compare import Diff
from qa.evaluate.report import DEVELOPMENT
from qa.evaluate.types import Report
from qa.evaluate.wording import GROUPS, OUTCOMES, clean, direction, outcome, percent, shown

_WEAKEST = 6
_LISTED = 12


def report_text(report: Report) -> str:
    """The scores with their intervals, the weakest tags, what failed, and the gate's verdict. Plain text, 80 columns."""
    passed = sum(case.passed for case in report.cases)
    lines = [
        f"{_line(report.suite)}: {passed} of {len(report.cases)} cases passed ({percent(passed / len(report.cases))})",
        f"model {_line(report.model)}, corpus {report.corpus[:19]}, intervals over {report.interval_unit}s",
    ]
    if report.development:
        lines.append(DEVELOPMENT)
    counts = {word: sum(outcome(case) == word for case in report.cases) for word, _, _ in OUTCOMES}
    lines += ["", *(f"  {label:<16}{counts[word]:>5}   {meaning}" for word, label, meaning in OUTCOMES if counts[word])]
    lines += ["", f"{'':<24}{'value':>9}   {'95 % interval':<16}{'n':>6}"]
    for group, names in GROUPS:
        present = [(name, label) for name, label in names if name in report.metrics and report.metrics[name].n]
        if present:
            lines.append(group)
        for name, _ in present:
            figure = shown(name, report.metrics[name])
            line = f"  {name:<22}{figure.value:>9}   {figure.interval:<16}{figure.n:>6}  {direction(name)}"
            lines.append(line.rstrip())
    lines += _weakest_tags(report)
    lines += _failures(report)
    lines += _verdict(report)
    return "\n".join(lines)


def diff_text(found: Diff) -> str:
    """Which metrics changed, by how much, whether that can be chance, and the flipped cases side by side."""
    lines = [
        f"{_line(found.suite)}: {found.cases} cases in both runs",
        f"  a  {_line(found.model_a)}, prompt {_line(found.prompt_a or '-')[:19]}",
        f"  b  {_line(found.model_b)}, prompt {_line(found.prompt_b or '-')[:19]}",
        "",
        f"{'':<21}{'a':>7}{'b':>7}{'change':>8}  {'95 % interval':<17}{'p (Holm)':>9}{'visible':>9}",
    ]
    for metric in found.metrics:
        interval = f"{metric.low:+.3f} to {metric.high:+.3f}" if metric.low is not None and metric.high is not None else ""
        visible = f"{metric.smallest:.3f}" if metric.smallest is not None else "-"
        sign = ("+" if metric.better else "-") if metric.significant else " "
        lines.append(
            f"{sign} {metric.name:<19}{_figure(metric.a):>7}{_figure(metric.b):>7}{_signed(metric.change):>8}  {interval:<17}"
            f"{metric.p_holm:>9.2g}{visible:>9}"
        )
    lines += ["", "- worse, + better than chance explains.", "A change under the last figure is not visible with these cases."]
    better = sum(flip.better for flip in found.flips)
    lines.append(f"{better} cases now pass that did not, {len(found.flips) - better} no longer do (McNemar p {found.mcnemar:.3g}).")
    for flip in found.flips[:_LISTED]:
        lines += ["", f"{'+' if flip.better else '-'} {_line(flip.id)}: {_line(flip.question)}"]
        lines.append(f"    wanted  {_line(' | '.join(flip.target)) if flip.answerable else 'a refusal'}")
        lines += [f"    {name}       {_told(side.refused, flip.told(side), side.answer)}" for name, side in (("a", flip.a), ("b", flip.b))]
    if len(found.flips) > _LISTED:
        lines += ["", f"... and {len(found.flips) - _LISTED} more: --json lists all"]
    return "\n".join(lines)


def _weakest_tags(report: Report) -> list[str]:
    rated = [
        (metrics["passed"].value, tag, metrics["passed"].n)
        for tag, metrics in report.by_tag.items()
        if metrics["passed"].value is not None and metrics["passed"].n >= 3
    ]
    weakest = sorted(rated)[:_WEAKEST]
    if not weakest:
        return []
    return ["", "Weakest tags"] + [f"  {_line(tag):<30}{percent(value or 0):>9}   of {n}" for value, tag, n in weakest]


def _failures(report: Report) -> list[str]:
    failed = [case for case in report.cases if not case.passed]
    if not failed:
        return []
    lines = ["", "Not passed"]
    for case in failed[:_LISTED]:
        told = _told(case.refused, case.short, case.answer)
        wanted = _line(" | ".join(case.targets)) if case.answerable else "a refusal"
        lines.append(f"  {outcome(case):<9}{_line(case.id)}: {_line(case.question)}")
        lines.append(f"           wanted {_cut(wanted)}; got {told}")
    if len(failed) > _LISTED:
        lines.append(f"  ... and {len(failed) - _LISTED} more: --report FILE.html shows all")
    return lines


def _verdict(report: Report) -> list[str]:
    gate = report.gate
    if gate is None or (gate.passed and not gate.baseline and not any(case.checks for case in report.cases)):
        return []
    if gate.passed:
        return ["", "Gate: passed" + (" against the baseline" if gate.baseline else "")]
    return ["", "Gate: FAILED", *(f"  {_line(reason)}" for reason in gate.reasons)]


def _told(refused: bool, short: str | None, answer: str) -> str:
    return "a refusal" if refused else _cut(_line(short or answer))


def _line(text: str) -> str:
    """Text on one line, so that a question cannot write a line of its own."""
    return " ".join(clean(text).split())


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 90 else text[:89] + "…"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.3f}"
