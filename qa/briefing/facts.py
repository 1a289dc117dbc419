"""A story's claims -> the few that say most of it, in the order in which they are best read.

A budgeted greedy cover: each step takes the sentence that adds most weight of what is not yet said, for its length (Lin and Bilmes
2010, "Multi-document summarization via budgeted maximization of submodular functions"). A unit's weight is its rarity, more when
several outlets say it, less when it was known before.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qa.ledger.likeness import Weights
from qa.ledger.types import Claim, Report
from qa.types import Span

# What was known before counts for this much, and the power of a sentence's length in words.
_KNOWN, _LENGTH = 0.4, 0.5
# A name or a figure is worth this many times a word of its rarity.
_NAME, _FIGURE = 1.5, 2.5
# An opening of fewer content words sets a scene and tells nothing.
_SAYS = 6
# A sentence with so little left to say of its own weight repeats what is said.
_REPEATS = 0.35
_LEANS = re.compile(
    r"^[\"“'‘]?(?:(?:he|she|they|it|his|her|hers|their|theirs|its|this|that|these|those|there|both|neither|none|another|others|such)\b"
    r"|(?:but|and|so|yet|instead|however|also|then|nor|or)\b"
    r"|the (?:two|three|four|pair|latter|former|other|others|same|figure|number|total|rest|next|last|first|second|third)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How sentences are weighed: one that adds less than the share ``least_gain`` of the best one is left out; each further
    down in its report counts for ``down`` less, and never for less than ``least``."""

    least_gain: float = 0.22
    down: float = 0.04
    least: float = 0.4


# A story's lines; a topic's, to fill the words asked for; and one report's alone, which says first what matters most.
STORY, TOPIC, ALONE = Manner(), Manner(least_gain=0.0), Manner(least_gain=0.0, down=0.2, least=0.2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pick:
    """A run of neighbouring claims of one report, shown as one line."""

    report: Report
    claims: tuple[Claim, ...]

    @property
    def span(self) -> Span:
        """The stored text of the run."""
        return self.report.span(self.claims[0], self.claims[-1])

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.span.quote.split())


def leans(report: Report, claim: Claim) -> bool:
    """Whether a sentence needs the one before it to be understood."""
    return claim.ordinal > 0 and _LEANS.match(report.text[claim.start : claim.end]) is not None


def whole_speech(report: Report, first: Claim, last: Claim | None = None) -> tuple[Claim, ...]:
    """A run of claims made longer until no quotation of it is cut in two: at most two sentences to either side, in one paragraph.

    The run as it was, where that does not close it.
    """
    begun, ended = first.ordinal, (last or first).ordinal
    for more in range(5):
        run = report.claims[begun : ended + 1]
        text = report.text[run[0].start : run[-1].end]
        if _closed(text):
            return run
        before = report.claims[begun - 1] if begun else None
        after = report.claims[ended + 1] if ended + 1 < len(report.claims) else None
        if _opened(text) and after is not None and after.paragraph == first.paragraph:
            ended += 1
        elif before is not None and before.paragraph == first.paragraph and more < 4:
            begun -= 1
        else:
            break
    return report.claims[first.ordinal : (last or first).ordinal + 1]


def _closed(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def _opened(text: str) -> bool:
    """Whether the mark that has no partner opens a speech: it stands before a word."""
    marks = [at for at, char in enumerate(text) if char in '"“”']
    last = marks[-1] if marks else 0
    return text.count("“") > text.count("”") or (text[last] == '"' and text[last + 1 : last + 2].isalnum())


def whole(report: Report, claim: Claim) -> bool:
    """Whether a claim reads as a sentence: headings and lines of a list end without a stop, questions ask."""
    return report.text[claim.start : claim.end].rstrip().rstrip("\"”’')]").endswith((".", "!", "…"))


def quoted_without_speaker(report: Report, claim: Claim) -> bool:
    """Whether a sentence stands in somebody's speech that was opened before it and names nobody: alone it would be told as a fact."""
    text = report.text
    paragraph = text.rfind("\n\n", 0, claim.start) + 1
    before = text[max(0, paragraph) : claim.start]
    inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    body = text[claim.start : claim.end].strip()
    whole = body[:1] in '"“' and body[-1:] in '"”' and body.count('"') in (0, 2)
    return (inside or whole) and claim.attributed_to is None


def choose(
    claims: Sequence[tuple[Report, Claim]],
    weights: Weights,
    *,
    words: int,
    known: frozenset[str] = frozenset(),
    first: Sequence[tuple[Report, Claim]] = (),
    disputed: Collection[tuple[str, int]] = (),
    most: int = 12,
    manner: Manner = STORY,
) -> tuple[Pick, ...]:
    """At most ``most`` picks of about ``words`` words in all: ``first`` ones, then a report's opening, then what adds most.

    ``known`` are the stems that earlier reports have; ``disputed`` (document and start) are no openings; At least one pick
    comes out where there is a claim; sentences that add little beside the best are left out, however few there are. The
    picks stand in the order in which they are best read: the first one, then by report and place.
    """
    units = {(report.document, claim.start): _units(claim) for report, claim in claims}
    value = _values(claims, units, weights, known)
    said: set[str] = set()
    picks: list[Pick] = []
    spent = 0
    open_to = [one for one in claims if (one[0].document, one[1].start) not in disputed]
    opening = _opening(open_to or claims, units, value)
    waiting = [*first, *([opening] if opening is not None and not first else [])]
    left = list(claims)
    best = 0.0
    while left and len(picks) < most:
        forced = bool(waiting)
        report, claim = waiting.pop(0) if forced else max(left, key=lambda one: (_gain(one, units, value, said, manner), -one[1].ordinal))
        left = [one for one in left if not (one[0] is report and one[1] is claim)]
        mine = units[report.document, claim.start]
        gain = _gain((report, claim), units, value, said, manner)
        best = max(best, gain)
        if picks and not forced and (gain < manner.least_gain * best or _worth(mine, value, said) <= _REPEATS * _worth(mine, value, set())):
            continue
        longer, cost = _placed(picks, report, claim)
        if picks and not forced and spent + cost > words:
            continue  # too long for what is left; a shorter one may still fit
        picks, spent = longer, spent + cost
        said |= mine.keys()
    return (*picks[:1], *sorted(picks[1:], key=lambda pick: (_rank(pick.report, picks), pick.claims[0].ordinal)))


def _opening(
    claims: Sequence[tuple[Report, Claim]], units: Mapping[tuple[str, int], Mapping[str, float]], value: Mapping[str, float]
) -> tuple[Report, Claim] | None:
    """The best of the sentences that reports begin with; the second one where the first says next to nothing or leans."""
    first = [(report, claim) for report, claim in claims if claim.ordinal == 0 and len(claim.stems) >= _SAYS and not leans(report, claim)]
    found = first or [(report, claim) for report, claim in claims if claim.ordinal <= 2 and not leans(report, claim)]
    tellers = Counter(unit for report in {id(one): one for one, _ in claims}.values() for unit in _all_units(report, claims, units))

    def shared(one: tuple[Report, Claim]) -> float:
        """What of it other reports say too: a story is opened by what they have in common, not by one side's view."""
        return sum(value[unit] for unit in units[one[0].document, one[1].start] if tellers[unit] > 1)

    return max(found, key=lambda one: (shared(one), _gain(one, units, value, set()), -one[1].ordinal), default=None)


def _all_units(
    report: Report, claims: Sequence[tuple[Report, Claim]], units: Mapping[tuple[str, int], Mapping[str, float]]
) -> frozenset[str]:
    return frozenset(unit for other, claim in claims if other is report for unit in units[report.document, claim.start])


def _rank(report: Report, picks: Sequence[Pick]) -> int:
    return next(at for at, pick in enumerate(picks) if pick.report is report)


def _placed(picks: list[Pick], report: Report, claim: Claim) -> tuple[list[Pick], int]:
    """The picks with a claim added, and the words that this costs; one that leans is joined to the sentence before it."""
    before = report.claims[claim.ordinal - 1] if claim.ordinal else None
    joined = before is not None and before.paragraph == claim.paragraph and leans(report, claim)
    run = whole_speech(report, before if joined and before is not None else claim, claim)
    made = Pick(report=report, claims=run)
    mine = {one.ordinal for one in run}
    touched = [pick for pick in picks if pick.report is report and mine & {one.ordinal for one in pick.claims}]
    if not touched:
        return [*picks, made], made.words
    at = picks.index(touched[0])
    ordinals = mine.union(*({one.ordinal for one in pick.claims} for pick in touched))
    longer = Pick(report=report, claims=report.claims[min(ordinals) : max(ordinals) + 1])
    rest = [pick for pick in picks if pick not in touched]
    return [*rest[:at], longer, *rest[at:]], longer.words - sum(pick.words for pick in touched)


def _units(claim: Claim) -> Mapping[str, float]:
    """What a claim says, each with how much it counts: stems, whole names, figures with what they count."""
    found: dict[str, float] = dict.fromkeys(claim.stems, 1.0)
    for name in claim.names:
        for part in name.lower().split():
            if part in found:
                found[part] = _NAME
    for figure in claim.figures:
        if not figure.former:
            found[f"={figure.amount}{figure.unit}"] = _FIGURE if figure.act or figure.unit else 1.0
    return found


def _values(
    claims: Sequence[tuple[Report, Claim]], units: Mapping[tuple[str, int], Mapping[str, float]], weights: Weights, known: frozenset[str]
) -> Mapping[str, float]:
    told: Counter[str] = Counter()
    kinds: dict[str, float] = {}
    seen: dict[str, set[str]] = {}
    for report, claim in claims:
        for unit, kind in units[report.document, claim.start].items():
            seen.setdefault(unit, set()).add(report.document)
            kinds[unit] = max(kind, kinds.get(unit, 0.0))
            told[unit] += 1
    typical = weights("")
    return {
        unit: kinds[unit]
        * (typical if unit.startswith("=") else weights(unit))
        * (1 + math.log(len(seen[unit])) + 0.5 * math.log(told[unit]))
        * (_KNOWN if unit in known else 1.0)
        for unit in told
    }


def _worth(units: Mapping[str, float], value: Mapping[str, float], said: set[str]) -> float:
    return sum(value[unit] for unit in units if unit not in said)


def _gain(
    one: tuple[Report, Claim],
    units: Mapping[tuple[str, int], Mapping[str, float]],
    value: Mapping[str, float],
    said: set[str],
    manner: Manner = STORY,
) -> float:
    report, claim = one
    length = max(8, len(report.text[claim.start : claim.end].split()))
    place = max(manner.least, 1.0 - manner.down * claim.ordinal) * (1.15 if claim.paragraph == 0 else 1.0)
    return place * _worth(units[report.document, claim.start], value, said) / float(length**_LENGTH)
