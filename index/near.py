"""Passages -> which of them say the same: copies of one text, told by the runs of words that they share."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
# Four words in a row are seldom shared by chance; news agencies' copies keep nearly all of them.
_RUN = 4
# Of the smaller text's runs, how many must stand in the other for it to be a copy.
SAME = 0.8
# Texts shorter than this (in runs) are too short to tell.
_FEWEST = 8


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of four words in ``text``, marks and capitals aside."""
    said = _WORD.findall(text.lower())
    return frozenset(zip(*(said[at:] for at in range(_RUN)), strict=False))


def same(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Whether the shorter of two texts stands in the other but for a few words, and is not much shorter."""
    fewer, more = sorted((len(one), len(other)))
    if fewer < _FEWEST or fewer < more / 2:
        return False
    return len(one & other) >= SAME * fewer
