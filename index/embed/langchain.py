"""LangChain's Embeddings <-> Embedder, both ways. The only door to langchain in this room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings

from index.embed.types import PROBE, Embedder, Fingerprint, Matrix
from index.types import CorpusError


class DeskbookEmbeddings(Embeddings):
    """Deskbook's embedder for anything that takes LangChain ``Embeddings``: the bundled one unless another is given."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        if embedder is None:
            from index.embed.minilm import MiniLM

            embedder = MiniLM()
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector of length one for each text."""
        return [[float(one) for one in row] for row in self.embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question: the same as that of a text."""
        return self.embed_documents([text])[0]


class FromLangChain:
    """Any LangChain ``Embeddings`` as an Embedder. ``name`` tells it from others in the home's fingerprint."""

    def __init__(self, embeddings: Embeddings, *, name: str, revision: str = "") -> None:
        self._embeddings = embeddings
        self._name, self._revision = name, revision
        self._probe: Matrix | None = None

    @property
    def probe(self) -> Matrix:
        """The vector of ``PROBE``: other figures mean another model behind the same name."""
        if self._probe is None:
            self._probe = self.embed([PROBE])[0]
        return self._probe

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(name=f"langchain:{self._name}", revision=self._revision, dimension=len(self.probe))

    def embed(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimension) float32, scaled to length one. Raises CorpusError when the wrapped embedder gives another shape."""
        if not texts:
            return np.empty((0, len(self.probe)), np.float32)
        try:
            rows = np.asarray(self._embeddings.embed_documents(list(texts)), dtype=np.float32)
        except Exception as error:  # somebody else's code; what it says may hold a key
            raise CorpusError(f"langchain:{self._name} gave no vectors ({type(error).__name__}): is its server running?") from None
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise CorpusError(
                f"langchain:{self._name} gave vectors of shape {rows.shape} for {len(texts)} texts: check the embedding model"
            )
        scaled: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return scaled
