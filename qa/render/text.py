"""Nouns -> text that a person enjoys reading."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Mapping

from index import rank
from index.add import Added
from index.types import Passage, Window
from qa.types import Answer, Cost, Span

Style = Callable[[str, str], str]


def unstyled(text: str, _style: str) -> str:
    """Text without colours."""
    return text


def day(value: dt.date | None) -> str:
    """A day as people write it; ``undated`` when there is none."""
    return f"{value.day} {value:%B} {value.year}" if value else "undated"


def window(value: Window) -> str:
    """The window in one line, "" when every document may be seen."""
    parts = []
    if value.understood:
        first, last = value.event_since, value.event_until
        days = day(first) if first == last and first else f"{day(first) if first else '...'} to {day(last) if last else '...'}"
        parts.append(f"“{value.understood}” read as {days}")
    if value.since or value.until:
        parts.append(
            f"reports from {day(value.since) if value.since else 'the first'} to {day(value.until) if value.until else 'the last'}"
        )
    if value.as_of:
        parts.append(f"as of {day(value.as_of)}")
    return "; ".join(parts)


def wrap(text: str, indent: str = "", width: int = 88) -> str:
    """``text`` in lines of at most ``width`` characters."""
    return "\n".join(textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False) or [indent])


def answer(value: Answer, style: Style = unstyled) -> str:
    """The answer, then its sources; or why there is none, then the nearest evidence."""
    lines: list[str] = []
    if value.refused:
        lines += [wrap(f"No answer. {value.reason}"), ""] if value.reason else ["No answer.", ""]
        if value.passages:
            lines.append(style("Nearest evidence", "heading"))
            lines += [_nearest(passage, style) for passage in value.passages[:3]]
    else:
        if value.short:
            lines += [style(value.short, "short") + (f"  ({value.short_basis})" if value.short_basis else ""), ""]
        told = " ".join(one.text if one.supported else f"[unverified: {'; '.join(one.problems)}] {one.text}" for one in value.sentences)
        lines += [wrap(told), "", style("Sources", "heading")]
        lines += [_source(one.n, one.span, style) for one in value.citations]
        for earlier in value.superseded:
            lines.append(f"  earlier: {earlier.value}, {day(earlier.date)} [{earlier.n}]")
    lines.append("")
    foot = [f"confidence {value.band}", window(value.window), value.model, spent(value.usage, value.cost), f"run {value.run}"]
    lines.append(style(" · ".join(part for part in foot if part), "quiet"))
    lines += [style(wrap(f"note: {note}"), "quiet") for note in value.notes]
    return "\n".join(lines)


def spent(usage: Mapping[str, int], cost: Cost | None) -> str:
    """What a model used, "" when it told nothing: ``1,204 tokens read, 58 written, 0.0004 USD``."""
    told = [(usage.get("input_tokens"), "tokens read"), (usage.get("output_tokens"), "written")]
    parts = [f"{count:,} {what}" for count, what in told if count]
    return ", ".join([*parts, *([f"{cost.amount:.2g} {cost.currency}"] if cost else [])])


def _source(n: int, span: Span, style: Style) -> str:
    head = " · ".join(part for part in (day(span.date), span.source, span.title) if part)
    where = style(f"{span.document}, characters {span.start}-{span.end}", "quiet")
    return f"  [{n}] {head}\n      {where}\n{wrap(f'“{span.quote}”', '      ')}"


def _nearest(passage: Passage, style: Style) -> str:
    head = " · ".join(part for part in (day(passage.date), passage.source, passage.title) if part)
    where = style(f"{passage.document}, characters {passage.start}-{passage.end}", "quiet")
    return f"  {head}\n  {where}\n{wrap(textwrap.shorten(passage.text, 240, placeholder=' ...'), '    ')}"


def search(passages: tuple[Passage, ...], *, explain: bool, style: Style = unstyled) -> str:
    """The passages, best first; with the parts of each score when asked to explain."""
    lines = []
    for place, passage in enumerate(passages, 1):
        head = " · ".join(part for part in (day(passage.date), passage.source, passage.title) if part)
        lines.append(f"{place:>3}. {style(head, 'heading')}")
        lines.append("     " + style(f"{passage.document}, characters {passage.start}-{passage.end}, score {passage.score:.3f}", "quiet"))
        if explain:
            lines.append(wrap(style(f"= {_parts(passage)}", "quiet"), "     "))
        if passage.also:
            lines.append("     also in " + ", ".join(passage.also))
        lines.append(wrap(textwrap.shorten(passage.text, 400, placeholder=" ..."), "     "))
    return "\n".join(lines) if lines else "No passage."


def _parts(passage: Passage) -> str:
    """What each part adds to the score, its weight included; parts that add nothing are left out."""
    weights = rank.weights()
    added = ((name, float(str(value)) * weights.get(name, 1.0)) for name, value in passage.parts.items())
    return " ".join(f"{'-' if one < 0 else '+'} {name} {abs(one):.3f}" for name, one in added if round(one, 3)).removeprefix("+ ")


def added(value: Added, *, dry_run: bool) -> str:
    """What an add did, by file where something is new or wrong."""
    lines = [f"  {mark} {name}" for mark, names in (("+", value.added), ("~", value.changed), ("-", value.forgotten)) for name in names]
    lines += [f"  skipped {one.name}: {one.reason}" for one in (*value.skipped, *value.clashes)]
    lines += [f"  warning {one.name}: {one.reason}" for one in value.warnings]
    would = "would be " if dry_run else ""
    counts = [
        f"{len(value.added)} {would}added", f"{len(value.changed)} {would}changed", f"{len(value.unchanged)} unchanged",
        f"{len(value.forgotten)} {would}forgotten", f"{len(value.skipped) + len(value.clashes)} skipped",
    ]  # fmt: skip
    tail = "" if dry_run else f"; {value.embedded} chunks embedded" if value.embedded else "; nothing to embed"
    return "\n".join([*lines, ", ".join(counts) + tail])
