"""Question -> what is asked: the kind of answer, the terms that must be accounted for, the names and figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from index.words import STOPWORDS, terms
from qa.writers.extractive.fates import fates
from qa.writers.extractive.words import FUNCTION, MONTHS, Figure, Name, base, figures, names

Kind = Literal["who", "when", "where", "count", "amount", "which", "what", "yesno", "why", "how", "statement", "corpus"]

_AUXILIARY = (
    "is are was were do does did has have had will would can could should shall may might must isn't aren't wasn't weren't don't "
    "doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't"
)
_WH = r"what|which|who|whom|whose|when|where|why|how"
_PERSON = frozenset(
    "minister president chief leader governor mayor judge captain envoy ambassador chancellor king queen pope director head chair "
    "chairman chairwoman spokesman spokeswoman spokesperson official politician player coach actor actress singer author writer "
    "scientist person man woman boy girl officer general commander senator candidate doctor lawyer athlete driver artist founder "
    "owner manager executive star prince princess secretary commissioner astronaut cook diver divers victim victims "
    "winner driver nurse pilot captain sailor boy husband wife son daughter mother father brother sister king suspect".split()
)
_PLACE = frozenset(
    "country city town village state place island region province building port continent area location street county capital".split()
)
_TIME = frozenset("date day year month time week decade century hour years days".split())
_MEASURE = frozenset(
    "percentage share proportion sum price rate level number temperature population amount cost total fraction length size age speed "
    "height weight distance toll score figure vote margin premium fee fine bill budget salary deficit turnout result "
    "duration dues tariff tax loss profit wage wages".split()
)
_MEASURES = frozenset("much long far old tall wide high often fast deep big large heavy apart soon late".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question as the writer sees it: ``whole`` as it was asked, ``text`` without the words for its days.

    ``kind`` is what would answer it; ``focus`` the stems of the nouns that name the answer ("ships" in "how many
    ships"); ``terms`` the distinct stems and figures of its content words in order; ``names`` its proper names;
    ``speaker`` is True when it asks who said something; ``teller`` the words after "according to"; ``now`` is True
    when it asks for the present state; ``second`` a further question in the same line; ``verb`` the stem of what "who"
    did; ``identity`` is True when it asks who somebody is, ``named`` when it asks for a name.
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
    second: str | None = None
    light: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    verb: str | None = None
    identity: bool = False
    named: bool = False


# What is measured must be spoken of: "the population" by a report that has the word, "the sum" by any.
_TOLD_MEASURES = frozenset(terms(" ".join(_MEASURE - set("amount sum level figure number total result size length cost price".split()))))
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
    parts = [part for part in re.split(r"(?<=\?)\s+", text) if part.strip()]
    first = parts[0] if parts else text
    second = next((part for part in parts[1:] if "?" in part), None)
    if (
        second is None
        and (joined := re.search(rf"[,;]?\s+and\s+(?=(?:{_WH})\b[^?]*\?)", first))
        and re.search(rf"\b(?:{_WH})\b", first[: joined.start()], re.I)
    ):
        second, first = first[joined.end() :], f"{first[: joined.start()]}?"
    if second is not None:
        # The words of the other question would draw the answer to it.
        text = first
    kind, focus = _kind(first)
    proper = tuple(names(_lowered_start(text)))
    low = text.lower()
    content = tuple(term for term in dict.fromkeys(terms(text)) if term not in _EMPTY)
    subject = tuple(dict.fromkeys(terms(" ".join(focus))))
    # "Which building": the answer need not call itself a building. "How many ships": it does.
    light = _FRAME | (frozenset() if kind == "count" else frozenset(subject) - _TOLD_MEASURES)
    if kind == "amount" and not focus:
        # "How old", "how long": the answer is a figure, not the word.
        light |= frozenset(terms(" ".join(_MEASURES)))
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
        speaker=_asks_speaker(low),
        now=_asks_now(low, kind) or (kind == "count" and not time_words and bool(fates(low)) and _FINISHED.search(low) is None),
        total=bool(re.search(r"\b(?:in all|in total|altogether|so far|total|overall)\b", low)),
        second=second,
        light=light & frozenset(content),
        counted=_counted(text),
        verb=_deed(low),
        named=bool(re.search(r"\bnames? of\b|\b(?:named|called)\b", low)),
        identity=bool(
            re.match(r"who(?:m|se)?\s(?:is|was|are|were|exactly is)\s(?:the\s)?[\w’'-]+(?:\s[\w’'-]+)?\W*$|.*\b(?:full|first) name\b", low)
        ),
    )


def _deed(low: str) -> str | None:
    """The verb of "who gave ...", "which team won ...", None where another subject acts ("whom did she name")."""
    match = re.match(r"(?:who|which (?:[\w’'-]+ ){1,2}?)\s?(?:has |have |had |also |then |first )*([a-z]+)\b", low)
    if match is None or match.group(1) in FUNCTION or match.group(1) in ("is", "was"):
        return None
    return base(match.group(1))


def _lowered_start(text: str) -> str:
    """The question with its first word in lower case when that word is plainly no name."""
    head = text.split(" ", 1)
    if head and head[0].lower().strip("'’,") in FUNCTION | STOPWORDS:
        return text[0].lower() + text[1:]
    return text


_ABOUT_THE_CORPUS = re.compile(
    r"(?:what|which) (?:documents|reports|articles|files|sources|passages) (?:do you|are (?:in|there|here)|have you|did you)"
    r"|(?:what|which|when|how (?:old|new|recent))\b(?: \w+){0,3} (?:latest|newest|oldest|earliest|first|last|(?:most|least) recent)"
    r" (?:document|report|article|file|source|entry)s?(?: (?:here|there|in (?:the|this|your) \w+|that you have|you have))*\W*$"
    r"|what (?:do|can|does) (?:you|this \w+|the (?:corpus|collection|index|archive)) (?:know|contain|hold|answer|cover)\b[^?]{0,12}\W*$"
)


def asks_of_the_corpus(question: str) -> bool:
    """Whether a question is about the collection: how many reports there are, which is the latest."""
    return read(question).kind == "corpus"


def _kind(text: str) -> tuple[Kind, list[str]]:
    low = text.lower().strip(" \"'“")
    if re.search(
        r"\bhow many (?:documents|reports|articles|files|sources|passages)\b.*\b(?:are there|do you have|in (?:the|this"
        r"|your) (?:corpus|collection|home|index|archive))",
        low,
    ) or _ABOUT_THE_CORPUS.match(low):
        return "corpus", []
    match = re.search(rf"\b({_WH})\b", low)
    if re.match(rf"(?:{'|'.join(_AUXILIARY.split())})\b", low):
        return "yesno", []
    if match is None or (match.start() > 60 and not low.endswith("?")):
        return "statement", []
    if not low.endswith("?") and match.start() > 0 and low.split()[0] not in _PREPOSITIONS:
        return "statement", []
    word, rest = match.group(1), low[match.end() :].strip(" ,")
    return _by_word(word, rest, low[: match.start()].strip())


_PREPOSITIONS = frozenset(
    "in on at by to from for with under since until through about of during after before between within against into "
    "over than according".split()
)


_BY_WORD: Mapping[str, Kind] = {"who": "who", "whom": "who", "whose": "who", "when": "when", "where": "where", "why": "why"}


def _by_word(word: str, rest: str, before: str) -> tuple[Kind, list[str]]:
    if word in _BY_WORD:
        return _BY_WORD[word], []
    if word == "how":
        return _how(rest)
    noun = _noun_phrase(rest)
    last = noun[-1] if noun else ""
    singular = last.removesuffix("s")
    if word == "what" and re.match(r"(?:do|does|did|would|will) .*\bcost", rest):
        return "amount", []
    if re.match(r"(?:made|makes|caused|causes|led|prompted)\b", rest) and word == "what":
        return "why", []
    if last in _TIME and not before.startswith("at what"):
        return "when", noun
    if {last, singular} & _MEASURE:
        return "amount", noun
    if not noun and (head := _head_after_copula(rest)):
        named = re.match(r"(?:is|was|are|were) the (?:full |real )?names? of (?:the |a |an )?([\w’'-]+(?: [\w’'-]+){0,3})", rest)
        if named:
            return ("who" if set(re.findall(r"\w+", named.group(1).replace("'s", ""))) & _PERSON else "which"), []
        if head in _TIME:
            return "when", [head]
        if head in _MEASURE:
            return "amount", [head]
    if {last, singular} & _PERSON:
        return "who", noun
    if {last, singular} & _PLACE:
        return "where", noun
    return ("which" if word == "which" or noun else "what"), noun


def _head_after_copula(rest: str) -> str:
    """The head of "is the X of ...", "is Norway's key rate after ...": the last word before a preposition."""
    match = re.match(r"(?:is|was|are|were|will be|does|did) (.+)", rest)
    if match is None:
        return ""
    words = re.findall(r"[\w-]+(?:['’]s)?", match.group(1))
    stop = next((at for at, word in enumerate(words) if word in _PREPOSITIONS or word in _AUXILIARY.split() or word in _VERBS), len(words))
    return str(words[stop - 1]) if stop else ""


def _how(rest: str) -> tuple[Kind, list[str]]:
    first = rest.split(" ", 1)[0] if rest else ""
    if first == "many":
        return "count", _noun_phrase(re.sub(r"^(?:of )?(?:the |its |their |these |those )?(?:other |more )?", "", rest[5:]))
    if first == "much":
        return "amount", _noun_phrase(rest[5:])
    if first in _MEASURES:
        return "amount", []
    return "how", []


def _noun_phrase(rest: str) -> list[str]:
    """The words up to the verb: "ships" of "ships are waiting", "Calvennese sailors" of "Calvennese sailors does"."""
    phrase: list[str] = []
    for word in re.findall(r"[\w'’-]+", rest):
        if word in FUNCTION or word in _VERBS or (phrase and re.search(r"(?:ed|ing)$", word)):
            if word in ("of", "the", "other", "more") and len(phrase) <= 2 and word != "of":
                continue
            break
        phrase.append(word)
        if len(phrase) == 4:
            break
    return phrase


_VERBS = frozenset(
    "became become began begin came come died die fell fall found find gave give got get goes go went held hold kept "
    "keep killed knew know led "
    "left leave lost lose made make met meet paid pay put ran run rose rise sat saw see sent send set sold sell stood stand struck "
    "took take told won win wrote write shot broke cut hit hurt happened happen owe owes pass cost costs bear bears call calls".split()
)


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
