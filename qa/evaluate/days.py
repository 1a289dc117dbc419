"""Text -> the days that it names, at the precision it names them: 13 March 2031, 2031-03-13, March 2031, 2031."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qa.evaluate.numerals import Lexeme, lexemes

Precision = Literal["day", "month", "year"]
PRECISIONS: tuple[Precision, ...] = ("day", "month", "year")

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_ORDINALS = ("st", "nd", "rd", "th")
_SLASHED = re.compile(r"(?<![\d/.])(\d{1,4})(?:(/)(\d{1,2})/(\d{4}|\d{2})|(\.)(\d{1,2})\.(\d{4}))(?![\d/]|\.\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year; what the text does not say is None. "2 March" has no year, "March 2031" no day."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def token(self) -> str:
        """How folded text writes it: ``@2031-03-13``, ``@-03-13``, ``@2031-03``."""
        parts = [str(self.year or ""), f"{self.month:02}" if self.month else "", f"{self.day:02}" if self.day else ""]
        return "@" + "-".join(parts).rstrip("-")


@dataclass(frozen=True, slots=True)
class DayAt:
    """A day that was read among lexemes, and the index of the lexeme behind it."""

    day: Day
    after: int


def from_token(token: str) -> Day:
    """The day that ``Day.token`` wrote."""
    parts = [int(part) if part else None for part in token.removeprefix("@").split("-")]
    parts += [None] * (3 - len(parts))
    return Day(parts[0], parts[1], parts[2])


def tells(said: Day, gold: Day) -> bool:
    """Whether a named day tells the wanted one: as precise, and equal where both speak. Reports drop the year."""
    if gold.month is None:
        return said.year == gold.year
    if gold.day is not None and said.day != gold.day:
        return False
    return said.month == gold.month and (said.year is None or gold.year is None or said.year == gold.year)


def read_day(words: list[Lexeme], at: int) -> DayAt | None:
    """The day that begins at a lexeme: ``13(th) (of) March(, 2031)``, ``March 13(th)(, 2031)``, ISO, ``March 2031``."""
    first = words[at]
    if first.kind == "iso":
        iso = Day(*(int(part) for part in first.text.split("-")))
        return DayAt(iso, at + 1) if _exists(iso.year or 0, iso.month or 0, iso.day or 0) else None
    if (number := _day_number(words, at)) is not None:
        after = at + 1 + _is(words, at + 1, *_ORDINALS)
        after += _is(words, after, "of")
        month_number = _month(words, after)
        if month_number is None:
            return None
        return _with_year(words, after + 1 + _is(words, after + 1, ".") * _short(words, after), month_number, number)
    month_number = _month(words, at)
    if month_number is None:
        return None
    after = at + 1 + _is(words, at + 1, ".") * _short(words, at)
    after_the = after + _is(words, after, "the")
    number = _day_number(words, after_the)
    if number is not None and not _decimal_follows(words, after_the):
        behind = after_the + 1 + _is(words, after_the + 1, *_ORDINALS)
        return _with_year(words, behind, month_number, number)
    year = _year(words, after + _is(words, after, "of"))
    return DayAt(Day(year, month_number), after + _is(words, after, "of") + 1) if year is not None else None


def days(text: str) -> list[Day]:
    """Every day, month and year named in a text, in any common form. 4/5/2031 is both 4 May and 5 April."""
    found = [Day(int(m[1]), int(m[2]), int(m[3])) for m in _COMPACT.finditer(text) if _exists(int(m[1]), int(m[2]), int(m[3]))]
    for match in _SLASHED.finditer(text):
        middle, last = match[3] or match[6], match[4] or match[7]
        found += _readings(int(match[1]), int(middle), int(last), long_first=len(match[1]) == 4)
    words = lexemes(_SLASHED.sub(" ", text))
    at = 0
    while at < len(words):
        read = read_day(words, at)
        year = _year(words, at)
        if read is not None:
            found.append(read.day)
        elif year is not None:
            found.append(Day(year))
        at = read.after if read is not None else at + 1
    return found


def precision_named(name: object) -> Precision | None:
    """The precision of that name, None when there is none."""
    return next((precision for precision in PRECISIONS if precision == name), None)


def parse_day(value: str, precision: Precision = "day") -> Day | None:
    """A wanted day as a suite writes it, cut to the precision asked for; None when it is no day or not that precise."""
    month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", value.strip())  # in running text 2010-11 is two years
    named = [Day(int(month[1]), int(month[2]))] if month else days(value)
    if not named:
        return None
    day = named[0]
    if precision == "year":
        return Day(day.year) if day.year is not None else None
    if precision == "month":
        return Day(day.year, day.month) if day.month is not None else None
    return day if day.day is not None else None


def _with_year(words: list[Lexeme], at: int, month: int, day: int) -> DayAt | None:
    behind = at + _is(words, at, ",")
    year = _year(words, behind)
    if not _exists(year or 2000, month, day):  # 2000 was a leap year
        return None
    return DayAt(Day(year, month, day), behind + 1 if year is not None else at)


def _readings(first: int, second: int, third: int, *, long_first: bool) -> list[Day]:
    if long_first:
        return [Day(first, second, third)] if _exists(first, second, third) else []
    year = third if third >= 1000 else 2000 + third
    both = {(first, second), (second, first)}
    return [Day(year, month, day) for day, month in sorted(both) if _exists(year, month, day)]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _month(words: list[Lexeme], at: int) -> int | None:
    """The month at an index. "may" and "march" are verbs unless written with a capital or behind a day."""
    if at >= len(words) or words[at].kind != "word":
        return None
    word = words[at]
    if word.text in ("may", "march", "mar") and not word.upper and not (at and _number_before(words, at)):
        return None
    return MONTHS.get(word.text)


def _number_before(words: list[Lexeme], at: int) -> bool:
    before = words[at - 1]
    return before.kind == "number" or before.text in (*_ORDINALS, "of")


def _short(words: list[Lexeme], at: int) -> int:
    """1 when the month is an abbreviation, behind which a full stop may stand."""
    return int(len(words[at].text) <= 4 and words[at].text not in ("may", "june", "july"))


def _day_number(words: list[Lexeme], at: int) -> int | None:
    value = words[at].value if at < len(words) and words[at].text.isdecimal() and len(words[at].text) <= 2 else None
    return int(value) if value is not None and 1 <= value <= 31 else None


def _decimal_follows(words: list[Lexeme], at: int) -> bool:
    """March 13 per cent, March 5 million: a quantity, not a day."""
    return at + 1 < len(words) and words[at + 1].text in ("%", "per", "percent", "million", "billion", "thousand")


def _year(words: list[Lexeme], at: int) -> int | None:
    word = words[at] if at < len(words) else None
    if word is None or word.kind != "number" or not word.text.isdecimal() or len(word.text) != 4:
        return None
    return int(word.text) if Decimal(1000) <= Decimal(word.text) < Decimal(2200) else None


def _is(words: list[Lexeme], at: int, *texts: str) -> int:
    return int(at < len(words) and words[at].text in texts)
