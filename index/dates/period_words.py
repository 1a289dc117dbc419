"""Tokens -> years, quarters, halves and seasons that are called by name or number."""

from __future__ import annotations

from index.dates.lexicon import DASHES, SEASONS, Tokens
from index.dates.numbers import Parsed, Value, YearSaid, grouped, ordinal_at, year_after, year_at
from index.dates.phrases import Portion, Season, Years


def years_at(toks: Tokens, index: int) -> Parsed | None:
    """ "2023", "the 1990s", "2022-23", "2023 Q3"."""
    token = toks.at(index)
    found = year_at(toks, index) or (Value(token.number or 0, index + 1) if _split_year(toks, index) else None)
    if found is None or token.number is None:
        return None
    year, end = found
    if toks.touch(index) and toks.low(end) == "s" and year % 10 == 0:
        return Parsed(Years(first=year, count=10), index, end + 1)
    portion = _portion_sign(toks, end + 1 if toks.low(end) in DASHES else end)
    if portion is not None:
        return Parsed(Portion(nth=portion.value % 10, months=portion.value // 10, year=year), index, portion.end)
    if _split_year(toks, index):
        return Parsed(Years(first=year, count=2), index, end + 2)
    return Parsed(Years(first=year), index, end)


def _split_year(toks: Tokens, index: int) -> bool:
    """ "2022-23", "2018/19": a year that begins in one and ends in the next."""
    year, short = toks.at(index), toks.at(index + 2)
    if year.number is None or len(year.text) != 4 or toks.low(index + 1) not in DASHES | {"/"} or len(short.text) != 2:
        return False
    closed = toks.low(index + 3) not in DASHES | {"/"} or not toks.touch(index + 2)
    return toks.touch(index) and toks.touch(index + 1) and closed and short.number == (year.number + 1) % 100


def _portion_sign(toks: Tokens, index: int) -> Value | None:
    """ "Q3" as 33, "H1" as 61: the months in the tens, the number in the ones."""
    low, number = toks.low(index), toks.at(index + 1).number
    if low not in ("q", "h") or not toks.touch(index) or number is None or grouped(toks, index + 1):
        return None
    months = 3 if low == "q" else 6
    return Value(10 * months + number, index + 2) if 1 <= number <= 12 // months else None


def portion_at(toks: Tokens, index: int) -> Parsed | None:
    """ "Q3 2023", "H1 2023", "Q3"; "H1" alone is no time."""
    sign = _portion_sign(toks, index)
    if sign is None:
        return None
    said = year_after(toks, sign.end)
    if said.year is None and said.years is None and toks.low(index) == "h":
        return None
    months, nth = divmod(sign.value, 10)
    return Parsed(Portion(nth=nth, months=months, year=said.year, years=said.years), index, said.end)


def named_portion_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The third quarter of 2023", "the last quarter of last year", "third-quarter", "the second half of 2023"."""
    nth = ordinal_at(toks, index)
    if nth is None and toks.low(index) in ("last", "final"):
        nth = Value(-1, index + 1)
    if nth is None:
        return None
    at = nth.end + 1 if toks.low(nth.end) in DASHES else nth.end
    if toks.low(at) not in ("quarter", "half"):
        return None
    months = 3 if toks.low(at) == "quarter" else 6
    said = year_after(toks, at + 1)
    if toks.low(at + 1) == "of" and toks.low(at + 2) == "the" and toks.low(at + 3) == "year" and not toks.at(at + 4).number:
        said = YearSaid(None, 0, at + 4)
    dated = said.year is not None or said.years is not None
    value = 12 // months if nth.value == -1 else nth.value
    if not 1 <= value <= 12 // months or (not dated and (nth.value == -1 or months == 6)):
        return None
    if not dated and (toks.low(at + 1) in ("of", "final", "finals", *DASHES) or toks.low(index - 1) not in ("the", "in")):
        return None
    return Parsed(Portion(nth=value, months=months, year=said.year, years=said.years), index, said.end)


def season_at(toks: Tokens, index: int) -> Parsed | None:
    """ "The summer of 2023", "summer 2023", "winter 2023-24", "last year's" not; a bare season is judged by what surrounds it."""
    season = SEASONS.get(toks.low(index))
    if season is None:
        return None
    said = year_after(toks, index + 1)
    end = said.end
    short = toks.at(end + 1)
    if said.year is not None and toks.low(end) in DASHES | {"/"} and toks.touch(end) and short.number == (said.year + 1) % 100:
        end += 2
    return Parsed(Season(season=season, year=said.year, years=said.years), index, end)
