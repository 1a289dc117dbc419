"""How much, how many, how far: all for most, more than for at least, the largest for one of the largest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from qa.verify.counts import figures
from qa.verify.counts.figures import Figure
from qa.verify.reading.clauses import clause_at, clauses, stems
from qa.verify.reading.spelled import low_at, spelled_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

_ALL = frozenset(
    """
    all every everyone everybody everything everywhere each entire entirely whole wholly completely fully solely exclusively throughout
    always totally altogether purely unanimously unanimous
    """.split()
)
# Words after which the quotes tell the same of all.
_ALL_TOO = _ALL | frozenset(
    "both any anyone anybody anything none nobody no neither never only alone total together only complete full sole nothing".split()
)
_PART = frozenset(
    """
    most mostly mainly largely chiefly primarily predominantly majority some several few many part partly partially parts nearly almost
    virtually half minority usually often generally sometimes northern southern eastern western number
    """.split()
)
_FRACTIONS = frozenset("third thirds quarter quarters fifth fifths sixth eighth tenth tenths".split())
_ONLY = frozenset("only solely exclusively".split())
_ONLY_TOO = _ONLY | frozenset(
    """
    just but except restricted restrict limited limit alone sole merely no not nobody none unless barely mere nothing if provided little
    few
    """.split()
)
_THE = frozenset("the those these its their his her".split())
# So many words must stand in both clauses for them to tell of the same thing.
_SAME = 2
_SEVERAL = frozenset("one two three four five some several many".split())
_DENIED = frozenset("not no never none nothing nobody".split())
_AMONG = frozenset("among amongst".split())
_EVER = frozenset("ever history all-time record never".split())
_RANKS = frozenset("2nd 3rd 4th 5th next".split())
_OUTSIDE = frozenset("outside except excluding apart since".split())
_NO_SUPERLATIVE = frozenset(
    """
    interest protest request forest arrest suggest invest contest harvest guest west northwest southwest midwest honest modest test rest
    latest manifest digest quest conquest unrest tempest nest chest pest vest crest zest bequest inquest detest protest attest infest
    rainforest request priest southwest earnest lest midwest forewest ernest everest bucharest reinvest disinterest self-interest
    earliest
    """.split()
)
# What stands before a figure, by what it says of it.
_BOUNDS = {
    phrase: bound
    for bound, phrases in {
        "over": "more than,over,above,exceeding,exceeded,exceeds,exceed,passed,passes,passing,topped,tops,topping,surpassed,"
        "surpasses,surpassing,crossed,crosses,in excess of,upwards of,just over,slightly over,well over,slightly more than",
        "least": "at least,no fewer than,no less than,not less than,a minimum of,minimum of",
        "under": "less than,fewer than,under,below,just under,slightly less than,short of",
        "most": "at most,up to,no more than,not more than,a maximum of,maximum of,as many as,as much as",
        "nearly": "nearly,almost,close to,nearly all of,approaching,not quite",
        "about": "about,around,roughly,approximately,some,an estimated,circa,more or less",
        "exact": "exactly,precisely",
    }.items()
    for phrase in phrases.split(",")
}
_PASSING = frozenset("exceed exceeding exceeds pass passing top topping surpass surpassing cross crossing exceeded passed topped".split())
_STRETCHES = frozenset("second minute hour day week month year decade".split())
# What a sentence may not say of a figure, by what a quote says of it.
_CLASHES = frozenset(
    (mine, theirs)
    for theirs, row in {
        "least": "over under most nearly exact", "about": "over least under most exact", "nearly": "over least exact most",
        "most": "over least under exact", "over": "under most nearly exact", "under": "over least nearly-no exact", "": "over under",
    }.items()
    for mine in row.split()
)  # fmt: skip


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first word by which a sentence tells more, or of more, than the quotes do."""
    found = (
        *_all(sentence, spans),
        *_partitive(sentence, spans),
        *_bounds(sentence, spans),
        *_only(sentence, spans),
        *_superlatives(sentence, spans),
    )
    return found[:1]


def _problem(token: str, why: str) -> Problem:
    return Problem(kind="number", token=token, message=f"'{token}' {why}")


def _all(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """All of what the quotes tell of most, or of some."""
    own = {word.low for word in sentence.words}
    for at, word in enumerate(sentence.words):
        full = word.low == "full" and low_at(sentence.words, at - 1) == "in"
        if not (word.low in _ALL or full) or _nearly(sentence.words, at):
            continue
        near = stems(sentence, *clause_at(sentence, at))
        told = [(len(near & stems(span, *clause)), span, clause) for span in spans for clause in clauses(span)]
        most = max((share for share, *_ in told), default=0)
        best = [(share, span, clause) for share, span, clause in told if share == most and most >= _SAME]
        places = [(span, clause) for span, clause in _with_parts(best, near)] or [(span, (0, len(span.words))) for span in spans]
        if any(_whole(span.words, there) for span, clause in places for there in range(*clause)):
            continue
        parts = (span.words[there] for span, clause in places for there in range(*clause) if _part(span.words, there))
        rival = next((part for part in parts if part.low not in own), None)
        if rival is not None:
            yield _problem(word.text, f"is more than the quote's '{rival.text}'")


def _with_parts(best: Sequence[tuple[int, Reading, tuple[int, int]]], near: frozenset[str]) -> Iterator[tuple[Reading, tuple[int, int]]]:
    """The clauses, each with the next one, where that begins with a part of what it tells: "2 tonnes of it, nearly all from the north"."""
    for _, span, (first, after) in best:
        yield span, (first, after)
        for start, end in clauses(span):
            if start == after and low_at(span.words, start) == "," and near & stems(span, start, end):
                yield span, (start, end)


def _nearly(words: Sequence[Word], at: int) -> bool:
    return low_at(words, at - 1) in ("nearly", "almost", "virtually", "not", "practically")


def _whole(words: Sequence[Word], at: int) -> bool:
    return words[at].low in _ALL_TOO and not _nearly(words, at)


def _part(words: Sequence[Word], at: int) -> bool:
    """Whether a word tells of a part: "most", "some"; "two" before "of the"."""
    if words[at].low in _PART or (words[at].low in _FRACTIONS and low_at(words, at + 1) == "of"):
        return True
    read = spelled_at(words, at)
    after = read.after if read is not None else at + 1
    counted = words[at].text[0].isdigit() or (read is not None and not read.ordinal)
    named = after + 1 < len(words) and words[after + 1].text.endswith("'s")  # "seven of Quillan's twelve"
    return counted and low_at(words, after) == "of" and (low_at(words, after + 1) in _THE or named)


def _partitive(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """The five for two of the five."""
    if any(word.low in _PART for word in sentence.words):
        return
    mine = figures.find(sentence)
    if any(_part(sentence.words, at) for at in range(len(sentence.words))):
        return  # "seven of the ten" has a part of its own
    for span in spans:
        theirs = figures.find(span)
        for one, other in pairwise(theirs):
            between = span.text[one.end : other.start].split()
            if between[:1] == ["out"]:
                between = between[1:]
            if between[:1] != ["of"] or len(between) > 2 or not _THE.issuperset(between[1:]):
                continue
            whole = [figure for figure in mine if figure.value == other.value and figure.form == other.form]
            if (
                one.form == "count"
                and whole
                and not any(figure.value == one.value for figure in mine)
                and set(whole[0].noun) & set(other.noun)
            ):
                yield _problem(whole[0].text, f"is told of all, and in the quote of '{span.text[one.start : other.end]}'")


def _bounds(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    theirs = [(figure, _bound(span, figure)) for span in spans for figure in figures.find(span)]
    for figure in figures.find(sentence):
        bound = _bound(sentence, figure)
        if figure.text.lower() == "one" and not figure.noun:
            continue  # "one in the north": no count
        told = [other for one, other in theirs if one.form == figure.form and one.value == figure.value]
        if told and all((bound, other) in _CLASHES for other in told):
            yield _problem(figure.text, f"is told as '{bound}', and in the quote as '{told[0] or 'exact'}'")


def _bound(reading: Reading, figure: Figure) -> str:
    words = [word.low for word in reading.words if word.end <= figure.start and word.text not in "$£€¥"][-4:]
    if words[-1:] == ["over"] and (figure.unit in _STRETCHES or set(figure.noun[:1]) & _STRETCHES):
        return ""  # "over four days" is in four days
    if words[-1:] and words[-1] in _PASSING and {"not", "never", "no", "nor"} & set(words[-4:]):
        return "most"
    tails = (" ".join(words[-size:]) for size in (4, 3, 2, 1) if len(words) >= size)
    return next((_BOUNDS[tail] for tail in tails if tail in _BOUNDS), "")


def _only(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    """What the quotes tell of one thing only."""
    if any(word.low in _ONLY_TOO for word in sentence.words):
        return
    own = stems(sentence, 0, len(sentence.words))
    for span in spans:
        for first, after in clauses(span):
            only = next((word for word in span.words[first:after] if word.low in _ONLY), None)
            held = stems(span, first, after)
            if only is not None and len(held) > 1 and len(held & own) >= 0.6 * len(held):
                yield _problem(only.text, "is left out")


def _superlatives(sentence: Reading, spans: Sequence[Reading]) -> Iterator[Problem]:
    theirs = [(span, at) for span in spans for at in range(len(span.words)) if _superlative(span.words, at)]
    own = {word.stem for word in sentence.words} | {word.low for word in sentence.words}
    for at, word in enumerate(sentence.words):
        if not _superlative(sentence.words, at):
            continue
        read = any(span.words[there].low == word.low for span, there in theirs)
        if not read and any(other.low == word.low for span in spans for other in span.words):
            continue  # it stands there, though not plainly as a superlative
        if not theirs and any(other.low in ("most", "least") for span in spans for other in span.words):
            continue  # "the steepest fall": "fell most sharply"
        if not theirs and any(_not_as(span.words, at) for span in spans for at in range(len(span.words))):
            continue  # "the lowest": "it has not been as low"
        if not theirs:
            yield _problem(word.text, "is more than the quote says")
            continue
        same = [(span, there) for span, there in theirs if span.words[there].stem == word.stem] or theirs
        if not _one_of(sentence.words, at) and all(_one_of(span.words, there) for span, there in theirs):
            yield _problem(word.text, "is only one of several in the quote")
        elif not _ranked(sentence.words, at) and all(_limited(span, there, own) for span, there in same):
            yield _problem(word.text, "is so only of a part, or by its rank, in the quote")
    said = (word for at, word in enumerate(sentence.words) if low_at(sentence.words, at + 1) != "since")
    ever = next((word for word in said if word.low in ("ever", "history")), None)
    theirs_too = any(word.low in _EVER for span in spans for word in span.words)
    if ever and not theirs_too and any(word.low == "since" for span, _ in theirs for word in span.words):
        yield _problem(ever.text, "is more than the quote's 'since'")


def _not_as(words: Sequence[Word], at: int) -> bool:
    return words[at].low in _DENIED and any(word.low in ("as", "so") or word.low.endswith("er") for word in words[at + 1 : at + 5])


def _superlative(words: Sequence[Word], at: int) -> bool:
    low = words[at].low
    if low_at(words, at - 1) == "the" and low_at(words, at - 2) == "at":
        return False
    if low == "most":
        if low_at(words, at + 1) in ("recent", "recently", "part"):
            return False
        if low_at(words, at + 1).endswith("ly"):
            return True
        return low_at(words, at - 1) in ("the", "its", "their", "his", "her") and low_at(words, at + 1) not in ("of", "part")
    return (low in ("best", "worst", "least") and low_at(words, at - 1) not in ("at",)) or (
        low.endswith("est") and len(low) > 5 and low not in _NO_SUPERLATIVE and not words[at].capital
    )


def _ranked(words: Sequence[Word], at: int) -> bool:
    """Whether a superlative says the second or a later place: "the fifth-largest", "the third longest"."""
    before = at - 2 if low_at(words, at - 1) == "-" else at - 1
    read = spelled_at(words, before) if before >= 0 else None
    return (read is not None and read.ordinal and read.value > 1) or (before >= 0 and words[before].low in _RANKS)


def _limited(span: Reading, at: int, own: Set[str]) -> bool:
    """Whether a superlative is told by its rank, or of what stands apart from a rest that the sentence does not name."""
    if _ranked(span.words, at):
        return True
    near = span.words[at + 1 : at + 6]
    stop = next((number for number, word in enumerate(near) if word.text in ",.;:"), len(near))
    limit = next((number for number, word in enumerate(near[:stop]) if word.low in _OUTSIDE), None)
    return limit is not None and near[limit].low not in own and not {word.stem for word in near[limit:stop] if word.content} & own


def _one_of(words: Sequence[Word], at: int) -> bool:
    """Whether a superlative is said of one among several: "one of the largest", "among the largest"."""
    before = [word.low for word in words[max(0, at - 5) : at]]
    return ("of" in before and bool(_SEVERAL & set(before[: before.index("of")]))) or bool(_AMONG & set(before))
