"""The nouns of the ledger: Figure, Claim, Report, Story, Change; and how a report's claims are written as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from qa.types import Span

Modality = Literal["fact", "said", "denied", "planned", "possible"]
Kind = Literal["cumulative", "incident", "level"]
Signal = Literal["correction", "retraction", "recalled", "takes office", "leaves office", "ends", "found", "answers", "estimates"]
ChangeKind = Literal["retracted", "corrected", "contradicted", "updated", "new"]


class Key(NamedTuple):
    """What a figure is of: two figures with the same key are values of one thing, on one day or at different times."""

    what: str
    who: str
    where: str
    kind: Kind
    as_of: dt.date | None
    attributed_to: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number that a claim states.

    ``value`` is as written, ``amount`` exact ("0.40" is "0.4", "eleven" is "11"); ``what`` says in the report's words
    what is counted, ``act`` in one general word what happened to it ("dead", "freed", "waiting"; "" when no such word
    fits), ``head`` are the stems of the thing counted. ``former`` marks a value that the claim itself calls an earlier
    one ("from 0.15 per cent"). ``bound`` is 1 for "at least", -1 for "at most".
    """

    value: str
    amount: str
    what: str
    act: str
    head: tuple[str, ...]
    unit: str
    kind: Kind
    as_of: dt.date | None
    attributed_to: str | None
    where: tuple[str, ...] = ()
    former: bool = False
    bound: int = 0

    @property
    def key(self) -> Key:
        """Its key, as words."""
        return Key(self.act or self.what, " ".join(self.head), " ".join(self.where), self.kind, self.as_of, self.attributed_to)


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One sentence of a report: ``text[start:end]`` of the stored text, and what can be read from it without a model.

    ``event`` are the first and last day that it speaks of and ``event_basis`` how they were found; None when it names
    no day that can be resolved. ``signals`` are what it says of earlier reporting, or of an office or a measure.
    """

    ordinal: int
    paragraph: int
    start: int
    end: int
    modality: Modality
    attributed_to: str | None
    event: tuple[dt.date, dt.date] | None
    event_basis: str | None
    names: tuple[str, ...]
    figures: tuple[Figure, ...]
    stems: tuple[str, ...]
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A dated document with its claims. ``agency`` is the news agency that its dateline credits."""

    document: str
    digest: str
    date: dt.date
    title: str | None
    source: str | None
    text: str
    agency: str | None
    claims: tuple[Claim, ...]
    stems: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Gather the stems of all claims once: they are asked for at every comparison."""
        object.__setattr__(self, "stems", frozenset(stem for claim in self.claims for stem in claim.stems))

    def span(self, first: Claim, last: Claim | None = None) -> Span:
        """The stored text of a claim, or of a run of claims."""
        end = (last or first).end
        return Span(
            document=self.document, digest=self.digest, date=self.date, title=self.title, source=self.source,
            start=first.start, end=end, quote=self.text[first.start : end],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """What is told of one happening. ``reports`` are oldest first, ``claims`` those of theirs that tell of it; ``originators`` counts
    copies of one wire text once."""

    id: str
    reports: tuple[Report, ...]
    claims: tuple[tuple[Report, Claim], ...]
    originators: int
    thread: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Something that the reports of a window changed against everything before.

    ``spans`` hold the present text (one or two quotes); ``previous`` what stood before, None when nothing did. ``was``
    and ``now`` are the values of a figure. ``salience`` orders the rows, 0 to 1.
    """

    change: ChangeKind
    about: str
    spans: tuple[Span, ...]
    previous: Span | None = None
    was: str | None = None
    now: str | None = None
    salience: float = 0.5


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim as plain values; empty ones are left out."""
    row = {
        "at": [claim.ordinal, claim.paragraph, claim.start, claim.end],
        "modality": claim.modality,
        "by": claim.attributed_to,
        "event": [day.isoformat() for day in claim.event] if claim.event else None,
        "basis": claim.event_basis,
        "names": list(claim.names),
        "figures": [_figure_json(figure) for figure in claim.figures],
        "stems": " ".join(claim.stems),
        "signals": list(claim.signals),
    }
    return {name: value for name, value in row.items() if value}


def _figure_json(figure: Figure) -> dict[str, Any]:
    row = {
        "value": figure.value, "amount": figure.amount, "what": figure.what, "act": figure.act, "head": list(figure.head),
        "unit": figure.unit, "kind": figure.kind, "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "by": figure.attributed_to, "where": list(figure.where), "former": figure.former, "bound": figure.bound,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value}


def claim_of(row: dict[str, Any]) -> Claim:
    """The inverse of ``claim_json``. Raises KeyError or ValueError for anything else."""
    ordinal, paragraph, start, end = row["at"]
    event = row.get("event")
    return Claim(
        ordinal=ordinal, paragraph=paragraph, start=start, end=end, modality=row["modality"], attributed_to=row.get("by"),
        event=(dt.date.fromisoformat(event[0]), dt.date.fromisoformat(event[1])) if event else None,
        event_basis=row.get("basis"), names=tuple(row.get("names", ())),
        figures=tuple(_figure_of(figure) for figure in row.get("figures", ())),
        stems=tuple(row.get("stems", "").split()), signals=tuple(row.get("signals", ())),
    )  # fmt: skip


def _figure_of(row: dict[str, Any]) -> Figure:
    as_of = row.get("as_of")
    return Figure(
        value=row["value"], amount=row["amount"], what=row.get("what", ""), act=row.get("act", ""), head=tuple(row.get("head", ())),
        unit=row.get("unit", ""), kind=row["kind"], as_of=dt.date.fromisoformat(as_of) if as_of else None,
        attributed_to=row.get("by"), where=tuple(row.get("where", ())), former=row.get("former", False), bound=row.get("bound", 0),
    )  # fmt: skip
