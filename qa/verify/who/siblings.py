"""A word of a sentence -> another of the same kind, where the quotes have only that; the kinds stand in a list beside this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from index.words import stem
from qa.verify.reading import alike
from qa.verify.reading.clauses import clause_at, stems
from qa.verify.reading.irregular import base
from qa.verify.reading.shade import neighbours
from qa.verify.text import Reading
from qa.verify.types import Problem

# So many other words must stand around both for them to be said of the same thing.
_LEAST = 2
_LONGEST = 3  # words of a listed phrase

Sides = tuple[frozenset[str], frozenset[str]]
"""The words that say the same, and those that say another of the kind."""


class _Kept(NamedTuple):
    """A listed word of a text, or several, with its first word's number."""

    text: str
    key: str
    at: int


def check(sentence: Reading, spans: Sequence[Reading], around: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first word in whose place the quotes have another of its kind, and nothing of its own meaning anywhere."""
    theirs = [(span, one) for span in spans for one in _listed(span)]
    if not theirs:
        return ()
    mine = _listed(sentence)
    known = alike.known(frozenset[str]().union(*(reading.stems for reading in (*spans, *around))))
    own = {one.key for one in mine} | {base(one) for one in sentence.stems}
    for term in mine:
        if base(term.key) in known or any(one.key == term.key for _, one in theirs):
            continue
        for same, other in _kinds()[term.key]:
            rivals = [(span, one) for span, one in theirs if one.key in other and one.key not in own]
            if any(one.key in same for _, one in theirs) or any(key in other for key in own):
                continue
            rival = next((one for span, one in rivals if _together(sentence, term, span, one)), None)
            if rival is not None:
                message = f"'{term.text}' stands where the quote has '{rival.text}'"
                return (Problem(kind="name", token=term.text, message=message),)
    return ()


def _together(sentence: Reading, mine: _Kept, span: Reading, theirs: _Kept) -> bool:
    near = neighbours(sentence, mine.at) & neighbours(span, theirs.at)
    clause = stems(sentence, *clause_at(sentence, mine.at)) & stems(span, *clause_at(span, theirs.at))
    return len(near) >= _LEAST and bool(clause)


@lru_cache(maxsize=256)
def _listed(reading: Reading) -> tuple[_Kept, ...]:
    """The words of a text that are of a listed kind; those of names are not."""
    words, kinds = reading.words, _kinds()
    found, after = [], 0
    for at, word in enumerate(words):
        if at < after or not word.stem or (word.capital and at):
            continue
        for size in range(_LONGEST, 0, -1):
            inside = words[at : at + size]
            key = "-".join(one.low for one in inside) if size > 1 else base(word.stem)
            if key in kinds:
                found.append(_Kept(reading.text[word.start : inside[-1].end], key, at))
                after = at + size
                break
    return tuple(found)


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, Sequence[Sides]]:
    """Every listed word with the words that say the same and those of the rest of its kind, a pair for each line that has it."""
    found: dict[str, list[Sides]] = defaultdict(list)
    for line in files("qa.verify.who").joinpath("siblings.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if " > " in line:
            less, more = map(_side, line.split(" > "))
            for word in more:
                found[word].append((more, less))
            for word in less:
                found.setdefault(word, [])
            continue
        sides = [_side(side) for side in line.split(" | ")]
        whole = frozenset[str]().union(*sides)
        for side in sides:
            for word in side:
                found[word].append((side, whole - side))
    return MappingProxyType(found)


def _side(text: str) -> frozenset[str]:
    return frozenset(word if "-" in word else base(stem(word)) for word in text.split())
