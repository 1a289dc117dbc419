"""Nouns -> the JSON of the contracts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from index.add import Added
from index.record import Kept, KeptChunk
from index.types import Passage, Window
from qa.types import Answer, Span


def day(value: dt.date | None) -> str | None:
    """A day as ISO text."""
    return value.isoformat() if value else None


def window(value: Window) -> dict[str, Any]:
    """The window in force, with the days that the question's own words named."""
    return {
        "since": day(value.since),
        "until": day(value.until),
        "as_of": day(value.as_of),
        "event_since": day(value.event_since),
        "event_until": day(value.event_until),
        "understood": value.understood,
    }


def passage(value: Passage, *, text: bool = False) -> dict[str, Any]:
    """One passage; with its text for ``search``."""
    row: dict[str, Any] = {
        "document": value.document,
        "title": value.title,
        "source": value.source,
        "date": day(value.date),
        "start": value.start,
        "end": value.end,
        "score": value.score,
        "also": list(value.also),
    }
    return row | {"parts": dict(value.parts), "text": value.text} if text else row


def span(n: int, value: Span) -> dict[str, Any]:
    """One citation: ``text[start:end] == quote`` in the stored text of the document."""
    return {
        "n": n,
        "document": value.document,
        "title": value.title,
        "source": value.source,
        "date": day(value.date),
        "start": value.start,
        "end": value.end,
        "quote": value.quote,
        "digest": value.digest,
    }


def answer(value: Answer) -> dict[str, Any]:
    """``ask/1``, section 4 of the contracts."""
    return {
        "schema": "ask/1",
        "question": value.question,
        "answer": value.text,
        "short": value.short,
        "short_basis": value.short_basis,
        "refused": value.refused,
        "reason": value.reason,
        "confidence": value.confidence,
        "confidence_basis": value.confidence_basis,
        "band": value.band,
        "window": window(value.window),
        "sentences": [
            {"text": one.text, "citations": list(one.citations), "supported": one.supported, "problems": list(one.problems)}
            for one in value.sentences
        ],
        "citations": [span(one.n, one.span) for one in value.citations],
        "passages": [passage(one) for one in value.passages],
        "superseded": [{"value": one.value, "date": day(one.date), "n": one.n} for one in value.superseded],
        "notes": list(value.notes),
        "model": value.model,
        "prompt": value.prompt,
        "usage": dict(value.usage),
        "cost": {"amount": value.cost.amount, "currency": value.cost.currency} if value.cost else None,
        "corpus": value.corpus,
        "run": value.run,
    }


def search(query: str, asked: Window, passages: tuple[Passage, ...], by: str) -> dict[str, Any]:
    """``search/1``."""
    return {
        "schema": "search/1",
        "query": query,
        "window": window(asked),
        "by": by,
        "passages": [passage(one, text=True) for one in passages],
    }


def added(value: Added) -> dict[str, Any]:
    """``add/1``."""
    return {
        "schema": "add/1",
        "added": list(value.added),
        "changed": list(value.changed),
        "unchanged": list(value.unchanged),
        "forgotten": list(value.forgotten),
        "skipped": [{"path": one.name, "reason": one.reason} for one in (*value.skipped, *value.clashes)],
        "missing": list(value.missing),
        "warnings": [{"document": one.name, "warning": one.reason} for one in value.warnings],
        "embedded": value.embedded,
        "corpus": value.corpus,
    }


def document(kept: Kept, chunks: tuple[KeptChunk, ...]) -> dict[str, Any]:
    """``document/1``: the stored text and where it was cut."""
    one = kept.document
    return {
        "schema": "document/1",
        "document": one.name,
        "title": one.title,
        "source": one.source,
        "date": day(one.date),
        "url": one.url,
        "digest": kept.digest,
        "current": kept.current,
        "path": kept.path,
        "added": kept.added,
        "weak_date": one.weak_date,
        "text": one.text,
        "chunks": [{"start": chunk.start, "end": chunk.end} for chunk in chunks],
    }
