"""What a quote tells of nearly all, of a part, of the past, on a condition or with an exception -> whether a sentence keeps that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.verify.reading.shade import Aligned
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_NEARLY = frozenset("nearly almost virtually".split())
_FORMER = frozenset("former formerly".split())
_PARTS = frozenset("some part parts half several many few most majority minority third thirds quarter quarters fifth fifths".split())
# Words by which a sentence keeps one of these in its own way.
_KEPT = (
    _NEARLY
    | _FORMER
    | _PARTS
    | frozenset(
        """
        most majority minority partly partially once previously until then about around roughly approximately practically approaching
        percent cent mostly mainly largely chiefly all more less than not none
        ceased ex predecessor outgoing retired succeeded succeeds replaced replaces
        """.split()
    )
)
_EXCEPTIONS = frozenset("except excluding".split())
_ONLY_THEN = frozenset((("only", "if"), ("only", "when"), ("provided", "that"), ("as", "long"), ("on", "condition"), ("subject", "to")))
_UNLESS = frozenset("unless provided if".split())
_CONDITIONS = _EXCEPTIONS | frozenset(
    """
    if unless only provided condition conditions when but apart should subject depend depends depending given once without until long
    whether or save
    """.split()
)
_CONDITIONAL = frozenset("with by through given upon under assuming providing granted".split())  # "with its consent" for "if it consents"
_JOINTS = frozenset("and but that which who , ; :".split())
# So many words of what stands on a condition must stand in a sentence that tells it without.
_GOVERNED = 2
_KEPT_IN_TWO = frozenset((("close", "to"), ("short", "of"), ("just", "under"), ("not", "quite"), ("used", "to"), ("all", "but")))
_HALVES = frozenset("first second".split())  # "the first half of the year" is no part of what is told
# So much of a sentence must stand in one sentence of a quote to tell the same.
_SAME = 0.7
# So much where the words that stand on the condition are among them.
_MOSTLY = 0.6


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first limit of the quotes that a sentence leaves out."""
    aligned = Aligned(sentence, spans)
    low = {word.low for word in sentence.words}
    kept = bool(low & _KEPT) or any((one.low, two.low) in _KEPT_IN_TWO for one, two in pairwise(sentence.words))
    kept = kept or any(one.text[0].isdigit() and two.low == "of" for one, two in pairwise(sentence.words))  # "100 of the 200"
    for at, word in enumerate(sentence.words):
        places = aligned.places(at) if (word.content or word.low == "all") and not kept else []
        told = [_limited(spans[number].words, there) for number, there in places]
        if told and all(told):
            return (Problem(kind="modality", token=word.text, message=f"'{word.text}' is so only {told[0]} in the quote"),)
    opens = next((word.low for word in sentence.words if word.stem), "")
    return () if low & _CONDITIONS or opens in _CONDITIONAL else _unconditional(sentence, spans)


def _limited(words: Sequence[Word], at: int) -> str:
    """How a word of a quote is limited by what stands before it, "" when it is not."""
    for word in words[max(0, at - 2) : at]:
        if word.low in _NEARLY:
            return "nearly"
        if word.low in _FORMER:
            return "formerly"
    near = words[max(0, at - 5) : at]
    if any(
        one.low in _PARTS and two.low == "of" and before.low not in _HALVES
        for before, one, two in zip(near, near[1:], near[2:], strict=False)
    ):
        return "in part"
    return ""


def _unconditional(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    own = {word.stem for word in sentence.words if word.content}
    told = [span.words[first:after] for span in spans for first, after in span.sentences]
    words = max(told, key=lambda one: len(own & {word.stem for word in one}), default=())
    share = len(own & {word.stem for word in words}) / len(own) if own else 0.0
    for at, (word, after) in enumerate(pairwise(words)):
        strict = share >= _SAME and (word.low in _EXCEPTIONS or (word.low, after.low) in _ONLY_THEN)
        if strict or (share >= _MOSTLY and word.low in _UNLESS and len(own & _governed(words, at)) >= _GOVERNED):
            return (Problem(kind="modality", token=word.text, message=f"told without the quote's '{word.text}'"),)
    return ()


def _governed(words: Sequence[Word], at: int) -> set[str]:
    """The stems of what a condition is set to: the clause before it, or the one after it where it comes first."""
    if any(word.content for word in words[:at]):
        start = next((n for n in range(at - 1, 0, -1) if words[n].low in _JOINTS and n < at - 1), 0)
        return {word.stem for word in words[start:at] if word.content}
    comma = next((n for n in range(at, len(words)) if words[n].text == ","), at)
    return {word.stem for word in words[comma:] if word.content}
