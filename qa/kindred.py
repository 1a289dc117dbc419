"""A term -> the terms that news reports use in its place, from a small thesaurus beside this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from index.words import terms

_NONE: frozenset[str] = frozenset()


def kindred(term: str) -> frozenset[str]:
    """The other terms of the groups that hold a term; none for most."""
    return groups().get(term, _NONE)


@lru_cache(maxsize=1)
def groups() -> Mapping[str, frozenset[str]]:
    """Every term of the thesaurus with its kindred terms."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in files("qa").joinpath("kindred.txt").read_text("utf-8").splitlines():
        group = [] if line.startswith("#") else terms(line, keep_stopwords=True)
        for term in group:
            found[term] |= set(group) - {term}
    return MappingProxyType({term: frozenset(others) for term, others in found.items()})
