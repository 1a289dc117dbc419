"""Text -> speeches: which of its words it gives to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.verify.reading.irregular import PAST
from qa.verify.reading.spelled import spelled_at
from qa.verify.text import Reading, Word

# Verbs that carry another's words.
VERBS = frozenset(
    """
    say says said saying tell tells told telling claim claims claimed claiming allege alleges alleged alleging argue
    argues argued arguing insist insists insisted insisting warn warns warned warning believe believes believed
    believing deny denies denied denying assert asserts asserted asserting contend contends contended contending
    suggest suggests suggested suggesting predict predicts predicted predicting complain complains complained
    complaining accuse accuses accused accusing declare declares declared declaring acknowledge acknowledges
    acknowledged admit admits admitted admitting add adds added adding explain explains explained explaining think
    thinks thought conclude concludes concluded estimate estimates estimated announce announces announced announcing
    confirm confirms confirmed confirming report reports reported reporting state states stated stating stress
    stresses stressed note notes noted remark remarked maintain maintains maintained reply replies replied replying
    write writes wrote writing reckon reckons reckoned recall recalls recalled testify testified swear swore vow
    vowed promise promised pledge pledged fear fears feared speculate speculated describe describes described call
    calls called criticise criticised criticize criticized urge urges urged quip quipped joke joked observe observed
    comment commented counter countered respond responded hint hinted imply implied indicate indicates indicated
    disclose disclosed
    """.split()
)
# Those that say so whatever follows; the others need "that", a quotation or a clause after them.
_PLAIN = frozenset(
    """
    say says said saying tell tells told telling claimed alleged argue argues argued insist insists insisted warn
    warns warned assert asserts asserted contend contends contended accuse accuses accused complain complained deny
    denies denied
    """.split()
)
# After the words, only these are set: "..., said the minister", "..., she added".
_AFTERWARDS = _PLAIN | frozenset(
    """
    added adds explained replied wrote writes reported reports recalled noted stressed announced declared argued
    believes believed predicted concluded confirmed acknowledged admitted suggested suggests thinks quipped joked
    observed remarked commented estimated estimates warned stated adding saying
    """.split()
)
_SPEAKING = frozenset("he she they it i we".split())
_PRONOUNS = _SPEAKING | frozenset("who you".split())
_STOPS = frozenset(".;:!?")
_HELPERS = frozenset(
    """
    today yesterday tonight tomorrow has have had was were is are been being also later earlier not never would will
    did be further
    """.split()
)
_WHEN_AND_WHERE = frozenset(
    """
    in on at after before during to by from when as late early yesterday today tonight earlier later last this
    afterwards through outside monday tuesday wednesday thursday friday saturday sunday through following shortly
    """.split()
)
_DETERMINERS = frozenset("the a an its his her their one".split())
_VERBAL = frozenset("that is are was were be has have had will would can could may might must shall should do does did not".split())
_LINKS = frozenset("that who which and but".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """Words that a text gives to a speaker (empty when unnamed): their word numbers, and where the speaker begins."""

    speaker: tuple[Word, ...]
    verb: str
    first: int
    after: int
    begin: int


@lru_cache(maxsize=256)
def speeches(reading: Reading, *, loosely: bool = False) -> tuple[Speech, ...]:
    """Every "X said ...", "..., X said", "..., said X" and "according to X" of a text.

    ``loosely`` takes every verb of saying at its word; otherwise the weaker ones ("announced", "noted") need a clause,
    a quotation or a "that" after them.
    """
    found: list[Speech] = []
    for first, after in reading.sentences:
        inside = list(_in_sentence(reading.words, first, after, loosely=loosely))
        # "X says this, and Y says that": X's words end where Y begins
        for speech in inside:
            nexts = [other.begin for other in inside if speech.first < other.begin < speech.after and other.first > speech.first]
            found.append(replace(speech, after=min(nexts)) if nexts and speech.first > speech.begin else speech)
    return tuple(found)


def _in_sentence(words: Sequence[Word], first: int, after: int, *, loosely: bool) -> Iterator[Speech]:
    inside = _inside_quotes(words, first, after)
    for at in range(first, after):
        low = words[at].low
        if at in inside:
            continue
        if low == "according" and at + 1 < after and words[at + 1].low == "to":
            end = _until_mark(words, at + 2, after)
            yield Speech(speaker=_named(words[at + 2 : end]), verb="according to", first=first, after=after, begin=at)
        elif low in VERBS and not _as_noun(words, first, at):
            yield from _spoken(words, first, at, after, loosely=loosely)


def _inside_quotes(words: Sequence[Word], first: int, after: int) -> frozenset[int]:
    found: set[int] = set()
    opened: int | None = None
    for at in range(first, after):
        if words[at].text != '"':
            continue
        if opened is None:
            opened = at
        else:
            found.update(range(opened + 1, at))
            opened = None
    return frozenset(found)


def _as_noun(words: Sequence[Word], first: int, at: int) -> bool:
    """ "The claim", "their reports", "an estimated 40", "so-called"."""
    before = words[at - 1] if at > first else None
    if words[at].capital and before is not None and before.text != '"':
        return True  # "the United States", "Think Tank"
    if before is None:
        return not words[at].low.endswith("ing") and words[at].low not in ("said",)
    if before.low in (
        "a",
        "an",
        "the",
        "its",
        "his",
        "her",
        "their",
        "this",
        "no",
        "any",
        "to",
        "of",
        "these",
        "those",
        "new",
        "-",
        "some",
    ):
        return True
    return before.low in ("was", "were", "is", "are", "been", "be") and words[at].low not in ("saying", "claiming", "warning")


def _spoken(words: Sequence[Word], first: int, at: int, after: int, *, loosely: bool) -> Iterator[Speech]:
    low = words[at].low
    begin = _clause_start(words, first, at)
    if _compares(words, begin, at):
        return
    subject = _subject(words[begin:at])
    tail = words[at + 1] if at + 1 < after else None
    ends = _until_stop(words, at + 1, after)
    trailing = _trails(words, first, begin) and _ends(words, at + 1, ends)
    if trailing and low in _AFTERWARDS and (subject or any(word.low in _PRONOUNS for word in words[begin:at])):
        # "..., the minister said" (and what may follow is hers too: "..., she said, adding ...")
        yield Speech(speaker=subject, verb=low, first=first, after=begin, begin=begin)
        return
    if trailing and not subject and low in _AFTERWARDS and tail is not None and tail.text not in '",':
        end = _until_mark(words, at + 1, after)  # "..., said the minister"
        yield Speech(speaker=_named(words[at + 1 : end]), verb=low, first=first, after=at, begin=at)
        return
    if tail is None or tail.text in ".;!?":
        if at - first >= 5 and low in _AFTERWARDS:  # "... an official said." with no comma before it
            yield Speech(speaker=subject, verb=low, first=first, after=begin, begin=begin)
        return
    if not loosely and low not in _PLAIN and not _opens_words(words, at + 1, ends, low):
        return
    yield Speech(speaker=subject, verb=low, first=at + 1, after=ends, begin=begin)


def _compares(words: Sequence[Word], begin: int, at: int) -> bool:
    """ "Far more than the ministry has confirmed" reports nothing of the ministry's words; "more than 40 doctors said" does."""
    than = next((one for one in range(begin, at) if words[one].low == "than"), None)
    return than is not None and than + 1 < at and not words[than + 1].text[0].isdigit() and not words[than + 1].content


def _opens_words(words: Sequence[Word], at: int, after: int, low: str) -> bool:
    """Whether what follows a weaker verb is somebody's words: "that", a quotation, or a clause with a verb of its own."""
    near = words[at : min(after, at + 6)]
    if low.startswith("admit") and near and (near[0].text[0].isdigit() or spelled_at(words, at) is not None):
        return False  # "admitted 14 of the 19 lists"
    if any(word.low == "that" or word.text == '"' for word in near):
        return True
    if low in ("called", "calls", "calling") and near and near[0].low in ("it", "him", "her", "them", "this"):
        return True
    if low in ("called", "calls", "call", "describe", "described", "describes", "urge", "urged", "criticised", "criticized", "call"):
        return any(word.text == '"' for word in words[at:after]) or low.startswith("descr") or low.startswith("urge")
    return any(
        word.low in ("is", "are", "was", "were", "had", "has", "have", "would", "will", "could", "might", "may", "did", "does")
        for word in near
    )


def _clause_start(words: Sequence[Word], first: int, at: int) -> int:
    """Where the subject of a verb may begin: after the last comma, quotation mark or link before it."""
    begin = at
    while begin > first:
        word = words[begin - 1]
        if word.text in ',;:"()' or (word.text == "-" and words[begin].start > word.end):
            if word.text == "," and _apposition(words, first, begin - 1, at):
                begin -= 1
                continue
            break
        if word.low in _LINKS and at - begin >= 1 and word.low != "and":
            if word.low == "who" and begin - 1 > first:
                begin -= 1
                continue
            break
        begin -= 1
    return begin


def _apposition(words: Sequence[Word], first: int, comma: int, at: int) -> bool:
    """ "Ann Reed, the minister, said": the comma before the verb closes what an earlier one opened."""
    if comma == at - 1:
        return any(word.text == "," for word in words[max(first, comma - 14) : comma])
    # the opening comma of such a pair, when the closing one stands right before the verb
    return words[at - 1].text == "," and comma < at - 1 and comma > first and words[comma - 1].stem != ""


def _trails(words: Sequence[Word], first: int, begin: int) -> bool:
    """Whether enough stands before a subject to be the words spoken."""
    if words[begin].low in ("and", "but", "while", "whereas"):
        return False
    return (begin - first >= 3 and words[begin - 1].text in ',"-') or (begin > first and words[begin - 1].text == '"')


def _ends(words: Sequence[Word], at: int, after: int) -> bool:
    """Whether what follows a verb of saying is no speech of its own: nothing, a mark, when and where, or whom ("told a court")."""
    if at >= after or words[at].text in ',"' or words[at].low in _WHEN_AND_WHERE:
        return True
    if after - at <= 4:
        return not any(word.low == "that" for word in words[at:after])
    return words[at].low in _DETERMINERS and not any(_finite(word) for word in words[at:after])  # "said the speaker of parliament, X"


def _finite(word: Word) -> bool:
    return word.low in _VERBAL or word.low in PAST or (word.low.endswith("ed") and not word.capital)


def _until_mark(words: Sequence[Word], at: int, after: int) -> int:
    end = at
    while end < after and words[end].text not in ',;:."!?()':
        end += 1
    return end


def _until_stop(words: Sequence[Word], at: int, after: int) -> int:
    end = at
    while end < after and words[end].text not in _STOPS:
        end += 1
    return end


def _subject(words: Sequence[Word]) -> tuple[Word, ...]:
    """Who speaks before a verb: nobody by name where a pronoun does ("At a rally in the north he called ...")."""
    if words and words[-1].text == ",":  # "Alma Reuter, who leads it, said"
        aside = next((at for at in range(len(words) - 2, 0, -1) if words[at].low in ("who", "which") and words[at - 1].text == ","), None)
        words = words[: aside - 1] if aside is not None else words
    last = next((word for word in reversed(words) if word.stem and word.low not in _HELPERS), None)
    return () if last is not None and last.low in _SPEAKING else _named(words)


def _named(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(
        word for word in words if word.stem and word.low not in _HELPERS and (word.content or word.capital) and word.low not in _PRONOUNS
    )
