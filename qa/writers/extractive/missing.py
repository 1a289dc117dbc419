"""Question + window -> the sentence that says what no passage gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.dates import plain
from index.types import Window
from qa.writers.extractive.question import Asked

_WANTED = {
    "who": "names the person asked for",
    "when": "gives the day asked for",
    "where": "names the place asked for",
    "count": "gives the number asked for",
    "amount": "gives the figure asked for",
    "which": "says which",
    "what": "says what is asked",
    "yesno": "settles this",
    "why": "gives the reason",
    "how": "says how",
}
ABOUT_ITSELF = "This asks about the collection itself, not about what its documents say"
# "who resigned" can follow "says"; "when did she resign" cannot.
_PLAIN = re.compile(
    r"(?:who|how many(?: [\w'’-]+){1,3}?|what|which(?: [\w'’-]+){1,3}?) (?!do\b|does\b|did\b|is\b|are\b|was\b|were\b"
    r"|has\b|have\b|had\b|will\b)\w"
)
_INVERTED = re.compile(
    r"\b(?:do|does|did)\b|\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may) (?:the|a|an|he|she|it|they|[A-Z])"
)


def when(window: Window) -> str:
    """The window in words, with a blank before it, "" when it is open."""
    last = window.last
    if window.since and last and window.since == last:
        return f" of {plain(last)}"
    if window.since and last:
        return f" from {plain(window.since)} to {plain(last)}"
    if last:
        return f" up to {plain(last)}"
    return f" since {plain(window.since)}" if window.since else ""


def reason(asked: Asked, window: Window, unseen: Sequence[str], *, empty: bool = False) -> str:
    """One sentence: what is missing. ``unseen`` are words of the question that no passage near the answer holds."""
    if asked.kind == "corpus":
        return f"{ABOUT_ITSELF}: `qa status` counts and lists them."
    if empty:
        return f"There is no passage{when(window)} to answer from."
    if not asked.terms:
        return "The question names nothing to look for."
    if asked.kind == "statement":
        return f"This is a statement, not a question; no passage{when(window)} settles it."
    asks = asked.whole.rstrip(" ?")
    lowered = asks[:1].lower() + asks[1:]
    wanted = f"says {lowered}" if _PLAIN.match(lowered) and not _INVERTED.search(asks) else f"{_WANTED[asked.kind]} (“{asks}?”)"
    gap = f"; the nearest one does not mention {_list(unseen)}" if unseen else ""
    return f"No passage{when(window)} {wanted}{gap}."


def _list(words: Sequence[str]) -> str:
    shown = [f"“{word}”" for word in words[:3]]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1]
