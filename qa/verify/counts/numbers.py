"""Figures of a sentence -> those that no cited quote has, with that measure, of that thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from qa.verify.counts.amounts import Placed, made_of, stay_apart
from qa.verify.counts.derived import derived
from qa.verify.counts.figures import Figure, Form
from qa.verify.text import Around, Reading, around, exchanged, misplaced
from qa.verify.types import Problem

# Words between two figures that set them in an order: "from 30 to 45", "10 of 26".
_FROM_TO = re.compile(r"\bfrom\b[^.;]{0,50} to\b")
_INSTEAD = re.compile(r"\b(?:instead of|rather than|and not)\b")
_ORDERS = frozenset("to of by - for from out against".split())


def same_amount(mine: Figure, theirs: Figure) -> bool:
    if mine.form == "vague":
        if theirs.form == "vague":
            return mine.value == theirs.value
        return theirs.form == "count" and mine.most is not None and mine.value <= theirs.value <= mine.most
    if theirs.form == "vague":
        return False
    if {mine.form, theirs.form} == {"share", "part"}:
        share, part = (mine, theirs) if mine.form == "share" else (theirs, mine)
        return abs(share.value / 100 - part.value) < Decimal("0.004")
    if mine.form == "clock" and theirs.form == "clock":
        return mine.value % 720 == theirs.value % 720 if "m" not in mine.text.lower() else mine.value == theirs.value
    return mine.form == theirs.form and mine.value == theirs.value


def _same_measure(mine: Figure, theirs: Figure) -> bool:
    if mine.bound * theirs.bound < 0 or (theirs.bound < 0 and not mine.bound):
        return False  # "less than 4 percent" is not "4 percent"; "at least 40 dead" may be told as "40 dead"
    if mine.unit and theirs.unit:
        return mine.unit == theirs.unit
    # "300 cubic metres" is no reading of "three hundred growers"
    return not mine.unit or not theirs.noun or bool(set(mine.noun) & set(theirs.noun)) or mine.unit in theirs.noun


def _same_noun(mine: Figure, theirs: Figure) -> bool:
    return not mine.noun or not theirs.noun or bool(set(mine.noun) & set(theirs.noun))


def check(
    sentence: Reading, counted: Sequence[Figure], quotes: Sequence[Reading], theirs: Sequence[Placed], years: frozenset[str]
) -> tuple[Problem, ...]:
    """A problem for every figure of a sentence that stands in no cited quote, with that measure, of that thing.

    ``years`` are four-digit numbers that the quotes use as years, which may be written without being one.
    """
    mine = [(figure, sentence) for figure in counted]
    left_out = [(other, span) for other, span in theirs if not any(same_amount(figure, other) for figure, _ in mine)]
    found: list[Problem] = []
    reckoned = any(
        not any(same_amount(figure, other) for other, _ in theirs) and derived(figure, theirs, sentence, quotes, years)
        for figure in counted
    )
    for number, figure in enumerate(counted):
        equal = [(other, span) for other, span in theirs if same_amount(figure, other)]
        if not equal:
            if figure.form == "count" and (str(figure.value) in years or _one(figure, quotes)):
                continue
            if made_of(figure, mine, theirs, sentence, quotes) or derived(figure, theirs, sentence, quotes, years):
                continue
            found.append(_problem(figure, "stands in no cited quote"))
            continue
        measured = [(other, span) for other, span in equal if _same_measure(figure, other)]
        if not measured:
            found.append(_problem(figure, f"is measured otherwise in the quote: '{equal[0][0].text}'"))
            continue
        if (
            not any(_same_noun(figure, other) or _of_those(figure, other, span) for other, span in measured)
            and (rival := _rival(figure, theirs)) is not None
        ):
            found.append(_problem(figure, f"counts something else in the quote, which has '{rival.text}'"))
            continue
        rivals = [(other, span) for other, span in left_out if other.form == figure.form]
        if not rivals or reckoned:
            continue  # the figure left out may be what another was reckoned from
        # "18 points and 18 points" for "18 points and 17 points"
        twice = sum(same_amount(figure, earlier) for earlier, _ in mine[:number]) >= len(equal)
        near = around(sentence, figure.start, figure.end)
        if twice or misplaced(near, _near(measured), _near(rivals)):
            found.append(_problem(figure, f"stands elsewhere in the quote, which has '{rivals[0][0].text}'"))
    if not found and (turned := _turned(mine, theirs)) is not None:
        found.append(_problem(turned, "stands the other way round in the quote"))
    if not found and not reckoned and (pair := exchanged(_keyed(mine), _keyed(theirs))) is not None:
        figure = next(figure for figure in counted if (figure.form, figure.value) == pair)
        if not stay_apart(figure, mine, theirs) and not _instead(sentence, quotes):
            found.append(_problem(figure, "stands in the place of another figure of the quote"))
    return tuple(found)


def _instead(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Whether a change is told forwards here and backwards there: "from six to five" for "five instead of six"."""
    return _FROM_TO.search(sentence.text) is not None and any(_INSTEAD.search(quote.text) for quote in quotes)


def _of_those(figure: Figure, other: Figure, span: Reading) -> bool:
    """Whether a quote counts the same of a larger number: "seven of Orle's twelve schools" are seven schools."""
    behind = span.text[other.end :][:60]
    return behind.startswith((" of ", " out of ")) and bool(set(figure.noun) & set(Reading(behind).content))


def _turned(mine: Sequence[Placed], theirs: Sequence[Placed]) -> Figure | None:
    """The first figure of a pair ("from 30 to 45", "10 of 26", "287 to 96") that the quotes have only in the other order."""
    known = _pairs(theirs)
    return next((one for one, link, other in _pairs(mine) if any(
        link == between and same_amount(one, second) and same_amount(other, first) for first, between, second in known
    ) and not any(same_amount(one, first) and same_amount(other, second) for first, _, second in known)), None)  # fmt: skip


def _pairs(placed: Sequence[Placed]) -> list[tuple[Figure, str, Figure]]:
    """Neighbouring figures of one text with one or two words between them that set them in an order."""
    found = []
    for (one, reading), (other, same) in pairwise(placed):
        between = reading.text[one.end : other.start].split()
        if reading is same and one.form == other.form and "of which" in " ".join(between).replace("whom", "which").replace("them", "which"):
            found.append((other, "of", one))
        elif reading is same and one.form == other.form and 0 < len(between) <= 4 and _ORDERS & set(between):
            found.append((one, next(word for word in between if word in _ORDERS), other))
    return found


def _keyed(placed: Sequence[Placed]) -> list[tuple[tuple[Form, Decimal], Around]]:
    return [((figure.form, figure.value), around(reading, figure.start, figure.end)) for figure, reading in placed]


def _near(placed: Sequence[Placed]) -> list[Around]:
    return [around(span, figure.start, figure.end) for figure, span in placed]


def _problem(figure: Figure, why: str) -> Problem:
    return Problem(kind="number", token=figure.text, message=f"'{figure.text}' {why}")


def _one(figure: Figure, spans: Sequence[Reading]) -> bool:
    """ "One man" stands where the quote has "a man" or "a single man"."""
    if figure.value != 1:
        return False
    if figure.text.lower() == "one" and any(word.low == "one" for span in spans for word in span.words):
        return True
    if not figure.noun:
        return False
    articles = ("a", "an", "one", "single", "sole", "lone", "the", "per", "each", "every")
    return any(
        word.stem == figure.noun[0] and any(at >= back and span.words[at - back].low in articles for back in (1, 2))
        for span in spans
        for at, word in enumerate(span.words)
    )


def _rival(figure: Figure, theirs: Sequence[Placed]) -> Figure | None:
    """The quote's own figure for the thing that the sentence counts."""
    for other, _ in theirs:
        if other.form == figure.form and other.noun and figure.noun and other.noun[0] == figure.noun[0]:
            return other
    return None
