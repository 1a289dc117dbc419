"""What the window changed -> each story's status and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.briefing.gather import Ground
from qa.briefing.group import Group
from qa.briefing.types import Status
from qa.ledger.corrections import corrections
from qa.ledger.denials import contradictions
from qa.ledger.likeness import covered
from qa.ledger.targets import content
from qa.ledger.types import Change, Claim
from qa.ledger.updates import updates

# A story goes on from an earlier one when it is as like it as this, in words and meaning, each of at most two figures or states that it
# brings up to date counting for some likeness: chosen on five development corpora (.78 of the statuses right on average).
GOES_ON, BROUGHT_UP, _MOST_COUNTED = 0.38, 0.2, 2
# A claim of which one earlier report holds less than this tells something new.
KNOWN = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Moves:
    """The ledger's rows for a window: what is taken back, what contradicts, what is brought up to date."""

    taken_back: tuple[Change, ...]
    clashes: tuple[Change, ...]
    updates: tuple[Change, ...]

    @classmethod
    def of(cls, ground: Ground) -> Moves:
        """All of them, whatever their number."""
        return cls(
            taken_back=tuple(corrections(ground.before, ground.now, ground.weights)),
            clashes=tuple(contradictions(ground.before, ground.now, ground.weights, ground.meaning.tokens)),
            updates=tuple(updates(ground.before, ground.now, ground.weights, ground.meaning.tokens)),
        )

    @property
    def rows(self) -> tuple[Change, ...]:
        """Gravest first."""
        return (*self.taken_back, *self.clashes, *self.updates)


def in_story(rows: Sequence[Change], group: Group) -> tuple[Change, ...]:
    """The rows whose present side is told by one of the story's claims."""
    return tuple(row for row in rows if any(group.holds(span.document, span.start) for span in row.spans))


def status(group: Group, moves: Moves, ground: Ground) -> Status:
    """What a story is against everything before: taken back goes before brought up to date, that before new."""
    taken = in_story(moves.taken_back, group)
    if taken and _is_about(taken, group):
        return "retracted" if any(row.change == "retracted" for row in taken) else "corrected"
    moved = [*in_story(moves.updates, group), *(row for row in in_story(moves.clashes, group) if _older(row, ground))]
    alike = group.likeness + BROUGHT_UP * min(_MOST_COUNTED, len(moved))
    if not group.earlier or alike < GOES_ON:
        return "new"
    return "updated" if moved or any(is_new(claim, ground) for _, claim in group.claims) else "unchanged"


def is_new(claim: Claim, ground: Ground) -> bool:
    """Whether no earlier report holds what a claim says."""
    stems = content([claim])
    return all(covered(stems, report.stems, ground.weights) < KNOWN for report in ground.before.about(stems))


def _is_about(rows: Sequence[Change], group: Group) -> bool:
    """Whether the notice is what the story is: it stands in every report of it, or opens one."""
    noticed = {span.document for row in rows for span in row.spans}
    return noticed >= {report.document for report in group.reports} or any(
        claim.paragraph == 0 and any(span.document == report.document and claim.start <= span.start < claim.end for span in row.spans)
        for row in rows
        for report, claim in group.claims
    )


def _older(row: Change, ground: Ground) -> bool:
    return row.previous is not None and row.previous.date is not None and row.previous.date < ground.since
