"""The office that a sentence gives to somebody -> whether the quotes give another one, or a lower or a former one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.words import stem
from qa.kindred import kindred
from qa.verify.reading.capitals import runs
from qa.verify.reading.clauses import LINKS
from qa.verify.reading.irregular import base
from qa.verify.reading.speeches import VERBS
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word, joined
from qa.verify.types import Problem
from qa.verify.who.known import ROLES

_ROLES = ROLES | frozenset(
    """
    surgeon physician engineer lawyer attorney analyst counterpart negotiator sheriff rector dean editor adviser advisor economist marshal
    speaker whip consul prosecutor master skipper candidate member deputy envoy attache registrar curator principal ombudsman ombudswoman
    auditor accountant controller chairperson major lieutenant sergeant vice-president archbishop cardinal imam rabbi emperor sultan
    emir shah marshal brigadier superintendent constable warden trustee delegate representative lobbyist architect pilot driver referee
    """.split()
)
# Offices that newsrooms call by one another's names.
_SAME = tuple(
    frozenset(stem(word) for word in row.split())
    for row in (
        "chair chairman chairwoman chairperson head leader chief president director boss manager",
        "spokesman spokeswoman spokesperson",
        "premier minister", "mayor", "king queen monarch", "doctor physician surgeon", "lawyer attorney counsel", "adviser advisor aide",
        "captain skipper master commander", "engineer", "envoy ambassador representative negotiator mediator", "founder owner",
        "judge justice", "deputy member senator lawmaker delegate", "coach manager", "general commander chief",
        "officer inspector constable policeman policewoman", "executive chief boss",
    )
)  # fmt: skip
# A rank says nothing of the office.
_RANKS = frozenset(
    stem(word) for word in "lieutenant sergeant corporal major captain colonel brigadier general admiral marshal doctor professor".split()
)
# When it is held.
_HELD = frozenset("former formerly ex then present current now late once new outgoing incoming".split())
# Words that lower an office, or say that it is held for a time.
_LOWER = frozenset("deputy vice acting interim assistant junior honorary caretaker".split())
_OF = frozenset("of for the at and 's".split())


class _Office(NamedTuple):
    """Somebody's name, the offices before or behind it, and what these are of."""

    name: str
    roles: frozenset[str]
    rest: frozenset[str]
    text: str
    lower: frozenset[str]


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first office that the quotes give to somebody otherwise."""
    theirs = [office for span in spans for office in _offices(span)]
    known = frozenset[str]().union(*(span.stems for span in spans))
    for mine in _offices(sentence):
        alike = [office for office in theirs if office.name == mine.name]
        if alike and not any(_agree(mine, office, sentence.stems, known) for office in alike):
            return (Problem(kind="name", token=mine.text, message=f"'{mine.text}' is '{alike[0].text}' in the quote"),)
    for at, word in enumerate(sentence.words):
        if word.low == "prime" and low_at(sentence.words, at + 1).startswith("minister") and not known & {"prime", "premier"}:
            return (Problem(kind="name", token=word.text, message="no cited quote speaks of a prime minister"),)
    return ()


def _agree(mine: _Office, theirs: _Office, own: frozenset[str], known: frozenset[str]) -> bool:
    if bool(mine.roles & _RANKS) != bool(theirs.roles & _RANKS):
        return True
    if not theirs.lower and mine.roles | mine.rest <= {stem(word) for word in theirs.text.lower().split()}:
        return True  # "Chief Lentz", of the chief medical officer
    roles = theirs.roles if "counterpart" not in theirs.roles else known
    if not any(role in roles or any(role in row and row & roles for row in _SAME) for role in mine.roles):
        return False
    if mine.lower != theirs.lower and any(mine.roles | theirs.roles <= row for row in (mine.roles, *_SAME)):
        return False
    more = {one for one in mine.rest if one not in known and not kindred(one) & known}
    less = {one for one in theirs.rest if one not in own and not kindred(one) & own}
    return not (more and less)


def _offices(reading: Reading) -> Iterator[_Office]:
    words = reading.words
    for first, after in runs(reading):
        last = max((at for at in range(first, after) if words[at].low in _ROLES), default=first - 1)
        if last + 1 == after or words[after - 1].low in _ROLES:
            continue
        name = words[after - 1].stem
        title = list(words[first : last + 1]) or list(_before(words, first))
        if title:
            yield _office(reading, name, title)
        if low_at(words, after) == ",":
            end = next((at for at in range(after + 1, len(words)) if words[at].text in ",;.:" or words[at].low in LINKS), len(words))
            behind = words[after + 1 : end]
            if behind and len(behind) < 12 and _opens(behind) and any(word.low in _ROLES for word in behind):
                yield _office(reading, name, behind)


def _opens(words: Sequence[Word]) -> bool:
    """Whether words behind a name's comma say what somebody is: "the head of", "a former minister", "spokesman for"."""
    return words[0].low in ("the", "a", "an", "former", "its", "his", "her", "their", "deputy", "then") or any(
        word.low in _ROLES for word in words[:4]
    )


def _before(words: Sequence[Word], first: int) -> Sequence[Word]:
    """The office right before a name: "energy minister", "head of inspections", "the province's police chief,"."""
    at = first - 1 if low_at(words, first - 1) == "," else first
    if low_at(words, at - 1) in (*_OF, "the"):
        return ()  # "at the head of the Ports Board": no person's name
    if at < first and words[at - 1].capital and words[at - 1].low not in _ROLES:
        return ()  # "writing to Judge Hale, Amsel said": the office of the one before the comma
    start = at
    while (
        start > 0
        and at - start < 8
        and (words[start - 1].stem or words[start - 1].text == "-")
        and words[start - 1].low not in LINKS
        and (words[start - 1].content or words[start - 1].low in _OF or words[start - 1].text == "-")
    ):
        if words[start - 1].low in ("said", "told", "says", "by") or words[start - 1].low.endswith("ed"):
            break
        start -= 1
    found = words[start:at]
    near = found[-4:]
    return found if any(word.low in _ROLES for word in near) else ()


def _office(reading: Reading, name: str, title: Sequence[Word]) -> _Office:
    """An office by its last word before an "of": "chief surgeon" is a surgeon, "head of inspections" a head."""
    of = next((at for at, word in enumerate(title) if word.low in _OF and any(one.low in _ROLES for one in title[:at])), len(title))
    roles = [word for word in title[:of] if word.low in _ROLES]
    head = next((word for word in reversed(roles) if word.low != "general"), roles[-1] if roles else title[0])
    lower = frozenset(word.low for word in title if word.low in _LOWER and word is not head)
    rest = frozenset(
        base(word.stem)
        for word in title
        if word.content
        and word is not head
        and word.low not in _HELD
        and word.low not in VERBS
        and not word.text[0].isdigit()
        and not word.text.endswith("'s")
    )
    return _Office(name, frozenset((head.stem,)), rest, joined(title, reading.text), lower)
