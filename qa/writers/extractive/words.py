"""Text -> words, stems, names, figures: what can be read from the letters alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.words import stem

# Words that say how a sentence is built, not what it is about.
FUNCTION = frozenset(
    "a an the this that these those it its he him his she her hers they them their theirs we us our ours i me my you your "
    "is are was were be been being am do does did done doing have has had having will would shall should can could may might must "
    "and or but nor so yet if then than as of in on at by to from with without for about into onto over under after before between "
    "during through up down out off against among upon per via not no there here what which who whom whose when where why how "
    "also just only very too more most much many some any all each both either neither other another such own same s t don now "
    "still ever never while because since until although though however said say says saying told according".split()
)
QUESTION_WORDS = frozenset("what which who whom whose when where why how".split())
MONTHS = tuple("january february march april may june july august september october november december".split())
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_CALENDAR = frozenset([*MONTHS, *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS)])
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBER_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 20 + 10 * number for number, word in enumerate(_TENS)},
}
_NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}

FIGURE = re.compile(
    r"(?<![\w.])(?P<sign>[-−])?(?P<money>[$€£¥]\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<nth>st|nd|rd|th)?"
    r"(?P<scale>\s(?:hundred|thousand|million|billion|trillion|dozen)s?\b|[-\s]?(?:bn|m|tn|k)\b)?(?P<percent>\s?%|\s?per\s?cent\b)?"
    rf"|\b(?P<words>(?:a\s(?=hundred|thousand|million|billion|dozen))?(?:{_NUMBER_WORD}|hundred|thousand|million|billion|dozen)"
    rf"(?:(?:[-\s]|\sand\s)(?:{_NUMBER_WORD}|hundred|thousand|million|billion|dozen))*)\b(?P<wpercent>\s?per\s?cent\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Characters of a sentence that could answer, and how well their kind fits (1 is surest)."""

    start: int
    end: int
    text: str
    fit: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number in a text: where it stands (unit of scale and per cent included), its value, what kind it is."""

    start: int
    end: int
    text: str
    value: float
    percent: bool = False
    money: bool = False
    nth: bool = False


def figures(text: str) -> list[Figure]:
    """Every figure of a text, in digits or in words; "one" counts only beside a noun that it counts."""
    found = []
    for match in FIGURE.finditer(text):
        if match["words"]:
            value = _value(match["words"])
            if value is None:
                continue
            found.append(Figure(start=match.start(), end=match.end(), text=match.group(), value=value, percent=bool(match["wpercent"])))
            continue
        value = float(match["digits"].replace(",", ""))
        scale = (match["scale"] or "").strip(" -").lower()
        end = match.end()
        value *= _SCALES.get(scale.rstrip("s") if scale.endswith("s") else scale, 1) or 1
        value *= {"bn": 1e9, "m": 1e6, "tn": 1e12, "k": 1e3}.get(scale, 1)
        found.append(
            Figure(
                start=match.start(),
                end=end,
                text=match.group(),
                value=value,
                percent=bool(match["percent"]),
                money=bool(match["money"]),
                nth=bool(match["nth"]),
            )
        )
    return found


def _value(text: str) -> float | None:
    total, part = 0, 0
    parts = [word for word in re.split(r"[-\s]+", text.lower()) if word not in ("and", "a")]
    for word in parts:
        if word in NUMBER_WORDS:
            part += NUMBER_WORDS[word]
        elif word in ("hundred", "dozen"):
            part = max(part, 1) * _SCALES[word]
        else:
            total += max(part, 1) * _SCALES[word]
            part = 0
    return float(total + part)


_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "give gave given", "win won", "lead led", "take took taken", "make made", "beat beaten", "write wrote written", "hold held",
        "find found", "buy bought", "sell sold", "build built", "shoot shot", "steal stole stolen", "drive drove driven", "say said",
        "tell told", "become became", "send sent", "bring brought", "know knew known", "choose chose chosen", "break broke broken",
        "lose lost", "pay paid", "run ran", "see saw seen", "speak spoke spoken", "begin began begun", "leave left", "meet met",
        "die died dying", "strike struck", "set setting", "put putting", "hit hitting", "fly flew flown", "draw drew drawn",
        "overtake overtook overtaken", "fight fought", "catch caught", "hear heard", "keep kept", "throw threw thrown", "sign signed",
    )
    for form in forms.split()
}  # fmt: skip


def base(word: str) -> str:
    """The stem of a lower-case word, the forms of common irregular verbs brought together."""
    return stem(_IRREGULAR.get(word, word))


_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.&-]*[\w](?:['’](?=\s(?:and\s)?[A-Z]))?|[A-ZÀ-ÖØ-Þ])"
NAME = re.compile(
    rf"{_CAPITAL}(?:(?:\s|\s(?:of|of the|the|de|de la|la|du|von|van|van der|al|bin|&)\s|(?<=['’])\sand\s){_CAPITAL}"
    rf"|\s\d{{1,4}}\b(?!\s*(?:per|%)|[-–]\d))*"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A run of capitalised words: where it stands and its words."""

    start: int
    end: int
    text: str


def names(text: str) -> list[Name]:
    """The proper names of a text: capitalised runs, without days, months and the plain first word of a sentence."""
    found: list[Name] = []
    for match in NAME.finditer(text):
        found.extend(_proper(text, match.start(), match.end()))
    return found


# "Feb 1986" is a day, "Jan Kessel" a name.
_SHORT_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?: \d{1,4})?")


def _proper(text: str, start: int, end: int) -> Iterator[Name]:
    # A possessive ends one name and may begin another: "Norway's Foreign Ministry".
    for piece in re.finditer(r"(?:(?!['’]s\b).)+", text[start:end]):
        begin, stop = start + piece.start(), start + piece.end()
        if text[begin : begin + 2] in ("'s", "’s"):
            begin += 2
        while begin < stop and not text[begin].isalnum():
            begin += 1
        while first := re.match(r"([^\W\d_]+(?:['’][a-z]+)?)\s*", text[begin:stop]):
            low = first.group(1).lower()
            if low in FUNCTION or low in _CALENDAR or low in _OPENERS or low in NUMBER_WORDS:
                begin += first.end()
                while begin < stop and not text[begin].isupper():
                    nxt = re.match(r"\S+\s*", text[begin:stop])
                    if nxt is None:
                        break
                    begin += nxt.end()
                continue
            break
        kept = text[begin:stop].rstrip(" .'’-&")
        while kept and kept.split()[-1].lower() in _CALENDAR | FUNCTION:
            kept = kept[: -len(kept.split()[-1])].rstrip()
        if kept and kept[0].isupper() and len(kept) > 1 and not _SHORT_MONTH.fullmatch(kept):
            yield Name(start=begin, end=begin + len(kept), text=kept)


# Words that often open a sentence in capitals and are no names.
_OPENERS = frozenset(
    "besides beside along aside apart unlike together "
    "asked police officials meanwhile earlier later today yesterday last next one two several many few others people dr mr mrs ms "
    "yes no however according despite instead neither none every once even like our its well perhaps why who".split()
) - {"dr", "mr", "mrs", "ms"}


def initials_fold(text: str) -> str:
    """Lower case with plain quotes and single blanks, to compare wordings."""
    return re.sub(r"\s+", " ", text.lower().replace("’", "'").replace("“", '"').replace("”", '"')).strip()
