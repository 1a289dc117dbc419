"""Question -> what is asked: the kind of answer, the terms that must be accounted for, the names and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.words import STOPWORDS, terms
from qa.writers.extractive.fates import fates
from qa.writers.extractive.kinds import MEASURE, MEASURES, Kind, kind_of
from qa.writers.extractive.words import FUNCTION, MONTHS, Figure, Name, base, figures, names


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question as the writer sees it: ``whole`` as it was asked, ``text`` without the words for its days.

    ``kind`` is what would answer it; ``focus`` the stems of the nouns that name the answer ("ships" in "how many
    ships"); ``terms`` the distinct stems and figures of its content words in order; ``names`` its proper names;
    ``speaker`` is True when it asks who said something; ``now`` is True when it asks for the present state; ``verb`` the
    stem of what "who" did, ``act`` of what was done by or to them, telling aside; ``identity`` is True when it asks who somebody is,
    ``named`` when it asks for a name.
    """

    text: str
    whole: str
    kind: Kind
    terms: tuple[str, ...]
    focus: tuple[str, ...] = ()
    focus_words: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    quoted: tuple[str, ...] = ()
    speaker: bool = False
    now: bool = False
    total: bool = False
    light: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    verb: str | None = None
    act: str | None = None
    identity: bool = False
    named: bool = False


# What is measured must be spoken of: "the population" by a report that has the word, "the sum" by any.
_TOLD_MEASURES = frozenset(terms(" ".join(MEASURE - set("amount sum level figure number total result size length cost price".split()))))
_EMPTY = frozenset(terms("many much"))
# Words that shape a question without being its subject, and words of telling, as stems.
_FRAME = frozenset(
    terms(
        "many much name names kind type say said says tell told according date day time happen happened whose "
        "currently latest anybody anyone ever people person"
    )
)


def read(question: str, *, time_words: str | None = None) -> Asked:
    """What ``question`` asks. Never raises; a line without a question word is a ``statement``.

    ``time_words``, the part that was read as days, is matched by days and not by its words.
    """
    whole = text = " ".join(question.split())
    cut = text
    for part in (time_words or "").split(" … "):
        cut = " ".join(cut.replace(part, " ", 1).split()) if part else cut
    text = cut if terms(cut) else text
    kind, focus = kind_of(text)
    proper = tuple(names(_lowered_start(text)))
    low = text.lower()
    verb, speaker = _deed(low), _asks_speaker(low)
    content = tuple(term for term in dict.fromkeys(terms(text)) if term not in _EMPTY)
    subject = tuple(dict.fromkeys(terms(" ".join(focus))))
    # "Which building": the answer need not call itself a building. "How many ships": it does.
    light = _FRAME | (frozenset() if kind == "count" else frozenset(subject) - _TOLD_MEASURES)
    if kind == "amount" and not focus:
        # "How old", "how long": the answer is a figure, not the word.
        light |= frozenset(terms(" ".join(MEASURES)))
    return Asked(
        text=text,
        whole=whole,
        kind=kind,
        terms=content,
        focus=subject,
        focus_words=tuple(focus),
        names=proper,
        figures=tuple(figures(text)),
        quoted=tuple(re.findall(r"[\"“]([^\"”]{3,})[\"”]", text)),
        speaker=speaker,
        now=_asks_now(low, kind) or (kind == "count" and not time_words and bool(fates(low)) and _FINISHED.search(low) is None),
        total=bool(re.search(r"\b(?:in all|in total|altogether|so far|total|overall)\b", low)),
        light=light & frozenset(content),
        counted=_counted(text),
        verb=verb,
        act=None if speaker else verb or _suffered(low),
        named=bool(re.search(r"\bnames? of\b|\b(?:named|called)\b", low)),
        identity=bool(
            re.match(r"who(?:m|se)?\s(?:is|was|are|were|exactly is)\s(?:the\s)?[\w’'-]+(?:\s[\w’'-]+)?\W*$|.*\b(?:full|first) name\b", low)
        ),
    )


def _deed(low: str) -> str | None:
    """The verb of "who gave ...", "which team won ...", None where another subject acts ("whom did she name")."""
    if passive := re.match(r"(?:when|where) (?:was|were|is|are|had|has|have) [^?]*?\b(\w+(?:ed|en|n|t|d))\W*$", low):
        return None if passive.group(1) in FUNCTION else base(passive.group(1))
    match = re.match(r"(?:who\b|which (?:[\w’'-]+ ){1,2}?)\s?(?:has |have |had |also |then |first )*([a-z]+)\b", low)
    if match is None or match.group(1) in FUNCTION or match.group(1) in ("is", "was"):
        return None
    return base(match.group(1))


def _suffered(low: str) -> str | None:
    """The verb of "who was killed", "which bridge has been closed"."""
    match = re.match(
        r"(?:who(?:m)?|which (?:[\w’'-]+ ){1,2}?)\s?(?:is|was|were|are|has been|have been|had been|will be) (\w+(?:ed|en))\b", low
    )
    return base(match.group(1)) if match and match.group(1) not in FUNCTION else None


def _lowered_start(text: str) -> str:
    """The question with its first word in lower case when that word is plainly no name."""
    head = text.split(" ", 1)
    if head and head[0].lower().strip("'’,") in FUNCTION | STOPWORDS:
        return text[0].lower() + text[1:]
    return text


def _asks_speaker(low: str) -> bool:
    return bool(
        re.search(
            r"\bwho(?:m)? (?:\w+ )?(?:said|says|called|calls|claimed|claims|described|describes|denied|denies|announced|warned|told|"
            r"argued|stated|suggested|accused|admitted|confirmed|reported|insisted|predicted|declared|alleged|wrote"
            r"|tweeted)\b|according to wh",
            low,
        )
    )


# "How many were killed?" asks for the toll as it is known now, unless it names a day or one part of it.
_FINISHED = re.compile(
    r"\b(?:first|second|third|initial|initially|originally|before|previous|previously|former|earlier|until|by \w+|in \d{4}"
    r"|after|during|when|last|more|further|new|between|per|each|every)\b"
)


def _asks_now(low: str, kind: Kind) -> bool:
    if kind in ("when", "why", "statement", "corpus"):
        return False
    if re.search(r"\b(?:first|initial|initially|originally|before|previous|previously|former|earlier|until|in \d{4})\b", low):
        return False
    if re.search(r"\b(?:now|current|currently|latest|so far|still|today|at present|in all|in total|altogether|to date)\b", low):
        return True
    return bool(re.search(r"\b(?:is|are|has|have|do|does|may|can|will)\b", low))


def _counted(text: str) -> frozenset[str]:
    """The figures of the question that are no days and no small counts, as terms."""
    month = "|".join(MONTHS)
    bare = re.sub(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+and\s+\d{{1,2}})?\s+(?:{month})\b|\b(?:{month})\s+\d{{1,2}}\b|\b\d{{4}}-\d\d-\d\d\b",
        " ",
        text,
        flags=re.I,
    )
    return frozenset(term for term in terms(bare) if term[:1].isdigit() and term not in ("0", "1", "2", "3", "first"))
