"""Question -> passages: the Library is a home's record, its published index and an embedder, and the verbs over them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from index import add as adding
from index import rank, words
from index.embed.types import Embedder, Fingerprint, Matrix, TokenEmbedder
from index.record import Kept, KeptChunk, Record, Slice, bounds, number
from index.types import DamagedIndex, Document, HomeBusy, HomeError, Passage, ScoreParts, Window
from index.vectors import Index

# How many candidates words and meaning may each bring to the final score.
_CANDIDATES = 200
# Words and meaning about equally; the words of source and date that a question names break ties between outlets.
WEIGHTS = {"words": 1.0, "meaning": 0.6, "cues": 0.15}
# Vectors up to this many are kept in memory between questions (77 MB).
_KEEP_IN_MEMORY = 50_000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The passages for a question, best first, and how they were looked for (``exact`` or ``chroma``)."""

    passages: tuple[Passage, ...]
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """What ``verify`` found: None is whole."""

    record: str | None
    index: str | None

    @property
    def healthy(self) -> bool:
        """True when nothing is wrong."""
        return self.record is None and self.index is None


class Library:
    """A home's documents: add them, search them, show them.

    ``home`` is a folder; ``embedder`` makes the vectors. Opening for reading raises HomeError when nothing was added
    yet or when the home was made with another embedder. Usable from many threads; ``close`` it, or use ``with``.
    """

    def __init__(self, home: Path | str, *, embedder: Embedder) -> None:
        self.home = Path(home)
        self.embedder = embedder
        self.warnings: list[str] = []
        self._record: Record | None = None
        self._index = Index(self.home)
        self._whole: tuple[int, Slice, np.ndarray[tuple[int], np.dtype[np.int64]]] | None = None
        self._index_ready: tuple[int, bool] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the home's files."""
        if self._record is not None:
            self._record.close()
            self._record = None
        self._index.close()

    @property
    def tokens(self) -> TokenEmbedder:
        """What gives word pieces their vectors for late interaction: the embedder itself where it can, else the bundled one."""
        if isinstance(self.embedder, TokenEmbedder):
            return self.embedder
        from index.embed.minilm import MiniLM

        return MiniLM()

    @property
    def record(self) -> Record:
        """The home's record, opened for reading."""
        if self._record is None:
            record = Record(self.home)
            made_by, mine = record.fingerprint, self.embedder.fingerprint
            if made_by is not None and made_by != mine:
                raise HomeError(f"{self.home} was built with the embedder {made_by}, not {mine}: run qa rebuild --embedder {mine.name}")
            self._record = record
        return self._record

    # -- writing

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Record]:
        from filelock import FileLock, Timeout

        try:
            self.home.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.home / "lock", timeout=0)
            lock.acquire()
        except Timeout as error:
            raise HomeBusy(f"another process is writing {self.home}: try again when it has finished") from error
        except OSError as error:
            raise HomeError(f"{self.home} cannot be written ({error.strerror or error}): choose another folder with --home") from error
        try:
            if self._record is not None:
                self._record.close()
            # What was known of the home before this writing is known no more.
            self._record = self._whole = self._index_ready = None
            record = Record(self.home, write=True)
            try:
                yield record
            finally:
                record.close()
        finally:
            lock.release()

    def add(
        self,
        paths: Sequence[Path | str],
        *,
        sync: bool = False,
        dry_run: bool = False,
        on_progress: Progress | None = None,
    ) -> adding.Added:
        """Add files and folders: new and changed documents are read, chunked, embedded and published; the rest is left.

        ``sync`` forgets documents of the named folders whose files have gone. ``dry_run`` writes nothing.
        Raises HomeBusy when another process is writing.
        """
        chosen = [Path(path) for path in paths]
        if dry_run:
            if not (self.home / "record.sqlite").exists():
                return adding.plan(None, chosen, sync=sync)
            return adding.plan(self.record, chosen, sync=sync)
        with self._writing() as record:
            self._fit_embedder(record)
            report = adding.add(record, chosen, embedder=self.embedder, sync=sync, on_progress=on_progress)
            self._publish(record, on_progress)
            return report

    def _fit_embedder(self, record: Record) -> None:
        made_by, mine = record.fingerprint, self.embedder.fingerprint
        if made_by is None:
            record.keep_fingerprint(mine)
        elif made_by != mine:
            raise HomeError(f"{self.home} was built with the embedder {made_by}, not {mine}: run qa rebuild --embedder {mine.name}")

    def _publish(self, record: Record, on_progress: Progress | None) -> None:
        def progress(done: int, of: int) -> None:
            if on_progress:
                on_progress("publishing", done, of)

        try:
            self._index.publish(record, on_progress=progress)
        except Exception:
            # The present generation is damaged beyond use: the record is the truth, so publish it anew.
            self._index.close()
            try:
                self._index.rebuild(record, on_progress=progress)
            except Exception as error:
                raise DamagedIndex(f"the index in {self.home} could not be rebuilt ({error}): is there room on the disk?") from error

    def rebuild(self, *, on_progress: Progress | None = None) -> None:
        """Publish the index anew from the record, embedding everything again when the embedder is another one."""
        with self._writing() as record:
            if record.fingerprint != self.embedder.fingerprint:
                self._embed_again(record, on_progress)
            self._index.rebuild(record, on_progress=lambda done, of: on_progress("publishing", done, of) if on_progress else None)

    def _embed_again(self, record: Record, on_progress: Progress | None) -> None:
        counts = record.counts()["chunks"]
        done = 0
        with record.transaction():
            for kept in list(record.documents()):
                vectors = {}
                for chunk in record.chunks_of(kept.id):
                    text = adding.embedding_text(kept.document, kept.document.text[chunk.start : chunk.end])
                    vectors[chunk.id] = self.embedder.embed([text])[0]
                    done += 1
                record.replace_vectors(vectors)
                if on_progress:
                    on_progress("embedding", done, counts)
            record.keep_fingerprint(self.embedder.fingerprint)

    def forget(self, names: Sequence[str], *, purge: bool = False) -> tuple[str, ...]:
        """Forget documents by name (or by the file they came from). Returns the names forgotten."""
        with self._writing() as record:
            gone = adding.forget(record, names, purge=purge)
            self._publish(record, None)
            return gone

    # -- reading

    def text_of(self, document: str, digest: str) -> str:
        """The whole stored text of one version of a document."""
        return self.record.document(f"{document}@{digest}").document.text

    def show(self, name: str) -> tuple[Kept, tuple[KeptChunk, ...]]:
        """A stored document (or NAME@DIGEST) and its chunks. Raises UnknownDocument."""
        kept = self.record.document(name)
        return kept, self.record.chunks_of(kept.id)

    def corpus(self, window: Window | None = None) -> str:
        """The digest of what the window's wall lets through."""
        return self.record.corpus(Window(as_of=window.as_of) if window else None)

    def fingerprint(self) -> Fingerprint | None:
        """The embedder that made this home's vectors."""
        return self.record.fingerprint

    def index_is_ready(self) -> bool:
        """Whether the published index can be asked now."""
        record = self.record
        state = record.changes()
        if self._index_ready is None or self._index_ready[0] != state:
            try:
                ready = self._index.ready(record)
            except Exception:  # chromadb raises many kinds; whichever it is, the record answers instead
                ready = False
            self._index_ready = (state, ready)
        return self._index_ready[1]

    def verify(self) -> Health:
        """Read everything and compare it with its digests; look at the published index from a child process."""
        damaged = self.record.damage()
        return Health(record=damaged, index=None if damaged else self._index.damage(self.record))

    def search(self, question: str, window: Window | None = None, *, k: int = 10) -> Found:
        """The ``k`` best passages for a question among what the window admits, best first.

        Without a window Chroma brings the nearest by meaning; under one the slice of days is searched exactly.
        Either way the same function scores the finalists, so both agree.
        """
        window = window or Window()
        record = self.record
        asked = words.terms(question)
        known = list(dict.fromkeys(asked))
        vector = self.embedder.embed([question])[0]
        near, by = self._near(vector, window)
        candidates = dict.fromkeys([*record.holding(known, window, most=_CANDIDATES), *near])
        chunks = record.chunks(list(candidates))
        statistics = self._statistics(known, window)
        vectors = record.vectors_of(chunks)
        documents = record.by_id(sorted({chunk.document for chunk in chunks.values()}))
        passages = []
        for chunk in chunks.values():
            kept = documents[chunk.document]
            parts: ScoreParts = {
                "words": round(rank.bm25(asked, chunk.terms, statistics), 6),
                "meaning": round(rank.cosine(vector, vectors[chunk.id]), 6),
                "cues": _cues(asked, kept.document),
            }
            passages.append(_passage(kept, chunk, parts))
        passages.sort(key=lambda passage: (-passage.score, -number(passage.date), passage.document, passage.start))
        return Found(passages=tuple(passages[:k]), by=by)

    def _near(self, vector: Matrix, window: Window) -> tuple[list[int], str]:
        if window.open and self.index_is_ready():
            try:
                keys = [key for key, _ in self._index.nearest(vector, _CANDIDATES)]
                known = self.record.ids_of_keys(keys)
                return [known[key] for key in keys if key in known], "chroma"
            except Exception as error:  # a broken index costs a rebuild, never an answer
                self.warnings.append(f"the published index failed ({type(error).__name__}); searched the record instead: run qa rebuild")
        part = self._slice(window)
        if not len(part.ids):
            return [], "exact"
        scores = part.vectors @ vector
        most = min(_CANDIDATES, len(scores))
        best = np.argpartition(-scores, most - 1)[:most]
        return [int(part.ids[at]) for at in best[np.argsort(-scores[best], kind="stable")]], "exact"

    def _slice(self, window: Window) -> Slice:
        record = self.record
        state = record.changes()
        if self._whole is None or self._whole[0] != state:
            if record.size(Window())[0] > _KEEP_IN_MEMORY:
                return record.vectors(window)
            whole = record.vectors(Window())
            days = record.days_of_vectors()
            self._whole = (state, whole, days)
        _, whole, days = self._whole
        low, high = bounds(window)
        first, last = np.searchsorted(days, low, "left"), np.searchsorted(days, high, "right")
        return Slice(whole.ids[first:last], whole.vectors[first:last])

    def _statistics(self, terms: Sequence[str], window: Window) -> rank.Statistics:
        chunks, mean = self.record.size(window)
        return rank.Statistics(chunks=chunks, mean_terms=mean, frequency={term: self.record.frequency(term, window) for term in terms})


def _cues(asked: Sequence[str], document: Document) -> float:
    """The part of the source's name and of the day that the question names."""
    name = set(words.terms(document.source or ""))
    found = len(name & set(asked)) / len(name) if name else 0.0
    if document.date is not None:
        day = {str(document.date.day), words.stem(document.date.strftime("%B").lower())}
        found += 0.5 * (len(day & set(asked)) == len(day))
    return round(found, 6)


def _passage(kept: Kept, chunk: KeptChunk, parts: ScoreParts) -> Passage:
    document = kept.document
    return Passage(
        document=document.name, digest=kept.digest, date=document.date, title=document.title, source=document.source, url=document.url,
        start=chunk.start, end=chunk.end, text=document.text[chunk.start : chunk.end], score=rank.total(parts, WEIGHTS), parts=parts,
    )  # fmt: skip
