"""A story's course and a figure's series -> small inline SVG drawings that load nothing."""

from __future__ import annotations

import html

from qa.briefing.types import FigureRow, StoryBrief

_WIDE, _HIGH, _EDGE = 520, 64, 12
_SMALL, _LOW = 120, 30


def course(story: StoryBrief) -> str:
    """The thread's moments on a line of days: hollow for what was before the window, filled for the window's own."""
    days = sorted({one.day for one in story.timeline})
    first, last = days[0], days[-1]
    length = max(1, (last - first).days)

    def x(at: int) -> float:
        return _EDGE + 16 + (_WIDE - 2 * _EDGE - 32) * at / length

    shapes = [f'<line x1="{_EDGE}" y1="24" x2="{_WIDE - _EDGE}" y2="24" stroke="currentColor" stroke-opacity=".35"/>']
    seen: dict[int, int] = {}
    for one in story.timeline:
        at = (one.day - first).days
        up = seen.get(at, 0)
        seen[at] = up + 1
        fill = "currentColor" if one.now else "none"
        told = html.escape(f"{one.day.day} {one.day:%B}: {one.line.text[:160]}", quote=True)
        shapes.append(
            f'<circle cx="{x(at):.1f}" cy="{24 - 9 * up:.1f}" r="4.5" fill="{fill}" stroke="currentColor" stroke-width="1.6">'
            f"<title>{told}</title></circle>"
        )
    edge = -1e9
    for value in days:
        place = x((value - first).days)
        if place - edge >= 62 or value == last:
            if place - edge < 62 and value == last and len(shapes) > 1 and edge > 0:
                shapes.pop()
            shapes.append(
                f'<text x="{place:.1f}" y="48" text-anchor="middle" font-size="11" fill="currentColor">{value.day} {value:%b}</text>'
            )
            edge = place
    label = html.escape(f"Course from {first.isoformat()} to {last.isoformat()}", quote=True)
    return (
        f'<svg viewBox="0 0 {_WIDE} {_HIGH - 8}" width="{_WIDE}" role="img" aria-label="{label}" font-family="system-ui, sans-serif">'
        f"{''.join(shapes)}</svg>"
    )


def series(row: FigureRow) -> str:
    """A figure's values over its days as a small line, the last one marked; "" for fewer than two values."""
    points: list[tuple[int, float]] = []
    for one in row.history:
        if (number := _number(one.amount)) is not None:
            points.append((one.date.toordinal(), number))
    now = _number(row.amount)
    if now is None or not points or row.span.date is None:
        return ""
    points.append((row.span.date.toordinal(), now))
    first, last = points[0][0], points[-1][0]
    low, high = min(value for _, value in points), max(value for _, value in points)
    if first == last:
        return ""

    def place(day: int, value: float) -> str:
        x = 6 + (_SMALL - 12) * (day - first) / (last - first)
        y = _LOW - 6 - (_LOW - 12) * ((value - low) / (high - low) if high > low else 0.5)
        return f"{x:.1f},{y:.1f}"

    spots = [place(*point) for point in points]
    told = html.escape("; ".join([*(f"{one.value} on {one.date.isoformat()}" for one in row.history), f"now {row.value}"]), quote=True)
    end = spots[-1].split(",")
    return (
        f'<svg viewBox="0 0 {_SMALL} {_LOW}" width="{_SMALL}" role="img" aria-label="{told}"><title>{told}</title>'
        f'<polyline points="{" ".join(spots)}" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        f'<circle cx="{end[0]}" cy="{end[1]}" r="3" fill="currentColor"/></svg>'
    )


def _number(amount: str) -> float | None:
    try:
        return float(amount)
    except ValueError:
        return None
