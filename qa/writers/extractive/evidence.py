"""Passages -> candidate sentences, each with its words, names, figures and word-piece vectors in context."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index import sentences
from index.dates import DayMention, find_days, plain
from index.embed import Matrix, TokenEmbedder, TokenVectors
from index.types import Passage
from index.words import terms
from qa.orders import given

# "GRENHOLM, March 3 (Meridian) - ": where and by whom a report was filed, no part of what it says.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z’'.-]+(?:[ ][A-Z][A-Z’'.-]+){0,3}(?:,[ ][A-Z][\w.]+){0,2}(?:,[ ][A-Z][a-z]+[ ](?:\d{1,2}|morning"
    r"|afternoon|evening|night))?"
    r"(?:[ ]\([^)\n]{2,40}\))?[ ]?(?:--|[-–—])[ ])|(?:[A-Z][\w’'.-]+(?:[ ][A-Z][\w’'.-]+){0,3}[ ]\([A-Z][^)\n]{1,40}\)[ ]?(?:--|[-–—])[ ])"
)


# A "sentence" of more words than this (a table, a text without stops) is shown in parts.
LONGEST = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One sentence of a passage. ``start``/``end`` count characters of the document; ``rank`` is its passage's place.

    ``terms``, ``near`` and ``header`` are the terms of the sentence, of its passage and of the passage's header;
    ``vectors`` its word pieces with their characters ``at``, counted from its start like those of ``days``; ``before``
    the word pieces of the sentence before it; ``copies`` other documents that hold the same sentence.
    """

    passage: Passage
    rank: int
    start: int
    end: int
    text: str
    terms: frozenset[str]
    near: frozenset[str]
    header: frozenset[str]
    vectors: Matrix
    at: tuple[tuple[int, int], ...] = ()
    before: Matrix | None = None
    days: tuple[DayMention, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def date(self) -> dt.date | None:
        return self.passage.date

    @property
    def is_headline(self) -> bool:
        """Whether it is its report's own title, which stands beside every citation anyway."""
        return " ".join(self.text.split()).rstrip(".") == " ".join((self.passage.title or "").split()).rstrip(".")


@dataclass
class Memory:
    """Word-piece vectors of the texts seen last: bounded, safe to share between threads, no effect on any result."""

    embedder: TokenEmbedder
    size: int = 512
    _kept: OrderedDict[str, TokenVectors] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tokens(self, text: str) -> TokenVectors:
        """As the embedder's ``tokens``; a text seen lately is not run again."""
        with self._lock:
            if (found := self._kept.get(text)) is not None:
                self._kept.move_to_end(text)
                return found
        made = self.embedder.tokens(text)
        with self._lock:
            self._kept[text] = made
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return made


def header(passage: Passage) -> str:
    """Title, source and day of a passage in one line, "" when it has none."""
    day = plain(passage.date) if passage.date else None
    return " | ".join(part for part in (passage.title, passage.source, day) if part)


# "The Courier, Sunday notebook": a line of capitalised words without a stop or a figure heads what follows and says nothing itself.
_HEADING = re.compile(
    r"(?:[A-Z][\w’'&-]*|of|the|and|for|in|on|to|a|an|by|at)(?:,?[ \t](?:[A-Z][\w’'&-]*|of|the|and|for|in|on|to|a|an|by|at)){0,8}"
    r"(?:[ \t][a-z]+)?"
)


def readable(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences that may be shown: without datelines and without paragraphs that give orders to a machine.

    A sentence of more than LONGEST words is cut at commas or blanks.
    """
    barred = given(text)
    found: list[tuple[int, int]] = []
    for a, b in sentences.split(text):
        if not any(c < b and a < d for c, d in barred) and not _HEADING.fullmatch(text, a, b):
            found.extend(_cut(text, _after_dateline(text, a, b), b))
    return found


def gather(passages: Sequence[Passage], memory: Memory) -> tuple[Candidate, ...]:
    """The sentences of ``passages``, best passage first; wire copies of a sentence are kept once."""
    found: dict[str, Candidate] = {}
    for rank, passage in enumerate(passages):
        spans = readable(passage.text)
        bags = [frozenset(terms(passage.text[a:b])) for a, b in spans]
        near = frozenset[str]().union(*bags)
        head = frozenset(terms(header(passage)))
        days = find_days(passage.text, passage.date)
        before: Matrix | None = None
        for (a, b), bag, (vectors, at) in zip(spans, bags, _pieces(passage, spans, memory), strict=True):
            text = passage.text[a:b]
            if not len(vectors):
                continue
            key = " ".join(text.split()).casefold()
            if key in found:
                found[key] = _with_copy(found[key], passage.document)
            else:
                found[key] = Candidate(
                    passage=passage, rank=rank, start=passage.start + a, end=passage.start + b, text=text, terms=bag, near=near,
                    header=head, vectors=vectors, at=at, before=before,
                    days=tuple(replace(day, start=day.start - a, end=day.end - a) for day in days if a <= day.start and day.end <= b),
                )  # fmt: skip
            before = vectors
    return tuple(found.values())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in re.finditer(r"\S+", text[start:end])]
    while len(words) > LONGEST:
        stop = next((at for at in range(LONGEST, LONGEST // 2, -1) if text[start + words[at][1] - 1] in ",;:"), LONGEST)
        yield start + words[0][0], start + words[stop][1]
        words = words[stop + 1 :]
    if words:
        yield start + words[0][0], start + words[-1][1]


def _after_dateline(text: str, start: int, end: int) -> int:
    match = _DATELINE.match(text, start, end)
    return match.end() if match and end - match.end() > 20 else start


def _with_copy(first: Candidate, document: str) -> Candidate:
    if document == first.passage.document or document in first.copies:
        return first
    return replace(first, copies=(*first.copies, document))


def _pieces(passage: Passage, spans: Sequence[tuple[int, int]], memory: Memory) -> list[tuple[Matrix, tuple[tuple[int, int], ...]]]:
    """Each sentence's word pieces, read in its passage under its header: vectors, and characters counted from its start.

    A sentence beyond the model's reach is read alone.
    """
    lead = header(passage)
    full = f"{lead}\n{passage.text}" if lead else passage.text
    shift = len(full) - len(passage.text)
    seen = memory.tokens(full)
    starts = np.array([a for a, _ in seen.spans], dtype=np.int64) - shift
    reach = seen.spans[-1][1] - shift if seen.spans else 0
    rows = []
    for a, b in spans:
        inside = np.flatnonzero((starts >= a) & (starts < b))
        if reach + 12 < b or not len(inside):
            alone = memory.tokens(passage.text[a:b])
            rows.append((alone.vectors, alone.spans))
        else:
            at = tuple((seen.spans[row][0] - shift - a, seen.spans[row][1] - shift - a) for row in inside)
            rows.append((seen.vectors[inside], at))
    return rows
