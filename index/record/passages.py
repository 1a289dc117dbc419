"""Chunks, their vectors and their words, by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.record.connection import Connection
from index.record.nouns import KeptChunk, Slice, bounds, number
from index.types import Window


class Passages(Connection):
    """What search and publishing read of the record."""

    # -- chunks, vectors, words

    def chunks(self, ids: Sequence[int]) -> dict[int, KeptChunk]:
        """The chunks with these ids."""
        found: dict[int, KeptChunk] = {}
        for at in range(0, len(ids), 500):
            some = [int(one) for one in ids[at : at + 500]]
            marks = ",".join("?" * len(some))
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

    def vectors(self, window: Window) -> Slice:
        """The vectors of the days that the window admits: one contiguous read, the table is laid out by day."""
        rows = self._sql("SELECT chunk, vector FROM vectors WHERE day BETWEEN ? AND ? ORDER BY day, chunk", bounds(window)).fetchall()
        ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
        joined = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4")
        return Slice(ids, joined.reshape(len(rows), -1) if rows else np.empty((0, 1), dtype=np.float32))

    def days_of_vectors(self) -> NDArray[np.int64]:
        """The day of each row of ``vectors(Window())``, in the same order."""
        rows = self._sql("SELECT day FROM vectors ORDER BY day, chunk").fetchall()
        return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))

    def vectors_of(self, chunks: Mapping[int, KeptChunk]) -> dict[int, NDArray[np.float32]]:
        """chunk id -> vector."""
        found = {}
        for chunk in chunks.values():
            row = self._sql("SELECT vector FROM vectors WHERE day=? AND chunk=?", (chunk.day, chunk.id)).fetchone()
            found[chunk.id] = np.frombuffer(row[0], dtype="<f4")
        return found

    def size(self, window: Window) -> tuple[int, float]:
        """(chunks, mean terms of a chunk) of the days up to the window's last: what keyword weights may know."""
        low, high = bounds(Window(until=window.last) if window.last else Window())
        count, mean = self._sql("SELECT count(*), avg(size) FROM chunks WHERE day BETWEEN ? AND ?", (low, high)).fetchone()
        return int(count), float(mean or 0.0)

    def frequency(self, term: str, window: Window) -> int:
        """In how many chunks of the days up to the window's last the term stands."""
        if window.last is None:
            row = self._sql("SELECT doc FROM word_rows WHERE term=?", (term,)).fetchone()
            return int(row[0]) if row else 0
        return int(
            self._sql(
                "SELECT count(DISTINCT c.id) FROM word_places p JOIN chunks c ON c.id = p.doc WHERE p.term=? AND c.day BETWEEN 1 AND ?",
                (term, number(window.last)),
            ).fetchone()[0]
        )

    def holding(self, terms: Sequence[str], window: Window, *, most: int) -> list[int]:
        """The chunk ids that hold any of the terms, without a window at most ``most`` of them, the likeliest first."""
        if not terms:
            return []
        if window.open:
            query = " OR ".join(f'"{term}"' for term in terms)
            rows = self._sql("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?", (query, most))
            return [row[0] for row in rows]
        marks = ",".join("?" * len(terms))
        rows = self._sql(
            f"SELECT DISTINCT c.id FROM word_places p JOIN chunks c ON c.id = p.doc WHERE p.term IN ({marks}) AND c.day BETWEEN ? AND ?",
            [*terms, *bounds(window)],
        )
        return [row[0] for row in rows]

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
