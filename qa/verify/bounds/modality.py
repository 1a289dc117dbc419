"""What a sentence tells as done or certain -> where its quotes have it only planned or possible."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.verify.reading.irregular import PAST, base
from qa.verify.reading.shade import POSSIBLE, Aligned, shade
from qa.verify.text import Reading, Word
from qa.verify.types import Problem


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first word that a sentence tells as done or certain, and every quote as planned or possible."""
    aligned = Aligned(sentence, spans)
    mine, theirs = shade(sentence), [shade(span) for span in spans]
    hedged = any(word.low in POSSIBLE for word in sentence.words)
    for at, word in enumerate(sentence.words):
        if not word.content or at in mine.planned or at in mine.possible or at in mine.reached:
            continue
        places = aligned.places(at)
        if not places or not done(sentence.words, at) or any(other.low == "whether" for other in sentence.words[:at]):
            continue
        if all(
            (there in theirs[number].planned or _infinitive(spans[number].words, there)) and not _done_beside(spans[number], there)
            for number, there in places
        ):
            return (_problem(word, "done", "planned or possible"),)
    if hedged or mine.planned:
        return ()
    for at, word in enumerate(sentence.words):
        places = aligned.places(at) if word.content and done(sentence.words, at) else []
        if places and not _attributive(sentence.words, at) and all(_first_possible(spans[number], there) for number, there in places):
            return (
                Problem(kind="modality", token=word.text, message=f"'{word.text}' is told as certain, and only as possible in the quote"),
            )
    return ()


# After these an infinitive is told as done.
_IMPLIED = frozenset(
    """
    manage manages managed went goes got began begun start started continue continued continues force forced forcing help helped helps
    led lead caused causes allowed allows made proceeded vote voted votes rushed used enough able enabled due return returned
    """.split()
)


def _done_beside(span: Reading, at: int) -> bool:
    """Whether a word, or the same verb in its sentence, has the form of something that has happened."""
    first, after = next((first, after) for first, after in span.sentences if first <= at < after)
    own = base(span.words[at].stem)
    return any(base(span.words[number].stem) == own and done(span.words, number) for number in range(first, after))


def _infinitive(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands as an infinitive that nothing tells as done: "calls for him to resign", "gas to disperse the crowd"."""
    if at < 2 or words[at - 1].low != "to":
        return False
    return not any(word.low in _IMPLIED for word in words[max(0, at - 4) : at - 1])


def _problem(word: Word, told: str, quoted: str) -> Problem:
    return Problem(kind="modality", token=word.text, message=f"'{word.text}' is told as {told}, and in the quote it is only {quoted}")


def _attributive(words: Sequence[Word], at: int) -> bool:
    """ "A lost town": what a thing is, and no deed."""
    return (
        at > 0 and words[at - 1].low in ("a", "an", "the", "its", "his", "her", "their") and at + 1 < len(words) and words[at + 1].content
    )


def _first_possible(span: Reading, at: int) -> bool:
    """Whether the nearest helper before a word makes it only possible."""
    for word in reversed(span.words[max(0, at - 4) : at]):
        if word.low in POSSIBLE:
            return True
        if word.content or not word.stem:
            return False
    return False


def done(words: Sequence[Word], at: int) -> bool:
    """Whether a word has the form of something that has happened."""
    low = words[at].low
    if not (low.endswith("ed") or low in PAST):
        return False
    if any(one.low == "to" and two.low in ("have", "get", "see") for one, two in pairwise(words[max(0, at - 8) : at])):
        return False  # "decided to have the marsh drained"
    before = [word.low for word in words[max(0, at - 3) : at]]
    return not any(low in ("be", "to", "will", "would", "may", "might", "could", "should") for low in before)
