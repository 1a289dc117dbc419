"""What was so and is no longer, and what is so now -> whether a sentence keeps them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.words import stem
from qa.kindred import kindred
from qa.verify.bounds.modality import done
from qa.verify.reading import alike
from qa.verify.reading.clauses import clauses
from qa.verify.reading.irregular import base, bases
from qa.verify.reading.spelled import MONTHS, WEEKDAYS, low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem
from qa.verify.who.known import ROLES

_FORMER = frozenset("former formerly ex previously".split())
# Words by which a sentence or a quote says, in its own way, that something was and is no longer.
_PAST = _FORMER | frozenset("once until then used past previous late earlier before outgoing ago no longer".split())
_LEFT = frozenset(
    base(stem(word))
    for word in """
    leave left resign retire quit step stand dismiss sack fire oust succeed replace remove depose serve cease give abandon drop stop end
    close
    """.split()
)
_GONE = bases("cease resign retire quit oust depose dismiss succeed replace follow")
_LEADS = frozenset("leads heads chairs runs commands directs manages".split())
_HEADS = frozenset(
    stem(word) for word in "director head chief chair chairman chairwoman president manager leader captain commander".split()
)
# So much of what was so until then must stand in a sentence that tells it as it is now.
_MOST = 0.6
_PRESENT = frozenset("is are".split())
_THEN = re.compile(r"\b(?:at (?:the|that) time|in (?:his|her|their) day)\b", re.IGNORECASE)
_SUBJECTS = frozenset("who which he she it".split())
_TIMES = frozenset("last recently now then this early late mid yesterday".split())
_WAS = frozenset("was were had been did".split())
_LED = frozenset("led headed chaired ran commanded directed presided managed governed".split())


def check(sentence: Reading, spans: Sequence[Reading], context: Reading | None) -> tuple[Problem, ...]:
    """A problem for a past that a sentence tells as present, or the reverse; the context may say of somebody that he is "former"."""
    formers = _formers(sentence)
    known = context is not None and bool(formers) and bool(formers & _formers(context))
    found = (*_lost(sentence, spans), *(() if known else _added(sentence, spans)), *_turned(sentence, spans), *_until(sentence, spans))
    return found[:1]


def _formers(reading: Reading) -> set[str]:
    """The stems near each "former" of a text."""
    near = (reading.words[max(0, at - 2) : at + 6] for at, word in enumerate(reading.words) if word.low in _FORMER or word.low == "used")
    return {base(word.stem) for words in near for word in words if word.content and word.low not in _FORMER and word.low != "used"}


def _lost(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """What the quotes have only of a time before: "used to send", "until May the commander", "once an adviser"."""
    if any(word.low in _PAST or base(word.stem) in _GONE for word in sentence.words) or _THEN.search(sentence.text):
        return
    for span in spans:
        for at in range(len(span.words)):
            for stem_ in _before_now(span.words, at):
                place = next((here for here, word in enumerate(sentence.words) if _same(stem_, word)), None)
                if place is not None and not _was(sentence.words, place):
                    token = sentence.words[place].text
                    yield Problem(kind="modality", token=token, message=f"'{token}' is so only of an earlier time in the quote")


def _same(stem_: str, word: Word) -> bool:
    """Whether a word of the sentence says the same; an office by another office, or by "leads"."""
    if base(word.stem) == stem_:
        return True
    if word.low in _LEADS and stem_ in _HEADS:
        return True
    return (word.low in ROLES or word.low in _LEADS) and stem_ in kindred(word.stem)


def _before_now(words: Sequence[Word], at: int) -> Iterator[str]:
    """The stems of what a word says was so."""
    low, after = words[at].low, low_at(words, at + 1)
    if low == "used" and after == "to" and low_at(words, at - 1) not in ("is", "are", "was", "were", "be", "been", "get", "gets"):
        yield from (base(word.stem) for word in words[at + 2 : at + 3] if word.content)
    elif (low == "then" and low_at(words, at - 1) == "the") or low in ("once", "formerly", "previously", "until", "former"):
        near = words[at + 1 : at + 7]
        stop = next((number for number, word in enumerate(near) if word.text in ",.;:" or word.low in ("and", "but", "who")), len(near))
        yield from (base(word.stem) for word in near[:stop] if word.low in ROLES)
        if low == "until":
            before = words[max(0, at - 5) : at]
            yield from (base(word.stem) for word in before if word.low in ROLES or word.low in _LED)


def _was(words: Sequence[Word], at: int) -> bool:
    """Whether a word is told of the past."""
    return done(words, at) or any(word.low in _WAS or word.low in _LED for word in words[max(0, at - 5) : at])


def _added(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """A "former" where the quotes tell of nothing past."""
    own = {word.low for word in sentence.words}
    for at, word in enumerate(sentence.words):
        former = (word.low in _FORMER and "latter" not in own) or (
            word.low == "used"
            and low_at(sentence.words, at + 1) == "to"
            and low_at(sentence.words, at - 1) in ("who", "which", "he", "she", "they", "it")
        )
        if former and not any(_tells_past(span.words, there) for span in spans for there in range(len(span.words))):
            yield Problem(kind="modality", token=word.text, message=f"'{word.text}': the quote tells of nothing that is no longer so")


def _tells_past(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.low in _PAST or word.low in _LED or base(word.stem) in _LEFT:
        return True
    return word.low in _WAS and any(other.low in ROLES for other in words[at + 1 : at + 5])


def _turned(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """What was then for what is now."""
    then, now = _behind(sentence, "then"), _behind(sentence, "now")
    for span in spans:
        was, is_ = _behind(span, "then"), _behind(span, "now")
        if (then & is_) - was and (now & was) - is_:
            yield Problem(kind="modality", token="now", message="what was then and what is now stand exchanged")


def _behind(reading: Reading, low: str) -> frozenset[str]:
    found: set[str] = set()
    for at, word in enumerate(reading.words):
        if word.low == low:
            near = reading.words[at + 1 : at + 9]
            stop = next((number for number, other in enumerate(near) if other.text in ",.;:" or other.low in ("then", "now")), len(near))
            found |= {base(other.stem) for other in near[:stop] if other.content}
    return frozenset(found)


def _until(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """What was so until then, told as it is now: "is the only carrier", of "until May it was the only carrier"."""
    words = sentence.words
    if any(word.low in _PAST - {"before", "earlier"} or word.low in _WAS for word in words) or not _present(sentence):
        return
    known = alike.known(sentence.stems)
    for span in spans:
        for cue, told in _ended(span):
            stems_ = [word.stem for word in told if word.content and not word.text[0].isdigit()]
            if cue == "now" and any(word.low == "now" for word in words):
                continue
            if len(stems_) > 1 and sum(alike.told(one, known) for one in stems_) >= _MOST * len(stems_):
                yield Problem(kind="modality", token=cue, message=f"told as it is now, and in the quote with '{cue}'")


def _present(reading: Reading) -> bool:
    """Whether a text tells how things are: "is", "has been", or a verb behind a name or "who" in its present form."""
    words = reading.words
    for at, word in enumerate(words):
        if word.low in _PRESENT or (word.low in ("has", "have") and low_at(words, at + 1) == "been"):
            return True
        if (
            word.content
            and not word.capital
            and word.low.endswith("s")
            and at
            and (words[at - 1].capital or words[at - 1].low in _SUBJECTS)
        ):
            return True
    return False


def _ended(span: Reading) -> Iterator[tuple[str, Sequence[Word]]]:
    """What a text tells of a time that is over, with the word that says so."""
    words, stretches = span.words, clauses(span)
    for number, (first, after) in enumerate(stretches):
        told: Sequence[Word] = words[first:after]
        opens = any(first == start for start, _ in span.sentences)
        at = next((n for n in range(first, after) if words[n].low == "until" and ((opens and n == first) or _time(words, n + 1))), None)
        if at == first and number + 1 < len(stretches) and low_at(words, stretches[number + 1][0]) == ",":
            told, cue = words[slice(*stretches[number + 1])], "until"
        elif at is not None:
            told, cue = [*words[first:at], *words[at + 3 : after]], "until"
        elif number + 1 < len(stretches) and "now" in [word.low for word in words[slice(*stretches[number + 1])]]:
            cue = "now"
        else:
            continue
        if any(word.low in _WAS or done(words, words.index(word)) for word in told):
            yield cue, told


def _time(words: Sequence[Word], at: int) -> bool:
    """Whether a time follows: a month, a year, "last", "recently"."""
    low = low_at(words, at)
    return low in MONTHS or low in WEEKDAYS or low in _TIMES or low[:4].isdigit() or low_at(words, at + 1) in MONTHS
