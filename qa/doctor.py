"""Machine -> checks, each with a remedy where something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.types import CorpusError
from qa.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do when it is not well."""

    name: str
    ok: bool
    found: str
    remedy: str | None = None


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at the packages, the model and vocabulary files, the home and its index, and the model settings."""
    return (
        _python(),
        _packages(),
        _guarded("embedder files", _embedder, "reinstall deskbook: its weights come with it, nothing is downloaded"),
        _guarded("token vocabulary", _tokens, "reinstall deskbook"),
        _home(settings.home),
        _guarded("index", lambda: _index(settings.home), "run qa verify, then qa rebuild"),
        _model(settings),
    )


def _python() -> Check:
    ok = (3, 11) <= sys.version_info < (3, 14)
    return Check(name="python", ok=ok, found=sys.version.split()[0], remedy=None if ok else "use Python 3.11 to 3.13")


def _packages() -> Check:
    found, missing = [], []
    for name in ("deskbook", "chromadb", "langchain", "openai", "tiktoken", "click", "onnxruntime"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    remedy = f"missing: {', '.join(missing)}; install deskbook again" if missing else None
    return Check(name="packages", ok=not missing, found=", ".join(found), remedy=remedy)


def _guarded(name: str, look: Callable[[], str], remedy: str) -> Check:
    try:
        return Check(name=name, ok=True, found=look())
    except CorpusError as error:
        return Check(name=name, ok=False, found=str(error), remedy=remedy)


def _embedder() -> str:
    from index.embed import minilm

    weights, vocabulary = minilm.files()
    minilm.checked(weights, minilm.WEIGHTS_SHA256)
    minilm.checked(vocabulary, minilm.VOCABULARY_SHA256)
    return f"{minilm.NAME}, weights and vocabulary as they should be ({weights.stat().st_size // 1_000_000} MB)"


def _tokens() -> str:
    from index import tokens

    return f"{tokens.NAME} counts 'dated reports' as {tokens.count('dated reports')} tokens"


def _home(home: Path) -> Check:
    place = home
    while not place.exists() and place != place.parent:
        place = place.parent
    ok = place.is_dir() and os.access(place, os.W_OK)
    found = f"{home}" + ("" if home.exists() else " (not there yet: qa add makes it)")
    return Check(
        name="home", ok=ok, found=found, remedy=None if ok else f"{place} cannot be written: choose another with --home or QA_HOME"
    )


def _index(home: Path) -> str:
    from index.embed.minilm import MiniLM
    from index.record import FILE
    from index.search import Library

    if not (home / FILE).exists():
        return "no documents yet"
    with Library(home, embedder=MiniLM()) as library:
        counts = library.record.counts()
        if not library.index_is_ready():
            raise CorpusError("the published index is behind the record, or damaged")
    return f"{counts['documents']} documents, {counts['chunks']} chunks, published to Chroma"


def _model(settings: Settings) -> Check:
    if settings.model == "extractive":
        return Check(name="model", ok=True, found="extractive (no model, no network)")
    place = settings.base_url or "the provider's own address"
    return Check(name="model", ok=True, found=f"{settings.model} at {place}")
