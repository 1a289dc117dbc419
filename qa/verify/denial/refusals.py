"""What a quote denies of a deed -> whether a sentence tells the deed, in the same or in other words, without any word that denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.verify.reading import alike
from qa.verify.reading.clauses import clause_at
from qa.verify.reading.shade import NEGATIVE, NOT_NEGATIVE, POSSIBLE
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_NOT = frozenset("not never".split())
_NOTHING = frozenset("nothing nobody none".split())
# "Not before the objections are examined": it is so then.
_ONLY_THEN = frozenset("before until unless without except if because".split())
_HELPERS = frozenset("be been being have has had do does did is are was were to yet ever".split())
_PREFIXES = ("un", "dis", "non", "im", "ir", "in")
# Words that deny in some other way.
_OTHERS = frozenset(
    """
    yet despite instead rather unless still pending except little few rare rarely lose lost losing loss end ended ends leave left leaves
    leaving miss missed misses lacking short cannot withheld remain remains remained otherwise until wait waiting awaiting open closed empty
    away off out drop dropped abandon abandoned alone far question questions dispute disputes disputed reluctant
    """.split()
)
# So much of what the clause tells beside the deed must stand in the sentence.
_LEAST = 0.6
_FEWEST = 2


class _Denied(NamedTuple):
    """A deed that is denied, the word that denies it and what else its clause tells."""

    deed: Word
    cue: str
    rest: Sequence[Word]


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first deed that the quotes deny and the sentence tells."""
    if any(_denying(word) for word in sentence.words):
        return ()
    known = alike.known(sentence.stems)
    for span in spans:
        for denied in _denied(span):
            rest = [word.stem for word in denied.rest if word.content and not word.text[0].isdigit()]
            if not alike.told(denied.deed.stem, known) or len(rest) < _FEWEST:
                continue
            if sum(alike.told(one, known) for one in rest) >= _LEAST * len(rest):
                return (Problem(kind="negation", token=denied.deed.text, message=f"told without the quote's '{denied.cue}'"),)
    return ()


def _denying(word: Word) -> bool:
    return word.low in NEGATIVE or word.low in POSSIBLE or word.low in _OTHERS or (word.content and word.low.startswith(_PREFIXES))


def _denied(span: Reading) -> Iterator[_Denied]:
    words = span.words
    for at, word in enumerate(words):
        first, after = clause_at(span, at)
        if word.low in _NOT and low_at(words, at + 1) not in NOT_NEGATIVE:
            deed = next(
                (n for n in range(at + 1, min(at + 5, after)) if words[n].low not in _HELPERS and not words[n].low.endswith("ly")), None
            )
        elif word.low in _NOTHING and at > first and words[at - 1].content:
            deed = at - 1
        else:
            continue
        only = any(one.low in _ONLY_THEN for one in words[at:after]) or low_at(words, after) in _ONLY_THEN
        if deed is not None and words[deed].content and not only:
            yield _Denied(words[deed], word.text, [*words[first:at], *words[at + 1 : deed], *words[deed + 1 : after]])
