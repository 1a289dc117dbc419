"""Before or after, since or until, from or to: what a sentence has behind such a word -> whether a quote has it behind the opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from qa.verify.reading.irregular import base
from qa.verify.reading.shade import neighbours
from qa.verify.reading.spelled import MONTHS, WEEKDAYS, low_at
from qa.verify.text import Reading, Word, joined
from qa.verify.types import Problem

Side = Literal["before", "after", "until", "since", "from", "to"]
_OPPOSITE: dict[Side, frozenset[Side]] = {
    "before": frozenset(("after", "since")),
    "after": frozenset(("before",)),
    "until": frozenset(("since",)),
    "since": frozenset(("until", "before")),
    "from": frozenset(("to",)),
    "to": frozenset(("from",)),
}
_PLAIN: dict[str, Side] = {
    "before": "before", "after": "after", "following": "after", "once": "after", "until": "until", "till": "until", "since": "since",
    "from": "from", "to": "to", "into": "to", "toward": "to", "towards": "to", "onto": "to",
}  # fmt: skip
_PHRASES: dict[tuple[str, ...], Side] = {
    ("ahead", "of"): "before", ("prior", "to"): "before", ("as", "soon", "as"): "after", ("in", "the", "wake", "of"): "after",
    ("not", "until"): "since", ("not", "before"): "since", ("up", "until"): "until", ("up", "to"): "until",
}  # fmt: skip
# After these "for" says whither; after "left" and its like a name says whence.
_BOUND = frozenset("left leave leaves leaving bound off headed heads heading sailed sails sailing departed departs departing".split())
_LEAVING = frozenset("left leave leaves leaving".split())
# Before these "from" and "to" say nothing of a way.
_NO_WAY = frozenset(
    """
    according close up due next prior compared similar thanks owing contrary subject addition related related linked request requests
    appeal appeals application applications apply applied complaint complaints complained letter petition apart aside different suffer
    suffered suffering prevent prevented protect protected ban banned barred bar kept keep demand demands demanded sought seek seeking
    want wants wanted need needs response reaction reply answer access support supported yes debt debts owed owes owe agree agreed agrees
    hurt open opposed threat key right entitled inquiry investigation probe inquest research look looking looked able unable as
    """.split()
)
_DETERMINERS = frozenset("the a an its his her their our this that these those both all each every".split())
_ENDS = frozenset(
    """
    and or but which who whose that because although though while whereas when where if unless as than with without by for at in on of off
    from to into until since before after over under is are was were has have had will would may might could can be been said says not
    """.split()
)
_MOST = 4
# So many words must stand around both, unless it is a name or a figure, to be the same thing.
_LEAST = 2


class _Related(NamedTuple):
    """What stands behind a word that says when or whither."""

    side: Side
    stems: frozenset[str]
    words: tuple[Word, ...]
    near: frozenset[str]


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first thing of a sentence that the quotes have on the other side alone."""
    mine, theirs = list(_related(sentence)), [one for span in spans for one in _related(span)]
    for own in mine:
        alike = [one for one in theirs if _alike(own.stems, one.stems) and (_named(own) or len(own.near & one.near) >= _LEAST)]
        if any(one.side not in _OPPOSITE[own.side] for one in alike):
            continue
        rival = next((one for one in alike if one.side in _OPPOSITE[own.side]), None)
        if rival is not None and not any(other.side in _OPPOSITE[own.side] and _alike(other.stems, rival.stems) for other in mine):
            token = joined(own.words, sentence.text)
            return (Problem(kind="negation", token=token, message=f"'{own.side} {token}' is '{rival.side}' it in the quote"),)
    return ()


def _named(one: _Related) -> bool:
    return any(word.capital or word.text[0].isdigit() for word in one.words)


def _alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return len(mine & theirs) * 2 >= min(len(mine), len(theirs)) > 0


def _related(reading: Reading) -> Iterator[_Related]:
    words = reading.words
    for at in range(len(words)):
        found = _side(words, at)
        if found is None:
            continue
        side, after = found
        if side in ("from", "to") and not _thing(words, after):
            continue
        behind = tuple(_object(words, after))
        stems = frozenset(base(word.stem) for word in behind if word.content)
        if stems:
            yield _Related(side, stems, behind, frozenset(neighbours(reading, at)) - stems)


def _side(words: Sequence[Word], at: int) -> tuple[Side, int] | None:
    """What a word says of what stands behind it, and where that begins."""
    for phrase, side in _PHRASES.items():
        if phrase[0] == words[at].low and all(low_at(words, at + n) == low for n, low in enumerate(phrase)):
            return side, at + len(phrase)
    low, before = words[at].low, low_at(words, at - 1)
    if low in _LEAVING:
        return "from", at + 1
    if low == "for":
        return ("to", at + 1) if before in _BOUND else None
    if low == "from" and _day(words, at + 1):
        return "since", at + 1
    found = _PLAIN.get(low)
    if found is None or (found in ("from", "to") and before in _NO_WAY) or (found == "until" and before == "not"):
        return None
    return found, at + 1


def _day(words: Sequence[Word], at: int) -> bool:
    """Whether a day or a month follows, and no "to" behind it: "from 11 April"."""
    near = [word.low for word in words[at : at + 4]]
    if near[:1] == ["the"] and near[1:2] in (["end"], ["beginning"], ["start"], ["middle"]) and not {"to", "until"} & set(near):
        return True  # "from the end of the year"
    if low_at(words, at).isdigit() and len(near[0]) == 4 and not {"to", "until", "-"} & set(near):
        return True  # "from 2019 on"
    return any(low in MONTHS or low in WEEKDAYS for low in near[:2]) and not {"to", "until", "-"} & set(near)


def _thing(words: Sequence[Word], at: int) -> bool:
    """Whether a thing and no deed follows: a name, a figure, or a word with an article."""
    if at >= len(words):
        return False
    return words[at].capital or words[at].low in _DETERMINERS or words[at].text[0].isdigit()


def _object(words: Sequence[Word], at: int) -> Iterator[Word]:
    held = 0
    for number in range(at, min(len(words), at + 8)):
        word = words[number]
        if not word.stem and word.text not in "-'&":
            return
        if (word.low in _ENDS or (word.low in _DETERMINERS and low_at(words, number - 1) != "of")) and number > at:
            return
        if word.text.endswith("'s") and number + 1 < len(words) and words[number + 1].stem:
            continue  # "to Interlink's offer" is not "to Interlink"
        yield word
        held += word.content
        if held == _MOST:
            return
