"""Where a thing is: the name of a place that a sentence puts beside it -> whether the quotes have another one there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.verify.reading.capitals import runs
from qa.verify.reading.irregular import base
from qa.verify.reading.spelled import MONTHS, WEEKDAYS
from qa.verify.text import Reading, joined
from qa.verify.types import Problem

_AT = {
    low: group for group in ("in at near off outside inside", "of", "from", "to into", "for", "against", "with") for low in group.split()
}
# So many common words may stand before the name.
_BETWEEN = 3
_KINDS = frozenset(
    "town city village hamlet port island province district region state county capital municipality settlement suburb parish".split()
)
_ARTICLES = frozenset("the a an".split())


class _Placed(NamedTuple):
    """A common word and the name that stands right behind it: "a court in Brovik"."""

    head: str
    link: str
    name: frozenset[str]
    text: str


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first name that stands behind a word behind which the quotes have only other names."""
    known = frozenset[str]().union(*(span.stems for span in spans))
    theirs = [one for span in spans for one in _placed(span)]
    placed = frozenset[str]().union(*(one.name for one in theirs))
    for mine in _placed(sentence):
        alike = [one for one in theirs if (one.head, one.link) == (mine.head, mine.link)]
        if alike and not any(one.name & mine.name for one in alike) and mine.name <= (known if mine.link in ("of", "to into") else placed):
            message = f"'{mine.text}' stands where the quote has '{alike[0].text}'"
            return (Problem(kind="name", token=mine.text, message=message),)
    return ()


def _placed(reading: Reading) -> Iterator[_Placed]:
    words = reading.words
    for first, after in runs(reading):
        if words[first].low in MONTHS or words[first].low in WEEKDAYS or words[after - 1].text.endswith("'s"):
            continue
        at = first - 1
        between = 0
        while at > 0 and between < _BETWEEN and words[at].content and not words[at].capital and words[at].low not in _AT:
            at, between = at - 1, between + 1  # "of the cable company Lindkabel"
        while at > 0 and words[at].low in _ARTICLES:
            at -= 1
        if at > 2 and words[at].low == "of" and words[at - 1].low in _KINDS:  # "near the town of Ulm" is near Ulm
            at -= 2
            while at > 0 and words[at].low in _ARTICLES:
                at -= 1
        if at > 0 and words[at].low in _AT and words[at - 1].content and not words[at - 1].text[0].isdigit():
            name = frozenset(word.stem for word in words[first:after] if word.content)
            if name:
                yield _Placed(base(words[at - 1].stem), _AT[words[at].low], name, joined(words[first:after], reading.text))
