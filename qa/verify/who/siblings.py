"""A word of a sentence -> another of the same kind, where the quotes have only that; the kinds stand in a list beside this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from qa.verify.reading import alike
from qa.verify.reading.clauses import clause_at, stems
from qa.verify.reading.irregular import base, bases
from qa.verify.reading.listed import Listed, Sides, found, lines
from qa.verify.reading.shade import neighbours
from qa.verify.text import Reading
from qa.verify.types import Problem

# So many other words must stand around both for them to be said of the same thing.
_LEAST = 2


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


def _together(sentence: Reading, mine: Listed, span: Reading, theirs: Listed) -> bool:
    near = neighbours(sentence, mine.at) & neighbours(span, theirs.at)
    clause = stems(sentence, *clause_at(sentence, mine.at)) & stems(span, *clause_at(span, theirs.at))
    return len(near) >= _LEAST and bool(clause)


@lru_cache(maxsize=256)
def _listed(reading: Reading) -> tuple[Listed, ...]:
    """The words of a text that are of a listed kind; those of names are not."""
    common = [at for at, word in enumerate(reading.words) if word.stem and not (word.capital and at)]
    return tuple(found(reading, _kinds(), common))


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, Sequence[Sides]]:
    """Every listed word with the words that say the same and those of the rest of its kind, a pair for each line that has it."""
    kinds: dict[str, list[Sides]] = defaultdict(list)
    for line in lines("qa.verify.who", "siblings.txt"):
        if " > " in line:
            less, more = map(bases, line.split(" > "))
            for word in more:
                kinds[word].append((more, less))
            for word in less:
                kinds.setdefault(word, [])
            continue
        sides = [bases(side) for side in line.split(" | ")]
        whole = frozenset[str]().union(*sides)
        for side in sides:
            for word in side:
                kinds[word].append((side, whole - side))
    return MappingProxyType(kinds)
