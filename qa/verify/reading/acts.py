"""Text -> who does what to whom, as far as the order of words, the voice and the words that join clauses tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.verify.reading.clauses import LINKS
from qa.verify.reading.irregular import PAST, base
from qa.verify.reading.spelled import MONTHS, WEEKDAYS, low_at
from qa.verify.text import Reading, Word

_BE = frozenset("is are was were be been being get gets got".split())
_HELPERS = _BE | frozenset(
    """
    has have had having will would shall should can could may might must do does did not never also then later since to already still
    """.split()
)
_BEFORE_VERBS = _HELPERS | frozenset("he she it they we i you who which that".split())
_BEFORE_NOUNS = frozenset(
    "a an the its his her their our your my this that these those of in on at by for with from into no any some all each every".split()
)
_ADJECTIVES = frozenset(
    """
    repeated continued increased alleged proposed planned renewed limited united armed injured detained expected related combined revised
    suspected required accused masked wounded retired experienced skilled advanced reduced extended
    """.split()
)
_LOOSE = frozenset("then later since to already still also".split())
_PREPOSITIONS = frozenset("to by in on at for from of with during near under since".split())
_AFTER_NOUNS = frozenset("in on at since during under between near men man".split())
# Whoever does it, after "by", is named no further than to these.
_BY_ENDS = frozenset("in on at from for to since during under with into as near over".split())
_RELATIVE = frozenset("who which that".split())
_SAID = frozenset(
    "said says say told added adds argued claimed warned insisted announced reported stated explained found thought believed".split()
)
_STOPS = LINKS - frozenset("who which that whom".split())
_CASES = {"him": "he", "her": "she", "them": "they", "us": "we", "me": "i"}
PRONOUNS = frozenset("he she they we i".split())
_FARTHEST = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """A verb of a text by its first form, with the stems of who does it and of whom or what it is done to.

    ``by`` says whether a "by" names the doer; ``undergoes`` is what stands before a verb in the passive, ``beyond`` what stands behind
    it; ``object`` is the first word of what it is done to; ``plainly`` says that it is no noun.
    """

    verb: str
    at: int
    agent: frozenset[str]
    patient: frozenset[str]
    by: bool = False
    beyond: frozenset[str] = frozenset()
    undergoes: frozenset[str] = frozenset()
    infinitive: bool = False
    plainly: bool = False
    object: str = ""


def acts(reading: Reading, verbs: frozenset[str]) -> Iterator[Act]:
    """The acts of a text that are told with one of the given verbs."""
    words = reading.words
    for first, after in reading.sentences:
        for at in range(first, after):
            if acting(words[at]) and base(words[at].stem) in verbs and verbal(words, at):
                yield _act(words, first, at, after)


def acting(word: Word) -> bool:
    """Whether a word says something of its own; "told" does of who tells whom."""
    return word.content or word.low in ("tell", "tells", "told")


def verbal(words: Sequence[Word], at: int) -> bool:
    """Whether a word may stand as a verb."""
    before = low_at(words, at - 1)
    if words[at].capital or not words[at].text[0].isalpha() or words[at].low.endswith("ly") or before in _BEFORE_NOUNS - {"that"}:
        return False
    low = words[at].low
    if low in _ADJECTIVES and before not in _HELPERS and at + 1 < len(words) and words[at + 1].content:
        return False  # "repeated warnings"
    if (low.endswith("ed") or low in PAST) and any(word.low in ("get", "gets", "getting") for word in words[max(0, at - 6) : at]):
        return False  # "gets its licence renewed"
    if low.endswith("ed") or low in PAST:
        return before in _BE or low_at(words, at + 1) not in _AFTER_NOUNS  # "goods handled in the port"
    if low.endswith("ing"):
        return before in _BE
    if low.endswith("s") and words[at - 1].capital and at > 2 and words[at - 2].low in ("and", "or"):
        return False  # "the Lisk and Wende pits"
    return before in _BEFORE_VERBS or (low.endswith("s") and words[at - 1].capital and low_at(words, at + 1) not in _PREPOSITIONS)


def _plainly(words: Sequence[Word], at: int) -> bool:
    """Whether a word can be nothing but a verb here: by its form, or by the helper before it."""
    if low_at(words, at - 1) in _BEFORE_VERBS - _LOOSE:
        return True
    return (words[at].low.endswith("ed") or words[at].low in PAST) and low_at(words, at + 1) not in _PREPOSITIONS


def _finite(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a verb of its own clause, by its form or by the helper right before it."""
    formed = words[at].low.endswith("ed") or words[at].low in PAST or low_at(words, at - 1) in _HELPERS - _LOOSE
    return formed and verbal(words, at) and not words[at].capital


def _act(words: Sequence[Word], first: int, at: int, after: int) -> Act:
    start = at
    while start > first and (words[start - 1].low in _HELPERS or words[start - 1].low.endswith("ly")):
        start -= 1
    to = max((n + 1 for n in range(start, at) if words[n].low == "to"), default=start)  # "are to keep" is no passive
    passive = any(word.low in _BE for word in words[to:at]) and not words[at].low.endswith("ing")
    end = _end(words, at + 1, after)
    by = next((number for number in range(at + 1, min(end, at + 12)) if words[number].low == "by"), None)
    reduced = by == at + 1 and not passive and (words[at].low.endswith("ed") or words[at].low in PAST)
    left, antecedent = _left(words, first, start)
    if passive or reduced:
        right = frozenset(_stems(words[at + 1 : by if by is not None else end]))
        agent = frozenset(_stems(_doer(words, by + 1, end))) if by is not None else frozenset[str]()
        return Act(
            verb=base(words[at].stem),
            at=at,
            agent=agent,
            patient=left | right,
            by=by is not None,
            beyond=right,
            undergoes=left,
            plainly=True,
        )
    right = frozenset(_stems(words[at + 1 : end])) | antecedent
    return Act(
        verb=base(words[at].stem),
        at=at,
        agent=left,
        patient=right,
        infinitive=low_at(words, at - 1) == "to",
        plainly=_plainly(words, at),
        object=next(_stems(words[at + 1 : end]), ""),
    )


def _end(words: Sequence[Word], at: int, after: int) -> int:
    for number in range(at, min(after, at + _FARTHEST)):
        if words[number].text in ",;:.!?()" or words[number].low in LINKS or words[number].low == "that":
            return number
    return min(after, at + _FARTHEST)


def _doer(words: Sequence[Word], at: int, end: int) -> Sequence[Word]:
    """The words after "by", up to when, where and what for."""
    ends = (n for n in range(at + 1, end) if words[n].low in _BY_ENDS or (words[n].low == "and" and n + 1 < end and _finite(words, n + 1)))
    return words[at : next(ends, end)]


def _left(words: Sequence[Word], first: int, start: int) -> tuple[frozenset[str], frozenset[str]]:
    """Who stands before a verb, and, where that is "whom somebody ...", of whom the clause speaks."""
    at = start
    if at - 1 > first and words[at - 1].text == ",":  # what stood between two commas was said by the way
        opened = next((number for number in range(at - 2, first, -1) if words[number].text == ","), None)
        at = opened if opened is not None else at - 1
    held: list[Word] = []
    while at > first:
        word = words[at - 1]
        if word.low in _RELATIVE or word.low == "whom":
            before = frozenset(_stems(_noun(words, first, at - 1)))
            if word.low == "that" and words[at - 2].low in _SAID:
                break  # "said that doctors had urged him"
            if any(one.content and _finite(words, number) for number, one in enumerate(words[at:start], start=at)):
                return before, frozenset()  # "the journal that published it will decide"
            mine = frozenset(_stems(held))
            return (mine, before) if mine else (before, frozenset())
        if word.low == "and" and not held:
            verb = next((number for number in range(at - 2, first, -1) if verbal(words, number) and words[number].content), None)
            return _left(words, first, _begins(words, first, verb)) if verb is not None else (frozenset(), frozenset())
        if word.text in ',;:.!?()"' or word.low in _STOPS or len(held) > _FARTHEST:
            break
        held.append(word)
        at -= 1
    return frozenset(_stems(held)), frozenset()


def _begins(words: Sequence[Word], first: int, at: int) -> int:
    while at > first and words[at - 1].low in _HELPERS:
        at -= 1
    return at


def _noun(words: Sequence[Word], first: int, at: int) -> Sequence[Word]:
    """The words before "who", back to a mark, a link or a verb."""
    if at > first and words[at - 1].text == ",":
        at -= 1
    start = at
    while start > first and words[start - 1].text not in ',;:.!?()"' and words[start - 1].low not in LINKS and at - start < 8:
        if (
            words[start - 1].low in _HELPERS
            or words[start - 1].low in PAST
            or (words[start - 1].low.endswith("ed") and not words[start - 1].capital)
        ):
            break
        start -= 1
    return words[start:at]


def _stems(words: Sequence[Word]) -> Iterator[str]:
    for word in words:
        low = _CASES.get(word.low, word.low)
        if low in PRONOUNS:
            yield low
        elif word.content and not word.text[0].isdigit() and low not in WEEKDAYS and low not in MONTHS:
            yield base(word.stem)
