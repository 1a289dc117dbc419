"""Text -> words: marks folded, contractions spelled out, every word with its stem."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import NamedTuple, TypeVar

from index.sentences import split
from index.words import STOPWORDS, stem

_MARKS = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ‛′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—−―", "-"),
        "…": "...",
        "\u00ad": "",
        "\u200b": "",
    }
)
_SPACED_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_SPACES = re.compile(r"\s+")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_CONTRACTIONS = (
    (re.compile(r"\b(ca|wo|sha)n't\b", re.IGNORECASE), {"ca": "can not", "wo": "will not", "sha": "shall not"}),
    (re.compile(r"\b(can)not\b", re.IGNORECASE), {"can": "can not"}),
)
_NT = re.compile(r"n't\b", re.IGNORECASE)
_TAILS = (
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"\bI'm\b"), "I am"),
)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]|_")

# Words that carry no content of their own, beyond the index's stop words.
FUNCTION = STOPWORDS | frozenset(
    """
    could may might must shall cannot said says say saying told tell tells according also yet however already still
    just even upon within without per via among amid toward towards whether since ever never none nobody nothing
    neither nor one ones much many mr mrs ms dr although though unless despite while whereas because therefore thus
    meanwhile every another us them
    """.split()
)


class Word(NamedTuple):
    """A word, a number or one mark of folded text; ``stem`` is "" for a mark, the lower-case digits for a number."""

    text: str
    low: str
    stem: str
    start: int
    end: int

    @property
    def content(self) -> bool:
        """Whether the word says something of its own."""
        return bool(self.stem) and self.low not in FUNCTION

    @property
    def capital(self) -> bool:
        """Whether a word of letters begins with a capital."""
        return self.text[0].isupper()


def fold(text: str) -> str:
    """One form for quotation marks, dashes and blanks; nothing else changes."""
    plain = _SPACED_THOUSANDS.sub(",", text).replace("``", '"').replace("''", '"')
    return _SPACES.sub(" ", plain.translate(_MARKS)).strip()


def expand(folded: str) -> str:
    """Folded text with contractions spelled out ("didn't": "did not") and initials closed up ("U.S.": "US")."""
    if "'" in folded or "annot" in folded:
        for pattern, whole in _CONTRACTIONS:
            folded = pattern.sub(partial(_spelled, whole), folded)
        folded = _NT.sub(" not", folded)
        for tail, word in _TAILS:
            folded = tail.sub(word, folded)
    return _DOTTED.sub(_closed, folded)


def _spelled(whole: Mapping[str, str], match: re.Match[str]) -> str:
    return whole[match.group(1).lower()]


def _closed(match: re.Match[str]) -> str:
    letters = match.group().replace(".", "")
    return letters + ("." if match.end() == len(match.string) else "")


def words(text: str) -> tuple[Word, ...]:
    """The words, numbers and marks of ``text`` in order; offsets count characters of ``text``."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        token = match.group()
        low = token.lower()
        if token[0].isdigit():
            yield Word(token, low, low.replace(",", "").rstrip("."), match.start(), match.end())
        elif token[0].isalpha():
            bare = low.removesuffix("'s").removesuffix("'").replace("'", "")
            yield Word(token, low.removesuffix("'s"), stem(bare), match.start(), match.end())
        else:
            yield Word(token, low, "", match.start(), match.end())


@dataclass(frozen=True, slots=False)
class Reading:
    """A text as the checks read it: ``text`` is folded and expanded, and every offset counts its characters."""

    text: str

    @classmethod
    @lru_cache(maxsize=256)
    def of(cls, text: str) -> Reading:
        """Read any text."""
        return cls(expand(fold(text)))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order."""
        return words(self.text)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple(word.start for word in self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words, function words included."""
        return frozenset(word.stem for word in self.words if word.stem)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The stems of the content words in order."""
        return tuple(word.stem for word in self.words if word.content)

    @cached_property
    def every(self) -> tuple[str, ...]:
        """The stems of all words in order."""
        return tuple(word.stem for word in self.words if word.stem)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of its sentences, in word numbers."""
        starts = self.starts
        found, at = [], 0
        for _, end in split(self.text):
            first = at
            while at < len(starts) and starts[at] < end:
                at += 1
            if at > first:
                found.append((first, at))
        return tuple(found)


def around(reading: Reading, start: int, end: int) -> frozenset[tuple[str, str]]:
    """The three content words before and after the characters from ``start`` to ``end``, in the same sentence, each with its side."""
    starts = reading.starts
    first, after = bisect_left(starts, start), bisect_left(starts, end)
    found: set[tuple[str, str]] = set()
    for side, near in (("left", reversed(reading.words[max(0, first - 8) : first])), ("right", reading.words[after : after + 8])):
        held = 0
        for word in near:
            if word.text in ".!?" or held == 3:
                break
            if word.content:
                found.add((side, word.stem))
                held += 1
    return frozenset(found)


Around = frozenset[tuple[str, str]]
Key = TypeVar("Key")


def misplaced(mine: Around, equal: Sequence[Around], others: Sequence[Around]) -> bool:
    """Whether the words around a figure or a day stand around another one in the quotes, by two words or more.

    ``equal`` are the words around the same figure there, ``others`` those around each that the sentence leaves out.
    """
    held = max((len(mine & near) for near in equal), default=0)
    return any(len(mine & near) >= held + 2 for near in others)


def exchanged(mine: Sequence[tuple[Key, Around]], theirs: Sequence[tuple[Key, Around]]) -> Key | None:
    """One of two things of a sentence that stand in each other's place: the words around either are the other's in the quotes."""
    keys = {key for key, _ in theirs}
    known = [(key, near) for key, near in mine if key in keys]
    for at, (one, near_one) in enumerate(known):
        for other, near_other in known[at + 1 :]:
            if one == other:
                continue
            places = [near for key, near in theirs if key == one], [near for key, near in theirs if key == other]
            if misplaced(near_one, places[0], places[1]) and misplaced(near_other, places[1], places[0]):
                return one
    return None


def joined(words: Sequence[Word], text: str) -> str:
    """The words as they stand in ``text``, from the first to the last."""
    return text[words[0].start : words[-1].end] if words else ""


def verbatim(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether the sentence is one or several whole sentences of a quote, word for word, blanks aside.

    Part of a sentence is not enough: what was cut away may be the speaker, or the "not".
    """
    plain = " ".join(sentence.split())
    if not plain:
        return False
    whole = [" ".join(quote.split()) for quote in quotes]
    if plain in whole or plain == " ".join(whole):
        return True
    return any(_whole_sentences(plain, quote) for quote in whole)


def _whole_sentences(plain: str, quote: str) -> bool:
    at = quote.find(plain)
    if at < 0:
        return False
    spans = split(quote)
    starts = {start for start, _ in spans}
    ends = {end for _, end in spans}
    return at in starts and at + len(plain) in ends
