"""The words that every form of a briefing shares: its headings, its days, what a figure was, where a quote stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from types import MappingProxyType

from qa.briefing.types import Briefing, FigureRow, Line, StoryBrief
from qa.render.text import day
from qa.types import Span

STATUS = MappingProxyType(
    {"new": "new", "updated": "updated", "corrected": "corrected", "retracted": "retracted", "unchanged": "nothing new"}
)
CHANGED = MappingProxyType({"updated": "before", "corrected": "corrects", "retracted": "takes back"})


def title(page: Briefing) -> str:
    """What the page is called."""
    return f"Briefing for {days(page)}"


def days(page: Briefing) -> str:
    """The window's days as people write them."""
    return day(page.since) if page.since == page.until else f"{day(page.since)} to {day(page.until)}"


def scope(page: Briefing) -> str:
    """What the page was made from, in one line."""
    covered = page.coverage
    parts = [_many(covered.documents, "report"), f"{_many(covered.sources, 'outlet')}", f"{_many(len(page.stories) + page.more, 'story')}"]
    if covered.undated:
        parts.append(f"{_many(covered.undated, 'undated document')} left out")
    if page.as_of:
        parts.append(f"as of {day(page.as_of)}")
    return " · ".join(parts)


def nothing(page: Briefing) -> str:
    """The sentence for a window without a report, with the latest day that has one."""
    said = f"No reporting in the window ({days(page)})."
    return f"{said} The latest day with reports is {day(page.coverage.latest)}." if page.coverage.latest else said


def support(story: StoryBrief) -> str:
    """How many told it themselves."""
    return f"{_many(story.independent_sources, 'independent source')}, {_many(len(story.documents), 'report')}"


def outlet(line: Line, page: Briefing) -> str:
    """Whose words a line is, and of which day."""
    span = line.spans[0]
    return " · ".join(part for part in (page.outlets.get(span.document), short_day(span.date)) if part)


def short_day(value: dt.date | None) -> str:
    """A day without its year; ``undated`` when there is none."""
    return f"{value.day} {value:%B}" if value else "undated"


def figure(row: FigureRow) -> str:
    """What a figure is and who gives it, with its day where that is not the report's: "dead (total, police, as of 5 March)"."""
    other_day = row.as_of is not None and row.as_of != row.span.date
    about = [part for part in (row.attributed_to, f"as of {short_day(row.as_of)}" if other_day else "") if part]
    kind = {"cumulative": "total", "incident": "", "level": ""}[row.kind]
    return " ".join(part for part in (row.what, f"({', '.join([*([kind] if kind else []), *about])})" if kind or about else "") if part)


def value(row: FigureRow) -> str:
    """A figure's value with its unit, unless that is said already."""
    if not row.unit or (row.unit == "%" and re.search(r"%|per ?cent|percentage|points?\b", row.value)):
        return row.value
    if row.unit == "%":
        return f"{row.value}%"
    said = f"{row.value} {row.what}".lower()
    return row.value if row.unit.lower().rstrip("s")[:5] in said else f"{row.value} {row.unit}"


def earlier(row: FigureRow) -> str:
    """The values before, oldest first, with their days."""
    return ", ".join(f"{one.value} ({short_day(one.date)})" for one in row.history if one.amount != row.amount)


def reference(span: Span, page: Briefing) -> str:
    """Where a quote stands: day, outlet, headline where the report has its own, document and characters."""
    title = span.title if span.title and not span.title.endswith("…") else None
    where = f"{span.document}, characters {span.start}-{span.end}"
    return " · ".join(part for part in (day(span.date), page.outlets.get(span.document), title, where) if part)


def moved(page: Briefing) -> Sequence[str]:
    """The figures that have another value than before, a line each: what, from, to, in which story."""
    names = {story.documents: at for at, story in enumerate(page.stories, start=1)}
    rows = []
    for row in page.moved:
        if row.change == "updated" and row.was and row.now:
            at = next((names[one] for one in names if row.spans[0].document in one), None)
            rows.append(f"{row.about}: {row.was} → {row.now}" + (f" (story {at})" if at else ""))
    return tuple(dict.fromkeys(rows))


def changes(page: Briefing) -> Sequence[str]:
    """What the window changed, a line each kind: how many stories are new, updated and so on; then the figures that moved."""
    names = {story.id: at for at, story in enumerate(page.stories, start=1)}
    rows = []
    for status, ids in page.changes.items():
        if ids:
            numbers = ", ".join(str(names[one]) for one in ids)
            rows.append(f"{STATUS[status]}: {'story' if len(ids) == 1 else 'stories'} {numbers}")
    return [*rows, *moved(page)]


def checks(page: Briefing) -> str:
    """How the checks went; a page without a line has none to check."""
    held = len(page.withheld)
    if not page.passed and not held:
        return "nothing to check"
    told = f"{len(page.passed)} of 12 checks found nothing"
    return f"{told}; {_many(held, 'sentence')} withheld" if held else told


def foot(page: Briefing) -> str:
    """By what and from what the page was made."""
    return " · ".join(part for part in (checks(page), page.model, f"corpus {page.corpus[:19]}", f"run {page.run}") if part)


def _many(n: int, what: str) -> str:
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{n} {what if n == 1 else plural}"
