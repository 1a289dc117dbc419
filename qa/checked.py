"""A model's draft -> the sentences that their own citations bear out: one retry that names what failed, then they are dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from index.types import Passage, Window
from index.words import terms
from qa.types import ModelError, Verdict
from qa.verify import Problem, restored, verify
from qa.writers.types import Draft, DraftSentence, Writer


@runtime_checkable
class Rewriter(Protocol):
    """A writer that can try again when it is told what was wrong."""

    def rewrite(self, question: str, passages: Sequence[Passage], window: Window, *, raw: str, problems: Sequence[str]) -> Draft:
        """A second draft, given the first reply and its problems."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A draft with, for each sentence, what is wrong with it (nothing: it is borne out). ``retried`` tells of a second try.

    ``raw`` are the model's replies and ``verdicts`` what was found of their sentences, of both tries: for the log.
    """

    draft: Draft
    problems: tuple[tuple[str, ...], ...]
    retried: bool = False
    raw: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def verified(self) -> tuple[DraftSentence, ...]:
        """The sentences with nothing wrong."""
        return tuple(sentence for sentence, wrong in zip(self.draft.sentences, self.problems, strict=True) if not wrong)


# A report longer than this explains no short form: it may know several of a kind, and takes long to read.
_LONGEST = 100_000
TextOf = Callable[[str, str], str]


def write_checked(
    writer: Writer,
    question: str,
    passages: Sequence[Passage],
    window: Window,
    *,
    known: Draft | None = None,
    doubtful: bool = False,
    text_of: TextOf | None = None,
) -> Checked:
    """Have ``writer`` write, check each sentence against its own spans, and let it try once more when one fails.

    ``known`` is what extraction found: a figure that it knows to be superseded does not pass for the present one. ``doubtful``
    says that extraction found no answer: then one quote alone must bear a sentence out, for what is joined from two
    quotes can be true of both and of nothing that was reported. ``text_of(document, digest)`` gives a stored text whole: it may
    explain a short form.

    The second try counts when it has at least as many sentences that hold. Raises ModelError when the first try fails;
    a second that fails leaves the first.
    """
    first = check(writer.write(question, passages, window), passages, known=known, doubtful=doubtful, text_of=text_of)
    wrong = [
        f"“{sentence.text}”: {'; '.join(problems)}"
        for sentence, problems in zip(first.draft.sentences, first.problems, strict=True)
        if problems
    ]
    if first.draft.raw is not None and not first.draft.sentences and first.draft.notes:
        wrong = [f"Of your answer, “{' '.join(first.draft.raw.split())[:300]}”, no sentence ends with the number of a report that says it"]
    if not wrong or first.draft.raw is None or not isinstance(writer, Rewriter):
        return first
    try:
        again = writer.rewrite(question, passages, window, raw=first.draft.raw, problems=wrong)
        second = check(again, passages, known=known, doubtful=doubtful, text_of=text_of)
    except ModelError:
        return replace(first, retried=True)
    usage = {name: first.draft.usage.get(name, 0) + second.draft.usage.get(name, 0) for name in {**first.draft.usage, **second.draft.usage}}
    better = second if len(second.verified) >= max(1, len(first.verified)) else first
    return replace(
        better,
        draft=replace(better.draft, usage=usage),
        retried=True,
        raw=(*first.raw, *second.raw),
        verdicts=(*first.verdicts, *second.verdicts),
    )


def check(
    draft: Draft, passages: Sequence[Passage], *, known: Draft | None = None, doubtful: bool = False, text_of: TextOf | None = None
) -> Checked:
    """Verify each sentence of a draft against its own spans, and its figures against those known to be superseded.

    A sentence that only lost its speaker gets it back, in the quote's words, where it rests on the quote that extraction answers
    with: what somebody once said is true of many things that hold no more.
    """

    def wrong(sentence: DraftSentence) -> tuple[Problem, ...]:
        return _problems(sentence, passages, text_of)

    def also(sentence: DraftSentence) -> tuple[str, ...]:
        return (*(_stitched(sentence, passages, text_of) if doubtful else ()), *_outdated(sentence, known))

    written: list[DraftSentence] = []
    problems: list[tuple[str, ...]] = []
    notes: list[str] = []
    for sentence in draft.sentences:
        found, more = wrong(sentence), also(sentence)
        told = None
        if not more and [problem.kind for problem in found] == ["attribution"] and _rests_on(sentence, known):
            told = restored(sentence.text, [span.quote for span in sentence.spans])
        mended = replace(sentence, text=told) if told else sentence
        if told and not wrong(mended) and not also(mended):
            written.append(mended)
            problems.append(())
            notes.append("put back the speaker whose words a sentence told as a fact")
        else:
            written.append(sentence)
            problems.append((*(problem.message for problem in found), *more))
    verdicts = tuple(Verdict(text=one.text, problems=why) for one, why in zip(draft.sentences, problems, strict=True))
    draft = replace(draft, sentences=tuple(written), notes=(*draft.notes, *notes))
    return Checked(draft=draft, problems=tuple(problems), raw=(draft.raw,) if draft.raw else (), verdicts=verdicts)


def _rests_on(sentence: DraftSentence, known: Draft | None) -> bool:
    """Whether a sentence cites the quote that answers best by extraction."""
    if known is None or not known.sentences:
        return False
    return any(
        mine.document == best.document and mine.start < best.end and best.start < mine.end
        for mine in sentence.spans
        for best in known.sentences[0].spans
    )


def _stitched(sentence: DraftSentence, passages: Sequence[Passage], text_of: TextOf | None) -> tuple[str, ...]:
    """What is wrong with a sentence that no one of its quotes bears out alone."""
    if len(sentence.spans) < 2 or any(not _problems(replace(sentence, spans=(span,)), passages, text_of) for span in sentence.spans):
        return ()
    return ("no one report says all of it",)


def _outdated(sentence: DraftSentence, known: Draft | None) -> tuple[str, ...]:
    """A figure that a later report replaced may be told, but only beside the one that replaced it."""
    if known is None or not known.short or not known.superseded:
        return ()
    said, now = set(terms(sentence.text)), _figures(known.short)
    if not now or now <= said:
        return ()
    return tuple(
        f"‘{earlier.value}’ is an earlier figure: a later report says ‘{known.short}’"
        for earlier in known.superseded
        if (old := _figures(earlier.value)) and old <= said
    )


def _figures(text: str) -> set[str]:
    return {term for term in terms(text) if term[0].isdigit()}


def _problems(sentence: DraftSentence, passages: Sequence[Passage], text_of: TextOf | None) -> tuple[Problem, ...]:
    """What blocks a sentence."""
    # The passage around a span may explain who "Burns" is; it is no evidence for anything else.
    around = [
        passage.text
        for passage in passages
        if any(span.document == passage.document and passage.start <= span.start < passage.end for span in sentence.spans)
    ]
    whole = sorted({(span.document, span.digest) for span in sentence.spans})
    reports = [text for one in whole if len(text := text_of(*one)) <= _LONGEST] if text_of is not None else []
    found = verify(sentence.text, sentence.spans, context="\n".join(around), reports=reports)
    return tuple(problem for problem in found if problem.blocks)
