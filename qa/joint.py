"""What extraction found for each question of a line -> one finding: the sentences of those that have an answer, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from index.types import Passage
from qa.confidence import Judgement
from qa.types import Span
from qa.writers.types import Draft

# Four sentences are the most that an answer has: two for each of two questions.
EACH = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A question with its draft and how that was judged."""

    question: str
    draft: Draft
    judged: Judgement

    @property
    def refuse(self) -> bool:
        """Whether there is nothing to show."""
        return self.judged.refuse or not self.draft.sentences


def merged(searched: Sequence[Sequence[Passage]], k: int) -> tuple[Passage, ...]:
    """The ``k`` best passages of several searches, the best of each first."""
    taken: dict[tuple[str, int], Passage] = {}
    for passage in chain.from_iterable(zip_longest(*searched)):
        if passage is not None:
            taken.setdefault((passage.document, passage.start), passage)
    return tuple(taken.values())[:k]


def joined(whole: Callable[[], Found], parts: Sequence[Found], *, one_matter: bool) -> Found:
    """The findings for the questions of a line as one, or the finding for the line itself where they tell nothing more.

    Two questions that the same sentence answers are one, and of ``one_matter`` both tellers have to be heard, unless the line
    itself finds nothing. ``whole`` asks the line itself, which costs as much as each of its questions.
    """
    shown = [one for one in parts if not one.refuse]
    if len({one.draft.sentences[0].spans for one in shown}) < len(shown) or not shown:
        return whole()
    if one_matter and len(shown) < len(parts) and not (line := whole()).refuse:
        return line
    return _side_by_side(shown, [one for one in parts if one.refuse])


def _side_by_side(shown: Sequence[Found], refused: Sequence[Found]) -> Found:
    """Several findings as one, as sure as the least sure of them. A short answer stands for all that is shown or is left out: "45; 49"."""
    drafts = [one.draft for one in shown]
    most = EACH if len(shown) > 1 else len(drafts[0].sentences)
    sentences = {sentence.spans: sentence for draft in drafts for sentence in draft.sentences[:most]}
    each_short = all(draft.short for draft in drafts)
    missing = [f"Nothing was found on “{one.question}”: {one.draft.reason}" for one in refused]
    draft = replace(
        drafts[0],
        sentences=tuple(sentences.values()),
        short="; ".join(_distinct(draft.short for draft in drafts)) if each_short else None,
        short_basis="; ".join(_distinct(draft.short_basis for draft in drafts)) or None if each_short else None,
        superseded=tuple(earlier for draft in drafts for earlier in draft.superseded if not _shown(earlier.span, sentences)),
        notes=(*_distinct(note for draft in drafts for note in draft.notes), *missing),
        asides=_distinct(aside for one in (*shown, *refused) for aside in one.draft.asides),
    )
    return replace(shown[0], draft=draft, judged=min((one.judged for one in shown), key=lambda judged: judged.confidence))


def _distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _shown(span: Span, sentences: Iterable[tuple[Span, ...]]) -> bool:
    return any(span in spans for spans in sentences)
