"""Lexemes -> numbers: digits, thousands separators, number words, magnitudes ("two hundred and ten", "18.6 million")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth".split())
ONES = {word: Decimal(value) for value, word in enumerate(_ONES)}
TENS = {word: Decimal(20 + 10 * place) for place, word in enumerate(_TENS)}
SCALES = {word: Decimal(10) ** power for word, power in (("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12))}
# "m" alone may be metres: it is a million only behind a currency sign (see lexemes)
SUFFIXES = {"k": 3, "mn": 6, "bn": 9, "tn": 12, "trn": 12, "m": 6, "b": 9}

_SPACES = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")  # before NFKC makes plain spaces of them
_LEXEME = re.compile(
    r"(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<money>[$£€]\s?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?i:k|mn?|bn?|trn|tn)(?![^\W_]))"
    r"|(?P<scaled>\d+(?:\.\d+)?\s?(?i:k|mn|bn|trn|tn)(?![^\W_]))"
    r"|(?P<number>\d{1,3}(?:[,']\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
    r"|(?P<initials>\b(?:[^\W\d_]\.){2,}(?![^\W\d_]))"
    # scripts written without spaces: one character is one word, as in MLQA's normaliser
    r"|(?P<han>[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])"
    r"|(?P<word>(?:(?![\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])[^\W\d_])+"
    r"(?:'(?:(?![\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])[^\W\d_])+)*)"
    r"|(?P<mark>\S)"
)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "−": "-", "‐": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, a number, a day (``iso``) or a mark of a text. ``text`` is lower case, ``upper`` says how it began."""

    kind: str
    text: str
    value: Decimal | None = None
    upper: bool = False
    glued: bool = False  # nothing stands between this lexeme and the one before


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read, and the index of the lexeme behind it. ``place`` is the value of its last written digit."""

    value: Decimal
    after: int
    place: Decimal


def lexemes(text: str) -> list[Lexeme]:
    """The words, numbers, days and marks of a text, NFKC-normalised, quotes and hyphens made plain."""
    plain = _SPACES.sub("", text).translate(_QUOTES)
    plain = "".join(_fraction(char) for char in plain)
    plain = unicodedata.normalize("NFKC", plain)
    found: list[Lexeme] = []
    end = 0
    for match in _LEXEME.finditer(plain):
        kind = match.lastgroup or "mark"
        raw = match[0]
        glued = match.start() == end and bool(found)
        end = match.end()
        if kind in ("money", "scaled", "number") and len(raw) > 40:  # an identifier, not a quantity
            found.append(Lexeme(kind="word", text=raw, glued=glued))
        elif kind in ("money", "scaled", "number"):
            found.append(Lexeme(kind="number", text=raw.lower(), value=digits(raw), glued=glued))
        elif kind == "initials":
            found.append(Lexeme(kind="word", text=raw.replace(".", "").lower(), upper=raw[0].isupper(), glued=glued))
        elif kind == "han":
            found.append(Lexeme(kind="word", text=raw, glued=glued))
        else:
            found.append(Lexeme(kind=kind, text=raw.lower(), upper=raw[0].isupper(), glued=glued))
    return found


def digits(raw: str) -> Decimal:
    """The value of a number written in digits, with its separators, currency sign and suffix."""
    body = raw.lower().strip("$£€ ").replace(",", "").replace("'", "")
    match = re.fullmatch(r"([\d.]+)\s?([a-z]*)", body)
    assert match is not None, raw  # the lexer lets nothing else through
    figure, suffix = match[1], match[2]
    if figure.count(".") > 1:
        figure = figure.replace(".", "")
    return Decimal(figure).scaleb(SUFFIXES[suffix]) if suffix else Decimal(figure)


def read_number(words: list[Lexeme], at: int) -> Number | None:
    """The number that begins at a lexeme, None when none does. "a" counts only before a magnitude ("a hundred")."""
    group = _group(words, at)
    if group is None:
        return None
    total, left = Decimal(0), None
    value, after, place = group.value, group.after, group.place
    while True:
        scale = SCALES.get(_word(words, after)) if left is None or SCALES.get(_word(words, after), left) < left else None
        if scale is None:
            return Number(total + value, after, place)
        total += value * scale
        left, place, after = scale, place * scale, _skip_hyphen(words, after) + 1
        start = after + 1 if _word(words, after) == "and" else after
        following = _group(words, start) if _word(words, start) not in ("a", "an") else None
        if following is None or not _continues(words, following, left, joined=start != after):
            return Number(total, after, place)
        value, after, place = following.value, following.after, following.place


def _continues(words: list[Lexeme], following: Number, left: Decimal, *, joined: bool) -> bool:
    """Whether a group behind "thousand" belongs to it: "two thousand three hundred", not "one thousand and two thousand"."""
    scale = SCALES.get(_word(words, following.after))
    if following.value >= 1000 or (scale is not None and scale >= left):
        return False
    return not joined or following.value < 100 or scale is not None


def _group(words: list[Lexeme], at: int) -> Number | None:
    """A number below a magnitude: digits, or "two hundred and ten", "a dozen", "three point five", "two and a half"."""
    first = words[at] if at < len(words) else None
    if first is None:
        return None
    if first.kind == "number" and first.value is not None:
        exponent = first.value.as_tuple().exponent
        place = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        found = Number(first.value, at + 1, place)
    elif first.text in ("a", "an") and (_word(words, at + 1) in ("hundred", "dozen") or _word(words, at + 1) in SCALES):
        found = Number(Decimal(1), at + 1, Decimal(1))
    elif first.text == "half" and _word(words, at + 1) in ("a", "an") and _word(words, at + 2) in (*SCALES, "dozen"):
        found = Number(Decimal("0.5"), at + 2, Decimal("0.5"))
    else:
        below = _below_hundred(words, at)
        if below is None:
            return None
        found = below
    if _word(words, found.after) == "hundred":
        found = _hundreds(words, found)
    if _word(words, found.after) == "dozen":
        return Number(found.value * 12, _skip_hyphen(words, found.after) + 1, found.place)
    if _word(words, found.after) == "point" and _word(words, found.after + 1) in ONES:
        return _decimals(words, found)
    if [_word(words, found.after + step) for step in range(3)] == ["and", "a", "half"]:
        return Number(found.value + Decimal("0.5"), found.after + 3, Decimal("0.1"))
    return found


def _hundreds(words: list[Lexeme], found: Number) -> Number:
    after = _skip_hyphen(words, found.after) + 1
    whole = Number(found.value * 100, after, found.place * 100 if found.place < 1 else Decimal(1))
    start = after + 1 if _word(words, after) == "and" else after
    rest = _below_hundred(words, start)
    if rest is None or _word(words, rest.after) == "hundred":
        return whole
    return Number(whole.value + rest.value, rest.after, Decimal(1))


def _decimals(words: list[Lexeme], found: Number) -> Number:
    after, text = found.after + 1, ""
    while (value := ONES.get(_word(words, after))) is not None and value < 10:
        text, after = text + str(value), after + 1
    if not text:
        return found
    return Number(found.value + Decimal(f"0.{text}"), after, Decimal(1).scaleb(-len(text)))


def _below_hundred(words: list[Lexeme], at: int) -> Number | None:
    text = words[at].text if at < len(words) else ""
    if text in ONES:
        return Number(ONES[text], at + 1, Decimal(1))
    if text not in TENS:
        return None
    ones = ONES.get(_word(words, at + 1))
    if ones is None or not 0 < ones < 10:
        return None if _word(words, at + 1) in _ORDINALS else Number(TENS[text], at + 1, Decimal(1))
    return Number(TENS[text] + ones, _skip_hyphen(words, at + 1) + 1, Decimal(1))


def _word(words: list[Lexeme], at: int) -> str:
    """The word at an index, a hyphen before it looked over; "" at the end and for marks."""
    at = _skip_hyphen(words, at)
    return words[at].text if at < len(words) and words[at].kind == "word" else ""


def _skip_hyphen(words: list[Lexeme], at: int) -> int:
    joined = at + 1 < len(words) and words[at].text == "-" and words[at].glued and words[at + 1].glued
    return at + 1 if joined else at


def _fraction(char: str) -> str:
    """A vulgar fraction as a decimal (2½ is 2.5), every other character as it is."""
    if char < "¼" or unicodedata.category(char) != "No" or "VULGAR" not in unicodedata.name(char, ""):
        return char
    return f"{unicodedata.numeric(char):.4g}".removeprefix("0")
