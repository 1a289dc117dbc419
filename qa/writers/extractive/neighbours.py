"""The best sentence -> the sentences beside it that name, date, attribute or correct it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.dates import DayMention, find_days
from index.types import Passage
from index.words import terms
from qa.ledger.notices import notice
from qa.ledger.types import Signal
from qa.writers.extractive.cues import leans, takes_back
from qa.writers.extractive.evidence import readable
from qa.writers.extractive.fates import fates
from qa.writers.extractive.question import Asked
from qa.writers.extractive.select import Ranked
from qa.writers.extractive.spans import spots
from qa.writers.extractive.words import Spot

TextOf = Callable[[str, str], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A sentence to show. ``spots`` are its possible short answers, ``ranked`` is None for a neighbour shown for context."""

    passage: Passage
    start: int
    end: int
    text: str
    days: tuple[DayMention, ...] = ()
    spots: tuple[Spot, ...] = ()
    ranked: Ranked | None = None


def shown(ranked: Ranked) -> Shown:
    """A ranked sentence as it is shown."""
    candidate = ranked.candidate
    return Shown(
        passage=candidate.passage, start=candidate.start, end=candidate.end, text=candidate.text, days=candidate.days,
        spots=ranked.spots, ranked=ranked,
    )  # fmt: skip


_OPENS_WITH_PRONOUN = re.compile(
    r"[\"“']?(?:he|she|they|it|his|her|their|its|this|that|these|those|the (?:minister|president|chancellor|judge"
    r"|company|man|woman|two|group|ministry|agency|"
    r"measure|vote|pair|league|spokes\w+|prime minister|officials?|court|figure|report|statement))\b",
    re.IGNORECASE,
)
_SAYS_WRONG = re.compile(
    r"\b(?:correction|earlier version|report\b.*\b(?:said|gave|stated|put)|misstated|incorrectly|wrongly)\b", re.IGNORECASE
)


def completed(asked: Asked, best: Ranked, text_of: TextOf) -> list[Shown]:
    """The best sentence with the neighbour that names, dates or corrects it, in the order of the text."""
    mine = shown(best)
    earlier, later = _beside(asked, best, text_of)
    before = earlier[0] if earlier else None
    after = later[0] if later else None
    if later and (wrong := told_wrong(best, text_of)).signal is not None:
        # Why it was wrong is told behind the right value.
        return [mine, *(item for item in later if item.end <= wrong.end or asked.kind == "why")]
    # What was retracted whole has nothing right to follow.
    if after is not None and takes_back(mine.text) and _SAYS_WRONG.search(mine.text) and "retract" not in mine.text.lower():
        return [mine, after]
    if asked.speaker and (told := _speaker(mine, earlier)):
        return told
    typed = asked.kind in ("when", "where", "who", "count", "amount")
    lacking = typed and not any(spot.fit >= 0.4 for spot in mine.spots)
    if lacking:
        for near in (before, after):
            if near is not None and _completes(asked, mine, near, leans(mine.text if near is before else near.text)):
                return [near, mine] if near is before else [mine, near]
    if before is not None and _OPENS_WITH_PRONOUN.match(mine.text) and (asked.names or asked.kind == "who"):
        named = sum(name.text.lower() in mine.text.lower() for name in asked.names)
        there = sum(name.text.lower() in before.text.lower() for name in asked.names)
        if (named < len(asked.names) and there) or (asked.kind == "who" and before.spots):
            return [before, mine]
    return [mine]


class Notice(NamedTuple):
    """What a sentence that speaks of its publisher's own report begins, and where that ends."""

    signal: Signal | None
    end: int


def told_wrong(best: Ranked, text_of: TextOf) -> Notice:
    """Whether the best sentence only repeats what its publisher then puts right or takes back."""
    candidate = best.candidate
    text = text_of(candidate.passage.document, candidate.passage.digest)
    return Notice(*notice(text, candidate.start, candidate.end))


def _completes(asked: Asked, mine: Shown, near: Shown, tied: bool) -> bool:
    """Whether a neighbour gives what the best sentence lacks: one leans on the other, or a figure speaks of the same things."""
    if not any(spot.fit >= 0.7 for spot in near.spots):
        return False
    if asked.kind in ("count", "amount"):
        fate = fates(asked.text)
        shared = frozenset(terms(mine.text)) & frozenset(terms(near.text))
        return (tied or bool(shared)) and (not fate or bool(fate & (fates(near.text) | fates(mine.text))))
    return tied


def _beside(asked: Asked, best: Ranked, text_of: TextOf) -> tuple[list[Shown], list[Shown]]:
    """Up to two sentences of the document before the best one, and up to two after it, nearest first."""
    passage = best.candidate.passage
    text = text_of(passage.document, passage.digest)
    spans = readable(text)
    at = next((number for number, (a, b) in enumerate(spans) if a <= best.candidate.start < b), None)
    if at is None:
        return [], []

    def made(span: tuple[int, int]) -> Shown:
        body = text[span[0] : span[1]]
        return Shown(
            passage=passage, start=span[0], end=span[1], text=body, days=find_days(body, passage.date), spots=tuple(spots(asked, body))
        )  # fmt: skip

    return [made(spans[back]) for back in (at - 1, at - 2) if back >= 0], [made(span) for span in spans[at + 1 : at + 3]]


_TELLS = re.compile(
    r"\b(?:said|says|told|called|described|claim\w*|den(?:y|ied|ies)|announced|warned|insisted|argued|replied|asked|wrote|according to)\b",
    re.IGNORECASE,
)


def _speaker(best: Shown, before: Sequence[Shown]) -> list[Shown]:
    """The sentences from the one that names who speaks to the best one; none when the best one names the speaker itself."""
    if _TELLS.search(best.text) and any(spot.fit >= 0.6 for spot in best.spots):
        return []
    for back, near in enumerate(before, 1):
        told = back == 1 or any(_TELLS.search(item.text) for item in before[:back])
        if told and any(spot.fit >= 0.8 for spot in near.spots):
            return [*reversed(before[:back]), best]
    return []
