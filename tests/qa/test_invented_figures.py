"""A model that invents a plausible figure in every second answer is never believed."""

from __future__ import annotations

import re

import pytest

from index.search import Library
from index.types import Window
from qa.answer import ask
from qa.models import Request, Scripted
from qa.render import json, text
from qa.writers.chat import ChatWriter
from qa.writers.extractive import Extractive

# Questions of the fictional fortnight whose true answer is a figure of one report.
QUESTIONS = (
    "How long is the Ondry Canal?",
    "How many ships are waiting at anchor off the strait?",
    "What is the war-risk premium for a call through the Selke Strait?",
    "How many people have died in the lock collapse at Brackwater?",
    "How many of the detained crew have been freed in all?",
    "How much fuel may a private motorist in Calvenne buy each week?",
    "How many cases of quay fever have been confirmed at Corvane?",
    "By what vote did the guild members decide to end their stoppage?",
)
_LINE = re.compile(r"^\[(\d+)\] .*\n((?:> .*\n?)+)", re.MULTILINE)
_FIGURE = re.compile(r"\b\d+(?:[.,]\d+)*\b")


class Inventing:
    """Copies a sentence with a figure from a report of the prompt; every second question gets another figure in its place."""

    def __init__(self, added: int) -> None:
        self.added = added
        self.asked: dict[str, str | None] = {}

    def __call__(self, request: Request) -> str:
        invent = list(self.asked).index(request.label) % 2 == 0 if request.label in self.asked else len(self.asked) % 2 == 0
        for number, lines in _LINE.findall(request.messages[0].content):
            for sentence in re.findall(r"[A-Z][^.!?]*\.(?=\s|$)", lines.replace("\n> ", " ").removeprefix("> ")):
                if (found := _FIGURE.search(sentence)) is None:
                    continue
                other = str(int(re.sub(r"\D", "", found.group())) + self.added)
                self.asked[request.label] = other if invent else None
                told = sentence.replace(found.group(), other) if invent else sentence
                return f"{told.rstrip('.')} [{number}]."
        self.asked.setdefault(request.label, None)
        return "The reports give 7 of them [1]."


@pytest.mark.parametrize("added", [1, 10, 300])
def test_no_invented_figure_is_shown_anywhere(seeds: Library, added: int) -> None:
    """Not in the answer, not in its notes, not in what is printed; the true ones of the other half are."""
    inventing = Inventing(added)
    writer = ChatWriter(Scripted(inventing, name="inventing"))
    evidence = Extractive(seeds.tokens, seeds.text_of)
    believed = 0
    for question in QUESTIONS:
        answer = ask(seeds, question, window=Window(), writer=writer, evidence=evidence)
        if question not in inventing.asked:
            continue
        invented = inventing.asked[question]
        believed += answer.model == "inventing" and not answer.refused
        if invented is not None:
            assert answer.model == "extractive" or answer.refused, (question, invented)
            quoted = " ".join(citation.span.quote for citation in answer.citations)
            said = [answer.text, *answer.notes, answer.short or "", answer.reason or ""]
            assert all(invented not in _FIGURE.findall(re.sub(r"\[\d+\]", "", line)) or invented in quoted for line in said), question
            assert invented in " ".join(answer.raw)
    assert sum(one is not None for one in inventing.asked.values()) >= 3
    assert believed >= 2
    assert json.answer(answer)
    assert text.answer(answer, lambda line, _kind: line)
