"""Shown sentences -> the shortest span that answers, or none rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.dates import DayMention, plain
from index.words import stem
from qa.writers.extractive import phrases
from qa.writers.extractive.align import Weighed
from qa.writers.extractive.change import difference
from qa.writers.extractive.neighbours import Shown
from qa.writers.extractive.question import Asked
from qa.writers.extractive.verdict import verdict
from qa.writers.extractive.words import Spot, base

# A spot whose kind fits worse than this is a guess.
LEAST_FIT = 0.4
# From these log-odds on the reader's span stands, where no rule gives one and in place of a loose rule's: of six values tried on five
# development corpora the one with the best overlap with the answers (what .23 -> .37, which .32 -> .38, how .20 -> .41).
_READ = -2.0
# "On Tuesday" is a day that rules know, and a statement asks for nothing.
_BY_RULE_ALONE = frozenset(("when", "statement"))
# Which of the phrases of a sentence is meant, the reader knows better than their likeness to the question.
_LOOSE = frozenset(("which", "what", "why"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Short:
    """A short answer, and how it was computed (None when it stands in the text as it is)."""

    text: str
    basis: str | None = None


def shorten(
    asked: Asked, weighed: Weighed, lead: Sequence[Shown], *, beside: Sequence[Shown] = (), taken_back: bool = False, corrects: bool = False
) -> Short | None:
    """The short answer that the leading sentences give, None when none is plain; ``beside`` are the others that are shown.

    ``corrects`` says that the first sentence repeats what the next ones put right.
    """
    if changed := difference(asked, (*lead, *beside)):
        return Short(text=changed[0], basis=changed[1])
    if asked.kind == "yesno":
        texts = (" ".join(item.text for item in lead), *(item.text for item in beside))
        settled = next(filter(None, (verdict(asked, text, taken_back=taken_back) for text in texts)), None)
        return Short(text=settled) if settled else None
    best = next((item for item in lead if item.ranked is not None), None)
    order = [item for item in (best, *lead) if item is not None]
    put_right = len(order) > 1 and (corrects or _corrects(order[0].text))
    if put_right:
        order = [*reversed(lead)]
    by_rule = next(filter(None, (_by_rule(asked, weighed, item) for item in order)), None)
    if best is None or put_right or asked.kind in _BY_RULE_ALONE:
        return by_rule
    if by_rule is None:
        return _as_read(best)
    read = _as_read(best) if asked.kind in _LOOSE and len(lead) == 1 else None
    return by_rule if read is None or _same(read, by_rule) else read


def _by_rule(asked: Asked, weighed: Weighed, item: Shown) -> Short | None:
    return _phrase(asked, weighed, item) if asked.kind in ("which", "what") else _of(asked, weighed, item)


def _as_read(item: Shown) -> Short | None:
    """The span that the reader found in a sentence, when it is so sure of it."""
    found = item.ranked.found if item.ranked is not None else None
    if found is None or found.score < _READ or item.ranked is None:
        return None
    text = item.ranked.candidate.text[found.start : found.end].strip(" ,.;:")
    return Short(text=text) if text else None


def _same(one: Short, other: Short) -> bool:
    """Whether one of two short answers holds the other: the rule's is kept, which knows days, titles and units."""
    mine, theirs = one.text.casefold(), other.text.casefold()
    return mine in theirs or theirs in mine


def _corrects(text: str) -> bool:
    return bool(re.search(r"\b(?:said|gave|stated|put)\b", text)) and bool(re.search(r"\bcorrect(?:ion|ed)\b|earlier version", text, re.I))


def _phrase(asked: Asked, weighed: Weighed, item: Shown) -> Short | None:
    """The phrase of a ranked sentence that a "which" or "what" asks for."""
    if item.ranked is None:
        return None
    candidate = item.ranked.candidate
    found = phrases.described(candidate, weighed, frozenset(asked.terms))
    spot = phrases.chosen(found, candidate.text)
    return Short(text=spot.text) if spot else None


def _of(asked: Asked, weighed: Weighed, item: Shown) -> Short | None:
    if asked.kind == "why":
        reason = because(item.text)
        return Short(text=reason.text) if reason else None
    if asked.kind == "when":
        return _day(asked, weighed, item)
    spot = best_spot(asked, weighed, item)
    return Short(text=spot.text) if spot else None


def _day(asked: Asked, weighed: Weighed, item: Shown) -> Short | None:
    spot = best_spot(asked, weighed, item)
    wanted = set(asked.focus)
    if "year" not in wanted:
        days = [day for day in item.days if day.precision == "day" and day.first == day.last]
        if days:
            hits = _hits(asked, weighed, item.text)
            of_the_deed = _behind_verb(asked.verb, item.text, [day.start for day in days])

            def worth(day: DayMention) -> tuple[float, int]:
                near = _worth(_as_spot(item.text, day.start, day.end, 1.0), hits, len(item.text))
                told = _SAID_THEN.search(item.text[: day.start]) is not None and not asked.speaker
                return round(near - 0.4 * told + 0.3 * (day.start == of_the_deed), 4), -day.start

            day = max(days, key=worth)
            if spot is None or (day.start < spot.end and spot.start < day.end) or not re.search(r"\d", spot.text):
                said = item.text[day.start : day.end]
                return Short(text=plain(day.first), basis=None if said == plain(day.first) else day.basis)
    return Short(text=spot.text) if spot else None


# "Said on Monday that they had found": the day is that of the saying.
_SAID_THEN = re.compile(
    r"\b(?:said|says|told (?:[\w’']+\s){1,3}|announced|reported|added|wrote|confirmed|acknowledged|stated)\s?(?:\w+ly\s)?(?:late\s"
    r"|early\s)?(?:on\s)?$"
)


def _behind_verb(verb: str | None, text: str, starts: Sequence[int]) -> int | None:
    """Where the first day behind the asked verb stands, None when the sentence has no such verb."""
    at = next((m.end() for m in re.finditer(r"[^\W\d_]+", text) if verb is not None and base(m.group().lower()) == verb), None)
    return min((start for start in starts if at is not None and start >= at), default=None)


def _as_spot(text: str, start: int, end: int, fit: float) -> Spot:
    return Spot(start=start, end=end, text=text[start:end], fit=fit)


def best_spot(asked: Asked, weighed: Weighed, item: Shown) -> Spot | None:
    """The span of a sentence whose kind fits best and that stands nearest to the question's own words."""
    kept = [spot for spot in item.spots if spot.fit >= LEAST_FIT]
    if not kept:
        return None
    hits = _hits(asked, weighed, item.text)
    return max(kept, key=lambda spot: (round(_worth(spot, hits, len(item.text)), 4), -spot.start))


def _hits(asked: Asked, weighed: Weighed, text: str) -> list[tuple[int, float]]:
    """Where the question's own words stand in the sentence, and what each weighs; the counted noun tells nothing."""
    left_out = set(asked.focus) if asked.kind == "count" else set()
    found = []
    for match in re.finditer(r"[^\W_]+", text):
        term = stem(match.group().lower())
        if term in weighed.share and term not in left_out:
            found.append((match.start(), weighed.share[term]))
    return found


def _worth(spot: Spot, hits: Sequence[tuple[int, float]], length: int) -> float:
    """The fit of a spot less its mean distance to the three nearest of the question's words, rare words first."""
    gaps = sorted((min(abs(hit - spot.start), abs(hit - spot.end)), weight) for hit, weight in hits if not spot.start <= hit < spot.end)[:3]
    if not gaps:
        return spot.fit
    mean = sum(gap * weight for gap, weight in gaps) / sum(weight for _, weight in gaps)
    return spot.fit - 0.6 * mean / max(length, 60)


_BECAUSE = re.compile(
    r"\b(?:because of|because|due to|owing to|on account of|as a result of|in protest (?:at|over|against)|after|so that"
    r"|in order to|blamed on|caused by|since|until|citing|amid)\s+",
    re.IGNORECASE,
)


# Weaker: "resigned on Tuesday over a row", "carried off with a knee injury", "closed for repairs".
_OVER = re.compile(r"\bover\s+(?=[a-z])|\b(?:with|for|to)\s+(?=(?:a|an|the|his|her|its|their)\b|[a-z]+ing\b)", re.IGNORECASE)


def because(text: str) -> Spot | None:
    """The clause that gives a reason, without the word that opens it."""
    match = _BECAUSE.search(text) or _OVER.search(text)
    if match is None:
        return None
    start = match.start() if match.group().lower().startswith("in ") else match.end()
    stop = re.search(r"[,;.](?:\s|$)|\s[-–—]\s|\s(?:and|but)\s(?:will|has|had|was|is|were|are)\b", text[start:])
    end = start + stop.start() if stop else len(text)
    return _as_spot(text, start, end, 0.6) if end - start > 4 else None
