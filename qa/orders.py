"""Text -> its paragraphs that give orders to a reading machine: they are no evidence, whoever asks."""

from __future__ import annotations

import re

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instruction|prompt|rule|direction|guideline|question|document|context|above)"
    r"|\b(?:note|message|instruction|attention|notice)s?\s+(?:to|for)\s+(?:\w+\s+){0,2}(?:ai|a\.i\.|llms?|bots?"
    r"|chatbots?|assistants?|language models?|models?)\b"
    r"|\bai (?:systems?|assistants?|models?|agents?) (?:reading|processing|summari|that read)"
    r"|\b(?:in|with|of) your (?:answer|reply|response|output|summary|briefing)\b"
    r"|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatbot)\b"
    r"|\bsystem prompt\b|\bas an ai\b|\bdo not mention this (?:note|instruction|message)",
    re.IGNORECASE,
)


def given(text: str) -> list[tuple[int, int]]:
    """The spans of the paragraphs of ``text`` that give orders to a machine; [] for nearly every report."""
    spans = []
    start = 0
    for gap in [*re.finditer(r"\n\s*\n", text), None]:
        end = gap.start() if gap else len(text)
        if _ORDERS.search(text[start:end]):
            spans.append((start, end))
        start = gap.end() if gap else end
    return spans
