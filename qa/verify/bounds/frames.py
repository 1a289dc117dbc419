"""What a quote has only as planned, asked for, offered, possible or doubtful -> whether a sentence tells it as a plain fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.words import stem
from qa.kindred import kindred
from qa.verify.bounds.modality import done
from qa.verify.bounds.retold import in_other_words
from qa.verify.reading.irregular import PAST, base
from qa.verify.reading.speeches import VERBS
from qa.verify.reading.spelled import low_at
from qa.verify.text import Reading, Word
from qa.verify.types import Problem


def _stems(text: str) -> frozenset[str]:
    """Words by their stems, adverbs as they are: "reportedly" is no "report"."""
    return frozenset(word if word.endswith("ly") or word == "given" else base(stem(word)) for word in text.split())


def _in(word: Word, group: frozenset[str]) -> bool:
    if word.text == "May":
        return False
    return word.low in group or (base(word.stem) in group and not word.low.endswith("ly"))


# What follows these is planned, offered, asked for or only possible.
_HELPERS = frozenset(
    "could might shall should ought unless if whether possibly perhaps probably maybe potentially reportedly allegedly".split()
)
_FUTURE = frozenset("will would".split())
_MEANT = _stems(
    """
    plan propose proposal offer threaten threat consider weigh mull contemplate ponder intend intention aim hope want wish seek try attempt
    expect schedule pledge promise vow urge demand request recommend recommendation advise suggestion draft prepare invite invitation
    instruct postpone defer await pending petition option possibility prospect rumour rumor likely allege suspect fear
    presume suppose tentative envisage earmark tempt volunteer
    """
)
# Of these only some uses: before "to" or "for".
_BEFORE = {"call": ("for", "on"), "appli": ("for", "to"), "appeal": ("for", "to"), "ask": ("for", "to"), "need": (), "due": (),
           "set": ("to",),            "seem": ("to",), "appear": ("to",)}  # fmt: skip
# "Is reported to have", "are believed to be".
_HEARSAY = frozenset(
    "reported believed thought said understood assumed rumoured rumored feared alleged suspected estimated considered".split()
)
_UNDER = frozenset("discussion consideration review debate examination negotiation study".split())
_OPEN = _stems("unclear uncertain unconfirmed unverified unsure undecided unproven")
# Of a thing only meant so weakly, a sentence may not even say that it will be.
_WEAK = _stems(
    """
    could might may unless if whether possibly perhaps probably maybe potentially reportedly allegedly propose proposal offer threaten
    threat consider weigh mull contemplate ponder hope want wish seek try attempt urge demand request recommend recommendation advise
    suggestion invite invitation petition option possibility prospect rumour likely allege suspect fear presume suppose tempt call appli
    appeal ask seem appear await under confirmed verified reported believed thought said understood assumed feared alleged suspected
    unclear uncertain unconfirmed unverified undecided unproven
    """
)
# Words by which a sentence keeps, in its own way, that a thing is not done or not sure; those that only say that it will be stand apart.
_COMING = _stems(
    "will shall must due set expect schedule going about plan intend promise pledge forthcoming future upcoming later next tomorrow soon"
)
_KEPT = (
    _MEANT
    | _OPEN
    | _COMING
    | _stems(
        """
        would could might may should ought unless if whether possibly perhaps probably maybe potentially reportedly allegedly apparently
        yet until pending subject condition depend provided possible can cannot investigate examine discuss discussion debate question
        doubt sceptical skeptical claim accuse accusation charge risk danger ready willing poised seem appear believe think thought assume
        understand suppose purported unlikely ask apply appeal call need decide conclude hypothetical nearly almost inquiry probe estimate
        warn warning demand insist campaign lobby push support back favour argue refuse decline reject oppose mean idea drop abandon
        against likeliest sue suit lawsuit unable given permission bid bidder tender forecast predict prediction project anticipate goal
        target foresee not no never apparent seeming deadline permit permission allow entitle able eligible prospective potential
        """
    )
)
# What somebody is charged with, or what is claimed: no fact without the one who says so.
_CHARGED = _stems("accuse blame claim allege assert contend insist complain maintain saying")
_NOUNS = frozenset("report reports state call calls note notes thought fear fears".split())
_SAID = (
    _CHARGED
    | _stems(" ".join(VERBS - _NOUNS))
    | _stems(
        """
    according reportedly allegedly supposedly alleged claim accusation charge allegation opinion view protest criticise criticize condemn
    reject refuse oppose object appear seem doubt question suspect dispute whether might could apparently apparent purported call speak
    demand put estimate reckon calculate cite mention
    """
    )
)
_LINKS = frozenset("but because although though while whereas after before since which who whose whom".split())
_RELATIVE = frozenset("which who whose whom".split())
# What a scope may itself be about, and a sentence then keeps nothing by it: "the tender was postponed", "the bid".
_TOLD_OF = _MEANT | _stems("tender")
_LEAST = 0.5
_ARTICLES = frozenset("a an the its his her their this that whose no any".split())
_DENIED = frozenset("not no never without nor".split())
_TO_COME = frozenset("be to will would may might could should".split())
_HAPPENED = frozenset("has have had was were did".split())


def check(sentence: Reading, spans: Sequence[Reading]) -> tuple[Problem, ...]:
    """A problem for a thing that every quote has only as meant or as unsure, and the sentence as a fact."""
    all_of_mine = {base(word.stem) for word in sentence.words}
    for span in spans:
        scopes = list(_scopes(span))
        inside = {at for _, scope in scopes for at in scope}
        real = {base(word.stem) for at, word in enumerate(span.words) if word.content and (at not in inside or _done_again(span, at))}
        meant = {base(span.words[at].stem) for at in inside if span.words[at].content and not done(span.words, at)}
        for cue, scope in scopes:
            word = span.words[cue]
            kept = _SAID if _charges(span.words, cue) else _KEPT - _COMING if _in(word, _WEAK) else _KEPT
            own = _told(sentence, kept - (_TOLD_OF & {base(span.words[at].stem) for at in scope}), coming=_in(word, _WEAK))
            if base(word.stem) in all_of_mine or _of_family(base(word.stem), all_of_mine) or in_other_words(word, sentence):
                continue
            stems = list(dict.fromkeys(base(span.words[at].stem) for at in scope if span.words[at].content))[:8]
            stems = [one for one in stems if one not in real]
            held = [one for one in stems if one in own or {base(other) for other in kindred(one)} & own]
            if word.low in _FUTURE and not any(_happened(sentence, one) for one in meant) and not _is(sentence, span, cue, held):
                continue  # "stays liable" for "will remain liable"
            if len(held) >= 2 and len(held) >= _LEAST * len(stems):
                return (Problem(kind="modality", token=word.text, message=f"told as a fact, and in the quote only with '{word.text}'"),)
    return ()


def _of_family(stem_: str, own: set[str]) -> bool:
    """ "The complaint" for "complained", "the proposal" for "proposed"."""
    return len(stem_) > 5 and any(one[: len(stem_) - 1] == stem_[:-1] for one in own)


def _happened(sentence: Reading, stem_: str) -> bool:
    """Whether a sentence tells something as done: the word itself, or another for it."""
    same = {stem_, *(base(other) for other in kindred(stem_))}
    return any(
        base(word.stem) in same and (_past(sentence.words, at) or _helped(sentence.words, at)) for at, word in enumerate(sentence.words)
    )


def _past(words: Sequence[Word], at: int) -> bool:
    """Whether a word has a past form and no helper of what is to come right before it."""
    low = words[at].low
    return (low.endswith("ed") or low in PAST) and low_at(words, at - 1) not in _TO_COME


def _helped(words: Sequence[Word], at: int) -> bool:
    """Whether "has", "was" or "did" stands before a word, nothing of content between."""
    for word in reversed(words[max(0, at - 4) : at]):
        if word.low in _HAPPENED:
            return True
        if word.content or not word.stem:
            return False
    return False


def _is(sentence: Reading, span: Reading, cue: int, held: Sequence[str]) -> bool:
    """ "Is the first" for "would be the first"."""
    if "be" not in (low_at(span.words, cue + 1), low_at(span.words, cue + 2)):
        return False
    behind = next((base(word.stem) for word in span.words[cue + 2 : cue + 8] if word.content), "")
    return behind in held and any(
        word.low in ("is", "are", "was", "were") and any(base(one.stem) == behind for one in sentence.words[at + 1 : at + 6])
        for at, word in enumerate(sentence.words)
    )


def _done_again(span: Reading, at: int) -> bool:
    """Whether a word tells a deed done that the quote has a second time: "tried to take the airport, took it on Friday"."""
    own = base(span.words[at].stem)
    return done(span.words, at) and any(base(word.stem) == own for other, word in enumerate(span.words) if other != at)


def _told(sentence: Reading, kept: frozenset[str], *, coming: bool) -> set[str]:
    """The stems of a sentence before the clause that keeps what is not done."""
    words = sentence.words
    cues = (
        at
        for at, word in enumerate(words)
        if (_in(word, kept) and not _because(words, at)) or (_infinitive(words, at) and not coming) or _put_off(words, at)
    )
    first = next(cues, len(words))
    if first < len(words):
        while first and not _breaks(words, first):
            first -= 1
    return {base(word.stem) for word in words[:first] if word.content or word.low in ("back", "off", "out")}


def _because(words: Sequence[Word], at: int) -> bool:
    """ "Due to the tone", and not "due to meet"."""
    return words[at].low == "due" and low_at(words, at + 1) == "to" and low_at(words, at + 2) in _ARTICLES


def _put_off(words: Sequence[Word], at: int) -> bool:
    """ "Put off" what was to come, "turned down" what was offered."""
    low, after = words[at].low, low_at(words, at + 1)
    return (low in ("put", "call", "called") and after == "off") or (
        low in ("turned", "turns", "turn", "voted", "threw", "thrown", "struck") and after in ("down", "out", "against")
    )


def _breaks(words: Sequence[Word], at: int) -> bool:
    """Whether a clause begins at a word; one with "which" belongs to what stands before it."""
    before = words[at - 1]
    return (before.text in ",;:" and words[at].low not in _RELATIVE) or before.low in (*(_LINKS - _RELATIVE), "and")


def _infinitive(words: Sequence[Word], at: int) -> bool:
    """ "Is to", "has to"."""
    return words[at].low in ("is", "are", "was", "were", "has", "have") and low_at(words, at + 1) == "to"


def _cue(words: Sequence[Word], at: int) -> bool:
    word, after = words[at], low_at(words, at + 1)
    if word.capital and at and words[at - 1].stem:
        return False  # "the Hope Foundation"
    if word.low in _HELPERS or word.low in _FUTURE or (word.low == "may" and (at == 0 or not word.capital)):
        return True
    own = base(word.stem)
    if word.low in ("ordered", "ordering", "orders"):
        return low_at(words, at - 1) not in _ARTICLES
    if own == "ask" and after not in _BEFORE[own] and word.low != "ask":
        return "to" in [one.low for one in words[at + 2 : at + 6]]  # "asked all clubs to"
    if own in _BEFORE:
        return after in _BEFORE[own]
    if word.low in _HEARSAY and after == "to":
        return True
    if word.low == "under" and after in _UNDER:
        return True
    return (
        _in(word, _MEANT)
        or _in(word, _OPEN)
        or _charges(words, at)
        or (word.low in ("confirmed", "verified") and "not" in [w.low for w in words[max(0, at - 4) : at]])
    )


def _charges(words: Sequence[Word], at: int) -> bool:
    """Whether a word says that somebody charges or claims what follows; "the charge", "his claim" is no such verb."""
    word = words[at]
    if word.low in ("claimed", "claims", "claiming", "claim") and re.match(
        r"(?: [\w-]+){0,3} (?:li[fv]es?|victims?|deaths?)", _after(words, at)
    ):
        return False  # "claimed nine lives"
    return (
        _in(word, _CHARGED) and word.low.endswith(("ed", "s", "ing", "claim", "accuse", "blame")) and low_at(words, at - 1) not in _ARTICLES
    )


def _after(words: Sequence[Word], at: int) -> str:
    """The four words behind one, each after a blank."""
    return "".join(f" {word.low}" for word in words[at + 1 : at + 5])


def _scopes(span: Reading) -> Iterator[tuple[int, range]]:
    for first, after in span.sentences:
        for at in range(first, after):
            if not _cue(span.words, at) or _denied(span.words, at):
                continue
            yield at, range(_start(span.words, first, at) if _whole(span.words, at) else at + 1, _end(span.words, at + 1, after))


def _denied(words: Sequence[Word], at: int) -> bool:
    """Whether a "not" stands beside a cue, which then says more than that a thing is only meant."""
    return words[at].low not in ("confirmed", "verified", "whether", "if") and any(
        word.low in _DENIED for word in words[max(0, at - 2) : at + 2]
    )


def _whole(words: Sequence[Word], at: int) -> bool:
    """Whether what stands before a cue belongs to it: "the sum was offered", "the plan is under discussion"."""
    word = words[at]
    if (
        word.low in ("under", "will", "would", "may", "might", "could", "should")
        or _in(word, _OPEN)
        or word.low in ("confirmed", "verified", "await", "awaits", "awaiting")
    ):
        return True
    before = [other.low for other in words[max(0, at - 2) : at]]
    return word.low.endswith("ed") and any(low in ("is", "are", "was", "were", "been", "be") for low in before)


def _start(words: Sequence[Word], first: int, at: int) -> int:
    start = at
    while start > first and words[start - 1].text not in ".;:,!?" and words[start - 1].low not in (*_LINKS, *VERBS, "that", "and"):
        start -= 1
    return start


def _end(words: Sequence[Word], at: int, after: int) -> int:
    for number in range(at, after):
        word = words[number]
        if word.text == '"' and number > at:
            return number  # what is meant inside a quotation ends with it
        if word.text in ".;:!?" or word.low in _LINKS or (word.text == "," and low_at(words, number + 1) in (*_LINKS, "and", "or")):
            return number
    return after
