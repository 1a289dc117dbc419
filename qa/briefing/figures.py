"""A story's claims -> its figures, each with the values that it had before."""

from __future__ import annotations

from collections.abc import Sequence

from qa.briefing.gather import Ground
from qa.briefing.group import Group
from qa.briefing.types import FigureRow, Value
from qa.ledger.series import Stated, same_thing, stated

_MOST, _MOST_EARLIER = 10, 8
# Of earlier figures, those much less surely of the same thing than the surest are left out.
_OF_THE_SUREST = 0.5


def rows(group: Group, ground: Ground) -> tuple[FigureRow, ...]:
    """The figures that the story states, people first; a value that several outlets give stands once, with the first that gives it."""
    own = [one for one in stated(group.reports) if group.holds(one.report.document, one.claim.start) and one.claim.modality != "denied"]
    kept: list[Stated] = []
    for one in sorted(own, key=lambda one: (-_weight(one), one.order)):
        if not any(_same_value(one, other, ground) for other in kept):
            kept.append(one)
    earlier = stated(group.earlier)
    return tuple(_row(one, _history(one, [*earlier, *own], ground)) for one in kept[:_MOST])


def _weight(one: Stated) -> float:
    figure = one.figure
    people = 2.0 if figure.act and figure.kind == "cumulative" else 1.5 if figure.act else 1.0 if figure.unit else 0.0
    return people - 0.1 * min(8, one.claim.paragraph)


def _same_value(one: Stated, other: Stated, ground: Ground) -> bool:
    mine, theirs = one.figure, other.figure
    if mine.amount != theirs.amount or mine.unit != theirs.unit:
        return False
    return (mine.act == theirs.act and bool(set(mine.head) & set(theirs.head) or mine.act)) or same_thing(one, other, ground.weights) > 0.0


def _history(one: Stated, others: Sequence[Stated], ground: Ground) -> tuple[Value, ...]:
    """Earlier values of the same thing, oldest first, each once a day."""
    if one.figure.kind == "incident":
        return ()
    sure = [(same_thing(one, other, ground.weights), other) for other in others if other.report.date < one.report.date]
    least = _OF_THE_SUREST * max((score for score, _ in sure), default=0.0)
    found: dict[tuple[str, str], Value] = {}
    for score, other in sorted(sure, key=lambda row: row[1].order):
        if score > 0.0 and score >= least:
            value = Value(value=other.figure.value, amount=other.figure.amount, date=other.report.date, document=other.report.document)
            found.setdefault((value.amount, value.date.isoformat()), value)
    return tuple(found.values())[-_MOST_EARLIER:]


def _row(one: Stated, history: tuple[Value, ...]) -> FigureRow:
    figure = one.figure
    return FigureRow(
        what=figure.what, value=figure.value, amount=figure.amount, unit=figure.unit, kind=figure.kind, as_of=figure.as_of,
        attributed_to=figure.attributed_to, span=one.report.span(one.claim), history=history,
    )  # fmt: skip
