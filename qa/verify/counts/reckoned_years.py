"""A year that a sentence names -> whether a quote's words come to it: "a 2030 paper", "in 2028, and two years later"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from qa.verify.counts.lengths import small
from qa.verify.text import Reading

YEAR = re.compile(r"(?<![\d.,])[12]\d{3}(?!\d|[.,]\d)")
_AGO = re.compile(r"\b(\w+) (year)s? ago\b", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:for|lasted|term of|span of|period of) (\w+) years\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(\w+) (year|decade)s? (later|after|afterwards|on|before|earlier|previously|ago)\b|\b(following|next|previous|preceding) year\b",
    re.IGNORECASE,
)
# "Two years after it was built" tells of the time of building too.
_AFTER = re.compile(r"\b\w+ (?:year|decade)s? (?:after|before) \w", re.IGNORECASE)


def reckoned(text: str, year: int, quote: str, taken: Sequence[tuple[int, int]], published: dt.date | None) -> bool:
    """A year that the quote has where it reads no day ("a 2023 paper"), or that its words come to: "in 2020, and two years later"."""
    if (ago := _AGO.search(text)) is not None:
        many, unit = ago.groups()
        return re.search(rf"\b{many} {unit}s? (?:earlier|before|previously|ago)\b|\bthe {unit} before\b", quote, re.IGNORECASE) is not None
    found = list(YEAR.finditer(quote))
    bare = {int(match.group()) for match in found if not any(start <= match.start() < end for start, end in taken)}
    if str(year) in text and year in bare:
        return True
    if not text.strip().lower().endswith(str(year)):
        return False
    known = {int(match.group()) for match in found} | ({published.year} if published is not None else set())
    lasting = {int(many) for match in _LASTING.finditer(quote) if (many := small(Reading.of(match.group(1)).words, 0)) is not None}
    if any(int(match.group()) + many == year for match in found for many in lasting):
        return True  # "signed in 1998, it ran for 25 years"
    moves = {move for match in _MOVED.finditer(quote) if (move := _years(match)) is not None}
    moves |= {
        -move for match in _AFTER.finditer(quote) if (turned := _MOVED.match(quote, match.start())) and (move := _years(turned)) is not None
    }
    return any(base + move == year for base in known for move in moves)


def _years(match: re.Match[str]) -> int | None:
    """How many years "two years later", "a decade before", "the following year" go on or back."""
    many, unit, way, turn = match.groups()
    if turn is not None:
        return 1 if turn.lower() in ("following", "next") else -1
    count = small(Reading.of(many).words, 0) if many.lower() not in ("a", "an", "the") else 1
    if count is None or count != int(count):
        return None
    return int(count) * (10 if unit.lower() == "decade" else 1) * (1 if way.lower() in ("later", "after", "on", "afterwards") else -1)
