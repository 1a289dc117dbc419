"""The record's file: opened, versioned, one transaction at a time. The only import of sqlite3."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.record import schema
from index.types import DamagedIndex, HomeError


class Connection:
    """One SQLite file. Safe to read from many threads; written by whoever holds the home's lock.

    Raises HomeError when the file cannot be used as it is, DamagedIndex when it is damaged.
    """

    def __init__(self, home: Path, *, write: bool = False) -> None:
        self.path = home / schema.FILE
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
            self._connection.executescript(f"BEGIN IMMEDIATE;{schema.SCHEMA}COMMIT;")

    def _check_version(self) -> None:
        with _named(self.path):
            version = self._sql("PRAGMA user_version").fetchone()[0]
        if version > schema.VERSION:
            raise HomeError(
                f"{self.path.parent} was made by a newer Deskbook (format {version}, this one reads {schema.VERSION}): upgrade deskbook"
            )
        if version < schema.VERSION:
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
