"""Question + window -> the sentence that says what no passage gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from index.types import Window
from qa.writers.extractive.question import Asked

_WANTED = {
    "who": "names who",
    "when": "gives the day",
    "where": "names the place",
    "count": "gives the number",
    "amount": "gives the figure",
    "which": "says which",
    "what": "says what",
    "yesno": "settles whether",
    "why": "gives the reason",
    "how": "says how",
}


def day(value: dt.date) -> str:
    """A day as people are shown it: ``13 March 2031``."""
    return f"{value.day} {value:%B %Y}"


def when(window: Window) -> str:
    """The window in words, with a blank before it, "" when it is open."""
    last = window.last
    if window.since and last and window.since == last:
        return f" of {day(last)}"
    if window.since and last:
        return f" from {day(window.since)} to {day(last)}"
    if last:
        return f" up to {day(last)}"
    return f" since {day(window.since)}" if window.since else ""


def reason(asked: Asked, window: Window, unseen: Sequence[str], *, empty: bool = False) -> str:
    """One sentence: what is missing. ``unseen`` are words of the question that no passage near the answer holds."""
    if asked.kind == "corpus":
        return "This asks about the collection itself, not about what its documents say: `qa status` counts and lists them."
    if empty:
        return f"There is no passage{when(window)} to answer from."
    if not asked.terms:
        return "The question names nothing to look for."
    if asked.kind == "statement":
        return f"This is a statement, not a question; no passage{when(window)} settles it."
    gap = f", and none speaks of {_list(unseen)}" if unseen else ""
    return f"No passage{when(window)} {_WANTED[asked.kind]} in answer to “{asked.text.rstrip(' ?')}”{gap}."


def _list(words: Sequence[str]) -> str:
    shown = [f"“{word}”" for word in words[:3]]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1]
