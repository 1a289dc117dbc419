"""Reports and claims -> how alike they are: words weighted by rarity, names, figures and days together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.ledger.types import Claim, Report

# Of a report's likeness, what the whole body, the two likest paragraphs, the openings and shared figures add: the best of a
# coarse grid over the development fortnight's 133 pairs of one day (AUC .90; whole body alone .88).
BODY, PARAGRAPH, OPENING, FIGURE = 1.0, 0.5, 0.3, 0.05
_MOST_FIGURES = 3
MOST_ALIKE = BODY + PARAGRAPH + OPENING + FIGURE * _MOST_FIGURES
_PARAGRAPH_STEMS = 8
# Reports whose bodies have less than this in common tell of different things, whatever single paragraphs say.
_NOTHING = 0.03
# So many reports about other things are thought of beside those that are there.
_UNSEEN = 30
_MOST_VECTORS = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How rare each stem is among the reports that may be seen; one never seen counts as the rarest."""

    reports: int
    counts: Mapping[str, int]
    _rarities: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    _vectors: dict[tuple[str, ...], Mapping[str, float]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Weights:
        """Count over reports."""
        counts: Counter[str] = Counter()
        size = 0
        for report in reports:
            counts.update(stems_of(report))
            size += 1
        return cls(reports=size, counts=counts)

    def __call__(self, stem: str) -> float:
        """ln((N + 31) / (n + 0.5)): a small home's reports are few, and a word that all of them have still says what they are about."""
        known = self._rarities.get(stem)
        if known is None:
            known = self._rarities[stem] = math.log((self.reports + 1 + _UNSEEN) / (self.counts.get(stem, 0) + 0.5))
        return known

    def vector(self, stems: tuple[str, ...]) -> Mapping[str, float]:
        """A bag of stems as a vector of length 1: (1 + ln count) times rarity. The same bag is asked for again and again."""
        made = self._vectors.get(stems)
        if made is None:
            if len(self._vectors) >= _MOST_VECTORS:
                self._vectors.clear()
            values = {stem: (1 + math.log(count)) * self(stem) for stem, count in Counter(stems).items()}
            size = math.sqrt(sum(value * value for value in values.values())) or 1.0
            made = self._vectors[stems] = {stem: value / size for stem, value in values.items()}
        return made


def stems_of(report: Report) -> frozenset[str]:
    """The stems of all claims of a report."""
    return report.stems


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two sparse vectors of length 1, 0 when either is empty."""
    if len(other) < len(one):
        one, other = other, one
    # in the order of the words, so that the last digit does not depend on which of the two came first
    return sum(one[term] * other[term] for term in sorted(one.keys() & other.keys()))


def vector(stems: Iterable[str], weights: Weights) -> Mapping[str, float]:
    """A bag of stems as a vector of length 1."""
    return weights.vector(tuple(stems))


def claim_likeness(one: Iterable[str], other: Iterable[str], weights: Weights) -> float:
    """Cosine of two claims' stems, 0 to 1."""
    return cosine(vector(one, weights), vector(other, weights))


def covered(part: Iterable[str], whole: frozenset[str], weights: Weights) -> float:
    """The share of a claim's weight that a larger text holds, 0 to 1."""
    values = {stem: weights(stem) for stem in part}
    total = sum(values.values())
    return sum(value for stem, value in values.items() if stem in whole) / total if total else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Portrait:
    """A report as it is compared: its words, its paragraphs, its opening, its names, its figures and what they count, its days."""

    words: Mapping[str, float]
    paragraphs: tuple[Mapping[str, float], ...]
    opening: tuple[str, ...]
    stems: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    acts: frozenset[str]
    days: frozenset[int]


def portrait(report: Report, weights: Weights) -> Portrait:
    """The whole body, its beginning counted twice: a news report says first what it is about."""
    return portrait_of(report.claims, weights)


def portrait_of(claims: Sequence[Claim], weights: Weights) -> Portrait:
    """Some of the claims of a report, compared as a report of their own."""
    stems: list[str] = []
    paragraphs: dict[int, list[str]] = {}
    for claim in claims:
        stems.extend(claim.stems * (2 if claim.paragraph <= 1 else 1))
        paragraphs.setdefault(claim.paragraph, []).extend(claim.stems)
    first = min(paragraphs, default=0)
    return Portrait(
        words=vector(stems, weights),
        paragraphs=tuple(vector(one, weights) for one in paragraphs.values() if len(one) >= _PARAGRAPH_STEMS),
        opening=tuple(paragraphs.get(first, ())),
        stems=frozenset(stems),
        names=frozenset(name for claim in claims for name in claim.names),
        figures=frozenset(figure.amount for claim in claims for figure in claim.figures if len(figure.amount) > 1 or figure.act),
        acts=frozenset(figure.act for claim in claims for figure in claim.figures if figure.act),
        days=frozenset(claim.event[0].toordinal() for claim in claims if claim.event),
    )


def likeness(one: Portrait, other: Portrait, weights: Weights) -> float:
    """How much two reports tell of the same happening: 0 for nothing in common, near 2 for copies."""
    body = cosine(one.words, other.words)
    if body < _NOTHING:
        return BODY * body
    closest = max((cosine(mine, theirs) for mine in one.paragraphs for theirs in other.paragraphs), default=0.0)
    openings = min(covered(one.opening, other.stems, weights), covered(other.opening, one.stems, weights))
    shared = min(_MOST_FIGURES, len(one.figures & other.figures) + len(one.acts & other.acts))
    return BODY * body + PARAGRAPH * closest + OPENING * openings + FIGURE * shared
