"""Words and short phrases that stand in a list -> where a text has them; a list's lines -> for each word the sides that concern it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from qa.verify.reading.irregular import base
from qa.verify.text import Reading, Word

LONGEST = 3  # words of a listed phrase

Sides = tuple[frozenset[str], frozenset[str]]
"""The words that say the same as a word, and those that say something else in its place."""


class Listed(NamedTuple):
    """A listed word of a text, or several: as written, its key in the list, the number of its first word and how many there are."""

    text: str
    key: str
    at: int
    size: int


def lines(package: str, name: str) -> Iterator[str]:
    """The lines of a list beside the code, comments left out."""
    return (line for line in files(package).joinpath(name).read_text("utf-8").splitlines() if not line.startswith("#"))


def found(reading: Reading, keys: Container[str], starts: Sequence[int]) -> Iterator[Listed]:
    """The listed words of a text that begin at one of ``starts``, the longest phrase first, none inside another."""
    words, after = reading.words, 0
    for at in starts:
        if at < after:
            continue
        for size in range(LONGEST, 0, -1):
            inside = words[at : at + size]
            key = _key(inside, size)
            if key in keys:
                yield Listed(reading.text[inside[0].start : inside[-1].end], key, at, size)
                after = at + size
                break


def _key(inside: Sequence[Word], size: int) -> str:
    return "-".join(word.low for word in inside) if size > 1 else base(inside[0].stem)
