"""The denials of a sentence and of its quotes -> which answer which, in the same words or in others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.verify.denial.denials import Denial, in_other_words, plain
from qa.verify.reading.alike import alike, told
from qa.verify.reading.clauses import LINKS
from qa.verify.reading.irregular import base
from qa.verify.reading.shade import NEGATORS
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word

_MOST = frozenset("most least record best worst".split())
_BUT_FOR = frozenset("without unless except until before".split())
_NEEDED = frozenset("only must need needs needed require requires required compulsory obligatory mandatory condition has have".split())
# "Who does not register loses the grant" is "only who registers has it".
_FORFEIT = frozenset("lose loses lost forfeit forfeits forfeited excluded barred ineligible".split())
# "Not before May" is "in May at the earliest", "only in May", "must wait until May".
_WAITS = re.compile(r"\b(?:earliest|only|as soon as|when|first|wait\w*|at (?:the )?least|after|once|pending)\b", re.IGNORECASE)
_LAST = re.compile(
    r"\b(?:was|were|had|has|been) last|\b(?:first time|first such|most recent(?:ly)?|first (?:\w+ ){1,3}since)\b", re.IGNORECASE
)
# "For as long as no", "while there is no".
_AS_LONG = re.compile(r"\b(?:as long as|so long as|while|where|if|when|in case|whenever)\b")
_EXCEPT = re.compile(
    r"\b(?:except|excepting|excluding|all (?:\w+ ){0,2}but|every \w+ but|apart from|aside from|save|bar|other than|but for)\b",
    re.IGNORECASE,
)
_ALONE = frozenset("only alone sole solely exception exceptions rest others other just".split())
_CLAUSE = frozenset("but although though while whereas because".split())
_CONDITIONAL = ("depend", "hinge", "condition", "require", "subject", "prerequisite", "contingent")
_UNTIL = frozenset("before until till unless earlier sooner".split())
# What may come or go with a "not" and changes nothing: "did not pay", "no ransom" for "a ransom".
_FILLERS = NEGATORS | frozenset("do does did a an the any yet".split())
# So far, in words, does a denial in other words reach.
_REACH = 18


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
        if any(ways(self._sentence, cue, span) for span in self._spans for ways in (_if_not, _while_not, _all_but, _depends)):
            return True
        if any(_of_both(self._sentence, cue, span) and self._no_more(n) for n, span in enumerate(self._spans)):
            return True
        if any(_elliptic(span) and self._no_more(n) for n, span in enumerate(self._spans)):
            return True
        if any(at is not None for at in added):
            return False
        if any(_same_denied(self._sentence, cue, span) and self._no_more(n) for n, span in enumerate(self._spans)):
            return True
        turned = (_last_and_since, _never_more, _not_without)
        if any(ways(self._sentence, cue, self._spans) for ways in turned):
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
        if any(ways(self._spans[number], cue, self._sentence) for ways in (_if_not, _while_not, _all_but, _of_both, _depends)):
            return True
        if self._mine and _stands_alone(words, cue):
            return True
        if _added(self._spans[number], cue, self._sentence) is not None:
            return False
        if any(ways(self._spans[number], cue, [self._sentence]) for ways in (_last_and_since, _never_more, _not_without)):
            return True
        if theirs is not None and any(_answers(mine, theirs) for mine in self._mine):
            return True
        return _near(self._sentence, self._mine_other, at)

    def _no_more(self, number: int) -> bool:
        """Whether the sentence has no more plain denials than a quote: one that it adds is none of the quote's."""
        return len(self._mine) <= len(self._theirs[number])

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


def _if_not(reading: Reading, cue: int, other: Reading) -> bool:
    """ "If it is not paid" for "unless it is paid"."""
    return any(word.low == "if" for word in reading.words[max(0, cue - 8) : cue]) and any(word.low == "unless" for word in other.words)


def _while_not(reading: Reading, cue: int, other: Reading) -> bool:
    """ "As long as no treaty is in force", "where there is none" for "until there is one", "without one"."""
    before = " ".join(word.low for word in reading.words[max(0, cue - 6) : cue])
    return _AS_LONG.search(before) is not None and any(word.low in _UNTIL or word.low == "without" for word in other.words)


def _all_but(reading: Reading, _cue: int, other: Reading) -> bool:
    """ "The only ones that it has not reached" for "all except these", "all but one"; "the rest do not"."""
    own = {word.low for word in reading.words}
    exception = _EXCEPT.search(other.text) is not None or any(word.low == "only" for word in other.words)
    return exception and bool(own & _ALONE) and not ("only" in own and not _EXCEPT.search(other.text))


def _of_both(reading: Reading, cue: int, other: Reading) -> bool:
    """ "Neither this nor that is affected", "no ship sailed" for "this and that are not affected", "the ships did not sail"."""
    words = reading.words
    many = words[cue].low == "not" and low_at(words, cue + 1) in ("one", "a", "an", "any", "all", "every", "even", "both")
    if words[cue].low not in ("neither", "nor", "none", "nobody", "nothing", "no") and not many:
        return False
    if words[cue].low == "no" and cue and words[cue - 1].stem and words[cue - 1].low not in LINKS:
        return False  # "made no promise": not what the clause is about
    end = next((at for at in range(cue + 1, len(words)) if words[at].text in ".;:" or words[at].low in _CLAUSE), len(words))
    own = {base(word.stem) for word in words[cue + 1 : end] if word.content and not word.capital}
    before = {base(word.stem) for word in words[max(0, cue - 12) : cue] if word.content}
    return any(
        denial.scope[:1] and alike(denial.scope[0]) & own and denial.before & (own | before | {base(w.stem) for w in words[cue:end]})
        for denial in plain(other)
        if other.words[denial.at].low in NEGATORS
    )


def _same_denied(reading: Reading, cue: int, other: Reading) -> bool:
    """Whether both deny one thing in words of one family or meaning: "ruled out subsidies" for "would not subsidise"."""
    if reading.words[cue].low in ("no", "without"):
        return False
    mine = _first(reading.words, cue)
    return any(
        told(one, frozenset(mine)) or any(len(one) > 5 and one[:6] == two[:6] for two in mine)
        for denial in plain(other)
        for one in denial.scope[: 1 if denial.noun else 2]
    )


def _first(words: Sequence[Word], cue: int) -> list[str]:
    """The first two content words that a denial governs, in its clause."""
    found: list[str] = []
    for word in words[cue + 1 : cue + 8]:
        if not word.stem or len(found) == 2:
            break
        if word.content:
            found.append(base(word.stem))
    return found


def _elliptic(other: Reading) -> bool:
    """Whether a denial of a text has its verb elsewhere: "unless they pay, and they did not", "which it does not do at present"."""
    return any(_stands_alone(other.words, denial.at) for denial in plain(other))


def _stands_alone(words: Sequence[Word], at: int) -> bool:
    after = low_at(words, at + 1)
    helped = low_at(words, at - 1) in ("do", "does", "did", "has", "have", "had", "is", "are", "was", "were", "would", "will", "could")
    return words[at].low == "not" and helped and (after in ("do", "so", "and", "but", "") or not words[at + 1].stem)


def _depends(reading: Reading, cue: int, other: Reading) -> bool:
    """ "Will not be built unless it is paid for" for "depends on its being paid for"; and the reverse."""
    behind = any(word.low in ("unless", "without", "except") for word in reading.words[cue + 1 : cue + 14])
    return behind and any(word.low.startswith(_CONDITIONAL) for word in other.words)


def _not_without(reading: Reading, cue: int, others: Sequence[Reading]) -> bool:
    """ "Not without a permit", "none who had no permit" for "only with a permit", "needs a permit"."""
    words = reading.words
    beside = [word.low for word in words if word.start != words[cue].start]
    twice = any(low in NEGATORS or low in _BUT_FOR or low in _FORFEIT for low in beside) and (
        words[cue].low in NEGATORS or words[cue].low in _BUT_FOR
    )
    needed = _NEEDED - {word.low for word in words}
    return twice and any(word.low in needed for other in others for word in other.words)


def _never_more(reading: Reading, cue: int, others: Sequence[Reading]) -> bool:
    """ "Never was it wetter" for "the wettest"."""
    words = reading.words
    compares = any(word.low.endswith("er") or word.low in ("more", "such", "so", "less", "than") for word in words[cue + 1 : cue + 14])
    best = any(
        word.low.endswith("est") or word.low in ("most", "least", "record", "best", "worst") for other in others for word in other.words
    )
    since = words[cue].low == "not" and any(word.low in ("since", "before") for word in words[cue + 1 : cue + 4])
    compares = compares or (since and any(word.low == "as" for word in words[cue + 1 : cue + 18]))
    return (words[cue].low in ("never", "no", "nobody", "nothing", "none") or since) and compares and best


def _waits(reading: Reading) -> bool:
    """Whether a text without a "before" says "at the earliest", "only in", "must wait until"."""
    return _WAITS.search(reading.text) is not None and not any(word.low == "before" for word in reading.words)


def _added(reading: Reading, cue: int, other: Reading) -> int | None:
    """Where the words on both sides of a denial stand side by side in another text: all that was done is to add it, or to leave it out.

    Where nothing stands before it in its clause, the two words after it, which must begin a clause there too.
    """
    words = reading.words
    left = next((word for word in reversed(words[max(0, cue - 5) : cue]) if word.low not in _FILLERS), None)
    right = [word for word in words[cue + 1 : cue + 6] if word.low not in _FILLERS][:2]
    pair = [left, *right[:1]] if left is not None and left.stem else right
    if len(pair) < 2 or not all(word is not None and word.stem for word in pair):
        return None
    stems = [base(word.stem) for word in pair if word is not None]
    plainly = [(base(word.stem) or word.text, at) for at, word in enumerate(other.words) if word.low not in _FILLERS]
    opens = {number for number, (_, at) in enumerate(plainly) if at == 0 or not other.words[plainly[number - 1][1]].stem}
    places = (
        end
        for number, ((one, start), (two, end)) in enumerate(pairwise(plainly))
        if [one, two] == stems and (pair is not right or number in opens or number == 0) and not _denied_beside(other.words, start, end)
    )
    return next(places, None)


def _denied_beside(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a plain denial stands between two words or right after them, in their clause: "no fever was", "fever was not"."""
    for word in words[start : end + 8]:
        if word.low in NEGATORS and word.low != "without":
            return True
        if word.low in ("and", "but", "or") or word.text in ",;.:":
            return False
    return False


def _answers(mine: Denial, theirs: Denial) -> bool:
    """Whether two plain denials deny the same: what one denies first is among what the other is about."""
    if mine.noun and theirs.noun and not mine.whole and mine.scope[:1] and mine.scope[0] in theirs.before:
        return False  # "promised no layoffs" is not "made no promise of layoffs"
    return bool(
        (mine.scope and mine.scope[0] in theirs.about)
        or (theirs.scope and theirs.scope[0] in mine.about)
        or len(set(mine.scope) & set(theirs.scope)) > 1
        or _passive(mine, theirs)
        or _passive(theirs, mine)
    )


def _passive(one: Denial, other: Denial) -> bool:
    """ "The climber was not found" for "they found no trace of the climber"."""
    return bool(not one.noun and other.noun and one.scope[:1] and one.scope[0] in other.before and one.before & set(other.scope))


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


def _near(reading: Reading, denials: Sequence[int], at: int) -> bool:
    """Whether a denial in other words stands near a word, in its sentence."""
    if not denials:
        return False
    first, after = next(((first, after) for first, after in reading.sentences if first <= at < after), (0, len(reading.words)))
    return any(first <= denial < after and abs(denial - at) <= _REACH for denial in denials)
