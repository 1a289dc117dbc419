"""An answer's words and the wanted ones -> scores between 0 and 1. Pure functions; each names its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.evaluate.days import Precision, days, parse_day, tells
from qa.evaluate.fold import find, same, squad_tokens, tokens, without_markers
from qa.evaluate.quantities import tells_number

#: An answer that says everything says nothing: above this many words it is not right, whatever it contains.
LONGEST = 160
_SETTLED = ("yes", "no")


def exact_match(prediction: str, targets: Sequence[str]) -> float:
    """1 when the prediction is one of the targets after the mended normalisation.

    Rajpurkar et al. 2016 (SQuAD), with decimals, signs, quotes, number words and days mended (see qa.evaluate.fold).
    """
    said = tokens(prediction)
    return float(any(_equal(said, tokens(target)) for target in targets))


def token_f1(prediction: str, targets: Sequence[str]) -> float:
    """Best F1 of shared tokens over the targets, after the mended normalisation.

    Rajpurkar et al. 2016 (SQuAD): harmonic mean of the shares of predicted and of wanted tokens that are shared. A
    day is one token, so that "14 March 2031" is worth nothing for "13 March 2031".
    """
    said = tokens(prediction)
    return max((_f1(said, tokens(target)) for target in targets), default=0.0)


def exact_match_squad(prediction: str, targets: Sequence[str]) -> float:
    """Exact match exactly as SQuAD's evaluate-v1.1 computes it, faults included (3.5 equals 35)."""
    said = squad_tokens(prediction)
    return float(any(said == squad_tokens(target) for target in targets))


def token_f1_squad(prediction: str, targets: Sequence[str]) -> float:
    """Token F1 as SQuAD 2.0's evaluate script computes it: two empty sides agree, one empty side scores 0."""
    return max((_f1_squad(squad_tokens(prediction), squad_tokens(target)) for target in targets), default=0.0)


def contains(answer: str, targets: Sequence[str], *, short: str | None = None) -> float:
    """1 when a target stands in the answer as a run of whole tokens, case, punctuation and number words folded.

    Whole runs, because "any shared word" (as in MultiHop-RAG's own scorer) gives a constant answer .774 there. For a
    target "yes" or "no" only the short answer counts: "no" stands in every second sentence.
    """
    said = tokens(answer)
    brief = tokens(short or "")
    for target in targets:
        wanted = tokens(target)
        if find(brief, wanted) >= 0 or (wanted not in (("yes",), ("no",)) and find(said, wanted) >= 0):
            return 1.0
    return 0.0


def tells_date(text: str, value: str, *, precision: Precision = "day") -> bool:
    """Whether a text names a wanted day, month or year in any common form. A day without its year tells the day."""
    gold = parse_day(value, precision)
    return gold is not None and any(tells(said, gold) for said in days(without_markers(text)))


def number(text: str, value: str, *, tolerance: float = 0.0, unit: str | None = None) -> bool:
    """Whether a text states a wanted number: units, number words, thousands and ranges read as such."""
    return tells_number(without_markers(text), value, tolerance=tolerance, unit=unit)


def too_long(answer: str) -> bool:
    """Whether an answer has more words than a right one may have."""
    return len(answer.split()) > LONGEST


def settled(target: str) -> bool:
    """Whether a target is "yes" or "no", for which only the short answer counts."""
    return target.strip().strip(".").lower() in _SETTLED


def _equal(said: Sequence[str], gold: Sequence[str]) -> bool:
    return bool(gold) and len(said) == len(gold) and find(said, gold) == 0


def _f1(said: Sequence[str], gold: Sequence[str]) -> float:
    if not said or not gold:
        return 0.0
    left = Counter(said)
    shared = 0
    # exact tokens first, so that a day which merely tells a wanted one never takes the place of that very day
    rest = []
    for token in gold:
        if left[token] > 0:
            left[token] -= 1
            shared += 1
        else:
            rest.append(token)
    for token in rest:
        twin = next((other for other, count in left.items() if count > 0 and same(other, token)), None)
        if twin is not None:
            left[twin] -= 1
            shared += 1
    return 2 * shared / (len(said) + len(gold))


def _f1_squad(said: Sequence[str], gold: Sequence[str]) -> float:
    if not said or not gold:
        return float(said == gold)
    shared = sum((Counter(said) & Counter(gold)).values())
    return 2 * shared / (len(said) + len(gold))
