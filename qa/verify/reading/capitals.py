"""A text -> its runs of capitals, and which of them only open a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qa.verify.reading import alike
from qa.verify.reading.spelled import low_at
from qa.verify.text import FUNCTION, Reading, Word

PARTICLES = frozenset("of the and de la le du der den van von al el bin ibn abu del di da for in on at to &".split())
_LIGHT = frozenset("i am pm ok no yes".split())
# Words that open sentences without being names; whatever has a grammatical ending of adverbs and participles joins them.
_OPENERS = frozenset(
    """
    officials official police people reports report earlier later today yesterday tomorrow tonight critics supporters
    residents witnesses experts analysts investigators authorities prosecutors lawyers doctors scientists researchers
    journalists reporters protesters workers students parents families leaders ministers lawmakers soldiers troops
    forces rescuers firefighters others another several many most both two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
    seventy eighty ninety hundreds thousands dozens millions half about around nearly almost over under more less
    fewer up down out since during before after despite because although though unlike like as at by for from in into
    of on to with within without however meanwhile moreover furthermore therefore thus instead still also even only
    just then there here now when where while if unless until whether what which who whose why how this that these
    those it its he his she her they their we our you your some any all each every no none neither nor either not
    never one first second third last next per based given women men children members talks plans details questions
    news nothing everything something anyone everyone somebody nobody critics shares prices sales profits stocks
    markets voters further once such whatever whoever according but and or so yet sources results evidence work life
    time
    together besides altogether apart whereas regardless notwithstanding prior owing due thanks barring given amid amidst among beyond
    beneath above below behind contrary rather perhaps maybe indeed nevertheless nonetheless hence otherwise overall twice whenever
    wherever whichever throughout alongside concerning regarding following pending including excluding save aside ahead afterwards
    previously should had were is are was did does do can could would will may might much little less least enough plenty none several
    fewer provided providing supposing assuming granted granting seeing considering judging faced asked told warned pressed questioned
    speaking writing addressing citing quoting announcing neighbouring neighboring
    unemployment inflation trade traffic work money payment employment management government growth output
    demand supply
    """.split()
)
# Endings of common words that no name is likely to have.
_COMMON_ENDINGS = ("tion", "sion", "ness", "ship", "hood", "less", "ful", "able", "ible", "ility", "ously", "ward", "wards", "employment")
_NOUN_ENDINGS = ("ity", "ment", "ments", "ance", "ence", "ism", "ure", "ures", "age", "als", "ysis", "ings", "ency", "ancy")


@lru_cache(maxsize=256)
def runs(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Maximal capitalised runs (first, after, in word numbers), particles inside ("Bank of Ghana") included."""
    found: list[tuple[int, int]] = []
    words = reading.words
    at = 0
    while at < len(words):
        if not namelike(words[at]):
            at += 1
            continue
        first, last, at = at, at, at + 1
        while at < len(words):
            if namelike(words[at]) and not (words[at - 1].text.endswith("'s") and at - 1 == last):
                last = at
            elif not (
                (words[at].low in PARTICLES and words[at].low not in ("and", "in", "on", "at", "to")) or words[at].text in ("-", "'", "&")
            ):
                break
            at += 1
        at = last + 1
        found.append((first, last + 1))
    return tuple(found)


def namelike(word: Word) -> bool:
    return bool(word.stem) and word.text[0].isalpha() and word.capital and word.low not in _LIGHT


def opens(reading: Reading, at: int) -> bool:
    """Whether the word stands where any word has a capital: at a sentence's beginning, or a quotation's."""
    before = at - 1
    while before >= 0 and reading.words[before].text in "\"'([":
        before -= 1
    return before < 0 or reading.words[before].text in ".!?:" or before < at - 1 or any(first == at for first, _ in reading.sentences)


def plain_opener(reading: Reading, at: int, alone: bool, evidence: frozenset[str]) -> bool:
    """Whether a capital at a sentence's beginning is only that: a common word, by its form or by the evidence."""
    word = reading.words[at]
    if word.low in _OPENERS or word.low in FUNCTION or word.low in evidence:
        return True
    if not alone or word.text.isupper():
        return False
    if word.low.endswith(_NOUN_ENDINGS) or low_at(reading.words, at + 1) == "of":
        return True  # "Proximity to the port", "Completion of the dam"
    if word.low.endswith(_COMMON_ENDINGS) or alike.has(word.stem):
        return True
    return word.low.endswith(("ly", "ing", "ed")) or (
        word.low.endswith("s") and not word.low.endswith(("ss", "is", "us")) and not word.text.endswith("'s")
    )


def stands_alone(reading: Reading, first: int, after: int) -> bool:
    """Whether a capital word begins no longer name: no other capital follows it, or only after an "of", a "for"."""
    return after - first == 1 or (reading.words[first + 1].low in PARTICLES and not reading.words[first + 1].capital)


def acronym(words: Sequence[Word]) -> str:
    """The initials of a run's capitals, in lower case."""
    return "".join(word.low[0] for word in words if word.capital and word.low not in ("the", "of"))
