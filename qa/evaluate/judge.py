"""A case and its Answer -> CaseResult: every score, every assertion, and whether it passed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.evaluate import ranking, score
from qa.evaluate.days import precision_named
from qa.evaluate.evidence import GoldItem, TextOf, gold_items
from qa.evaluate.fold import find, tokens, without_markers
from qa.evaluate.types import (
    Assertion,
    Case,
    CaseResult,
    Check,
    CitedQuote,
    GoldQuote,
    SeenPassage,
)
from qa.types import Answer, Citation

CONTEXT = 160  # characters of the stored text that a report shows on either side of a quote
_ABOUT_WORDS = frozenset({"equals", "contains", "icontains", "contains_any", "not_contains", "regex", "f1", "number", "date"})


def judge(case: Case, answer: Answer, text_of: TextOf, *, ms: float = 0.0) -> CaseResult:
    """Score an answer against a case.

    ``text_of`` gives a document's stored text; for a version that has been replaced it is asked for ``NAME@DIGEST``.
    """
    gold = gold_items(case, text_of)
    passage_hits = [_hits(gold, p.document, p.start, p.end) for p in answer.passages]
    cited = {n for sentence in answer.sentences for n in sentence.citations}
    citations = [citation for citation in answer.citations if citation.n in cited]
    hits_of = {c.n: _hits(gold, c.span.document, c.span.start, c.span.end) for c in answer.citations}
    citation_hits = [hits_of[citation.n] for citation in citations]
    quotes = tuple(_quote(citation, text_of, bool(hits_of[citation.n]) if gold else None) for citation in answer.citations)
    valid = {quote.n: quote.valid for quote in quotes}
    scores = _answer_scores(case, answer) | _retrieval_scores(case, gold, passage_hits)
    if gold:
        any_one = case.evidence_any
        scores["citation_recall"] = ranking.citation_recall(citation_hits, len(gold), any_one=any_one)
        if not answer.refused:
            scores["citation_precision"] = ranking.citation_precision(citation_hits)
    if quotes:
        scores["quote_valid"] = sum(valid.values()) / len(valid)
    if not answer.refused:
        sound = [s.supported and bool(s.citations) and all(valid.get(n, False) for n in s.citations) for s in answer.sentences]
        scores["unsupported_rate"] = 1 - sum(sound) / len(sound)
    outcomes = [(rule, _check(rule, case, answer, gold, passage_hits, citation_hits)) for rule in case.assertions]
    told = not case.targets or bool(scores.get("answer_contains")) or bool(scores.get("answer_em"))
    words_hold = all(check.passed for rule, check in outcomes if rule.type in _ABOUT_WORDS)
    right = case.answerable and not answer.refused and told and words_hold and not score.too_long(answer.text)
    all_hold = all(check.passed for _, check in outcomes)
    return CaseResult(
        id=case.id,
        question=case.input,
        answerable=case.answerable,
        targets=case.targets,
        tags=case.tags,
        group=case.group,
        answer=answer.text,
        short=answer.short,
        refused=answer.refused,
        reason=answer.reason,
        confidence=answer.confidence,
        right=right,
        passed=all_hold and (right if case.answerable else answer.refused),
        scores=scores,
        checks=tuple(check for _, check in outcomes),
        evidence=tuple(_gold_quote(place, item, passage_hits, citation_hits) for place, item in enumerate(gold)),
        evidence_any=case.evidence_any,
        citations=quotes,
        passages=tuple(
            SeenPassage(
                document=passage.document,
                date=passage.date.isoformat() if passage.date else None,
                start=passage.start,
                end=passage.end,
                score=passage.score,
                hit=bool(met) if gold else None,
            )
            for passage, met in zip(answer.passages, passage_hits, strict=True)
        ),
        ms=ms,
        run=answer.run,
    )


def _answer_scores(case: Case, answer: Answer) -> dict[str, float]:
    """answer_*: over answerable cases with targets; a refusal there scores 0."""
    if not case.answerable or not case.targets:
        return {}
    names = ("answer_em", "answer_f1", "answer_contains", "answer_em_squad", "answer_f1_squad")
    if answer.refused:
        return dict.fromkeys(names, 0.0)
    text = without_markers(answer.text)
    said = answer.short or text
    # with no short answer a "no" in the prose settles nothing
    targets = case.targets if answer.short else tuple(t for t in case.targets if not score.settled(t))
    return {
        "answer_em": score.exact_match(said, targets),
        "answer_f1": score.token_f1(said, targets),
        "answer_contains": score.contains(text, case.targets, short=answer.short),
        "answer_em_squad": score.exact_match_squad(said, targets),
        "answer_f1_squad": score.token_f1_squad(said, targets),
    }


def _retrieval_scores(case: Case, gold: tuple[GoldItem, ...], hits: list[set[int]]) -> dict[str, float]:
    if not gold:
        return {}
    items, any_one = len(gold), case.evidence_any
    return {
        "hits@4": ranking.hits_at(hits, k=4),
        "hits@10": ranking.hits_at(hits, k=10),
        "recall@10": ranking.recall_at(hits, items, k=10, any_one=any_one),
        "all_evidence@10": ranking.all_evidence_at(hits, items, k=10, any_one=any_one),
        "mrr@10": ranking.mrr_at(hits, k=10),
        "ndcg@10": ranking.ndcg_at(hits, items, k=10, any_one=any_one),
    }


def _check(
    rule: Assertion,
    case: Case,
    answer: Answer,
    gold: tuple[GoldItem, ...],
    passage_hits: list[set[int]],
    citation_hits: list[set[int]],
) -> Check:
    if rule.type == "refusal":
        wanted = not rule.values or rule.values[0].lower() == "true"
        return Check(
            label=rule.label,
            passed=answer.refused == wanted,
            detail="" if answer.refused == wanted else "it refused" if answer.refused else "it answered",
        )
    if rule.type == "cites":
        spans = [(c.span.document, met) for c, met in zip(_cited(answer), citation_hits, strict=True)]
        precision = ranking.citation_precision(citation_hits)
        recall = ranking.citation_recall(citation_hits, len(gold), any_one=case.evidence_any) if gold else 0.0
        return _evidence_check(rule, spans, precision, recall)
    if rule.type == "retrieved":
        k = int(rule.options.get("k", case.k))
        places = [(p.document, met) for p, met in zip(answer.passages, passage_hits, strict=True)][:k]
        recall = ranking.recall_at(passage_hits, len(gold), k=k, any_one=case.evidence_any) if gold else 0.0
        return _evidence_check(rule, places, None, recall)
    said = " ".join(part for part in (answer.short, without_markers(answer.text)) if part)
    passed = words_hold(rule, said, answer.short or without_markers(answer.text), case.targets)
    return Check(label=rule.label, passed=passed, detail="" if passed else f"it said: {said[:160] or 'nothing'}")


def words_hold(rule: Assertion, said: str, short: str, targets: tuple[str, ...] = ()) -> bool:
    """Whether an assertion about words holds of an answer. ``short`` is the short answer, else the whole.

    ``contains`` and ``icontains`` are one: whole tokens, case and number words folded; write a ``regex`` to be literal.
    """
    options = rule.options
    if rule.type == "equals":
        return any(bool(score.exact_match(text, [value])) for value in rule.values for text in (short, said))
    if rule.type == "f1":
        return score.token_f1(short, rule.values or targets) >= float(options.get("min", 0.5))
    if rule.type == "number":
        tolerance, unit = float(options.get("tolerance", 0.0)), _text(options, "unit")
        return all(score.number(said, value, tolerance=tolerance, unit=unit) for value in rule.values)
    if rule.type == "date":
        precision = precision_named(_text(options, "precision")) or "day"
        return all(score.tells_date(said, value, precision=precision) for value in rule.values)
    if rule.type == "regex":
        return re.search(rule.values[0], said) is not None
    folded = tokens(said)
    there = [find(folded, tokens(value)) >= 0 for value in rule.values]
    if rule.type == "contains_any":
        return any(there)
    return not any(there) if rule.type == "not_contains" else all(there)


def _evidence_check(rule: Assertion, places: list[tuple[str, set[int]]], precision: float | None, recall: float) -> Check:
    """``cites`` and ``retrieved``: each option given must hold; with none given, one hit is enough."""
    wrong: list[str] = []
    options = rule.options
    document = _text(options, "document")
    if document is not None and document not in {name for name, _ in places}:
        wrong.append(f"not {document}")
    if "min_precision" in options and precision is not None and precision < float(options["min_precision"]):
        wrong.append(f"precision {precision:.2f}")
    if "min_recall" in options and recall < float(options["min_recall"]):
        wrong.append(f"recall {recall:.2f}")
    if document is None and not {"min_precision", "min_recall"} & options.keys() and recall == 0:
        wrong.append("no gold evidence")
    return Check(label=rule.label, passed=not wrong, detail=", ".join(wrong))


def _cited(answer: Answer) -> list[Citation]:
    cited = {n for sentence in answer.sentences for n in sentence.citations}
    return [citation for citation in answer.citations if citation.n in cited]


def _hits(gold: tuple[GoldItem, ...], document: str, start: int, end: int) -> set[int]:
    return {place for place, item in enumerate(gold) if item.hit_by(document, start, end)}


def _gold_quote(place: int, item: GoldItem, passage_hits: list[set[int]], citation_hits: list[set[int]]) -> GoldQuote:
    rank = next((rank for rank, met in enumerate(passage_hits, start=1) if place in met), None)
    return GoldQuote(document=item.document, quote=item.quote, rank=rank, cited=any(place in met for met in citation_hits))


def _quote(citation: Citation, text_of: TextOf, hit: bool | None) -> CitedQuote:
    span = citation.span
    text = text_of(span.document) or ""
    if text[span.start : span.end] != span.quote:  # the document was replaced: the cited version must still be there
        text = text_of(f"{span.document}@{span.digest}") or text
    valid = bool(span.quote) and text[span.start : span.end] == span.quote
    return CitedQuote(
        n=citation.n,
        document=span.document,
        title=span.title,
        source=span.source,
        date=span.date.isoformat() if span.date else None,
        start=span.start,
        end=span.end,
        quote=span.quote,
        before=text[max(0, span.start - CONTEXT) : span.start] if valid else "",
        after=text[span.end : span.end + CONTEXT] if valid else "",
        valid=valid,
        hit=hit,
    )


def _text(options: Mapping[str, str | float | bool], key: str) -> str | None:
    value = options.get(key)
    return str(value) if value is not None else None
