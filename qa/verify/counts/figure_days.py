"""Figures of a sentence -> those that its quotes tell of another day than the sentence does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.verify.counts.days import Dated, Day, same
from qa.verify.counts.figures import Figure
from qa.verify.counts.numbers import same_amount
from qa.verify.types import Problem


def check(mine: Sequence[Figure], dated: Dated) -> tuple[Problem, ...]:
    """A problem for a count that the quotes tell of other days alone, where of the sentence's days they tell another count.

    "13 left on Sunday", where the quote has 13 for Monday and 16 for Sunday.
    """
    if not dated.mine:
        return ()
    told = list(_told(dated))
    found = []
    for figure in mine:
        of_it = [(days, on_the_day) for figures, days, on_the_day in told if any(same_amount(figure, other) for other in figures)]
        if figure.form != "count" or not of_it or any(on_the_day or not days for days, on_the_day in of_it):
            continue
        others = (other for figures, _, on_the_day in told if on_the_day for other in figures if other.form == "count")
        rival = next((other for other in others if not any(same_amount(one, other) for one in mine)), None)
        if rival is not None:
            message = f"'{figure.text}' is told of '{of_it[0][0][0].text}' in the quote, which has '{rival.text}' for that day"
            found.append(Problem(kind="day", token=figure.text, message=message))
    return tuple(found)


def _told(dated: Dated) -> Iterator[tuple[list[Figure], list[Day], bool]]:
    """Of each sentence of the quotes: its figures, its days, and whether a day of the sentence is among them."""
    figures = dated.figures()
    for own, theirs, quote in zip(dated.own, dated.theirs, dated.quotes, strict=True):
        for first, after in quote.sentences:
            start, end = quote.words[first].start, quote.words[after - 1].end
            days = [day for day in theirs if start <= day.start < end]
            here = [figure for figure, text in figures if text is quote and start <= figure.start < end]
            yield here, days, any(same(mine, day) for mine in own for day in days)
