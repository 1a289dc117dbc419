"""One report, or what all reports say on a topic -> a cited summary of so many words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.search import Library
from index.types import Document, Window
from qa.briefing import facts
from qa.briefing.facts import Pick
from qa.briefing.types import Line
from qa.ledger import keep
from qa.ledger.claims import claims_of, content_stems
from qa.ledger.likeness import Weights, covered
from qa.ledger.types import Claim, Report
from qa.types import QaError, Span

WORDS = 100
_MOST_PICKS, _PASSAGES = 40, 20
# Least share of a topic's weight in a sentence with its report's opening and headline, and in the sentence alone.
_ON_TOPIC, _IN_SENTENCE = 0.5, 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """Whole sentences of reports in the order in which they are best read, each with the span that it is; no more than asked for."""

    of: str
    kind: str
    words: int
    lines: tuple[Line, ...]
    documents: tuple[str, ...]
    corpus: str

    @property
    def references(self) -> Mapping[Span, int]:
        """Span -> its number."""
        spans = dict.fromkeys(span for line in self.lines for span in line.spans)
        return {span: n for n, span in enumerate(spans, start=1)}


def summarise(library: Library, document: str, *, words: int = WORDS) -> Summary:
    """Summarise one stored document in at most about ``words`` words. Raises UnknownDocument, QaError for one without a sentence."""
    _refuse_few(words)
    kept, _ = library.show(document)
    report = report_of(kept.document)
    picks = choose(report, Weights.of([report]), words=words)
    if not picks:
        raise QaError(f"{document} has no sentence that could stand in a summary: qa show {document} prints it")
    return _summary(library, picks, of=kept.document.name, kind="document", words=words, undated=kept.document.date is None)


def summarise_topic(library: Library, topic: str, window: Window, *, words: int = WORDS) -> Summary:
    """Summarise what the dated reports within ``window`` say on a topic; no line where none speaks of it."""
    _refuse_few(words)
    if not topic.strip():
        raise QaError("the topic is empty: type one, for example qa summarise --about 'ferry accident'")
    near = {passage.document for passage in library.search(topic, window, k=_PASSAGES).passages}
    known = keep.reports(library, window)
    weights = Weights.of(known)
    wanted = content_stems(topic)
    claims = [
        (report, claim)
        for report in known
        if report.document in near
        for claim in _usable(report)
        if _on_topic(wanted, report, claim, weights)
    ]
    picks = facts.choose(claims, weights, words=words, most=_MOST_PICKS, manner=facts.TOPIC)
    ordered = sorted(_within(picks, words), key=lambda pick: (pick.report.date, pick.report.document, pick.claims[0].ordinal))
    return _summary(library, ordered, of=topic, kind="topic", words=words)


def choose(report: Report, weights: Weights, *, words: int) -> tuple[Pick, ...]:
    """The sentences of one report that say most of it in at most about ``words`` words, in their own order; the opening goes first."""
    claims = [(report, claim) for claim in _usable(report)] or [(report, claim) for claim in report.claims]
    picks = facts.choose(claims, weights, words=words, most=_MOST_PICKS, manner=facts.ALONE)
    return tuple(sorted(_within(picks, words), key=lambda pick: pick.claims[0].ordinal))


def report_of(document: Document) -> Report:
    """A document as a report, an undated one too: nothing here looks at the day."""
    return Report(
        document=document.name, digest=document.digest, date=document.date or dt.date.min, title=document.title, source=document.source,
        text=document.text, agency=None, claims=claims_of(document),
    )  # fmt: skip


def _refuse_few(words: int) -> None:
    if words < 10:
        raise QaError(f"--words {words} is less than one sentence: give 10 or more")


def _usable(report: Report) -> list[Claim]:
    return [claim for claim in report.claims if facts.whole(report, claim) and not facts.quoted_without_speaker(report, claim)]


def _within(picks: Sequence[Pick], words: int) -> list[Pick]:
    """The picks that fit, the first in any case."""
    kept: list[Pick] = []
    spent = 0
    for pick in picks:
        if not kept or spent + pick.words <= words:
            kept.append(pick)
            spent += pick.words
    return kept


def _on_topic(wanted: Sequence[str], report: Report, claim: Claim, weights: Weights) -> bool:
    own = frozenset(claim.stems)
    around = own | frozenset(report.claims[0].stems if report.claims else ()) | frozenset(content_stems(report.title or ""))
    return covered(wanted, around, weights) >= _ON_TOPIC and covered(wanted, own, weights) >= _IN_SENTENCE


def _summary(library: Library, picks: Sequence[Pick], *, of: str, kind: str, words: int, undated: bool = False) -> Summary:
    lines = []
    for pick in picks:
        span = replace(pick.span, date=None) if undated else pick.span
        lines.append(Line(text=" ".join(span.quote.split()), spans=(span,)))
    documents = tuple(dict.fromkeys(pick.report.document for pick in picks))
    return Summary(of=of, kind=kind, words=words, lines=tuple(lines), documents=documents, corpus=library.corpus())
