"""The window's reports -> stories, each with the earlier reports that it goes on from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.search import Progress
from qa.briefing.gather import Ground
from qa.ledger.likeness import Portrait, cosine, likeness, portrait, portrait_of
from qa.ledger.originators import originators
from qa.ledger.parts import parts_of
from qa.ledger.stories import direction, meant, stories
from qa.ledger.types import Claim, Report, Story

# Least likeness of an earlier report, or of a part of one, to a story for the story to go on from it, and how many such reports
# are kept; how much a part's likeness counts beside its report's; and what a shared name adds to it, up to two.
LINKED, PART_LINKED, _MOST_LINKED = 0.3, 0.23, 12
OF_A_PART, _NAME, _NAMES = 1.5, 0.05, 2
_TOLD_EVERY = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A story before it is told: its reports, which of their claims are its own, and the reports before that it goes on from.

    ``earlier`` are likest first; ``likeness`` is that of the likest whole one and of the likest part together; ``stems`` are
    those of all its claims.
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


def groups(ground: Ground, on_progress: Progress | None = None) -> tuple[Group, ...]:
    """The stories of the window. A report may stand in several; each of its claims stands in one."""
    past = _Past(ground)
    if on_progress:
        on_progress("grouping reports", 0, len(ground.now))
    found = stories(ground.now, ground.weights, meaning=ground.meaning)
    made: list[Group] = []
    threads: dict[frozenset[str], str] = {}
    for at, story in enumerate(found):
        if on_progress and at % _TOLD_EVERY == 0:
            on_progress("linking stories to earlier days", at, len(found))
        stems = frozenset(stem for _, claim in story.claims for stem in claim.stems)
        linked, likeness = past.linked(story, stems)
        thread = _thread(threads, [report.document for report in linked] or [report.document for report in story.reports])
        made.append(
            Group(
                id=story.id,
                thread=thread,
                reports=story.reports,
                claims=story.claims,
                originators=originators(story.reports),
                earlier=linked,
                likeness=likeness,
                stems=stems,
            )
        )
    return tuple(made)


class _Past:
    """The reports before the window, as stories are held against them: each whole, and each of its parts."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._known: dict[str, tuple[Portrait, tuple[Portrait, ...]]] = {}

    def _seen(self, report: Report) -> tuple[Portrait, tuple[Portrait, ...]]:
        if report.document not in self._known:
            weights = self._ground.weights
            parts = tuple(portrait_of(part.claims, weights) for part in parts_of(report))
            self._known[report.document] = (portrait(report, weights), parts)
        return self._known[report.document]

    def linked(self, story: Story, stems: frozenset[str]) -> tuple[tuple[Report, ...], float]:
        """The earlier reports that a story goes on from, likest first, and how surely it does."""
        weights, vectors = self._ground.weights, self._ground.meaning.reports
        own = portrait_of([claim for _, claim in story.claims], weights)
        pointing = direction(vectors.get(report.document) for report in story.reports)
        found = []
        for report in self._ground.before.about(stems):
            whole, parts = self._seen(report)
            alike = likeness(own, whole, weights) + meant(pointing, vectors.get(report.document))
            found.append((alike, max((_of_a_part(own, part) for part in parts), default=0.0), report))
        kept = [one for one in found if one[0] >= LINKED or one[1] >= PART_LINKED]
        ordered = sorted(kept, key=lambda one: (-one[0], -one[2].date.toordinal(), one[2].document))[:_MOST_LINKED]
        surest = max((alike for alike, _, _ in kept if alike >= LINKED), default=0.0)
        return tuple(report for _, _, report in ordered), surest + OF_A_PART * max((part for _, part, _ in found), default=0.0)


def _of_a_part(own: Portrait, part: Portrait) -> float:
    return cosine(own.words, part.words) + _NAME * min(_NAMES, len(own.names & part.names))


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
