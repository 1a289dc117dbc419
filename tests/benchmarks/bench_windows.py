"""What a window costs in a large home: a slice of days against Chroma's ``where``, over synthetic chunks.

    python tests/benchmarks/bench_windows.py [--chunks 100000] [--cache DIR] [--questions 50]

The texts are drawn from a Zipf vocabulary, the vectors from clusters, the days from three years; the embedder is a fake
one, so that only the search is timed. Gate: a week costs at most a tenth of ``where``'s time, with recall@10 of at
least .99 of the exact search.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from index.embed.types import Fingerprint, Matrix, TokenVectors
from index.record import NewChunk, Record, number
from index.search import Library
from index.types import Chunk, Document, Window
from index.words import terms

DIMENSION, CLUSTERS, DAYS, CHUNKS_A_DOCUMENT = 384, 400, 1_096, 5
FIRST = dt.date(2029, 1, 1)
OPENINGS = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "ai", "or")]
ENDINGS = ("lan", "mer", "dok", "vin", "tas", "rup", "gel", "bor", "sin", "kat", "lum", "pod", "ren", "wis", "zem")
VOCABULARY = np.array([opening + ending for opening in OPENINGS for ending in ENDINGS])


class Placed:
    """The fake embedder: a text's words decide its cluster, its bytes the place within."""

    def __init__(self) -> None:
        self._centres = np.random.default_rng(1).standard_normal((CLUSTERS, DIMENSION)).astype(np.float32)

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(name="placed", revision="1", dimension=DIMENSION)

    def embed(self, texts: Sequence[str]) -> Matrix:
        return np.stack([self._one(text) for text in texts])

    def _one(self, text: str) -> Matrix:
        code = zlib.crc32(text.encode())
        row = self._centres[code % CLUSTERS] + 0.8 * np.random.default_rng(code).standard_normal(DIMENSION).astype(np.float32)
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)

    def tokens(self, text: str) -> TokenVectors:
        spans, at = [], 0
        for word in text.split()[:200]:
            at = text.index(word, at)
            spans.append((at, at + len(word)))
            at += len(word)
        rows = np.random.default_rng(zlib.crc32(text.encode())).standard_normal((len(spans), DIMENSION)).astype(np.float32)
        return TokenVectors(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), tuple(spans))


def text(draw: np.random.Generator, words: int) -> str:
    """So many words, common ones often."""
    return " ".join(VOCABULARY[np.minimum(draw.zipf(1.3, words) - 1, len(VOCABULARY) - 1)])


def make(home: Path, chunks: int) -> None:
    """A home of that many chunks, published to Chroma. Done once."""
    embedder = Placed()
    home.mkdir(parents=True, exist_ok=True)
    record = Record(home, write=True)
    if record.counts()["chunks"] < chunks:
        draw = np.random.default_rng(2)
        record.keep_fingerprint(embedder.fingerprint)
        with record.transaction():
            for at in range(chunks // CHUNKS_A_DOCUMENT):
                pieces = [text(draw, 110) + ". " for _ in range(CHUNKS_A_DOCUMENT)]
                day = FIRST + dt.timedelta(days=int(draw.integers(DAYS)))
                document = Document(name=f"{at:06}.txt", text="".join(pieces), date=day, title=text(draw, 6), source=text(draw, 1))
                news, start = [], 0
                for ordinal, piece in enumerate(pieces):
                    chunk = Chunk(ordinal=ordinal, start=start, end=start + len(piece), text=piece)
                    news.append(NewChunk(chunk=chunk, vector=embedder.embed([piece])[0], terms=terms(piece), days=[(day, day)]))
                    start += len(piece)
                record.keep(document, path=document.name, root=".", added="", chunks=news)
    record.close()
    library = Library(home, embedder=embedder)
    if not library.index_is_ready():
        library.close()
        library.rebuild()
    library.close()


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what came of it."""
    begun = time.perf_counter()
    result = act()
    return (time.perf_counter() - begun) * 1000, result


def shown(name: str, spent: Sequence[float]) -> float:
    """Prints the median and the 95th percentile; gives the median."""
    middle, high = np.percentile(spent, [50, 95])
    print(f"{name:58} p50 {middle:8.1f} ms   p95 {high:8.1f} ms", flush=True)
    return float(middle)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "bench-windows")
    parser.add_argument("--questions", type=int, default=50)
    options = parser.parse_args()
    home = options.cache / f"windows-{options.chunks}"
    waited, _ = timed(lambda: make(home, options.chunks))
    print(f"home of {options.chunks} chunks ready in {waited / 1000:.0f} s")
    embedder = Placed()
    library = Library(home, embedder=embedder)
    draw = np.random.default_rng(3)
    asked = [f"How many {text(draw, 7)}?" for _ in range(options.questions)]
    weeks = [FIRST + dt.timedelta(days=int(draw.integers(DAYS - 7))) for _ in asked]
    windows = [Window(since=week, until=week + dt.timedelta(days=6)) for week in weeks]
    walls = [Window(as_of=week) for week in weeks]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, _ = timed(lambda: library.search(asked[0], windows[0]))
    print(f"first question of a process: {first:.0f} ms")
    holdings = library._in_memory()
    record = library.record

    collection = library._index._open(library._index.pointer().generation)  # type: ignore[union-attr]

    def where(question: str, window: Window, most: int) -> list[str]:
        days: dict[str, Any] = {"$and": [{"day": {"$gte": number(window.since)}}, {"day": {"$lte": number(window.until)}}]}
        vector = embedder.embed([question])[0].tolist()
        return list(collection.query(query_embeddings=[vector], n_results=most, where=days, include=["distances"])["ids"][0])

    ours, theirs, recall, recall_theirs = [], [], [], []
    for question, window in zip(asked, windows, strict=True):
        vector = embedder.embed([question])[0]
        part = record.vectors(window)
        exact = part.ids[np.argsort(-(part.vectors.astype(np.float64) @ vector.astype(np.float64)), kind="stable")[:10]].tolist()
        ms, found = timed(partial(holdings.by_meaning, record, vector, window, most=10))
        ours.append(ms)
        recall.append(len(set(found) & set(exact)) / len(exact))
        ms, keys = timed(partial(where, question, window, 10))
        theirs.append(ms)
        known = record.ids_of_keys(keys)
        recall_theirs.append(len({known[key] for key in keys} & set(exact)) / len(exact))
    a = shown("a week by meaning: ours, exact", ours)
    b = shown("a week by meaning: Chroma where", theirs)
    print(f"{'recall@10 of exact search':58} ours {np.mean(recall):.3f}   Chroma {np.mean(recall_theirs):.3f}")
    whole = {"a week": windows, "up to a day (as of)": walls, "no window": [Window()] * len(asked)}
    for name, some in whole.items():
        spent = [timed(partial(library.search, question, window))[0] for question, window in zip(asked, some, strict=True)]
        shown(f"{name}, the whole search (words, meaning, parts, order)", spent)
    vectors = [embedder.embed([question])[0] for question in asked]
    for most in (10, 200):
        spent = [timed(partial(library._index.nearest, vector, most))[0] for vector in vectors]
        shown(f"no window: Chroma alone, {most} nearest", spent)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"largest memory {before / 1024:.0f} MB before the first question, {after / 1024:.0f} MB after all")
    library.close()
    result = {"share": a / b, "recall": float(np.mean(recall)), "chunks": options.chunks}
    print(json.dumps(result))
    return 0 if result["share"] <= 0.1 and result["recall"] >= 0.99 else 1


if __name__ == "__main__":
    sys.exit(main())
