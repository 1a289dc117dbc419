"""The window's reports -> stories, each with the earlier reports that it goes on from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qa.briefing.gather import Ground
from qa.ledger.likeness import Portrait, likeness, portrait, portrait_of
from qa.ledger.originators import originators
from qa.ledger.stories import direction, meant, stories
from qa.ledger.types import Claim, Report, Story

# Least likeness of an earlier report to a story for the story to go on from it, and how many such reports are kept.
LINKED, _MOST_LINKED = 0.3, 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A story before it is told: its reports, which of their claims are its own, and the reports before that it goes on from.

    ``earlier`` are likest first, ``likeness`` that of the likest; ``stems`` are those of all its claims.
    """

    id: str
    thread: str
    reports: tuple[Report, ...]
    claims: tuple[tuple[Report, Claim], ...]
    originators: tuple[tuple[Report, ...], ...]
    earlier: tuple[Report, ...]
    likeness: float
    stems: frozenset[str]

    spots: Mapping[str, tuple[tuple[int, int], ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note where the claims stand: it is asked for at every row."""
        spots: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for report, claim in self.claims:
            spots[report.document].append((claim.start, claim.end))
        object.__setattr__(self, "spots", {document: tuple(found) for document, found in spots.items()})

    def holds(self, document: str, start: int) -> bool:
        """Whether the claim that stands at ``start`` of a document is this story's own."""
        return any(first <= start < last for first, last in self.spots.get(document, ()))

    @property
    def sources(self) -> tuple[str, ...]:
        """The outlets, each once; copies under the name of whoever wrote them."""
        return tuple(dict.fromkeys(outlet(report) for report in self.reports))


def groups(ground: Ground) -> tuple[Group, ...]:
    """The stories of the window. A report may stand in several; each of its claims stands in one."""
    portraits: dict[str, Portrait] = {}
    made: list[Group] = []
    threads: dict[frozenset[str], str] = {}
    for story in stories(ground.now, ground.weights, meaning=ground.meaning):
        stems = frozenset(stem for _, claim in story.claims for stem in claim.stems)
        linked = _linked(story, stems, portraits, ground)
        thread = _thread(threads, [report.document for _, report in linked] or [report.document for report in story.reports])
        made.append(
            Group(
                id=story.id,
                thread=thread,
                reports=story.reports,
                claims=story.claims,
                originators=originators(story.reports),
                earlier=tuple(report for _, report in linked),
                likeness=linked[0][0] if linked else 0.0,
                stems=stems,
            )
        )
    return tuple(made)


def _linked(story: Story, stems: frozenset[str], portraits: dict[str, Portrait], ground: Ground) -> list[tuple[float, Report]]:
    own = portrait_of([claim for _, claim in story.claims], ground.weights)
    near = ground.before.about(stems)
    for report in near:
        if report.document not in portraits:
            portraits[report.document] = portrait(report, ground.weights)
    known = ground.meaning.reports
    pointing = direction(known.get(report.document) for report in story.reports)
    found = [
        (likeness(own, portraits[report.document], ground.weights) + meant(pointing, known.get(report.document)), report) for report in near
    ]
    kept = [(alike, report) for alike, report in found if alike >= LINKED]
    return sorted(kept, key=lambda one: (-one[0], -one[1].date.toordinal(), one[1].document))[:_MOST_LINKED]


def _thread(threads: dict[frozenset[str], str], documents: Sequence[str]) -> str:
    """Stories that go on from the same earlier reports are one thread."""
    mine = frozenset(documents)
    for known, name in threads.items():
        if len(mine & known) * 2 >= min(len(mine), len(known)):
            threads[known | mine] = name
            return name
    threads[mine] = f"t{len(set(threads.values())) + 1}"
    return threads[mine]


def outlet(report: Report) -> str:
    """Who is credited with a report: the agency of its dateline, else its outlet, else its own name."""
    return report.agency or report.source or report.document
