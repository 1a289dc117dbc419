"""Who did it to whom: the two sides of a sentence's verbs -> whether the quotes have them exchanged."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from index.words import stem
from qa.kindred import kindred
from qa.verify.reading.acts import PRONOUNS, Act, acting, acts, verbal
from qa.verify.reading.capitals import runs
from qa.verify.reading.irregular import base, bases
from qa.verify.reading.spelled import MONTHS, WEEKDAYS, low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem

# Verbs that newsrooms use for one another, beside those that the thesaurus has.
_GROUPS = [
    bases(row)
    for row in (
        "warn alert notify inform tell advise", "strike hit ram", "hand give present pass", "lend loan", "promote appoint name",
        "urge press ask call", "sell transfer", "buy acquire purchase", "defeat beat", "replace succeed", "criticise attack condemn",
        "accuse charge blame",
    )
]  # fmt: skip
# Verbs by which the one does what the other undergoes: who sells does not buy.
_CONVERSES = [
    tuple(bases(side) for side in row.split(" | "))
    for row in (
        "buy acquire purchase | sell", "lend loan lease rent | borrow", "win beat defeat overcome | lose", "employ hire | serve",
        "pay give hand grant donate | receive accept take get", "precede | succeed replace follow", "export | import", "own | belong",
        "teach train | learn study", "send dispatch | receive", "attack | defend", "ask request demand | grant offer",
        "sue prosecute accuse charge | acquit", "invite | accept attend",
    )
]  # fmt: skip
# Both sides do the same, or there is but one.
_MUTUAL = frozenset(
    base(stem(word))
    for word in """
    fall rise come go happen occur arrive remain stay die live seem appear begin end start work meet met agree talk negotiate discuss
    clash collide merge lease rent charter hire say marry differ share sign initial exchange
    """.split()
)


_DAYS = WEEKDAYS | MONTHS
# Where a quote has one of these, it may tell of the other what it tells of the one.
_TOGETHER = frozenset("rest remainder than like too also both each likewise".split())
_HAVING = frozenset("its his her their it the a an".split())
_GETTING = frozenset("get gets got getting have has had having see sees saw".split())
# Verbs that say too little by themselves.
_LIGHT = frozenset(
    base(stem(word))
    for word in "keep hold take make give get put set have do go come bring let show see find call stand run need want".split()
)
# So many words of whom or what it is done to tell that it is the same deed.
_ALIKE = 2


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for the first verb whose two sides stand exchanged in the quotes."""
    for at, word in enumerate(sentence.words):
        verb = base(word.stem)
        if low_at(sentence.words, at - 1) == "to" and verb == "blame":
            continue  # "was to blame"
        if not acting(word) or verb in _MUTUAL or not verbal(sentence.words, at):
            continue
        if _caused(sentence.words, at):
            continue
        if any(low_at(sentence.words, number) == "than" for number in range(at + 1, at + 12)):
            continue  # "scored 15, one more than Amsel": who is compared with whom may be turned round
        mine = next(act for act in acts(sentence, frozenset((verb,))) if act.at == at)
        if why := _why(mine, sentence, spans):
            return (Problem(kind="name", token=word.text, message=f"'{word.text}' {why}"),)
    return ()


def _caused(words: Sequence[Word], at: int) -> bool:
    """ "Gets its licence renewed", "had the marsh drained": whether another does it to the thing between."""
    near = words[max(0, at - 8) : at]
    return any(one.low in _GETTING and two.low in _HAVING for one, two in pairwise(near)) and words[at - 1].content


def _why(mine: Act, sentence: Reading, spans: Sequence[Reading]) -> str:
    """What is wrong with the two sides of a verb, "" when nothing is."""
    known = frozenset(base(word.stem) for span in spans for word in span.words) | {
        word.low for span in spans for word in span.words if word.low in _TOGETHER
    }
    there = _names(spans) - PRONOUNS
    # the word that opens the sentence is a name where the quotes have it as one
    named = _names([sentence], {sentence.words[0].low}) | (frozenset((base(sentence.words[0].stem),)) & there) | PRONOUNS
    theirs = [act for span in spans for act in acts(span, _like(mine.verb))]
    if theirs and all(
        _exchanged(mine, act, named)
        or _handed(mine, act)
        or _another(mine, act, sentence, known)
        or _done_to(mine, act, named)
        or _rival(mine, act, named, there, known)
        or _undergone(mine, act)
        or _of_pronoun(mine, act)
        for act in theirs
    ):
        return "is done by another, or to another, in the quote"
    against = [act for span in spans for act in acts(span, _converse(mine.verb))] if not theirs else []
    return "is what the other side does in the quote" if any(_same_doer(mine, act) for act in against) else ""


def _names(readings: Sequence[Reading], leave: Set[str] = frozenset()) -> frozenset[str]:
    """The stems of the words of names, days left out."""
    inside = (word for reading in readings for first, after in runs(reading) for word in reading.words[first:after])
    return frozenset(base(word.stem) for word in inside if word.low not in _DAYS and word.low not in leave)


def _like(verb: str) -> frozenset[str]:
    group = frozenset[str]().union(*(row for row in _GROUPS if verb in row))
    return frozenset((verb,)) | group | frozenset(base(other) for other in kindred(verb))


def _converse(verb: str) -> frozenset[str]:
    return frozenset[str]().union(*(other for row in _CONVERSES for one, other in (row, row[::-1]) if verb in one))


def _same_doer(mine: Act, theirs: Act) -> bool:
    """Whether the same one does both, to the same: "X sold the terminal", where the quote has "X bought the terminal"."""
    doer, thing = (mine.agent - mine.patient) & (theirs.agent - theirs.patient), mine.patient & theirs.patient
    return bool(doer) and bool(thing)


def _exchanged(mine: Act, theirs: Act, named: frozenset[str]) -> bool:
    """Whether one who acts in the one is acted on in the other, and the reverse, one of the two by name."""
    acts_here = (mine.agent - mine.patient) & (theirs.patient - theirs.agent)
    acts_there = (mine.patient - mine.agent) & (theirs.agent - theirs.patient)
    if mine.plainly and theirs.plainly and not (mine.infinitive or theirs.infinitive or mine.verb in _LIGHT) and acts_here and acts_there:
        return named & (acts_here | acts_there) != frozenset() or (mine.agent <= theirs.patient and theirs.agent <= mine.patient)
    return bool(acts_here and acts_there and named & (acts_here | acts_there))


def _handed(mine: Act, theirs: Act) -> bool:
    """Whether the sentence has it done by somebody to the one who does it in the quote: "she handed", "she was handed ... by"."""
    return mine.verb == theirs.verb and mine.by and bool(theirs.agent & mine.patient & PRONOUNS) and not mine.agent & theirs.agent


def _another(mine: Act, theirs: Act, sentence: Reading, known: frozenset[str]) -> bool:
    """Whether a "by" names one in the sentence and another in the quote, both of whom stand in both."""
    own = {base(word.stem) for word in sentence.words}
    if mine.verb != theirs.verb or not (mine.by and theirs.by) or mine.agent & theirs.agent:
        return False
    return bool(mine.agent & known and theirs.agent & own)


def _swapped(mine: Act, theirs: Act, known: frozenset[str]) -> bool:
    """Whether the quotes speak of the sentence's doer, and yet have another do the same to the same."""
    if (
        not mine.plainly
        or not theirs.plainly
        or mine.verb in _LIGHT
        or mine.infinitive
        or theirs.infinitive
        or not mine.agent
        or not theirs.agent
    ):
        return False
    if theirs.agent & (mine.agent | PRONOUNS) or not mine.agent <= known:
        return False
    shared = (mine.patient - mine.agent) & (theirs.patient - theirs.agent)
    return len(shared) >= _ALIKE or (bool(mine.object) and mine.object == theirs.object)


def _rival(mine: Act, theirs: Act, named: frozenset[str], known: frozenset[str], elsewhere: frozenset[str]) -> bool:
    """Whether another than the quote's named doer does the same to the same, by name."""
    doers = mine.agent & named - PRONOUNS
    if mine.verb == theirs.verb and not elsewhere & _TOGETHER and _swapped(mine, theirs, elsewhere):
        return True
    if mine.verb != theirs.verb or not doers or mine.agent & theirs.agent or not theirs.agent & known or "than" in elsewhere:
        return False
    if any(one[:4] == other[:4] for one in doers for other in theirs.agent):
        return False
    return len(mine.patient & theirs.patient) >= 2


def _done_to(mine: Act, theirs: Act, named: frozenset[str]) -> bool:
    """Whether the sentence's doer is in the quote the one to whom it was done: "was contracted out to X"."""
    return mine.verb == theirs.verb and not mine.beyond and not theirs.agent and bool(mine.agent & theirs.beyond & named)


def _undergone(mine: Act, theirs: Act) -> bool:
    """Whether the sentence's doer is in the quote the one to whom it was done: "had sounded out", "had been sounded out"."""
    if mine.verb != theirs.verb or mine.undergoes or mine.beyond or mine.by or theirs.agent or not mine.agent or not theirs.undergoes:
        return False
    return mine.agent <= theirs.undergoes and bool(mine.patient - mine.agent)


def _of_pronoun(mine: Act, theirs: Act) -> bool:
    """Whether a "she" does it in the quote to what belongs to the sentence's doer: "she rejected the opposition's demand"."""
    if mine.verb != theirs.verb or mine.by or theirs.by or not theirs.agent or not theirs.agent <= PRONOUNS:
        return False
    return bool(mine.agent) and mine.agent <= theirs.patient - theirs.agent and bool(mine.patient & theirs.patient)
