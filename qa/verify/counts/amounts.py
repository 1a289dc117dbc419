"""A figure that no quote has as it stands -> whether the quotes' figures come to it: "two days" for "48 hours", "both", a difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from types import MappingProxyType

from qa.verify.counts.figures import Figure, find
from qa.verify.counts.lengths import lengths, small
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading

Placed = tuple[Figure, Reading]
"""A figure and the text that it stands in."""

# Words that say a small number without being one.
_IN_WORDS = MappingProxyType(
    {
        1: frozenset("single sole once lone only alone".split()),
        2: frozenset(
            "both twice pair couple twin twins either neither each double doubled doubles duo two-thirds mutual bilateral".split()
        ),
        3: frozenset("thrice triple trio tripled triples triplets trilateral".split()),
        4: frozenset("quadruple quadrupled quartet".split()),
        12: frozenset("dozen".split()),
    }
)
_TIMES_MORE = MappingProxyType(
    {
        2: frozenset("halve halves halved halving half double doubles doubled doubling twice".split()),
        3: frozenset("triple triples tripled tripling treble trebled thrice".split()),
        4: frozenset("quadruple quadrupled".split()),
    }
)
# A figure beside one of these may be the difference of two others, or their sum.
_DIFFERENCE = frozenset(
    """
    from compared not none no never against than versus instead still missing outstanding
    less more fewer lower higher lost lose loses losing gain gained gains won difference gap margin lead ahead behind rise rose risen fall
    fell fallen drop dropped increase increased decrease decreased decline declined cut cuts up down by dropping rising falling grew grown
    grow slipped climbed shed added another other others rest remaining remain remained earlier later cheaper dearer longer shorter
    younger older larger smaller bigger
    """.split()
)
_SUM = frozenset("total totals totalling totaling altogether all combined together sum overall whole both joint jointly".split())
_TIMES = frozenset("occas time".split())
_PEOPLE = frozenset("peopl person men women victim live death dead civilian casualti resid worker soldier passeng".split())


def made_of(figure: Figure, mine: Sequence[Placed], theirs: Sequence[Placed], sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Whether the quotes' figures come to a figure of the sentence that none of them is."""
    return (
        _elided(figure, mine, theirs)
        or _measured(figure, mine, sentence, quotes)
        or _in_words(figure, quotes)
        or _ratio(figure, sentence, quotes)
        or _pronoun(figure, mine, theirs)
        or _computed(figure, mine, theirs, sentence)
        or _one_more(figure, theirs)
        or _all_but(figure, quotes)
    )


def _elided(figure: Figure, mine: Sequence[Placed], theirs: Sequence[Placed]) -> bool:
    """ "29%" where the quote has "from 29 to 26 per cent", "2.3 points" for "2.3 percentage points", "0.2" for "0.2 per cent"."""
    for other, quote in theirs:
        forms = {figure.form, other.form}
        if forms == {"count", "share"} and figure.value == other.value:
            count, share = (figure, other) if figure.form == "count" else (other, figure)
            if count.noun[:1] == ("point",):
                return share.unit in ("", "point")
            beside = mine if count is figure else [place for place in theirs if place[1] is quote]
            if _bare(count) and any(one.form == "share" for one, _ in beside):
                return True
        if forms == {"count"} and (_bare(figure) or _bare(other)):
            small, large = sorted((figure, other), key=lambda one: one.value)
            if _bare(small) and small.value and large.value / small.value in (1000, 10**6, 10**9):
                return True
    return False


def _bare(figure: Figure) -> bool:
    return not figure.noun and not figure.unit


def _measured(figure: Figure, mine: Sequence[Placed], sentence: Reading, quotes: Sequence[Reading]) -> bool:
    own = [one for one in lengths(sentence, [other for other, _ in mine]) if one.start <= figure.start < one.end]
    if not own:
        return False
    for quote in quotes:
        told = {(one.kind, one.value) for one in lengths(quote, find(quote))}  # with those of its days: "five years ago"
        if any((one.kind, one.value) in told for one in own):
            return True
    return False


def _in_words(figure: Figure, quotes: Sequence[Reading]) -> bool:
    """ "Two sides" for "both sides"; the first of a half-year that the quote has among its days."""
    if figure.form == "ordinal":
        low = figure.text.lower()
        return any(word.low == low for quote in quotes for word in quote.words) or (
            figure.value == 2 and any("followed by" in quote.text or "runner-up" in quote.text for quote in quotes)
        )
    if figure.form != "count" or figure.value != int(figure.value):
        return False
    said = _IN_WORDS.get(int(figure.value), frozenset())
    return any(
        word.low in said
        and (not figure.noun or figure.noun[0] in _TIMES or figure.noun[0] in {near.stem for near in quote.words[max(0, at - 2) : at + 5]})
        for quote in quotes
        for at, word in enumerate(quote.words)
    )


def _ratio(figure: Figure, sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """ "A fifth", "20 per cent" and "one in five" of something."""
    own = [share for start, end, share in ratios(sentence) if start <= figure.start < end]
    if figure.form in ("part", "share"):
        own.append(figure.value / 100 if figure.form == "share" else figure.value)
    elif figure.form == "ordinal" and low_before(sentence, figure.start) in ("a", "one"):
        own.append(1 / figure.value if figure.value else figure.value)
    if figure.form == "share":
        told = [share for quote in quotes for share in (*(share for _, _, share in ratios(quote)), *_parts(quote))]
    else:
        told = [share for quote in quotes for share in (*(share for _, _, share in ratios(quote)), *_parts(quote), *_percentages(quote))]
    return any(abs(one - other) < Decimal("0.004") for one in own for other in told)


def low_before(reading: Reading, start: int) -> str:
    """The lower-case word before the character ``start``."""
    return next((word.low for word in reversed(reading.words) if word.end <= start), "")


def ratios(reading: Reading) -> Iterator[tuple[int, int, Decimal]]:
    """ "One in five", "three out of ten", "one household in three": from, to, and the share."""
    words = reading.words
    for at in range(len(words)):
        link = words[at].low
        if link not in ("in", "of") or (link == "of" and low_at(words, at - 1) != "out"):
            continue
        whole = small(words, at + 1)
        for back in (1, 2, 3):
            part = small(words, at - back) if at >= back else None
            if part is not None and whole is not None and 0 < part < whole <= 100:
                yield words[at - back].start, words[at + 1].end, part / whole
                break


_PART_WORDS = MappingProxyType(
    {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
)


def _parts(reading: Reading) -> Iterator[Decimal]:
    """ "A fifth", "two thirds", "half"."""
    words = reading.words
    for at, word in enumerate(words):
        below = _PART_WORDS.get(word.low.removesuffix("s").replace("halve", "half"))
        if below is None:
            continue
        before = at - 2 if low_at(words, at - 1) == "-" else at - 1
        above = Decimal(1) if word.low == "half" or low_at(words, before) in ("a", "an", "one") else small(words, max(0, before))
        if above is not None and above < below:
            yield above / below


def _percentages(reading: Reading) -> Iterator[Decimal]:
    words = reading.words
    for at, word in enumerate(words):
        if word.text[0].isdigit() and (low_at(words, at + 1) in ("%", "percent") or low_at(words, at + 2) == "cent"):
            try:
                yield Decimal(word.stem) / 100
            except ArithmeticError:
                continue


def _pronoun(figure: Figure, mine: Sequence[Placed], theirs: Sequence[Placed]) -> bool:
    """ "A state of emergency was asked for, and he would not declare one": no count, where the quotes count nothing else instead."""
    if figure.value != 1 or figure.text.lower() != "one" or figure.noun:
        return False
    values = {other.value for other, _ in mine if other.form == "count"}
    return not any(other.form == "count" and other.value not in values for other, _ in theirs)


def _computed(figure: Figure, mine: Sequence[Placed], theirs: Sequence[Placed], sentence: Reading) -> bool:
    """The difference of two figures of a quote where the sentence compares, their sum where it adds up, or a part or a multiple of one."""
    form = "share" if figure.noun[:1] == ("point",) else figure.form
    if form not in ("count", "share"):
        return False
    if _multiplied(figure, theirs):
        return True
    near = {word.low for word in sentence.words if figure.start - 60 <= word.start <= figure.end + 60}
    compares, adds = bool(near & _DIFFERENCE), bool({word.low for word in sentence.words} & _SUM)
    for (one, quote), (other, place) in combinations(theirs, 2):
        if quote is not place or one.form != form or other.form != form or not _alike(one, other, quote) or one.value == other.value:
            continue
        if figure.unit and figure.unit not in (one.unit, other.unit, "point"):
            continue
        told = any(same.value in (one.value, other.value) for same, _ in mine if same is not figure)
        if compares and told and abs(one.value - other.value) == figure.value:
            return True
        if adds and one.value + other.value == figure.value:
            return True
    return False


def _multiplied(figure: Figure, theirs: Sequence[Placed]) -> bool:
    """ "100 of the 200" for "half of the 200", "from 40 to 20" for "halved to 20"."""
    for one, quote in theirs:
        if one.form != figure.form or not _alike(figure, one, quote):
            continue
        parts = [other for other, place in theirs if place is quote and other.form in ("part", "share")]
        if any(one.value * part.value / (100 if part.form == "share" else 1) == figure.value for part in parts):
            return True
        for times, said in _TIMES_MORE.items():
            if figure.value in (one.value * times, one.value / times) and any(word.low in said for word in quote.words):
                return True
    return False


def _alike(one: Figure, other: Figure, quote: Reading) -> bool:
    """Whether two figures may be of the same thing: the same measure or noun, one of them bare, or "41 of the region's 60"."""
    if re.fullmatch(r" of [\w' ]{0,30}", quote.text[one.end : other.start]):
        return True
    if one.unit and other.unit:
        return one.unit == other.unit
    return not one.noun or not other.noun or bool(set(one.noun) & set(other.noun))


def _one_more(figure: Figure, theirs: Sequence[Placed]) -> bool:
    """ "Three people" for "two children and a driver"."""
    if figure.form != "count":
        return False
    for other, quote in theirs:
        after = re.match(r"(?: [\w'-]+){1,3} and (?:an?|one|his|her) \w", quote.text[other.end :])
        another = not figure.noun or figure.noun[0] in _PEOPLE or not set(figure.noun) & set(other.noun)
        if other.form == "count" and other.value + 1 == figure.value and after and another:
            return True
    return False


def _all_but(figure: Figure, quotes: Sequence[Reading]) -> bool:
    """ "Ten of the 11" for "all but one of the eleven"."""
    for quote in quotes:
        for at, word in enumerate(quote.words):
            if word.low != "all" or low_at(quote.words, at + 1) not in ("but", "except"):
                continue
            less = small(quote.words, at + 2) if at + 2 < len(quote.words) else None
            wholes = (small(quote.words, number) for number in range(at + 4, min(at + 8, len(quote.words))))
            if less is not None and any(whole is not None and whole - less == figure.value for whole in wholes):
                return True
    return False


def stay_apart(figure: Figure, mine: Sequence[Placed], theirs: Sequence[Placed]) -> bool:
    """Whether a figure and another of a sentence stand each with its own words of the quotes, though these come in another order.

    "64 of the spirits and 870 of the tobacco", where the quote has "870 of the tobacco and of the spirits 64". Of two clauses the
    shorter tells: the longer one has what both share.
    """
    (one,) = [place for place in mine if place[0] is figure]
    votes = []
    for other in mine:
        if other[0].form != figure.form or other[0].value == figure.value:
            continue
        places = [[place for place in theirs if (place[0].form, place[0].value) == (each.form, each.value)] for each in (figure, other[0])]
        if not all(places):
            continue
        there = [frozenset[str]().union(*(_clause(*place) for place in each)) for each in places]
        own = [_clause(*one), _clause(*other)]
        short, straight, crossed = (own[0], there[0], there[1]) if len(own[0]) < len(own[1]) else (own[1], there[1], there[0])
        votes.append(len((short & straight) - crossed) - len((short & crossed) - straight))
    return bool(votes) and min(votes) > 0


def _clause(figure: Figure, reading: Reading) -> frozenset[str]:
    """The content words around a figure up to a mark or an "and"."""
    words = reading.words
    at = next((at for at, word in enumerate(words) if word.start >= figure.start), len(words))
    found: set[str] = set()
    for step in (-1, 1):
        number = at + step
        while 0 <= number < len(words) and words[number].text not in ",;.:" and words[number].low not in ("and", "but", "while"):
            if words[number].content and not words[number].text[0].isdigit():
                found.add(words[number].stem)
            number += step
    return frozenset(found)
