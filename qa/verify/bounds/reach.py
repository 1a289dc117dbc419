"""How far it holds: what a sentence tells of a whole country or of all -> whether the quotes tell it of one place or field alone."""

from __future__ import annotations

from collections.abc import Sequence

from index.words import stem
from qa.verify.reading import alike
from qa.verify.reading.clauses import clauses, stems
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_WIDE = frozenset("across throughout nationwide countrywide nationally worldwide globally overall everywhere".split())
_WHOLE = _WIDE | frozenset("national country nation all every each entire whole total altogether world".split())
_COUNTRY = frozenset("country country's nation nation's republic kingdom".split())
_NARROW = frozenset(
    stem(word)
    for word in """
    province region district county city town village capital north south east west northern southern eastern western island valley port
    borough parish suburb quarter coast coastal mountain upper lower local regional provincial airport
    """.split()
)
_LEAST = 2


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem when a sentence says "throughout", or "the country's", of what the quotes tell of a place in it."""
    wide = next((word for at, word in enumerate(sentence.words) if _wide(sentence.words, at)), None)
    if wide is None:
        return ()
    own = stems(sentence, 0, len(sentence.words))
    known = alike.known(sentence.stems)
    told = [(len(own & stems(span, *place)), -n, span, place) for span in spans for n, place in enumerate(clauses(span))]
    if not told:
        return ()
    share, _, span, (first, after) = max(told, key=lambda one: one[:2])
    start, end = next((place for place in span.sentences if place[0] <= first < place[1]), (first, after))
    clause = span.words[first:after]
    if share < _LEAST or any(word.low in _WHOLE for word in clause) or any(word.low == wide.low for word in span.words[start:end]):
        return ()
    if first > start and low_at(span.words, start) in ("in", "at", "on"):  # "In the province of Upper Sorrel, ..."
        clause = span.words[start:after]
    narrow = [word for word in clause if word.stem in _NARROW and not alike.told(word.stem, known)]
    if narrow and not any(word.stem in _NARROW for word in sentence.words):
        return (Problem(kind="name", token=wide.text, message=f"'{wide.text}', and the quote tells it of '{narrow[0].text}'"),)
    return ()


def _wide(words: Sequence[Word], at: int) -> bool:
    low, after = words[at].low, low_at(words, at + 1)
    if low in ("across", "throughout"):
        return after in ("the", "all", "every") or (at + 1 < len(words) and words[at + 1].capital)
    return low in _WIDE or (low in _COUNTRY and low_at(words, at - 1) == "the")
