"""Negation: what a sentence denies and its quotes do not, what they deny and it does not, and words turned into their opposites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.verify.denial import opposites
from qa.verify.denial.answered import Denials
from qa.verify.reading import alike
from qa.verify.reading.clauses import clause_at
from qa.verify.reading.irregular import base
from qa.verify.reading.shade import NEGATIVE, NEGATORS, NOT_NEGATIVE, POSSIBLE, Aligned, Shade, denies, shade
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_LIMITS = frozenset("accused accusation restrict restricts restricted restriction restrictions limit limits limited".split())
_CHANCES = frozenset("possible possibility conceivable chance open".split())  # "could not rule out a strike"
# Words without content that say how things stand: "the strike is over", "the talks are on".
_STATES = frozenset("over on off in out up down back away here there through under".split())
# So many words of what is denied tell what it is; and so much of it must stand in the other text.
_ABOUT = 2
_READ = 0.8
_READ_AROUND = 0.7  # of a longer stretch, where one word alone is denied
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non")


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """The negations that a sentence adds to, or drops from, the words it shares with its quotes."""
    aligned = Aligned(sentence, spans)
    mine, theirs = shade(sentence), [shade(span) for span in spans]
    return (*_negations(sentence, spans, aligned, mine, theirs), *opposites.check(sentence, spans))


def _negations(sentence: Reading, spans: Sequence[Reading], aligned: Aligned, mine: Shade, theirs: Sequence[Shade]) -> Iterator[Problem]:
    denials = Denials(sentence, spans)
    known = alike.known(frozenset[str]().union(*(span.stems for span in spans)))
    own = alike.known(sentence.stems)
    any_denied = any(one.denied or one.reached for one in theirs) or any(word.low in NEGATIVE for span in spans for word in span.words)
    for at, cue in mine.denied.items():
        word = sentence.words[at]
        places = aligned.places(at)
        if any(there in theirs[number].reached for number, there in places):
            continue
        if places or not any_denied:
            if (not places and _prefixed(word, aligned)) or denials.carried(cue, places) or _opposite_told(sentence, cue, spans, theirs):
                continue
            if not _restated(sentence, cue, known):
                continue
            token = sentence.text[sentence.words[cue].start : word.end]
            yield Problem(kind="negation", token=token, message=f"'{token}': no cited quote denies '{word.text}'")
    yield from _counted(sentence, spans, denials, theirs)
    yield from _dropped(sentence, spans, denials)
    for at, word in enumerate(sentence.words):
        if not word.content:
            continue
        places = aligned.places(at)
        if places and at not in mine.reached and all(there in theirs[number].denied for number, there in places):
            number, there = places[0]
            cue = theirs[number].denied[there]
            if _kept_elsewhere(sentence, mine, spans[number].words[cue]) or denials.kept(number, cue, at):
                continue
            if not _restated(spans[number], cue, own):
                continue
            quote = spans[number].text[spans[number].words[cue].start : spans[number].words[there].end]
            yield Problem(kind="negation", token=word.text, message=f"'{word.text}' stands without the quote's '{quote}'")
        elif not places:
            flipped = next((prefix + word.stem for prefix in _PREFIXES if aligned.has(prefix + word.stem)), "") or next(
                (
                    word.stem[len(p) :]
                    for p in _PREFIXES
                    if word.stem.startswith(p) and len(word.stem) > len(p) + 4 and aligned.has(word.stem[len(p) :])
                ),
                "",
            )
            if flipped and min(len(word.stem), len(flipped)) > 4 and at not in mine.reached and not any_denied:
                yield Problem(kind="negation", token=word.text, message=f"'{word.text}' is the opposite of the quote's '{flipped}'")


def _restated(reading: Reading, cue: int, other: frozenset[str]) -> bool:
    """Whether what a denial is about stands in the other text, in these words or others: only then is the "not" all that is changed.

    "Because no ore is left" for "because the ore is exhausted" has words of its own for what it denies.
    """
    first, after = clause_at(reading, cue)
    about = [word.stem for word in reading.words[cue + 1 : after] if word.content and not word.low.endswith("ly")]
    least = _READ
    if len(about) < _ABOUT:
        least = _READ_AROUND
        about = [word.stem for word in (*reading.words[first:cue], *reading.words[cue + 1 : after]) if word.content]
    return sum(alike.told(one, other) for one in about) >= least * len(about)


def _counted(sentence: Reading, spans: Sequence[Reading], denials: Denials, shades: Sequence[Shade]) -> Iterator[Problem]:
    """More negations than the quotes have in all, or "not only" for their "only", and the reverse."""
    mine = [at for at, word in enumerate(sentence.words) if word.low in NEGATORS and denies(sentence.words, at)]
    theirs = sum(word.low in NEGATIVE or word.low.startswith(("un", "im", "dis")) for span in spans for word in span.words)
    known = alike.known(frozenset[str]().union(*(span.stems for span in spans)))
    added = [
        at
        for at in mine
        if _restated(sentence, at, known) and not denials.carried(at, ()) and not _opposite_told(sentence, at, spans, shades)
    ]
    if len(mine) > theirs + denials.others and added:
        token = sentence.words[added[-1]].text
        yield Problem(kind="negation", token=token, message=f"'{token}' denies what no cited quote denies")
    for low in NOT_NEGATIVE:
        own, other = _after_not(low, [sentence]), _after_not(low, spans)
        if own and other and not own & other:
            yield Problem(
                kind="negation",
                token=low,
                message=f"'{low}' stands {'with' if True in own else 'without'} a 'not' that the quote has otherwise",
            )


def _opposite_told(sentence: Reading, cue: int, spans: Sequence[Reading], theirs: Sequence[Shade]) -> bool:
    """ "Did not accept" for "rejected": whether the quotes affirm the opposite of what is denied."""
    denied = next((word for word in sentence.words[cue + 1 : cue + 6] if word.content), None)
    if denied is None or any(denied.stem in span.stems for span in spans):
        return False
    others = opposites.of(denied.stem)
    if low_at(sentence.words, cue + 1) in ("as", "so"):  # "not as large" for "smaller"
        others |= opposites.of(denied.stem + "er") | opposites.of(denied.stem + "r")
    return any(
        base(word.stem) in others and at not in shade_.reached
        for span, shade_ in zip(spans, theirs, strict=True)
        for at, word in enumerate(span.words)
    )


def _after_not(low: str, readings: Sequence[Reading]) -> set[bool]:
    return {low_at(reading.words, at - 1) == "not" for reading in readings for at, word in enumerate(reading.words) if word.low == low}


def _dropped(sentence: Reading, spans: Sequence[Reading], denials: Denials) -> Iterator[Problem]:
    """A negator of a quote, missing between the two words that stand on either side of it."""
    for number, span in enumerate(spans):
        for at, word in enumerate(span.words):
            if word.low not in ("not", "never", "no") or not denies(span.words, at):
                continue
            left, right = _beside(span.words, at, -1), _beside(span.words, at, 1)
            if left is None or right is None:
                continue
            for here, one in enumerate(sentence.words):
                if one.stem != left.stem:
                    continue
                there = next((n for n in range(here + 1, min(here + 7, len(sentence.words))) if sentence.words[n].stem == right.stem), None)
                between = sentence.words[max(0, here - 2) : there] if there is not None else ()
                if between and not any(other.low in NEGATIVE for other in between) and not denials.kept(number, at, here):
                    token = sentence.text[one.start : sentence.words[there or here].end]
                    yield Problem(kind="negation", token=token, message=f"'{token}' stands without the quote's '{word.text}'")
                    return


def _beside(words: Sequence[Word], at: int, step: int) -> Word | None:
    """The next content word on one side of a negator, at most four words away and in the same clause.

    "Over" and its like are one where they stand alone ("is not over", and not "not over the bridge").
    """
    if step > 0 and at + 1 < len(words) and words[at + 1].low in _STATES and not (at + 2 < len(words) and words[at + 2].content):
        return words[at + 1]
    for number in range(at + step, at + 5 * step, step):
        if not 0 <= number < len(words) or not words[number].stem:
            return None
        if words[number].content or words[number].low in ("his", "her", "their", "our", "my", "your"):
            return words[number]
    return None


def _prefixed(word: Word, aligned: Aligned) -> bool:
    return any(aligned.has(prefix + word.stem) for prefix in _PREFIXES)


def _kept_elsewhere(sentence: Reading, mine: Shade, denier: Word) -> bool:
    """Whether the sentence says the denying word itself ("refused to sign": "the refusal to sign")."""
    if denier.low in NEGATORS:
        # "None of the men": the sentence may put the same negator elsewhere.
        return denier.low in ("none", "neither", "nor", "without") and bool(mine.reached)
    return denier.stem in sentence.stems or any(
        word.low in POSSIBLE or word.low in _CHANCES or word.low in _LIMITS for word in sentence.words
    )
