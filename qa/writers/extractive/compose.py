"""Ranked sentences -> what is shown: the best one, what completes it, the other side, and what it replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.words import terms
from qa.writers.extractive import currency, office
from qa.writers.extractive.currency import Earlier
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.neighbours import Shown, TextOf, completed, shown, told_wrong
from qa.writers.extractive.question import Asked
from qa.writers.extractive.select import Ranked

# The contract allows four sentences and the reader likes two; the fourth is kept for the other side.
SENTENCES = 3
MOST = 4
WORDS = 125
# A further sentence is shown when its score (5 to 25) is at most this far below the best.
MARGIN = 4.5
# A sentence with the kind of thing asked for takes the place of one without it from this far behind.
FITTING_MARGIN = 2.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Composed:
    """What is shown, best first; ``lead`` is how many of the first sentences carry the answer together.

    ``rivals`` is how many tell another figure of the same day, ``disputed`` whether a report of it was taken back,
    ``updated`` whether a newer sentence took the place of the one that fitted best, ``corrects`` whether the first sentence
    repeats what the next ones put right.
    """

    shown: tuple[Shown, ...]
    lead: int = 1
    earlier: tuple[Earlier, ...] = ()
    rivals: int = 0
    disputed: bool = False
    updated: bool = False
    corrects: bool = False


def compose(asked: Asked, ranked: Sequence[Ranked], text_of: TextOf) -> Composed:
    """Choose what is shown of ``ranked`` (best first, never empty)."""
    ranked = _fitting(asked, ranked, text_of)
    best, disputed = currency.undisputed(asked, ranked)
    if not disputed:
        best = office.holder(asked, currency.updated(asked, best, ranked), ranked)
    wrong = told_wrong(best, text_of).signal
    disputed = disputed or wrong == "retraction"
    lead = completed(asked, best, text_of)
    if sum(len(item.text.split()) for item in lead) > WORDS:
        lead = [shown(best)]
    chosen = list(lead)
    rivals = currency.rivals(asked, best, ranked)
    earlier = currency.earlier(asked, best, ranked, rivals)
    replaced = {id(item.candidate) for item in earlier}
    for other in rivals:
        _add(chosen, other, most=MOST)
    for other in ranked[:12]:
        if len(chosen) >= SENTENCES or other.score < best.score - MARGIN:
            break
        if other.candidate.is_headline:
            continue
        if id(other.candidate) not in replaced and not any(_alike(other.candidate, item) for item in chosen):
            _add(chosen, other, most=SENTENCES)
    return Composed(
        shown=tuple(chosen),
        lead=len(lead),
        earlier=tuple(earlier),
        rivals=len(rivals),
        disputed=disputed,
        updated=not disputed and best is not ranked[0],
        corrects=wrong == "correction",
    )


def _fitting(asked: Asked, ranked: Sequence[Ranked], text_of: TextOf) -> Sequence[Ranked]:
    """``ranked``, led by a close runner-up that holds the kind of thing asked for when the first, completed, does not."""
    first = ranked[0]
    if asked.kind not in ("who", "when", "where", "count", "amount"):
        return ranked
    if any(spot.fit >= 0.5 for item in completed(asked, first, text_of) for spot in item.spots):
        return ranked
    for other in ranked[1:4]:
        near = other.score >= first.score - FITTING_MARGIN and other.parts["deed"] >= first.parts["deed"]
        if near and any(spot.fit >= 0.7 for spot in other.spots):
            return [other, *(item for item in ranked if item is not other)]
    return ranked


def _add(chosen: list[Shown], other: Ranked, *, most: int) -> None:
    size = sum(len(item.text.split()) for item in chosen) + len(other.candidate.text.split())
    place = (other.candidate.passage.document, other.candidate.start)
    taken = any((item.passage.document, item.start) == place for item in chosen)
    if len(chosen) < most and size <= WORDS and not taken:
        chosen.append(shown(other))


def _alike(one: Candidate, other: Shown) -> bool:
    mine = one.terms
    theirs = frozenset(terms(other.text))
    return len(mine & theirs) > 0.75 * len(mine | theirs)
