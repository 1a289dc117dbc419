"""Briefing -> the JSON of the contracts, text and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qa.briefing.summary import Summary
from qa.briefing.types import Briefing, Fact, FigureRow, Line, StoryBrief
from qa.cite import with_markers
from qa.render.json import day as iso
from qa.render.json import span as span_json
from qa.types import Span

Numbers = Mapping[Span, int]


def numbers(page: Briefing) -> Numbers:
    """Span -> its number on the page."""
    return {span: n for n, span in enumerate(page.references, start=1)}


def cited(line: Line, known: Numbers) -> str:
    """A line with its [n] before the last stop."""
    return with_markers(line.text, list(dict.fromkeys(known[span] for span in line.spans)))


def as_json(page: Briefing) -> dict[str, Any]:
    """``brief/1``, section 5 of the contracts; every other form shows the same."""
    known = numbers(page)

    def line(one: Line) -> dict[str, Any]:
        return {"text": cited(one, known), "citations": list(dict.fromkeys(known[span] for span in one.spans))}

    return {
        "schema": "brief/1",
        "window": {"since": iso(page.since), "until": iso(page.until), "as_of": iso(page.as_of)},
        "coverage": {
            "documents": page.coverage.documents, "used": page.coverage.used, "sources": page.coverage.sources,
            "undated": page.coverage.undated, "latest": iso(page.coverage.latest),
            "by_source": [{"source": one.source, "reports": one.reports} for one in page.coverage.by_source],
        },
        "lead": [line(one) | {"corroborated": sure} for one, sure in zip(page.lead, page.corroborated, strict=True)],
        "stories": [_story(one, known) for one in page.stories],
        "more_stories": page.more,
        "changes": {"since": iso(page.changed_since), **{status: list(ids) for status, ids in page.changes.items()}},
        "requirements": [{"topic": one.topic, "stories": list(one.stories), "note": one.note} for one in page.requirements],
        "late": [{"document": one.document, "title": one.title, "date": iso(one.date), "added": iso(one.added)} for one in page.late],
        "references": [span_json(n, span) for span, n in known.items()],
        "checks": {
            "passed": list(page.passed),
            "withheld": [{"text": one.text, "check": one.check, "missing": list(one.missing)} for one in page.withheld],
        },
        "notes": list(page.notes),
        "model": page.model, "prompt": page.prompt, "usage": dict(page.usage), "corpus": page.corpus, "run": page.run,
    }  # fmt: skip


def _story(one: StoryBrief, known: Numbers) -> dict[str, Any]:
    def line(value: Line) -> dict[str, Any]:
        return {"text": cited(value, known), "citations": list(dict.fromkeys(known[span] for span in value.spans))}

    return {
        "id": one.id, "thread": one.thread, "title": one.title, "status": one.status, "documents": list(one.documents),
        "independent_sources": one.independent_sources, "sources": list(one.sources), "salience": one.salience,
        "facts": [_fact(fact, f"{one.id}.c{at}", known) for at, fact in enumerate(one.facts, start=1)],
        "figures": [_figure(figure, known) for figure in one.figures],
        "background": [line(value) for value in one.background],
        "contradictions": [{"about": clash.about, "claims": [line(value) for value in clash.claims]} for clash in one.contradictions],
        "gaps": list(one.gaps),
        "watch": [{"date": iso(row.day), **line(row.line)} for row in one.watch],
        "timeline": [{"date": iso(row.day), "now": row.now, **line(row.line)} for row in one.timeline],
        "judgements": [{**line(row.line), "confidence": row.confidence} for row in one.judgements],
    }  # fmt: skip


def _fact(fact: Fact, name: str, known: Numbers) -> dict[str, Any]:
    first, last = fact.event or (None, None)
    before = fact.previous
    return {
        "id": name, "text": cited(fact.line, known), "citations": list(dict.fromkeys(known[span] for span in fact.line.spans)),
        "attributed_to": fact.attributed_to, "event_date": iso(first), "event_until": iso(last) if last != first else None,
        "event_date_basis": fact.basis, "change": fact.change, "independent_sources": fact.originators, "disputed": fact.disputed,
        "previous": {
            "text": cited(before, known), "document": before.spans[0].document, "date": iso(before.spans[0].date),
            "citations": [known[span] for span in before.spans],
        } if before else None,
    }  # fmt: skip


def _figure(figure: FigureRow, known: Numbers) -> dict[str, Any]:
    return {
        "what": figure.what, "value": figure.value, "unit": figure.unit or None, "kind": figure.kind, "as_of": iso(figure.as_of),
        "attributed_to": figure.attributed_to, "citations": [known[figure.span]],
        "history": [{"value": one.value, "date": iso(one.date), "document": one.document} for one in figure.history],
    }  # fmt: skip


def summary_json(made: Summary) -> dict[str, Any]:
    """``summary/1``: sentences with their citations."""
    known = made.references
    return {
        "schema": "summary/1", made.kind: made.of, "words": made.words, "documents": list(made.documents),
        "summary": " ".join(cited(line, known) for line in made.lines),
        "sentences": [{"text": cited(line, known), "citations": [known[span] for span in line.spans]} for line in made.lines],
        "citations": [span_json(n, span) for span, n in known.items()],
        "corpus": made.corpus,
    }  # fmt: skip
