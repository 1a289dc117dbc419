"""A story told by quotes -> the same story in a model's words, each sentence bound to the quotes that it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import prompts
from index.types import Passage
from qa.briefing.checks import LIKELIHOOD
from qa.briefing.types import Fact, Judgement, Line, StoryBrief
from qa.models.types import Backend, Message, Request
from qa.types import ModelError, Span
from qa.writers.chat_evidence import evidence
from qa.writers.chat_reply import cited_sentences, is_refusal

PROMPT = "story"
MOST_SPANS, MOST_SENTENCES = 8, 5
MOST_TOKENS = 700
_JUDGEMENT = re.compile(r"^[\s*_>-]*judge?ment\s*\((low|moderate|high)(?: confidence)?\)\s*[*_]*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A story retold: ``facts`` and ``judgements`` as the model has them, unchecked; ``why`` says why there are none.

    ``usage`` counts tokens where the backend tells them.
    """

    facts: tuple[Fact, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    why: str | None = None
    usage: Mapping[str, int] = field(default_factory=dict)


def retell(story: StoryBrief, backend: Backend) -> Telling:
    """Have a model tell the facts of a story from at most eight of its quotes; never raises for what a model or a server does.

    Order, days, labels, earlier values and counts stay those of the quotes that a sentence cites: nothing that can be counted is asked.
    """
    sources = list(story.facts[:MOST_SPANS])
    spans = [fact.line.spans[0] for fact in sources]
    if len(spans) < 2:
        return Telling(why="one quote needs no retelling")
    asked = prompts.load(PROMPT).fill(
        evidence=evidence([_passage(span) for span in spans]), refusal=prompts.REFUSAL, likelihood=", ".join(LIKELIHOOD[0])
    )
    try:
        reply = backend.reply(Request(messages=(Message(role="user", content=asked),), max_tokens=MOST_TOKENS, label=story.title))
    except ModelError as error:
        return Telling(why=error.detail)
    usage = reply.usage
    if is_refusal(reply.text):
        return Telling(why="the model found nothing to tell", usage=usage)
    judged = [
        Judgement(line=line, confidence=confidence)
        for found in _JUDGEMENT.finditer(reply.text)
        for confidence in (_confidence(found.group(1)),)
        for line in _lines(found.group(2), spans)[:1]
    ][:1]
    lines = _lines(_JUDGEMENT.sub("", reply.text), spans)[:MOST_SENTENCES]
    if not lines:
        return Telling(why="the model cited no quote for anything that it wrote", usage=usage)
    return Telling(facts=tuple(_fact(line, sources) for line in lines), judgements=tuple(judged), usage=usage)


def merged(kept: Sequence[Fact], written: Sequence[Fact], story: StoryBrief) -> tuple[Fact, ...]:
    """The facts of a story after a model told it: its sentences that passed every check (``kept`` of ``written``), then quotes.

    A sentence that failed is told by the quotes that it cites. What corrects, takes back or brings up to date something
    earlier always stands, word for word where no sentence tells it.
    """
    if not kept:
        return story.facts
    told = {span for fact in kept for span in fact.line.spans}
    failed = {span for fact in written for span in fact.line.spans} - told
    grave = ("corrected", "retracted", "updated")
    return (
        *kept,
        *(fact for fact in story.facts if not set(fact.line.spans) & told and (fact.change in grave or set(fact.line.spans) & failed)),
    )


def _lines(text: str, spans: Sequence[Span]) -> list[Line]:
    """The sentences of a reply that cite quotes which exist; the others are not told."""
    made = []
    for sentence in cited_sentences(text):
        cited = tuple(dict.fromkeys(spans[number - 1] for number in sentence.numbers if 1 <= number <= len(spans)))
        if cited and len(cited) == len(set(sentence.numbers)):
            made.append(Line(text=sentence.text, spans=cited))
    return made


def _fact(line: Line, sources: Sequence[Fact]) -> Fact:
    """A sentence with the labels of the quotes that it cites: the gravest change, the days only where there is one quote."""
    own = [fact for fact in sources if fact.line.spans[0] in line.spans]
    first = next((fact for fact in own if fact.change not in ("new", "unchanged")), own[0])
    alone = len(own) == 1
    return replace(
        first, line=line, event=first.event if alone else None, basis=first.basis if alone else None,
        attributed_to=first.attributed_to if alone else None, originators=min(fact.originators for fact in own),
        disputed=any(fact.disputed for fact in own),
    )  # fmt: skip


def _confidence(word: str) -> Literal["low", "moderate", "high"]:
    low = word.lower()
    return "high" if low == "high" else "moderate" if low == "moderate" else "low"


def _passage(span: Span) -> Passage:
    return Passage(
        document=span.document, digest=span.digest, date=span.date, title=span.title, source=span.source, start=span.start, end=span.end,
        text=span.quote, score=0.0,
    )  # fmt: skip
