"""Question -> passages: the Library is a home's record, its published index and an embedder, and the verbs over them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from index import add as adding
from index import fit, order, rank
from index import question as questions
from index.candidates import Holdings
from index.embed.spec import is_bundled
from index.embed.types import Embedder, Fingerprint, TokenEmbedder
from index.late import TokenMemory
from index.record import Kept, KeptChunk, Record
from index.scoring import CANDIDATES, CLAUSE_CANDIDATES, Scoring, read_closely
from index.types import DamagedIndex, HomeBusy, HomeError, Passage, Window
from index.vectors import Index

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
        self._holdings: tuple[str, Holdings] | None = None
        self._index_ready: tuple[str, bool] | None = None
        self._tokens: TokenMemory | None = None

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
        """What gives word pieces their vectors for late interaction: the embedder itself where it can, else the bundled one.

        It remembers the passages read last.
        """
        if self._tokens is None:
            if isinstance(self.embedder, TokenEmbedder):
                self._tokens = TokenMemory(self.embedder)
            else:
                from index.embed.minilm import MiniLM

                self._tokens = TokenMemory(MiniLM())
        return self._tokens

    @property
    def own_tokens(self) -> TokenEmbedder | None:
        """``tokens`` where this home's vectors are the bundled model's: what was fitted to them holds for no other. None elsewhere."""
        made_by = self.fingerprint()
        return self.tokens if made_by is not None and is_bundled(made_by.name) else None

    @property
    def record(self) -> Record:
        """The home's record, opened for reading."""
        if self._record is None:
            record = Record(self.home)
            if wrong := fit.misfit(record, self.embedder):
                raise HomeError(f"{self.home} {wrong}")
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
            self._record = self._holdings = self._index_ready = None
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
        if record.fingerprint is None:
            fit.keep(record, self.embedder)
        elif wrong := fit.misfit(record, self.embedder):
            raise HomeError(f"{self.home} {wrong}")

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
            if fit.misfit(record, self.embedder):
                self._embed_again(record, on_progress)
            self._index.rebuild(record, on_progress=lambda done, of: on_progress("publishing", done, of) if on_progress else None)

    def _embed_again(self, record: Record, on_progress: Progress | None) -> None:
        counts = record.counts()["chunks"]
        done = 0
        with record.transaction():
            for kept in list(record.documents()):
                chunks = record.chunks_of(kept.id)
                texts = [adding.embedding_text(kept.document, kept.document.text[chunk.start : chunk.end]) for chunk in chunks]
                if texts:
                    record.replace_vectors({chunk.id: row for chunk, row in zip(chunks, self.embedder.embed(texts), strict=True)})
                done += len(chunks)
                if on_progress:
                    on_progress("embedding", done, counts)
            fit.keep(record, self.embedder)

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
        state = record.state()
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
        Either way the same functions score the finalists, so both agree. ``also`` of a passage names the documents
        that hold a copy of it.
        """
        window = window or Window()
        asked = questions.read(question)
        if not any(character.isalnum() for character in asked.text):
            return Found(passages=(), by="exact")  # marks and pictures alone ask for nothing
        vectors = self.embedder.embed([asked.text, *asked.clauses])
        weights = rank.weights()
        with self.record.snapshot():
            search = Scoring(self.record, self._in_memory(), asked, vectors, window)
            near, by = self._near(search)
            scored = search.scored(near, weights)
        scored = read_closely(asked, scored, self.tokens, search.statistics, weights)
        return Found(passages=order.best_first(scored, weights, k=k), by=by)

    def _near(self, search: Scoring) -> tuple[list[int], str]:
        most = [CANDIDATES, *[CLAUSE_CANDIDATES] * (len(search.vectors) - 1)]
        if search.window.open and self.index_is_ready():
            try:
                keys = [key for vector, n in zip(search.vectors, most, strict=True) for key, _ in self._index.nearest(vector, n)]
                known = self.record.ids_of_keys(list(dict.fromkeys(keys)))
                return [known[key] for key in keys if key in known], "chroma"
            except Exception as error:  # a broken index costs a rebuild, never an answer
                self.warnings.append(f"the published index failed ({type(error).__name__}); searched the record instead: run qa rebuild")
        return search.near(most), "exact"

    def _in_memory(self) -> Holdings:
        state = self.record.state()
        if self._holdings is None or self._holdings[0] != state:
            self._holdings = (state, Holdings(self.record))
        return self._holdings[1]

    # -- notes

    def keep_notes(self, kind: str, notes: Mapping[str, str]) -> None:
        """Note something of documents' versions (digest -> value). Raises HomeBusy when another process is writing."""
        with self._writing() as record, record.transaction():
            for digest, value in notes.items():
                record.keep_note(digest, kind, value)
