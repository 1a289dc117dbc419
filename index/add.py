"""Paths -> record: what is new or changed is read, chunked, embedded and kept, one document at a time, all or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import chunk as chunking
from index import words
from index.dates import DayMention, find_days
from index.embed.types import Embedder
from index.names import aliases, find_names, unsaid
from index.read import read
from index.read.walk import Found, find
from index.record import NewChunk, Record
from index.types import CorpusError, Document, Skipped

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    """What an ``add`` did, by document name; ``missing`` are the named paths that do not exist."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    missing: tuple[str, ...] = ()
    clashes: tuple[Skipped, ...] = ()
    warnings: tuple[Skipped, ...] = ()
    embedded: int = 0
    corpus: str = ""


class _Tally:
    """The running lists of one ``add``."""

    def __init__(self) -> None:
        self.added: list[str] = []
        self.changed: list[str] = []
        self.unchanged: list[str] = []
        self.forgotten: list[str] = []
        self.skipped: list[Skipped] = []
        self.missing: list[str] = []
        self.clashes: list[Skipped] = []
        self.warnings: list[Skipped] = []
        self.embedded = 0

    def report(self, corpus: str) -> Added:
        return Added(
            added=tuple(self.added), changed=tuple(self.changed), unchanged=tuple(self.unchanged), forgotten=tuple(self.forgotten),
            skipped=tuple(self.skipped), missing=tuple(self.missing), clashes=tuple(self.clashes), warnings=tuple(self.warnings),
            embedded=self.embedded, corpus=corpus,
        )  # fmt: skip


def embedding_text(document: Document, text: str) -> str:
    """What is embedded for a chunk: its words under the title, the source and the day of its document."""
    day = f"{document.date.day} {document.date:%B} {document.date.year}" if document.date else ""
    head = ". ".join(part for part in (document.source, day, document.title) if part)
    return f"{head}\n{text}" if head else text


def search_terms(document: Document, text: str, *, unsaid: Sequence[str] = ()) -> list[str]:
    """The terms under which a chunk is found: its own and those of its document's title, source and day.

    ``unsaid`` are the terms that its names leave unsaid: "Burns", in a report that once says "William Burns".
    """
    day = f"{document.date:%Y-%m-%d} {document.date.day} {document.date:%B %Y %A}" if document.date else ""
    # Joined by stops so that no figure runs into the next.
    return [*words.terms(" . ".join([text, document.title or "", document.source or "", day])), *unsaid]


def add(record: Record, paths: Sequence[Path], *, embedder: Embedder, sync: bool, on_progress: Progress | None = None) -> Added:
    """Bring the record up to the files under ``paths``. Each document is kept in one transaction of its own."""
    tally = _Tally()
    # A path that is to be synchronised is refused before anything is written.
    _check_sync(paths, sync=sync)
    seen: set[str] = set()
    files = list(_files(record, paths, tally))
    for at, found in enumerate(files):
        if on_progress:
            on_progress("reading", at, len(files))
        seen.add(_place(found.path))
        _add_file(record, found, embedder, tally, on_progress)
    if on_progress and files:
        on_progress("reading", len(files), len(files))
    if sync:
        with record.transaction():
            for name in _gone(record, paths, seen):
                record.forget(name)
                tally.forgotten.append(name)
            for path, _, _ in list(record.files()):
                if path not in seen and _under(path, paths):
                    record.forget_file(path)
    return tally.report(record.corpus())


def plan(record: Record | None, paths: Sequence[Path], *, sync: bool) -> Added:
    """What ``add`` would do; nothing is written or embedded."""
    tally = _Tally()
    _check_sync(paths, sync=sync)
    known = record.names() if record else {}
    seen: set[str] = set()
    for found in _files(record, paths, tally):
        seen.add(_place(found.path))
        for document in _documents(found, tally):
            kept = known.get(document.name)
            if kept is None:
                tally.added.append(document.name)
            elif not _same_place(kept, found, document.name, tally):
                continue
            elif kept[0] == document.digest:
                tally.unchanged.append(document.name)
            else:
                tally.changed.append(document.name)
    if sync and record:
        tally.forgotten.extend(_gone(record, paths, seen))
    return tally.report(record.corpus() if record else "")


def forget(record: Record, names: Sequence[str], *, purge: bool = False) -> tuple[str, ...]:
    """Forget documents named, or all documents of a file or folder named. Raises CorpusError for one that is unknown."""
    known = record.names()
    gone: list[str] = []
    for wanted in names:
        place = _place(Path(wanted).absolute())
        matched = [
            name
            for name, (_, path, root) in known.items()
            if wanted in (name, name.partition("#")[0]) or place == path or path.startswith(place.rstrip("/") + "/")
        ]
        if not matched:
            raise CorpusError(f"no document named {wanted!r}: qa status lists them all")
        gone.extend(name for name in matched if name not in gone)
    with record.transaction():
        for name in gone:
            record.forget(name, purge=purge)
            record.forget_file(known[name][1])
    return tuple(gone)


def _check_sync(paths: Sequence[Path], *, sync: bool) -> None:
    for path in paths:
        if sync and path.is_file():
            raise CorpusError(f"--sync takes folders, and {path} is a file: leave --sync out, or name its folder")


def _files(record: Record | None, paths: Sequence[Path], tally: _Tally) -> Iterator[Found]:
    """Every readable file under the paths, once; a file inside a folder that is already known keeps its known name."""
    roots = record.roots() if record else ()
    seen: set[Path] = set()
    for path in paths:
        try:
            found = list(find(path))
        except FileNotFoundError:
            tally.missing.append(str(path))
            continue
        for one in found:
            if isinstance(one, Skipped):
                tally.skipped.append(one)
            elif one.path not in seen:
                seen.add(one.path)
                yield _rooted(one, roots)


def _rooted(found: Found, roots: Sequence[str]) -> Found:
    for root in roots:  # longest first
        if found.path.is_relative_to(root):
            if Path(root) == found.root:
                return found
            return Found(path=found.path, name=found.path.relative_to(root).as_posix(), root=Path(root))
    return found


def _documents(found: Found, tally: _Tally) -> Iterator[Document]:
    for one in read(found.path, found.name):
        if isinstance(one, Skipped):
            tally.skipped.append(one)
        else:
            tally.warnings.extend(Skipped(name=one.name, reason=warning) for warning in one.warnings)
            yield one


def _add_file(record: Record, found: Found, embedder: Embedder, tally: _Tally, on_progress: Progress | None) -> None:
    path, root = _place(found.path), _place(found.root)
    digest = _bytes_digest(found.path)
    last = record.file(path)
    if last is not None and last[0] == digest:
        # The same bytes were read to their end before: nothing of them can be new.
        tally.skipped.extend(last[1])
        tally.unchanged.extend(kept.document.name for kept in record.documents(path=path))
        return
    first_skip, first_clash = len(tally.skipped), len(tally.clashes)
    for document in _documents(found, tally):
        _add_document(record, document, found, embedder, tally, on_progress)
    if len(tally.clashes) == first_clash and digest:
        with record.transaction():
            record.keep_file(path, root, digest, tally.skipped[first_skip:])


def _add_document(
    record: Record, document: Document, found: Found, embedder: Embedder, tally: _Tally, on_progress: Progress | None
) -> None:
    kept = record.place(document.name)
    if kept is not None:
        if not _same_place(kept, found, document.name, tally):
            return
        if kept[0] == document.digest:
            tally.unchanged.append(document.name)
            return
    chunks = []
    cut = chunking.chunk(document.text)
    days, called = find_days(document.text, document.date), find_names(document.text)
    meant = aliases(called)
    for at, chunk in enumerate(cut):
        vector = embedder.embed([embedding_text(document, chunk.text)])[0]
        terms = search_terms(document, chunk.text, unsaid=unsaid(called, meant, chunk.start, chunk.end))
        within = days[bisect_left(days, chunk.start, key=_start) : bisect_left(days, chunk.end, key=_start)]
        spoken = [(day.first, day.last) for day in within]
        chunks.append(NewChunk(chunk=chunk, vector=vector, terms=terms, days=spoken))
        if on_progress and len(cut) > 50:
            on_progress(f"embedding {document.name}", at + 1, len(cut))
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with record.transaction():
        record.keep(document, path=_place(found.path), root=_place(found.root), added=now, chunks=chunks)
    tally.embedded += len(chunks)
    (tally.changed if kept else tally.added).append(document.name)


def _start(day: DayMention) -> int:
    return day.start


def _same_place(kept: tuple[str, str, str], found: Found, name: str, tally: _Tally) -> bool:
    if kept[2] == _place(found.root):
        return True
    reason = f"that name is already taken by {kept[1]}: rename one of the two, or add {_place(found.path)} to another home"
    tally.clashes.append(Skipped(name=name, reason=reason))
    return False


def _gone(record: Record, paths: Sequence[Path], seen: set[str]) -> list[str]:
    """The documents of these folders whose files were not found."""
    return [name for name, (_, path, _) in record.names().items() if path not in seen and _under(path, paths)]


def _under(path: str, folders: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(_place(folder.absolute().resolve())) for folder in folders if folder.is_dir())


def _place(path: Path) -> str:
    """A path as the record keeps it: a byte of a name that is not UTF-8 stands as ``\\xff``, since SQLite takes text only."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _bytes_digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces; "" when it cannot be read (the reader then says why)."""
    running = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                running.update(piece)
    except OSError:
        return ""
    return running.hexdigest()
