"""Who did it: the subject of a sentence -> whether its quotes tell the deed of somebody else only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.verify.reading import alike
from qa.verify.reading.capitals import runs
from qa.verify.reading.speeches import VERBS
from qa.verify.text import Reading, Word, joined
from qa.verify.types import Problem
from qa.verify.who.known import ROLES

_HELPERS = frozenset("has have had was were is are been be being will would did does do then later also since not never".split())
# Deeds that say little of their own, which a quote may tell in another build: "received two cautions", "decided to keep".
_LIGHT = frozenset(
    """
    received decided used started stopped ended started needed wanted involved included remained faced managed helped allowed let caused
    acquired obtained gained earned secured suffered experienced underwent issued carried performed conducted placed turned moved based
    named called considered provided offered owned served agreed learned learnt showed resulted enjoyed attended followed
    """.split()
)
_PRONOUNS = frozenset("he she they it".split())


def check(sentence: Reading, quotes: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem when the deed of the sentence's subject stands in the quotes, and each time under another's name alone."""
    told = _deed(sentence)
    if told is None:
        return ()
    subject, verb = told
    stems = {word.stem for word in subject}
    known = frozenset[str]().union(*(quote.stems for quote in quotes))
    if verb.low not in _LIGHT and not alike.told(verb.stem, alike.known(known)):
        return (Problem(kind="source", token=verb.text, message=f"no cited quote says that anybody '{verb.text}'"),)
    rival = ""
    for quote in quotes:
        for words in _sentences(quote):
            if all(word.stem != verb.stem for word in words):
                continue
            at = next(at for at, word in enumerate(words) if word.stem == verb.stem)
            before = words[:at]
            unnamed = any(word.low in _PRONOUNS or _bare_role(word, after) for word, after in pairwise(words[: at + 1]))
            if unnamed or stems & {word.stem for word in words}:
                return ()
            named = _name(quote, before)
            if not named:
                return ()
            rival = rival or named
    name = joined(subject, sentence.text)
    return (Problem(kind="name", token=name, message=f"the quote says this of '{rival}', not of '{name}'"),) if rival else ()


def _bare_role(word: Word, after: Word) -> bool:
    """ "The minister had resigned", and not "foreign minister Ruta Hale": who bears the role may be the one meant."""
    return word.low in ROLES and not word.capital and not after.capital


def _deed(sentence: Reading) -> tuple[Sequence[Word], Word] | None:
    """The name that a sentence opens with, of two words or more, and the verb in the past that follows it."""
    words = sentence.words
    found = runs(sentence)
    if not found or found[0][0] > 1 or found[0][1] - found[0][0] < 2:
        return None
    first, at = found[0]
    while at < len(words) and (words[at].low in _HELPERS or words[at].low.endswith("ly")):
        at += 1
    if at >= len(words) or not words[at].content or words[at].capital or not words[at].low.endswith("ed") or words[at].low.endswith("eed"):
        return None
    if words[at].low in VERBS:
        return None  # who said it is the business of attribution
    return words[first : found[0][1]], words[at]


def _sentences(quote: Reading) -> Iterator[Sequence[Word]]:
    for first, after in quote.sentences:
        yield quote.words[first:after]


def _name(quote: Reading, before: Sequence[Word]) -> str:
    """The last name of two words or more among ``before``, empty when there is none."""
    inside = {word.start for word in before}
    found = [quote.words[first:after] for first, after in runs(quote) if after - first > 1 and quote.words[first].start in inside]
    return joined(found[-1], quote.text) if found else ""
