"""LangChain's Embeddings <-> Embedder, both ways. The only door to langchain in this room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings

from index.embed.types import Embedder, Fingerprint, Matrix
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
        self._dimension: int | None = None

    @property
    def fingerprint(self) -> Fingerprint:
        if self._dimension is None:
            self._dimension = len(self._embeddings.embed_query("dimension"))
        return Fingerprint(name=f"langchain:{self._name}", revision=self._revision, dimension=self._dimension)

    def embed(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimension) float32, scaled to length one. Raises CorpusError when the wrapped embedder gives another shape."""
        rows = np.asarray(self._embeddings.embed_documents(list(texts)), dtype=np.float32)
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise CorpusError(
                f"langchain:{self._name} gave vectors of shape {rows.shape} for {len(texts)} texts: check the embedding model"
            )
        scaled: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return scaled
