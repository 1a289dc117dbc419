"""Figures and states that have another value than before -> updated, from and to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from index.embed import TokenEmbedder
from index.words import stem
from qa.ledger import cues
from qa.ledger.cues import ACTS
from qa.ledger.likeness import Weights, claim_likeness, covered, stems_of
from qa.ledger.past import Past
from qa.ledger.series import Stated, latest_before, ratio, same_thing, stated
from qa.ledger.targets import content
from qa.ledger.told_later import FURTHEST, MOST, Later
from qa.ledger.types import Change, Claim, Report

# Least part of a claim that one earlier report must hold for the claim to be an update of something known.
KNOWN = 0.4
# Two sentences as alike as this tell one thing at two times.
_SAME_SENTENCE, _WORDS_SHARED = 0.4, 3
# A first count goes on from a sentence that is as like it as this.
_FIRST_COUNT = 0.12
_ROLES = frozenset(
    stem(word)
    for word in "minister president chancellor premier secretary director chief head leader chair chairman mayor governor judge "
    "commissioner commander ambassador captain coach manager pope king queen".split()
)
# So much more must be known of an opening: what ends may stand in its last clause only.
_KNOWN_OPENING = 0.5
# Who is freed was held.
_KIN = MappingProxyType({"freed": frozenset(("freed", "held")), "dead": frozenset(("dead", "missing", "ill"))})
_STEMMED = MappingProxyType({stem(word): act for word, act in ACTS.items()})


def updates(before: Past, now: Sequence[Report], weights: Weights, tokens: TokenEmbedder | None = None) -> Iterator[Change]:
    """The latest value of each figure that had another one before, then states that ended, changed hands or were explained.

    With ``tokens``, the bundled model's, also figures whose earlier value only the likeness of the words around them tells.
    """
    yield from _figures(before, now, weights, Later(weights, tokens) if tokens is not None and len(now) <= MOST else None)
    yield from _states(before, now, weights)


def _figures(before: Past, now: Sequence[Report], weights: Weights, later: Later | None) -> Iterator[Change]:
    told = _Told()
    gone_on_from: set[int] = set()
    for one in sorted(
        stated(now), key=lambda one: (-one.report.date.toordinal(), one.figure.bound != 0, one.report.document, one.claim.ordinal)
    ):
        if one.claim.modality == "denied" or told.holds(one, weights) or (later is None and _of_one_day(one)):
            continue
        past = stated(before.about(one.claim.stems))
        by_rule = _by_rule(one, past, weights)
        previous = later.previous(one, past) if by_rule is None and later is not None else by_rule
        if one.figure.kind != "incident" or previous is not None:
            told.add(one)
        if previous is not None and id(previous.figure) in gone_on_from:
            continue  # a later value of it was told
        if previous is None:
            if (row := _first_total(one, before, weights)) is not None:
                yield row
        elif previous.figure.amount != one.figure.amount:
            gone_on_from.add(id(previous.figure))
            yield _row(one, previous, _salience(one) - (0.1 if one.figure.kind == "incident" else 0.0))


def _of_one_day(one: Stated) -> bool:
    """Whether a figure is a day's count, which has no earlier value; a bare number, told again in the same sentence, has."""
    figure = one.figure
    return figure.kind == "incident" and (len(one.claim.figures) > 1 or bool(figure.act or figure.head or figure.unit))


def _by_rule(one: Stated, past: Sequence[Stated], weights: Weights) -> Stated | None:
    """The earlier value that a figure certainly goes on from."""
    if _of_one_day(one):
        return None
    if one.figure.kind == "incident":
        return _told_alike(one, past, weights)
    found = _named_former(one, past, weights) or latest_before(one, past, weights) or _told_alike(one, past, weights)
    if found is None and one.figure.kind == "cumulative" and one.figure.act:
        return _counted_apart(one, past, weights)
    return found


class _Told:
    """The figures that were looked at, found by what must agree for two to be of one thing."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)

    def holds(self, one: Stated, weights: Weights) -> bool:
        """Whether a figure of the same thing was looked at."""
        return any(same_thing(one, done, weights) for done in self._done[_kind(one)])

    def add(self, one: Stated) -> None:
        """Remember a figure."""
        self._done[_kind(one)].append(one)


def _kind(one: Stated) -> tuple[str, str, str]:
    return one.figure.kind, one.figure.unit, one.figure.act


def _named_former(one: Stated, past: Sequence[Stated], weights: Weights) -> Stated | None:
    """The last earlier figure with the value that the claim itself calls the former one ("to 45 litres from 30")."""
    was = {figure.amount for figure in one.claim.figures if figure.former and figure.unit == one.figure.unit}
    found = [
        other
        for other in past
        if other.figure.amount in was
        and other.figure.unit == one.figure.unit
        and claim_likeness(one.claim.stems, other.claim.stems, weights) >= 0.08
    ]
    return found[-1] if found else None


def _told_alike(one: Stated, past: Sequence[Stated], weights: Weights) -> Stated | None:
    """The last earlier figure that was told in nearly the same sentence: "The counter stood at 4,350", "The counter read 5,100"."""
    found = [
        (claim_likeness(one.claim.stems, other.claim.stems, weights), other)
        for other in past
        if other.figure.unit == one.figure.unit and other.figure.act == one.figure.act and other.figure.amount != one.figure.amount
        and len(other.claim.figures) <= 2 and ratio(one.figure, other.figure) <= FURTHEST
    ]  # fmt: skip
    near = [
        other for alike, other in found if alike >= _SAME_SENTENCE and len(set(one.claim.stems) & set(other.claim.stems)) >= _WORDS_SHARED
    ]
    return max(near, key=lambda other: other.order, default=None)


def _counted_apart(one: Stated, past: Sequence[Stated], weights: Weights) -> Stated | None:
    """A day's figure that a running total now goes on from."""
    for other in reversed(past):
        same_kind = other.figure.kind == "incident" and other.figure.act == one.figure.act and set(other.figure.head) & set(one.figure.head)
        if same_kind and claim_likeness(one.claim.stems, other.claim.stems, weights) >= 0.2:
            return other
    return None


def _first_total(one: Stated, before: Past, weights: Weights) -> Change | None:
    """A first total of something that was told of before it was counted: from none to so many."""
    if one.figure.kind != "cumulative" or not one.figure.act or not one.figure.head:
        return None
    stems, heads, acts = content([one.claim]), set(one.figure.head), _KIN.get(one.figure.act, frozenset((one.figure.act,)))
    best: tuple[float, Report, Claim] | None = None
    for report in before.about(stems):
        for claim in report.claims:
            told = (
                {figure.act for figure in claim.figures}
                | {ACTS.get(word, "") for word in claim.stems}
                | {_STEMMED.get(word, "") for word in claim.stems}
            )
            if not heads & set(claim.stems) or not told & acts:
                continue
            alike = claim_likeness(stems, claim.stems, weights)
            if best is None or alike >= best[0]:
                best = alike, report, claim
    if best is None or best[0] < _FIRST_COUNT:
        return None
    return Change(
        change="updated", about=one.figure.what, spans=(one.report.span(one.claim),), previous=best[1].span(best[2]),
        was=None, now=one.figure.value, salience=_salience(one) - 0.05,
    )  # fmt: skip


def _row(one: Stated, previous: Stated, salience: float) -> Change:
    return Change(
        change="corrected" if _puts_right(one, previous) else "updated", about=one.figure.what, spans=(one.report.span(one.claim),),
        previous=previous.report.span(previous.claim), was=previous.figure.value, now=one.figure.value, salience=salience,
    )  # fmt: skip


def _puts_right(one: Stated, previous: Stated) -> bool:
    """Whether the newer claim names the earlier value as the wrong one: "17, not 19"."""
    text = one.report.text[one.claim.start : one.claim.end]
    return any(cues.PUT_RIGHT.search(text[: match.start()]) for match in re.finditer(rf"\b{re.escape(previous.figure.value)}\b", text))


def _salience(one: Stated) -> float:
    """People before prices, the opening of a report before its end."""
    people = 0.2 if one.figure.act and one.figure.kind == "cumulative" else 0.1 if one.figure.act or one.figure.unit == "%" else 0.0
    return 0.5 + people + (0.1 if one.claim.paragraph <= 1 else 0.0)


def _states(before: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    for report in now:
        notices = {claim.paragraph for claim in report.claims if {"retraction", "correction"} & set(claim.signals)}
        shown = 0
        for claim in report.claims:
            if claim.paragraph in notices or shown == 2 or not {"takes office", "ends", "found"} & set(claim.signals):
                continue
            if claim.modality in ("possible", "denied") or claim.paragraph > 3:
                continue
            known = _holder(claim, before) if "takes office" in claim.signals else _known(claim, before, weights)
            if known is None or ("ends" in claim.signals and claim.paragraph == 0 and known[0] < _KNOWN_OPENING):
                continue
            sure, where, earlier = known
            shown += 1
            grave = 0.15 if "ends" not in claim.signals else 0.08
            yield Change(
                change="updated", about=" ".join(content([claim])[:8]), spans=(report.span(claim),), previous=where.span(earlier),
                salience=0.34 + grave + 0.25 * sure + (0.15 if claim.paragraph == 0 else 0.0),
            )  # fmt: skip


def _holder(claim: Claim, before: Past) -> tuple[float, Report, Claim] | None:
    """What was last told of an office that changes hands: who left it, else who held it."""
    roles = {role for role in _ROLES if role in claim.stems}
    found = [
        ("leaves office" in earlier.signals, report.date, report, earlier)
        for report in before.about(claim.stems)
        for earlier in report.claims
        if roles and roles <= set(earlier.stems) and len(set(claim.stems) & set(earlier.stems)) >= 2
    ]
    if not found:
        return None
    best = max(found, key=lambda one: (one[0], one[1]))
    return 0.8, best[2], best[3]


def _known(claim: Claim, before: Past, weights: Weights) -> tuple[float, Report, Claim] | None:
    """The earlier claim that a change of state goes on from, and how much of it was known."""
    stems = content([claim])
    best: tuple[float, Report, Claim] | None = None
    for report in before.about(stems):
        held = covered(stems, stems_of(report), weights)
        if held < KNOWN:
            continue
        for earlier in report.claims:
            alike = claim_likeness(stems, content([earlier]), weights)
            if alike >= 0.15 and (best is None or 0.5 * held + alike > best[0]):
                best = 0.5 * held + alike, report, earlier
    return (min(1.0, best[0]), best[1], best[2]) if best else None
