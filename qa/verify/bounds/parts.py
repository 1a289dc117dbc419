"""What a quote tells of one of several alone: of a part ("four of whom"), or of that figure among others -> whether a sentence keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.verify.counts import figures
from qa.verify.counts.figures import Figure
from qa.verify.reading import alike
from qa.verify.reading.clauses import LINKS
from qa.verify.reading.irregular import base
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_OF_THEM = frozenset("whom which them these those".split())
_PARTS = frozenset(
    "half most some many several few majority part third thirds quarter quarters fifth fifths tenth tenths one two none all each".split()
)
# Words by which a sentence tells, in its own way, that it speaks of a part.
_KEPT = _PARTS | frozenset("mostly mainly largely partly minority both other others rest remaining including".split())
# So much of what is told of the part must stand in the sentence.
_LEAST = 0.6
_JOINTS = frozenset("and but while whereas or against".split())
# Words around a figure that tell of what it is said.
_NEAR = 4


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first thing that the quotes tell of a part, or of another figure, and the sentence of the whole, or of this one."""
    return (*_of_all(sentence, spans), *_of_another(sentence, spans))[:1]


def _of_all(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """ "2,340 cases were confirmed", where the quote has "2,340 cases, of which 418 were confirmed"."""
    mine = {(figure.form, figure.value) for figure in figures.find(sentence)}
    known = alike.known(sentence.stems)
    if any(word.low in _KEPT for word in sentence.words):
        return
    for span in spans:
        theirs = figures.find(span)
        for at, word in enumerate(span.words):
            if word.low != "of" or low_at(span.words, at + 1) not in _OF_THEM:
                continue
            part, behind = _part(span.words, theirs, at)
            whole = next((one for one in reversed(theirs) if one.end <= span.words[at].start and one is not part), None)
            told = [one.stem for one in behind if one.content and not one.text[0].isdigit()]
            if part is None or whole is None or (whole.form, whole.value) not in mine or (part.form, part.value) in mine or not told:
                continue
            if sum(alike.told(one, known) for one in told) >= _LEAST * len(told):
                yield Problem(kind="number", token=whole.text, message=f"'{whole.text}': told in the quote of '{part.text}' of them only")


def _part(words: Sequence[Word], theirs: Sequence[Figure], at: int) -> tuple[Figure | None, Sequence[Word]]:
    """The figure of a part before "of whom" or behind it, with the words that tell of that part."""
    end = next((n for n in range(at + 2, len(words)) if words[n].text in ",;:." or words[n].low in _JOINTS), len(words))
    first = words[at].start
    before = next((one for one in theirs if 0 <= first - one.end <= 2), None)
    if before is not None:
        return before, words[at + 2 : end]
    after = next((one for one in theirs if 0 <= one.start - words[at + 1].end <= 2), None)
    return after, words[at + 2 : end] if after is None else [one for one in words[at + 2 : end] if one.start >= after.end]


class _Told(NamedTuple):
    """A figure with the stems of the words near it in its stretch of the sentence."""

    figure: Figure
    near: frozenset[str]


def _of_another(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """ "The camera weighs 11 kilograms", where the quote has "a drill weighing 11 kilograms and a camera weighing 4"."""
    mine = figures.find(sentence)
    own = alike.known(sentence.stems)
    values = {(figure.form, figure.value) for figure in mine}
    for span in spans:
        told = list(_told(span))
        for figure in mine:
            equal = [one for one in told if (one.figure.form, one.figure.value) == (figure.form, figure.value)]
            if len(equal) != 1 or figure.form == "ordinal":
                continue
            this = equal[0]
            for other in told:
                if other is this or other.figure.form != figure.form or (other.figure.form, other.figure.value) in values:
                    continue
                ours, theirs = this.near - other.near, other.near - this.near
                if ours and theirs and not any(alike.told(one, own) for one in ours) and theirs & own and _same_kind(this, other):
                    message = f"'{figure.text}' is told of what the quote has '{other.figure.text}' for"
                    yield Problem(kind="number", token=figure.text, message=message)


def _same_kind(one: _Told, other: _Told) -> bool:
    return one.figure.unit == other.figure.unit and (one.figure.noun[:1] == other.figure.noun[:1] or bool(one.near & other.near))


def _told(span: Reading) -> Iterator[_Told]:
    words = span.words
    found = figures.find(span)
    for first, after in span.sentences:
        inside = [one for one in found if words[first].start <= one.start < words[after - 1].end]
        for figure in inside:
            at = next(n for n in range(first, after) if words[n].end > figure.start)
            start = _bound(words, at, first, -1)
            end = _bound(words, at, after, 1)
            if sum(words[start].start <= one.start < words[end - 1].end for one in inside) > 1:
                continue
            left = [word for word in words[start:at] if word.content][-_NEAR:]
            right = [word for word in words[at:end] if word.content and word.start >= figure.end][:_NEAR]
            yield _Told(figure, frozenset(base(word.stem) for word in (*left, *right) if not word.text[0].isdigit()))


def _bound(words: Sequence[Word], at: int, last: int, step: int) -> int:
    """Where the stretch of a figure ends on one side."""
    number = at
    while number != last and not (number != at and (words[number].text in ",;:()" or words[number].low in LINKS | _JOINTS)):
        number += step
    return number + 1 if step < 0 and number != last else number
