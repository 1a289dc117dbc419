"""A report's text + its publication day -> the days that it speaks of, each with its characters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from index.dates.days import Precision, Stretch, plain
from index.dates.lexicon import Tokens, tokens_of
from index.dates.numbers import Parsed
from index.dates.phrases import Echo, Reference
from index.dates.resolve import resolve
from index.dates.scan import scan
from index.dates.tense import cue_of, ends_sentence

_PREPOSITIONS = frozenset("on in at over by until till since from during before after through within".split())
# "Two days later" counts from a day named in the same sentence or the two before it.
_SENTENCES_BACK = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class DayMention:
    """An expression of time in a text: ``text[start:end]`` means the days ``first`` to ``last``, both included.

    ``relative`` when the publication day was needed; ``basis`` says in words what the days rest on.
    """

    start: int
    end: int
    first: dt.date
    last: dt.date
    precision: Precision
    basis: str
    relative: bool


def find_days(text: str, published: dt.date | None) -> tuple[DayMention, ...]:
    """The expressions of time in ``text``, in order; what cannot be resolved (no day known, "recently") is left out."""
    toks = tokens_of(text)
    found: list[DayMention] = []
    antecedent: dt.date | None = None
    sentence, named_in, seen = 0, -1 - _SENTENCES_BACK, 0
    for parsed in scan(toks, question=False):
        sentence += sum(ends_sentence(toks, index) for index in range(seen, parsed.start))
        seen = parsed.start
        near = antecedent if sentence - named_in <= _SENTENCES_BACK else None
        cue = cue_of(toks, parsed.start, parsed.end)
        stretch = resolve(parsed.phrase, Reference(day=published, cue=cue, antecedent=near))
        if stretch is None:
            continue
        found.append(_mention(text, toks, parsed, stretch, published, near))
        # "Taking the number freed since 7 March to 74": a day that only opens a count is not the day spoken of.
        if stretch.precision == "day" and toks.low(parsed.start - 1) not in ("since", "until", "by"):
            antecedent, named_in = stretch.first, sentence
    return tuple(found)


def _mention(text: str, toks: Tokens, parsed: Parsed, stretch: Stretch, published: dt.date | None, near: dt.date | None) -> DayMention:
    start, end = toks[parsed.start].start, toks[parsed.end - 1].end
    echo = isinstance(parsed.phrase, Echo)
    return DayMention(
        start=start,
        end=end,
        first=stretch.first,
        last=stretch.last,
        precision=stretch.precision,
        basis=_basis(_quoted(text, toks, parsed), stretch, near if echo else published, echo=echo),
        relative=stretch.relative or echo,
    )


def _quoted(text: str, toks: Tokens, parsed: Parsed) -> str:
    before = parsed.start - 1
    first = before if toks.low(before) in _PREPOSITIONS else parsed.start
    return " ".join(text[toks[first].start : toks[parsed.end - 1].end].split())


def _basis(words: str, stretch: Stretch, anchor: dt.date | None, *, echo: bool) -> str:
    if anchor is None or not (stretch.relative or echo):
        return f"'{words}', as written"
    if echo:
        return f"'{words}', counted from {plain(anchor)}"
    if stretch.last < anchor:
        return f"'{words}' before {plain(anchor)}"
    return f"'{words}' {'after' if stretch.first > anchor else 'on'} {plain(anchor)}"
