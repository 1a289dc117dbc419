"""A sentence and its own cited spans -> problems; the same -> a score."""

from __future__ import annotations

from collections.abc import Sequence

from qa.types import Span
from qa.verify import quotes, support
from qa.verify.bounds import extent, frames, limits, modality, parts, past, reach
from qa.verify.counts import compared, days, figure_days, figures, measures, numbers
from qa.verify.denial import negation, refusals
from qa.verify.links import causes, order, relations
from qa.verify.quotes import check_quotes
from qa.verify.text import Reading, verbatim
from qa.verify.told import attribution, voices
from qa.verify.told.attribution import restored
from qa.verify.types import Kind, Problem
from qa.verify.who import deeds, names, offices, places, roles, siblings
from qa.verify.who.known import Known

__all__ = ["Kind", "Problem", "check_quotes", "restored", "score", "verify"]

# Some checks compare every word with every other; no sentence of a report comes near this.
LONGEST = 400


def verify(sentence: str, spans: Sequence[Span], *, context: str = "", reports: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Every reason why a sentence (without its [n] marks) is not supported by the spans that it cites; () when there is none.

    ``context`` is the text around the spans: it may explain who a name is, and is no evidence for anything else. ``reports``
    are the reports that they stand in, whole: they may explain what a span calls by its kind alone. A sentence that is word
    for word a sentence of a span has no problem.
    """
    if not spans:
        return (Problem(kind="source", token="", message="the sentence cites nothing"),)
    if verbatim(sentence, [span.quote for span in spans]):
        return ()
    mine = Reading.of(sentence)
    if not mine.stems:
        return (Problem(kind="source", token="", message="the sentence has no words"),)
    if len(mine.words) > LONGEST:
        message = f"the sentence has {len(mine.words)} words and marks, too many to be checked: the most is {LONGEST}"
        return (Problem(kind="source", token="", message=message),)
    theirs = [Reading.of(span.quote) for span in spans]
    around = [Reading.of(text) for span in spans for text in (span.title, span.source) if text]
    passage = Reading.of(context) if context else None
    dated = days.Dated.of(mine, theirs, [span.date for span in spans])
    known = Known(theirs, around, passage, reports)
    denied = negation.check(mine, theirs)
    counted = figures.find(mine, dated.mine)
    placed = [(figure, mine) for figure in counted]
    problems = [
        *quotes.check(sentence, spans),
        *(numbers.check(mine, counted, theirs, dated.figures(), dated.years) or measures.check(placed, dated.figures(), theirs)),
        *(dated.check() or figure_days.check(counted, dated)),
        *(
            names.check(mine, known, dated.mine)
            or deeds.check(mine, theirs)
            or places.check(mine, theirs)
            or roles.check(mine, theirs)
            or offices.check(mine, theirs)
            or siblings.check(mine, theirs, around)
        ),
        *(
            denied
            or modality.check(mine, theirs)
            or limits.check(mine, theirs)
            or frames.check(mine, theirs)
            or extent.check(mine, theirs)
            or parts.check(mine, theirs)
            or compared.check(mine, theirs)
            or reach.check(mine, theirs)
            or past.check(mine, theirs, passage)
            or refusals.check(mine, theirs)
        ),
        *(relations.check(mine, theirs) or order.check(mine, theirs)),
        *(attribution.check(mine, theirs, [span.source for span in spans if span.source], passage) or voices.check(mine, theirs, passage)),
        *causes.check(mine, theirs),
    ]
    anchors = 0 if problems else len(counted) + len(dated.mine) + known.named(mine)
    problems += support.check(mine, theirs, around, anchors=anchors)
    return tuple(dict.fromkeys(problems))


def score(sentence: str, spans: Sequence[Span]) -> float:
    """How well the spans support the sentence, 0 to 1: words and neighbouring words found there, less what the checks find.

    A graded value to rank by; it is no probability.
    """
    if not spans:
        return 0.0
    if verbatim(sentence, [span.quote for span in spans]):
        return 1.0
    mine, theirs = Reading.of(sentence), [Reading.of(span.quote) for span in spans]
    if not mine.stems:
        return 0.0
    kinds = [problem.kind for problem in verify(sentence, spans)]
    return support.graded(mine, theirs, kinds)
