"""The record: documents, chunks, vectors, keywords and the journal. The only door to SQLite, and the truth."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed.types import Fingerprint, Matrix
from index.types import Chunk, DamagedIndex, Document, HomeError, Skipped, UnknownDocument, Window

VERSION = 1
FILE = "record.sqlite"

_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, root TEXT NOT NULL, bytes TEXT NOT NULL, skipped TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, current INTEGER NOT NULL, path TEXT NOT NULL, root TEXT NOT NULL,
  day INTEGER NOT NULL, title TEXT, source TEXT, url TEXT, weak_date INTEGER NOT NULL, warnings TEXT NOT NULL, text TEXT NOT NULL,
  added TEXT NOT NULL, UNIQUE (name, digest));
CREATE UNIQUE INDEX documents_current ON documents (name) WHERE current;
CREATE INDEX documents_path ON documents (path);
CREATE INDEX documents_day ON documents (day) WHERE current;
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents (id), key TEXT NOT NULL UNIQUE, ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, day INTEGER NOT NULL, size INTEGER NOT NULL, terms TEXT NOT NULL);
CREATE INDEX chunks_document ON chunks (document);
CREATE INDEX chunks_day ON chunks (day, size);
CREATE TABLE vectors (day INTEGER NOT NULL, chunk INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (day, chunk)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (terms, content='', tokenize='unicode61 remove_diacritics 0 categories ''L* N* Co P* S*''');
CREATE VIRTUAL TABLE word_rows USING fts5vocab (words, 'row');
CREATE VIRTUAL TABLE word_places USING fts5vocab (words, 'instance');
CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, op TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE notes (
  digest TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (digest, kind)) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
"""


def number(day: dt.date | None) -> int:
    """A day as Chroma and SQLite compare it: 20231129; 0 when there is none."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def date_of(day: int) -> dt.date | None:
    """The inverse of ``number``."""
    return dt.date(day // 10_000, day // 100 % 100, day % 100) if day else None


def bounds(window: Window) -> tuple[int, int]:
    """The first and last day number that a window admits, both included."""
    if window.open:
        return 0, 99_999_999
    return max(1, number(window.since)), number(window.last) if window.last else 99_999_999


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A stored document and where it came from. ``day`` 0 is undated."""

    id: int
    document: Document
    digest: str
    current: bool
    path: str
    root: str
    added: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptChunk:
    """A stored chunk: its place, its day, its terms."""

    id: int
    key: str
    document: int
    ordinal: int
    start: int
    end: int
    day: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """The vectors of a run of days: ``ids`` (n) are chunk ids, ``vectors`` (n, dimension)."""

    ids: NDArray[np.int64]
    vectors: Matrix


@dataclass(frozen=True, kw_only=True, slots=True)
class NewChunk:
    """A chunk ready to be kept: its vector and the terms under which it is found."""

    chunk: Chunk
    vector: NDArray[np.float32]
    terms: Sequence[str]


class Record:
    """One SQLite file. Safe to read from many threads; written by whoever holds the home's lock.

    Raises HomeError when the file cannot be used as it is, DamagedIndex when it is damaged.
    """

    def __init__(self, home: Path, *, write: bool = False) -> None:
        self.path = home / FILE
        self._write = write
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        if write:
            with _named(self.path):
                self._prepare()
        elif not self.path.exists():
            raise HomeError(f"no documents in {home}: add some with qa add PATH")
        self._check_version()

    # -- opening

    def _open(self) -> sqlite3.Connection:
        if self._write:
            connection = sqlite3.connect(self.path, timeout=30, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA synchronous=NORMAL")
        else:
            uri = self.path.absolute().as_uri()
            connection = sqlite3.connect(f"{uri}?mode=ro", timeout=30, uri=True, check_same_thread=False, isolation_level=None)
            try:
                connection.execute("SELECT count(*) FROM sqlite_master")
            except sqlite3.OperationalError:
                # A folder that cannot be written has no place for the shared-memory file: read it as it stands.
                connection.close()
                connection = sqlite3.connect(f"{uri}?immutable=1", uri=True, check_same_thread=False, isolation_level=None)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA mmap_size=1073741824")
        self._connections.append(connection)
        return connection

    def _prepare(self) -> None:
        if self._sql("PRAGMA user_version").fetchone()[0] == 0 and not self._sql("SELECT 1 FROM sqlite_master").fetchone():
            self._sql("PRAGMA journal_mode=WAL")
            self._connection.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")

    def _check_version(self) -> None:
        with _named(self.path):
            version = self._sql("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise HomeError(
                f"{self.path.parent} was made by a newer Deskbook (format {version}, this one reads {VERSION}): upgrade deskbook"
            )
        if version < VERSION:
            raise DamagedIndex(f"{self.path} is not a record of Deskbook: move it away and add the documents again")

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
        return connection

    def _sql(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, values)
        except sqlite3.DatabaseError as error:
            raise _failure(self.path, error) from error

    def close(self) -> None:
        """Close every connection; the record cannot be used afterwards."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what is written inside is there afterwards, or none of it is."""
        self._sql("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._sql("COMMIT")

    def changes(self) -> int:
        """A figure that differs after any other process has written."""
        return int(self._sql("PRAGMA data_version").fetchone()[0])

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
        where, values = "current AND day BETWEEN ? AND ?", [low, high]
        if path is not None:
            where, values = where + " AND path=?", [*values, path]  # type: ignore[list-item]
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
        chunk = self._sql(
            "INSERT INTO chunks (document, key, ordinal, start, end, day, size, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (document, key, new.chunk.ordinal, new.chunk.start, new.chunk.end, day, len(new.terms), terms),
        ).lastrowid
        self._sql("INSERT INTO vectors VALUES (?, ?, ?)", (day, chunk, new.vector.astype("<f4").tobytes()))
        self._sql("INSERT INTO words (rowid, terms) VALUES (?, ?)", (chunk, terms))
        self._sql("INSERT INTO journal (op, key) VALUES ('add', ?)", (key,))

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
            self._sql("INSERT INTO journal (op, key) VALUES ('drop', ?)", (key,))
            self._sql("DELETE FROM chunks WHERE id=?", (chunk,))

    def forget(self, name: str, *, purge: bool = False) -> None:
        """Forget a document; it stays readable as NAME@DIGEST unless purged. Call inside a transaction."""
        self._retire(name)
        if purge:
            self._sql("DELETE FROM documents WHERE name=?", (name,))

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


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _failure(path, error) from error


def _failure(path: Path, error: sqlite3.DatabaseError) -> Exception:
    if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
        return HomeError(f"{path} cannot be used ({error}): check that the folder can be written and has room")
    return DamagedIndex(f"{path} is damaged ({error}): move the home away and add the documents again")
