"""Text -> its denials, plain ("not", "no") and in other words ("barred from", "out of order", "has yet to"), and which answer which."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.words import stem
from qa.verify.irregular import base
from qa.verify.shade import NEGATORS, denies
from qa.verify.spelled import low_at
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
_OTHER = frozenset(base(stem(word)) for word in _OTHER_WORDS.split())
# The same in several words.
_PHRASES = tuple(
    re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    for pattern in (
        r"(?:yet|still|remain(?:s|ed)?|left) to(?= (?:be )?[a-z])",
        r"too \w+|used to|(?:in|un)sufficient",
        r"(?:look|search|hunt)(?:s|es|ed|ing)? for|sought",
        r"at large|on the run|in hiding|at liberty|in the air|in doubt|the same|as (?:before|it was|they were)|unchanged|flat",
        r"out of (?:order|action|service|use|work|reach|stock|office|operation|bounds|the question|money|fuel|time)|off limits",
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
_IF = frozenset(base(stem(word)) for word in "if unless provided otherwise without condition conditional".split())
# "Not before May" is "in May at the earliest", "only in May", "must wait until May".
_WAITS = re.compile(r"\b(?:earliest|only|wait\w*|at (?:the )?least|after|once|pending)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:was|were|had|has|been) last|\b(?:first time|most recent(?:ly)?)\b", re.IGNORECASE)
_UNTIL = frozenset("before until till unless earlier sooner".split())
_STOPS = frozenset("but because although though while whereas when since which who until unless if before after".split())
# Words of a denial that are no content of it: "has yet to", "no single".
_LIGHT = frozenset("any been be had has have single one".split())
# What may come or go with a "not" and changes nothing: "did not pay", "no ransom" for "a ransom".
_FILLERS = NEGATORS | frozenset("do does did a an the any yet".split())
# So far, in words, does a denial in other words reach.
_REACH = 18


@dataclass(frozen=True, kw_only=True, slots=True)
class Denial:
    """A word that plainly denies: its number, and the words (first forms' stems) before and after it that it is about."""

    at: int
    subject: frozenset[str]
    scope: tuple[str, ...]

    @property
    def about(self) -> frozenset[str]:
        """All of them."""
        return self.subject.union(self.scope)


class Denials:
    """The denials of a sentence beside those of its quotes."""

    def __init__(self, sentence: Reading, spans: Sequence[Reading]) -> None:
        self._sentence, self._spans = sentence, spans
        self._mine = plain(sentence)
        self._theirs = [plain(span) for span in spans]
        own = {base(word.stem) for word in _denying_clauses(sentence)}
        quoted = {base(word.stem) for span in spans for word in span.words if word.stem}
        self._mine_other = in_other_words(sentence, quoted, spans)
        self._theirs_other = [in_other_words(span, own, [sentence]) for span in spans]

    @property
    def others(self) -> int:
        """How many denials the quotes have in other words that are not the sentence's."""
        return sum(map(len, self._theirs_other))

    def carried(self, cue: int, places: Sequence[tuple[int, int]]) -> bool:
        """Whether what a sentence denies by the word ``cue``, and the quotes have at ``places``, is denied there otherwise."""
        word = self._sentence.words[cue]
        if word.low not in NEGATORS and any(word.stem in span.stems for span in self._spans):
            return True  # "denied the claim": "the claim, which he denied"
        added = [_added(self._sentence, cue, span) for span in self._spans]
        if self._until(self._sentence.words, cue) and any(
            _waits(span) and not (at is not None and self._until(span.words, at)) for span, at in zip(self._spans, added, strict=True)
        ):
            return True
        if self._if_not(cue):
            return True
        if any(at is not None for at in added):
            return False
        if _last_and_since(self._sentence, cue, self._spans):
            return True
        mine = next((denial for denial in self._mine if denial.at == cue), None)
        if mine is not None and any(_answers(mine, other) and not self._taken(mine, other, n) for n, other in self._all_theirs()):
            return True
        if not places:
            return self.others > 0
        return any(_near(self._spans[number], self._theirs_other[number], there) for number, there in places)

    def kept(self, number: int, cue: int, at: int) -> bool:
        """Whether the sentence keeps a quote's denial by the word ``cue``, in its own words, about its word ``at``."""
        words = self._spans[number].words
        theirs = next((denial for denial in self._theirs[number] if denial.at == cue), None)
        if self._until(words, cue) and _waits(self._sentence):
            return True
        if _added(self._spans[number], cue, self._sentence) is not None:
            return False
        if _last_and_since(self._spans[number], cue, [self._sentence]):
            return True
        if theirs is not None and any(_answers(mine, theirs) for mine in self._mine):
            return True
        return _near(self._sentence, self._mine_other, at)

    def _all_theirs(self) -> Iterator[tuple[int, Denial]]:
        return ((number, denial) for number, theirs in enumerate(self._theirs) for denial in theirs)

    def _taken(self, mine: Denial, theirs: Denial, number: int) -> bool:
        """Whether another denial of the sentence answers a quote's first, or by the same word: "nobody did not come" denies twice."""
        words, cue = self._sentence.words, self._spans[number].words[theirs.at]
        if words[mine.at].low == "nor" or words[mine.at].stem == cue.stem:
            return False
        return any(
            _answers(other, theirs) and (other.at < mine.at or words[other.at].stem == cue.stem)
            for other in self._mine
            if other is not mine
        )

    def _if_not(self, cue: int) -> bool:
        """ "If it is not paid" for the quotes' "unless it is paid"."""
        before = {word.low for word in self._sentence.words[max(0, cue - 8) : cue]}
        return "if" in before and any(word.low == "unless" for span in self._spans for word in span.words)

    @staticmethod
    def _until(words: Sequence[Word], cue: int) -> bool:
        """Whether a "before" or an "until" follows in the same clause."""
        for word in words[cue + 1 : cue + 16]:
            if word.text in ".;:":
                return False
            if word.low in _UNTIL:
                return True
        return False


def _last_and_since(reading: Reading, cue: int, others: Sequence[Reading]) -> bool:
    """ "Has not been raised since 1987" for "was last raised in 1987", or "for the first time since"."""
    since = any(word.low in ("since", "for") for word in reading.words[cue + 1 : cue + 12])
    return since and not _LAST.search(reading.text) and any(_LAST.search(other.text) for other in others)


def _waits(reading: Reading) -> bool:
    """Whether a text without a "before" says "at the earliest", "only in", "must wait until"."""
    return _WAITS.search(reading.text) is not None and not any(word.low == "before" for word in reading.words)


def _added(reading: Reading, cue: int, other: Reading) -> int | None:
    """Where the words on both sides of a denial stand side by side in another text: all that was done is to add it, or to leave it out.

    Where nothing stands before it, the two words after it.
    """
    words = reading.words
    left = next((word for word in reversed(words[max(0, cue - 5) : cue]) if word.low not in _FILLERS), None)
    right = [word for word in words[cue + 1 : cue + 6] if word.low not in _FILLERS][:2]
    pair = [left, *right[:1]] if left is not None and left.stem else right
    if len(pair) < 2 or not all(word is not None and word.stem for word in pair):
        return None
    stems = [base(word.stem) for word in pair if word is not None]
    plainly = [(base(word.stem) or word.text, at) for at, word in enumerate(other.words) if word.low not in _FILLERS]
    places = (end for (one, start), (two, end) in pairwise(plainly) if [one, two] == stems and not _denied_beside(other.words, start, end))
    return next(places, None)


def _denied_beside(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a plain denial stands between two words or right after them, in their clause: "no fever was", "fever was not"."""
    for word in words[start : end + 8]:
        if word.low in NEGATORS and word.low != "without":
            return True
        if word.low in ("and", "but", "or") or word.text in ",;.:":
            return False
    return False


def plain(reading: Reading) -> tuple[Denial, ...]:
    """The plain denials of a text."""
    words = reading.words
    return tuple(
        Denial(
            at=at,
            subject=frozenset() if word.low == "without" else frozenset(_about(words, at, -1, 3)),
            scope=tuple(_about(words, at, 1, 8)),
        )
        for at, word in enumerate(words)
        if denies(words, at)
    )


def _denying_clauses(sentence: Reading) -> list[Word]:
    """The words of the clauses that a plain denial stands in: "no ferry runs", and not "the firm having suspended it"; all without one."""
    clauses: list[list[Word]] = [[]]
    for word in sentence.words:
        if word.text in ",;:" or word.low in ("because", "after", "since", "which", "who", "as"):
            clauses.append([])
        if word.stem:
            clauses[-1].append(word)
    denying = [clause for clause in clauses if any(word.low in NEGATORS for word in clause)] or clauses
    conditions = [word for word in sentence.words if word.low in ("if", "unless")]
    return [*(word for clause in denying for word in clause), *conditions]


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


def _answers(mine: Denial, theirs: Denial) -> bool:
    """Whether two plain denials deny the same: what one denies first is among what the other is about."""
    return bool(
        (mine.scope and mine.scope[0] in theirs.about)
        or (theirs.scope and theirs.scope[0] in mine.about)
        or len(set(mine.scope) & set(theirs.scope)) > 1
    )


def _about(words: Sequence[Word], at: int, step: int, most: int) -> list[str]:
    """The content words on one side of a denial, in its clause."""
    found: list[str] = []
    for number in range(at + step, at + 15 * step, step):
        low = low_at(words, number)
        if not 0 <= number < len(words) or words[number].text in ".;:,?!" or low in _STOPS or low in NEGATORS or len(found) == most:
            break
        if words[number].content and low not in _LIGHT:
            found.append(base(words[number].stem))
    return found


def _near(reading: Reading, denials: Sequence[int], at: int) -> bool:
    """Whether a denial in other words stands near a word, in its sentence."""
    if not denials:
        return False
    first, after = next(((first, after) for first, after in reading.sentences if first <= at < after), (0, len(reading.words)))
    return any(first <= denial < after and abs(denial - at) <= _REACH for denial in denials)
