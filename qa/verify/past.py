"""What was so and is no longer, and what is so now -> whether a sentence keeps them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.words import stem
from qa.kindred import kindred
from qa.verify.irregular import base
from qa.verify.modality import done
from qa.verify.names import ROLES
from qa.verify.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

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
_GONE = frozenset(base(stem(word)) for word in "cease resign retire quit oust depose dismiss succeed replace follow".split())
_LEADS = frozenset("leads heads chairs runs commands directs manages".split())
_WAS = frozenset("was were had been did".split())
_LED = frozenset("led headed chaired ran commanded directed presided managed governed".split())


def check(sentence: Reading, spans: Sequence[Reading], context: Reading | None) -> tuple[Problem, ...]:
    """A problem for a past that a sentence tells as present, or the reverse; the context may say of somebody that he is "former"."""
    known = context is not None and bool(_formers(sentence) & _formers(context))
    found = (*_lost(sentence, spans), *(() if known else _added(sentence, spans)), *_turned(sentence, spans))
    return found[:1]


def _formers(reading: Reading) -> set[str]:
    """The stems near each "former" of a text."""
    near = (reading.words[max(0, at - 2) : at + 6] for at, word in enumerate(reading.words) if word.low in _FORMER or word.low == "used")
    return {base(word.stem) for words in near for word in words if word.content and word.low not in _FORMER and word.low != "used"}


def _lost(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """What the quotes have only of a time before: "used to send", "until May the commander", "once an adviser"."""
    if any(word.low in _PAST or base(word.stem) in _GONE for word in sentence.words):
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
    return (word.low in ROLES or word.low in _LEADS) and stem_ in kindred(word.stem)


def _before_now(words: Sequence[Word], at: int) -> Iterator[str]:
    """The stems of what a word says was so."""
    low, after = words[at].low, low_at(words, at + 1)
    if low == "used" and after == "to" and low_at(words, at - 1) not in ("is", "are", "was", "were", "be", "been", "get", "gets"):
        yield from (base(word.stem) for word in words[at + 2 : at + 3] if word.content)
    elif low in ("once", "formerly", "previously", "until", "former"):
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
