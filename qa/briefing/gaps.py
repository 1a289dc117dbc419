"""A story -> what its reports leave open, and what they say is still to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.briefing.background import line_of
from qa.briefing.gather import Ground
from qa.briefing.group import Group, outlet
from qa.briefing.types import Contradiction, Fact, Watch
from qa.ledger.types import Change

_VAGUE = re.compile(
    r"\b(?:recently|in recent (?:days|weeks|months)|lately|the other day|some time ago|shortly|soon|in the coming days)\b", re.IGNORECASE
)
_UNNAMED = re.compile(
    r"\b(?:an?|one|two|three|some|several|unnamed) (?:[a-z]+ ){0,3}"
    r"(?:official|source|diplomat|insider|aide|witness|person|adviser|employee|worker)s?\b[^.]{0,60}"
    r"\b(?:who (?:asked|declined|spoke|did not want)|on condition of anonymity|not authorised|not to be named)"
    r"|\banonymous\b|\bunnamed\b|\bsources? (?:close to|familiar with|said|told)",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:did not (?:say|give|disclose|specify|name|explain)|declined to (?:say|give|comment|name)"
    r"|gave no (?:date|reason|details?|figure|number)|(?:is|was|are|were) not (?:known|clear|given|disclosed|released)"
    r"|no (?:date|reason|cause|details?) (?:was|were|has been|have been) (?:given|set|released)|remains? (?:unknown|unclear))",
    re.IGNORECASE,
)
_MOST = 5


def gaps(group: Group, facts: Sequence[Fact], clashes: Sequence[Contradiction], taken: Sequence[Change]) -> tuple[str, ...]:
    """What is missing, in plain sentences of our own that state nothing about the world but only about the reports."""
    found: list[str] = []
    if len(group.originators) == 1:
        copies = len(group.reports) - 1
        tail = f"; {copies} other report{'s' if copies > 1 else ''} repeat{'' if copies > 1 else 's'} it" if copies else ""
        found.append(f"One source only: {outlet(group.originators[0][0])}{tail}.")
    found += [f"The reports differ on {clash.about}; nothing in them settles it." for clash in clashes[:2] if clash.about]
    vague = next((m.group() for fact in facts if fact.event is None and (m := _VAGUE.search(fact.line.text))), None)
    if vague:
        found.append(f"The day is not stated: “{vague.lower()}” is all that is said.")
    if any(_UNNAMED.search(fact.line.text) for fact in facts):
        found.append("It rests in part on a source that is not named.")
    unsaid = next((fact for fact in facts if _UNSAID.search(fact.line.text)), None)
    if unsaid is not None:
        found.append(f"{outlet_of(unsaid)} says that something is not known: see its sentence above.")
    if any(row.previous is None for row in taken):
        found.append("The report that is taken back is not among these documents.")
    return tuple(dict.fromkeys(found))[:_MOST]


def outlet_of(fact: Fact) -> str:
    """The outlet whose words a fact is."""
    span = fact.line.spans[0]
    return span.source or span.document


def watch(group: Group, ground: Ground) -> tuple[Watch, ...]:
    """What the story's reports say will happen on a day after the window, soonest first."""
    found: dict[tuple[object, frozenset[str]], Watch] = {}
    for report, claim in group.claims:
        if claim.event is None or claim.event[1] <= ground.until or claim.modality not in ("planned", "said", "fact", "possible"):
            continue
        row = Watch(day=max(claim.event[0], ground.until), line=line_of(report.span(claim)))
        if not any(day == row.day and len(stems & set(claim.stems)) * 2 > len(stems) for day, stems in found):
            found[row.day, frozenset(claim.stems)] = row
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.line.text)))[:3]
