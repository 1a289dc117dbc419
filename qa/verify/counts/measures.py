"""A figure's measure -> whether the quotes have it by another: litres, crowns, a month, per megawatt-hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.words import stem
from qa.kindred import kindred
from qa.verify.counts.amounts import Placed
from qa.verify.counts.figures import Figure
from qa.verify.counts.numbers import same_amount
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_PERIODS = {
    "second": "second", "minute": "minute", "hour": "hour", "hourly": "hour", "day": "day", "daily": "day",
    "night": "night", "nightly": "night",
    "week": "week", "weekly": "week", "fortnight": "fortnight", "month": "month", "monthly": "month", "quarter": "quarter",
    "quarterly": "quarter", "year": "year", "yearly": "year", "annually": "year", "annual": "year", "annum": "year", "decade": "decade",
}  # fmt: skip
_PER = frozenset("a an per each every".split())
_MONEY = frozenset(
    stem(word)
    for word in """
    dollar pound euro yen cent penny pence crown franc mark florin shilling dinar peso rupee rouble ruble lira krona krone kroner zloty
    forint real rand yuan renminbi won baht dirham riyal rial taka ringgit peseta guilder escudo thaler taler ducat drachma lev leu lek
    hryvnia tenge som afghani kyat kip dong naira cedi birr kwacha pula sol guarani bolivar quetzal lempira cordoba colon balboa gourde
    sucre
    """.split()
)
_SCALES = frozenset("million billion trillion".split())
_PEOPLE = frozenset(stem(word) for word in "people person persons inhabitant resident citizen soul customer voter member worker".split())
# Words of what goes up or down, before "by" or "to" and a figure.
_MOVES = tuple(
    "ris rose fall fell drop increas decreas declin grow grew climb cut reduc rais lower shr jump went up down lift slip slid gain".split()
)
_ABOUT = frozenset("about around roughly nearly almost approximately some just over under more less than at least an estimated".split())
_APART = frozenset("earlier later before after ago old previously on".split())
_BEFORE = 7  # words before a figure
_BEHIND = 5  # words after a figure


def check(mine: Sequence[Placed], theirs: Sequence[Placed], spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first figure that the quotes have by another measure alone."""
    known = frozenset[str]().union(*(span.stems for span in spans))
    lows = frozenset(word.low for span in spans for word in span.words)
    for figure, sentence in mine:
        equal = [(other, span) for other, span in theirs if same_amount(figure, other)]
        why = next(iter(_why(figure, sentence, equal, known, lows)), "")
        if why:
            return (Problem(kind="number", token=figure.text, message=f"'{figure.text}' {why}"),)
    return ()


def _why(figure: Figure, sentence: Reading, equal: Sequence[Placed], known: frozenset[str], lows: frozenset[str]) -> Iterator[str]:
    if not equal:
        return
    rate, rates = _rate(sentence, figure), [_rate(span, other) for other, span in equal]
    if rate and all(other and other != rate for other in rates):
        yield f"is by the {rate}, and in the quote by the {rates[0]}"
    if rate in _PERIODS and not any(rates) and not any(_PERIODS.get(low) == rate for low in lows) and not _apart(sentence, figure):
        yield f"is by the {rate}, and not in the quote"
    link, links = _by_or_to(sentence, figure), [_by_or_to(span, other) for other, span in equal]
    if link and all(other and other != link for other in links):
        yield f"is told with '{link}', and in the quote with '{links[0]}'"
    if not figure.noun or figure.noun[0] in known or kindred(figure.noun[0]) & known or figure.noun[0] in _PEOPLE:
        return
    other = equal[0][0]
    if all(one.unit and not figure.unit and one.form == "count" for one, _ in equal):
        yield f"counts '{figure.noun[0]}', and in the quote '{other.unit}'"
    if all(_of_money(figure, one) and one.noun and one.noun[0] not in sentence.stems for one, _ in equal):
        yield f"is in another money in the quote: '{other.text}'"


def _by_or_to(reading: Reading, figure: Figure) -> str:
    """Whether something moves by a figure or to it, "" when neither."""
    before = [word.low for word in reading.words if word.end <= figure.start and word.text not in "$£€¥"][-_BEFORE:]
    link = next((low for low in reversed(before) if low not in _ABOUT), "")
    return link if link in ("by", "to") and any(low.startswith(_MOVES) for low in before) else ""


def _of_money(mine: Figure, theirs: Figure) -> bool:
    if mine.noun and theirs.noun and {mine.noun[0], theirs.noun[0]} & _MONEY:
        return True
    return bool(_SCALES & set(mine.text.lower().split()))


def _rate(reading: Reading, figure: Figure) -> str:
    """By what a figure is told, "" when by nothing: "a month", "per megawatt-hour"."""
    words = reading.words
    at = next((number for number, word in enumerate(words) if word.start >= figure.end), len(words))
    for number in range(at, min(len(words), at + _BEHIND)):
        word = words[number]
        if word.text in ".;:,()" or word.text[0].isdigit():
            return ""
        if word.low in _PERIODS and word.low not in ("second", "quarter") and word.low.endswith(("ly", "annual")):
            return _PERIODS[word.low]
        if word.low in _PER and number + 1 < len(words):
            return _unit(words, number + 1, per=word.low == "per")
    return ""


def _apart(reading: Reading, figure: Figure) -> bool:
    """ "67 a month earlier", and "a year old"."""
    near = [word.low for word in reading.words if word.start >= figure.end][:_BEHIND]
    return not _APART.isdisjoint(near)


def _unit(words: Sequence[Word], at: int, *, per: bool) -> str:
    low = low_at(words, at)
    if low_at(words, at + 1) == "-" and low_at(words, at + 2) in _PERIODS:
        return f"{low}-{_PERIODS[low_at(words, at + 2)]}"
    if low in _PERIODS:
        return _PERIODS[low]
    return stem(low) if per and low not in ("cent", "head", "person", "capita") else ""
