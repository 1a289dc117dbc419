"""What came first: two events joined by "after", "before" or "already ... when" -> whether a quote has them the other way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.verify.reading import alike
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_LATER = frozenset("after following once".split())
_EARLIER = frozenset("before until till".split())
_OPENS = frozenset("the a an it he she they his her its their all both this these that every".split())
_STOPS = frozenset("but while whereas although though because".split())


class _Pair(NamedTuple):
    """Two events in the order of time, the stems of each, and the word that joins them."""

    first: frozenset[str]
    second: frozenset[str]
    link: str


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first two events that stand in the other order in the quotes."""
    theirs = [pair for span in spans for pair in _pairs(span)]
    for mine in _pairs(sentence):
        if theirs and all(_turned(mine, pair) for pair in theirs):
            message = f"what stands on either side of '{mine.link}' came the other way round in the quote"
            return (Problem(kind="negation", token=mine.link, message=message),)
    return ()


def _turned(mine: _Pair, theirs: _Pair) -> bool:
    """Whether the earlier event of the one is the later of the other, and the reverse."""
    straight = min(_held(mine.first, theirs.first), _held(mine.second, theirs.second))
    crossed = min(_held(mine.first, theirs.second), _held(mine.second, theirs.first))
    both = _held(mine.first, theirs.second) + _held(mine.second, theirs.first)
    return crossed >= 0.3 and both >= 1 and straight < crossed / 2


def _held(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How much of the shorter is told in the longer, 0 to 1."""
    short, long = sorted((mine, theirs), key=len)
    known = alike.known(long)
    return sum(alike.told(one, known) for one in short) / len(short) if short else 0.0


@lru_cache(maxsize=256)
def _pairs(reading: Reading) -> tuple[_Pair, ...]:
    return tuple(pair for first, after in reading.sentences for pair in _in_sentence(reading.words, first, after))


def _in_sentence(words: Sequence[Word], first: int, after: int) -> Iterator[_Pair]:
    for at in range(first, after):
        low, following = words[at].low, low_at(words, at + 1)
        ahead = low in ("ahead", "prior") and following in ("of", "to")
        when = low == "when" and "already" in [word.low for word in words[first:at]]
        if not (low in _LATER or low in _EARLIER or ahead or when) or (low == "once" and following not in _OPENS):
            continue
        end = _end(words, at + 1, after)
        behind = _stems(words[at + 1 : end])
        start = _start(words, first, at)
        rest = _stems(words[start:at]) or _stems(words[end : _end(words, end + 1, after)])
        if not behind or not rest:
            continue
        if following == "which":  # "they respond, after which it is published"
            yield _Pair(rest, behind, low) if low in _LATER else _Pair(behind, rest, low)
        elif low in _LATER:
            yield _Pair(behind, rest, low)
        elif not _not(words, start, at):
            yield _Pair(rest, behind, low)


def _not(words: Sequence[Word], first: int, at: int) -> bool:
    """ "Cannot begin before it is approved": whether what stands behind "before" is what comes first."""
    return any(word.low in ("not", "no", "never", "nobody", "nothing") for word in words[first:at])


def _start(words: Sequence[Word], first: int, at: int) -> int:
    start = at
    while start > first and words[start - 1].low not in _STOPS and words[start - 1].text not in ";:":
        start -= 1
    return start


def _end(words: Sequence[Word], at: int, after: int) -> int:
    return next((n for n in range(at, after) if words[n].text in ",;:." or words[n].low in _STOPS), after)


def _stems(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words if word.content and not word.text[0].isdigit() and not word.capital)
