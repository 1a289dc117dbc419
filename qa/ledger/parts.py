"""A report -> its parts: paragraphs that each say enough to be of one matter, a short one together with its neighbour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.embed import TokenEmbedder
from qa.ledger.likeness import Weights, cosine, vector
from qa.ledger.types import Claim, Report

Direction = NDArray[np.float64]
# A paragraph of fewer content words than this, and of one sentence, goes with the one before it.
_SAYS = 8
# A part that is less like each of those before it than this tells of another matter.
_OTHER = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Neighbouring claims of one report that tell of one matter."""

    report: Report
    claims: tuple[Claim, ...]

    @property
    def key(self) -> tuple[str, int]:
        """The report's digest and where the part begins: what its vector is known by."""
        return self.report.digest, self.claims[0].start

    @property
    def text(self) -> str:
        """The stored text from its first claim to its last."""
        return self.report.text[self.claims[0].start : self.claims[-1].end]

    @property
    def size(self) -> int:
        """How many content words it has."""
        return sum(len(claim.stems) for claim in self.claims)


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """Vectors of length one by the bundled embedder: of reports by document name, of parts by their ``key``; ``tokens`` reads more.

    Any may be missing.
    """

    reports: Mapping[str, Direction] = field(default_factory=lambda: MappingProxyType({}))
    parts: Mapping[tuple[str, int], Direction] = field(default_factory=lambda: MappingProxyType({}))
    tokens: TokenEmbedder | None = None


NO_MEANING = Meaning()


def parts_of(report: Report) -> tuple[Part, ...]:
    """The parts in order; together they have every claim. A report without claims has none."""
    paragraphs: dict[int, list[Claim]] = {}
    for claim in report.claims:
        paragraphs.setdefault(claim.paragraph, []).append(claim)
    made: list[list[Claim]] = []
    for claims in paragraphs.values():
        if made and (_says_little(claims) or _size(made[-1]) < _SAYS):
            made[-1].extend(claims)
        else:
            made.append(claims)
    return tuple(Part(report=report, claims=tuple(claims)) for claims in made)


def items_of(report: Report, weights: Weights) -> tuple[Part, ...]:
    """The parts that begin another matter than all before them in their report, the first one among them."""
    found: list[Part] = []
    seen: list[Mapping[str, float]] = []
    for part in parts_of(report):
        words = vector([stem for claim in part.claims for stem in claim.stems], weights)
        if all(cosine(words, other) < _OTHER for other in seen):
            found.append(part)
        seen.append(words)
    return tuple(found)


def _says_little(claims: list[Claim]) -> bool:
    return len(claims) < 2 and _size(claims) < _SAYS


def _size(claims: list[Claim]) -> int:
    return sum(len(claim.stems) for claim in claims)
