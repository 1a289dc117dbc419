"""Chunks, their vectors and their words, by day."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.record.connection import Connection
from index.record.nouns import KeptChunk, Slice, date_of, id_bounds
from index.types import Window


class Passages(Connection):
    """What search and publishing read of the record."""

    # -- one question, one state of the record

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Whatever is read inside belongs to one state of the record, whoever writes meanwhile."""
        self._sql("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def state(self) -> str:
        """What differs once any process has added, dropped or embedded anything."""
        row = self._sql("SELECT value FROM meta WHERE key='embedder'").fetchone()
        return f"{self.last_change()} {row[0] if row else ''}"

    # -- chunks, vectors, words

    def chunks(self, ids: Sequence[int]) -> dict[int, KeptChunk]:
        """The chunks with these ids."""
        found: dict[int, KeptChunk] = {}
        for some, marks in _batches(ids):
            rows = self._sql(f"SELECT id, key, document, ordinal, start, end, day, terms FROM chunks WHERE id IN ({marks})", some)
            found |= {row[0]: _chunk(row) for row in rows}
        return found

    def chunks_of(self, document: int) -> tuple[KeptChunk, ...]:
        """The chunks of one document, in order."""
        rows = self._sql(
            "SELECT id, key, document, ordinal, start, end, day, terms FROM chunks WHERE document=? ORDER BY ordinal",
            (document,),
        )
        return tuple(_chunk(row) for row in rows)

    def ids_of_keys(self, keys: Sequence[str]) -> dict[str, int]:
        """key -> chunk id, of those that are still kept."""
        marks = ",".join("?" * len(keys))
        return dict(self._sql(f"SELECT key, id FROM chunks WHERE key IN ({marks})", list(keys)).fetchall())

    def keys_of(self, ids: Sequence[int]) -> dict[int, str]:
        """chunk id -> key. A key is made of the document and its text alone: it orders chunks the same in every home."""
        found: dict[int, str] = {}
        for some, marks in _batches(ids):
            found |= dict(self._sql(f"SELECT id, key FROM chunks WHERE id IN ({marks})", some).fetchall())
        return found

    def sizes(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """(ids, numbers of terms) of all chunks, by id, which is by day."""
        rows = self._sql("SELECT id, size FROM chunks ORDER BY id").fetchall()
        table = np.array(rows, dtype=np.int64).reshape(len(rows), 2)
        return np.ascontiguousarray(table[:, 0]), table[:, 1].astype(np.int32)

    def holding(self, term: str) -> NDArray[np.int64]:
        """The ids of all chunks that hold the term, in order."""
        rows = self._sql("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (f'"{term}"',)).fetchall()
        return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))

    def vectors(self, window: Window) -> Slice:
        """The vectors of the days that the window admits: one contiguous read, the table is laid out by day."""
        rows = self._sql("SELECT chunk, vector FROM vectors WHERE chunk BETWEEN ? AND ? ORDER BY chunk", id_bounds(window)).fetchall()
        return _slice(rows)

    def vectors_in_turn(self, window: Window, rows: int) -> Iterator[Slice]:
        """``vectors``, at most ``rows`` at a time: memory does not grow with the window."""
        cursor = self._sql("SELECT chunk, vector FROM vectors WHERE chunk BETWEEN ? AND ? ORDER BY chunk", id_bounds(window))
        while some := cursor.fetchmany(rows):
            yield _slice(some)

    def vectors_of(self, ids: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """chunk id -> vector."""
        found: dict[int, NDArray[np.float32]] = {}
        for some, marks in _batches(ids):
            for chunk, vector in self._sql(f"SELECT chunk, vector FROM vectors WHERE chunk IN ({marks})", some):
                found[chunk] = np.frombuffer(vector, dtype="<f4")
        return found

    def directions(self, window: Window) -> dict[str, NDArray[np.float64]]:
        """Document name -> where its text points: the mean of its chunks' vectors by their length, itself of length one."""
        sums: dict[str, NDArray[np.float64]] = {}
        rows = self._sql(
            "SELECT documents.name, chunks.end - chunks.start, vectors.vector FROM vectors JOIN chunks ON chunks.id = vectors.chunk "
            "JOIN documents ON documents.id = chunks.document WHERE vectors.chunk BETWEEN ? AND ? ORDER BY vectors.chunk",
            id_bounds(window),
        )
        for name, length, vector in rows:
            part = length * np.frombuffer(vector, dtype="<f4").astype(np.float64)
            sums[name] = sums[name] + part if name in sums else part
        return {name: total / (np.linalg.norm(total) or 1.0) for name, total in sums.items()}

    def spoken_days(self, ids: Sequence[int]) -> dict[int, tuple[tuple[dt.date, dt.date], ...]]:
        """chunk id -> the days (first, last) that the chunk speaks of; chunks that name none are left out."""
        found: dict[int, tuple[tuple[dt.date, dt.date], ...]] = {}
        for some, marks in _batches(ids):
            rows = self._sql(f"SELECT chunk, first, last FROM spoken_days WHERE chunk IN ({marks}) ORDER BY chunk, first, last", some)
            for chunk, first, last in rows:
                days = (date_of(first), date_of(last))
                if days[0] is not None and days[1] is not None:
                    found[chunk] = (*found.get(chunk, ()), (days[0], days[1]))
        return found

    # -- what an index is published from

    def last_change(self) -> int:
        """The number of the last entry of the journal."""
        return int(self._sql("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])

    def journal(self, since: int) -> Iterator[tuple[int, str, str]]:
        """(seq, "add" or "drop", key) of every change after ``since``, in order."""
        yield from self._sql("SELECT seq, op, key FROM journal WHERE seq>? ORDER BY seq", (since,)).fetchall()

    def publishable(self, keys: Sequence[str]) -> Iterator[tuple[str, NDArray[np.float32], str, dict[str, str | int]]]:
        """(key, vector, text, metadata) of those of these chunks that are still kept."""
        marks = ",".join("?" * len(keys))
        rows = self._sql(
            "SELECT c.key, v.vector, substr(d.text, c.start + 1, c.end - c.start), d.name, c.day, d.title, d.source FROM chunks c "
            "JOIN vectors v ON v.day = c.day AND v.chunk = c.id JOIN documents d ON d.id = c.document "
            f"WHERE c.key IN ({marks}) ORDER BY c.id",
            list(keys),
        )
        for key, vector, text, name, day, title, source in rows:
            metadata = {"document": name, "day": day, "title": title or "", "source": source or ""}
            yield key, np.frombuffer(vector, dtype="<f4"), text, metadata

    def keys(self) -> list[str]:
        """The keys of all chunks, in the order in which they were kept."""
        return [row[0] for row in self._sql("SELECT key FROM chunks ORDER BY id")]

    def replace_vectors(self, vectors: Mapping[int, NDArray[np.float32]]) -> None:
        """Give chunks other vectors. Call inside a transaction that also keeps the fingerprint."""
        for chunk, vector in vectors.items():
            self._sql("UPDATE vectors SET vector=? WHERE chunk=? AND day=(SELECT day FROM chunks WHERE id=?)",
                      (vector.astype("<f4").tobytes(), chunk, chunk))  # fmt: skip


def _batches(ids: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    # SQLite takes a limited number of values in one statement.
    for at in range(0, len(ids), 500):
        some = [int(one) for one in ids[at : at + 500]]
        yield some, ",".join("?" * len(some))


def _slice(rows: Sequence[tuple[int, bytes]]) -> Slice:
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    joined = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4")
    return Slice(ids, joined.reshape(len(rows), -1) if rows else np.empty((0, 1), dtype=np.float32))


def _chunk(row: tuple[int, str, int, int, int, int, int, str]) -> KeptChunk:
    identity, key, document, ordinal, start, end, day, terms = row
    return KeptChunk(
        id=identity,
        key=key,
        document=document,
        ordinal=ordinal,
        start=start,
        end=end,
        day=day,
        terms=tuple(terms.split()),
    )
