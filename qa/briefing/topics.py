"""Standing topics + stories -> which speak of them, and "no reporting" where none does."""

from __future__ import annotations

from collections.abc import Sequence

from qa.briefing.gather import Ground
from qa.briefing.group import Group
from qa.briefing.types import Requirement
from qa.ledger.claims import content_stems
from qa.ledger.likeness import covered

# Least share of a topic's weight that a story's words must hold.
_SPEAKS = 0.6


def speaks(topic: str, group: Group, ground: Ground) -> float:
    """How much of a topic's words a story has, by rarity, 0 to 1; 0 under the least."""
    titles = frozenset(stem for report in group.reports for stem in content_stems(report.title or ""))
    share = covered(content_stems(topic), group.stems | titles, ground.weights)
    return share if share >= _SPEAKS else 0.0


def requirements(topics: Sequence[str], groups: Sequence[Group], ground: Ground, days: str) -> tuple[Requirement, ...]:
    """One row a topic, in the order given."""
    rows = []
    for topic in topics:
        found = tuple(group.id for group in groups if speaks(topic, group, ground))
        rows.append(Requirement(topic=topic, stories=found, note=None if found else f"No reporting on “{topic}” {days}."))
    return tuple(rows)
