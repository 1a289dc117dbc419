"""A word of a sentence -> its opposite, where the quotes have that of the same thing; the pairs stand in a list beside this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from index.words import stem
from qa.verify.reading.alike import alike
from qa.verify.reading.clauses import clause_at, clauses, stems
from qa.verify.reading.irregular import base, bases
from qa.verify.reading.listed import Listed, Sides, found, lines
from qa.verify.reading.shade import NEGATORS, neighbours, shade
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

# So many other words must stand around both for them to tell of the same thing.
_LEAST = 2
# By so many more the opposite must be in place, where the quotes have a word of the same meaning elsewhere.
_MARGIN = 2
# A text that has two of these has two places.
_COMPASS = frozenset(stem(word) for word in "north south east west northern southern eastern western upper lower".split())
_WEAKENED = frozenset("less least hardly scarcely".split())
# What comes of a deed that is undone is its opposite.
_UNDOING = bases("lift revoke rescind overturn quash cancel reverse repeal annul scrap abolish undo overrule")
_HIGH = bases("higher high upper")
# After these "lower" says how low something is, and not that somebody lowers it.
_BEING = frozenset("is are was were be been being remain remains remained at even much still far slightly a the its".split())


class _Term(NamedTuple):
    """A word of a text, or several, that has an opposite."""

    text: str
    key: str
    at: int
    denied: bool
    compared: bool = False


Read = Sequence[tuple[Reading, Sequence[_Term]]]


@lru_cache(maxsize=4096)
def _alike(key: str) -> frozenset[str]:
    """The words that say the same on some line of the list."""
    return frozenset[str]().union(*(same for same, _ in _pairs()[key]))


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first word of a sentence in whose place a quote has its opposite."""
    theirs = [(span, _terms(span)) for span in spans]
    known = {term.key for _, terms in theirs for term in terms}
    mine = _terms(sentence)
    for term in mine:
        same = _alike(term.key)
        for _, other in _pairs()[term.key]:
            if term.compared and not other & _HIGH:
                continue
            if not other & known or (term.key in _COMPASS and any(one.key in other for one in mine)):
                continue
            rival = _in_place(sentence, mine, term, theirs, same, other) or _beside(sentence, mine, term, theirs, same, other)
            if rival is not None and not _another(term, rival, sentence, mine, theirs) and not _told_too(sentence, term, rival, theirs):
                message = f"'{term.text}' is the opposite of the quote's '{rival.text}'"
                return (Problem(kind="negation", token=term.text, message=message),)
    return ()


def _another(term: _Term, rival: _Term, sentence: Reading, mine: Sequence[_Term], theirs: Read) -> bool:
    """Whether the sentence tells what the quote's word does in another one, or the two are said of different names or measures."""
    if any(one.key in _alike(rival.key) for one in mine):
        return True
    span = next(span for span, terms in theirs if rival in terms)
    here, there = _named(sentence, clause_at(sentence, term.at)), _named(span, clause_at(span, rival.at))
    return bool(here and there) and not here & there and bool(here & _named(span, (0, len(span.words))))


def _told_too(sentence: Reading, term: _Term, rival: _Term, theirs: Read) -> bool:
    """Whether the quotes tell the sentence's word in another way, or it tells theirs: then both have both."""
    here = alike(term.key) - {rival.key} - of(term.key)
    there = alike(rival.key) - {term.key} - of(rival.key)
    near = _plain(sentence, clause_at(sentence, term.at))
    about = (near | _named(sentence, clause_at(sentence, term.at))) - {term.key}
    told: set[str] = set()
    for span, terms in theirs:
        for clause in clauses(span):
            words = _plain(span, clause)
            if (rival in terms and clause[0] <= rival.at < clause[1]) or (words | _named(span, clause)) & about:
                told |= words
    return bool((here & told) - near or (there & near) - told) or _turned_round(sentence, term, rival, theirs)


def _plain(reading: Reading, clause: tuple[int, int]) -> set[str]:
    """The stems of a clause's content words that are no names."""
    return {base(word.stem) for word in reading.words[slice(*clause)] if word.content and not word.capital}


def _turned_round(sentence: Reading, term: _Term, rival: _Term, theirs: Read) -> bool:
    """Whether the one is compared with another than the other is: "one more than Amsel", where the quote has Amsel one fewer than Hale.

    Or the opposite stands in a sentence of the quotes that has less of the sentence than another has.
    """
    for span, terms in theirs:
        if rival not in terms:
            continue
        if any(base(word.stem) in _UNDOING for word in span.words[max(0, rival.at - 7) : rival.at]):
            return True  # "lifted the order that stopped it"
        mine, other = _than(sentence, term.at), _than(span, rival.at)
        if mine and other and not mine & other:
            return True
        own = stems(sentence, *clause_at(sentence, term.at)) - {term.key}
        held = {place: len(own & stems(span, *place)) for place in span.sentences}
        here = next((share for (first, after), share in held.items() if first <= rival.at < after), 0)
        return max(held.values(), default=0) > here + 1
    return False


def _than(reading: Reading, at: int) -> frozenset[str]:
    """The capital words behind the "than" that follows a word."""
    than = next((number for number in range(at + 1, min(at + 5, len(reading.words))) if reading.words[number].low == "than"), None)
    return frozenset(word.stem for word in reading.words[than + 1 : than + 6] if word.capital) if than is not None else frozenset()


def _named(reading: Reading, clause: tuple[int, int]) -> frozenset[str]:
    """The stems of a clause's capital words, those that only open a sentence left out."""
    starts = {first for first, _ in reading.sentences}
    return frozenset(
        word.stem for at, word in enumerate(reading.words[slice(*clause)], clause[0]) if word.stem and word.capital and at not in starts
    )


def of(stemmed: str) -> frozenset[str]:
    """The first forms of the words that say the opposite of a word, given its stem."""
    return frozenset[str]().union(*(other for _, other in _pairs().get(base(stemmed), ())))


def _in_place(
    sentence: Reading, mine: Sequence[_Term], term: _Term, theirs: Read, same: frozenset[str], other: frozenset[str]
) -> _Term | None:
    """The opposite in the clause of the quotes that has most of the sentence's clause, where no word of the same meaning stands there."""
    first, after = clause_at(sentence, term.at)
    if any(one.key in other for one in mine):
        return None
    near = stems(sentence, first, after) - {term.key}
    held = [(len(near & stems(span, *clause)), span, terms, clause) for span, terms in theirs for clause in clauses(span)]
    most = max((share for share, *_ in held), default=0)
    if most < _LEAST:
        return None
    best = [[one for one in terms if clause[0] <= one.at < clause[1]] for share, _, terms, clause in held if share == most]
    rivals = [share for share, _, terms, clause in held if any(one.key in same and clause[0] <= one.at < clause[1] for one in terms)]
    if rivals and max(rivals) > most - _MARGIN:
        return None
    return next((one for terms in best for one in terms if one.key in other and one.denied == term.denied), None)


def _beside(
    sentence: Reading, mine: Sequence[_Term], term: _Term, theirs: Read, same: frozenset[str], other: frozenset[str]
) -> _Term | None:
    """The opposite among the same words, where no word of the same meaning stands in any quote, nor the opposite in the sentence."""
    if any(one.key in same for _, terms in theirs for one in terms) or any(one.key in other for one in mine):
        return None
    near = neighbours(sentence, term.at)
    rivals = ((span, one) for span, terms in theirs for one in terms if one.key in other and one.denied == term.denied)
    return next((one for span, one in rivals if len(near & neighbours(span, one.at)) >= min(_LEAST, max(1, len(near)))), None)


def _particle(words: Sequence[Word], at: int) -> bool:
    """Whether a word is but part of another: "kept up", "brought back", "up to", "grown less frequent"."""
    low, after = words[at].low, low_at(words, at + 1)
    if base(words[at].stem) == "grow":
        becomes = ("less", "more", "ever", "so", "too", "increasingly", "into", "out", "up", "worse")
        return after in becomes or (len(after) > 4 and after.endswith("er"))
    if low == "back" or (low in ("up", "down") and after == "to"):
        return True
    return low in ("up", "down") and at > 0 and words[at - 1].content and words[at - 1].stem.isalpha() and not words[at - 1].capital


@lru_cache(maxsize=256)
def _terms(reading: Reading) -> tuple[_Term, ...]:
    """The words of a text that have opposites."""
    words, denied = reading.words, shade(reading).reached

    def plain(at: int) -> bool:
        return bool(words[at].stem) and not (at and words[at - 1].low in _WEAKENED) and not _particle(words, at)

    def turned(one: Listed) -> bool:
        return any(one.at + n in denied for n in range(one.size)) or (one.at > 0 and words[one.at - 1].low in NEGATORS)

    return tuple(
        _Term(one.text, one.key, one.at, turned(one), _compared(words, one.at))
        for one in found(reading, _pairs(), [at for at in range(len(words)) if plain(at)])
    )


def _compared(words: Sequence[Word], at: int) -> bool:
    """Whether "lower" is an adjective: "is lower", "lower than"."""
    return words[at].low == "lower" and (low_at(words, at + 1) == "than" or low_at(words, at - 1) in _BEING)


@lru_cache(maxsize=1)
def _pairs() -> Mapping[str, Sequence[Sides]]:
    """Every listed word with the words that say the same and the opposite, a pair for each line that has it."""
    pairs: dict[str, list[Sides]] = defaultdict(list)
    for line in lines("qa.verify.denial", "opposites.txt"):
        one, other = map(bases, line.split(" | "))
        for word in one:
            pairs[word].append((one, other))
        for word in other:
            pairs[word].append((other, one))
    return MappingProxyType(pairs)
