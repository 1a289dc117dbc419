"""Capitalised runs and acronyms of a sentence -> those that no cited quote, its source or its title has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from qa.verify.reading.capitals import PARTICLES, acronym, namelike, opens, plain_opener, runs, stands_alone
from qa.verify.reading.spelled import low_at
from qa.verify.text import Around, Reading, Word, around, exchanged, joined, misplaced
from qa.verify.types import Problem
from qa.verify.who.known import ROLES, Known, kin

_TITLES = frozenset("mr mrs ms miss dr sir lord lady dame prof professor st saint".split())
# What a place or a body is, added to its name or left away: "New York City", "Kano State".
_GENERIC = frozenset(
    """
    city town village state county province prefecture region republic river mountain lake island base company group
    """.split()
)
_CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december christmas easter ramadan
    """.split()
)


def check(sentence: Reading, known: Known, days: Iterable[tuple[int, int]] = (), *, blocks: bool = True) -> tuple[Problem, ...]:
    """A problem for every name of a sentence that is not known, or that joins what the quotes keep apart."""
    taken = tuple(days)
    found: list[Problem] = []
    for first, after in runs(sentence):
        words = [word for word in sentence.words[first:after] if word.stem and word.low not in PARTICLES]
        if words and opens(sentence, first) and plain_opener(sentence, first, stands_alone(sentence, first, after), known.lows):
            words = words[1:] if words[0] is sentence.words[first] else words
        words = [word for word in words if word.low not in _TITLES and not any(start <= word.start < end for start, end in taken)]
        why = _why(words, sentence, known)
        if why is not None:
            token, message = why
            found.append(Problem(kind="name", token=token, message=message, blocks=blocks))
    if not found and (stem := _exchanged(sentence, known)) is not None:
        token = next(word.text for word in sentence.words if word.stem == stem)
        found.append(
            Problem(kind="name", token=token, message=f"'{token}' stands in the place of another name of the quote", blocks=blocks)
        )
    return tuple(found)


def _exchanged(sentence: Reading, known: Known) -> str | None:
    """A name that has changed places with another ("A met B's envoy": "B met A's envoy"); a changed voice explains it."""
    if _passives(sentence) != sum(_passives(quote) for quote in known.quotes):
        return None
    if _whence(sentence) != any(_whence(quote) for quote in known.quotes):
        return None  # "leased from": "leased to"
    stems = frozenset(word.stem for first, after in runs(sentence) for word in sentence.words[first:after] if word.stem)

    def keyed(reading: Reading) -> list[tuple[str, Around]]:
        found = []
        for first, after in runs(reading):
            run = [word for word in reading.words[first:after] if word.stem and word.low not in PARTICLES]
            if run and run[-1].stem in stems:
                near = around(reading, run[0].start, run[-1].end)
                beside = {*near, *(("left", word) for _, word in near if _explained(reading, after))}
                found.append((run[-1].stem, frozenset((side, word) for side, word in beside if word not in stems)))
        return found

    return exchanged(keyed(sentence), [place for quote in known.quotes for place in keyed(quote)])


def _explained(reading: Reading, after: int) -> bool:
    """Whether what somebody is follows a name, which may stand before it elsewhere: "Tarn, a fund based in Ory"."""
    return low_at(reading.words, after) == "," and low_at(reading.words, after + 1) in ("a", "an", "the", "its", "his", "her", "their")


def _whence(reading: Reading) -> bool:
    """Whether a "from" stands before a name."""
    return any(low_at(reading.words, first - 1) == "from" for first, _ in runs(reading) if first)


def _passives(reading: Reading) -> int:
    return sum(word.low == "by" for word in reading.words)


def _why(words: Sequence[Word], sentence: Reading, known: Known) -> tuple[str, str] | None:
    """What is wrong with a run of names, as (token, message)."""
    missing = [word for word in words if not known.has(word)]
    if len(missing) < len(words):
        words = [word for word in words if not (word in missing and word.low in _GENERIC)]
        missing = [word for word in missing if word in words]
    token = joined(words, sentence.text)
    if missing and not (_spelled_out(words, known) or known.alias(words, sentence) or known.in_short(words, sentence)):
        token = missing[0].text if len(missing) < len(words) else token
        return token, f"the name '{token}' stands in no cited quote"
    for one, two in pairwise(words):
        if not missing and not known.near(one, two):
            return token, f"the quote does not join '{one.text}' and '{two.text}'"
    rival = _rival(words, sentence, known)
    return (token, f"the quote says this of '{rival}', not of '{token}'") if rival else None


def _rival(words: Sequence[Word], sentence: Reading, known: Known) -> str:
    """Another name of the quotes, left out by the sentence, that stands there among the words around this one."""
    if not words or any(word.low in ROLES for word in words[-1:]):
        return ""
    stems = {word.stem for word in words}
    capitals = [word for word in sentence.words if namelike(word)]
    equal, others, labels = [], [], []
    for quote in known.quotes:
        equal += [
            around(quote, word.start, word.end)
            for word in quote.words
            if word.stem in stems or any(kin(word.low, own.low) for own in words)
        ]
        for first, after in runs(quote):
            run = [word for word in quote.words[first:after] if word.stem and word.low not in PARTICLES]
            if (
                not run
                or all(word.low in _CALENDAR for word in run)
                or any(word.stem in sentence.stems or any(kin(word.low, own.low) for own in capitals) for word in run)
                or (opens(quote, first) and plain_opener(quote, first, len(run) == 1, frozenset()))
            ):
                continue
            others.append(around(quote, run[0].start, run[-1].end))
            labels.append(joined(run, quote.text))
    mine = around(sentence, words[0].start, words[-1].end)
    rivals = (label for label, near in zip(labels, others, strict=True) if misplaced(mine, equal, [near]))
    return next((label for label in rivals if not any(_belongs(quote.text, label, words[0].text) for quote in known.quotes)), "")


def _belongs(text: str, owner: str, name: str) -> bool:
    """Whether one name is told by another in a quote: "Hallam's mill in Corve", which a sentence may call "the Corve mill"."""
    apart = rf"{re.escape(name)}, [^,.;]{{0,90}}{re.escape(owner)}[^,.;]{{0,40}},"  # "Soral, a yard in Pell, built": what it is
    if re.search(apart, text) is not None:
        return True
    return re.search(rf"{re.escape(owner)}(?:'s)? (?:[\w-]+ ){{0,4}}(?:in|of|at|near|from) (?:the )?{re.escape(name)}\b", text) is not None


def _spelled_out(words: Sequence[Word], known: Known) -> bool:
    """ "United Nations" where the quote has "UN"."""
    return len(words) > 1 and acronym(words) in known.lows
