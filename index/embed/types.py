"""What an embedder is: texts -> unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

# What an embedder whose model may change behind its name is asked, to see whether it has.
PROBE = "Dated reports, read with care: 3 March 2031."


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """What tells one embedder from another: vectors of two fingerprints are never compared."""

    name: str
    revision: str
    dimension: int

    def __str__(self) -> str:
        return f"{self.name}@{self.revision[:12]} ({self.dimension})"


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into vectors of length one, so that a dot product is their cosine."""

    @property
    def fingerprint(self) -> Fingerprint:
        """Its name, revision and dimension."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimension) float32, one row a text, each of length one. The same text gives the same row."""


@runtime_checkable
class Probed(Protocol):
    """An embedder whose model may change behind its name: a server's, a third party's."""

    @property
    def probe(self) -> Matrix:
        """The vector of ``PROBE``, asked for once."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """One text seen word piece by word piece: ``vectors`` (pieces, dimension), ``spans`` their characters."""

    vectors: Matrix
    spans: tuple[tuple[int, int], ...]


@runtime_checkable
class TokenEmbedder(Protocol):
    """An embedder that can also show the vector of each word piece, for late interaction."""

    def tokens(self, text: str) -> TokenVectors:
        """The vectors of the word pieces of ``text`` in context, each of length one, special pieces left out."""
