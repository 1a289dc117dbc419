"""Spans -> markers and proof: the [n] of a sentence, and whether a quote is what is stored."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.search import Library
from qa.types import Span

_LAST_STOP = re.compile(r"[.!?…]+$")


def is_stored(span: Span, library: Library) -> bool:
    """Whether the quote is, character for character, what is stored at the span."""
    return bool(span.quote.strip()) and library.text_of(span.document, span.digest)[span.start : span.end] == span.quote


def with_markers(text: str, cited: Sequence[int]) -> str:
    """``text`` with its [n] before the last stop: ``They met in Qatar [1].``"""
    marks = "".join(f"[{n}]" for n in cited)
    text = text.strip()
    stop = _LAST_STOP.search(text)
    return f"{text[: stop.start()]} {marks}{stop.group()}" if stop and stop.start() else f"{text} {marks}"
