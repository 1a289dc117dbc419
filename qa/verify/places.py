"""Where a thing is: the name of a place that a sentence puts beside it -> whether the quotes have another one there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.verify.irregular import base
from qa.verify.names import runs
from qa.verify.text import Reading, joined
from qa.verify.types import Problem

_AT = {
    low: group for group in ("in at near off outside inside", "of", "from", "to into", "for", "against", "with") for low in group.split()
}
_ARTICLES = frozenset("the a an".split())


class _Placed(NamedTuple):
    """A common word and the name that stands right behind it: "a court in Brovik"."""

    head: str
    link: str
    name: frozenset[str]
    text: str


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first name that stands behind a word behind which the quotes have only other names."""
    theirs = [one for span in spans for one in _placed(span)]
    for mine in _placed(sentence):
        alike = [one for one in theirs if (one.head, one.link) == (mine.head, mine.link)]
        if alike and not any(one.name & mine.name for one in alike) and any(one.name & mine.name for one in theirs):
            message = f"'{mine.text}' stands where the quote has '{alike[0].text}'"
            return (Problem(kind="name", token=mine.text, message=message),)
    return ()


def _placed(reading: Reading) -> Iterator[_Placed]:
    words = reading.words
    for first, after in runs(reading):
        at = first - 1
        while at > 0 and words[at].low in _ARTICLES:
            at -= 1
        if at > 0 and words[at].low in _AT and words[at - 1].content and not words[at - 1].text[0].isdigit():
            name = frozenset(word.stem for word in words[first:after] if word.content)
            yield _Placed(base(words[at - 1].stem), _AT[words[at].low], name, joined(words[first:after], reading.text))
