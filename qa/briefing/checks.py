"""A line or a page -> what is wrong with it: C1 to C12, each a function that says what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from index.search import Library
from qa.briefing.types import Briefing, Fact, Line, StoryBrief, Withheld
from qa.cite import is_stored
from qa.verify import verify
from qa.verify.types import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a line stands: ``past`` may cite reports from before the window; ``judgement`` may weigh likelihood."""

    past: bool = False
    judgement: bool = False


# ICD 203, one row of words each; a judgement keeps to one row (www.dni.gov, Intelligence Community Directive 203, 2015).
LIKELIHOOD = (
    ("almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"),
    ("remote", "highly improbable", "improbable", "roughly even odds", "probable", "highly probable", "nearly certain"),
)
_LIKELIHOOD = tuple(
    re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, row), key=len, reverse=True)) + r")(?:ly)?\b", re.IGNORECASE) for row in LIKELIHOOD
)
_CORROBORATED = re.compile(
    r"\b(?:corroborat\w+|independently confirmed|confirmed by (?:two|several|other) (?:sources|outlets))\b", re.IGNORECASE
)


def c1_cited(line: Line) -> tuple[str, ...]:
    """Every line cites at least one span."""
    return () if line.spans else ("a citation",)


def c2_exact(line: Line, library: Library) -> tuple[str, ...]:
    """Every quote is the stored text, character for character."""
    return tuple(span.quote[:60] for span in line.spans if not is_stored(span, library))


def c3_own_spans(found: Sequence[Problem]) -> tuple[str, ...]:
    """Figures, days and names stand in the line's own spans, and so does what it is about."""
    return tuple(problem.token or problem.message for problem in found if problem.kind in ("number", "day", "name", "source"))


def c4_negation(found: Sequence[Problem]) -> tuple[str, ...]:
    """What is denied, planned or possible stays so."""
    return tuple(problem.token or problem.message for problem in found if problem.kind in ("negation", "modality"))


def c5_quotation(line: Line, found: Sequence[Problem]) -> tuple[str, ...]:
    """Quotation marks stand only around words that stand so in the span, and none is left open."""
    marks = line.text.count('"') % 2 == 1 or line.text.count("“") != line.text.count("”")
    return (*(problem.token or problem.message for problem in found if problem.kind == "quote"), *(("a closing mark",) if marks else ()))


def c6_days(fact: Fact) -> tuple[str, ...]:
    """The day of the event is not the day of publication unless the text says so: a resolved day has its basis."""
    return ("the basis of the event's day",) if fact.event is not None and not fact.basis else ()


def c7_window(line: Line, place: Place, page: Briefing) -> tuple[str, ...]:
    """Nothing from outside the window but background, history, previous values and contradictions; nothing later at all."""
    last = min(page.until, page.as_of) if page.as_of else page.until
    return tuple(
        span.document for span in line.spans if span.date is None or span.date > last or (span.date < page.since and not place.past)
    )


def c8_attribution(found: Sequence[Problem]) -> tuple[str, ...]:
    """What a report gives as somebody's words stays theirs."""
    return tuple(problem.token or problem.message for problem in found if problem.kind == "attribution")


def c9_likelihood(line: Line, place: Place) -> tuple[str, ...]:
    """Words of likelihood of our own stand only in judgements, those of one judgement in one row and apart from its confidence."""
    quoted = " ".join(span.quote for span in line.spans).lower()
    rows = [[word for word in pattern.findall(line.text) if word.lower() not in quoted] for pattern in _LIKELIHOOD]
    if place.judgement:
        found = tuple(word for row in rows for word in row) if all(rows) else () if any(rows) else ("a word of likelihood",)
        return (*found, *re.findall(r"\bconfidence\b", line.text, re.IGNORECASE))
    return tuple(word for row in rows for word in row)


def c10_corroborated(line: Line, originators: int) -> tuple[str, ...]:
    """ "Corroborated" needs two originators, unless the report itself says it."""
    quoted = " ".join(span.quote for span in line.spans).lower()
    return tuple(word for word in _CORROBORATED.findall(line.text) if originators < 2 and word.lower() not in quoted)


def c11_changes(fact: Fact) -> tuple[str, ...]:
    """A label that something changed carries what it changed."""
    return ("what it changes",) if fact.change in ("updated", "corrected", "retracted") and fact.previous is None else ()


def c12_repeated(lines: Sequence[Line]) -> tuple[str, ...]:
    """No sentence is told twice: what is repeated, once each."""
    seen: set[str] = set()
    twice: list[str] = []
    for line in lines:
        plain = " ".join(re.findall(r"\w+", line.text.lower()))
        if plain in seen:
            twice.append(line.text)
        seen.add(plain)
    return tuple(dict.fromkeys(twice))


NAMES = MappingProxyType(
    {
        "C1": "every line cites a report",
        "C2": "every quote is the stored text",
        "C3": "figures, days and names stand in the line's own quotes",
        "C4": "what is denied, planned or possible stays so",
        "C5": "quotation marks hold verbatim words",
        "C6": "event days are told from publication days",
        "C7": "nothing from outside the window but what is marked so",
        "C8": "who said it is kept",
        "C9": "words of likelihood only in judgements",
        "C10": "corroborated means two originators",
        "C11": "a change names what it changes",
        "C12": "no sentence twice",
    }
)


def of_line(line: Line, place: Place, page: Briefing, library: Library, *, originators: int = 1) -> tuple[Withheld, ...]:
    """What the checks of single lines find: nothing for a line that may be shown."""
    bare = c1_cited(line)
    if bare:
        return (Withheld(text=line.text, check="C1", missing=bare),)
    problems = [problem for problem in verify(line.text, line.spans) if problem.blocks]
    if place.judgement:
        # What may follow is said by no quote: its figures, days, names and quotations must be theirs all the same.
        problems = [problem for problem in problems if problem.kind in ("number", "day", "name", "quote")]
    found = {
        "C2": c2_exact(line, library), "C3": c3_own_spans(problems), "C4": c4_negation(problems), "C5": c5_quotation(line, problems),
        "C7": c7_window(line, place, page), "C8": c8_attribution(problems), "C9": c9_likelihood(line, place),
        "C10": c10_corroborated(line, originators),
    }  # fmt: skip
    return tuple(Withheld(text=line.text, check=name, missing=missing) for name, missing in found.items() if missing)


def of_fact(fact: Fact) -> tuple[Withheld, ...]:
    """What the checks of a fact's labels find."""
    found = {"C6": c6_days(fact), "C11": c11_changes(fact)}
    return tuple(Withheld(text=fact.line.text, check=name, missing=missing) for name, missing in found.items() if missing)


def of_page(stories: Sequence[StoryBrief]) -> tuple[Withheld, ...]:
    """What is told twice in the stories; the lead repeats its stories' first facts by design."""
    repeated = c12_repeated([line for story in stories for line in (*(fact.line for fact in story.facts), *story.background)])
    return tuple(Withheld(text=text, check="C12", missing=(text,)) for text in repeated)
