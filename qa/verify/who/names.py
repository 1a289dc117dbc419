"""Capitalised runs and acronyms of a sentence -> those that no cited quote, its source or its title has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType

from qa.verify.reading import alike
from qa.verify.reading.spelled import low_at
from qa.verify.text import FUNCTION, Around, Reading, Word, around, exchanged, joined, misplaced
from qa.verify.types import Problem

_TITLES = frozenset("mr mrs ms miss dr sir lord lady dame prof professor st saint".split())
_PARTICLES = frozenset("of the and de la le du der den van von al el bin ibn abu del di da for in on at to &".split())
_PRONOUNS = frozenset("he she him her they".split())
ROLES = frozenset(
    """
    minister president director secretary chief head leader chairman chairwoman chair spokesman spokeswoman
    spokesperson envoy general admiral captain colonel ambassador governor mayor king queen prince princess pope
    judge justice senator chancellor premier professor commissioner commander coach manager owner founder executive
    author deputy officer inspector treasurer bishop
    """.split()
)
# What a place or a body is, added to its name or left away: "New York City", "Kano State".
_GENERIC = frozenset(
    """
    city town village state county province prefecture region republic river mountain lake island base company group
    """.split()
)
_LIGHT = frozenset("i am pm ok no yes".split())
# Words that open sentences without being names; whatever has a grammatical ending of adverbs and participles joins them.
_OPENERS = frozenset(
    """
    officials official police people reports report earlier later today yesterday tomorrow tonight critics supporters
    residents witnesses experts analysts investigators authorities prosecutors lawyers doctors scientists researchers
    journalists reporters protesters workers students parents families leaders ministers lawmakers soldiers troops
    forces rescuers firefighters others another several many most both two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
    seventy eighty ninety hundreds thousands dozens millions half about around nearly almost over under more less
    fewer up down out since during before after despite because although though unlike like as at by for from in into
    of on to with within without however meanwhile moreover furthermore therefore thus instead still also even only
    just then there here now when where while if unless until whether what which who whose why how this that these
    those it its he his she her they their we our you your some any all each every no none neither nor either not
    never one first second third last next per based given women men children members talks plans details questions
    news nothing everything something anyone everyone somebody nobody critics shares prices sales profits stocks
    markets voters further once such whatever whoever according but and or so yet sources results evidence work life
    time
    """.split()
)
# Endings of common words that no name is likely to have, and words that open sentences as they do.
_COMMON_ENDINGS = ("tion", "sion", "ness", "ship", "hood", "less", "ful", "able", "ible", "ility", "ously", "ward", "wards", "employment")
_NOUN_ENDINGS = ("ity", "ment", "ments", "ance", "ence", "ism", "ure", "ures", "age", "als", "ysis", "ings", "ency", "ancy")
_MORE_OPENERS = frozenset(
    """
    together besides altogether apart whereas regardless notwithstanding prior owing due thanks barring given amid amidst among beyond
    beneath above below behind contrary rather perhaps maybe indeed nevertheless nonetheless hence otherwise overall twice whenever
    wherever whichever throughout alongside concerning regarding following pending including excluding save aside ahead afterwards
    previously should had were is are was did does do can could would will may might much little less least enough plenty none several
    fewer provided providing supposing assuming granted granting seeing considering judging faced asked told warned pressed questioned
    speaking writing addressing citing quoting announcing neighbouring neighboring
    unemployment inflation trade traffic work money payment employment management government growth output
    demand supply
    """.split()
)
_CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december christmas easter ramadan
    """.split()
)
# The endings by which a people, a language or an adjective is made from the name of a place.
_ENDINGS = frozenset(("", *"s n i an ian ean ese ish ic is ns ans ians ist ists er ers ite ites ch man men ism al".split()))
_SAME = MappingProxyType(
    {
        name: group
        for group, names in {
            "us": "us usa american americans america", "uk": "uk britain british briton britons gb", "france": "france french",
            "spain": "spain spanish spaniard", "netherlands": "netherlands dutch holland", "wales": "wales welsh",
            "greece": "greece greek greeks",
            "switzerland": "switzerland swiss", "poland": "poland polish pole poles", "denmark": "denmark danish dane danes",
            "turkey": "turkey turkish turk turks turkiye", "germany": "germany german germans", "ireland": "ireland irish",
            "thailand": "thailand thai", "philippines": "philippines philippine filipino filipinos", "norway": "norway norwegian",
            "scotland": "scotland scottish scots", "england": "england english", "eu": "eu european",
        }.items()
        for name in names.split()
    }
)  # fmt: skip


@lru_cache(maxsize=256)
def runs(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Maximal capitalised runs (first, after, in word numbers), particles inside ("Bank of Ghana") included."""
    found: list[tuple[int, int]] = []
    words = reading.words
    at = 0
    while at < len(words):
        if not _namelike(words[at]):
            at += 1
            continue
        first, last, at = at, at, at + 1
        while at < len(words):
            if _namelike(words[at]) and not (words[at - 1].text.endswith("'s") and at - 1 == last):
                last = at
            elif not (
                (words[at].low in _PARTICLES and words[at].low not in ("and", "in", "on", "at", "to")) or words[at].text in ("-", "'", "&")
            ):
                break
            at += 1
        at = last + 1
        found.append((first, last + 1))
    return tuple(found)


def _namelike(word: Word) -> bool:
    return bool(word.stem) and word.text[0].isalpha() and word.capital and word.low not in _LIGHT


def _opens(reading: Reading, at: int) -> bool:
    """Whether the word stands where any word has a capital: at a sentence's beginning, or a quotation's."""
    before = at - 1
    while before >= 0 and reading.words[before].text in "\"'([":
        before -= 1
    return before < 0 or reading.words[before].text in ".!?:" or before < at - 1 or any(first == at for first, _ in reading.sentences)


def _plain_opener(reading: Reading, at: int, alone: bool, evidence: frozenset[str]) -> bool:
    """Whether a capital at a sentence's beginning is only that: a common word, by its form or by the evidence."""
    word = reading.words[at]
    if word.low in _OPENERS or word.low in FUNCTION or word.low in evidence:
        return True
    if word.low in _MORE_OPENERS:
        return True
    if not alone or word.text.isupper():
        return False
    if word.low.endswith(_NOUN_ENDINGS) or low_at(reading.words, at + 1) == "of":
        return True  # "Proximity to the port", "Completion of the dam"
    if word.low.endswith(_COMMON_ENDINGS) or alike.has(word.stem):
        return True
    return word.low.endswith(("ly", "ing", "ed")) or (
        word.low.endswith("s") and not word.low.endswith(("ss", "is", "us")) and not word.text.endswith("'s")
    )


def _alone(reading: Reading, first: int, after: int) -> bool:
    """Whether a capital word begins no longer name: no other capital follows it, or only after an "of", a "for"."""
    return after - first == 1 or (reading.words[first + 1].low in _PARTICLES and not reading.words[first + 1].capital)


def acronym(words: Sequence[Word]) -> str:
    """The initials of a run's capitals, in lower case."""
    return "".join(word.low[0] for word in words if word.capital and word.low not in ("the", "of"))


class Known:
    """The names that a sentence may use: those of its evidence, and what the context says belongs to them."""

    def __init__(self, quotes: Sequence[Reading], around: Sequence[Reading], context: Reading | None, reports: Sequence[str] = ()) -> None:
        evidence = (*quotes, *around)
        self.quotes = quotes
        self.lows = frozenset(word.low for reading in evidence for word in reading.words if word.stem)
        self._stems = frozenset(word.stem for reading in evidence for word in reading.words if word.stem)
        self._capitals = frozenset(word.low for reading in evidence for word in reading.words if word.stem and word.capital)
        self._groups = frozenset(_SAME[low] for low in self.lows if low in _SAME)
        self._initials = frozenset(_initials(evidence))
        self._short = frozenset(short for reading in evidence for short in _short_for(reading))
        self._evidence = evidence
        self._around = context
        self._reports = reports

    @cached_property
    def _context(self) -> list[tuple[Word, ...]]:
        """The runs of the context, which is read only where a name needs it."""
        return [self._around.words[first:after] for first, after in runs(self._around)] if self._around is not None else []

    def has(self, word: Word) -> bool:
        """Whether a name's word is the evidence's own, or one of its forms."""
        low = word.low.removesuffix("'")
        if low in self.lows or word.stem in self._stems or (low in _SAME and _SAME[low] in self._groups) or low in self._initials:
            return True
        if word.text.isupper() and low in self._short:
            return True
        return len(low) >= 4 and any(_kin(low, other) for other in self._capitals)

    def near(self, first: Word, second: Word) -> bool:
        """Whether two neighbours of one run are neighbours somewhere in the evidence, at most five words apart."""
        return any(_near(reading, first, second) for reading in self._evidence) or self._together({first.low, second.low})

    def alias(self, words: Sequence[Word], sentence: Reading) -> bool:
        """Whether the context explains a run that the evidence does not have: the same name in full, or by its role.

        In full: the run holds a name of the evidence, and a run of the context holds all of it. By role: the quote says
        "the minister" or "she" where the sentence has the name, and the context gives that role to the name.
        """
        lows = {word.low for word in words}
        if lows & self._capitals and self._together(lows):
            return True
        own = {word.low for word in sentence.words}
        said = {word.low for quote in self.quotes for word in quote.words} - own
        if said & _PRONOUNS and any(lows <= {word.low for word in run} for run in self._context):
            return True
        return any(lows <= {word.low for word in run} and {word.low for word in run} & said & ROLES for run in self._context)

    def named(self, sentence: Reading) -> int:
        """How many names of the evidence a sentence has, the word aside that opens it."""
        return sum(all(self.has(word) for word in sentence.words[first:after] if word.content) for first, after in runs(sentence) if first)

    def in_short(self, words: Sequence[Word], sentence: Reading) -> bool:
        """Whether the quote calls by its kind alone what its report calls by this name, and nothing else of the kind.

        "The strait" of a report that knows one strait, the Selke Strait; "the central bank" where the report has "Calvenne's
        central bank" and nobody else's.
        """
        lows, kind = [word.low for word in words], _kind_after(words[-1], sentence)
        own, whose = len(words) > 1 and self._calls(lows[-1:]), bool(kind) and self._calls(kind)
        reports = [Reading.of(text) for text in self._reports] if own or whose else []
        if own and {tuple(run) for report in reports for run in _called(report, lows[-1])} == {tuple(lows)}:
            return True
        before = {owner for report in reports for owner in _owners(report, kind)}
        after = {owner for report in reports for owner in _owners_behind(report, kind)}
        return whose and before == {words[-1].stem} and after <= before

    def _calls(self, kind: Sequence[str]) -> bool:
        """Whether a quote has the words after "the", as common ones."""
        return any(
            quote.words[at - 1].low == "the" and not any(word.capital for word in quote.words[at : at + len(kind)])
            for quote in self.quotes
            for at in _places(quote, kind)
            if at > 0
        )

    def _together(self, lows: set[str]) -> bool:
        return any(lows <= {word.low for word in run} for run in self._context)


def _kind_after(word: Word, sentence: Reading) -> list[str]:
    """The one or two common words that follow a name: "central bank" after "Calvenne's"."""
    at = sentence.words.index(word) + 1
    found = []
    for after in sentence.words[at : at + 2]:
        if not after.content or after.capital:
            break
        found.append(after.low)
    return found


def _called(reading: Reading, kind: str) -> list[list[str]]:
    """The names of a text that end with a word, in lower case."""
    found = []
    for first, after in runs(reading):
        run = [word.low for word in reading.words[first:after] if word.stem and word.low not in _PARTICLES]
        if len(run) > 1 and run[-1] == kind:
            found.append(run)
    return found


def _owners(reading: Reading, kind: Sequence[str]) -> set[str]:
    """The stems of the names that stand right before some common words: "Calvenne's central bank"."""
    before = (reading.words[at - 1] for at in _places(reading, kind) if at > 0)
    return {word.stem for word in before if _namelike(word) and word.low not in _PARTICLES}


def _owners_behind(reading: Reading, kind: Sequence[str]) -> set[str]:
    """The stems of the names that follow them: "the central bank of Tarsholm"."""
    places = (at + len(kind) for at in _places(reading, kind) if at + len(kind) + 1 < len(reading.words))
    return {reading.words[at + 1].stem for at in places if reading.words[at].low in ("of", "in", "at") and _namelike(reading.words[at + 1])}


def _places(reading: Reading, kind: Sequence[str]) -> list[int]:
    """Where some words stand one after the other, in any letters."""
    words, size = reading.words, len(kind)
    return [at for at in range(len(words) - size + 1) if size and all(words[at + n].low == low for n, low in enumerate(kind))]


def _near(reading: Reading, first: Word, second: Word) -> bool:
    words = reading.words
    for at, word in enumerate(words):
        if word.stem != first.stem and word.low != first.low and not _kin(word.low, first.low):
            continue
        for step in (1, -1):
            for other in words[at + step : at + 7 * step if at + 7 * step >= 0 else None : step]:
                if other.low == "and" or other.text in ";.":
                    break
                if other.stem == second.stem or _kin(other.low, second.low):
                    return True
    return False


def _kin(one: str, other: str) -> bool:
    """ "Kenya" and "Kenyan": a shared beginning of at least four letters, and only known endings after it."""
    if one[:3] != other[:3]:
        return False
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    if shared < 4 or shared < min(len(one), len(other)) - 2:
        return False
    return any(
        (one[cut:] in _ENDINGS and other[cut:] in _ENDINGS) or _vowel_drop(one[cut:], other[cut:])
        for cut in range(max(4, shared - 1), shared + 1)
    )


def _vowel_drop(one: str, other: str) -> bool:
    """ "Libya", "Libyan"; "Sweden", "Swedish"; "China", "Chinese": the last vowel goes before the ending."""
    short, long = sorted((one, other), key=len)
    return short in ("a", "e", "o", "y", "en", "ia") and long in _ENDINGS


def _initials(readings: Iterable[Reading]) -> Iterable[str]:
    for reading in readings:
        for first, after in runs(reading):
            words = reading.words[first:after]
            if len(words) > 1:
                yield acronym(words)


def _short_for(reading: Reading) -> Iterable[str]:
    """The initials of common words that stand side by side: "GDP" for "gross domestic product", "VAT" for "value-added tax"."""
    plain = [word.low[0] if word.stem and word.text[0].isalpha() else word.text for word in reading.words if word.text != "-"]
    for size in (3, 4, 5):
        for at in range(len(plain) - size + 1):
            letters = "".join(plain[at : at + size])
            if letters.isalpha() and len(letters) == size:
                yield letters


def check(sentence: Reading, known: Known, days: Iterable[tuple[int, int]] = (), *, blocks: bool = True) -> tuple[Problem, ...]:
    """A problem for every name of a sentence that is not known, or that joins what the quotes keep apart."""
    taken = tuple(days)
    found: list[Problem] = []
    for first, after in runs(sentence):
        words = [word for word in sentence.words[first:after] if word.stem and word.low not in _PARTICLES]
        if words and _opens(sentence, first) and _plain_opener(sentence, first, _alone(sentence, first, after), known.lows):
            words = words[1:] if words[0] is sentence.words[first] else words
        words = [word for word in words if word.low not in _TITLES and not any(start <= word.start < end for start, end in taken)]
        why = _why(words, sentence, known)
        if why is not None:
            token, message = why
            found.append(Problem(kind="name", token=token, message=message, blocks=blocks))
    if not found and (stem := _exchanged(sentence, known)) is not None:
        token = next(word.text for word in sentence.words if word.stem == stem)
        found.append(
            Problem(kind="name", token=token, message=f"'{token}' stands in the place of another name of the quote", blocks=blocks)
        )
    return tuple(found)


def _exchanged(sentence: Reading, known: Known) -> str | None:
    """A name that has changed places with another ("A met B's envoy": "B met A's envoy"); a changed voice explains it."""
    if _passives(sentence) != sum(_passives(quote) for quote in known.quotes):
        return None
    if _whence(sentence) != any(_whence(quote) for quote in known.quotes):
        return None  # "leased from": "leased to"
    stems = frozenset(word.stem for first, after in runs(sentence) for word in sentence.words[first:after] if word.stem)

    def keyed(reading: Reading) -> list[tuple[str, Around]]:
        found = []
        for first, after in runs(reading):
            run = [word for word in reading.words[first:after] if word.stem and word.low not in _PARTICLES]
            if run and run[-1].stem in stems:
                near = around(reading, run[0].start, run[-1].end)
                beside = {*near, *(("left", word) for _, word in near if _explained(reading, after))}
                found.append((run[-1].stem, frozenset((side, word) for side, word in beside if word not in stems)))
        return found

    return exchanged(keyed(sentence), [place for quote in known.quotes for place in keyed(quote)])


def _explained(reading: Reading, after: int) -> bool:
    """Whether what somebody is follows a name, which may stand before it elsewhere: "Tarn, a fund based in Ory"."""
    return low_at(reading.words, after) == "," and low_at(reading.words, after + 1) in ("a", "an", "the", "its", "his", "her", "their")


def _whence(reading: Reading) -> bool:
    """Whether a "from" stands before a name."""
    return any(low_at(reading.words, first - 1) == "from" for first, _ in runs(reading) if first)


def _passives(reading: Reading) -> int:
    return sum(word.low == "by" for word in reading.words)


def _why(words: Sequence[Word], sentence: Reading, known: Known) -> tuple[str, str] | None:
    """What is wrong with a run of names, as (token, message)."""
    missing = [word for word in words if not known.has(word)]
    if len(missing) < len(words):
        words = [word for word in words if not (word in missing and word.low in _GENERIC)]
        missing = [word for word in missing if word in words]
    token = joined(words, sentence.text)
    if missing and not (_spelled_out(words, known) or known.alias(words, sentence) or known.in_short(words, sentence)):
        token = missing[0].text if len(missing) < len(words) else token
        return token, f"the name '{token}' stands in no cited quote"
    for one, two in pairwise(words):
        if not missing and not known.near(one, two):
            return token, f"the quote does not join '{one.text}' and '{two.text}'"
    rival = _rival(words, sentence, known)
    return (token, f"the quote says this of '{rival}', not of '{token}'") if rival else None


def _rival(words: Sequence[Word], sentence: Reading, known: Known) -> str:
    """Another name of the quotes, left out by the sentence, that stands there among the words around this one."""
    if not words or any(word.low in ROLES for word in words[-1:]):
        return ""
    stems = {word.stem for word in words}
    capitals = [word for word in sentence.words if _namelike(word)]
    equal, others, labels = [], [], []
    for quote in known.quotes:
        equal += [
            around(quote, word.start, word.end)
            for word in quote.words
            if word.stem in stems or any(_kin(word.low, own.low) for own in words)
        ]
        for first, after in runs(quote):
            run = [word for word in quote.words[first:after] if word.stem and word.low not in _PARTICLES]
            if (
                not run
                or all(word.low in _CALENDAR for word in run)
                or any(word.stem in sentence.stems or any(_kin(word.low, own.low) for own in capitals) for word in run)
                or (_opens(quote, first) and _plain_opener(quote, first, len(run) == 1, frozenset()))
            ):
                continue
            others.append(around(quote, run[0].start, run[-1].end))
            labels.append(joined(run, quote.text))
    mine = around(sentence, words[0].start, words[-1].end)
    rivals = (label for label, near in zip(labels, others, strict=True) if misplaced(mine, equal, [near]))
    return next((label for label in rivals if not any(_belongs(quote.text, label, words[0].text) for quote in known.quotes)), "")


def _belongs(text: str, owner: str, name: str) -> bool:
    """Whether one name is told by another in a quote: "Hallam's mill in Corve", which a sentence may call "the Corve mill"."""
    apart = rf"{re.escape(name)}, [^,.;]{{0,90}}{re.escape(owner)}[^,.;]{{0,40}},"  # "Soral, a yard in Pell, built": what it is
    if re.search(apart, text) is not None:
        return True
    return re.search(rf"{re.escape(owner)}(?:'s)? (?:[\w-]+ ){{0,4}}(?:in|of|at|near|from) (?:the )?{re.escape(name)}\b", text) is not None


def _spelled_out(words: Sequence[Word], known: Known) -> bool:
    """ "United Nations" where the quote has "UN"."""
    return len(words) > 1 and acronym(words) in known.lows
