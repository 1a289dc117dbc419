"""The nouns of a briefing: Line, Fact, FigureRow, Contradiction, StoryBrief, Briefing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qa.ledger.types import Change, Kind
from qa.types import Span

Status = Literal["new", "updated", "corrected", "retracted", "unchanged"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One sentence of the page, without its [n] marks, and the spans that it rests on."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A line that tells what was reported. ``event`` is its first and last day and ``basis`` how they were found.

    ``change`` is against everything before the window; ``previous`` what it takes the place of, None when nothing is.
    ``originators`` counts who tells it independently; ``disputed`` says that another report contradicts it.
    """

    line: Line
    attributed_to: str | None = None
    event: tuple[dt.date, dt.date] | None = None
    basis: str | None = None
    change: Status = "new"
    previous: Line | None = None
    originators: int = 1
    disputed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """One value of a figure, on the day of the report that gives it."""

    value: str
    amount: str
    date: dt.date
    document: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRow:
    """A figure of the day with the values that it had before, oldest first."""

    what: str
    value: str
    amount: str
    unit: str
    kind: Kind
    as_of: dt.date | None
    attributed_to: str | None
    span: Span
    history: tuple[Value, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Contradiction:
    """Claims that cannot all hold, side by side, newest first; none is chosen."""

    about: str
    claims: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """Something that the reports say will happen on a day to come."""

    day: dt.date
    line: Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A claim on a thread's timeline."""

    day: dt.date
    line: Line
    now: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What a model concludes, apart from what is reported: its likelihood is in the words, its confidence beside them."""

    line: Line
    confidence: Literal["low", "moderate", "high"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryBrief:
    """One happening of the window: the reports that tell of it, what they say, and what of that is new."""

    id: str
    thread: str
    title: str
    status: Status
    documents: tuple[str, ...]
    independent_sources: int
    sources: tuple[str, ...]
    salience: float
    facts: tuple[Fact, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    background: tuple[Line, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    gaps: tuple[str, ...] = ()
    watch: tuple[Watch, ...] = ()
    timeline: tuple[Moment, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """A sentence that a check kept off the page, and what of it failed. ``text`` is for the record, not for the reader."""

    text: str
    check: str
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement:
    """A standing topic and the stories that speak of it; ``note`` says so when there is none."""

    topic: str
    stories: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """A report from before the window that reached this home only in it."""

    document: str
    title: str | None
    date: dt.date
    added: dt.date


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceCount:
    """An outlet and how many reports of the window are its own."""

    source: str
    reports: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """What the page was made from: dated reports in the window, those used, outlets, and undated documents left out."""

    documents: int
    used: int
    sources: int
    undated: int
    by_source: tuple[SourceCount, ...] = ()
    latest: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefing:
    """One page. ``changes`` maps a status to the stories that have it; ``moved`` are the ledger's rows for the window.

    ``outlets`` says for each cited document who is credited with it, where that is known.
    """

    since: dt.date
    until: dt.date
    as_of: dt.date | None
    coverage: Coverage
    lead: tuple[Line, ...] = ()
    corroborated: tuple[bool, ...] = ()
    stories: tuple[StoryBrief, ...] = ()
    more: int = 0
    changes: Mapping[Status, tuple[str, ...]] = field(default_factory=dict)
    moved: tuple[Change, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    late: tuple[Late, ...] = ()
    references: tuple[Span, ...] = ()
    outlets: Mapping[str, str] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notes: tuple[str, ...] = ()
    model: str = "extractive"
    prompt: str | None = None
    corpus: str = ""
    run: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)

    @property
    def changed_since(self) -> dt.date:
        """The day that the changes are counted from: the last one before the window."""
        return self.since - dt.timedelta(days=1)

    @property
    def lines(self) -> Iterator[Line]:
        """Every cited line in the order of the page."""
        yield from self.lead
        for story in self.stories:
            yield from (fact.line for fact in story.facts)
            yield from (fact.previous for fact in story.facts if fact.previous is not None)
            yield from story.background
            yield from (line for clash in story.contradictions for line in clash.claims)
            yield from (watch.line for watch in story.watch)
            yield from (moment.line for moment in story.timeline)
            yield from (judgement.line for judgement in story.judgements)
