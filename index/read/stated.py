"""What a document says of itself -> its day, title, source and address; and the Document itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.read import limits
from index.read.text import Unreadable, clean
from index.types import Document

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
# 03/04/2031 is not here: it is one day in London and another in New York.
_DAYS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<y>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)",
    )
)
_FILE_DAY: Final = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """The day a document was published, None when it names none; ``warnings`` name every date that is not one."""

    day: dt.date | None
    warnings: tuple[str, ...] = ()


def day_of(stated: str) -> dt.date:
    """The calendar day of a written date, in the zone it was written in: ISO (a time may follow) or English words.

    Raises ValueError with a clause that names the date, when the calendar has no such day or it is no date at all.
    """
    shown = one_line(stated, 40) or ""
    for pattern in _DAYS:
        if match := pattern.match(stated.strip()[:100]):
            month = match["m"]
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
            try:
                return dt.date(int(match["y"]), number, int(match["d"]))
            except ValueError:
                raise ValueError(f"{shown!r} is not a day of the calendar") from None
    raise ValueError(f"{shown!r} is not a date: write it as YYYY-MM-DD")


def dated(stated: Iterable[tuple[str, str]], file: str) -> Dated:
    """The first of the ``stated`` dates (where it stood, what stood there) that is a day, else the file name's."""
    warnings: list[str] = []
    for where, value in stated:
        if not value.strip():
            continue
        try:
            return Dated(day=day_of(value), warnings=tuple(warnings))
        except ValueError as error:
            warnings.append(f"{where} {error}")
    for match in _FILE_DAY.finditer(file.rpartition("/")[2]):
        try:
            return Dated(day=dt.date.fromisoformat(match[1]), warnings=tuple(warnings))
        except ValueError:
            warnings.append(f"{match[1]!r} in the file name is not a day of the calendar")
    return Dated(day=None, warnings=tuple(warnings))


def one_line(stated: str | None, limit: int) -> str | None:
    """A title or a name as one clean line of at most ``limit`` characters, None when nothing is left."""
    # Four times the limit is enough to fill it: what is cleaned away is rarely half.
    line = " ".join(clean((stated or "")[: 4 * limit + 1000]).split())
    return _cut(line, limit) or None


def web_address(stated: str | None) -> str | None:
    """An http or https address as it was stated, None for anything else."""
    address = (stated or "").strip()
    plain = re.fullmatch(r"https?://[!-~]+", address, re.IGNORECASE)
    return address if plain and len(address) <= limits.URL_CHARACTERS else None


def opening(text: str) -> str:
    """The first sentence of a text, at most 80 characters: the title of what has none."""
    line = text.lstrip().partition("\n")[0].lstrip("#>*-• \t")[:1000]
    for end in re.finditer(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9]|\s*$)", line):
        if not _ABBREVIATION.search(line, 0, end.start() + 1):
            return _cut(line[: end.end()], limits.OPENING_CHARACTERS)
    return _cut(line.strip(), limits.OPENING_CHARACTERS)


_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Rev|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[ap]\.m)\.\Z"
)


def _cut(line: str, limit: int) -> str:
    if len(line) <= limit:
        return line
    head = line[:limit]  # one character of it makes room for the dots
    return (head.rpartition(" ")[0] or head[:-1]).rstrip(" ,;:-–—.") + "…"


def document(
    *,
    name: str,
    text: str,
    published: Dated,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    warnings: Iterable[str] = (),
) -> Document:
    """The Document of a text and what is stated of it, all of it cleaned. Raises Unreadable: empty, or too long."""
    stored = clean(text)
    if not stored:
        raise Unreadable("empty")
    if len(stored) > limits.TEXT_CHARACTERS:
        raise Unreadable(f"{len(stored):,} characters of text, over the limit of {limits.TEXT_CHARACTERS:,}")
    address = web_address(url)
    doubts = (f"url {one_line(url, 60)!r} is not a web address",) if url and url.strip() and not address else ()
    return Document(
        name=name,
        text=stored,
        date=published.day,
        title=one_line(title, limits.TITLE_CHARACTERS) or opening(stored),
        source=one_line(source, limits.SOURCE_CHARACTERS),
        url=address,
        warnings=(*warnings, *published.warnings, *doubts),
    )
