"""A number of a sentence -> whether it counts or measures anything: years, scores, labels, ages and lengths of time do not."""

from __future__ import annotations

import re

from qa.ledger import cues
from qa.verify.counts.figures import Figure
from qa.verify.text import Reading

_LENGTHS = frozenset("second minute hour day week month year decade".split())
_TIME = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)"
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
# "Three to four weeks", "6 1/2 minutes", "8- to 10-hour".
_RANGE_OF_TIME = re.compile(rf"(?:-?\s*(?:[-–]|to|or|and)\s*(?:\d[\d./]*|[a-z]+)|\s+\d+/\d+)[\s-]+(?:more |long )?{_TIME}\b")
_SCORE_AHEAD = re.compile(r"[-–]\d+\b(?![-\w]*[a-z])")
_SCORE_BEHIND = re.compile(r"\d[-–]$")
_VOTE = re.compile(r"\b(?:vot\w+|ballots?|majority|in favou?r|against)\b", re.IGNORECASE)
# "600-pound", "three-digit": how something is, not how many.
_COMPOUND = re.compile(r"-(?!strong\b|million\b|billion\b)[A-Za-z]")
_AGE_BEHIND = re.compile(r"\b(?:aged?|ages) (?:\d+(?: and|-| to|,) )?$", re.IGNORECASE)
# "Category four storm", "Title 42": a kind. "Lock 3", "room 12": a place, unless something is counted ("at the gate 14 men").
_KIND_BEHIND = re.compile(
    r"\b(?:category|level|phase|grade|article|section|chapter|(?<!s )number|no\.|nos\.|episode|season|round|part|type|class|stage|tier"
    r"|title|bill|resolution|proposition|clause|bulletin|version|rule|step|flight|interstate|magnitude|top|nearest) $",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(
    r"\b(?:room|page|highway|route|channel|item|group|lock|pier|gate|line|shaft|berth|platform|unit|block|question|point) $", re.IGNORECASE
)
_NAMED = re.compile(r"(?<![.\"”!?] )(?<!^)\b[A-Z][\w'’]*[a-z] $")
# What may stand before a count with a capital, and is no name: a day, a month, the word that begins a sentence.
_NO_NAME = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day $|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) $|\b(?:Some|About|Around|Nearly|Almost|Only|Another|All|At|Over|Under) $"
)


def counts(figure: Figure, reading: Reading) -> bool:
    """Whether a number is a figure of the ledger."""
    ahead, behind = reading.text[figure.end :], reading.text[: figure.start]
    if figure.form == "ordinal":
        return (bool(figure.noun) and cues.ACTS.get(next_word(reading, figure.end)) == "dead") or _nth_to_die(reading, figure)
    if figure.form in ("clock", "vague", "part") or figure.unit in _LENGTHS:
        return False
    if figure.noun and figure.noun[0] in ("o'clock", "noon"):
        return False
    if figure.form == "share" or figure.unit:
        return True
    if _YEAR.fullmatch(figure.text) or _is_label(figure, ahead, behind) or _is_age(ahead, behind):
        return False
    if _RANGE_OF_TIME.match(ahead) and not figure.noun:
        return False
    if (_SCORE_AHEAD.match(ahead) or _SCORE_BEHIND.search(behind)) and not _VOTE.search(reading.text):
        return False
    if _COMPOUND.match(ahead):
        return False
    if re.match(r" ?(?:more|fewer|less|higher|lower|short) (?:than|of)\b", ahead):
        return False  # "three more than the day before": a difference
    if _told_of_before(figure, reading, behind, ahead):
        return False
    # "Two sides", "one reason": more often words than figures
    return figure.text.lower() not in ("one", "two", "three") or _acted(reading, figure)


def _told_of_before(figure: Figure, reading: Reading, behind: str, ahead: str) -> bool:
    """ "Each of the fourteen signed", "counted the nine": those who were counted before."""
    follows = next_word(reading, figure.end)
    named = figure.noun and not (follows.endswith("ed") and follows not in cues.ACTS)
    if named or re.match(r"\s+(?:dead|injured|missing|wounded|who)\b", ahead):
        return False
    return re.search(r"\b(?:the|these|those|all|other) $", behind) is not None


def _is_label(figure: Figure, ahead: str, behind: str) -> bool:
    """ "Lock 3", "Title 42", "2) the bench": a name, a kind or a place in a list."""
    if ahead.startswith(")") or _KIND_BEHIND.search(behind):
        return True
    if figure.noun and re.match(r"\s+\w+ly\b", ahead) is None:
        return False
    return _PLACE_BEHIND.search(behind) is not None or (_NAMED.search(behind) is not None and _NO_NAME.search(behind) is None)


def _is_age(ahead: str, behind: str) -> bool:
    """ "Halvard, 56, had", "ages 8 and 15", "in her 30s", "61-year-old"."""
    if re.match(r"s\b|-year-old| years? old", ahead) or _AGE_BEHIND.search(behind):
        return True
    if re.match(r"[,.;]|$", ahead) and re.search(r"\b(?:he|she|who) (?:is|was) (?:only |just )?$", behind, re.IGNORECASE):
        return True
    return ahead.startswith(",") and re.search(r"[a-z], $", behind) is not None


def _acted(reading: Reading, figure: Figure) -> bool:
    near = reading.text[max(0, figure.start - 30) : figure.end + 60].lower()
    return any(word in cues.ACTS for word in re.findall(r"[a-z]+", near))


def next_word(reading: Reading, at: int) -> str:
    """The word that begins at a character, in lower case."""
    found = re.match(r"\s*(\w+)", reading.text[at : at + 24])
    return found.group(1).lower() if found else ""


def _nth_to_die(reading: Reading, figure: Figure) -> bool:
    after = reading.text[figure.end : figure.end + 40]
    return (
        figure.value < 100
        and re.match(r" (?:person|people|man|woman|victim|patient|child|\w+) (?:to die|has died|had died|died|was killed)", after)
        is not None
    )
