"""Passages -> candidate sentences, each with its words, names, figures and word-piece vectors in context."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index import sentences
from index.dates import DayMention, find_days
from index.embed import Matrix, TokenEmbedder, TokenVectors
from index.types import Passage
from index.words import terms

# Words meant for a reading machine, not for a reader: their paragraph is no evidence.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instruction|prompt|rule|direction|guideline|question|document|context|above)"
    r"|\b(?:note|message|instruction|attention|notice)s?\s+(?:to|for)\s+(?:\w+\s+){0,2}(?:ai|a\.i\.|llms?|bots?|chatbots?|assistants?|language models?|models?)\b"
    r"|\bai (?:systems?|assistants?|models?|agents?) (?:reading|processing|summari|that read)"
    r"|\b(?:in|with|of) your (?:answer|reply|response|output)\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatbot)\b"
    r"|\bsystem prompt\b|\bas an ai\b|\bdo not mention this (?:note|instruction|message)",
    re.IGNORECASE,
)


# "GRENHOLM, March 3 (Meridian) - ": where and by whom a report was filed, no part of what it says.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z’'.-]+(?:[ ][A-Z][A-Z’'.-]+){0,3}(?:,[ ][A-Z][\w.]+){0,2}(?:,[ ][A-Z][a-z]+[ ](?:\d{1,2}|morning|afternoon|evening|night))?"
    r"(?:[ ]\([^)\n]{2,40}\))?[ ]?(?:--|[-–—])[ ])|(?:[A-Z][\w’'.-]+(?:[ ][A-Z][\w’'.-]+){0,3}[ ]\([A-Z][^)\n]{1,40}\)[ ]?(?:--|[-–—])[ ])"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One sentence of a passage. ``start``/``end`` count characters of the document; ``rank`` is its passage's place."""

    passage: Passage
    rank: int
    number: int
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
    day = f"{passage.date.day} {passage.date:%B %Y}" if passage.date else None
    return " | ".join(part for part in (passage.title, passage.source, day) if part)


def gather(passages: Sequence[Passage], memory: Memory) -> tuple[Candidate, ...]:
    """The sentences of ``passages``, best passage first; wire copies of a sentence are kept once, orders to machines not at all."""
    found: dict[str, Candidate] = {}
    for rank, passage in enumerate(passages):
        barred = _barred(passage.text)
        spans = [
            (_after_dateline(passage.text, a, b), b)
            for a, b in sentences.split(passage.text)
            if not any(c < b and a < d for c, d in barred)
        ]
        pieces = _pieces(passage, spans, memory)
        head = frozenset(terms(header(passage)))
        bags = [frozenset(terms(passage.text[a:b])) for a, b in spans]
        near = frozenset(terms(passage.text)) if not barred else frozenset().union(*bags)
        days = find_days(passage.text, passage.date)
        for number, ((a, b), bag, (vectors, at)) in enumerate(zip(spans, bags, pieces, strict=True)):
            text = passage.text[a:b]
            if not len(vectors):
                continue
            key = " ".join(text.split()).casefold()
            if key in found:
                found[key] = _with_copy(found[key], passage.document)
                continue
            found[key] = Candidate(
                passage=passage, rank=rank, number=number, start=passage.start + a, end=passage.start + b, text=text,
                terms=bag, near=near, header=head, vectors=vectors, at=at, before=pieces[number - 1][0] if number and len(pieces[number - 1][0]) else None,
                days=tuple(day for day in days if a <= day.start and day.end <= b),
            )  # fmt: skip
    return tuple(found.values())


def _after_dateline(text: str, start: int, end: int) -> int:
    match = _DATELINE.match(text, start, end)
    return match.end() if match and end - match.end() > 20 else start


def _with_copy(first: Candidate, document: str) -> Candidate:
    if document == first.passage.document or document in first.copies:
        return first
    return Candidate(**{name: getattr(first, name) for name in Candidate.__slots__ if name != "copies"}, copies=(*first.copies, document))


def _barred(text: str) -> list[tuple[int, int]]:
    """The paragraphs of ``text`` that give orders to a machine."""
    spans = []
    start = 0
    for gap in [*re.finditer(r"\n\s*\n", text), None]:
        end = gap.start() if gap else len(text)
        if _ORDERS.search(text[start:end]):
            spans.append((start, end))
        start = gap.end() if gap else end
    return spans


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
