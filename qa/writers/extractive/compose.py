"""Ranked sentences -> what is shown: the best one, what completes it, the other side, and what it replaced."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index import sentences
from index.dates import DayMention, find_days
from index.types import Passage, Window
from index.words import terms
from qa.writers.extractive import currency
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.question import Asked
from qa.writers.extractive.select import Ranked
from qa.writers.extractive.spans import Spot, spots, value_of

# An answer is at most this many sentences and words; the contract allows four and the reader likes two.
SENTENCES = 3
MOST = 4
WORDS = 125
# A further sentence is shown when its score is at most this far below the best; a rival figure may be further off.
MARGIN = 3.5
RIVAL_MARGIN = 8.0


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """A value that a later report replaced."""

    value: str
    date: dt.date | None
    candidate: Candidate


@dataclass(frozen=True, kw_only=True, slots=True)
class Composed:
    """What is shown, best first; ``lead`` is how many of the first sentences carry the answer together."""

    shown: tuple[Shown, ...]
    lead: int = 1
    earlier: tuple[Earlier, ...] = ()
    rivals: int = 0
    disputed: bool = False


def compose(asked: Asked, ranked: Sequence[Ranked], window: Window, text_of: Callable[[str, str], str]) -> Composed:
    """Choose what is shown of ``ranked`` (best first, never empty)."""
    best, disputed = _undisputed(asked, ranked)
    best = best if disputed else _updated(asked, best, ranked)
    lead = _completed(asked, best, ranked, text_of)
    shown = list(lead)
    rivals = _rivals(asked, best, ranked)
    earlier = _earlier(asked, best, ranked, rivals)
    replaced = {id(item.candidate) for item in earlier}
    for other in rivals:
        _add(shown, other, most=MOST)
    for other in ranked[:12]:
        if len(shown) >= SENTENCES or other.score < best.score - MARGIN:
            break
        if id(other.candidate) in replaced or any(_alike(other.candidate, item) for item in shown):
            continue
        _add(shown, other, most=SENTENCES)
    return Composed(shown=tuple(shown), lead=len(lead), earlier=tuple(earlier), rivals=len(rivals), disputed=disputed)


def _add(shown: list[Shown], other: Ranked, *, most: int) -> None:
    size = sum(len(item.text.split()) for item in shown) + len(other.candidate.text.split())
    taken = any(item.passage.document == other.candidate.passage.document and item.start == other.candidate.start for item in shown)
    if len(shown) < most and size <= WORDS and not taken:
        shown.append(_shown(other))


def _shown(ranked: Ranked) -> Shown:
    candidate = ranked.candidate
    return Shown(
        passage=candidate.passage, start=candidate.start, end=candidate.end, text=candidate.text,
        days=tuple(_moved(day, candidate.passage.start - candidate.start) for day in candidate.days),
        spots=ranked.spots, ranked=ranked,
    )  # fmt: skip


def _moved(day: DayMention, by: int) -> DayMention:
    return DayMention(
        start=day.start + by,
        end=day.end + by,
        first=day.first,
        last=day.last,
        precision=day.precision,
        basis=day.basis,
        relative=day.relative,
    )


def _undisputed(asked: Asked, ranked: Sequence[Ranked]) -> tuple[Ranked, bool]:
    """The best sentence, or the one that takes its report back; a report that was taken back is never the answer."""
    best = ranked[0]
    if best.parts["taken_back"]:
        return best, True
    for other in ranked[1:10]:
        if not other.parts["taken_back"] or other.score < best.score - 5:
            continue
        if asked.kind in ("count", "amount") and not other.spots:
            continue
        if other.parts["late"] < best.parts["late"] - 0.1:
            continue
        later = other.candidate.date and best.candidate.date and other.candidate.date >= best.candidate.date
        if later and same_fact(other.candidate, best.candidate):
            return other, True
    return best, False


def _updated(asked: Asked, best: Ranked, ranked: Sequence[Ranked]) -> Ranked:
    """The newest sentence that gives the asked level as plainly, for a question about the present state."""
    if asked.kind not in ("count", "amount") or not asked.now or best.candidate.date is None:
        return best
    chosen = best
    for other in ranked[1:15]:
        figure = _figure(asked, other, least=0.9)
        day = other.candidate.date
        if figure is None or day is None or day <= (chosen.candidate.date or day):
            continue
        told = other.parts["late"] + other.parts["joined"]
        if other.parts["context"] < 0.75 * best.parts["context"] or told < 0.55 * best.parts["late"]:
            continue
        if _figure(asked, best, least=0.9) is not None or other.parts["late"] > best.parts["late"] - 0.1:
            chosen = other
    return chosen


def same_fact(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences plainly speak of one thing: a third of the shorter one's words, three at least."""
    shared = {term for term in one.terms & other.terms if not term[:1].isdigit()}
    return len(shared) >= max(3, 0.34 * min(len(one.terms), len(other.terms)))


def _alike(one: Candidate, other: Shown) -> bool:
    mine = one.terms
    theirs = frozenset(terms(other.text))
    return len(mine & theirs) > 0.75 * len(mine | theirs)


# -- what completes the best sentence

_OPENS_WITH_PRONOUN = re.compile(
    r"[\"“']?(?:he|she|they|it|his|her|their|its|this|that|these|those|the (?:minister|president|chancellor|judge|company|man|woman|two|group|ministry|agency|"
    r"measure|vote|pair|league|spokes\w+|prime minister|officials?|court|figure|report|statement))\b",
    re.IGNORECASE,
)
_SAYS_WRONG = re.compile(
    r"\b(?:correction|earlier version|report\b.*\b(?:said|gave|stated|put)|misstated|incorrectly|wrongly)\b", re.IGNORECASE
)


def _completed(asked: Asked, best: Ranked, ranked: Sequence[Ranked], text_of: Callable[[str, str], str]) -> list[Shown]:
    """The best sentence with the neighbour that names, dates or corrects it, in the order of the text."""
    mine = _shown(best)
    before, after = _neighbours(asked, best, text_of)
    if after is not None and currency.takes_back(mine.text) and _SAYS_WRONG.search(mine.text):
        return [mine, after]
    if asked.speaker and (told := _speaker(asked, best, text_of)):
        return told
    typed = asked.kind in ("when", "where", "who", "count", "amount")
    lacking = typed and not any(spot.fit >= 0.4 for spot in mine.spots)
    if lacking:
        for near in (before, after):
            if near is not None and any(spot.fit >= 0.7 for spot in near.spots):
                return [near, mine] if near is before else [mine, near]
    if before is not None and _OPENS_WITH_PRONOUN.match(mine.text) and (asked.names or asked.kind == "who"):
        named = sum(name.text.lower() in mine.text.lower() for name in asked.names)
        there = sum(name.text.lower() in before.text.lower() for name in asked.names)
        if named < len(asked.names) and there or (asked.kind == "who" and before.spots):
            return [before, mine]
    return [mine]


def _neighbours(asked: Asked, best: Ranked, text_of: Callable[[str, str], str]) -> tuple[Shown | None, Shown | None]:
    """The sentences of the document before and after the best one, from the same paragraph or the next."""
    candidate = best.candidate
    passage = candidate.passage
    text = text_of(passage.document, passage.digest)
    spans = sentences.split(text)
    at = next((number for number, (a, b) in enumerate(spans) if a <= candidate.start < b), None)
    if at is None:
        return None, None
    found: list[Shown | None] = []
    for other in (at - 1, at + 1):
        if not 0 <= other < len(spans):
            found.append(None)
            continue
        a, b = spans[other]
        body = text[a:b]
        found.append(Shown(passage=passage, start=a, end=b, text=body, days=find_days(body, passage.date), spots=tuple(spots(asked, body))))
    return found[0], found[1]


_TELLS = re.compile(
    r"\b(?:said|says|told|called|described|claim\w*|den(?:y|ied|ies)|announced|warned|insisted|argued|replied|asked|wrote|according to)\b",
    re.IGNORECASE,
)


def _speaker(asked: Asked, best: Ranked, text_of: Callable[[str, str], str]) -> list[Shown]:
    """The sentences from the one that names who speaks to the best one; none when the best one names the speaker itself."""
    mine = _shown(best)
    if _TELLS.search(mine.text) and any(spot.fit >= 0.6 for spot in mine.spots):
        return []
    passage = best.candidate.passage
    text = text_of(passage.document, passage.digest)
    spans = sentences.split(text)
    at = next((number for number, (a, b) in enumerate(spans) if a <= best.candidate.start < b), None)
    if at is None:
        return []
    for back in range(1, 3):
        if at - back < 0 or "\n\n" in text[spans[at - back][1] : best.candidate.start] and back > 1:
            break
        a, b = spans[at - back]
        body = text[a:b]
        found = tuple(spots(asked, body))
        if any(spot.fit >= 0.8 for spot in found) and (_TELLS.search(body) or back == 1):
            return [
                *(
                    Shown(
                        passage=passage,
                        start=c,
                        end=d,
                        text=text[c:d],
                        days=find_days(text[c:d], passage.date),
                        spots=tuple(spots(asked, text[c:d])),
                    )
                    for c, d in spans[at - back : at]
                ),
                mine,
            ]
    return []


# -- the other side, and what was replaced


def _figure(asked: Asked, ranked: Ranked, *, least: float = 0.7) -> tuple[Spot, float] | None:
    """The figure of a sentence that most likely answers, with its value."""
    kept = [spot for spot in ranked.spots if spot.fit >= least]
    if not kept:
        return None
    spot = max(kept, key=lambda item: (item.fit, -item.start))
    value = value_of(spot.text)
    return None if value is None else (spot, value)


def _rivals(asked: Asked, best: Ranked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Sentences of other reports of the same days with another value for the asked figure, newest first."""
    mine = _figure(asked, best) if asked.kind in ("count", "amount") else None
    if mine is None or best.candidate.date is None:
        return []
    found: list[Ranked] = []
    for other in ranked[1:20]:
        theirs = _figure(asked, other)
        day = other.candidate.date
        if theirs is None or day is None or other.score < best.score - RIVAL_MARGIN:
            continue
        if abs((day - best.candidate.date).days) > 0 or other.candidate.passage.document == best.candidate.passage.document:
            continue
        if theirs[1] != mine[1] and value_of(theirs[0].text) is not None:
            found.append(other)
        if found:
            break
    return sorted(found, key=lambda item: -(item.candidate.date or dt.date.min).toordinal())


def _earlier(asked: Asked, best: Ranked, ranked: Sequence[Ranked], rivals: Sequence[Ranked]) -> list[Earlier]:
    """Older values of the asked figure, newest first: only for a question about the present state."""
    mine = _figure(asked, best) if asked.kind in ("count", "amount") and asked.now else None
    if mine is None or best.candidate.date is None:
        return []
    found: list[Earlier] = []
    values = {mine[1]}
    held = {id(item) for item in rivals}
    for other in ranked[1:15]:
        theirs = _figure(asked, other)
        day = other.candidate.date
        if theirs is None or day is None or id(other) in held or day >= best.candidate.date:
            continue
        if other.parts["late"] < best.parts["late"] - 0.15 or theirs[1] in values:
            continue
        values.add(theirs[1])
        found.append(Earlier(value=theirs[0].text, date=day, candidate=other.candidate))
    return sorted(found, key=lambda item: -(item.date or dt.date.min).toordinal())[:6]
