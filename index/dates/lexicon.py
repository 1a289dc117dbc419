"""Text -> tokens, and the words that the grammar of time knows."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import NamedTuple

# One alternative per class of character and no nested repetition: the scan is linear in the text.
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\n[^\S\n]*\n|[^\w\s]")
PARAGRAPH = "\n"


class Token(NamedTuple):
    """A number, a word, one mark, or a paragraph break (``low`` is then ``PARAGRAPH``)."""

    text: str
    low: str
    start: int
    end: int

    @property
    def number(self) -> int | None:
        """The value of a run of at most four digits, else None."""
        return int(self.text) if len(self.text) <= 4 and self.text.isascii() and self.text.isdigit() else None

    @property
    def word(self) -> bool:
        """Whether this is a run of letters."""
        return self.low[:1].isalpha()

    @property
    def capital(self) -> bool:
        """Whether this is a word that begins with a capital letter."""
        return self.text[:1].isupper()


_NOTHING = Token("", "", -1, -1)


class Tokens(tuple[Token, ...]):
    """The tokens of a text; asking beyond either end gives an empty token instead of an error."""

    __slots__ = ()

    def at(self, index: int) -> Token:
        """The token at ``index``, or an empty one."""
        return self[index] if 0 <= index < len(self) else _NOTHING

    def low(self, index: int) -> str:
        """The token at ``index`` in lower case, or ""."""
        return self[index].low if 0 <= index < len(self) else ""

    def touch(self, index: int) -> bool:
        """Whether token ``index`` and the next stand together without a space."""
        return 0 <= index < len(self) - 1 and self[index].end == self[index + 1].start


def tokens_of(text: str) -> Tokens:
    """Every token of ``text`` with its exact characters."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        low = PARAGRAPH if word[0] == "\n" else word.lower()
        found.append(Token(word, low, match.start(), match.end()))
    return Tokens(found)


def _numbered(*groups: str) -> MappingProxyType[str, int]:
    """Each word of the n-th group (from 0) with n."""
    return MappingProxyType({word: n for n, group in enumerate(groups) for word in group.split()})


WEEKDAYS = _numbered(
    "monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun"
)
MONTHS = _numbered(
    "",
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept",
    "october oct",
    "november nov",
    "december dec",
)
SEASONS = _numbered("", "winter", "spring", "summer", "autumn fall")
UNITS = MappingProxyType(
    {
        **dict.fromkeys(("hour", "hours"), "hour"),
        **dict.fromkeys(("day", "days"), "day"),
        **dict.fromkeys(("night", "nights"), "day"),
        **dict.fromkeys(("week", "weeks"), "week"),
        **dict.fromkeys(("fortnight", "fortnights"), "fortnight"),
        **dict.fromkeys(("weekend", "weekends"), "weekend"),
        **dict.fromkeys(("month", "months"), "month"),
        **dict.fromkeys(("quarter", "quarters"), "quarter"),
        **dict.fromkeys(("year", "years"), "year"),
        **dict.fromkeys(("decade", "decades"), "decade"),
    }
)
ONES = _numbered(
    "zero", "one a an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve dozen",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = MappingProxyType({word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)})
ORDINALS = _numbered(
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
# "A few days" has no length; a window shuts reports out, so it is read generously.
VAGUE = MappingProxyType({"couple": 2, "few": 5, "several": 7})

DAY_PARTS = frozenset("morning mornings afternoon evening night lunchtime noon midday midnight dawn dusk".split())
DASHES = frozenset("-–—−‐‑")
APOSTROPHES = frozenset("'’ʼ")
FUNCTION_WORDS = frozenset(
    """a about above according after again against all along also although am among an and any are around as at away be
    because been before being between both but by can could did do does down due during each either for from further had
    has have having he her here him his how i if in including into is it its itself just last may me might more most much
    must my near no nor not now of off on once one only onto or other our out over own per said same says shall she should
    since so some still such than that the their them then there these they this those through throughout till to together
    too toward towards two under until unless up upon us very via was we were what when where whereas whether which while who
    whom whose why will with within without would yet you your ago earlier later alone onwards onward
    """.split()
)
