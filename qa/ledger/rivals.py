"""Values of one thing that cannot all hold, told by different people: counts and days of several reports, estimates of one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from index.embed import TokenEmbedder
from index.words import stem
from qa.ledger import cues
from qa.ledger.estimates import SALIENCE, at_odds, denied_counts, estimates
from qa.ledger.likeness import Weights, claim_likeness, covered, likeness, portrait
from qa.ledger.originators import teller
from qa.ledger.past import Past
from qa.ledger.series import Stated, ratio, same_thing, stated
from qa.ledger.told_alike import told_alike
from qa.ledger.types import Change, Claim, Report

# Counts of one thing are seldom twice one another; the words of one count's claim that the other's report holds, or how alike the
# two reports are; and how alike two claims about the day of one thing are.
_FACTOR, _ON_THE_SAME, _LIKE_REPORTS, _SAME_EVENT = 2.0, 0.35, 0.2, 0.3
_FEWEST = 3
# Where no more than so many reports of a day count those whom something befell, and two of them share so many rare words, they
# count the same; a word is rare that at most such a share of the reports has.
_FEW_TELLERS, _SHARED_RARE, _RARE = 3, 2, 0.2
# Two counts of which nothing says what happened are rivals only when they are so close.
_CLOSE = 1.6
# Sentences of one report that set two counts against each other stand near; of two reports, they share words.
_NEIGHBOURS, _LIKE_CLAIMS = 3, 0.15
_BEGINS = re.compile(
    r"\b(?:take[sn]?|took|taking) (?:effect|place)|\b(?:come|comes|came|coming) into (?:force|effect)"
    r"|\b(?:begin|began|start|open|reopen|close|end|expire|resume|due|scheduled|set for|from)(?:s|ed|ing|ning)?\b",
    re.IGNORECASE,
)
# Whom a count may be of, in words that different tellers use of the same people.
_PEOPLE = frozenset(stem(word) for word in cues.PEOPLE | {"case"})


def rivals(known: Past, now: Sequence[Report], weights: Weights, tokens: TokenEmbedder | None = None) -> Iterator[Change]:
    """Every rival pair of sentences once: the later one, of ``now``, is shown, the earlier is ``previous``. ``known`` holds both.

    With ``tokens``, the bundled model's, also those that only the likeness of the words around them tells.
    """
    told: set[frozenset[tuple[str, int]]] = set()
    found = (_figures(known, now, weights), _counts(now, weights), estimates(now), denied_counts(now), _days(known, now, weights))
    alike = told_alike(known, now, weights, tokens) if tokens is not None else ()
    for row in chain.from_iterable((*found, (_row(one, other) for one, other in alike))):
        sides = frozenset((span.document, span.start) for span in (*row.spans, *((row.previous,) if row.previous else ())))
        if sides not in told:
            told.add(sides)
            yield row


def _figures(known: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Two values of one thing for one day, by different tellers."""
    for one in stated(now):
        if one.figure.kind == "level" or not one.figure.act or one.figure.bound:
            continue
        for other in stated(known.about(one.claim.stems)):
            if other.order >= one.order or (other.report.date != one.report.date and other.figure.kind != "incident"):
                continue
            if (
                ratio(one.figure, other.figure) <= 2 * _FACTOR
                and _apart(one, other)
                and same_thing(one, other, weights) >= 0.2
                and _side_by_side(one, other, weights)
            ):
                yield _row(one, other)


def _side_by_side(one: Stated, other: Stated, weights: Weights) -> bool:
    """Whether two sentences speak of one event: within one report near each other, in two of them in like words."""
    if one.report is other.report:
        within = 2 * _NEIGHBOURS if one.figure.kind == "cumulative" else _NEIGHBOURS
        return abs(one.claim.ordinal - other.claim.ordinal) <= within
    return claim_likeness(one.claim.stems, other.claim.stems, weights) >= _LIKE_CLAIMS


def _counts(now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Two counts of those whom the same thing befell, on one day, by different tellers and in other words for them."""
    told: dict[object, list[Stated]] = defaultdict(list)
    for one in stated(now):
        if one.figure.kind != "level" and not one.figure.unit and not one.figure.bound and float(one.figure.amount) >= _FEWEST:
            # without a word for what happened, what is counted must be called the same, and be there
            if not one.figure.act and one.claim.modality in ("possible", "planned"):
                continue
            told[one.figure.act or one.figure.head[:1], one.figure.as_of, one.figure.kind].append(one)
    for alike in told.values():
        few = len({one.report.document for one in alike}) <= _FEW_TELLERS
        for other, one in combinations(alike, 2):
            if one.report is other.report or not _apart(one, other):
                continue
            act = bool(one.figure.act)
            total = act and one.figure.kind == "cumulative"
            if ratio(one.figure, other.figure) > (_FACTOR if total else 2 * _FACTOR if act else _CLOSE):
                continue
            if not (_same_people if total else _same_things)(one, other):
                continue
            if (total and _on_the_same(one, other, weights)) or (few and _share_rare_words(one.report, other.report, weights)):
                yield _row(one, other)


def _on_the_same(one: Stated, other: Stated, weights: Weights) -> bool:
    near = max(covered(one.claim.stems, other.report.stems, weights), covered(other.claim.stems, one.report.stems, weights))
    if near >= _ON_THE_SAME or claim_likeness(one.claim.stems, other.claim.stems, weights) >= _LIKE_CLAIMS:
        return True
    return likeness(portrait(one.report, weights), portrait(other.report, weights), weights) >= _LIKE_REPORTS


def _share_rare_words(one: Report, other: Report, weights: Weights) -> bool:
    """Whether reports have some rare words in common: enough, where hardly anybody else counts such people that day."""
    most = max(2.0, _RARE * weights.reports)
    return sum(weights.counts.get(stem, 0) <= most for stem in one.stems & other.stems) >= _SHARED_RARE


def _same_things(one: Stated, other: Stated) -> bool:
    """Whether what is counted is called the same, or one sentence speaks of what the other counts."""
    mine, theirs = set(one.figure.head) - cues.GENERIC, set(other.figure.head) - cues.GENERIC
    if mine and theirs:
        return bool(mine & theirs)
    return bool(mine | theirs) and (mine or theirs) <= set(other.claim.stems if mine else one.claim.stems)


def _same_people(one: Stated, other: Stated) -> bool:
    mine, theirs = set(one.figure.head) - cues.GENERIC, set(other.figure.head) - cues.GENERIC
    return bool(mine & theirs) or (mine <= _PEOPLE and theirs <= _PEOPLE)


def _apart(one: Stated, other: Stated) -> bool:
    """Whether two figures for one day differ and are told by different people."""
    mine, theirs = one.figure, other.figure
    if one.report is other.report and (one.claim is other.claim or None in (mine.attributed_to, theirs.attributed_to)):
        return False
    if mine.as_of != theirs.as_of or mine.kind == "level" or not at_odds(mine, theirs):
        return False
    return one.report is other.report or teller(one.report) != teller(other.report)


def _days(known: Past, now: Sequence[Report], weights: Weights) -> Iterator[Change]:
    """Two days for one thing to come, by different tellers: "from 10 March", "from 15 March"."""
    for report in now:
        for claim in report.claims:
            if not _announces(report, claim):
                continue
            for other in known.about(claim.stems):
                if other is report or other.date > report.date or teller(other) is None or teller(other) == teller(report):
                    continue
                for earlier in other.claims:
                    if _announces(other, earlier) and _other_day(claim, earlier, report, weights):
                        yield Change(
                            change="contradicted", about="the day", spans=(report.span(claim),), previous=other.span(earlier),
                            salience=SALIENCE - 0.05,
                        )  # fmt: skip


def _announces(report: Report, claim: Claim) -> bool:
    return (
        claim.event is not None
        and claim.event[0] == claim.event[1]
        and claim.event[0] > report.date
        and not {"correction", "retraction"} & set(claim.signals)
        and _BEGINS.search(report.text[claim.start : claim.end]) is not None
    )


def _other_day(claim: Claim, earlier: Claim, report: Report, weights: Weights) -> bool:
    return (
        claim.event != earlier.event
        and earlier.event is not None
        and earlier.event[0] >= report.date
        and claim_likeness(claim.stems, earlier.stems, weights) >= _SAME_EVENT
    )


def _row(one: Stated, other: Stated) -> Change:
    return Change(
        change="contradicted", about=one.figure.what, spans=(one.report.span(one.claim),), previous=other.report.span(other.claim),
        was=other.figure.value, now=one.figure.value, salience=SALIENCE,
    )  # fmt: skip
