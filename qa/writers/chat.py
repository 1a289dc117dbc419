"""Question and passages -> Draft, written by a chat model and bound to the passages that it cites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import prompts
from index.types import Passage, Window
from index.words import terms
from qa.models.types import Backend, Message, Reply, Request
from qa.types import ModelError, Span
from qa.writers.chat_evidence import BUDGET, filled, fitting
from qa.writers.chat_reply import CitedSentence, cited_sentences, is_refusal
from qa.writers.chat_spans import carrying_spans, share_carried
from qa.writers.types import Draft, DraftSentence

MOST_SENTENCES = 4
MOST_TOKENS = 1024  # of a reply: four sentences need 200; models that think aloud need the rest
_LEAST_BUDGET = 200  # below this a context overflow is not the evidence's fault
# A sentence that cites nothing is bound to the report that carries it, if one carries this share of its words, and two of them.
_CARRIED = 0.75


def show_prompt(question: str, passages: Sequence[Passage], window: Window, *, budget: int = BUDGET) -> str:
    """What a model would be asked, word for word."""
    return filled(question, fitting(passages, budget=budget), window)


class ChatWriter:
    """Answers by any chat model. What a sentence cites is narrowed to exact spans.

    One that cites nothing is bound to the report that carries its words; if none does, it is dropped.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        budget: int = BUDGET,
        max_tokens: int = MOST_TOKENS,
        on_text: Callable[[str], None] | None = None,
    ) -> None:
        """``budget`` is tokens of evidence; ``on_text`` is handed the reply as it comes, unchecked."""
        self._backend = backend
        self._budget = budget
        self._max_tokens = max_tokens
        self._on_text = on_text

    @property
    def name(self) -> str:
        return self._backend.name

    def write(self, question: str, passages: Sequence[Passage], window: Window) -> Draft:
        """The model's answer as a draft. No passage, no call. Raises ModelError if there is no usable reply."""
        return self._written(question, passages, window, ())

    def rewrite(self, question: str, passages: Sequence[Passage], window: Window, *, raw: str, problems: Sequence[str]) -> Draft:
        """A second try: the model is shown its first reply (``raw``) and what in it is not in the cited reports."""
        listed = "\n".join(f"- {problem}" for problem in problems)
        again = prompts.load("retry").fill(problems=listed, refusal=prompts.REFUSAL)
        return self._written(question, passages, window, (Message(role="assistant", content=raw), Message(role="user", content=again)))

    def _written(self, question: str, passages: Sequence[Passage], window: Window, more: tuple[Message, ...]) -> Draft:
        if not passages:
            return Draft(refused=True, reason="there is no report to answer from")
        budget = self._budget
        while True:
            shown = fitting(passages, budget=budget)
            asked = Message(role="user", content=filled(question, shown, window))
            request = Request(messages=(asked, *more), max_tokens=self._max_tokens, label=question)
            try:
                return _draft(self._backend.reply(request, on_text=self._on_text), question, shown)
            except ModelError as error:
                budget //= 2
                if error.kind != "context" or budget < _LEAST_BUDGET:
                    raise


def _draft(reply: Reply, question: str, passages: Sequence[Passage]) -> Draft:
    draft = Draft(prompt=prompts.load("answer").digest, usage=reply.usage, raw=reply.text)
    if is_refusal(reply.text):
        return replace(draft, refused=True, reason="the model found no answer in the reports")
    kept: list[DraftSentence] = []
    notes: list[str] = []
    for sentence in cited_sentences(reply.text):
        spans, problems = _bound(sentence, question, passages) if sentence.numbers else (_carried(sentence, question, passages), ())
        if not spans:
            problems = problems or ("it cites no report",)
        elif len(kept) == MOST_SENTENCES:
            spans, problems = (), (f"an answer has at most {MOST_SENTENCES} sentences",)
        if spans:
            kept.append(DraftSentence(text=sentence.text, spans=spans))
        if problems:
            notes.append(f"{'ignored a citation' if spans else 'dropped a sentence'} ({'; '.join(problems)})")
    draft = replace(draft, notes=tuple(notes))
    if not kept:
        return replace(draft, refused=True, reason="the model cited no report for anything that it wrote")
    carried = [share_carried(sentence.text, sentence.spans) for sentence in kept]
    features = {"chat_kept": float(len(kept)), "chat_notes": float(len(notes)), "chat_carried": sum(carried) / len(carried)}
    return replace(draft, sentences=tuple(kept), features=features)


def _carried(sentence: CitedSentence, question: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
    """The spans of the report that carries a sentence which cites none; () if none does. What follows checks it all the same."""
    found = [carrying_spans(sentence.text, question, passage) for passage in passages] if len(set(terms(sentence.text))) > 1 else []
    best = max(found, key=lambda spans: share_carried(sentence.text, spans), default=())
    return best if share_carried(sentence.text, best) >= _CARRIED else ()


def _bound(sentence: CitedSentence, question: str, passages: Sequence[Passage]) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The spans behind a sentence's numbers, and what is wrong with those that lead nowhere."""
    spans: list[Span] = []
    problems: list[str] = []
    for number in sentence.numbers:
        if not 1 <= number <= len(passages):
            problems.append(f"there is no report [{number}]")
            continue
        carrying = carrying_spans(sentence.text, question, passages[number - 1])
        spans.extend(carrying)
        if not carrying:
            problems.append(f"report [{number}] shares no word with it")
    return tuple(dict.fromkeys(spans)), tuple(problems)
