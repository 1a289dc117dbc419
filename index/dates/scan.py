"""Tokens -> every expression of time, longest first from the left, ranges joined, names left alone."""

from __future__ import annotations

from index.dates.calendar_words import LINKS, day_month_at, month_at, numeric_at, unnamed_day, weekday_at
from index.dates.counted_words import counted_at, day_word_at, within_at
from index.dates.directed_words import deictic_at, directed_at, same_at, weekend_at
from index.dates.lexicon import APOSTROPHES, DASHES, DAY_PARTS, MONTHS, ONES, ORDINALS, SEASONS, TENS, UNITS, VAGUE, WEEKDAYS, Tokens
from index.dates.numbers import Parsed, grouped, noun_at, ordinal_at
from index.dates.period_words import named_portion_at, portion_at, season_at, years_at
from index.dates.phrases import Between, CalendarDay, Echo, MonthOf, Phrase, Season, Step, Weekday, Years
from index.dates.piece_words import piece_at, slice_at
from index.dates.tense import after_hour, before_hour

_READERS = (
    numeric_at,
    piece_at,
    slice_at,
    within_at,
    counted_at,
    day_month_at,
    named_portion_at,
    directed_at,
    day_word_at,
    weekend_at,
    weekday_at,
    month_at,
    portion_at,
    season_at,
    deictic_at,
    same_at,
    years_at,
)
_STARTERS = frozenset(
    """last past previous next this current coming following preceding final early mid late earlier later start beginning outset
    turn middle end close rest remainder first second day night evening morning afternoon dawn dusk week weekend month year quarter within
    today now yesterday tomorrow tonight overnight same that q h couple thirtieth
    """.split()
).union(WEEKDAYS, MONTHS, SEASONS, ONES, TENS, ORDINALS, VAGUE, DAY_PARTS, UNITS)

_IN = frozenset("in since until till during throughout through".split())
_NEAR = frozenset("before after by from around between to and or".split())
_YEAR_BEFORE = _IN | _NEAR | {"year", "of", "circa", "early", "mid", "late", "than", "into"}
_NAME_DAYS = frozenset(
    "black good bloody ash super cyber holy easter palm maundy shrove whit giving spy red business ruby joe man girl".split()
)
_NAME_TAILS = frozenset(
    """club times mirror telegraph express post mail world review group herald star independent people school sport business massacre
    agreement movement night nights morning evening afternoon brunch
    """.split()
)
# Lower case, these are words of their own (or, cut short, hardly ever a month).
_WORDS_TOO = frozenset("march may mar sat sun dec jan jun august".split())
_PROGRAMMES = frozenset("live football fever lights baseball raw smackdown".split())
# "In which month of 2028", "over the course of 2028"; but "the story of 2028".
_PARTS_OF_A_YEAR = frozenset("month months week weeks weekend day days quarter half part parts rest most much all course whole".split())
_PARTICIPLES = frozenset("made led held won put said told sent built met set cut paid begun sung".split())


def scan(toks: Tokens, *, question: bool) -> list[Parsed]:
    """The expressions of time in ``toks`` in order, none overlapping. A question is read more strictly than a report."""
    found: list[Parsed] = []
    index, floor = 0, 0
    while index < len(toks):
        token = toks[index]
        if token.low not in _STARTERS and not token.text.isdigit():
            index += 1
            continue
        read = _longest(toks, index)
        if read is None or read.start < floor:
            index = _chain_end(toks, index) if read is None else index + 1
            continue
        read = _joined(toks, read, question=question)
        if not _licensed(toks, read, found, question=question):
            # A name such as "Black Friday": nothing inside it is read again.
            index = read.end if isinstance(read.phrase, Weekday | Years | MonthOf) else index + 1
            continue
        found.append(read)
        index = floor = read.end
    return found


def _longest(toks: Tokens, index: int) -> Parsed | None:
    best: Parsed | None = None
    for reader in _READERS:
        read = reader(toks, index)
        if read is not None and (best is None or read.end > best.end):
            best = read
    return best or _ordinal_day(toks, index)


def _chain_end(toks: Tokens, index: int) -> int:
    """The index after a number, and after all of "1,240" or "10.11.12.13" at once: its pieces are no years."""
    index += 1
    while toks.at(index - 1).text.isdigit() and grouped(toks, index - 1) and toks.touch(index) and toks.at(index + 1).text.isdigit():
        index += 2
    return index


def _ordinal_day(toks: Tokens, index: int) -> Parsed | None:
    """ "On the 14th": a day of a month that is not said."""
    nth = ordinal_at(toks, index)
    if nth is None or not 1 <= nth.value <= 31 or not unnamed_day(toks, index, nth.end):
        return None
    return Parsed(CalendarDay(day=nth.value), index, nth.end + 1 if toks.low(nth.end) in DAY_PARTS else nth.end)


def _joined(toks: Tokens, first: Parsed, *, question: bool) -> Parsed:
    """ "From Monday to Wednesday", "between 20 November and 3 December", "2020-2023"."""
    link = first.end
    if isinstance(first.phrase, Echo) or toks.low(link) not in LINKS:
        return first
    before = first.start - 2 if toks.low(first.start - 1) in ("the", "about", "late", "early") else before_hour(toks, first.start)
    between = toks.low(before) == "between"
    low = toks.low(link)
    at = after_hour(toks, link + 1)
    while toks.low(at) in ("on", "the", "in", "late", "early", "about") and at < link + 12:
        at += 1
    last = _longest(toks, at)
    if last is None and toks.low(at) in ("now", "present") and low != "or":
        last = Parsed(Step(unit="day", steps=0), at, at + 1)
    if last is None or isinstance(last.phrase, Echo | Between) or last.start < link:
        return first
    alike = _alike(first.phrase, last.phrase)
    if low in ("and", "or", "nor", "&") and not between and not (question and alike):
        return first
    if low in DASHES and not (alike and toks.touch(link) == toks.touch(link - 1)):
        return first
    if not alike and not between and toks.low(before) != "from":
        return first
    if isinstance(last.phrase, Years) and not isinstance(first.phrase, Years) and not between:
        return first
    if not _whole(first.phrase) or not _whole(last.phrase):
        return first
    return Parsed(Between(first=first.phrase, last=last.phrase), first.start, last.end)


def _alike(first: Phrase, last: Phrase) -> bool:
    dated = (CalendarDay, Weekday, Step)
    return type(first) is type(last) or (isinstance(first, dated) and isinstance(last, dated))


def _whole(phrase: Phrase) -> bool:
    return not isinstance(phrase, Years) or 1500 <= phrase.first < 2200


def _licensed(toks: Tokens, read: Parsed, earlier: list[Parsed], *, question: bool) -> bool:
    """Whether the words around allow the reading: a name, a habit, a surname or a bare number is no time."""
    match read.phrase:
        case Weekday(which="plain", week=None):
            return _weekday_licensed(toks, read, question=question)
        case CalendarDay(month=None, weekday=None):
            return True
        case CalendarDay():
            return toks.low(read.start - 1) not in ("every", "each")
        case MonthOf(year=None, years=None, which="plain"):
            return _month_licensed(toks, read, question=question)
        case Season(year=None, years=None, which="plain"):
            return _season_licensed(toks, read)
        case Years():
            return _year_licensed(toks, read, earlier, question=question)
        case Between(first=Years() as first, last=Years()):
            return first.first >= 1900 or _year_licensed(toks, read, earlier, question=question)
        case Between(first=MonthOf(year=None, which="plain"), last=MonthOf()):
            return toks.at(read.start).capital or toks.low(read.start) not in ("march", "may")
    return True


def _weekday_licensed(toks: Tokens, read: Parsed, *, question: bool) -> bool:
    token, before, after = toks.at(read.start), toks.at(read.start - 1), toks.at(read.end)
    if before.low in ("every", "each", "any", "some", "one", "per") or (
        before.low in ("a", "an") and (question or toks.low(read.start - 2) == "on" or not noun_at(toks, read.end))
    ):
        return False
    if before.capital and before.low in _NAME_DAYS:
        return False
    if before.low in ("is", "was") and toks.low(read.start - 2) == "who":
        return False
    # "Monday: jazz at the mill" is a timetable for any week.
    if after.low == ":" and not before.word and not question:
        return False
    # "The following Monday", "the second Friday", "that Tuesday" are counted from something else.
    if before.low in ("following", "previous", "preceding", "next") or before.low in ORDINALS:
        return False
    if before.low == "that" and toks.low(read.start - 2) in ("on", "of", "since", "by", "from", "after", "before"):
        return False
    if (after.capital and after.low in _NAME_TAILS) or after.low in _PROGRAMMES:
        return False
    if token.low in MONTHS or not (question and after.capital and token.capital):
        return True
    return before.low in _IN | _NEAR | {"on", "of", "late", "early", "for"}


def _month_licensed(toks: Tokens, read: Parsed, *, question: bool) -> bool:
    token, before, after = toks.at(read.start), toks.low(read.start - 1), toks.at(read.end)
    name = token.low
    if not token.capital and name in _WORDS_TOO and (before not in ("in", "since", "during") or noun_at(toks, read.end)):
        return False
    if after.capital and after.low in ("day", "madness", "revolution", "surprise", "offensive", "war", "movement", "group"):
        return False
    if before in _IN:
        return True
    if name in ("may", "jan", "mar", "jun", "dec") or len(name) == 3:
        return False
    if before in ("before", "after", "by", "from", "around"):
        back = toks.low(read.start - 2)
        passive = before == "by" and (back.endswith("ed") or back.endswith("en") or back.endswith("wn") or back in _PARTICIPLES)
        return not (passive and name in ("march", "april", "june", "august"))
    if name in ("march", "april", "june", "august"):
        return False
    if before == "for" or (after.low in APOSTROPHES and toks.low(read.end + 1) == "s"):
        return True
    return not question and before in ("of", "the", "its", "their", "a", "to", "and") and not after.capital


def _season_licensed(toks: Tokens, read: Parsed) -> bool:
    at = read.start - 1
    if toks.low(at) == "the":
        at -= 1
    if toks.at(read.start).capital or (toks.low(read.start) in ("fall", "spring") and toks.low(read.start - 1) != "the"):
        return False
    if toks.low(read.start) == "fall" or noun_at(toks, read.end) or toks.low(read.end) in ("of", *DASHES):
        return False
    return toks.low(at) in _IN | {"over", "by", "before", "after"}


def _year_licensed(toks: Tokens, read: Parsed, earlier: list[Parsed], *, question: bool) -> bool:
    phrase = read.phrase
    first = phrase.first if isinstance(phrase, Years) else None
    if first is not None and not 1500 <= first < 2200 and toks.low(read.start - 1) != "year":
        return False
    before = toks.low(read.start - 1)
    if isinstance(phrase, Years) and phrase.count == 10:
        return before == "the" and toks.low(read.start - 2) in _YEAR_BEFORE
    if before in ("and", "or", ","):
        return bool(earlier) and isinstance(earlier[-1].phrase, Years) and earlier[-1].end >= read.start - 1
    if before == "of" and toks.low(read.start - 2) in _PARTS_OF_A_YEAR:
        return True
    if before in ("to", "of", "around", "into") and question:
        return False
    if before in DASHES:
        return False
    return before in _YEAR_BEFORE
