"""Deskbook: ask your own pile of dated reports; every sentence a checked quote, or an honest refusal.

from qa import Library, MiniLM, ask

with Library("my-home", embedder=MiniLM()) as library:
    library.add(["reports"])
    print(ask(library, "Where did they meet?").text)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.add import Added
    from index.embed.minilm import MiniLM
    from index.embed.types import Embedder
    from index.search import Found, Library
    from index.types import Chunk, CorpusError, Document, Passage, Skipped, Window
    from qa.answer import ask
    from qa.briefing.brief import brief
    from qa.briefing.types import Briefing
    from qa.types import Answer, Citation, ModelError, QaError, Sentence, Span, Superseded
    from qa.writers.chat import ChatWriter
    from qa.writers.extractive import Extractive
    from qa.writers.types import Draft, DraftSentence, Writer

# Where each name lives: importing qa alone loads none of the heavy packages.
_PLACES = {
    "Added": "index.add",
    "Answer": "qa.types",
    "Briefing": "qa.briefing.types",
    "ChatWriter": "qa.writers.chat",
    "Chunk": "index.types",
    "Citation": "qa.types",
    "CorpusError": "index.types",
    "Document": "index.types",
    "Draft": "qa.writers.types",
    "DraftSentence": "qa.writers.types",
    "Embedder": "index.embed.types",
    "Extractive": "qa.writers.extractive",
    "Found": "index.search",
    "Library": "index.search",
    "MiniLM": "index.embed.minilm",
    "ModelError": "qa.types",
    "Passage": "index.types",
    "QaError": "qa.types",
    "Sentence": "qa.types",
    "Skipped": "index.types",
    "Span": "qa.types",
    "Superseded": "qa.types",
    "Window": "index.types",
    "Writer": "qa.writers.types",
    "ask": "qa.answer",
    "brief": "qa.briefing.brief",
}

__all__ = [
    "Added", "Answer", "Briefing", "ChatWriter", "Chunk", "Citation", "CorpusError", "Document", "Draft", "DraftSentence", "Embedder",
    "Extractive",
    "Found", "Library", "MiniLM", "ModelError", "Passage", "QaError", "Sentence", "Skipped", "Span", "Superseded", "Window", "Writer",
    "ask", "brief",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'qa' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
