"""Days of a sentence -> those that no cited quote has, compared as days of the calendar, not as words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.dates import DayMention, find_days, plain
from index.dates.days import shift_months
from qa.verify.counts import figures
from qa.verify.counts.lengths import FIRST_MONTHS, small
from qa.verify.counts.reckoned_years import YEAR, reckoned
from qa.verify.text import Around, Reading, around, misplaced
from qa.verify.types import Problem

# "Reported on 3 March" speaks of the report itself, whose day is the publication day.
_OF_THE_REPORT = re.compile(r"\b(?:report\w*|publish\w*|publication|dated|as of|article|account|dispatch\w*)\b[^.;]{0,25}$", re.IGNORECASE)
_NEXT_YEAR = re.compile(r",? ((?:1[5-9]|20|21)\d\d)\b(?![,.]?\d|-)")
_SOME_DAY = dt.date(2000, 1, 1)
_LENGTH = re.compile(r"\b(?:past|last|next|coming|previous|first|within)\b.*(?:hour|day|week|month|quarter|year|decade)s\b", re.IGNORECASE)
_HAS_YEAR = re.compile(r"\d{4}")
_WORDS_ONLY = re.compile(r"[a-z]+|\d+")
_START = re.compile(r"\b(?:start|beginning|turn) of (?:the|this) (?:year|month|week)\b", re.IGNORECASE)
_END_OF, _START_OF = re.compile(r"\bend of\b", re.IGNORECASE), re.compile(r"\b(?:start|beginning) of\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:rest|remainder|end) of\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:previous|preceding|prior) (year|month|week|day|season|quarter|night)\b", re.IGNORECASE)
_WITHIN = re.compile(r"(?:earlier|later|early|late) (?:in|this) ", re.IGNORECASE)
# Words around the name of a season, a month or a quarter, and those that make it another one.
_AROUND_A_DAY = frozenset("in the of on at by since until from during this early late mid and to".split())
_TURNS = frozenset("last next previous coming following past ago".split())
# What says that a stretch begins with a day, and that it ends with it.
_EDGE = (r"\b(?:from|starting|beginning|begins?|starts?)(?: on)? $", r"\b(?:until|till|to|by|ends?|ending|through)(?: on)? $")
_TURNED = re.compile(r"\b(?:last|next|this|previous|coming|following|past|ago|year|week|today|yesterday|tomorrow|\w+day)\b", re.IGNORECASE)
# "The return of the sixth day in 2030": a day that is counted, and none of the calendar.
_COUNTED_DAY = re.compile(r"\b\w+(?:th|st|nd|rd) day in \d{4}", re.IGNORECASE)
_SEASON = re.compile(r"(?<!\d)\d{4}-\d\d(?!\d)")
_LEADING = re.compile(r"^(?:on|in|at|by|since|until|the|of|from|during|late|early)\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day or a stretch of days that a text names; ``loose`` for a week, a month or more of the calendar."""

    text: str
    start: int
    end: int
    first: dt.date
    last: dt.date
    loose: bool


def find(reading: Reading, published: dt.date | None) -> tuple[Day, ...]:
    """The days that a text names, read from its day of publication.

    Without one any day serves: what is relative is then only compared with what is relative to the same unknown day.
    """
    published = published or _SOME_DAY
    return tuple(
        _day(reading.text, found)
        for found in find_days(reading.text, published)
        if not _length(reading.text, found) and not _COUNTED_DAY.search(reading.text[found.start : found.end])
    )


def _length(text: str, found: DayMention) -> bool:
    """Whether the expression is a length of time ("the next ten years"): a figure, not a day."""
    return found.precision == "range" and _LENGTH.search(text[found.start : found.end]) is not None


def _day(text: str, found: DayMention) -> Day:
    first, last, end = found.first, found.last, found.end
    year = _NEXT_YEAR.match(text, end)
    if year is not None and found.precision in ("day", "month") and not _HAS_YEAR.search(text[found.start : end]):
        # "On 28 November 2023 officials met": the year belongs to the day whatever follows it
        end = year.end()
        turn = int(year.group(1)) - first.year
        first, last = shift_months(first, 12 * turn), shift_months(last, 12 * turn)
    return Day(
        text=text[found.start : end], start=found.start, end=end, first=first, last=last,
        loose=found.precision in ("week", "month", "quarter", "year"),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Dated:
    """The days of a sentence, read once from each span's publication day, beside the days of that span."""

    sentence: Reading
    quotes: Sequence[Reading]
    published: Sequence[dt.date | None]
    own: tuple[tuple[Day, ...], ...]
    theirs: tuple[tuple[Day, ...], ...]

    @classmethod
    def of(cls, sentence: Reading, quotes: Sequence[Reading], published: Sequence[dt.date | None]) -> Dated:
        """Read both."""
        whole = " ".join(quote.text for quote in quotes)
        return cls(
            sentence=sentence,
            quotes=quotes,
            published=published,
            own=tuple(tuple(day for day in find(sentence, published_on) if not _amount(day, whole)) for published_on in published),
            theirs=tuple(find(quote, day) for quote, day in zip(quotes, published, strict=True)),
        )

    @property
    def mine(self) -> tuple[tuple[int, int], ...]:
        """Where the sentence names days, in characters."""
        return tuple(sorted({(day.start, day.end) for days in self.own for day in days}))

    @property
    def years(self) -> frozenset[str]:
        """The four-digit numbers that stand in the quotes, and the years of their days: "last year's" is 2030's in 2031."""
        written = {year for quote in self.quotes for year in YEAR.findall(quote.text)}
        return frozenset(written | {str(day.first.year) for days in self.theirs for day in days if day.first.year == day.last.year})

    def figures(self) -> list[tuple[figures.Figure, Reading]]:
        """The figures of the quotes, days left out."""
        return [
            (figure, quote)
            for quote, days in zip(self.quotes, self.theirs, strict=True)
            for figure in figures.find(quote, [(day.start, day.end) for day in days])
        ]

    def check(self) -> tuple[Problem, ...]:
        """A problem for every day of the sentence that no span has, or has only where it speaks of something else."""
        found = [
            Problem(kind="day", token=season, message=f"the season '{season}' stands in no cited quote")
            for season in _SEASON.findall(self.sentence.text)
            if not any(season in quote.text for quote in self.quotes) and any(_SEASON.search(quote.text) for quote in self.quotes)
        ]
        for place in self.mine:
            token = self.sentence.text[slice(*place)]
            places = [self._place(at, place) for at in range(len(self.quotes))]
            if "stands" in places:
                continue
            day = next((day for own in self.own for day in own if (day.start, day.end) == place and day.first == day.last), None)
            meant = f" ({plain(day.first)})" if day and plain(day.first) != token else ""
            why = "stands elsewhere in the quote" if "elsewhere" in places else "stands in no cited quote"
            found.append(Problem(kind="day", token=token, message=f"the day '{token}'{meant} {why}"))
        return tuple(found)

    def _place(self, at: int, place: tuple[int, int]) -> Literal["stands", "elsewhere", "absent"]:
        """Where quote ``at`` has the day that the sentence names there."""
        own, theirs, quote = self.own[at], self.theirs[at], self.quotes[at]
        day = next((day for day in own if (day.start, day.end) == place), None)
        text = self.sentence.text[slice(*place)]
        if day is None:
            return "stands" if _bare(text) in quote.text.lower() else "absent"
        published = self.published[at]
        equal = [other for other in theirs if same(day, other) or (published is None and _same_but_for_the_year(day, other))]
        left_out = [other for other in theirs if not any(same(mine, other) for mine in own)]
        if not equal and (
            _between(day, theirs)
            or _end_of_one(day, theirs, own, self.sentence.text)
            or _said_otherwise(day, quote, theirs)
            or _reckoned(day, quote, theirs, published)
        ):
            return "stands"
        if not equal and left_out:
            return "absent"
        if not equal:
            of_the_report = (
                published is not None and day.first <= published <= day.last and _OF_THE_REPORT.search(self.sentence.text[: place[0]])
            )
            return "stands" if of_the_report else "absent"
        if not left_out:
            return "stands"
        before = [earlier for earlier in own if earlier.start < place[0] and _as_long(earlier, day)]
        twice = sum(any(same(earlier, other) for other in equal) for earlier in before) >= len(equal)
        near = around(self.sentence, *place)
        if twice or misplaced(near, _near(quote, equal), _near(quote, [other for other in left_out if _as_long(other, day)])):
            return "elsewhere"
        return "stands"


def _as_long(day: Day, other: Day) -> bool:
    """Whether two days are of one kind, a day or a month or a year: a year is not told in a month's place."""
    one, two = ((each.last - each.first).days for each in (day, other))
    return (one > 0) == (two > 0) and (one > 300) == (two > 300)


def _between(day: Day, theirs: Sequence[Day]) -> bool:
    """ "From 4 to 20 May", "between January and March" where the quote has its beginning and its end apart."""
    if day.first == day.last or day.loose or len(theirs) < 2:
        return False
    year = _HAS_YEAR.search(day.text) is not None
    first, last = ((one.year if year else 0, one.month, one.day) for one in (day.first, day.last))
    begins = {at for at, one in enumerate(theirs) if (one.first.year if year else 0, one.first.month, one.first.day) == first}
    ends = {at for at, one in enumerate(theirs) if (one.last.year if year else 0, one.last.month, one.last.day) == last}
    return bool(begins and ends) and len(begins | ends) > 1


def _end_of_one(day: Day, theirs: Sequence[Day], own: Sequence[Day], sentence: str) -> bool:
    """A day that a stretch of the quote begins or ends with, told with the other one, or with a "since", an "until"."""
    for other in theirs:
        if other.first == other.last or other.loose or day.first != day.last or day.first not in (other.first, other.last):
            continue
        told = {one.first for one in own if one.first == one.last}
        if {other.first, other.last} <= told or re.search(_EDGE[day.first == other.last], sentence[: day.start], re.IGNORECASE):
            return True
    return False


def _edge(day: Day, other: Day) -> bool:
    """ "31 March" for "the end of March"."""
    if day.first != day.last:
        return False
    return (day.first == other.last and _END_OF.search(other.text) is not None) or (
        day.first == other.first and _START_OF.search(other.text) is not None
    )


def _shortened(day: Day, own: Sequence[str], quote: str) -> bool:
    """A season; "fewer this year than last"; "January to May" for "the first five months"."""
    if (season := _SEASON.search(day.text)) is not None:
        return season.group() in quote
    if len(own) == 2 and own[0] == "last" and re.search(rf"\bthis {own[1]}\b.*\blast\b(?! {own[1]})", quote, re.IGNORECASE):
        return True
    if (day.first.month, day.first.day) == (1, 1) and (months := FIRST_MONTHS.search(quote)) is not None:
        return small(Reading.of(months.group(1)).words, 0) == day.last.month
    return False


def _said_otherwise(day: Day, quote: Reading, theirs: Sequence[Day]) -> bool:
    """Whether the quote has a day in other words: "this spring" for "the spring", "now" for "today", "the August storm" for "in August"."""
    own = _WORDS_ONLY.findall(day.text.lower())
    if own == ["today"]:
        return any(word.low in ("now", "currently", "nowadays", "present", "today") for word in quote.words)
    if own == ["overnight"]:
        return any(word.low in ("night", "overnight") for word in quote.words)
    if _REST.search(day.text):
        return any(other.last == day.last for other in theirs)
    if _shortened(day, own, quote.text):
        return True
    if (before := _BEFORE.search(day.text)) is not None:
        return (
            re.search(rf"\b(?:(?:previous|preceding|prior|last) {before.group(1)}|{before.group(1)} (?:before|earlier))\b", quote.text)
            is not None
        )
    if _START.search(day.text):
        return any(other.loose and other.first <= day.first <= other.last for other in theirs) or "since january" in quote.text.lower()
    if any(_edge(day, other) or _edge(other, day) for other in theirs):
        return True
    if _WITHIN.match(day.text):
        return any(other.loose and other.first <= day.first and day.last <= other.last for other in theirs)
    said = [word for word in own if word not in _AROUND_A_DAY]
    if not said or any(word.isdigit() for word in said) or set(own) & _TURNS:
        return False
    low = quote.text.lower()
    size = len(said)
    for match in _WORDS_ONLY.finditer(low):
        rest = _WORDS_ONLY.findall(low, match.start())[:size]
        inside = next((other for other in theirs if other.start <= match.start() < other.end), None)
        plain_one = inside is None or not (
            set(_WORDS_ONLY.findall(inside.text.lower())) - {"this", "the", "in", "early", "late"} - set(said)
        )
        if rest == said and plain_one and not (inside is not None and inside.first == inside.last):
            return True
    return False


def _reckoned(day: Day, quote: Reading, theirs: Sequence[Day], published: dt.date | None) -> bool:
    """Whether the quote's words come to a year of the sentence."""
    if not day.loose or (day.last - day.first).days < 300:
        return False
    return reckoned(day.text, day.first.year, quote.text, [(other.start, other.end) for other in theirs], published)


def _amount(day: Day, quotes: str) -> bool:
    """Whether what was read as a year is an amount in the quotes: "up to 1500", where they have "1,500"."""
    return len(day.text) == 4 and day.text.isdigit() and f"{int(day.text):,}" in quotes


def _near(quote: Reading, days: Sequence[Day]) -> list[Around]:
    return [around(quote, day.start, day.end) for day in days]


def same(day: Day, other: Day) -> bool:
    """Whether a quote's day is the sentence's: the same days, the same words, or told more loosely ("in March")."""
    if (day.first, day.last) == (other.first, other.last) or _bare(day.text) == _bare(other.text):
        return True
    if not any(_HAS_YEAR.search(one.text) or _TURNED.search(one.text) for one in (day, other)) and _same_but_for_the_year(day, other):
        return True  # neither says of which year it is
    return day.loose and day.first <= other.first and other.last <= day.last


def _same_but_for_the_year(day: Day, other: Day) -> bool:
    """ "7 May 2018" and "7 May", when nobody knows in which year the second was written."""
    if all(_HAS_YEAR.search(one.text) for one in (day, other)):
        return False
    return (day.first.month, day.first.day, day.last.month, day.last.day) == (
        other.first.month,
        other.first.day,
        other.last.month,
        other.last.day,
    )


def _bare(text: str) -> str:
    low = text.lower()
    while True:
        shorter = _LEADING.sub("", low)
        if shorter == low:
            return low
        low = shorter
