"""Text -> figures: what each number is worth, and what it counts or measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from qa.verify.reading.spelled import ONES, SCALES, TENS, low_at, spelled_at
from qa.verify.text import FUNCTION, Reading, Word

Form = Literal["count", "ordinal", "share", "clock", "vague", "part"]


_SHORT_SCALES = MappingProxyType({"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12})
# The least and the most that a loose amount may stand for.
_VAGUE = MappingProxyType(
    {"dozens": (24, 200), "scores": (40, 200), "hundreds": (200, 10**4), "thousands": (2000, 10**6), "millions": (2 * 10**6, 10**9),
     "billions": (2 * 10**9, 10**12), "tens": (20, 100)}
)  # fmt: skip
_PARTS = MappingProxyType(
    {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10}
)
_MONEY = MappingProxyType({"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"})
# What is measured, by every way to write it; two figures that name different measures are different figures.
_MEASURES = MappingProxyType(
    {
        name: measure
        for measure, names in {
            "dollar": "dollar dollars usd", "pound": "pounds sterling gbp", "euro": "euro euros eur", "yen": "yen", "cent": "cent cents",
            "second": "seconds", "minute": "minute minutes min mins", "hour": "hour hours hr hrs", "day": "day days", "week": "week weeks",
            "month": "month months", "year": "year years yr yrs", "decade": "decade decades",
            "kilometre": "km kilometre kilometres kilometer kilometers", "metre": "metre metres meter meters m",
            "millimetre": "mm millimetre millimetres millimeter millimeters",
            "centimetre": "cm centimetre centimetres centimeter centimeters",
            "mile": "mile miles", "foot": "foot feet ft", "inch": "inch inches", "yard": "yard yards",
            "kilogram": "kg kilogram kilograms kilo kilos", "tonne": "tonne tonnes ton tons", "litre": "litre litres liter liters",
            "gram": "gram grams", "hectare": "hectare hectares", "acre": "acre acres", "degree": "degree degrees", "knot": "knot knots",
            "barrel": "barrel barrels", "watt": "watt watts", "megawatt": "mw megawatt megawatts",
            "kilowatt": "kw kilowatt kilowatts", "gigawatt": "gw gigawatt gigawatts", "volt": "volt volts", "gallon": "gallon gallons",
            "ounce": "ounce ounces", "byte": "byte bytes", "gigabyte": "gb gigabyte gigabytes", "megabyte": "mb megabyte megabytes",
            "milligram": "mg milligram milligrams", "millilitre": "ml millilitre millilitres",
        }.items()
        for name in names.split()
    }
)  # fmt: skip
_OVER = frozenset(("more than", "over", "at least", "above", "upwards of", "no fewer than", "no less than", "a minimum of"))
_UNDER = frozenset(
    (
        "less than", "fewer than", "not even", "not quite", "short of", "barely", "lower than", "smaller than", "shorter than",
        "under", "below", "at most", "at the most", "up to", "no more than", "not more than", "a maximum of",
        "the maximum of", "no longer than", "as long as", "as many as", "as much as", "as high as", "as far as", "no higher than",
    )
)  # fmt: skip
# The same behind the figure: "in 30 places or more".
_OVER_AFTER = re.compile(r"[^.;,]{0,25}?\b(?:or (?:more|over|longer)|at (?:the )?(?:very )?least|minimum)\b")
_UNDER_AFTER = re.compile(r"[^.;,]{0,25}?\b(?:or (?:less|fewer|under)|at (?:the )?(?:very )?most|maximum)\b")
# A time before ten o'clock, written with a full stop: no other number begins with a nought and a digit.
_EARLY = re.compile(r"0\d\.[0-5]\d")
# After these "one" is no count; before a noun "one", "a" and "single" say the same.
_NOT_A_COUNT = frozenset("of another or by who that day thing said says told was is had has".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number of a text. ``value`` is exact; ``noun`` is the stem of what it counts, ``unit`` its measure, if stated."""

    text: str
    form: Form
    value: Decimal
    start: int
    end: int
    unit: str = ""
    noun: tuple[str, ...] = ()
    bound: int = 0
    most: Decimal | None = None


def find(reading: Reading, days: Iterable[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """The figures of a text, those inside the given stretches (start, end in characters: its days) left out."""
    return _find(reading, tuple(days))


@lru_cache(maxsize=256)
def _find(reading: Reading, taken: tuple[tuple[int, int], ...]) -> tuple[Figure, ...]:
    found, at, words = [], 0, reading.words
    while at < len(words):
        word = words[at]
        if any(start <= word.start < end for start, end in taken):
            at += 1
            continue
        figure, after = _figure(reading, at)
        if figure is not None:
            found.append(figure)
        at = max(after, at + 1)
    return tuple(found)


def _figure(reading: Reading, at: int) -> tuple[Figure | None, int]:
    words = reading.words
    word = words[at]
    if word.text[0].isdigit():
        if _glued(words, at):
            return None, at + 1
        clock = _clock(reading, at)
        if clock is not None:
            return clock, clock_end(words, at)
        return _digits(reading, at)
    if word.low in _VAGUE:
        return _vague(reading, at)
    if word.low in ("half", "halves") or (word.low in ("quarter", "third", "fifth") and low_at(words, at - 1) in ("a", "one")):
        after = words[at + 1] if at + 1 < len(words) else None
        if word.low != "half" and after is not None and after.content:
            return None, at + 1  # "a third man", "a quarter past"
        return _made(reading, "part", Decimal(1) / _PARTS[word.low], at, at + 1), at + 1
    return _spelled(reading, at)


def _glued(words: Sequence[Word], at: int) -> bool:
    """A number that is part of a name: "F-16", "G7", "737s"."""
    before = words[at - 1] if at else None
    if before is not None and before.text == "-" and at > 1 and len(words[at].text) == 2 and words[at - 2].text.isdigit():
        return len(words[at - 2].text) == 4 and words[at - 2].end + 1 == words[at].start  # the season of 2026-27
    if before is not None and before.end == words[at].start and before.text[0].isalpha() and before.text.isupper():
        return True
    if before is not None and before.text == "-" and before.end == words[at].start and at > 1:
        first = words[at - 2]
        return first.end == before.start and first.text[0].isalpha() and first.capital
    return False


def _decimal(text: str) -> Decimal | None:
    plain = text.replace(",", "")
    if text.count(".") > 1:
        plain = plain.replace(".", "") if all(len(part) == 3 for part in text.split(".")[1:]) else ""
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def clock_end(words: Sequence[Word], at: int) -> int:
    """The word after a time of day that begins at ``at``."""
    return at + 2 if low_at(words, at + 1) in ("am", "pm") else at + 1


def _clock(reading: Reading, at: int) -> Figure | None:
    words = reading.words
    part = low_at(words, at + 1)
    text = words[at].text
    if part not in ("am", "pm") and ":" not in text and not _EARLY.fullmatch(text):
        return None
    hour, _, minute = text.replace(".", ":").partition(":")
    if not hour.isdigit() or (minute and not minute[:2].isdigit()):
        return None
    value = int(hour) % 12 * 60 + (720 if part == "pm" else 0) if part in ("am", "pm") and int(hour) <= 12 else int(hour) * 60
    value += int(minute[:2]) if minute else 0
    return _made(reading, "clock", Decimal(value), at, clock_end(words, at))


def _digits(reading: Reading, at: int) -> tuple[Figure | None, int]:
    words = reading.words
    value = _decimal(words[at].text)
    if value is None:
        return None, at + 1
    after = at + 1
    suffix = words[after] if after < len(words) and words[after].start == words[at].end else None
    if suffix is not None and suffix.low in ("st", "nd", "rd", "th"):
        return _made(reading, "ordinal", value, at, after + 1), after + 1
    if suffix is not None and suffix.low in _SHORT_SCALES:
        return _made(reading, "count", value * _SHORT_SCALES[suffix.low], at, after + 1), after + 1
    if suffix is not None and suffix.text == "/" and after + 1 < len(words) and words[after + 1].text.isdigit():
        below = Decimal(words[after + 1].text)
        return (_made(reading, "part", value / below, at, after + 2) if below else None), after + 2
    if low_at(words, after) == "-" and low_at(words, after + 1) in SCALES:
        after += 1
    while low_at(words, after) in SCALES:
        value *= SCALES[words[after].low]
        after += 1
    if low_at(words, after) in _SHORT_SCALES and words[at - 1].text in _MONEY and low_at(words, after) != "k":
        value *= _SHORT_SCALES[words[after].low]
        after += 1
    return _made(reading, "count", value, at, after), after


def _spelled(reading: Reading, at: int) -> tuple[Figure | None, int]:
    words = reading.words
    read = spelled_at(words, at)
    if read is None:
        return None, at + 1
    after = read.after
    value = Decimal(read.value)
    if read.ordinal:
        return _made(reading, "ordinal", value, at, after), after
    share = after + 1 if low_at(words, after) == "-" else after
    if low_at(words, share) in _PARTS and value < 20 and (value > 1 or low_at(words, share + 1) == "of"):
        return _made(reading, "part", value / _PARTS[words[share].low], at, share + 1), share + 1
    pointed = low_at(words, after) in _NOT_A_COUNT or low_at(words, at - 1) in ("no", "the", "this", "that", "any", "each")
    if value == 1 and pointed:
        return None, after
    return _made(reading, "count", value, at, after), after


def _vague(reading: Reading, at: int) -> tuple[Figure | None, int]:
    words = reading.words
    low = words[at].low
    if low == "scores" and low_at(words, at + 1) != "of":
        return None, at + 1
    if low == "tens" and not (low_at(words, at + 1) == "of" and low_at(words, at + 2) in _VAGUE):
        return None, at + 1
    least, most, after = *_VAGUE[low], at + 1
    if low_at(words, after) == "of" and low_at(words, after + 1) in _VAGUE:
        scale = _VAGUE[words[after + 1].low][0] // 2
        least, most, after = least // 2 * scale, most * scale, after + 2
    return _made(reading, "vague", Decimal(least), at, after, most=Decimal(most)), after


def _made(reading: Reading, form: Form, value: Decimal, at: int, after: int, most: Decimal | None = None) -> Figure:
    words = reading.words
    money = _MONEY.get(words[at - 1].text, "") if at else ""
    start = words[at - 1].start if money else words[at].start
    follows = after + 1 if low_at(words, after) == "-" else after
    unit, noun = money, _noun(words, follows)
    if form == "count" and (share := _share_end(words, after)):
        form, after, noun = "share", share, ()
        unit = "point" if "point" in words[after - 1].low else ""
    elif form == "count":
        unit = unit or _measure(words, follows)
    return Figure(
        text=reading.text[start : words[after - 1].end],
        form=form,
        value=value,
        start=start,
        end=words[after - 1].end,
        unit=unit,
        noun=noun,
        bound=_bound(words, at) or _bound_after(reading.text[words[after - 1].end :][:45]),
        most=most,
    )


def _measure(words: Sequence[Word], at: int) -> str:
    """The measure that begins at a word: "cubic metres" is another one than "metres"."""
    power = low_at(words, at) if low_at(words, at) in ("cubic", "square") else ""
    measure = _MEASURES.get(low_at(words, at + 1 if power else at), "")
    return f"{power} {measure}" if power and measure else measure


def _share_end(words: Sequence[Word], at: int) -> int:
    """The word after "%", "per cent" or "percentage points" that begins at a word, 0 when none does."""
    if low_at(words, at) == "per" and low_at(words, at + 1) == "cent":
        at += 1
    elif low_at(words, at) not in ("%", "percent", "pc", "pct", "percentage"):
        return 0
    point = at + 2 if low_at(words, at + 1) == "-" else at + 1
    return point + 1 if low_at(words, point).startswith("point") else at + 1


def _noun(words: Sequence[Word], at: int) -> tuple[str, ...]:
    """The stems of the content words that follow a figure, at most three, up to a mark, a verb's helper or another figure."""
    found: list[str] = []
    if low_at(words, at) == "the":
        return ()  # "25,000 the year before"
    for word in words[at : at + 5]:
        if word.text == "-":
            continue
        if not word.stem or word.text[0].isdigit() or word.low in ONES or word.low in TENS:
            break
        if word.low in FUNCTION and not (not found and word.low in ("of", "the", "more", "other", "further", "such")):
            break
        if word.content:
            found.append(word.stem)
        if len(found) == 3:
            break
    return tuple(found)


def _bound_after(text: str) -> int:
    return 1 if _OVER_AFTER.match(text) else -1 if _UNDER_AFTER.match(text) else 0


def _bound(words: Sequence[Word], at: int) -> int:
    before = [word.low for word in words[max(0, at - 6) : at] if word.text not in _MONEY]
    if before[-3:] == ["the", "age", "of"]:
        before = before[:-3]
    before = before[-3:]
    tails = {" ".join(before[-size:]) for size in (1, 2, 3)}
    if tails & _OVER and "no more than" not in tails:
        return 1
    if tails & _UNDER and not tails & {"no fewer than", "no less than"}:
        return -1
    return 0
