"""Text -> its denials, plain ("not", "no") and in other words ("barred from", "out of order", "has yet to")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qa.verify.reading.irregular import base, bases
from qa.verify.reading.shade import NEGATORS, denies
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word

# Verbs, nouns and adjectives that say that something is not so, not done, not had or not allowed.
_OTHER_WORDS = """
    deny denial reject rejection refuse refusal decline ban bar prohibit prohibition forbid block veto halt stop cease suspend suspension
    cancel cancellation scrap abandon drop shelve abolish abolition lift waive waiver exempt exemption spare skip miss lack absence absent
    shortage fail failure postpone postponement delay defer deferral cut revoke retract quash overturn annul repeal rescind
    exclude exclusion omit ignore overlook neglect avoid avert escape evade resist oppose object objection dismiss unable inability
    unwilling unlikely impossible unavailable unknown uncertain unclear untouched unharmed unhurt unpaid unanswered unsigned unarmed
    undecided undetected unchanged uncontested unopposed unaffected unfounded untrue unsettled unfinished open pending shut shutdown
    close closure vacant empty idle standstill deadlock stalemate broken defunct inactive outage blackout former
    boycott abstain silence silent mum prevent bar deter dissuade impede ended expire lapse lose loss deprive strip rob
    devoid bereft free false wrong rid vain futile elude shun spurn rebuff snub ineligible illegal unlawful invalid void null
    scarce except exception without rare hardly barely scarcely instead rather unlike
"""
_OTHER = bases(_OTHER_WORDS)
# The same in several words.
_PHRASES = tuple(
    re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    for pattern in (
        r"(?:yet|still|remain(?:s|ed)?|left) to(?= (?:be )?[a-z])",
        r"too \w+|used to|(?:in|un)sufficient",
        r"(?:look|search|hunt)(?:s|es|ed|ing)? for|sought",
        r"on (?:\w+ )?(?:leave|strike)|off (?:duty|work)",
        r"at large|on the run|in hiding|at liberty|in the air|in doubt|the same|as (?:before|it was|they were)|unchanged|flat",
        r"out of (?:order|action|service|use|work|reach|stock|office|operation|bounds|the question|money|fuel|time|"
        r"danger|sight|touch|print|date|town|hospital|prison|control|range)|off limits",
        r"(?:keep|keeps|kept|stay|stays|stayed|leave|leaves|left|shut|lock|locked|rul(?:e|es|ed|ing)) (?:\w+ ){0,2}(?:out|away|off)",
        r"turn(?:s|ed|ing)? (?:[\w']+ ){0,4}(?:down|away|back)|throw(?:s|n)? out|threw out|struck down|voted (?:down|against)",
        r"(?:call|cut|put|switch|turn|shut|break|hold|lay|write|written|fend|ward)(?:s|ed|ing|ting|ten)? (?:[\w']+ ){0,3}(?:off|back)",
        r"(?:given?|gives|gave|giving) (?:[\w']+ ){0,2}up|pull(?:s|ed|ing)? out|stop(?:s|ped)? short|fell through|on hold|on ice",
        r"(?:been|was|were|is|are|be|remain(?:s|ed)?|stay(?:s|ed)?) (?:off|down|dark|over)",
        r"wait(?:s|ed|ing)? (?:until|till|for|before)|awaits?|awaited|hold(?:s|ing)? off",
        r"(?:needs?|needed|must|requires?|required|ha(?:s|ve|d) to|subject to|condition)\b[^.;]{0,90}\b(?:before|until|unless|first)",
        r"for (?:lack|want) of|short of|run out|ran out|runs out|no longer|at odds|in the dark|to no avail|with the exception of",
        r"behind closed doors|in camera|in private|clear(?:s|ed)? of|acquit(?:s|ted)?|against",
        r"(?:fewer|less|lower|later|smaller) than|below|under|at (?:the )?(?:most|least|earliest|latest)|up to|a maximum of",
        r"rather than|instead of|as opposed to|far from|anything but|all but|apart from|other than|save for|opted out",
    )
)
# "Unless X" is "if not X", and nothing without an "if".
_IF = bases("if unless provided otherwise without condition conditional")
_STOPS = frozenset("but because although though while whereas when since which who until unless if before after".split())
# These deny what follows alone: "promised no layoffs" denies no promise.
_BEFORE_A_NOUN = frozenset("no without none nothing nobody".split())
# Words of a denial that are no content of it: "has yet to", "no single".
_LIGHT = frozenset("any been be had has have single one".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Denial:
    """A word that plainly denies: its number, and the words (first forms' stems) before and after it that it is about.

    It may deny a ``noun`` alone ("no ship"), or be the ``whole`` of what is denied ("nothing").
    """

    at: int
    noun: bool
    whole: bool
    before: frozenset[str]
    scope: tuple[str, ...]

    @property
    def about(self) -> frozenset[str]:
        """All of them; where it denies a ``noun``, what stands before it is not denied."""
        return frozenset(self.scope) if self.noun else self.before.union(self.scope)


def plain(reading: Reading) -> tuple[Denial, ...]:
    """The plain denials of a text."""
    words = reading.words
    return tuple(
        Denial(
            at=at,
            noun=word.low in _BEFORE_A_NOUN,
            whole=word.low in ("none", "nothing", "nobody"),
            before=frozenset(_about(words, at, -1, 3)),
            scope=tuple(_about(words, at, 1, 8)),
        )
        for at, word in enumerate(words)
        if denies(words, at)
    )


def in_other_words(reading: Reading, kept: set[str], others: Sequence[Reading]) -> tuple[int, ...]:
    """The word numbers of a text's denials in other words that ``others`` have not: ``kept`` are the first forms of their words.

    "Unless" is one where they are conditional too.
    """
    words = reading.words
    found = {at for at, word in enumerate(words) if word.stem and base(word.stem) in _OTHER and base(word.stem) not in kept}
    if kept & _IF:
        found |= {at for at, word in enumerate(words) if word.low == "unless" and word.stem not in kept}
    for pattern in _PHRASES:
        if not any(pattern.search(other.text) for other in others):
            found |= {bisect_right(reading.starts, match.start()) - 1 for match in pattern.finditer(reading.text)}
    return tuple(sorted(found))


def _about(words: Sequence[Word], at: int, step: int, most: int) -> list[str]:
    """The content words on one side of a denial, in its clause."""
    found: list[str] = []
    for number in range(at + step, at + 15 * step, step):
        low = low_at(words, number)
        if not 0 <= number < len(words) or words[number].text in ".;:,?!" or low in NEGATORS or len(found) == most:
            break
        if low in _STOPS and low_at(words, number - 1) != "of":  # "none of which"
            break
        if words[number].content and low not in _LIGHT:
            found.append(base(words[number].stem))
    return found
