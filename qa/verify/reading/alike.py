"""A word's stem -> the stems that tell the same in a news report, from the thesaurus beside this file and the one of searches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from index.words import stem
from qa.kindred import kindred
from qa.verify.reading.irregular import base

_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "re", "mis", "over", "under", "pre", "co")
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def alike(stem_: str) -> frozenset[str]:
    """The stems that may stand for one, itself and the forms of one irregular verb among them."""
    first = base(stem_)
    return frozenset((stem_, first)) | kindred(stem_) | kindred(first) | _groups().get(first, _NONE)


def has(stem_: str) -> bool:
    """Whether the thesaurus has a word at all, which is then no name."""
    return base(stem_) in _groups()


def told(stem_: str, known: frozenset[str]) -> bool:
    """Whether a word, one that tells the same or one of its family ("sign": "signature", "unsigned") is among the known.

    These hold their first forms too.
    """
    return not alike(stem_).isdisjoint(known) or (len(stem_) > 3 and any(_family(stem_, other) for other in known))


@lru_cache(maxsize=100_000)
def _family(one: str, other: str) -> bool:
    """Whether one stem begins with the other, at most five letters longer, or is it behind a prefix."""
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or short == long or not short.isalpha():
        return False
    if long.startswith(short):
        return len(long) <= len(short) + 5
    return (len(short) > 6 and long[: len(short) - 1] == short[:-1]) or any(long == prefix + short for prefix in _PREFIXES)


def known(stems: frozenset[str]) -> frozenset[str]:
    """Stems with the first forms of those that are irregular verbs'."""
    return stems | {base(one) for one in stems}


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in files("qa.verify.reading").joinpath("alike.txt").read_text("utf-8").splitlines():
        group = set() if line.startswith("#") else {base(stem(word)) for word in line.split()}
        for one in group:
            found[one] |= group
    return MappingProxyType({one: frozenset(others) for one, others in found.items()})
