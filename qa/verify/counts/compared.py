"""More or less than before: what a sentence says of it -> whether the two figures that the quotes compare say the reverse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from qa.verify.counts import figures
from qa.verify.counts.figures import Figure
from qa.verify.reading.irregular import base, bases
from qa.verify.text import Reading
from qa.verify.types import Problem

Way = Literal["more", "less"]


_MORE = bases("rise increase grow climb widen jump surge soar gain higher more larger bigger greater exceed swell expand")
_LESS = bases("fall decrease decline drop narrow shrink slide plunge slip ease lower fewer less smaller dwindle diminish")
# Between two figures of which the second is the earlier one, or the one that is compared.
_LINKS = frozenset(
    ("compared with", "compared to", "against", "as against", "whereas some", "whereas", "while", "down from", "up from", "after")
)
_BETWEEN = 5  # words before the second figure
_FARTHEST = 14  # words between the two


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem when a sentence says "more" of what the quotes give the lower figure for, or the reverse."""
    told = [word for at, word in enumerate(sentence.words) if base(word.stem) in _MORE | _LESS and not _counted(sentence, at)]
    ways = {_way(base(word.stem)) for word in told}
    compared = [pair for span in spans for pair in _compared(span)]
    if len(ways) != 1 or len(compared) != 1:
        return ()
    (span, now, before), (way,) = compared[0], ways
    if any(base(word.stem) in _MORE | _LESS for word in span.words) or now.value == before.value:
        return ()
    if any(figure.value in (now.value, before.value) for figure in figures.find(sentence)[1:]) and len(figures.find(sentence)) > 1:
        return ()  # the sentence has both figures, and may compare them in its own order
    if (way == "more") != (now.value > before.value):
        message = f"'{told[0].text}', and the quote has '{now.text}' against '{before.text}'"
        return (Problem(kind="number", token=told[0].text, message=message),)
    return ()


def _counted(reading: Reading, at: int) -> bool:
    """ "250 more", whose sides a figure tells."""
    return at > 0 and reading.words[at - 1].text[0].isdigit()


def _way(stem_: str) -> Way:
    return "more" if stem_ in _MORE else "less"


def _compared(span: Reading) -> Iterator[tuple[Reading, Figure, Figure]]:
    """The figures of one measure between which a link stands."""
    found = [figure for figure in figures.find(span) if figure.form in ("count", "share")]
    for one, other in pairwise(found):
        between = [word.low for word in span.words if one.end <= word.start < other.start and word.stem]
        near = " ".join(between[-_BETWEEN:])
        if one.form == other.form and len(between) < _FARTHEST and any(f" {link} " in f" {near} " for link in _LINKS):
            yield span, one, other
