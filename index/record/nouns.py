"""What the record gives: kept documents and chunks, slices of vectors; and how it writes a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed.types import Matrix
from index.types import Chunk, Document, Window


def number(day: dt.date | None) -> int:
    """A day as Chroma and SQLite compare it: 20231129; 0 when there is none."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def date_of(day: int) -> dt.date | None:
    """The inverse of ``number``."""
    return dt.date(day // 10_000, day // 100 % 100, day % 100) if day else None


# A chunk's id is its day's number and then a count within the day: a run of days is a run of ids, in every table and index.
_DAY_SHIFT = 32


def first_id(day: int) -> int:
    """The id below those of all chunks of the day with this number."""
    return day << _DAY_SHIFT


def id_bounds(window: Window) -> tuple[int, int]:
    """The least and the greatest id that a chunk within the window can have, both included."""
    low, high = bounds(window)
    return first_id(low), first_id(high + 1) - 1


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
    """A chunk ready to be kept: its vector, the terms under which it is found, and the days that it speaks of (first, last)."""

    chunk: Chunk
    vector: NDArray[np.float32]
    terms: Sequence[str]
    days: Sequence[tuple[dt.date, dt.date]] = ()
