"""The nouns of the corpus: Document, Chunk, Passage, Window, and the failures that have a remedy."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import TypedDict


class CorpusError(Exception):
    """Something that the reader can mend. The message says what happened, with which value, and what to do."""


class HomeError(CorpusError):
    """The home cannot be used as it is: not writable, made by a newer version, built with another embedder."""


class HomeBusy(CorpusError):
    """Another process is writing this home."""


class DamagedIndex(CorpusError):
    """The record itself is damaged: no rebuild can help without the files."""


class UnknownDocument(CorpusError):
    """No document of that name is in the home."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One dated report as it was read.

    ``name`` is its identity: the source path relative to the added folder, with ``/``; for a file of many
    documents, path + ``#`` + the document's own id or row number. ``date`` is the day it was published, None when
    no day is known. ``text`` is normalised (see ``index.read.text``); every offset anywhere counts its characters.
    """

    name: str
    text: str
    date: dt.date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    weak_date: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the text and the metadata; neither the name nor the warnings take part."""
        meta = [self.text, self.date.isoformat() if self.date else None, self.title, self.source, self.url]
        return hashlib.sha256(json.dumps(meta, ensure_ascii=False).encode("utf-8")).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """A file, or one document of a file, that was not read, and why (one clause, no full stop)."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """A run of whole sentences: ``document.text[start:end] == text``. The chunks of a document tile its text."""

    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The days that count. ``since`` and ``until`` are publication days, both included; ``as_of`` is a hard wall.

    ``event_since``/``event_until`` are the days that the question itself speaks of, which are about events;
    ``understood`` is the part of the question that was read as time, as the reader wrote it.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    event_since: dt.date | None = None
    event_until: dt.date | None = None
    understood: str | None = None

    @property
    def last(self) -> dt.date | None:
        """The last publication day that may be seen, None when there is none."""
        ends = [day for day in (self.until, self.as_of) if day is not None]
        return min(ends) if ends else None

    @property
    def open(self) -> bool:
        """True when every document may be seen, the undated ones too."""
        return self.since is None and self.last is None

    def admits(self, day: dt.date | None) -> bool:
        """Whether a document published on ``day`` may be seen."""
        if day is None:
            return self.open
        return (self.since is None or day >= self.since) and (self.last is None or day <= self.last)


class ScoreParts(TypedDict, total=False):
    """What a passage's score is made of, before the weights; ``qa search --explain`` shows it. See ``index.rank``."""

    words: float
    phrases: float
    names: float
    meaning: float
    clause_words: float
    clause_meaning: float
    source: float
    published: float
    event: float
    fresh: float
    late: float
    spread: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch of a stored document, found for a question. ``text`` is the stored text from start to end."""

    document: str
    digest: str
    date: dt.date | None
    title: str | None
    source: str | None
    url: str | None = None
    start: int
    end: int
    text: str
    score: float
    parts: ScoreParts = field(default_factory=ScoreParts)
    also: tuple[str, ...] = ()
