"""Tokens -> numbers, ordinals and years, and the shape that every reader of tokens returns."""

from __future__ import annotations

from typing import NamedTuple

from index.dates.lexicon import APOSTROPHES, DASHES, DAY_PARTS, FUNCTION_WORDS, ONES, ORDINALS, TENS, VAGUE, Tokens
from index.dates.phrases import Phrase

_COUNTED = frozenset("people men women children troops police percent per pc km miles metres meters dollars euros".split())


class Parsed(NamedTuple):
    """A phrase and the tokens, ``start`` to ``end``, that say it."""

    phrase: Phrase
    start: int
    end: int


class Value(NamedTuple):
    """A number and the index after it."""

    value: int
    end: int


class YearSaid(NamedTuple):
    year: int | None
    years: int | None
    end: int


def cardinal_at(toks: Tokens, index: int) -> Value | None:
    """ "14", "two", "twenty-one", "a"; "a few" and "several" by their generous values."""
    token = toks.at(index)
    if token.text.isdigit():
        return None if token.number is None or grouped(toks, index) else Value(token.number, index + 1)
    low = token.low
    if low in VAGUE:
        return Value(VAGUE[low], index + (2 if low == "couple" and toks.low(index + 1) == "of" else 1))
    if low == "a" and toks.low(index + 1) in ("few", "couple", "dozen"):
        return cardinal_at(toks, index + 1)
    if low in TENS:
        after = index + 2 if toks.low(index + 1) in DASHES else index + 1
        ones = ONES.get(toks.low(after), 0)
        return Value(TENS[low] + ones, after + 1) if 0 < ones < 10 and toks.low(after) not in ("a", "an") else Value(TENS[low], index + 1)
    return Value(ONES[low], index + 1) if low in ONES else None


def ordinal_at(toks: Tokens, index: int) -> Value | None:
    """ "14th", "fourteenth", "twenty-first"."""
    token = toks.at(index)
    if token.number is not None:
        if toks.touch(index) and toks.low(index + 1) in ("st", "nd", "rd", "th"):
            return Value(token.number, index + 2)
        return None
    if token.low in ORDINALS:
        return Value(ORDINALS[token.low], index + 1)
    if token.low == "thirtieth":
        return Value(30, index + 1)
    if token.low in ("twenty", "thirty"):
        after = index + 2 if toks.low(index + 1) in DASHES else index + 1
        ones = ORDINALS.get(toks.low(after), 0)
        return Value(TENS[token.low] + ones, after + 1) if 0 < ones < 10 else None
    return None


def grouped(toks: Tokens, index: int) -> bool:
    """Whether the number at ``index`` is a part of a longer one: "1,240", "3.40", "9:40", "24/7"."""
    after = toks.touch(index) and toks.touch(index + 1) and toks.low(index + 1) in (",", ".", ":", "/")
    before = toks.touch(index - 1) and toks.touch(index - 2) and toks.low(index - 1) in (",", ".", ":", "/")
    return (after and toks.low(index + 2).isdigit()) or (before and toks.low(index - 2).isdigit())


def noun_at(toks: Tokens, index: int) -> bool:
    """Whether a word stands at ``index`` that could be a noun: a lower-case word that is no function word."""
    token = toks.at(index)
    return token.word and not token.capital and token.low not in FUNCTION_WORDS and token.low not in DAY_PARTS


def counts_things(toks: Tokens, index: int) -> bool:
    """Whether the word at ``index`` is a thing counted: "5 March 2000 people"."""
    low = toks.low(index)
    return low in _COUNTED or low == "%" or (noun_at(toks, index) and low.endswith("s") and not low.endswith("ss"))


def year_at(toks: Tokens, index: int) -> Value | None:
    """A bare year, 1500 to 2199, or any of four digits from 1000 when it follows a month; never a counted thing."""
    token = toks.at(index)
    if token.number is None or len(token.text) != 4 or token.number < 1000 or grouped(toks, index):
        return None
    return None if counts_things(toks, index + 1) and not toks.touch(index) else Value(token.number, index + 1)


def year_after(toks: Tokens, index: int) -> YearSaid:
    """The year that may follow a day, a month or a quarter: "2023", ", 2023", "of 2023", "'23", "last year"."""
    after = index + 1 if toks.low(index) in (",", "of", "in") else index
    if found := year_at(toks, after):
        return YearSaid(found.value, None, found.end)
    short = toks.at(index + 1)
    if toks.low(index) in APOSTROPHES and toks.touch(index) and short.number is not None and len(short.text) == 2:
        return YearSaid(2000 + short.number, None, index + 2)
    step = {"last": -1, "this": 0, "next": 1}.get(toks.low(after))
    if step is not None and toks.low(after + 1) == "year":
        return YearSaid(None, step, after + 2)
    return YearSaid(None, None, index)
