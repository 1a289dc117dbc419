"""The best sentence on who holds an office -> the one that tells who holds it now, where its holder has gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import terms
from qa.writers.extractive import cues
from qa.writers.extractive.question import Asked
from qa.writers.extractive.select import Ranked

_LEAVES = re.compile(
    r"\b(?:resign\w*|step\w* down|quits?|sacked|dismissed|fired|removed|ousted|replaced|retire[ds]?|"
    r"left (?:the|his|her|their) (?:post|job|office)|"
    r"former|outgoing|until (?:now|\w+day)|lost (?:his|her|their) (?:post|job|seat))\b",
    re.IGNORECASE,
)
_ENTERS = re.compile(
    r"\b(?:succe(?:ed\w*|ssor)|replac(?:e[ds]?|ing)|appoint\w*|nam(?:ed|es|ing)|took over|takes over|taking over|take over|sworn in|"
    r"elected|promoted|new)\b",
    re.IGNORECASE,
)
# "Who succeeded her?" asks for whoever entered, whatever the day.
_SUCCEEDS = re.compile(r"\b(?:succe(?:ed|ss)\w*|replac(?:e|ed|es|ing)|(?:took|takes?|taking) over)\b", re.IGNORECASE)


def holder(asked: Asked, best: Ranked, ranked: Sequence[Ranked]) -> Ranked:
    """The sentence that tells who took an office, when ``best`` tells that its holder left it, or nothing of it; else ``best``."""
    if asked.kind != "who":
        return best
    succeeds = _SUCCEEDS.search(asked.text) is not None
    if succeeds:
        if _ENTERS.search(best.candidate.text):
            return best
    elif not asked.now or _LEAVES.search(asked.text) or not _LEAVES.search(best.candidate.text):
        return best
    office = frozenset(asked.terms) - asked.light
    for other in ranked[:15]:
        text, day = other.candidate.text, other.candidate.date
        if other is best or not _ENTERS.search(text) or not any(spot.fit >= 0.6 for spot in other.spots):
            continue
        if not succeeds and best.candidate.date is not None and (day is None or day < best.candidate.date):
            continue
        same = other.candidate.passage.document == best.candidate.passage.document and cues.has_pronoun(text)
        if same or len(office & frozenset(terms(text))) >= max(1, len(office) // 2):
            return other
    return best
