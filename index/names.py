"""Text -> names: runs of capitalised words, and what a short name stands for within one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import words

# A capitalised word or initials, joined to the next by a blank, "of", "the", "and"-free particles, a hyphen or an apostrophe.
_WORD = r"(?:[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*|[A-Z](?:\.[A-Z])+\.?)"
_PARTICLE = r"(?:of the|of|de la|de|der|van der|van|von|bin|ibn|al|el|la|le|du|da|dos|di)"
_RUN = re.compile(rf"\b{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?{_WORD})*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…]['\"”’)\]]*\s+|\n\s*|[“\"‘(\[]\s*)$")
# So many blanks are in no name; so many make a line of more than a name.
_LONGEST, _A_FEW = 8, 3
# Capitalised by custom or by place in a sentence; never a name by themselves.
_NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December Mr Mrs Ms Dr Sir Lady Lord I "
    # what opens a sentence before a name
    "Later Earlier Yesterday Today Tomorrow Meanwhile However Instead Still Then Now Once Since Last Next Although Though While Whether "
    "Officials Police According Asked Speaking Only Even Also Another Many Several Most Some Neither Either Both Nobody Everyone".split()
)
_QUESTION_WORDS = frozenset(
    "who whom whose what which when where why how is are was were do does did has have had can could will would should may "
    "might must".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name as it stands in a text: ``text[start:end]``; ``terms`` are its words as the keyword index knows them."""

    start: int
    end: int
    text: str
    terms: tuple[str, ...]


def find_names(text: str) -> tuple[Name, ...]:
    """The names in ``text``, in order.

    A single capitalised word that opens a sentence counts only when it stands capitalised within one too, or is written
    in capitals throughout ("NATO"). Where everything is capitalised (a line in capitals, a headline) capitals say nothing.
    """
    runs = [(match.start(), match.end()) for match in _RUN.finditer(text) if not _shouted(text, match.start(), match.end())]
    inside = Counter(
        word for start, end in runs if not _opens(text, start) for word in text[start:end].split() if word not in _NOT_NAMES
    )  # what is capitalised in mid-sentence is a name
    found = []
    for start, end in runs:
        begin = _trimmed(text, start, end, inside)
        if begin is None:
            continue
        known = tuple(words.terms(text[begin:end]))
        if known:
            found.append(Name(start=begin, end=end, text=text[begin:end], terms=known))
    return tuple(found)


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a run is too long for a name, or stands in a line of several words that has no lower-case letter."""
    if text.count(" ", start, end) >= _LONGEST:
        return True
    if not text[start:end].isupper():
        return False
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
    return line.isupper() and line.count(" ") >= _A_FEW


def _opens(text: str, start: int) -> bool:
    return start == 0 or _SENTENCE_START.search(text, max(0, start - 6), start) is not None


def _trimmed(text: str, start: int, end: int, inside: Mapping[str, int]) -> int | None:
    """Where the name begins once the words that are only capitalised by custom are left out; None when nothing is left."""
    at = start
    opening = _opens(text, start)
    for word in text[start:end].split(" "):
        plain = word.lower().removesuffix("'s").removesuffix("’s")
        custom = word in _NOT_NAMES or plain in words.STOPWORDS or plain in _QUESTION_WORDS
        acronym = len(word) > 1 and word.isupper()
        alone = opening and at == start and at + len(word) == end and not inside[word] and not acronym
        if not custom and not alone:
            return at
        at += len(word) + 1
    return None


def aliases(names: Sequence[Name]) -> Mapping[str, tuple[str, ...]]:
    """last word of a full name -> the terms of that full name, where only one full name of the document ends in it.

    "CIA Director William Burns" makes "Burns" mean William Burns; two Halvards in one document make "Halvard" mean nobody.
    """
    full: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if len(name.terms) > 1:
            full.setdefault(name.terms[-1], set()).add(name.terms)
    meant = {}
    for last, forms in full.items():
        longest = max(forms, key=lambda form: (len(form), form))
        if all(set(form) <= set(longest) for form in forms):
            meant[last] = longest
    return meant


def unsaid(names: Sequence[Name], meant: Mapping[str, tuple[str, ...]], start: int, end: int) -> tuple[str, ...]:
    """The terms that the names between ``start`` and ``end`` leave unsaid: "Burns" alone leaves out "CIA Director William"."""
    within = names[bisect_left(names, start, key=_start) : bisect_left(names, end, key=_start)]
    said = {term for name in within for term in name.terms}
    left: dict[str, None] = {}
    for name in within:
        if len(name.terms) == 1:
            left |= dict.fromkeys(term for term in meant.get(name.terms[0], ()) if term not in said)
    return tuple(left)


def _start(name: Name) -> int:
    return name.start
