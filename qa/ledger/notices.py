"""The sentences of a report -> which of them put right what was reported before, also where no one word says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.sentences import split
from qa.ledger.types import Claim, Signal

# Somebody who publishes speaks of what he published ("the report said" may be anybody's report) ...
_PUBLISHED = re.compile(
    r"\b(?:we|i|this (?:news(?:paper|letter)|paper|programme|program|bulletin|site|station|agency|column|blog|service|desk)|"
    r"this (?:\w+ )?\w+(?= (?:had )?told (?:you|its readers))|"
    r"our (?:own )?(?:\w+ ){0,2}"
    r"(?:report|reports|story|stories|article|bulletin|edition|headline|correspondent|reporter|post|dispatch)|"
    r"(?:yesterday's|today's|(?:mon|tues|wednes|thurs|fri|satur|sun)day's|an earlier|a previous|the earlier|the previous) "
    r"(?:report|story|article|bulletin|edition|dispatch|post)s?)\b"
    r"[^.!?]{0,80}?\b(?:said|say|told (?:you|its|our|readers|subscribers|listeners|viewers)|reported"
    r"|wrote|printed|published|gave|put|stated|carried|broadcast|claimed|named|described"
    r"|identified|called|quoted|attributed|had it|listed|announced|suggested)\b",
    re.IGNORECASE,
)
# ... and, there or in the next sentences, that it was not so.
_WAS_WRONG = re.compile(
    r"\b(?:should|ought to) (?:have (?:been|said|read|given|stated|put)|read)\b|\b(?:was|were|is|are) (?:both |all |simply |quite "
    r"|in fact )*"
    r"(?:wrong(?! (?:about|to|with|in|on|side|way)\b)|incorrect|mistaken|inaccurate|in error|erroneous|untrue|false|not (?:so|true"
    r"|correct|right|accurate))\b"
    r"|\b(?:the|a) (?:right|correct|true|proper|actual) (?:\w+ )?(?:figure|number|name|date|day|amount|sum|title|spelling|version"
    r"|count|is|was)\b"
    r"|\bas (?:we|i) (?:had it|said|wrote|reported|put it|gave it|printed|told you)\b(?=[^.]{0,60}\b(?:on|for|the|at|as)\b)"
    r"|\b(?:i|we) (?:was|were|am|are|stand)"
    r" (?:wrong|mistaken|corrected)\b"
    r"|\b(?:misprint|misread|misheard|misquoted|misstated|misreported|misspelt|misspelled|mixed up|transposed|muddled|confused with)\b"
    r"|\b(?:our|the|an?|my) (?:own )?(?:mistake|error|slip|blunder)\b|\bwe (?:regret|apologi[sz]e|are sorry|got (?:it|that"
    r"|this) wrong|stand corrected)\b"
    r"|\bi (?:apologi[sz]e|regret|am sorry|got (?:it|that|this) wrong|stand corrected)\b|\bthere was no such\b|\bhad been counted twice\b",
    re.IGNORECASE,
)
# Withdrawn as a whole, not put right in a detail.
_WHOLLY = re.compile(
    r"\bwe (?:no longer stand by|take back|withdraw|retract)\b|\b(?:i|we) (?:withdraw|retract|take (?:it|that|this|the \w+) back)\b"
    r"|\b(?:was|were|is) (?:a |an )?(?:forger(?:y|ies)|forged|fake|fabricated|fabrication|invention|invented|hoax)\b"
    r"|\bwithdraws? (?:the|that|its|this) (?:whole|entire)\b|\bshould (?:never|not) have (?:been (?:published|printed|broadcast|run"
    r"|sent)|run|appeared)\b"
    r"|\bdisregard (?:the|our|that|this|it|all)\b|\b(?:pulled|removed|struck|deleted|gone) from (?:the|our) "
    r"(?:archive|site|record|website|page)\b"
    r"|\bi (?:withdraw|retract|take back)\b",
    re.IGNORECASE,
)
# What stands between quotation marks.
QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
# So many sentences, and characters, from what was published to what was not so. Sentences and not claims: "It is 23." is none.
_REACH, _FAR = 3, 900


def noticed(text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """``claims`` with the signal "correction" or "retraction" on each sentence that begins a notice in plain words.

    "We said on Sunday that 8,700 had died. It should have been 7,900": what was published, then that it was not so, in one
    paragraph, within three sentences. Reports about others' mistakes have no publisher who speaks of himself, and stay as they are.
    """
    made = list(claims)
    for at, claim in enumerate(claims):
        if {"correction", "retraction"} & set(claim.signals):
            continue
        signal, _ = notice(text, claim.start, claim.end)
        if signal is not None:
            made[at] = replace(claim, signals=(*claim.signals, signal))
    return tuple(made)


def notice(text: str, start: int, end: int) -> tuple[Signal | None, int]:
    """Whether the sentence ``text[start:end]`` begins a notice, and where the notice's last sentence ends (``end`` when none does)."""
    if not _PUBLISHED.search(QUOTED.sub(" ", text[start:end])):
        return None, end
    paragraph = text.find("\n\n", start)
    whole = text[start : paragraph if paragraph >= 0 else len(text)][:_FAR]
    said, last = "", end
    for first, after in split(whole)[:_REACH]:
        said += " " + QUOTED.sub(" ", whole[first:after])
        last = max(end, start + after)
        if _WHOLLY.search(said):
            return "retraction", last
        if _WAS_WRONG.search(said) and not _WHOLLY.search(whole):
            return "correction", last
    return None, end
