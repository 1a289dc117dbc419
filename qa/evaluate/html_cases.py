"""CaseResults -> the filterable list of cases of the HTML report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.evaluate.judge import CONTEXT
from qa.evaluate.markup import escape
from qa.evaluate.types import CaseResult, CitedQuote, GoldQuote, SeenPassage
from qa.evaluate.wording import OUTCOMES, outcome

_MARKERS = re.compile(r"\s*(\[\d+\])")
_PASSAGES = 10


def case_list(cases: Sequence[CaseResult], was: Mapping[str, CaseResult]) -> str:
    """All cases, each folded to one line that opens. ``was`` has the baseline's, by id."""
    present = [(word, label) for word, label, _ in OUTCOMES if any(outcome(case) == word for case in cases)]
    chips = "".join(
        f'<label class="chip"><input type="checkbox" name="outcome" value="{word}" checked>'
        f'<span><i class="key {word}"></i>{label}</span></label>'
        for word, label in present
    )
    if any(case.id in was and was[case.id].passed != case.passed for case in cases):
        chips += '<label class="chip"><input type="checkbox" name="flipped"><span>only flipped</span></label>'
    tags = sorted({tag for case in cases for tag in case.tags})
    options = "".join(f'<option value="{escape(tag)}">{escape(tag)}</option>' for tag in tags)
    rows = "\n".join(_case(number, case, was.get(case.id)) for number, case in enumerate(cases))
    return (
        '<section class="cases"><h2>Cases</h2>'
        f'<form class="filter" hidden><input type="search" name="words" placeholder="Search questions and answers" '
        f'aria-label="Search questions and answers"><select name="tag" aria-label="Tag"><option value="">all tags</option>'
        f'{options}</select><div class="chips" role="group" aria-label="Outcomes">{chips}</div>'
        f'<output aria-live="polite">{len(cases)} cases</output></form>\n{rows}</section>'
    )


def mark(text: str, targets: Sequence[str]) -> str:
    """Escaped text with the first literal occurrence of each target marked."""
    spans: list[tuple[int, int]] = []
    for target in sorted(targets, key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(target)}(?!\w)", text, re.IGNORECASE)
        if found and not any(start < found.end() and found.start() < end for start, end in spans):
            spans.append(found.span())
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join(parts) + escape(text[at:])


def _case(number: int, case: CaseResult, was: CaseResult | None) -> str:
    word = outcome(case)
    label = next(label for name, label, _ in OUTCOMES if name == word)
    flipped = was is not None and was.passed != case.passed
    got = case.short or re.sub(r"\s*\[\d+\]", "", case.answer) if not case.refused else "refused"
    wanted = case.targets[0] if case.targets else "" if case.answerable else "a refusal"
    change = f'<span class="flip {"up" if case.passed else "down"}">{"now passes" if case.passed else "passed before"}</span>'
    tags = escape("|" + "|".join(case.tags) + "|")
    return (
        f'<details id="case-{number}" data-outcome="{word}" data-tags="{tags}" data-flipped="{int(flipped)}">'
        f'<summary><i class="key {word}" title="{label}"></i><span class="sr">{label}: </span>'
        f'<span class="asked">{escape(case.question)}{change if flipped else ""}</span>'
        f'<span class="got {"none" if case.refused else ""}">{escape(_cut(got))}</span>'
        f'<span class="wanted">{escape(_cut(wanted))}</span>'
        f'<span class="sure" title="stated probability">{100 * case.confidence:.0f}</span></summary>'
        f'<div class="inside">{_facts(case)}{_answer(case)}{_checks(case)}{_gold(case)}{_quotes(case)}'
        f"{_passages(case.passages)}{_before(was) if flipped and was is not None else ''}{_figures(case)}</div></details>"
    )


def _facts(case: CaseResult) -> str:
    tags = "".join(f"<span>{escape(tag)}</span>" for tag in case.tags)
    return f'<p class="facts-line"><code>{escape(case.id)}</code>{tags}</p>'


def _answer(case: CaseResult) -> str:
    if case.refused:
        told = f'<p class="prose none">Refused: {escape((case.reason or "no reason given").rstrip("."))}.</p>'
    else:
        pieces = [
            f"<sup>{piece[1:-1]}</sup>" if _MARKERS.fullmatch(piece) else mark(piece, case.targets) for piece in _MARKERS.split(case.answer)
        ]
        short = f'<p class="short"><span>in short</span> {mark(case.short, case.targets)}</p>' if case.short else ""
        told = f'<p class="prose">{"".join(pieces)}</p>{short}'
    wanted = "".join(f"<li>{escape(target)}</li>" for target in case.targets)
    if not case.answerable:
        wanted = "<li>a refusal: the documents hold no answer</li>"
    any_of = '<p class="hint">any one of</p>' if len(case.targets) > 1 else ""
    return f'<div class="two"><div><h4>Answer</h4>{told}</div><div><h4>Wanted</h4>{any_of}<ul class="targets">{wanted}</ul></div></div>'


def _checks(case: CaseResult) -> str:
    if not case.checks:
        return ""
    rows = "".join(
        f'<li class="{"held" if check.passed else "broken"}"><code>{escape(check.label)}</code>'
        f"{' <span>' + escape(check.detail) + '</span>' if check.detail else ''}</li>"
        for check in case.checks
    )
    return f'<h4>Assertions</h4><ul class="checks">{rows}</ul>'


def _gold(case: CaseResult) -> str:
    if not case.evidence:
        return ""
    rows = "".join(_gold_row(item) for item in case.evidence)
    how = "any one is enough" if case.evidence_any and len(case.evidence) > 1 else "all are needed" if len(case.evidence) > 1 else ""
    hint = f' <small class="hint">{how}</small>' if how else ""
    return f'<h4>Evidence{hint}</h4><ul class="evidence">{rows}</ul>'


def _gold_row(item: GoldQuote) -> str:
    found = f"passage {item.rank}" if item.rank is not None else "not found"
    cited = "cited" if item.cited else "not cited"
    return (
        f"<li><blockquote>{escape(item.quote)}</blockquote><p><cite>{escape(item.document)}</cite>"
        f'<span class="{"held" if item.rank is not None else "broken"}">{found}</span>'
        f'<span class="{"held" if item.cited else "broken"}">{cited}</span></p></li>'
    )


def _quotes(case: CaseResult) -> str:
    if not case.citations:
        return ""
    return f'<h4>Quotes in context</h4><ol class="quotes">{"".join(_quote(quote) for quote in case.citations)}</ol>'


def _quote(quote: CitedQuote) -> str:
    before, after = _before_quote(quote), _after_quote(quote)
    parts = [quote.document, quote.source or "", quote.date or "undated"]
    verdict = "" if quote.hit is None else '<span class="held">on the evidence</span>' if quote.hit else "<span>off the evidence</span>"
    false = '<span class="broken">not the stored text</span>' if not quote.valid else ""
    return (
        f'<li value="{quote.n}"><blockquote>{escape(before)}<b>{escape(quote.quote)}</b>{escape(after)}</blockquote>'
        f"<p><cite>{' · '.join(escape(part) for part in parts if part)}</cite>{verdict}{false}</p></li>"
    )


def _before_quote(quote: CitedQuote) -> str:
    """The text before a quote from its first whole word on, in one paragraph."""
    if quote.start <= len(quote.before):
        return " ".join(quote.before.split()) + (" " if quote.before[-1:].isspace() else "")
    whole = quote.before.split(maxsplit=1)[1:]
    return "… " + " ".join("".join(whole).split()) + (" " if quote.before[-1:].isspace() else "") if whole else "… "


def _after_quote(quote: CitedQuote) -> str:
    """The text behind a quote up to its last whole word, in one paragraph."""
    cut = quote.after if len(quote.after) < CONTEXT else quote.after.rsplit(maxsplit=1)[0] + " …"
    return (" " if cut[:1].isspace() else "") + " ".join(cut.split())


def _passages(passages: Sequence[SeenPassage]) -> str:
    if not passages:
        return ""
    rows = "".join(
        f"<li{' class=hit' if passage.hit else ''}><cite>{escape(passage.document)}</cite> "
        f"<small>{escape(passage.date or 'undated')}, characters {passage.start} to {passage.end}</small></li>"
        for passage in passages[:_PASSAGES]
    )
    return f'<details class="found"><summary>Passages found ({len(passages)})</summary><ol class="passages">{rows}</ol></details>'


def _before(was: CaseResult) -> str:
    told = f"Refused: {was.reason or ''}" if was.refused else was.answer
    return f'<h4>In the baseline</h4><p class="prose">{escape(told)}</p>'


def _figures(case: CaseResult) -> str:
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{value:.3g}</dd></div>" for name, value in sorted(case.scores.items()))
    rows += f"<div><dt>confidence</dt><dd>{case.confidence:.2f}</dd></div><div><dt>time</dt><dd>{case.ms:.0f} ms</dd></div>"
    return f'<dl class="figures">{rows}</dl>'


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
