"""Text -> tokens that compare alike however a fact is written: SQuAD's normaliser, and one with its faults mended.

The original (Rajpurkar et al. 2016, evaluate-v1.1) deletes punctuation: 3.5 becomes 35, "1,200" differs from "1200",
-3 equals 3, "sixty-six" becomes "sixtysix", "guild’s" keeps its curly quote. The mended one reads numbers and days.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from decimal import Decimal

from qa.evaluate.days import from_token, read_day, tells
from qa.evaluate.numerals import Lexeme, lexemes, read_number

ARTICLES = frozenset({"a", "an", "the"})
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_MARKERS = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_PUNCTUATION = frozenset(string.punctuation)
_OPENERS = frozenset("([{\"'«:;,/=~<>|")
_CURRENCY = frozenset("$£€¥")


def without_markers(text: str) -> str:
    """An answer's prose without its [1] markers."""
    return _MARKERS.sub("", text)


def squad_tokens(text: str) -> list[str]:
    """SQuAD's own normalisation, faults and all: lower case, punctuation deleted, articles dropped, split at spaces."""
    bare = "".join(char for char in text.lower() if char not in _PUNCTUATION)
    return _ARTICLES.sub(" ", bare).split()


def tokens(text: str) -> tuple[str, ...]:
    """The mended normalisation.

    Numbers become plain decimals ("sixty-six", "66" and "66.0" are ``66``; "18.6 million" and "18,600,000" are
    ``18600000``), days become ``@2031-03-13``, hyphens split words, possessive endings, punctuation and articles go.
    """
    words = lexemes(without_markers(text))
    found: list[str] = []
    at = 0
    while at < len(words):
        day = read_day(words, at)
        if day is not None:
            found.append(day.day.token)
            at = day.after
            continue
        number = read_number(words, at)
        if number is not None:
            below_zero = negative(words, at)
            if below_zero and found and found[-1] == "minus":
                found.pop()
            found.append(plain(-number.value if below_zero else number.value))
            at = number.after
            continue
        found += _word(words, at)
        at += 2 if words[at].text == "per" and at + 1 < len(words) and words[at + 1].text == "cent" else 1
    bare = [token for token in found if token not in ARTICLES]
    return tuple(bare or found)


def plain(value: Decimal) -> str:
    """A number without trailing zeros or exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def same(said: str, gold: str) -> bool:
    """Whether two tokens are one fact: equal, or a day that tells the wanted one ("2 March" tells "2 March 2031")."""
    if said == gold:
        return True
    if not said.startswith("@"):
        return False
    if gold.startswith("@"):
        return tells(from_token(said), from_token(gold))
    return len(gold) == 4 and gold.isdecimal() and from_token(said).year == int(gold)  # a year inside a day


def find(haystack: Sequence[str], needle: Sequence[str]) -> int:
    """Where the needle's tokens stand in a row in the haystack, -1 when they do not or there is no needle."""
    width = len(needle)
    if not width:
        return -1
    for start in range(len(haystack) - width + 1):
        if all(same(haystack[start + step], needle[step]) for step in range(width)):
            return start
    return -1


def _word(words: list[Lexeme], at: int) -> list[str]:
    word = words[at]
    if word.text == "%" or (word.text == "per" and at + 1 < len(words) and words[at + 1].text == "cent"):
        return ["percent"]
    if word.kind == "mark":
        return []
    text = word.text.removesuffix("'s").replace("'", "")
    if text == "s" and at and words[at - 1].text == "'":
        return []
    return [text] if text else []


def negative(words: list[Lexeme], at: int) -> bool:
    """Whether a minus stands before the number: "minus 5", "(-5", "-$5"; not the hyphen of "61-57" or "Covid-19"."""
    if at and words[at - 1].text == "minus":
        return True
    sign = at - 2 if at >= 2 and words[at - 1].text in _CURRENCY else at - 1
    if sign < 0 or words[sign].text != "-" or not words[sign + 1].glued:
        return False
    return sign == 0 or not words[sign].glued or words[sign - 1].text in _OPENERS
