"""Question -> Answer: window, passages, sentences, checks, and a refusal where the evidence does not carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from index.dates import plain
from index.search import Library
from index.types import Passage, Window
from qa import confidence, joint
from qa.calibrated import Curve
from qa.checked import Checked, write_checked
from qa.cite import is_stored, with_markers
from qa.questions import divide
from qa.runs import new_run
from qa.types import Answer, Citation, ModelError, QaError, Sentence, Span, Superseded
from qa.writers.extractive import Extractive, over
from qa.writers.extractive.kinds import asks_of_the_corpus
from qa.writers.extractive.missing import ABOUT_ITSELF
from qa.writers.types import Draft, Writer

# Below this probability that the passages hold an answer no model is asked: half of where extraction itself gives up.
NO_EVIDENCE = 0.2

Passages = tuple[Passage, ...]


def ask(
    library: Library,
    question: str,
    *,
    window: Window | None = None,
    k: int = 10,
    writer: Writer | None = None,
    evidence: Extractive | None = None,
    curve: Curve | None = None,
    unverified: bool = False,
) -> Answer:
    """Answer ``question`` from what the window admits: at most four sentences, each with quotes that were checked, or a refusal.

    ``writer`` writes the sentences (the extractive one unless given); one that fails is replaced by the extractive one,
    and the answer's notes say so. ``evidence`` is an extractive writer to use again: it remembers what it has read.
    ``curve`` is the home's own calibration; ``unverified`` also shows a model's sentences that failed the checks, marked.
    Raises QaError for an empty question, CorpusError for a home that cannot be read.
    """
    if not question.strip():
        raise QaError("the question is empty: type one, for example qa ask 'Where did they meet?'")
    window = window or Window()
    line = divide(question)
    passages, searched = _search(library, question, line.questions, window, k)
    extractive = evidence or over(library)
    writer = writer or extractive
    answer = Answer(question=question, window=window, passages=passages, model=writer.name, corpus=library.corpus(window), run=new_run())
    if not passages:
        return replace(answer, reason=nothing_in(library, window))
    if asks_of_the_corpus(question):
        return replace(answer, reason=about_itself(library, window))

    def find(one: str, there: Passages) -> joint.Found:
        draft = extractive.write(one, there, window)
        judged = confidence.judge(draft.features)
        return joint.Found(question=one, draft=draft, judged=curve.judge(judged) if curve else judged)

    if searched:
        each = [find(one, there) for one, there in zip(line.questions, searched, strict=True)]
        best = joint.joined(lambda: find(question, passages), each, one_matter=line.one_matter)
    else:
        best = find(question, passages)
    found, judged = best.draft, best.judged
    basis: Literal["shipped", "home"] = "home" if curve else "shipped"
    answer = replace(answer, confidence=judged.confidence, band=judged.band, confidence_basis=basis)
    if isinstance(writer, Extractive):
        return _extracted(answer, found, refuse=judged.refuse, library=library)
    if judged.confidence < NO_EVIDENCE:
        return _refused(answer, found.reason)
    try:
        known = None if judged.refuse else found
        checked = write_checked(writer, question, passages, window, known=known, doubtful=judged.refuse, text_of=library.text_of)
    except ModelError as error:
        return _extracted(answer, found, refuse=judged.refuse, library=library, why=f"{error.detail}: this is the extractive answer")
    draft = checked.draft
    answer = replace(answer, prompt=draft.prompt, usage=draft.usage, notes=_told(checked), raw=checked.raw, verdicts=checked.verdicts)
    if draft.refused:
        # A model's refusal is one signal of two: where extraction is sure of its quotes, they are shown all the same.
        if (draft.notes or judged.band == "high") and not judged.refuse:
            return _extracted(answer, found, refuse=False, library=library, why=f"{draft.reason}: this is the extractive answer")
        return _refused(answer, draft.reason)
    if unverified:
        return _numbered(answer, draft, checked.problems, library)
    if not checked.verified:
        why = "no sentence of the model's answer was borne out by its own citations: this is the extractive answer"
        return _extracted(answer, found, refuse=judged.refuse, library=library, why=why)
    return _numbered(answer, replace(draft, sentences=checked.verified), (), library)


def _search(library: Library, question: str, asked: Sequence[str], window: Window, k: int) -> tuple[Passages, Sequence[Passages]]:
    """The passages for the line, and where it holds two questions those for each: its own and the line's, which may answer both."""
    whole = library.search(question, window, k=k).passages
    if len(asked) == 1:
        return whole, ()
    own = [library.search(one, window, k=k).passages for one in asked]
    return joint.merged([whole, *own], k), [joint.merged([one, whole], 2 * k) for one in own]


def _refused(answer: Answer, reason: str | None) -> Answer:
    return replace(answer, reason=reason or "No passage answers this.")


def _extracted(answer: Answer, found: Draft, *, refuse: bool, library: Library, why: str | None = None) -> Answer:
    """The extractive answer or its refusal; ``why`` tells for which model's answer it stands in."""
    told = (*answer.notes, *found.asides, *((why,) if why else ()))
    answer = replace(answer, model=Extractive.name, prompt=None, notes=told)
    if refuse or not found.sentences:
        return _refused(answer, found.reason)
    return _late(_numbered(replace(answer, notes=(*found.notes, *told)), found, (), library), library)


def _late(answer: Answer, library: Library) -> Answer:
    """The answer with a note for each cited report that was added after reports of later days."""
    notes = []
    for name in dict.fromkeys(citation.span.document for citation in answer.citations):
        if (later := library.record.overtaken(name, Window(as_of=answer.window.as_of))) is not None:
            notes.append(f"{name} arrived late: it was added after reports of days up to {plain(later)}.")
    return replace(answer, notes=(*answer.notes, *notes))


def _told(checked: Checked) -> tuple[str, ...]:
    """What the reader is told of the checks."""
    of = len(checked.problems)
    counted = f"{len(checked.verified)} of {of} sentence{'' if of == 1 else 's'} verified"
    # Neither the sentence nor the word that failed is repeated: what was not borne out is not shown, not even here. The log has it.
    failed = ["dropped a sentence that its own quotes do not bear out"] * sum(bool(wrong) for wrong in checked.problems)
    return (*((counted + (", after one retry" if checked.retried else ""),) if of else ()), *failed, *checked.draft.notes)


def _numbered(answer: Answer, draft: Draft, problems: Sequence[tuple[str, ...]], library: Library) -> Answer:
    """The draft's sentences with numbered citations. One whose quote is not the stored text is never shown."""
    numbers: dict[Span, int] = {}
    sentences, notes = [], list(answer.notes)
    for written, wrong in zip(draft.sentences, problems or ((),) * len(draft.sentences), strict=True):
        spans = [span for span in written.spans if is_stored(span, library)]
        if len(spans) < len(written.spans) or not spans:
            notes.append("withheld a sentence: its quote is not the stored text")
            continue
        cited = tuple(dict.fromkeys(numbers.setdefault(span, len(numbers) + 1) for span in spans))
        sentences.append(Sentence(text=with_markers(written.text, cited), citations=cited, supported=not wrong, problems=wrong))
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


def about_itself(library: Library, window: Window) -> str:
    """What can be said of the collection that the window admits, in one sentence."""
    days = sorted(kept.document.date for kept in library.record.documents(Window(as_of=window.as_of)) if kept.document.date)
    span = f": it holds {len(days)} dated report{'' if len(days) == 1 else 's'}, of {plain(days[0])} to {plain(days[-1])}" if days else ""
    return f"{ABOUT_ITSELF}{span}; `qa status` counts and lists them."


def nothing_in(library: Library, window: Window) -> str:
    """Why there is not a single passage, in one sentence."""
    if window.open:
        return "The reports hold nothing on this."
    parts = [f"from {window.since}" if window.since else "", f"up to {window.last}" if window.last else ""]
    latest = library.record.latest_day(Window(as_of=window.as_of)) if window.as_of else library.record.latest_day(Window())
    known = f"; the latest report there is has the day {latest}" if latest else ""
    return f"There is no report dated {' '.join(part for part in parts if part)}{known}."
