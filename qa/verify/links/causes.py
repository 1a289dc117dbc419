"""Why it happened: the cause that a sentence gives -> whether the quotes give one, and this one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.words import stem
from qa.kindred import kindred
from qa.verify.reading import alike
from qa.verify.reading.clauses import clause_at, stems
from qa.verify.reading.irregular import PAST, base
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word, joined
from qa.verify.types import Problem

# What says "because"; the cause stands behind it.
_BEHIND = tuple(
    tuple(phrase.split())
    for phrase in (
        "because of,because,due to,owing to,as a result of,on account of,in view of,thanks to,caused by,brought on by,brought about by,"
        "blamed on,stems from,stemmed from,stemming from,resulted from,resulting from,arose from,"
        "on the grounds that,for lack of,for want of,triggered by,prompted by,"
        "as a consequence of,in response to,in protest at,in protest against,by reason of,for reasons of,set off by"
    ).split(",")
)
_FIRST = {first: [phrase for phrase in _BEHIND if phrase[0] == first] for first in {phrase[0] for phrase in _BEHIND}}
# "Attributed the gain to", "put it down to", "blamed the delay on".
_GIVING = {
    **dict.fromkeys("attribute attributes attributed ascribe ascribes ascribed put puts".split(), "to"),
    **dict.fromkeys("blame blames blamed".split(), "on"),
}
_ARTICLES = frozenset(
    "the a an its his her their our this that these those lack poor bad heavy high higher low lower strong weak rising falling".split()
)


_ENDS = frozenset("but while although whereas and".split())
# So many words must stand in a sentence of the quotes for it to tell of what came of a cause.
_LEAST = 2


# Words that give a cause in any other way: where a quote has one, what it gives as the cause is not read here.
_OTHERWISE = frozenset(
    stem(word)
    for word in """
    therefore hence thus consequently accordingly reason reasons cause caused causing why explain explained explanation justify justified
    lead led leading force forced forcing result resulted prompt prompted trigger triggered drove driven make made making mean meant
    motive ground grounds thanks owe owed owing culprit fault blame so because lest consequence effect factor responsible account
    contribute provoke induce bring oblige compel enable stem arise attribute ascribe trace reckon suspect
    """.split()
)
_CAUSING = frozenset("caused causes causing triggered triggers triggering prompted prompts provoked provokes sparked sparks".split())
_LEADING = frozenset("led leads leading resulted results resulting".split())
# Words behind which a cause may stand, or what somebody says of it: "after the pass was closed", "fined for", "closed by snow".
_PERHAPS = frozenset(
    """
    since as for after when with by over amid following from at on about against once where saying arguing citing said says argued cited
    fearing wanting hoping given now seeing which that who
    """.split()
)


class _Cause(NamedTuple):
    """A cause: the words that give it, and whether the link is denied."""

    words: tuple[Word, ...]
    denied: bool


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for a cause that the quotes do not give, give otherwise, or deny."""
    known = frozenset(base(word.stem) for span in spans for word in span.words)
    theirs = [cause for span in spans for cause in _causes(span)]
    for mine in _causes(sentence):
        own = [base(word.stem) for word in mine.words if word.content]
        if not own or mine.denied:
            continue
        token = joined(mine.words, sentence.text)
        held = [
            one for one in own if one in known or {base(other) for other in kindred(one)} & known or not alike.alike(one).isdisjoint(known)
        ]
        if theirs and len(held) * 2 < len(own):
            return (Problem(kind="source", token=token, message=f"no cited quote gives '{token}' as the cause"),)
        if theirs and not any(_alike(own, cause) or _kept(cause, sentence) for cause in theirs):
            return (Problem(kind="source", token=token, message=f"'{token}' is not the cause that the quote gives"),)
        if (_elsewhere(sentence, mine, spans) and not _in_person(spans)) or (not theirs and not _any_given(mine.words, spans)):
            return (Problem(kind="source", token=token, message=f"no cited quote gives '{token}' as a cause"),)
    for token, words in _made(sentence):
        if not _any_given(words, spans):
            return (Problem(kind="source", token=token, message=f"no cited quote says what '{token}' what"),)
    return tuple(_means(sentence, spans))[:1]


def _made(sentence: Reading) -> Iterator[tuple[str, Sequence[Word]]]:
    """Each verb by which one thing brings about another ("led to", "caused"), with the words of its clause."""
    words = sentence.words
    for at, word in enumerate(words):
        if (
            word.low in _CAUSING
            or (word.low in ("brought", "brings", "set") and low_at(words, at + 1) in ("about", "off"))
            or (word.low in _LEADING and low_at(words, at + 1) in ("to", "in"))
        ):
            first, after = clause_at(sentence, at)
            yield word.text, [*words[first:at], *words[at + 1 : after]]


def _means(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """ "Hurt by shrapnel" for "hurt by falling glass"."""
    known = frozenset[str]().union(*(span.stems for span in spans))
    theirs = [words for span in spans for _, words in _by(span)]
    for before, words in _by(sentence):
        if not (before.low.endswith("ed") or before.low in PAST) or any(word.stem in known or kindred(word.stem) & known for word in words):
            continue
        rival = next(
            (other for other in theirs if not any(word.stem in sentence.stems or kindred(word.stem) & sentence.stems for word in other)),
            None,
        )
        if rival is not None:
            token = joined(words, sentence.text)
            yield Problem(kind="source", token=token, message=f"'{token}' is not by what the quote says it was done")


def _by(reading: Reading) -> Iterator[tuple[Word, tuple[Word, ...]]]:
    """The content words behind each "by", with the word before it; a figure's "by" is left out."""
    words = reading.words
    for at, word in enumerate(words):
        if word.low != "by" or at + 1 >= len(words) or words[at + 1].text[0].isdigit():
            continue
        end = next(
            (
                n
                for n in range(at + 1, len(words))
                if words[n].text in ",;:." or words[n].low in (*_ENDS, "in", "on", "at", "of", "to", "from", "for")
            ),
            len(words),
        )
        found = tuple(one for one in words[at + 1 : end] if one.content)
        if found:
            yield words[at - 1], found


def _kept(cause: _Cause, sentence: Reading) -> bool:
    """Whether a sentence tells the quote's cause, if in another place."""
    theirs = [word.stem for word in cause.words if word.content]
    return not cause.denied and sum(one in sentence.stems for one in theirs) * 2 > len(theirs)


def _alike(own: Sequence[str], cause: _Cause) -> bool:
    theirs = {base(word.stem) for word in cause.words}
    return not cause.denied and any(one in theirs or {base(other) for other in kindred(one)} & theirs for one in own)


def _elsewhere(sentence: Reading, mine: _Cause, spans: Sequence[Reading]) -> bool:
    """Whether the quotes have the cause in another sentence than what came of it, and in that one nothing of it."""
    cause = {base(word.stem) for word in mine.words if word.content}
    rest = {base(word.stem) for word in sentence.words if word.content} - cause
    told = [stems(span, *place) for span in spans for place in span.sentences]
    most = max((len(one & rest) for one in told), default=0)
    if most < _LEAST or not any(cause & other for other in told):
        return False
    return not any(one & cause for one in told if len(one & rest) == most)


def _in_person(spans: Sequence[Reading]) -> bool:
    """Whether somebody speaks in his own words, which may give his reason with no word that says so."""
    return any(word.text in ('"', "I") for span in spans for word in span.words)


def _any_given(given: Sequence[Word], spans: Sequence[Reading]) -> bool:
    """Whether the quotes may give the cause in a way of their own: nobody says "because" where two things only stand side by side."""
    cause = {word.stem for word in given if word.content}
    for span in spans:
        words = span.words
        if any(word.stem in _OTHERWISE for word in words) or _in_person([span]):
            return True
        for at, word in enumerate(words):
            behind = words[at + 1 : clause_at(span, at)[1]] if word.low in _PERHAPS else ()
            known = alike.known(frozenset(one.stem for one in behind if one.content))
            if known and sum(alike.told(one, known) for one in cause) * 2 >= len(cause):
                return True
    return False


@lru_cache(maxsize=256)
def _causes(reading: Reading) -> tuple[_Cause, ...]:
    words, found = reading.words, []
    for first, after in reading.sentences:
        for at in range(first, after):
            start = _behind(words, at, after)
            if start is None:
                continue
            end = next((n for n in range(start, after) if words[n].text in ",;:." or words[n].low in _ENDS), after)
            denied = any(
                word.low in ("not", "never", "denied", "denies")
                for word in words[max(first, at - (2 if words[at].low in _GIVING else 1)) : at]
            )
            found.append(_Cause(tuple(words[start:end]), denied))
    return tuple(found)


def _behind(words: Sequence[Word], at: int, after: int) -> int | None:
    """Where the cause begins that a word or several announce, None when they announce none."""
    for phrase in _FIRST.get(words[at].low, ()):
        if all(low_at(words, at + n) == low for n, low in enumerate(phrase)):
            start = at + len(phrase)
            if phrase == ("due", "to") and low_at(words, start) not in _ARTICLES and start < len(words) and not words[start].capital:
                return None  # "is due to meet"
            return start
    link = _GIVING.get(words[at].low)
    if link is None:
        return None
    to = next((n for n in range(at + 1, min(after, at + 9)) if words[n].low == link), None)
    if (
        to is None
        or (words[at].low.startswith("put") and low_at(words, to - 1) != "down")
        or low_at(words, to + 1) == ""
        or words[to + 1].capital
    ):
        return None
    return to + 1
