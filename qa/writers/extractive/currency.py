"""Ranked sentences -> what is current: earlier values, rival values, and what was denied, corrected or taken back."""

from __future__ import annotations

import re

_DENIAL = re.compile(
    r"\b(?:denied|denies|denying|rejected|false|untrue|no truth|retracts?|retracted|retraction|withdrawn|forgery|not genuine|hoax|i was wrong|"
    r"was wrong|correction|corrected|erroneous(?:ly)?|in error|regrets? the error|apologi[sz]es?)\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:rumou?rs?|rumou?red|i am told|i was told|tell me|said to (?:be|want|have)|anonymous|unnamed|unconfirmed|allegedly|my guess|sources? (?:say|said|tell)|cannot prove)\b",
    re.IGNORECASE,
)


def takes_back(text: str) -> bool:
    """Whether a sentence denies, corrects or retracts a report."""
    return bool(_DENIAL.search(text))


def hearsay(text: str) -> bool:
    """Whether a sentence passes on what nobody stands up for."""
    return bool(_HEARSAY.search(text))
