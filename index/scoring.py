"""Question + candidates -> scored passages, the best of them read word piece by word piece."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from index import late, order, rank, words
from index.candidates import Holdings
from index.embed.types import Matrix, TokenEmbedder
from index.order import Scored
from index.question import Question
from index.record import Kept, KeptChunk, Record
from index.types import Passage, ScoreParts, Window

# How many candidates words and meaning may each bring to the final score, for the question and for each of its clauses.
CANDIDATES = 200
CLAUSE_CANDIDATES = 60
# Of a question about the present state: how comparable to the best a passage must be for its day to count as the latest news.
_NEARLY = 0.5
# So many of the best are read word piece by word piece (a fresh one costs some 30 ms): the ones that are shown, and no gain beyond.
READ_CLOSELY = 10


class Scoring:
    """One question under one window, against one state of the record."""

    def __init__(self, record: Record, holdings: Holdings, asked: Question, vectors: Matrix, window: Window) -> None:
        self.record, self.holdings, self.asked, self.vectors, self.window = record, holdings, asked, vectors, window
        self.clauses = [words.terms(clause) for clause in asked.clauses]
        self.statistics = holdings.statistics(record, [term for part in (asked.terms, *self.clauses) for term in part], window)

    def near(self, most: Sequence[int]) -> list[int]:
        """The chunks nearest to the question and to each of its clauses."""
        return [
            one
            for vector, n in zip(self.vectors, most, strict=True)
            for one in self.holdings.by_meaning(self.record, vector, self.window, most=n)
        ]

    def scored(self, near: Sequence[int], weights: Mapping[str, float]) -> list[Scored]:
        """Every candidate with the parts of its score, late interaction not yet among them."""
        found = [*near, *self._by_words(self.asked.terms, CANDIDATES)]
        for clause in self.clauses:
            found.extend(self._by_words(clause, CLAUSE_CANDIDATES))
        ids = sorted(set(found))
        chunks = self.record.chunks(ids)
        vectors = self.record.vectors_of(ids)
        spoken = self.record.spoken_days(ids) if self.window.event_since or self.window.event_until else {}
        documents = self.record.by_id(sorted({chunk.document for chunk in chunks.values()}))
        scored = [
            self._score(chunk, vectors[chunk.id], documents[chunk.document], spoken.get(chunk.id, ()), weights) for chunk in chunks.values()
        ]
        return _with_demands(_newest_first(scored, weights) if self.asked.current else scored)

    def _by_words(self, terms: Sequence[str], most: int) -> list[int]:
        return self.holdings.by_words(self.record, terms, self.window, self.statistics, most=most)

    def _score(
        self,
        chunk: KeptChunk,
        vector: Matrix,
        kept: Kept,
        spoken: Sequence[tuple[dt.date, dt.date]],
        weights: Mapping[str, float],
    ) -> Scored:
        asked, document = self.asked, kept.document
        counts = Counter(chunk.terms)
        clause_words = [rank.bm25(clause, counts, self.statistics) for clause in self.clauses]
        clause_meaning = [rank.cosine(one, vector) for one in self.vectors[1:]]
        parts: ScoreParts = {
            "words": rank.bm25(asked.terms, counts, self.statistics),
            "phrases": rank.phrases(asked, chunk.terms, self.statistics),
            "names": rank.names(asked, counts, self.statistics),
            "meaning": rank.cosine(self.vectors[0], vector),
            "clause_words": max(clause_words, default=0.0),
            "clause_meaning": max(clause_meaning, default=0.0),
            "source": rank.source(asked, document.source),
            "published": rank.published(asked, document.date),
            "event": rank.event(self.window, document.date, spoken),
        }
        parts = _rounded(parts)
        meets = tuple(w + m for w, m in zip(clause_words, clause_meaning, strict=True))
        passage = Passage(
            document=document.name, digest=kept.digest, date=document.date, title=document.title, source=document.source, url=document.url,
            start=chunk.start, end=chunk.end, text=document.text[chunk.start : chunk.end], score=rank.total(parts, weights), parts=parts,
        )  # fmt: skip
        return Scored(passage=passage, meets=meets)


def _newest_first(scored: Sequence[Scored], weights: Mapping[str, float]) -> list[Scored]:
    """The newer of comparable passages a little better. What is no evidence gains nothing by being new."""
    good = rank.comparable([one.passage.score for one in scored])
    latest = max((one.passage.date for one, how in zip(scored, good, strict=True) if one.passage.date and how >= _NEARLY), default=None)
    fresher = []
    for one, how in zip(scored, good, strict=True):
        fresh = round(how * rank.fresh(one.passage.date, latest), rank.DIGITS)
        parts: ScoreParts = {**one.passage.parts, "fresh": fresh}
        fresher.append(replace(one, passage=replace(one.passage, parts=parts, score=rank.total(parts, weights))))
    return fresher


def _with_demands(scored: Sequence[Scored]) -> list[Scored]:
    """What each passage adds to each demand of the question: to its clauses, and to hearing every source that it names."""
    columns = [rank.relative(column) for column in zip(*(one.meets for one in scored), strict=True)]
    named = sorted({one.passage.source or "" for one in scored if one.passage.parts["source"] == 1.0})
    for source in named if len(named) > 1 else ():
        columns.append(rank.relative([one.passage.score * (one.passage.source == source) for one in scored]))
    return [replace(one, meets=meets) for one, meets in zip(scored, zip(*columns, strict=True), strict=True)] if columns else list(scored)


def read_closely(
    asked: Question, scored: list[Scored], tokens: TokenEmbedder, statistics: rank.Statistics, weights: Mapping[str, float]
) -> list[Scored]:
    """The most promising again with late interaction among their parts: it costs too much for the others."""
    if not scored or not weights.get("late") or not asked.terms:
        return scored
    scored = sorted(scored, key=order.standing)
    question = tokens.tokens(asked.text)
    weighed = late.weighed(asked.text, question, statistics)
    read = [one.passage for one in scored[:READ_CLOSELY]]
    texts = [late.seen_text(title=one.title, source=one.source, date=one.date, text=one.text) for one in read]
    met = late.above_the_least([late.maxsim(question, weighed, tokens.tokens(text)) for text in texts])
    again = []
    for one, more in zip(scored, met, strict=False):
        parts: ScoreParts = {**one.passage.parts, "late": round(more, rank.DIGITS)}
        again.append(replace(one, passage=replace(one.passage, parts=parts, score=rank.total(parts, weights))))
    return [*again, *scored[len(again) :]]


def _rounded(parts: ScoreParts) -> ScoreParts:
    return cast(ScoreParts, {name: round(float(str(value)), rank.DIGITS) for name, value in parts.items()})
