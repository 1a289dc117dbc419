"""Question + sentence -> yes or no to plain things: the right days, the right person, a reason, an answer withheld."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from index.types import Window
from index.words import terms
from qa.writers.extractive.evidence import Candidate
from qa.writers.extractive.question import Asked
from qa.writers.extractive.words import FUNCTION, base, names

_UNTOLD = re.compile(
    r"\b(?:declin\w+|refus\w+|not|never|without|unable|yet|un\w+ing|cannot|nobody|n't)\b[^.;]{0,25}\b(?:say|saying|name|naming|"
    r"identify|give|giving|disclose|specify|reveal|know|knew|knows|announce|explain)\b[^.;]{0,12}\b(?:who|whom|whose|what|when|where|"
    r"why|how|which|whether|a (?:date|figure|number|name|reason|cause))\b"
    r"|\b(?:not|never)\s(?:yet\s|immediately\s)?(?:been\s)?(?:known|clear|named|identified|disclosed|announced|decided|given|"
    r"released|made public|published)\b"
    r"|\b(?:unknown|unclear|undisclosed|unnamed|unidentified|remains? to be seen|nobody knows|no one knows|"
    r"yet to be (?:named|known|decided|announced))\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|after|since|in protest|so that|in order to|as a result|caused|cause|blamed|over the|therefore|thus)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|must|due|going to|expected|scheduled|shall|is to|are to|deadline)\b")
_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
_RANGE = re.compile(r"\b(1\d{3}|20\d{2})\s?(?:[-–—]|to|until|till|and)\s?(\d{2}(?:\d{2})?)\b")


_DENIAL = re.compile(
    r"\b(?:denied|denies|denying|rejected|false|untrue|no truth|retracts?|retracted|retraction|withdrawn|forgery|not genuine|hoax|"
    r"(?:i|we) (?:was|were) wrong|was wrong|correction|corrected|erroneous(?:ly)?|in error|regrets? the error|apologi[sz]es?)\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:rumou?rs?|rumou?red|i am told|i was told|tell me|said to (?:be|want|have)|anonymous|unnamed|unconfirmed|allegedly|"
    r"my guess|sources? (?:say|said|tell)|cannot prove)\b",
    re.IGNORECASE,
)


_BACK = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their|its|it)\b", re.IGNORECASE)


def has_pronoun(text: str) -> bool:
    """Whether a sentence speaks of somebody or something by a pronoun."""
    return bool(_BACK.search(text))


def refers_back(text: str) -> bool:
    """Whether a sentence has a pronoun before any name of its own: it speaks of somebody the sentence before names."""
    match = _BACK.search(text)
    return match is not None and not any(name.end <= match.start() for name in names(text))


_TIED = re.compile(r"[\"“'‘]?(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Bb]oth|[Ss]uch|[Nn]either|[Ee]ach)\s[a-z]")


def leans(text: str) -> bool:
    """Whether a sentence leans on the one before it: by a pronoun, or because it opens with "the meeting", "both men"."""
    return refers_back(text) or bool(_TIED.match(text))


def takes_back(text: str) -> bool:
    """Whether a sentence denies, corrects or retracts a report."""
    return bool(_DENIAL.search(text))


def hearsay(text: str) -> bool:
    """Whether a sentence passes on what nobody stands up for."""
    return bool(_HEARSAY.search(text))


def untold(text: str) -> bool:
    """Whether the sentence says that something is not said or not known."""
    return bool(_UNTOLD.search(text))


def reasons(text: str) -> bool:
    """Whether the sentence has a word that opens a reason."""
    return bool(_REASON.search(text))


def clash(name: str, text: str) -> bool:
    """Whether the sentence has the name's last word only after another first name: another Smith than the one asked for."""
    parts = name.split()
    if len(parts) < 2 or name in text:
        return False
    same = [other for other in (found.text.split() for found in names(text)) if other[-1] == parts[-1]]
    return bool(same) and all(len(other) > 1 and other[-2] != parts[-2] for other in same)


_DOES = re.compile(r"\s(?:(?:have|has|had|be|not|also|to|ever|first|then)\s)*([a-z]+)")
# Who meets somebody is met by him.
_MUTUAL = frozenset(base(word) for word in "meet marry fight face talk speak play join resemble border".split())
_BEFORE_VERB = re.compile(r"(?:,[^,;.]{1,40},)?(?:\s[a-z]+){0,3}\s$")


def exchanged(asked: Asked, text: str) -> bool:
    """Whether the sentence has the question's two parties the other way round: "must A pay B", "B will pay"."""
    for one in asked.names:
        does = _DOES.match(asked.text, one.end)
        verb = base(does.group(1)) if does and does.group(1) not in FUNCTION else None
        if verb in _MUTUAL:
            continue
        others = [name for name in asked.names if does is not None and name.start >= does.end()]
        if verb is None or not others:
            continue
        mine, theirs = frozenset(terms(one.text)), frozenset(term for other in others for term in terms(other.text))
        agents = [
            frozenset(terms(before[-1].text))
            for match in re.finditer(r"[^\W\d_]+", text)
            if base(match.group().lower()) == verb
            and (before := [name for name in names(text) if name.end <= match.start()])
            and _BEFORE_VERB.fullmatch(text[before[-1].end : match.start()])
            and not re.search(r"\b(?:was|were|been|being|be|is|are)\s$", text[: match.start()])
        ]
        if any(name_held(mine, agent) > 0 for agent in agents if mine):
            return False
        if any(agent and name_held(agent, theirs) == 1.0 for agent in agents):
            return True
    return False


_ROLE_ASKED = re.compile(
    r"^who(?:'s|’s)? (?:is|was|are|were)? ?(?:the )?(?:\w+['’]s? )?(?P<role>[a-z][a-z-]+(?: [a-z][a-z-]+){0,3}?)(?: (?:of|in|at|for"
    r"|on|to|from)\b.*|\W*)$",
    re.IGNORECASE,
)


def names_holder(asked: Asked, text: str) -> bool:
    """Whether a sentence puts the asked office right beside a name: "Governor Pavel Iskra", "Casper Dellinger, who chairs"."""
    found = _ROLE_ASKED.match(asked.text.strip()) if asked.kind == "who" else None
    if found is None or asked.named:
        return False
    role = found.group("role").split()[-1].lower()
    stem = re.escape(role.removesuffix("woman").removesuffix("man").removesuffix("person")[:6])
    name = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
    return (
        re.search(rf"\b(?i:{stem})\w*,? {name}", text) is not None
        or re.search(rf"{name}, (?:who |the |a |an |its |their )?(?:[\w’'-]+ ){{0,4}}(?i:{stem})\w*\b", text) is not None
    )


def initials_stand(name: str, texts: Iterable[str]) -> bool:
    """Whether a name in capitals ("PM", "IMF") is the initials of capitalised words that stand in one of the texts."""
    if not re.fullmatch(r"[A-Z]{2,5}", bare := re.sub(r"['’]s?$", "", name)):
        return False
    words = re.compile(r"\b" + r"\s(?:(?:of|for|and|the)\s){0,2}".join(rf"{letter}\w+" for letter in bare))
    return any(words.search(text) for text in dict.fromkeys(texts))


def name_held(name: frozenset[str], held: frozenset[str]) -> float:
    """The part of a name's words that ``held`` has, itself or as its people: "Norwegian" is held by "Norway"."""
    return sum(part in held or (len(part) > 4 and any(_kin(part, other) for other in held)) for part in name) / len(name)


def _kin(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= 4 and shared >= 0.7 * min(len(one), len(other)) and abs(len(one) - len(other)) <= 4


def only_describes(verb: str | None, text: str) -> bool:
    """Whether a sentence has the verb only as an adjective: "the stolen painting was found" does not tell when it was stolen."""
    if verb is None:
        return False
    found = [match for match in re.finditer(r"[^\W\d_]+", text) if base(match.group().lower()) == verb]
    return bool(found) and all(
        re.search(r"\b(?:the|a|an|this|that|his|her|their|its|[a-z]+['’]s)\s$", text[: match.start()], re.IGNORECASE)
        and re.match(r"\s[a-z]", text[match.end() :])
        for match in found
    )


def looks_ahead(question: str) -> bool:
    """Whether a question asks for what is still to come."""
    return bool(_AHEAD.search(question.lower()))


def tense_fits(asked: Asked, candidate: Candidate) -> bool:
    """Whether a day of the sentence lies on the side of its report that the question looks to."""
    days = [day for day in candidate.days if day.precision == "day"]
    if not days or candidate.date is None:
        return True
    ahead = looks_ahead(asked.text)
    return any(day.last > candidate.date if ahead else day.first <= candidate.date for day in days)


def on_the_days(window: Window, candidate: Candidate) -> float:
    """How far a sentence speaks of the days that the question asks about: by its own day words, else by its report's day."""
    if window.event_since is None or candidate.date is None:
        return 0.0
    first, last = window.event_since, window.event_until or window.last or dt.date.max
    told = [day for day in candidate.days if day.precision == "day"]
    if any(day.first <= last and first <= day.last for day in told):
        return 1.0
    published = first <= candidate.date <= last
    if told:
        return 0.3 if published else 0.0
    if published:
        return 0.8
    return 0.4 if 0 < (candidate.date - last).days <= 1 else 0.1


def in_the_years(question: str, text: str) -> float:
    """How far the years of the question lie inside the years that the sentence speaks of."""
    wanted = sorted({int(year) for year in _YEAR.findall(question)})
    if not wanted:
        return 0.0
    there = {int(year) for year in _YEAR.findall(text)}
    if set(wanted) <= there:
        return 1.0
    best = 0.8 * len(set(wanted) & there) / len(wanted)
    if any(wanted[0] <= year <= wanted[-1] for year in there):
        best = max(best, 0.7)
    for match in _RANGE.finditer(text):
        a, b = int(match.group(1)), int(match.group(2))
        b = b if b > 99 else a // 100 * 100 + b
        if a <= wanted[0] and wanted[-1] <= b:
            best = max(best, 1.0 if (a, b) == (wanted[0], wanted[-1]) else 0.9)
    return best
