"""A figure that no quote has -> whether it follows from the quotes' figures: a difference, what is left, a rank, a rough share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from qa.verify.counts.amounts import Placed, ratios
from qa.verify.counts.figures import Figure
from qa.verify.counts.lengths import FIRST_MONTHS, small
from qa.verify.counts.reckoned_years import YEAR
from qa.verify.text import Reading

# A figure in a clause with one of these may be the difference of two others.
_GAP = frozenset("than by between difference gap margin shortfall apart separate separates separated rose fell up down short".split())
_LEFT = frozenset("rest remainder remaining remain remains others other balance except another left".split())
_SUM = frozenset("total totals totalling altogether all combined together sum overall whole both joint jointly between".split())
# Words by which a sentence tells how things stood before a change, or after it.
_THEN = frozenset("from to previous previously before earlier after against compared had was were last then until year at".split())
_MOVED = frozenset("by up down more less fewer higher lower above below rise fall increase decrease gain drop cut".split())
_RISEN = re.compile(r"\b(?:r[io]se|risen|up|more|higher|above|increas\w+|grew|grow\w*|gain\w*|climb\w*|jump\w*|add\w*)\b", re.IGNORECASE)
_FALLEN = re.compile(
    r"\b(?:f[ae]ll\w*|down|less|fewer|lower|below|decreas\w+|shr[ai]nk\w*|drop\w*|cut\w*|los[te]\w*|declin\w*|reduc\w*|slip\w*|eas\w*|shed)\b",
    re.IGNORECASE,
)
_UNDER = "less than,fewer than,under,not even,below,short of,barely,nearly,almost,just under,close to,not quite,approaching".split(",")
_OVER = "more than,over,above,at least,upwards of,just over,slightly more than,well over,a little over,exceeding,in excess of".split(",")
_ABOUT = "about,around,roughly,some,approximately,close to,nearly,almost,just under,just over,not quite,a good,an estimated".split(",")
_POINT = re.compile(r" (?:an? |of an? )?(?:percentage[ -])?points?\b")
_CHANGE = re.compile(r" (?:\w+ ){0,2}(?:points?|more|fewer|less|higher|lower|above|below)\b", re.IGNORECASE)
_SHIFTED = re.compile(
    r"\b(?:r[io]se|risen|increas\w+|grew|grow\w*|gain\w*|climb\w*|jump\w*|f[ae]ll\w*|decreas\w+|shr[aiu]nk\w*|drop\w*|cut\w*|los[te]\w*|"
    r"declin\w*|reduc\w*|slip\w*|shed)\b",
    re.IGNORECASE,
)
_OF_A_WHOLE = re.compile(r" of (?:what|the sum|the amount|that|its|his|her|their|the)\b")
_UNLIKE = frozenset(
    "not no never without still rest others other remaining remainder failed fail fails outside unaffected none elsewhere".split()
)
_ROW = re.compile(r"\b(?:running|in a row|straight|consecutive|successive|in succession|on end)\b")
_MOST = 8  # figures of one sentence that are added up
_RANGE = Decimal("0.2")  # "less than half" says something of a share down to three tenths
_NEAR = Decimal("0.05")
_ROUNDED = Decimal("0.07")  # so far may a round figure be from the exact one


def derived(figure: Figure, theirs: Sequence[Placed], sentence: Reading, quotes: Sequence[Reading], years: frozenset[str]) -> bool:
    """Whether a figure follows from those of the quotes, and the sentence's or the quotes' words say in which way."""
    near = {word.low for word in sentence.words if figure.start - 60 <= word.start <= figure.end + 60}
    return (
        _rounded(figure, theirs, sentence)
        or (bool(near & _GAP) and _difference(figure, theirs, sentence))
        or _left(figure, theirs, sentence)
        or _rank(figure, theirs, sentence)
        or _share_of(figure, theirs, sentence)
        or (bool(near & _SUM) and _sum(figure, theirs))
        or (bool(near & _THEN) and _moved(figure, theirs))
        or _years(figure, quotes, years)
        or _whole(figure, theirs)
        or _rest(figure, theirs, sentence, quotes)
        or _first_months(figure, sentence, quotes)
    )


def _told(theirs: Sequence[Placed]) -> Iterator[list[Figure]]:
    """The figures of each quote that are counted, measured or shares."""
    for quote in dict.fromkeys(reading for _, reading in theirs):
        yield [figure for figure, reading in theirs if reading is quote and figure.form in ("count", "share", "part")]


def _pairs(theirs: Sequence[Placed], form: str) -> Iterator[tuple[Figure, Figure]]:
    """Two figures of one quote that may be of the same thing, the larger first."""
    for figures in _told(theirs):
        for one, other in combinations([figure for figure in figures if figure.form == form], 2):
            if one.unit == other.unit or not one.unit or not other.unit:
                yield (one, other) if one.value > other.value else (other, one)


def _before(reading: Reading, figure: Figure, phrases: Sequence[str]) -> bool:
    """Whether one of some phrases stands right before a figure, an article aside."""
    text = re.sub(r" (?:an?|the)$", "", reading.text[: figure.start].rstrip("$£€¥ ").lower())
    return text.endswith(tuple(f" {phrase}" for phrase in phrases)) or text in phrases


def _rounded(figure: Figure, theirs: Sequence[Placed], sentence: Reading) -> bool:
    """ "Nearly 2,000" for 1,972, "just over 40" for 41: a rounder figure close by, on the side that the sentence says."""
    under, over, about = (_before(sentence, figure, phrases) for phrases in (_UNDER, _OVER, _ABOUT))
    for other, _ in theirs:
        if other.form != figure.form or (figure.unit and other.unit and figure.unit != other.unit) or not figure.value:
            continue
        off = (other.value - figure.value) / figure.value
        rounder = _digits(figure.value) < _digits(other.value) and abs(off) <= _ROUNDED
        if rounder and ((under and off < 0) or (over and off > 0) or (about and not under and not over)):
            return True
    return False


def _digits(value: Decimal) -> int:
    """How many digits of a number are told: 2,000 has one, 1,972 four."""
    return len(value.normalize().as_tuple().digits)


def _difference(figure: Figure, theirs: Sequence[Placed], sentence: Reading) -> bool:
    point = _POINT.match(sentence.text[figure.end :]) is not None
    form = "share" if point or figure.unit == "point" else figure.form
    if form not in ("count", "share"):
        return False
    value = figure.value * 100 if figure.form == "part" and not point else figure.value
    return any(one.value - other.value == value and value > 1 - point for one, other in _pairs(theirs, form))


def _left(figure: Figure, theirs: Sequence[Placed], sentence: Reading) -> bool:
    """What is left of a whole: "the remainder", "seven undecided" of thirteen where four were won and two lost, "the others" open."""
    said = {word.low for word in sentence.words}
    for quote in dict.fromkeys(reading for _, reading in theirs):
        if not (_LEFT | _UNLIKE) & said and not _LEFT & {word.low for word in quote.words}:
            continue
        for first, after in quote.sentences:
            start, end = quote.words[first].start, quote.words[after - 1].end
            inside = [one for one, reading in theirs if reading is quote and start <= one.start < end][:_MOST]
            shares = [one.value / 100 if one.form == "share" else one.value for one in inside if one.form in ("share", "part")]
            own = figure.value / 100 if figure.form == "share" else figure.value
            if figure.form in ("share", "part") and any(abs(1 - sum(some) - own) < Decimal("0.004") for some in _some(shares)):
                return True
            counts = [one.value for one in inside if one.form == "count"]
            whole = max(counts, default=Decimal(0))
            if figure.form == "count" and any(whole - sum(some) == figure.value for some in _some([n for n in counts if n < whole])):
                return True
    return False


def _some(values: Sequence[Decimal]) -> Iterator[tuple[Decimal, ...]]:
    for size in range(1, min(5, len(values) + 1)):
        yield from combinations(values, size)


def _rank(figure: Figure, theirs: Sequence[Placed], sentence: Reading) -> bool:
    """ "Only four are bigger" for "the fifth-largest"; and the reverse."""
    for other, quote in theirs:
        if {figure.form, other.form} != {"count", "ordinal"}:
            continue
        (count, counting), (ordinal, ranking) = (
            ((figure, sentence), (other, quote)) if figure.form == "count" else ((other, quote), (figure, sentence))
        )
        ranked = re.match(r"[- ](?:\w+[- ])?(?:\w+est|most|best|worst|least)\b", ranking.text[ordinal.end :])
        if count.value == ordinal.value and (_ROW.search(counting.text) or _ROW.search(ranking.text)):
            return True  # "six weeks in a row" for "the sixth week running"
        more = any(word.low.endswith("er") or word.low in ("more", "ahead", "above", "less") for word in counting.words)
        if ranked and more and count.value + 1 == ordinal.value:
            return True
    return False


def _share_of(figure: Figure, theirs: Sequence[Placed], sentence: Reading) -> bool:
    """ "Less than half" where the quote has 12,000 and 30,000; "a third of", "four times as many", exactly or about."""
    times = figure.form == "count" and figure.noun[:1] in (("time",), ("fold",))
    if figure.form not in ("part", "share") and not times:
        return False
    own = figure.value / 100 if figure.form == "share" else figure.value
    ratios = [one.value / other.value if times else other.value / one.value for one, other in _pairs(theirs, "count") if other.value]
    ratios += [one.value / 100 if one.form == "share" else one.value for one, _ in theirs if one.form in ("share", "part")]
    if not times and _SHIFTED.search(sentence.text):  # "lost a third" for "from 90 to 60"
        pairs = [(one.value, other.value) for one, other in _pairs(theirs, "count") if one.value and other.value]
        ratios += [(one - other) / base for one, other in pairs for base in (one, other)]
    under, over, about = (_before(sentence, figure, phrases) for phrases in (_UNDER, _OVER, _ABOUT))
    reach = _RANGE * max(own, Decimal(1))
    if under or over:
        return any(0 < (own - ratio if under else ratio - own) < reach for ratio in ratios)
    return any(abs(ratio - own) < (_NEAR * max(own, Decimal(1)) if about else Decimal("0.02") * own) for ratio in ratios)


def _sum(figure: Figure, theirs: Sequence[Placed]) -> bool:
    return any(
        sum(some) == figure.value
        for figures in _told(theirs)
        for some in _some([one.value for one in figures if one.form == figure.form and one.unit in ("", figure.unit)][:_MOST])
        if len(some) > 1
    )


def _moved(figure: Figure, theirs: Sequence[Placed]) -> bool:
    """What something was before it rose "by 47 to 134", or comes to after it: the amounts and their change of one quote."""
    for quote in dict.fromkeys(reading for _, reading in theirs):
        if not _MOVED & {word.low for word in quote.words}:
            continue
        up, down = _RISEN.search(quote.text) is not None, _FALLEN.search(quote.text) is not None
        inside = [one for one, reading in theirs if reading is quote]
        for amount, change in ((one, other) for one in inside for other in inside if one is not other and one.form == figure.form):
            if not _is_change(quote, change):
                continue
            if change.form == figure.form and (change.unit == amount.unit or "point" in (change.unit, *change.noun[:1])):
                by = change.value
            elif change.form in ("share", "part") and figure.form == "count":
                share = change.value / 100 if change.form == "share" else change.value
                if figure.value in (amount.value * (1 + share) if up else None, amount.value * (1 - share) if down else None):
                    return True
                continue
            else:
                continue
            if (up or down) and figure.value in (amount.value - by, amount.value + by):
                return True
    return False


def _first_months(figure: Figure, sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """ "The first three months" where the quote has January and March."""
    match = next((one for one in FIRST_MONTHS.finditer(sentence.text) if one.start() <= figure.start < one.end()), None)
    many = small(Reading(match.group(1)).words, 0) if match is not None else None
    if many is None or not 1 < many <= 12:
        return False
    last = ("february march april may june july august september october november december").split()[int(many) - 2]
    return any("january" in quote.text.lower() and last in quote.text.lower() for quote in quotes)


def _is_change(quote: Reading, figure: Figure) -> bool:
    """Whether a figure of a quote is told as a change: "by 47", "up 47", "47 more"."""
    before = quote.text[: figure.start].lower().rstrip("$£€¥ ").removesuffix(" about").removesuffix(" some")
    return (
        before.endswith((" by", " up", " down", " added", " lost", " gained", " shed"))
        or _CHANGE.match(quote.text[figure.end :]) is not None
    )


def _whole(figure: Figure, theirs: Sequence[Placed]) -> bool:
    """ "120,000" where the quote has 40,000, and that it is a third of it."""
    if figure.form != "count":
        return False
    rests = (
        (one, 1 - (part.value / 100 if part.form == "share" else part.value))
        for one, quote in theirs
        for part, place in theirs
        if one.form == "count" and part.form in ("part", "share") and quote is place and re.match(r" of\b", quote.text[part.end :])
    )
    if any(abs(one.value * rest - figure.value) < Decimal("0.5") for one, rest in rests):
        return True  # "900 taken" where a quarter of the 1,200 are empty
    return any(
        part.form in ("part", "share")
        and part.value
        and abs(one.value / (part.value / (100 if part.form == "share" else 1)) - figure.value) < 1
        for one, quote in theirs
        for part, place in theirs
        if one.form == "count" and quote is place and _OF_A_WHOLE.match(quote.text[part.end :])
    )


def _rest(figure: Figure, theirs: Sequence[Placed], sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """ "In a tenth it did not work" for "it worked in nine out of ten"."""
    if figure.form not in ("part", "share") or not any(word.low in _UNLIKE for word in sentence.words):
        return False
    own = figure.value / 100 if figure.form == "share" else figure.value
    told = [one.value / 100 if one.form == "share" else one.value for one, _ in theirs if one.form in ("part", "share")]
    told += [share for quote in quotes for _, _, share in ratios(quote)]
    return any(abs(1 - own - share) < Decimal("0.004") for share in told)


def _years(figure: Figure, quotes: Sequence[Reading], known: frozenset[str]) -> bool:
    """ "Three years later" where the quote has 2019 and 2022."""
    if figure.form != "count" or "year" not in (figure.unit, *figure.noun[:1]):
        return False
    told = [sorted({int(year) for year in (*YEAR.findall(quote.text), *known)}) for quote in quotes]
    return any(later - earlier == figure.value for years in told for earlier, later in combinations(years, 2))
