"""A word of a sentence -> its opposite, where the quotes have that of the same thing; the pairs stand in a list beside this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from index.words import stem
from qa.verify.reading.alike import alike
from qa.verify.reading.clauses import clause_at, clauses, stems
from qa.verify.reading.irregular import base
from qa.verify.reading.shade import NEGATORS, neighbours, shade
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

# So many other words must stand around both for them to tell of the same thing.
_LEAST = 2
# By so many more the opposite must be in place, where the quotes have a word of the same meaning elsewhere.
_MARGIN = 2
_LONGEST = 3  # words of a listed phrase
# A text that has two of these has two places.
_COMPASS = frozenset(stem(word) for word in "north south east west northern southern eastern western upper lower".split())
_WEAKENED = frozenset("less least hardly scarcely".split())
# Verbs with which "up" and "down" say something else than more and less: "giving up", "kept up", "turned down".
_PHRASAL = frozenset(
    base(stem(word))
    for word in """
    give make set take keep put pick hold bring build back call catch clean clear come cover draw dry end fill follow free get hang head
    hurry join let line look mop open own pay pull run save send settle show shut sign speak split stay stand start step stop sum team tie
    turn use wake warm wind wrap write break crack hand hunt lay lock lie play sit strike track vote tear pin knock bog boil burn
    calm cut dig
    divide dress face live match meet mix nail narrow offer pass patch point push rip rise round seal serve size soak sober stir store
    """.split()
) - {base(stem("go"))}  # fmt: skip
# What comes of a deed that is undone is its opposite.
_UNDOING = frozenset(
    base(stem(word)) for word in "lift revoke rescind overturn quash cancel reverse repeal annul scrap abolish undo overrule".split()
)
_HIGH = frozenset(base(stem(word)) for word in ("higher", "high", "upper"))
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
Sides = tuple[frozenset[str], frozenset[str]]
"""The words that say the same, and those that say the opposite."""


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
    here, there = _names(sentence, term.at), _names(span, rival.at)
    return bool(here and there) and not here & there and bool(here & _capitals(span, 0, len(span.words)))


def _names(reading: Reading, at: int) -> frozenset[str]:
    return _capitals(reading, *clause_at(reading, at))


def _capitals(reading: Reading, first: int, after: int) -> frozenset[str]:
    return frozenset(
        word.stem for number, word in enumerate(reading.words[first:after], start=first) if word.capital and word.content and number
    )


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
    return (
        bool((here & told) - near or (there & near) - told)
        or _turned_round(sentence, term, rival, theirs)
        or _of_another(sentence, term, rival, theirs)
    )


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


def _of_another(sentence: Reading, term: _Term, rival: _Term, theirs: Read) -> bool:
    """Whether the clause of the word names one thing, and that of the opposite another, and each has the other elsewhere."""
    for span, terms in theirs:
        if rival not in terms:
            continue
        mine, other = _named(sentence, clause_at(sentence, term.at)), _named(span, clause_at(span, rival.at))
        everywhere = _named(span, (0, len(span.words)))
        return bool(mine and other) and not mine & other and mine <= everywhere and other <= _named(sentence, (0, len(sentence.words)))
    return False


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
    """Whether a word is but part of another: "kept up", "brought back", "up to"."""
    low = words[at].low
    if words[at].stem == "grow" or low in ("grown", "grew"):
        return low_at(words, at + 1) in ("less", "more", "increasingly", "ever", "into", "out", "up", "worse", "better")
    if low == "back" or (low in ("up", "down") and low_at(words, at + 1) == "to"):
        return True
    return low in ("up", "down") and at > 0 and words[at - 1].content and words[at - 1].stem.isalpha() and not words[at - 1].capital


@lru_cache(maxsize=256)
def _terms(reading: Reading) -> tuple[_Term, ...]:
    """The words of a text that have opposites."""
    words, denied = reading.words, shade(reading).reached
    found, after = [], 0
    for at, word in enumerate(words):
        if at < after or not word.stem or (at and words[at - 1].low in _WEAKENED) or _particle(words, at) or _becomes(words, at):
            continue
        for size in range(_LONGEST, 0, -1):
            inside = words[at : at + size]
            key = "-".join(one.low for one in inside) if size > 1 else base(word.stem)
            if key in _pairs() and not _of_verb(words, at):
                turned = any(at + n in denied for n in range(size)) or (at > 0 and words[at - 1].low in NEGATORS)
                found.append(_Term(reading.text[word.start : inside[-1].end], key, at, turned, _compared(words, at)))
                after = at + size
                break
    return tuple(found)


def _becomes(words: Sequence[Word], at: int) -> bool:
    """ "Grown less frequent", "grew louder": no growth."""
    after = low_at(words, at + 1)
    return base(words[at].stem) == "grow" and (after in ("less", "more", "ever", "so", "too") or (len(after) > 4 and after.endswith("er")))


def _of_verb(words: Sequence[Word], at: int) -> bool:
    """Whether an "up" or a "down" belongs to a verb that says something else with it."""
    if words[at].low == "up" and low_at(words, at + 1) == "to":
        return True
    return words[at].low in ("up", "down") and at > 0 and base(words[at - 1].stem) in _PHRASAL


def _compared(words: Sequence[Word], at: int) -> bool:
    """Whether "lower" is an adjective: "is lower", "lower than"."""
    return words[at].low == "lower" and (low_at(words, at + 1) == "than" or low_at(words, at - 1) in _BEING)


@lru_cache(maxsize=1)
def _pairs() -> Mapping[str, Sequence[Sides]]:
    """Every listed word with the words that say the same and the opposite, a pair for each line that has it."""
    found: dict[str, list[Sides]] = defaultdict(list)
    for line in files("qa.verify.denial").joinpath("opposites.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        one, other = (frozenset(word if "-" in word else base(stem(word)) for word in side.split()) for side in line.split(" | "))
        for word in one:
            found[word].append((one, other))
        for word in other:
            found[word].append((other, one))
    return MappingProxyType(found)
