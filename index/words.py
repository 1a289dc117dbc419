"""Text -> terms: the words that the keyword index knows, stemmed, numbers in one form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

STOPWORDS = frozenset(
    "a an and are as at be been being but by did do does for from had has have he her hers him his how i if in into is it its me my of off "
    "on or our she so than that the their them then there these they this those to too us was we were what when where which while who "
    "whom whose why will with would you your about after again all also am any because before both can could during each few further "
    "here itself just more most no nor not now only other over own same should some such s t through under until up very out against "
    "between down".split()
)

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen".split()
    )
}
_TENS = {word: 10 * (at + 2) for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one lower-case word (Snowball's English algorithm)."""
    return str(_stemmer().stemWord(word))


def plain(text: str) -> str:
    """Lower case, compatibility forms folded, accents dropped, curly apostrophes straight."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    return "".join(char for char in folded if not unicodedata.combining(char))


def terms(text: str, *, keep_stopwords: bool = False) -> list[str]:
    """The terms of ``text`` in order: stems; figures without thousands marks; number words up to 99 as figures."""
    found: list[str] = []
    tens = 0
    for token in _TOKEN.findall(plain(text)):
        if token[0].isdigit():
            tens = 0
            found.append(_THOUSANDS.sub("", token).rstrip(".,"))
            continue
        word = token[:-2] if token.endswith("'s") else token
        if word in _TENS:
            tens = _TENS[word]
            found.append(str(tens))
            continue
        if word in _UNITS:
            if tens and _UNITS[word] < 10:
                found[-1] = str(tens + _UNITS[word])
            else:
                found.append(str(_UNITS[word]))
            tens = 0
            continue
        tens = 0
        if keep_stopwords or word not in STOPWORDS:
            found.append(stem(word.replace("'", "")))
    return found
