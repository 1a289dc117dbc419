"""Texts -> vectors: the bundled embedder, and the doors to others."""

from index.embed.types import Embedder, Fingerprint, Matrix, Probed, TokenEmbedder, TokenVectors

__all__ = ["Embedder", "Fingerprint", "Matrix", "Probed", "TokenEmbedder", "TokenVectors"]
