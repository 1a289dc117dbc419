"""Question -> the kind of thing that answers it, and the nouns that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from qa.questions import WH
from qa.writers.extractive.words import FUNCTION

Kind = Literal["who", "when", "where", "count", "amount", "which", "what", "yesno", "why", "how", "statement", "corpus"]

_AUXILIARY = (
    "is are was were do does did has have had will would can could should shall may might must isn't aren't wasn't weren't don't "
    "doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't"
)
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
MEASURE = frozenset(
    "percentage share proportion sum price rate level number temperature population amount cost total fraction length size age speed "
    "height weight distance toll score figure vote margin premium fee fine bill budget salary deficit turnout result "
    "flow depth width capacity duration dues tariff tax loss profit wage wages rise increase discount bonus reward ransom debt loan "
    "damages compensation".split()
)
MEASURES = frozenset("much long far old tall wide high often fast deep big large heavy apart soon late".split())


_ABOUT_THE_CORPUS = re.compile(
    r"(?:what|which) (?:documents|reports|articles|files|sources|passages) (?:do you|are (?:in|there|here)|have you|did you)"
    r"|(?:what|which|when|how (?:old|new|recent))\b(?: \w+){0,3} (?:latest|newest|oldest|earliest|first|last|(?:most|least) recent)"
    r" (?:document|report|article|file|source|entry)s?(?: (?:here|there|in (?:the|this|your) \w+|that you have|you have))*\W*$"
    r"|what (?:do|can|does) (?:you|this \w+|the (?:corpus|collection|index|archive)) (?:know|contain|hold|answer|cover)\b[^?]{0,12}\W*$"
)


def asks_of_the_corpus(question: str) -> bool:
    """Whether a question is about the collection: how many reports there are, which is the latest."""
    return kind_of(" ".join(question.split()))[0] == "corpus"


def kind_of(text: str) -> tuple[Kind, list[str]]:
    """The kind of answer that one question asks for, and the words of the noun that is counted or asked for."""
    low = text.lower().strip(" \"'“")
    if re.search(
        r"\bhow many (?:documents|reports|articles|files|sources|passages)\b.*\b(?:are there|do you have|in (?:the|this"
        r"|your) (?:corpus|collection|home|index|archive))",
        low,
    ) or _ABOUT_THE_CORPUS.match(low):
        return "corpus", []
    match = re.search(rf"\b({WH})\b", low)
    if re.match(rf"(?:{'|'.join(_AUXILIARY.split())})\b", low):
        return "yesno", []
    if match is None or (match.start() > 60 and not low.endswith("?")):
        return _of_keywords(low) or ("statement", [])
    if not low.endswith("?") and match.start() > 0 and low.split()[0] not in _PREPOSITIONS:
        return "statement", []
    word, rest = match.group(1), low[match.end() :].strip(" ,")
    return _by_word(word, rest, low[: match.start()].strip())


# What keywords ask for, by the word that heads them: "verdict date Oslin", "reason for the delay", "loaf of bread price".
_KEYWORDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"(?:reasons?|causes?|motives?|grounds?|explanation)\s(?:for|of|behind)\b"), "why"),
    (re.compile(r".*?\b(?:date|deadline)\b|(?:the )?(?:first |last |exact )?(?:day|time|hour|year|month) (?:of|for|when)\b"), "when"),
    (re.compile(r"(?:the )?(?:location|venue|whereabouts|site|place|scene)\sof\b"), "where"),
    (re.compile(r".*?\b(?P<of>toll|count|tally|headcount|number of (?:the )?\w+)\b"), "count"),
    (
        re.compile(
            r"(?:(?!in\b|of\b)\w+ ){0,2}(?P<of>\w+s|people|children|men|women|dead)\s(?:[a-z]+ed|found|held|hurt|shot|lost|freed)\b"
        ),
        "count",
    ),
)
_NAMES_OF = re.compile(r"(?:the )?(?:full )?names? of (?P<of>.+)|(?P<whose>.+)['’]s? (?:full )?name\W*$")


def _of_keywords(low: str) -> tuple[Kind, list[str]] | None:
    """What a line of keywords asks for, None for a sentence, which has a verb or a full stop, and for keywords that do not tell."""
    words = re.findall(r"[\w'’-]+", low)
    if low.endswith(".") or len(words) > 16 or set(words) & _FINITE:
        return None
    if named := _NAMES_OF.match(low):
        return ("who" if _is_person(named["of"] or named["whose"]) else "which"), []
    for pattern, kind in _KEYWORDS:
        if found := pattern.match(low):
            return kind, found.groupdict().get("of", "").split()[-1:] if kind == "count" else []
    head = words[: next((at for at, word in enumerate(words) if word in _PREPOSITIONS), len(words))][-1:]
    if measured := [word for word in words if word in MEASURE or word in ("inflation", "unemployment")]:
        return "amount", measured[:1]
    return ("who", head) if head and head[0] in _PERSON - {"official"} else None


_PREPOSITIONS = frozenset(
    "in on at by to from for with under since until through about of during after before between within against into "
    "over than according".split()
)


def _what_of(rest: str) -> tuple[Kind, list[str]] | None:
    """What "what ..." asks for where its words leave no doubt: a price, a number."""
    if re.match(r"(?:do|does|did|would|will) .*\bcost", rest):
        return "amount", []
    many = _NUMBER_OF.match(rest)
    return ("count", (many.group("of") or "toll").split()[-1:]) if many else None


# "What is the death toll", "what was the number of ships waiting": so many, not how much.
_NUMBER_OF = re.compile(
    r"(?:is|was|are|were) (?:now )?the (?:\w+ ){0,2}?(?:(?:death|casualty) toll|toll(?! (?:of|on|for|per)\b)"
    r"|(?:number|count|tally) of (?:the )?(?P<of>(?:(?!who\b|that\b|in\b|at\b|on\b|for\b)[a-z]+ ?)(?:[a-z]+s\b)?))"
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
    if word == "what" and (asked := _what_of(rest)) is not None:
        return asked
    if _asks_why(word, rest):
        return "why", []
    if last in _TIME and not before.startswith("at what"):
        return "when", noun
    if {last, singular} & MEASURE or (singular in ("offer", "demand", "claim") and {"pay", "wage"} & set(noun)):
        return "amount", noun
    if not noun and (head := _head_after_copula(rest)):
        named = re.match(r"(?:is|was|are|were) the (?:full |real )?names? of (?:the |a |an )?([\w’'-]+(?: [\w’'-]+){0,3})", rest)
        if named:
            return ("who" if _is_person(named.group(1)) else "which"), []
        if head in _TIME:
            return "when", [head]
        if head in MEASURE or re.search(r"\b(?:pay|wage) (?:offer|demand|claim)s?\b", rest):
            return "amount", [head]
    if {last, singular} & _PERSON:
        return "who", noun
    if {last, singular} & _PLACE:
        return "where", noun
    return ("which" if word == "which" or noun else "what"), noun


# Nouns for people by their ending, and nouns with such an ending that are none.
_DOES = re.compile(r"(?:[^aeiou]er|[st]or|ist|man|men|woman|women|ian|eer|oral|ice|ant|boy|girl|son)s?$")
_NO_PERSON = frozenset(
    "paper number order river water tower tanker trawler freighter cutter steamer liner computer centre center letter matter winter summer "
    "october november december september corner border quarter member-state newspaper offer shelter theatre register disaster chapter "
    "helicopter motor reactor tractor sector factor harbor vector restaurant plant merchant-ship instrument grant office device service "
    "price voice notice practice police justice season reason prison lesson poison list artist's cost ice".split()
)


def _is_person(phrase: str) -> bool:
    """Whether the noun of "the name of the scrap dealer who bought it" is for a person: a word before the first clause."""
    words = re.findall(r"\w+", re.split(r"\b(?:who|whom|whose|that|which|of|in|at|on|from|by|for|with)\b", phrase.replace("'s", ""))[0])
    if set(words) & _PERSON or {word.removesuffix("s") for word in words} & _PERSON:
        return True
    return any(not {word, word.removesuffix("s")} & _NO_PERSON and _DOES.search(word) for word in words)


_REASON = re.compile(r"(?:grounds?|reasons?|cause|explanation|motives?|excuse)\b")
_BROUGHT_ABOUT = re.compile(
    r"(?:made|makes|caused|causes|led|prompted|explains?|lies behind|lay behind|(?:is|was) the (?:reason|cause|explanation))\b"
)


def _asks_why(word: str, rest: str) -> bool:
    """Whether "what" or "which" asks for a reason: "on what grounds", "what caused"."""
    if word not in ("what", "which"):
        return False
    return _REASON.match(rest) is not None or (word == "what" and _BROUGHT_ABOUT.match(rest) is not None)


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
    if first in MEASURES:
        return "amount", []
    return "how", []


def _noun_phrase(rest: str) -> list[str]:
    """The words up to the verb: "ships" of "ships are waiting", "Calvennese sailors" of "Calvennese sailors does"."""
    phrase: list[str] = []
    words = re.findall(r"[\w'’-]+", rest)
    for word, following in zip(words, [*words[1:], ""], strict=False):
        # "What pay rise did they accept": before an auxiliary, and first of a phrase, what may be a verb is a noun.
        verb = word in _VERBS and following not in _AUXILIARY.split() and (phrase or word != "pay")
        if word in FUNCTION or verb or (phrase and re.search(r"(?:ed|ing)$", word)):
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
# Of these the ones that keywords seldom have as a noun or after one ("hostages held", "bread cost").
_FINITE = _VERBS - frozenset("cost costs call shot hurt lost held killed".split())
