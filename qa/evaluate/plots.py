"""Figures -> inline SVG that takes its colours from the page. Numbers only; no text of a document comes in here."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa.evaluate.reliability import Bin, CurvePoint

_WIDTH, _HEIGHT = 440, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 12, 44
_POINTS = 160


def dot_and_interval(value: float, low: float | None, high: float | None, baseline: float | None) -> str:
    """One metric on a scale from 0 to 1: a dot, its interval as a line, the baseline as a hollow mark."""
    parts = ['<svg class="dot" width="100%" height="20" aria-hidden="true" focusable="false">']
    parts.append('<line class="rail" x1="0%" x2="100%" y1="10" y2="10"/>')
    parts += [f'<line class="tick" x1="{at}%" x2="{at}%" y1="7" y2="13"/>' for at in (0, 50, 100)]
    if low is not None and high is not None:
        parts.append(f'<line class="span" x1="{_per(low)}" x2="{_per(high)}" y1="10" y2="10"/>')
    if baseline is not None:
        parts.append(f'<line class="was" x1="{_per(baseline)}" x2="{_per(baseline)}" y1="2" y2="18"/>')
    parts.append(f'<circle class="now" cx="{_per(value)}" cy="10" r="4.5"/></svg>')
    return "".join(parts)


def bar(value: float, low: float | None, high: float | None) -> str:
    """A share as a bar with its interval as a whisker."""
    parts = ['<svg class="bar" width="100%" height="14" aria-hidden="true" focusable="false">']
    parts.append('<rect class="trough" x="0" y="3" width="100%" height="8" rx="2"/>')
    parts.append(f'<rect class="fill" x="0" y="3" width="{_per(value)}" height="8" rx="2"/>')
    if low is not None and high is not None:
        parts.append(f'<line class="whisker" x1="{_per(low)}" x2="{_per(high)}" y1="7" y2="7"/>')
        parts += [f'<line class="whisker" x1="{_per(at)}" x2="{_per(at)}" y1="4" y2="10"/>' for at in (low, high)]
    return "".join(parts) + "</svg>"


def strip(counts: Sequence[tuple[str, int]]) -> str:
    """How many cases came out which way, as one bar. ``counts`` are (class name, number)."""
    total = sum(count for _, count in counts) or 1
    parts = ['<svg class="strip" width="100%" height="22" aria-hidden="true" focusable="false">']
    at = 0
    for name, count in counts:
        if count:
            parts.append(f'<rect class="{name}" x="{_per(at / total)}" y="0" width="{_per(count / total)}" height="22"/>')
        if at and count:  # a hairline keeps neighbours apart where colours are hard to tell
            parts.append(f'<line class="gap" x1="{_per(at / total)}" x2="{_per(at / total)}" y1="0" y2="22"/>')
        at += count
    return "".join(parts) + "</svg>"


def risk_coverage_plot(curve: Sequence[CurvePoint], *, coverage: float, risk: float | None) -> str:
    """Share answered against share of those that is wrong; the dot is where the refusals of this run stand."""
    if not curve:
        return ""
    step = max(1, math.ceil(len(curve) / _POINTS))
    kept = [*curve[::step], curve[-1]]
    line = " ".join(f"{_x(point.coverage):.1f},{_y(point.risk):.1f}" for point in kept)
    area = f"{_x(kept[0].coverage):.1f},{_y(0):.1f} {line} {_x(1):.1f},{_y(0):.1f}"
    overall = curve[-1].risk
    parts = [_open("Risk-coverage curve"), *_axes("share of questions answered", "share of answers wrong")]
    parts.append(f'<line class="chance" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(overall):.1f}" y2="{_y(overall):.1f}"/>')
    parts.append(f'<polygon class="area" points="{area}"/><polyline class="curve" points="{line}"/>')
    if risk is not None:
        parts.append(f'<circle class="now" cx="{_x(coverage):.1f}" cy="{_y(risk):.1f}" r="5"/>')
        side = "end" if coverage > 0.55 else "start"
        x = _x(coverage) + (-9 if side == "end" else 9)
        y = _y(risk) - 9 if risk < 0.9 else _y(risk) + 18
        parts.append(f'<text class="note" x="{x:.1f}" y="{y:.1f}" text-anchor="{side}">this run</text>')
    return "".join(parts) + "</svg>"


def calibration_plot(bins: Sequence[Bin]) -> str:
    """Stated probability against the share that was right; on the diagonal a probability means what it says."""
    parts = [_open("Calibration"), *_axes("stated probability", "share right")]
    parts.append(f'<line class="chance" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>')
    largest = max((one.n for one in bins), default=1)
    for one in bins:
        low, high = _wilson(one.right, one.n)
        x = _x(one.confidence)
        parts.append(f'<line class="span" x1="{x:.1f}" x2="{x:.1f}" y1="{_y(low):.1f}" y2="{_y(high):.1f}"/>')
    line = " ".join(f"{_x(one.confidence):.1f},{_y(one.right):.1f}" for one in bins)
    parts.append(f'<polyline class="thread" points="{line}"/>')
    for one in bins:
        radius = 3 + 3 * math.sqrt(one.n / largest)
        parts.append(f'<circle class="now" cx="{_x(one.confidence):.1f}" cy="{_y(one.right):.1f}" r="{radius:.1f}"/>')
    return "".join(parts) + "</svg>"


def _open(title: str) -> str:
    return f'<svg class="plot" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{title}">'


def _axes(across: str, up: str) -> list[str]:
    parts: list[str] = []
    for part in range(5):
        share = part / 4
        parts.append(f'<line class="grid" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(share):.1f}" y2="{_y(share):.1f}"/>')
        label = f"{25 * part}"
        parts.append(f'<text class="label" x="{_x(0) - 7}" y="{_y(share) + 4:.1f}" text-anchor="end">{label}</text>')
        parts.append(f'<text class="label" x="{_x(share):.1f}" y="{_y(0) + 17}" text-anchor="middle">{label}</text>')
    parts.append(f'<text class="axis" x="{_x(0.5):.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{across}, %</text>')
    middle = _y(0.5)
    parts.append(f'<text class="axis" x="13" y="{middle:.1f}" text-anchor="middle" transform="rotate(-90 13 {middle:.1f})">{up}, %</text>')
    return parts


def _wilson(share: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval (1927) for a share of n cases."""
    z = 1.96
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _per(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"
