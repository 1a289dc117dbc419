"""Question -> Answer: window, passages, sentences, checks, and a refusal where the evidence does not carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from index.search import Library
from index.types import Passage, Window
from qa import confidence
from qa.calibrated import Curve
from qa.runs import new_run
from qa.types import Answer, Citation, ModelError, QaError, Sentence, Span, Superseded
from qa.writers.extractive import Extractive
from qa.writers.types import Draft, Writer

_LAST_STOP = re.compile(r"[.!?…]+$")


def ask(
    library: Library,
    question: str,
    *,
    window: Window | None = None,
    k: int = 10,
    writer: Writer | None = None,
    evidence: Extractive | None = None,
    curve: Curve | None = None,
) -> Answer:
    """Answer ``question`` from what the window admits: at most four sentences, each with quotes that were checked, or a refusal.

    ``writer`` writes the sentences (the extractive one unless given); one that fails is replaced by the extractive one,
    and the answer's notes say so. ``evidence`` is an extractive writer to use again: it remembers what it has read.
    ``curve`` is the home's own calibration. Raises QaError for an empty question, CorpusError for a home that cannot be read.
    """
    if not question.strip():
        raise QaError("the question is empty: type one, for example qa ask 'Where did they meet?'")
    window = window or Window()
    passages = library.search(question, window, k=k).passages
    extractive = evidence or Extractive(library.tokens, library.text_of)
    writer = writer or extractive
    answer = Answer(question=question, window=window, passages=passages, model=writer.name, corpus=library.corpus(window), run=new_run())
    if not passages:
        return replace(answer, reason=nothing_in(library, window))
    found = extractive.write(question, passages, window)
    judged = confidence.judge(found.features)
    if curve is not None:
        judged = curve.judge(judged)
    basis: Literal["shipped", "home"] = "home" if curve else "shipped"
    answer = replace(answer, confidence=judged.confidence, band=judged.band, confidence_basis=basis)
    draft, failure = found, None
    if writer.name != extractive.name:
        draft, failure = _written(writer, found, question, passages, window)
    by_model = writer.name != extractive.name and failure is None
    answer = replace(answer, model=writer.name if by_model else extractive.name, prompt=draft.prompt, usage=draft.usage)
    answer = replace(answer, notes=(*draft.notes, *((failure,) if failure else ())))
    if draft.refused or (judged.refuse and not by_model) or not draft.sentences:
        return replace(answer, reason=draft.reason or found.reason or "No passage answers this.")
    return _numbered(answer, draft, library)


def _written(writer: Writer, evidence: Draft, question: str, passages: Sequence[Passage], window: Window) -> tuple[Draft, str | None]:
    try:
        return writer.write(question, passages, window), None
    except ModelError as error:
        return evidence, f"{error.detail}: this is the extractive answer"


def _numbered(answer: Answer, draft: Draft, library: Library) -> Answer:
    """The draft's sentences with numbered citations. One whose quote is not the stored text is never shown."""
    numbers: dict[Span, int] = {}
    sentences, notes = [], list(answer.notes)
    for written in draft.sentences:
        spans = [span for span in written.spans if is_stored(span, library)]
        if len(spans) < len(written.spans) or not spans:
            notes.append(f"withheld, its quote is not the stored text: {written.text}")
            continue
        cited = tuple(dict.fromkeys(numbers.setdefault(span, len(numbers) + 1) for span in spans))
        sentences.append(Sentence(text=with_markers(written.text, cited), citations=cited))
    superseded = tuple(
        Superseded(value=earlier.value, date=earlier.date, n=numbers.setdefault(earlier.span, len(numbers) + 1))
        for earlier in draft.superseded
        if sentences and is_stored(earlier.span, library)
    )
    if not sentences:
        return replace(answer, notes=tuple(notes), reason="No sentence of the answer had a quote that stands in the reports.")
    return replace(
        answer,
        sentences=tuple(sentences),
        citations=tuple(Citation(n=n, span=span) for span, n in numbers.items()),
        short=draft.short,
        short_basis=draft.short_basis,
        superseded=superseded,
        notes=tuple(notes),
    )


def is_stored(span: Span, library: Library) -> bool:
    """Whether the quote is, character for character, what is stored at the span."""
    return bool(span.quote.strip()) and library.text_of(span.document, span.digest)[span.start : span.end] == span.quote


def with_markers(text: str, cited: Sequence[int]) -> str:
    """``text`` with its [n] before the last stop: ``They met in Qatar [1].``"""
    marks = "".join(f"[{n}]" for n in cited)
    text = text.strip()
    stop = _LAST_STOP.search(text)
    return f"{text[: stop.start()]} {marks}{stop.group()}" if stop and stop.start() else f"{text} {marks}"


def nothing_in(library: Library, window: Window) -> str:
    """Why there is not a single passage, in one sentence."""
    if window.open:
        return "The reports hold nothing on this."
    parts = [f"from {window.since}" if window.since else "", f"up to {window.last}" if window.last else ""]
    latest = library.record.latest_day(Window(as_of=window.as_of)) if window.as_of else library.record.latest_day(Window())
    known = f"; the latest report there is has the day {latest}" if latest else ""
    return f"There is no report dated {' '.join(part for part in parts if part)}{known}."
