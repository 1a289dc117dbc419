"""Passages -> the numbered, dated, marked evidence of a prompt, within a budget of tokens; and the prompt itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import prompts
from index import tokens
from index.dates.days import plain
from index.types import Passage, Window

# Every line of a report starts with this, so none can pass for a heading, a rule or a question of the prompt.
MARK = "> "
BUDGET = 3000  # tokens of evidence: leaves room for rules, question and reply in the 4,096 of small local models
# A passage cut shorter than this says too little to be worth its number.
_LEAST = 60

# What in a report could pass for something else: our [n], the tags and turn markers of chat templates, invisible characters.
_LIKE_A_CITATION = re.compile(r"[\[【](\s*\^?\d[\d\s,;–-]*)[\]】]")
_LIKE_A_TAG = re.compile(r"<(?=[|/!<A-Za-z])")
_LIKE_A_TURN = re.compile(r"\[(/?[A-Z_]{3,20})\]")


def fitting(passages: Sequence[Passage], *, budget: int = BUDGET) -> tuple[Passage, ...]:
    """The first passages that fit into ``budget`` tokens, the last one cut at a word if part of it still does."""
    fitted: list[Passage] = []
    left = budget
    for place, passage in enumerate(passages, start=1):
        cost = tokens.count(_entry(place, passage))
        if cost <= left:
            fitted.append(passage)
            left -= cost
            continue
        room = left - (cost - tokens.count(passage.text))
        if room >= _LEAST or not fitted:  # the best passage is always shown, if only its beginning
            text = passage.text[: len(tokens.cut(passage.text, max(room, _LEAST)))]
            fitted.append(replace(passage, text=text, end=passage.start + len(text)))
        break
    return tuple(fitted)


def filled(question: str, passages: Sequence[Passage], window: Window) -> str:
    """``prompts/answer.md`` with these passages as reports 1, 2, 3, ..."""
    return prompts.load("answer").fill(
        question=" ".join(question.split()),
        evidence=evidence(passages),
        scope=_scope(window),
        refusal=prompts.REFUSAL,
    )


def evidence(passages: Sequence[Passage]) -> str:
    """The passages as numbered, dated entries, every line of them marked as somebody else's words."""
    return "\n\n".join(_entry(place, passage) for place, passage in enumerate(passages, start=1))


def harmless(text: str) -> str:
    """``text`` with nothing in it that could be taken for a citation, a tag of a chat template or a turn."""
    visible = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    visible = _LIKE_A_CITATION.sub(r"(\1)", visible)
    return _LIKE_A_TURN.sub(r"(\1)", _LIKE_A_TAG.sub("‹", visible))


def _entry(place: int, passage: Passage) -> str:
    day = plain(passage.date) if passage.date else "undated"
    named = ": ".join(_inline(part) for part in (passage.source, passage.title or passage.document) if part)
    lines = (line.strip() for line in harmless("\n".join(passage.text.splitlines())).split("\n"))
    return "\n".join((f"[{place}] {day}, {named}", *(MARK + line for line in lines if line)))


def _inline(text: str) -> str:
    return " ".join(harmless(text).split())[:120]


def _scope(window: Window) -> str:
    """What the reader's window means for the answer, "" if there is none."""
    said = []
    if window.as_of:
        said.append(f"The reader's day is {plain(window.as_of)}.")
    if window.since or window.until:
        since = f" since {plain(window.since)}" if window.since else ""
        until = f" up to {plain(window.until)}" if window.until else ""
        said.append(f"Only reports{since}{until} were searched.")
    return f"\n{' '.join(said)}\n" if said else ""
