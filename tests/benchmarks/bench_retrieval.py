"""Words, meaning, their plain fusion and ours over public test sets and the fortnight: one table, with intervals.

    python tests/benchmarks/bench_retrieval.py --data ../shared/data [--cache DIR] [--sets multihop,squad2] [--half held-out|fit|all]

Questions are split in two by a hash of their id; weights were fitted on the one half, the table shows the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import retrieval_sets
from retrieval_sets import Asked, Gold, Missing, TestSet

from index import rank, words
from index.embed.minilm import MiniLM
from index.embed.types import Fingerprint, Matrix, TokenVectors
from index.search import Library
from index.types import Passage
from qa.evaluate import ranking

METRICS = ("recall@10", "all_evidence@10", "MRR@10", "nDCG@10")
DRAWS = 2_000
Place = tuple[str, int, int]


class Kept:
    """The bundled embedder with a file of what it has embedded before: reruns need not wait."""

    def __init__(self, path: Path) -> None:
        self._model = MiniLM(threads=1)  # on a busy machine a second thread waits for the first
        self._file = sqlite3.connect(path)
        self._file.execute("PRAGMA synchronous=OFF")
        self._file.execute("CREATE TABLE IF NOT EXISTS e (k TEXT PRIMARY KEY, v BLOB)")

    @property
    def fingerprint(self) -> Fingerprint:
        return self._model.fingerprint

    def embed(self, texts: Sequence[str]) -> Matrix:
        return np.stack([self._one(text) for text in texts])

    def _one(self, text: str) -> Matrix:
        key = hashlib.sha256(f"{self.fingerprint}\n{text}".encode()).hexdigest()
        row = self._file.execute("SELECT v FROM e WHERE k=?", (key,)).fetchone()
        if row:
            return np.frombuffer(row[0], dtype=np.float32)
        vector = self._model.embed([text])[0]
        self._file.execute("INSERT INTO e VALUES (?, ?)", (key, vector.tobytes()))
        self._file.commit()
        return vector

    def tokens(self, text: str) -> TokenVectors:
        return self._model.tokens(text)


def by_words(library: Library, asked: Asked, k: int) -> list[int]:
    """Chunk ids by BM25 alone (the same BM25 as ours uses), best first."""
    terms = words.terms(asked.text)
    holdings = library._in_memory()
    statistics = holdings.statistics(library.record, terms, asked.window)
    found = library.record.chunks(holdings.by_words(library.record, terms, asked.window, statistics, most=1_000))
    scores = {one.id: rank.bm25(terms, one.terms, statistics) for one in found.values()}
    return sorted(scores, key=lambda one: (-scores[one], one))[:k]


def by_meaning(library: Library, asked: Asked, k: int) -> list[int]:
    """Chunk ids by cosine alone, best first."""
    return library._in_memory().by_meaning(library.record, library.embedder.embed([asked.text])[0], asked.window, most=k)


def by_fusion(library: Library, asked: Asked, k: int) -> list[int]:
    """Reciprocal rank fusion of the two (Cormack et al. 2009, constant 60)."""
    score: dict[int, float] = {}
    for ids in (by_words(library, asked, 100), by_meaning(library, asked, 100)):
        for place, one in enumerate(ids, start=1):
            score[one] = score.get(one, 0.0) + 1 / (60 + place)
    return sorted(score, key=lambda one: (-score[one], one))[:k]


def places_of(library: Library, ids: Sequence[int]) -> list[list[Place]]:
    """Where each chunk stands."""
    chunks = library.record.chunks(ids)
    documents = library.record.by_id(sorted({chunk.document for chunk in chunks.values()}))
    return [[(documents[chunks[one].document].document.name, chunks[one].start, chunks[one].end)] for one in ids]


def places(passage: Passage) -> list[Place]:
    """Where a passage stands; a document that holds a copy of it is found too."""
    return [(passage.document, passage.start, passage.end), *((name, 0, -1) for name in passage.also)]


def is_hit(gold: Gold, place: Place, text_of: Callable[[str], str]) -> bool:
    """Whether a passage meets a piece of evidence; a folded copy does by its document."""
    name, start, end = place
    if name != gold.document:
        return False
    if gold.quote is None or end < 0:
        return True
    text = text_of(name)
    at = text.find(gold.quote)
    return at >= 0 and start < at + len(gold.quote) and at < end


def scores(asked: Asked, found: Sequence[Sequence[Place]], text_of: Callable[[str], str]) -> list[float]:
    """The four metrics of one question."""
    hits = [{at for at, gold in enumerate(asked.evidence) for place in one if is_hit(gold, place, text_of)} for one in found]
    n = len(asked.evidence)
    return [
        ranking.recall_at(hits, n, k=10, any_one=asked.any_one),
        ranking.all_evidence_at(hits, n, k=10, any_one=asked.any_one),
        ranking.mrr_at(hits, k=10),
        ranking.ndcg_at(hits, n, k=10, any_one=asked.any_one),
    ]


def interval(values: np.ndarray) -> str:
    """The mean with its 95 % bootstrap interval."""
    draws = np.random.default_rng(0).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


def opened(chosen: TestSet, cache: Path) -> Library:
    """A home with the set's documents, made once."""
    library = Library(cache / "homes" / chosen.name, embedder=Kept(cache / "embeddings.sqlite"))
    library.add(chosen.documents(cache))
    return library


def rows(library: Library, asked: Sequence[Asked]) -> Iterator[tuple[str, np.ndarray, float]]:
    """For each way: its name, (questions, metrics), milliseconds a question (passages not seen lately are read word by word anew)."""
    texts: dict[str, str] = {}

    def text_of(name: str) -> str:
        if name not in texts:
            texts[name] = library.show(name)[0].document.text
        return texts[name]

    ways: dict[str, Callable[[Asked], list[list[Place]]]] = {
        "words": lambda one: places_of(library, by_words(library, one, 10)),
        "meaning": lambda one: places_of(library, by_meaning(library, one, 10)),
        "fusion": lambda one: places_of(library, by_fusion(library, one, 10)),
        "ours": lambda one: [places(passage) for passage in library.search(one.text, one.window, k=10).passages],
    }
    for name, way in ways.items():
        begun = time.perf_counter()
        found = [way(one) for one in asked]
        spent = (time.perf_counter() - begun) * 1000 / max(len(asked), 1)
        yield name, np.array([scores(one, places, text_of) for one, places in zip(asked, found, strict=True)]), spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "bench-retrieval")
    parser.add_argument("--sets", default="fortnight,shapes,squad2,mtrag,multihop")
    parser.add_argument("--half", choices=["held-out", "fit", "all"], default="held-out")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    known = retrieval_sets.sets(options.data)
    report: dict[str, dict[str, dict[str, float]]] = {}
    print(f"half: {options.half}; mean with 95 % bootstrap interval\n")
    print(f"{'set':10} {'n':>4} {'by':8} " + " ".join(f"{name:>22}" for name in METRICS) + f" {'ms':>6}")
    for name in options.sets.split(","):
        try:
            asked = [one for one in known[name].questions() if options.half == "all" or one.fitted_on == (options.half == "fit")]
            library = opened(known[name], options.cache)
        except Missing as missing:
            print(f"{name:10} left out: {missing}")
            continue
        table = {}
        for by, values, spent in rows(library, asked):
            table[by] = values
            cells = " ".join(f"{interval(column):>22}" for column in values.T)
            print(f"{name:10} {len(asked):>4} {by:8} {cells} {spent:>6.0f}", flush=True)
        report[name] = {by: dict(zip(METRICS, values.mean(axis=0).round(4).tolist(), strict=True)) for by, values in table.items()}
        better = max(table["words"][:, 2].mean(), table["meaning"][:, 2].mean())
        print(f"{'':15} share of the better one's MRR@10 error gone: {1 - (1 - table['ours'][:, 2].mean()) / max(1 - better, 1e-9):.2f}")
        library.close()
    if options.json:
        options.json.write_text(json.dumps(report, indent=1), "utf-8")


if __name__ == "__main__":
    main()
