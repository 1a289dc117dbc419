"""Sentence + quotes -> how much of the sentence its quotes hold."""

from __future__ import annotations

from collections.abc import Sequence

from qa.verify.denial import opposites
from qa.verify.reading import alike
from qa.verify.reading.capitals import runs
from qa.verify.reading.spelled import MONTHS, ONES, SCALES, TENS, WEEKDAYS
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

# Words of figures and of lengths of time: "half a year", "no less than six months".
_OF_FIGURES = frozenset(
    """
    less least fewer most half third quarter fifth cent percent percentage point points day days week weeks month months year years decade
    hour hours minute minutes earliest latest twice double dozen
    """.split()
)
# Least share of a sentence's content words, figures and days aside, that must stand in its cited quotes, their titles and sources. Of
# .30, .38 and .45 the one that named 99.9 % of the wrong documents at two thirds of the false alarms on people's own paraphrases.
LEAST_SHARED = 0.38
# The same of the words that are no name either: what is said of the named; a kindred word ("resigned", "stepped down") counts as well.
# At a half it stops 6 more of 39 unsupported and 33 more of 213 partly supported WiCE claims, and 6 more of 107 supported ones.
LEAST_SAID = 0.5
# The same of all its content words, synonyms counted as well: a sentence with fewer words of its quotes may still be theirs reworded.
LEAST_REWORDED = 0.6
# So much less is asked of a sentence whose figures, days and names are its quotes' own.
_LESS = 0.1
# And once more so much less of one that has so many of its figures, days and names from them.
_FIRM = 4
_FEW = 2  # with two such anchors, so few words may all be others
# A cited quote that holds less than this of the sentence adds nothing to it.
LEAST_OF_ONE = 0.15


def shared(sentence: Reading, quotes: Sequence[Reading]) -> float:
    """The share of a sentence's content words (stems) that some quote has, 0 to 1; 1 for a sentence without any."""
    own = [word.stem for word in sentence.words if word.content and not _checked_apart(word)]
    if not own:
        return 1.0
    known = frozenset[str]().union(*(quote.stems for quote in quotes))
    return sum(stem in known for stem in own) / len(own)


def told(sentence: Reading, quotes: Sequence[Reading], few: int = 0) -> float:
    """The share of what a sentence says of the named, its content words without names, that some quote says, 0 to 1.

    Of no more than ``few`` such words nothing is concluded.
    """
    named = {at for first, after in runs(sentence) for at in range(first, after) if after - first > 1 or first}
    own = [word.stem for at, word in enumerate(sentence.words) if word.content and at not in named and not _checked_apart(word)]
    if len(own) <= few:
        return 1.0
    known = _known(quotes)
    return sum(alike.told(stem, known) for stem in own) / len(own)


def reworded(sentence: Reading, quotes: Sequence[Reading]) -> float:
    """The share of a sentence's content words that some quote has, or has another word for, 0 to 1."""
    own = [word.stem for word in sentence.words if word.content and not _checked_apart(word)]
    known = _known(quotes)
    return sum(alike.told(stem, known) for stem in own) / len(own) if own else 1.0


def _known(quotes: Sequence[Reading]) -> frozenset[str]:
    """The stems of the quotes, and of their words' opposites: what is turned round is told of all the same, and checked apart."""
    stems = alike.known(frozenset[str]().union(*(quote.stems for quote in quotes)))
    return stems.union(*(opposites.of(stem) for stem in stems))


def _checked_apart(word: Word) -> bool:
    """Whether a word is part of a figure or a day: "57" stands for "fifty-seven", "12 March" for "Wednesday"."""
    return word.text[0].isdigit() or word.low in _OF_FIGURES or any(word.low in names for names in (ONES, TENS, SCALES, WEEKDAYS, MONTHS))


def runs_shared(own: Sequence[str], quotes: Sequence[Sequence[str]], size: int) -> float:
    """The share of a sentence's runs of ``size`` words that stand so in some quote, 0 to 1; 0 for a shorter sentence."""
    mine = _runs(own, size)
    known = {run for quote in quotes for run in _runs(quote, size)}
    return sum(run in known for run in mine) / len(mine) if mine else 0.0


def _runs(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(size)), strict=False))


def check(sentence: Reading, quotes: Sequence[Reading], around: Sequence[Reading], *, anchors: int = 0) -> tuple[Problem, ...]:
    """A problem when the quotes are about something else, and a lesser one for each quote that adds nothing.

    ``anchors`` are the figures, the days and the names of the sentence that the quotes have: with two of them fewer words suffice.
    """
    less = 2 * _LESS if anchors >= _FIRM else _LESS if anchors > 1 else 0.0
    share = shared(sentence, [*quotes, *around])
    if share < LEAST_SHARED - less and reworded(sentence, [*quotes, *around]) < LEAST_REWORDED - less:
        return (Problem(kind="source", token="", message=f"the cited quotes have {share:.0%} of the sentence's words"),)
    few = _FEW if anchors > 1 else 0
    if (share := told(sentence, [*quotes, *around], few)) < LEAST_SAID - less:
        return (Problem(kind="source", token="", message=f"the cited quotes have {share:.0%} of what the sentence says of those it names"),)
    if len(quotes) < 2:
        return ()
    idle = [number for number, quote in enumerate(quotes, start=1) if shared(sentence, [quote]) < LEAST_OF_ONE]
    return tuple(
        Problem(kind="source", token="", message=f"cited quote {number} has next to nothing of the sentence", blocks=False)
        for number in idle
    )


# Weights of single content words, pairs of them and triples of any words, and the cost of each kind of problem: chosen among
# some sixty round mixtures by their agreement with people on the public sets that `make bench` reports, so optimistic there.
_WORDS, _PAIRS, _TRIPLES = 0.3, 0.4, 0.3
_COST = 0.05
_COUNTED = frozenset(("number", "day", "name", "quote", "negation"))


def graded(sentence: Reading, quotes: Sequence[Reading], kinds: Sequence[str]) -> float:
    """The shares of words, pairs and triples found in the quotes, weighted, less a little for each kind of problem: 0 to 1."""
    base = (
        _WORDS * shared(sentence, quotes)
        + _PAIRS * runs_shared(sentence.content, [quote.content for quote in quotes], 2)
        + _TRIPLES * runs_shared(sentence.every, [quote.every for quote in quotes], 3)
    )
    return max(0.0, base - _COST * len(set(kinds) & _COUNTED))
