"""Text -> its clauses, as far as marks and the words that join clauses tell."""

from __future__ import annotations

from functools import lru_cache

from qa.verify.reading.irregular import base
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading

# Before these a clause ends.
LINKS = frozenset(
    "but because although though while whilst whereas after before since until which who whose whom when where if unless".split()
)


@lru_cache(maxsize=256)
def clauses(reading: Reading) -> tuple[tuple[int, int], ...]:
    """The stretches (first, after, in word numbers) between marks, links and an "and"."""
    found = []
    for first, after in reading.sentences:
        start = first
        for at in range(first, after):
            word = reading.words[at]
            link = word.low in LINKS and not (word.low == "because" and low_at(reading.words, at + 1) == "of")
            if at > start and (word.text in ",;:()" or link or word.low == "and"):
                found.append((start, at))
                start = at
        if after > start:
            found.append((start, after))
    return tuple(found)


def clause_at(reading: Reading, at: int) -> tuple[int, int]:
    """The clause that holds a word."""
    return next(((first, after) for first, after in clauses(reading) if first <= at < after), (at, at + 1))


@lru_cache(maxsize=2048)
def stems(reading: Reading, first: int, after: int) -> frozenset[str]:
    """The stems of the content words of a stretch, irregular verbs by their first form."""
    return frozenset(base(word.stem) for word in reading.words[first:after] if word.content)
