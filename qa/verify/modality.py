"""What a sentence tells as done or certain -> where its quotes have it only planned or possible."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.verify.shade import POSSIBLE, Aligned, base, shade
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_PAST_FORMS = frozenset(
    """
    began broke brought built bought came chose cut did drew drove fell felt fought found flew forgave froze gave
    went grew held hit kept killed knew laid led left lent lost made met paid put quit ran rose saw sold sent set
    shook shot shut sank sat spoke spent split stood stole struck swore took taught told thought threw won wrote won
    become became chosen driven fallen frozen given gone grown known risen run seen shaken spoken stolen taken thrown
    written withdrawn withdrew resigned sworn shown
    """.split()
)


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first word that a sentence tells as done or certain, and every quote as planned or possible."""
    aligned = Aligned(sentence, spans)
    mine, theirs = shade(sentence), [shade(span) for span in spans]
    hedged = any(word.low in POSSIBLE for word in sentence.words)
    for at, word in enumerate(sentence.words):
        if not word.content or at in mine.planned or at in mine.possible:
            continue
        places = aligned.places(at)
        if not places or not done(sentence.words, at):
            continue
        if all(
            (there in theirs[number].planned or _infinitive(spans[number].words, there)) and not _done_beside(spans[number], there)
            for number, there in places
        ):
            return (_problem(word, "done", "planned or possible"),)
    if (short := _short_of(sentence, spans, aligned) or _conditional(sentence, spans)) is not None:
        return (short,)
    if hedged or mine.planned:
        return ()
    for at, word in enumerate(sentence.words):
        places = aligned.places(at) if word.content and done(sentence.words, at) else []
        if places and all(_first_possible(spans[number], there) for number, there in places):
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


def _short_of(sentence: Reading, spans: Sequence[Reading], aligned: Aligned) -> Problem | None:
    """What the quote tells of nearly all, of a part, or of the past, and the sentence does not."""
    mine = {word.low for word in sentence.words}
    for at, word in enumerate(sentence.words):
        if not (word.content or word.low == "all"):
            continue
        places = aligned.places(at)
        for cues, told in ((_NEARLY, "nearly"), (_FORMER, "formerly"), (_PARTS, "in part")):
            if places and not mine & cues and not mine & _ANY_PART and all(_led_by(spans[n].words, there, cues) for n, there in places):
                return Problem(kind="modality", token=word.text, message=f"'{word.text}' is so only {told} in the quote")
    return None


def _conditional(sentence: Reading, spans: Sequence[Reading]) -> Problem | None:
    """What the quote's sentence tells on a condition or with an exception, and the sentence without."""
    own = {word.stem for word in sentence.words if word.content}
    if not own or any(word.low in _CONDITIONS for word in sentence.words):
        return None
    shares = [
        (len(own & {word.stem for word in words}) / len(own), words)
        for span in spans
        for words in (span.words[first:after] for first, after in span.sentences)
    ]
    share, words = max(shares, key=lambda one: one[0], default=(0.0, ()))
    if share < _SAME:
        return None
    for word, after in pairwise(words):
        if word.low in ("except", "excluding") or (word.low, after.low) in (("only", "if"), ("provided", "that"), ("only", "when")):
            return Problem(kind="modality", token=word.text, message=f"told without the quote's '{word.text}'")
    return None


# So much of a sentence must stand in one sentence of a quote to tell the same; and what keeps a condition.
_SAME = 0.7
_CONDITIONS = frozenset("if unless only except excluding provided condition conditions when but apart".split())
_NEARLY = frozenset("nearly almost virtually".split())
_FORMER = frozenset("former formerly ex-".split())
_PARTS = frozenset("some part parts half several many few".split())
_ANY_PART = frozenset("most partly partially once previously until then".split()) | _PARTS


def _led_by(words: Sequence[Word], at: int, cues: frozenset[str]) -> bool:
    """Whether a cue stands before a word, with at most an article or another word between; of a part, "of" and a determiner."""
    if cues is _PARTS:
        before = [word.low for word in words[max(0, at - 4) : at]]
        return "of" in before and any(
            low in cues and number + 1 < len(before) and before[number + 1] == "of" for number, low in enumerate(before)
        )
    return any(word.low in cues for word in words[max(0, at - 2) : at])


def _problem(word: Word, told: str, quoted: str) -> Problem:
    return Problem(kind="modality", token=word.text, message=f"'{word.text}' is told as {told}, and in the quote it is only {quoted}")


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
    if not (low.endswith("ed") or low in _PAST_FORMS):
        return False
    before = [word.low for word in words[max(0, at - 3) : at]]
    return not any(low in ("be", "to", "will", "would", "may", "might", "could", "should") for low in before)
