"""The record: documents, files and notes, and how a document is kept or forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence

from index.embed.types import Fingerprint
from index.record.nouns import Kept, NewChunk, bounds, date_of, first_id, number
from index.record.passages import Passages
from index.types import DamagedIndex, Document, Skipped, UnknownDocument, Window


class Record(Passages):
    """One SQLite file that holds everything: texts, spans, digests, vectors, words, the journal, notes.

    Chroma is published from it and can always be made anew. Read it from any thread; write it under the home's lock.
    """

    # -- the embedder

    @property
    def fingerprint(self) -> Fingerprint | None:
        """The embedder that made the vectors, None before the first."""
        row = self._sql("SELECT value FROM meta WHERE key='embedder'").fetchone()
        return Fingerprint(**json.loads(row[0])) if row else None

    def keep_fingerprint(self, fingerprint: Fingerprint) -> None:
        """Remember which embedder makes the vectors from now on."""
        value = {"name": fingerprint.name, "revision": fingerprint.revision, "dimension": fingerprint.dimension}
        self._sql("INSERT OR REPLACE INTO meta VALUES ('embedder', ?)", (json.dumps(value),))

    @property
    def probe(self) -> bytes | None:
        """The probe vector of the embedder that made the vectors, as it was kept; None when it has none."""
        row = self._sql("SELECT value FROM meta WHERE key='probe'").fetchone()
        return bytes.fromhex(row[0]) if row else None

    def keep_probe(self, probe: bytes | None) -> None:
        """Remember the probe vector of the embedder, or that it has none."""
        if probe is None:
            self._sql("DELETE FROM meta WHERE key='probe'")
        else:
            self._sql("INSERT OR REPLACE INTO meta VALUES ('probe', ?)", (probe.hex(),))

    # -- files

    def file(self, path: str) -> tuple[str, tuple[Skipped, ...]] | None:
        """(SHA-256 of its bytes, what of it was skipped) as it was last read, None if it never was."""
        row = self._sql("SELECT bytes, skipped FROM files WHERE path=?", (path,)).fetchone()
        return (row[0], tuple(Skipped(name=name, reason=reason) for name, reason in json.loads(row[1]))) if row else None

    def keep_file(self, path: str, root: str, bytes_digest: str, skipped: Sequence[Skipped]) -> None:
        """Remember that this file was read to its end with these bytes."""
        rows = json.dumps([[skip.name, skip.reason] for skip in skipped], ensure_ascii=False)
        self._sql("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (path, root, bytes_digest, rows))

    def forget_file(self, path: str) -> None:
        """Forget that this file was read; its documents are forgotten apart."""
        self._sql("DELETE FROM files WHERE path=?", (path,))

    def files(self) -> Iterator[tuple[str, str, tuple[Skipped, ...]]]:
        """(path, root, skipped) of every file read, by path."""
        for path, root, rows in self._sql("SELECT path, root, skipped FROM files ORDER BY path").fetchall():
            yield path, root, tuple(Skipped(name=name, reason=reason) for name, reason in json.loads(rows))

    def roots(self) -> tuple[str, ...]:
        """The folders from which documents came, longest first."""
        rows = self._sql("SELECT DISTINCT root FROM files ORDER BY length(root) DESC, root").fetchall()
        return tuple(row[0] for row in rows)

    # -- documents

    _COLUMNS = "id, name, digest, current, path, root, day, title, source, url, weak_date, warnings, text, added"

    def document(self, name: str) -> Kept:
        """The document ``name``, or its version ``NAME@DIGEST`` (the digest may be cut). Raises UnknownDocument."""
        found = self._sql(f"SELECT {self._COLUMNS} FROM documents WHERE name=? AND current", (name,)).fetchone()
        if found is None and "@" in name:
            stem, _, digest = name.rpartition("@")
            rows = self._sql(
                f"SELECT {self._COLUMNS} FROM documents WHERE name=? AND substr(digest, 1, ?)=? ORDER BY id DESC",
                (stem, len(digest), digest),
            ).fetchall()
            found = rows[0] if rows and len(digest) >= 8 else None
        if found is None:
            raise UnknownDocument(f"no document named {name!r}: qa status lists them all")
        return _kept(found)

    def by_id(self, ids: Sequence[int]) -> dict[int, Kept]:
        """The documents with these ids."""
        marks = ",".join("?" * len(ids))
        rows = self._sql(f"SELECT {self._COLUMNS} FROM documents WHERE id IN ({marks})", list(ids)).fetchall()
        return {row[0]: _kept(row) for row in rows}

    def documents(self, window: Window | None = None, *, path: str | None = None) -> Iterator[Kept]:
        """The current documents that the window admits, by name."""
        low, high = bounds(window or Window())
        where = "current AND day BETWEEN ? AND ?"
        values: list[int | str] = [low, high]
        if path is not None:
            where, values = where + " AND path=?", [*values, path]
        for row in self._sql(f"SELECT {self._COLUMNS} FROM documents WHERE {where} ORDER BY name", values):
            yield _kept(row)

    def names(self) -> dict[str, tuple[str, str, str]]:
        """name -> (digest, path, root) of every current document."""
        rows = self._sql("SELECT name, digest, path, root FROM documents WHERE current ORDER BY name")
        return {name: (digest, path, root) for name, digest, path, root in rows}

    def place(self, name: str) -> tuple[str, str, str] | None:
        """(digest, path, root) of the current document of that name."""
        row = self._sql("SELECT digest, path, root FROM documents WHERE name=? AND current", (name,)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def counts(self) -> dict[str, int]:
        """How many documents (current, undated), earlier versions and chunks there are."""
        current, undated, earlier = self._sql(
            "SELECT coalesce(sum(current), 0), coalesce(sum(current AND day=0), 0), coalesce(sum(NOT current), 0) FROM documents"
        ).fetchone()
        chunks = self._sql("SELECT count(*) FROM chunks").fetchone()[0]
        return {"documents": current, "undated": undated, "earlier_versions": earlier, "chunks": chunks}

    def latest_day(self, window: Window) -> dt.date | None:
        """The last publication day that has a document within the window."""
        low, high = bounds(window)
        day = self._sql("SELECT max(day) FROM documents WHERE current AND day BETWEEN ? AND ?", (low, high)).fetchone()[0]
        return date_of(day or 0)

    def overtaken(self, name: str, window: Window) -> dt.date | None:
        """The day of the latest admitted document that is dated after ``name`` and was added on an earlier day; None when there is none."""
        low, high = bounds(window)
        day = self._sql(
            "SELECT max(other.day) FROM documents AS late "
            "JOIN documents AS other ON other.day > late.day AND substr(other.added, 1, 10) < substr(late.added, 1, 10) "
            "WHERE late.name=? AND late.current AND late.day > 0 AND other.current AND other.day BETWEEN ? AND ?",
            (name, low, high),
        ).fetchone()[0]
        return date_of(day or 0)

    def corpus(self, window: Window | None = None) -> str:
        """A digest of every admitted document's identity, text and metadata, whatever the order they came in."""
        low, high = bounds(window or Window())
        rows = self._sql("SELECT name, digest FROM documents WHERE current AND day BETWEEN ? AND ? ORDER BY name", (low, high))
        running = hashlib.sha256()
        for name, digest in rows:
            running.update(json.dumps([name, digest], ensure_ascii=False).encode("utf-8"))
        return f"sha256:{running.hexdigest()}"

    def keep(self, document: Document, *, path: str, root: str, added: str, chunks: Sequence[NewChunk]) -> None:
        """Keep a document with its chunks, in place of the version that was current. Call inside a transaction."""
        self._retire(document.name)
        digest, day = document.digest, number(document.date)
        # The same text may come back after another: its old version becomes the current one again.
        self._sql("DELETE FROM documents WHERE name=? AND digest=?", (document.name, digest))
        row = self._sql(
            "INSERT INTO documents (name, digest, current, path, root, day, title, source, url, weak_date, warnings, text, added) "
            "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document.name, digest, path, root, day, document.title, document.source, document.url, document.weak_date,
             json.dumps(document.warnings, ensure_ascii=False), document.text, added),
        )  # fmt: skip
        for new in chunks:
            self._keep_chunk(row.lastrowid or 0, f"{document.name}\n{digest}", day, new)

    def _keep_chunk(self, document: int, identity: str, day: int, new: NewChunk) -> None:
        key = hashlib.sha256(f"{identity}\n{new.chunk.ordinal}".encode()).hexdigest()[:32]
        terms = " ".join(new.terms)
        chunk = self._next_id(day)
        self._sql(
            "INSERT INTO chunks (id, document, key, ordinal, start, end, day, size, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (chunk, document, key, new.chunk.ordinal, new.chunk.start, new.chunk.end, day, len(new.terms), terms),
        )
        self._sql("INSERT INTO vectors VALUES (?, ?, ?)", (day, chunk, new.vector.astype("<f4").tobytes()))
        self._sql("INSERT INTO words (rowid, terms) VALUES (?, ?)", (chunk, terms))
        spoken = sorted({(chunk, number(first), number(last)) for first, last in new.days})
        for row in spoken:
            self._sql("INSERT INTO spoken_days VALUES (?, ?, ?)", row)
        self._sql("INSERT INTO journal (op, key) VALUES ('add', ?)", (key,))

    def _next_id(self, day: int) -> int:
        """A free chunk id of that day."""
        low, high = first_id(day), first_id(day + 1)
        return int(self._sql("SELECT coalesce(max(id), ?) + 1 FROM chunks WHERE id > ? AND id < ?", (low, low, high)).fetchone()[0])

    def _retire(self, name: str) -> None:
        row = self._sql("SELECT id FROM documents WHERE name=? AND current", (name,)).fetchone()
        if row is None:
            return
        self._sql("UPDATE documents SET current=0 WHERE id=?", row)
        self._drop_chunks(row[0])

    def _drop_chunks(self, document: int) -> None:
        rows = self._sql("SELECT id, key, day, terms FROM chunks WHERE document=?", (document,)).fetchall()
        for chunk, key, day, terms in rows:
            # A contentless index forgets a row only when told what stood in it.
            self._sql("INSERT INTO words (words, rowid, terms) VALUES ('delete', ?, ?)", (chunk, terms))
            self._sql("DELETE FROM vectors WHERE day=? AND chunk=?", (day, chunk))
            self._sql("DELETE FROM spoken_days WHERE chunk=?", (chunk,))
            self._sql("INSERT INTO journal (op, key) VALUES ('drop', ?)", (key,))
            self._sql("DELETE FROM chunks WHERE id=?", (chunk,))

    def forget(self, name: str, *, purge: bool = False) -> None:
        """Forget a document; it stays readable as NAME@DIGEST unless purged. Call inside a transaction."""
        self._retire(name)
        if purge:
            self._sql("DELETE FROM documents WHERE name=?", (name,))

    # -- notes

    def note(self, digest: str, kind: str) -> str | None:
        """What was noted of a document's version under ``kind``."""
        row = self._sql("SELECT value FROM notes WHERE digest=? AND kind=?", (digest, kind)).fetchone()
        return row[0] if row else None

    def keep_note(self, digest: str, kind: str, value: str) -> None:
        """Note something of a document's version. The record does not know what it means."""
        self._sql("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (digest, kind, value))

    # -- health

    def damage(self) -> str | None:
        """What SQLite finds wrong with the file, None when it is whole. Reads all of it."""
        try:
            found = self._sql("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                return str(found)
            for kept in self.documents():
                if kept.document.digest != kept.digest:
                    return f"the text of {kept.document.name} is not what was kept"
        except DamagedIndex as error:
            return str(error)
        return None


def _kept(row: tuple[object, ...]) -> Kept:
    identity, name, digest, current, path, root, day, title, source, url, weak, warnings, text, added = row
    document = Document(
        name=str(name), text=str(text), date=date_of(int(str(day))), title=_text(title), source=_text(source), url=_text(url),
        weak_date=bool(weak), warnings=tuple(json.loads(str(warnings))),
    )  # fmt: skip
    return Kept(
        id=int(str(identity)), document=document, digest=str(digest), current=bool(current), path=str(path), root=str(root),
        added=str(added),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)
