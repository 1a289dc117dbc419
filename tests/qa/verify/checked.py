"""Spans to check sentences against, and the kinds of the problems that block."""

from __future__ import annotations

import datetime as dt

from qa.types import Span
from qa.verify import verify

DAY = dt.date(2031, 3, 12)  # a Wednesday


def span(quote: str, *, date: dt.date | None = DAY, title: str | None = None, source: str | None = None, document: str = "a.txt") -> Span:
    return Span(document=document, digest="d" * 64, date=date, title=title, source=source, start=0, end=len(quote), quote=quote)


def kinds(sentence: str, *quotes: str, context: str = "", date: dt.date | None = DAY) -> set[str]:
    return {problem.kind for problem in verify(sentence, [span(quote, date=date) for quote in quotes], context=context) if problem.blocks}
