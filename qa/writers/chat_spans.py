"""A sentence and the passage that it cites -> the sentences of the passage that carry it, as exact spans."""

from __future__ import annotations

import math
from collections import Counter

from index import sentences
from index.types import Passage
from index.words import terms
from qa.types import Span

MOST_SENTENCES = 3  # of one passage for one sentence of an answer
# A further sentence of the passage must carry this share of what the passage carries at all, or a figure.
_LEAST_SHARE = 0.2
_SAYS_NOTHING = frozenset({"yes"})  # "no" is a stop word already


def carrying_spans(text: str, question: str, passage: Passage) -> tuple[Span, ...]:
    """The spans of the passage that best carry ``text``, in order, neighbours joined; () if it shares no word with it.

    The sentence of the passage with the largest weight of shared terms comes first, then those that add what is not
    covered yet. A term weighs log(1 + N / n), with n of the passage's N sentences holding it. The question's terms
    decide between equals, and where the sentence has none of its own ("Yes.").
    """
    places = sentences.split(passage.text)
    held = [frozenset(terms(passage.text[start:end])) for start, end in places]
    frequency = Counter(term for words in held for term in words)
    weights = {term: math.log(1 + len(held) / count) for term, count in frequency.items()}
    asked = frozenset(terms(question)) & weights.keys()
    own = frozenset(terms(text)) - _SAYS_NOTHING
    chosen = _chosen(own & weights.keys() if own else asked, asked, held, weights)
    spans: list[tuple[int, int]] = []
    last = -2
    for index in sorted(chosen):
        start, end = places[index]
        if index == last + 1 and spans:
            start = spans.pop()[0]
        spans.append((start, end))
        last = index
    return tuple(_span(passage, start, end) for start, end in spans)


def share_carried(text: str, spans: tuple[Span, ...]) -> float:
    """Which share (0 to 1) of the terms of ``text`` stands in the spans."""
    wanted = frozenset(terms(text))
    held = frozenset(term for span in spans for term in terms(span.quote))
    return len(wanted & held) / len(wanted) if wanted else 0.0


def _chosen(wanted: frozenset[str], asked: frozenset[str], held: list[frozenset[str]], weights: dict[str, float]) -> list[int]:
    def gain(index: int, missing: frozenset[str]) -> float:
        return sum(weights[term] for term in missing & held[index])

    whole = sum(weights[term] for term in wanted)
    chosen: list[int] = []
    missing = wanted
    while missing and len(chosen) < MOST_SENTENCES:
        # On a tie the sentence nearer to the question, then the earlier one.
        best = max(range(len(held)), key=lambda index: (gain(index, missing), gain(index, asked), -index))
        added = missing & held[best]
        figure = any(term[0].isdigit() for term in added)
        if not added or (chosen and not figure and gain(best, missing) < _LEAST_SHARE * whole):
            break
        chosen.append(best)
        missing -= added
    return chosen


def _span(passage: Passage, start: int, end: int) -> Span:
    return Span(
        document=passage.document,
        digest=passage.digest,
        date=passage.date,
        title=passage.title,
        source=passage.source,
        start=passage.start + start,
        end=passage.start + end,
        quote=passage.text[start:end],
    )
