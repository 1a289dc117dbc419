"""The names that a sentence may use: those of its evidence, in any of their forms, and what its context explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from types import MappingProxyType

from qa.verify.reading.capitals import PARTICLES, acronym, namelike, runs
from qa.verify.text import Reading, Word

_PRONOUNS = frozenset("he she him her they".split())
ROLES = frozenset(
    """
    minister president director secretary chief head leader chairman chairwoman chair spokesman spokeswoman
    spokesperson envoy general admiral captain colonel ambassador governor mayor king queen prince princess pope
    judge justice senator chancellor premier professor commissioner commander coach manager owner founder executive
    author deputy officer inspector treasurer bishop
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
        return len(low) >= 4 and any(kin(low, other) for other in self._capitals)

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
        run = [word.low for word in reading.words[first:after] if word.stem and word.low not in PARTICLES]
        if len(run) > 1 and run[-1] == kind:
            found.append(run)
    return found


def _owners(reading: Reading, kind: Sequence[str]) -> set[str]:
    """The stems of the names that stand right before some common words: "Calvenne's central bank"."""
    before = (reading.words[at - 1] for at in _places(reading, kind) if at > 0)
    return {word.stem for word in before if namelike(word) and word.low not in PARTICLES}


def _owners_behind(reading: Reading, kind: Sequence[str]) -> set[str]:
    """The stems of the names that follow them: "the central bank of Tarsholm"."""
    places = (at + len(kind) for at in _places(reading, kind) if at + len(kind) + 1 < len(reading.words))
    return {reading.words[at + 1].stem for at in places if reading.words[at].low in ("of", "in", "at") and namelike(reading.words[at + 1])}


def _places(reading: Reading, kind: Sequence[str]) -> list[int]:
    """Where some words stand one after the other, in any letters."""
    words, size = reading.words, len(kind)
    return [at for at in range(len(words) - size + 1) if size and all(words[at + n].low == low for n, low in enumerate(kind))]


def _near(reading: Reading, first: Word, second: Word) -> bool:
    words = reading.words
    for at, word in enumerate(words):
        if word.stem != first.stem and word.low != first.low and not kin(word.low, first.low):
            continue
        for step in (1, -1):
            for other in words[at + step : at + 7 * step if at + 7 * step >= 0 else None : step]:
                if other.low == "and" or other.text in ";.":
                    break
                if other.stem == second.stem or kin(other.low, second.low):
                    return True
    return False


def kin(one: str, other: str) -> bool:
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
