"""Shown sentences -> by how much a figure changed: the difference of two that they give, with how it was computed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from index.dates import plain
from qa.writers.extractive.currency import same_unit
from qa.writers.extractive.neighbours import Shown
from qa.writers.extractive.question import Asked
from qa.writers.extractive.words import Figure, figures

_ASKS = re.compile(r"\bby how (?:much|many)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:about |nearly |around |some )?[$€£]?$", re.IGNORECASE)
_TO = re.compile(r"\bto\s(?:about |nearly |around |some )?[$€£]?$", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:between|from|since)\b", re.IGNORECASE)


def difference(asked: Asked, shown: Sequence[Shown]) -> tuple[str, str] | None:
    """(the difference, how it was computed) for a question that asks by how much; None when two figures are not plainly there.

    The two stand in one sentence ("to 3.25 per cent from 3.5 per cent") or, for a question about two days, in reports of two days.
    """
    if not _ASKS.search(asked.whole):
        return None
    for item in shown:
        if found := _in_one(item.text):
            return found
    return _over_days(shown) if _SPAN.search(asked.whole) else None


def _in_one(text: str) -> tuple[str, str] | None:
    told = figures(text)
    old = next((figure for figure in told if _FROM.search(text[: figure.start])), None)
    new = next((figure for figure in told if _TO.search(text[: figure.start])), None)
    if old is None or new is None or not same_unit(old.text, new.text):
        return None
    return _less(old, new), f"from {old.text.strip()} to {new.text.strip()}"


def _over_days(shown: Sequence[Shown]) -> tuple[str, str] | None:
    days: dict[dt.date, Figure] = {}
    for item in shown:
        kept = [spot for spot in item.spots if spot.fit >= 0.5]
        if item.passage.date is None or not kept:
            continue
        spot = max(kept, key=lambda each: (each.fit, -each.start))
        if told := figures(spot.text):
            days.setdefault(item.passage.date, told[0])
    if len(days) != 2:
        return None
    (first, old), (last, new) = sorted(days.items())
    if not same_unit(old.text, new.text):
        return None
    return _less(old, new), f"{old.text.strip()} reported on {plain(first)}, {new.text.strip()} on {plain(last)}"


def _less(old: Figure, new: Figure) -> str:
    amount = f"{abs(new.value - old.value):,.10g}"
    return f"{amount} percentage points" if new.percent else amount
