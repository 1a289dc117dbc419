"""Whose words they are, by name or by kind: a speaker of the sentence -> whether the quotes give the words to another alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.kindred import kindred
from qa.verify.reading.clauses import clause_at
from qa.verify.reading.irregular import base
from qa.verify.reading.shade import denies
from qa.verify.reading.speeches import Speech, speeches
from qa.verify.reading.spelled import spelled_at
from qa.verify.text import Reading, Word, joined
from qa.verify.told.attribution import KINDS, TOGETHER
from qa.verify.types import Problem

# Speakers whom a report calls now by their name and now by these.
_ANYBODY = frozenset(
    """
    the a an company ministry office agency authority authorities group union party court police government commission bank organisation
    organization official officials spokesman spokeswoman spokesperson minister president director head leader chief chairman chairwoman
    firm operator council association he she they it one his her their its statement report source sources person people man woman lawyer
    judge judges prosecutor prosecutors expert experts analyst analysts employee colleague board institute committee service department
    reports media papers newspapers paper newspaper body institution club charity mission team deputy member members representative
    """.split()
)
# Verbs by which somebody says that it is not so.
_DISPUTES = frozenset(
    """
    dispute disputes disputed deny denies denied reject rejects rejected contradict contradicts contradicted refute refutes refuted contest
    contests contested doubt doubts doubted rebut rebuts rebutted dismiss dismisses dismissed
    """.split()
)
_COUNTED = frozenset("two three four five both all several sides parties companies firms governments".split())
_STEM = 6  # letters that words of one family share
_AGAINST = frozenset("but while whereas although though whilst".split())
# So much of the sentence's words must stand in a speech for them to be the same.
_SAME = 0.5
# A speaker's other names stand this near to his name.
_NEAR = 9


def check(sentence: Reading, spans: Sequence[Reading], context: Reading | None) -> tuple[Problem, ...]:
    """A problem for words that the quotes give to another than the sentence does."""
    theirs = [(speech, span) for span in spans for speech in speeches(span)]
    plainly = _singular(sentence.words)
    for mine in speeches(sentence, loosely=True):
        who = _who(mine.speaker)
        if mine.speaker and mine.speaker[-1].text.endswith(("'s", "s'")):
            continue  # "could not confirm the party's report"
        if dispute := _disputed(sentence, who, mine, spans):
            token = joined(mine.speaker, sentence.text)
            return (Problem(kind="attribution", token=token, message=f"given to '{token}', of whom the quote has that it '{dispute}'"),)
        said = {base(word.stem) for word in sentence.words[mine.first : mine.after] if word.content} - who
        scored = sorted(
            ((_share(said, span, speech), -n, speech, span) for n, (speech, span) in enumerate(theirs) if speech.speaker),
            key=lambda one: one[:2],
        )
        if not who or not scored or scored[-1][0] < _SAME or any(not speech.speaker for speech, _ in theirs):
            continue
        share, _, best, span = scored[-1]
        other = _who(best.speaker)
        if not other or _singular(best.speaker) & plainly or any(_kin(one, two) for one in who for two in other):
            continue
        if any(share_ >= share - 0.2 and who & _who(speech.speaker) for share_, _, speech, _ in scored):
            continue
        elsewhere = any(who & _who(speech.speaker) for speech, _ in theirs)
        plain = all(word.low in _ANYBODY for word in mine.speaker)
        if all(word.low in KINDS for word in best.speaker) and who <= _stems(span):
            continue  # "the carrier said": what it is called stands elsewhere in the quote
        if all(word.low in TOGETHER or spelled_at((word,), 0) is not None for word in best.speaker) and who <= _stems(span):
            continue  # "the two companies said": who they are stands elsewhere in the quote
        if not elsewhere and (
            plain or {word.low for word in best.speaker} & _COUNTED or _together(who, other, [*spans, *([context] if context else [])])
        ):
            continue
        if len(other) == 1 and not any(word.capital for word in best.speaker) and who & {base(one) for one in span.stems}:
            continue  # "the carrier" may be the one that the quote has named
        token = joined(mine.speaker, sentence.text)
        message = f"given to '{token}', and in the quote the words of '{joined(best.speaker, span.text)}'"
        return (Problem(kind="attribution", token=token, message=message),)
    return ()


def _disputed(sentence: Reading, who: set[str], mine: Speech, spans: Sequence[Reading]) -> str:
    """The verb by which the quotes have a speaker dispute what somebody else says, where the sentence has him say it."""
    if mine.verb in _DISPUTES or any(denies(sentence.words, at) or word.low in _DISPUTES for at, word in enumerate(sentence.words)):
        return ""
    for span in spans:
        if any(who & _who(speech.speaker) for speech in speeches(span, loosely=True) if speech.verb not in _DISPUTES):
            continue
        for at, word in enumerate(span.words):
            start = clause_at(span, at)[0]
            if word.low in _DISPUTES and who & {base(one.stem) for one in span.words[max(start, at - _NEAR) : at] if one.content}:
                return word.text
    return ""


def _singular(words: Sequence[Word]) -> set[str]:
    """The content words as they stand, a plural's end aside: a stem may join "employers" and "employment"."""
    return {word.low.removesuffix("'").removesuffix("s") for word in words if word.content and word.low not in _ANYBODY}


def _stems(reading: Reading) -> set[str]:
    return {base(word.stem) for word in reading.words}


def _kin(one: str, other: str) -> bool:
    """ "The prosecution" and "prosecutors"; or words that newsrooms use for one another."""
    return one[:_STEM] == other[:_STEM] or other in {base(word) for word in kindred(one)}


def _who(speaker: Sequence[Word]) -> set[str]:
    return {base(word.stem) for word in speaker if word.content and word.low not in _ANYBODY} or {
        base(word.stem) for word in speaker if word.content
    }


def _share(said: set[str], span: Reading, speech: Speech) -> float:
    words = {base(word.stem) for word in span.words[speech.first : speech.after]}
    return sum(one in words or bool({base(other) for other in kindred(one)} & words) for one in said) / len(said) if said else 0.0


def _together(who: set[str], other: set[str], readings: Sequence[Reading]) -> bool:
    """Whether the two speakers are named side by side: "the dockers' union Havnesolid", and not with a "but" between them."""
    for reading in readings:
        for first, after in _unbroken(reading):
            words = reading.words[first:after]
            places = [at for at, word in enumerate(words) if base(word.stem) in other]
            if any(base(word.stem) in who for at in places for word in words[max(0, at - _NEAR) : at + _NEAR]):
                return True
    return False


def _unbroken(reading: Reading) -> Iterator[tuple[int, int]]:
    """The sentences, broken where another one is set against what was told."""
    for first, after in reading.sentences:
        start = first
        for at in range(first, after):
            if reading.words[at].low in _AGAINST or reading.words[at].text == ";":
                yield start, at
                start = at
        yield start, after
