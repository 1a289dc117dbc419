"""The window's reports -> stories, each with the earlier reports that it goes on from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.briefing.gather import Ground
from qa.ledger.likeness import Portrait, cosine, likeness, portrait, portrait_of
from qa.ledger.originators import originators
from qa.ledger.stories import direction, meant, stories
from qa.ledger.types import Claim, Report

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
    """The stories of the window. A report may stand in several; each of its claims stands in the one that it is likest to."""
    found = [story.reports for story in stories(ground.now, ground.weights, meaning=ground.meaning)]
    own = _own_claims(found, ground)
    portraits: dict[str, Portrait] = {}
    made: list[Group] = []
    threads: dict[frozenset[str], str] = {}
    for at, reports in enumerate(found, start=1):
        claims = own[at - 1]
        stems = frozenset(stem for _, claim in claims for stem in claim.stems)
        linked = _linked([claim for _, claim in claims], stems, reports, portraits, ground)
        thread = _thread(threads, [report.document for _, report in linked] or [report.document for report in reports])
        made.append(
            Group(
                id=f"s{at}",
                thread=thread,
                reports=reports,
                claims=claims,
                originators=originators(reports),
                earlier=tuple(report for _, report in linked),
                likeness=linked[0][0] if linked else 0.0,
                stems=stems,
            )
        )
    return tuple(made)


def _own_claims(found: Sequence[Sequence[Report]], ground: Ground) -> list[tuple[tuple[Report, Claim], ...]]:
    """Each story's claims: a paragraph of a report that stands in several goes to the one that its others speak of most."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, reports in enumerate(found):
        for report in reports:
            places[report.document].append(at)
    centres = [
        portrait_of([claim for report in reports if len(places[report.document]) == 1 for claim in report.claims], ground.weights)
        for reports in found
    ]
    return [
        tuple(
            (report, claim)
            for report in reports
            for paragraph in _paragraphs(report)
            if _best_place(paragraph, places[report.document], centres, ground) == at
            for claim in paragraph
        )
        for at, reports in enumerate(found)
    ]


def _paragraphs(report: Report) -> Iterable[list[Claim]]:
    made: dict[int, list[Claim]] = defaultdict(list)
    for claim in report.claims:
        made[claim.paragraph].append(claim)
    return made.values()


def _best_place(paragraph: Sequence[Claim], places: Sequence[int], centres: Sequence[Portrait], ground: Ground) -> int:
    if len(places) == 1:
        return places[0]
    words = portrait_of(paragraph, ground.weights).words
    return max(places, key=lambda at: (cosine(words, centres[at].words), -at))


def _linked(
    claims: Sequence[Claim], stems: frozenset[str], reports: Sequence[Report], portraits: dict[str, Portrait], ground: Ground
) -> list[tuple[float, Report]]:
    own = portrait_of(claims, ground.weights)
    near = ground.before.about(stems)
    for report in near:
        if report.document not in portraits:
            portraits[report.document] = portrait(report, ground.weights)
    pointing = direction(reports, ground.meaning)
    found = [
        (likeness(own, portraits[report.document], ground.weights) + meant(pointing, ground.meaning.get(report.document)), report)
        for report in near
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
