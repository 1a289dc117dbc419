"""Text -> its stretches of time, its lengths and its weights, however they are put: "half a year", "48 hours", "a decade"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from qa.verify.counts.figures import Figure
from qa.verify.reading.spelled import spelled_at
from qa.verify.text import Reading, Word

FIRST_MONTHS = re.compile(r"\bfirst (\w+) months\b", re.IGNORECASE)
# Measures of one kind, each in the least of them.
_KINDS = MappingProxyType(
    {
        "minute": ("time", 1), "hour": ("time", 60), "day": ("time", 1440), "week": ("time", 10080), "fortnight": ("time", 20160),
        "month": ("months", 1), "quarter": ("months", 3), "year": ("months", 12), "decade": ("months", 120), "century": ("months", 1200),
        "centimetre": ("length", 1), "metre": ("length", 100), "kilometre": ("length", 100_000),
        "gram": ("weight", 1), "kilogram": ("weight", 1000), "tonne": ("weight", 1_000_000),
    }
)  # fmt: skip
_UNITS = "minute|hour|day|week|fortnight|month|quarter|year|decade|century"
# "An hour and a half", "one and a half hours", "half a year", "half an hour", "the first half of the year", "a decade".
_AND_A_HALF = re.compile(rf"\b(?:an?|one) ({_UNITS}) and a half\b")
_QUARTER = re.compile(r"\b(?:first|second|third|fourth|last|final)[ -](quarter)\b")
_HALF_MORE = re.compile(rf"\b(\w+) and a half[ -]({_UNITS})s?\b")
_HALF = re.compile(rf"\bhalf(?: an? | of (?:the|this|last|next) |[ -]a[ -]|[ -]|-)({_UNITS})\b")
_ONE = re.compile(rf"\b(?:an?|one|per|each|every|the whole|the next|the last|the past|a full) ({_UNITS})\b")


class Length(NamedTuple):
    """A stretch of time, a length or a weight: its kind, how much in the least measure of that kind, and where it stands."""

    kind: str
    value: Decimal
    start: int
    end: int


def lengths(reading: Reading, figures: Sequence[Figure]) -> Iterator[Length]:
    """The stretches of time, the lengths and the weights of a text, however they are put."""
    text = reading.text.lower()
    for figure in figures:
        unit = figure.unit or next((noun for noun in figure.noun[:1] if noun in _KINDS), "")
        if figure.form == "count" and unit in _KINDS:
            kind, factor = _KINDS[unit]
            yield Length(kind, figure.value * factor, figure.start, figure.end)
    for pattern, share in ((_AND_A_HALF, Decimal("1.5")), (_HALF, Decimal("0.5")), (_ONE, Decimal(1)), (_QUARTER, Decimal(1))):
        for match in pattern.finditer(text):
            kind, factor = _KINDS[match.group(1)]
            yield Length(kind, share * factor, match.start(), match.end())
    for match in _HALF_MORE.finditer(text):
        at = next((at for at, word in enumerate(reading.words) if word.start == match.start()), None)
        if at is not None and (whole := small(reading.words, at)) is not None:
            kind, factor = _KINDS[match.group(2)]
            yield Length(kind, (whole + Decimal("0.5")) * factor, match.start(), match.end())


def small(words: Sequence[Word], at: int) -> Decimal | None:
    """The number in digits or in words that begins at a word."""
    if not 0 <= at < len(words):
        return None
    if words[at].text.isdecimal():
        return Decimal(words[at].text)
    read = spelled_at(words, at)
    return Decimal(read.value) if read is not None and not read.ordinal else None
