"""Changes and timelines -> text, Markdown, JSON, and a timeline's SVG."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from typing import Any

from qa.cite import with_markers
from qa.ledger.timeline import Timeline
from qa.ledger.types import Change
from qa.render.json import day as iso
from qa.render.json import span as span_json
from qa.render.text import Style, unstyled, wrap
from qa.render.text import day as plain_day
from qa.types import Span

_HEADS = {"retracted": "Retracted", "corrected": "Corrected", "contradicted": "Contradicted", "updated": "Updated", "new": "New"}


class _References:
    """Spans numbered in the order in which they are first cited."""

    def __init__(self) -> None:
        self.numbers: dict[Span, int] = {}

    def n(self, span: Span) -> int:
        """The number of a span."""
        return self.numbers.setdefault(span, len(self.numbers) + 1)

    def cited(self, span: Span) -> str:
        """The span's words in one line, with its number before the last stop."""
        return with_markers(" ".join(span.quote.split()), [self.n(span)])

    def json(self) -> list[dict[str, Any]]:
        """The references of section 5 of the contracts."""
        return [span_json(n, span) for span, n in self.numbers.items()]

    def lines(self, style: Style) -> list[str]:
        """The references for people."""
        found = []
        for span, n in self.numbers.items():
            head = " · ".join(part for part in (plain_day(span.date), span.source, span.title) if part)
            found.append(f"  [{n}] {head}\n      {style(f'{span.document}, characters {span.start}-{span.end}', 'quiet')}")
        return found


def changes_json(changes: Sequence[Change], *, since: dt.date, until: dt.date | None) -> dict[str, Any]:
    """``changes/1``, section 6 of the contracts; ``about``, ``from`` and ``to`` are additions."""
    references = _References()
    rows = []
    for change in changes:
        text = " ".join(references.cited(span) for span in change.spans)
        cited = [references.n(span) for span in change.spans]
        previous = None
        if change.previous is not None:
            before = change.previous
            cited.append(references.n(before))
            previous = {"text": references.cited(before), "document": before.document, "date": iso(before.date)}
        first = change.spans[0]
        rows.append(
            {"change": change.change, "text": text, "from": change.was, "to": change.now, "about": change.about, "previous": previous,
             "document": first.document, "date": iso(first.date), "citations": cited}
        )  # fmt: skip
    return {"schema": "changes/1", "since": iso(since), "until": iso(until), "changes": rows, "references": references.json()}


def changes_text(changes: Sequence[Change], *, since: dt.date, until: dt.date | None, style: Style = unstyled) -> str:
    """The changes for a terminal, gravest first, each with both sides; then the references."""
    if not changes:
        return nothing(since, until)
    references = _References()
    lines: list[str] = [style(_window(since, until), "quiet")]
    kind = ""
    for change in changes:
        if change.change != kind:
            kind = change.change
            lines += ["", style(_HEADS[kind], "heading")]
        moved = f"{change.was} → {change.now}: " if change.was and change.now else ""
        told = " ".join(references.cited(span) for span in change.spans)
        lines.append(wrap(f"{moved}{told}", "  "))
        if change.previous is not None:
            before = f"before, {plain_day(change.previous.date)}: {references.cited(change.previous)}"
            lines.append(style(wrap(before, "      "), "quiet"))
    return "\n".join([*lines, "", style("References", "heading"), *references.lines(style)])


def changes_markdown(changes: Sequence[Change], *, since: dt.date, until: dt.date | None) -> str:
    """The changes as Markdown, every line with its citations."""
    lines = [f"# What changed: {_window(since, until)}", ""]
    if not changes:
        return "\n".join([*lines, nothing(since, until), ""])
    references = _References()
    kind = ""
    for change in changes:
        if change.change != kind:
            kind = change.change
            lines += [f"## {_HEADS[kind]}", ""]
        moved = f"**{escaped(change.was)} → {escaped(change.now)}** " if change.was and change.now else ""
        lines.append(f"- {moved}{escaped(' '.join(references.cited(span) for span in change.spans))}")
        if change.previous is not None:
            lines.append(f"  - before, {plain_day(change.previous.date)}: {escaped(references.cited(change.previous))}")
    lines += ["", "## References", ""]
    lines += [
        f"{n}. {plain_day(span.date)}, {escaped(span.source or span.document)}: {escaped(span.title or span.document)} "
        f"(`{span.document}`, characters {span.start}-{span.end})"
        for span, n in references.numbers.items()
    ]  # fmt: skip
    return "\n".join([*lines, ""])


def nothing(since: dt.date, until: dt.date | None) -> str:
    """The sentence for a window in which nothing changed."""
    return f"Nothing changed in the reports {_window(since, until)}."


def _window(since: dt.date, until: dt.date | None) -> str:
    return f"dated after {plain_day(since)}" + (f", up to and including {plain_day(until)}" if until else "")


def escaped(text: str | None) -> str:
    """Text that Markdown shows as it is: what a report says is never markup."""
    return "".join(f"\\{char}" if char in "\\`*_<>#|" else char for char in text or "")


def timeline_json(timeline: Timeline) -> dict[str, Any]:
    """``timeline/1``: entries by event day, each with its citation."""
    references = _References()
    rows = [
        {"date": iso(entry.day), "basis": entry.basis, "text": references.cited(entry.span), "attributed_to": entry.attributed_to,
         "modality": entry.modality, "document": entry.span.document,
         "published": iso(entry.span.date), "citations": [references.n(entry.span)],
         "figures": [{"what": what, "value": value} for what, value in entry.figures]}
        for entry in timeline.entries
    ]  # fmt: skip
    return {
        "schema": "timeline/1", "topic": timeline.topic, "since": iso(timeline.since), "until": iso(timeline.until),
        "entries": rows, "references": references.json(),
    }  # fmt: skip


def timeline_text(timeline: Timeline, style: Style = unstyled) -> str:
    """The entries by day for a terminal."""
    if not timeline.entries:
        return f"No dated report tells of “{timeline.topic}”."
    references = _References()
    lines: list[str] = []
    last: dt.date | None = None
    for entry in timeline.entries:
        if entry.day != last:
            last = entry.day
            lines += ["", style(plain_day(entry.day), "heading")]
        lines.append(wrap(references.cited(entry.span), "  "))
        if entry.basis:
            lines.append(style(f"      {entry.basis}; published {plain_day(entry.span.date)}", "quiet"))
    return "\n".join([*lines[1:], "", style("References", "heading"), *references.lines(style)])


_LEFT, _LINE, _TOP, _WIDTH, _COLUMNS = 120, 18, 24, 820, 92


def timeline_svg(timeline: Timeline) -> str:
    """The timeline as one SVG drawing that loads nothing and runs nothing: a day a dot, its claims beside it."""
    shapes: list[str] = []
    y = _TOP
    last: dt.date | None = None
    for n, entry in enumerate(timeline.entries, start=1):
        if entry.day != last:
            last = entry.day
            y += 10
            shapes.append(f'<circle cx="{_LEFT}" cy="{y - 4}" r="5" fill="currentColor"/>')
            shapes.append(f'<text x="{_LEFT - 14}" y="{y}" text-anchor="end" font-weight="bold">{_xml(plain_day(entry.day))}</text>')
        for line in wrap(f"{' '.join(entry.span.quote.split())} [{n}]", width=_COLUMNS).split("\n"):
            shapes.append(f'<text x="{_LEFT + 16}" y="{y}">{_xml(line)}</text>')
            y += _LINE
        y += 4
    title = f"Timeline: {timeline.topic}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y + 10}" role="img" font-family="sans-serif" font-size="13">',
            f"<title>{_xml(title)}</title>",
            f'<line x1="{_LEFT}" y1="{_TOP}" x2="{_LEFT}" y2="{max(_TOP, y - _LINE)}" stroke="currentColor"/>',
            *shapes,
            "</svg>",
            "",
        ]
    )


def _xml(text: str) -> str:
    """Text for XML; characters that XML cannot hold are left out."""
    return html.escape("".join(char for char in text if char.isprintable()), quote=True)
