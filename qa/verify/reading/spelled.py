"""Words -> the number that they spell: "sixty-six", "a hundred and four", "three million", "twenty-first", "two dozen"."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

from qa.verify.text import Word

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())


def _numbered(names: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {name: start + step * at for at, name in enumerate(names.split())}


ONES = MappingProxyType(
    _numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    )
)
TENS = MappingProxyType(_numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10))
_ORDINALS = MappingProxyType(
    {
        **_numbered(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
            "seventeenth eighteenth nineteenth",
            1,
        ),
        **_numbered("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 20, 10),
    }
)
SCALES = MappingProxyType({"hundred": 100, "dozen": 12, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12})


class Spelled(NamedTuple):
    """A number in words: its value, the word after it, and whether it is an ordinal."""

    value: int
    after: int
    ordinal: bool = False


def low_at(words: Sequence[Word], at: int) -> str:
    """The lower-case form of a word, "" beyond either end."""
    return words[at].low if 0 <= at < len(words) else ""


def spelled_at(words: Sequence[Word], at: int) -> Spelled | None:
    """The number that begins at a word, None when none does."""
    if low_at(words, at) in ("a", "an") and low_at(words, at + 1) in SCALES:
        read: Spelled | None = Spelled(1, at + 1)
    else:
        read = _below_hundred(words, at)
    if read is None or read.ordinal:
        return read
    total, current, after = 0, read.value, read.after
    while (scale := SCALES.get(low_at(words, after))) is not None:
        after += 1
        if scale <= 100:
            current *= scale
        else:
            total, current = total + current * scale, 0
        more = _below_hundred(words, after + 1 if low_at(words, after) == "and" else after)
        if more is not None and scale != 12 and (scale == 100 or more.value):
            current, after = current + more.value, more.after
            if more.ordinal:
                return Spelled(total + current, after, ordinal=True)
    return Spelled(total + current, after)


def _below_hundred(words: Sequence[Word], at: int) -> Spelled | None:
    low = low_at(words, at)
    if low in ONES:
        return Spelled(ONES[low], at + 1)
    if low in _ORDINALS:
        return Spelled(_ORDINALS[low], at + 1, ordinal=True)
    if low not in TENS:
        return None
    then = at + 2 if low_at(words, at + 1) == "-" else at + 1
    following = low_at(words, then)
    if 0 < ONES.get(following, 0) < 10:
        return Spelled(TENS[low] + ONES[following], then + 1)
    if then == at + 2 and 0 < _ORDINALS.get(following, 0) < 10:
        return Spelled(TENS[low] + _ORDINALS[following], then + 1, ordinal=True)
    return Spelled(TENS[low], at + 1)
