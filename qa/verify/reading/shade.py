"""Text -> what stands over its words (denied, possible, planned), and where a sentence's words stand in its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.verify.reading.irregular import base
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word

NEGATORS = frozenset("not no never none nobody nothing nowhere neither nor without hardly barely scarcely".split())
# Verbs and adjectives that deny what follows: some only before "to" ("failed to", but not "the bank failed").
_DENIERS = frozenset(
    """
    deny denies denied denying denial lack lacks lacked lacking unable absence avoid avoids avoided avoiding escape escapes escaped avert
    averts averted
    """.split()
)
_DENIERS_TO = frozenset(
    """
    refuse refuses refused refusing refusal fail fails failed failing failure decline declines declined declining reluctant reluctance
    unwilling unwillingness
    """.split()
)
# "Refused a meeting"; and what keeps somebody "from" a deed.
_REFUSERS = frozenset("refuse refuses refused decline declines declined reject rejects rejected".split())
_KEEPERS = frozenset(
    """
    prevent prevents prevented preventing stop stops stopped stopping keep keeps kept keeping save saves saved saving bar bars barred ban
    bans banned block blocks blocked blocking dissuade dissuaded deter deterred
    """.split()
)
_WAYS = frozenset("from through to in into by on over across via at during after before with and under".split())
# "In danger of sinking".
_RISKS = frozenset("danger risk verge brink threat possibility chance prospect fear fears".split())
# Whatever may stand for a "not" in other words.
NEGATIVE = (
    NEGATORS
    | _DENIERS
    | _DENIERS_TO
    | frozenset(
        """
    reject rejects rejected ban bans banned stop stopped halt halted prevent prevented absent missing avoid avoided
    rule ruled only exclude excluded oppose opposes opposed against resist resisted cancel cancelled free doubt doubts false fewer less
    """.split()
    )
)
NOT_NEGATIVE = frozenset("only just merely simply least".split())  # "not only": says the same without it
_DOUBTLESS = frozenset("doubt fewer less later more sooner matter".split())  # "no fewer than"
POSSIBLE = frozenset(
    """
    may might could possibly perhaps maybe likely unlikely probably potentially reportedly allegedly apparently
    suspected alleged believed thought feared rumoured rumored speculated if unless whether
    """.split()
)
_PLANNED = frozenset("will would shall should must ought".split())
_PLANNED_TO = frozenset(
    """
    plan plans planned planning expect expects expected due set scheduled intend intends intended aim aims aimed hope
    hopes hoped want wants wanted seek seeks sought propose proposes proposed consider considers considered
    considering threaten threatens threatened promise promises promised pledge pledges pledged vow vows vowed agree
    agrees agreed ask asks asked urge urges urged order orders ordered try tries tried attempt attempts attempted
    about going ready prepared poised tell told supposed likely willing unwilling decide decided have has had need
    needs needed is are was were be offer offers offered offering come came struggle struggles struggled move moved
    yet still fight fights fought bid campaign pressure pressed press call calls demand demands demanded
    """.split()
)
_DONE_HELPERS = frozenset("was were been had has have did".split())
# Words that stop a negation or a modal from reaching further.
_BREAKS = frozenset(
    """
    but because although though while whereas when after before until since which who that and or as than
    """.split()
)
_SKIP = frozenset(
    """
    be been being have has had a an the any its their his her this that these those yet so very more further other
    been to it immediately also ever longer of all in at by on is are was were do does did we they he she you i there
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shade:
    """What stands over the words of a text, by word number: ``denied`` says which word, ``reached`` how far it may extend."""

    denied: dict[int, int]
    reached: frozenset[int]
    possible: frozenset[int]
    planned: frozenset[int]


@lru_cache(maxsize=256)
def shade(reading: Reading) -> Shade:
    """Find the negations and the modals of a text, and the word that each governs."""
    words = reading.words
    denied: dict[int, int] = {}
    reached: set[int] = set()
    possible: set[int] = set()
    planned: set[int] = set()
    for at, word in enumerate(words):
        if (kept := _kept_from(words, at)) is not None:
            reached.update(range(at + 1, kept + 1))
            denied[kept] = at
        elif word.low in _RISKS and low_at(words, at + 1) == "of":
            planned.update(list(_scope(words, at + 2, 1)))
        if denies(words, at):
            scope = list(_scope(words, at + 1, 6))
            reached.update(scope)
            if scope:
                denied[scope[0]] = at
            else:
                reached.update(range(max(0, at - 4), at))
        elif word.low in POSSIBLE:
            possible.update(list(_scope(words, at + 1, 4)))
        if word.low in _PLANNED or (word.low in _PLANNED_TO and _before_to(words, at)):
            planned.update(list(_scope(words, at + 1, 2))[:1])
    return Shade(denied=denied, reached=frozenset(reached), possible=frozenset(possible), planned=frozenset(planned))


def _before_to(words: Sequence[Word], at: int) -> bool:
    """Whether "to" follows ("is to", "agreed to"), or does after one more word ("asked them to")."""
    if low_at(words, at + 1) == "to":
        return True
    return words[at].low not in _DONE_HELPERS and low_at(words, at + 2) == "to" and not words[at + 1].capital


def _kept_from(words: Sequence[Word], at: int) -> int | None:
    """The deed that somebody is kept from: "prevented the dam from bursting", "ruled out resigning"."""
    if words[at].low in _KEEPERS:
        link = next((number for number in range(at + 1, min(at + 8, len(words))) if words[number].low == "from"), None)
    elif words[at].low in ("rule", "rules", "ruled", "ruling") and low_at(words, at + 1) == "out":
        link = at + 1
    else:
        return None
    return next(_scope(words, link + 1, 1), None) if link is not None else None


def denies(words: Sequence[Word], at: int) -> bool:
    """Whether a word denies what follows it."""
    low, after = words[at].low, low_at(words, at + 1)
    if low in _REFUSERS and after in ("a", "an", "any"):
        return True
    if low in NEGATORS:
        if low == "no" and (after in _DOUBTLESS or after == "." or after[:1].isdigit() or low_at(words, at - 1) == '"'):
            return False
        return not (low == "not" and after in NOT_NEGATIVE)
    if low.startswith("escape") and (after in _WAYS or not after.isalpha()):
        return False  # "escaped through a drain"
    return low in _DENIERS or (low in _DENIERS_TO and after == "to")


def _scope(words: Sequence[Word], at: int, most: int) -> Iterator[int]:
    """The content words that follow, up to a mark or a new clause, adverbs left out."""
    found = 0
    for number in range(at, min(len(words), at + 12)):
        word = words[number]
        if not word.stem:
            if word.text in "-'\"$£€":
                continue
            return
        if word.low in _BREAKS and found:
            return
        if word.low in _SKIP or word.low in _BREAKS or word.low.endswith("ly") or not word.content:
            continue
        yield number
        found += 1
        if found == most:
            return


# A word that stands more often than this in the quotes is compared with these places only.
_MOST_PLACES = 200


class Aligned:
    """Where the words of a sentence stand in its quotes, the likeliest place first by the words around it."""

    def __init__(self, sentence: Reading, spans: Sequence[Reading]) -> None:
        self._sentence = sentence
        self._spans = spans
        self._places: dict[str, list[tuple[int, int]]] = {}
        for number, span in enumerate(spans):
            for at, word in enumerate(span.words):
                if word.stem:
                    self._places.setdefault(base(word.stem), []).append((number, at))

    def has(self, stem_: str) -> bool:
        """Whether a quote has the word."""
        return base(stem_) in self._places

    def places(self, at: int) -> list[tuple[int, int]]:
        """The places (span, word number) of a word of the sentence with the most of its neighbours around them."""
        word = self._sentence.words[at]
        places = self._places.get(base(word.stem), [])[:_MOST_PLACES]
        if len(places) < 2:
            return places
        mine = neighbours(self._sentence, at)
        scored = [(len(mine & neighbours(self._spans[number], there)), number, there) for number, there in places]
        best = max(score for score, _, _ in scored)
        return [(number, there) for score, number, there in scored if score == best]


@lru_cache(maxsize=2048)
def neighbours(reading: Reading, at: int) -> frozenset[str]:
    """The stems of the content words around one."""
    near = [word for word in reading.words[max(0, at - 9) : at + 10] if word.content]
    return frozenset(word.stem for word in near) - {reading.words[at].stem}
