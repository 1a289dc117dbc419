"""One line -> the questions in it, each whole in itself: "by the ministry's count and by the union's" asks twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.words import terms

# Longer lines are pasted text: the patterns below try many ways to divide one.
_LONGEST = 300
WH = "what|which|who|whom|whose|when|where|why|how"
_AUX = "is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might"
_PRONOUN = "he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those"
_BY = "according to|as per|per|going by|by|in|from"
_SAY = (
    "say|give|report|claim|put|think|believe|tell|count|call|estimate|admit|state|name|blame|explain|describe|want|expect|said|gave|reported|"
    "claimed|thought|believed|told|counted|called|estimated|admitted|stated|named|blamed|explained|described|wanted|expected"
)
# Whoever tells something, in a few words: "the chief engineer of the Authority", "Temur".
_WHO = rf"(?!(?:{WH}|{_BY}|of)\b)(?:(?:the|an?|its|his|her|their)\s)?[^\s,:;?]+(?:\s[^\s,:;?]+){{0,6}}?"
_VERSUS = r"vs\.?|v\.|versus|against|as against"
# What people tell, and who tells: of "A and B" one of them has to be such.
_TOLD = (
    "accounts?|views?|words|figures?|numbers?|counts?|versions?|reckoning|estimates?|telling|reports?|readings?|claims?|lists?|tolls?|"
    "story|side"
)
_TELLER = re.compile(
    rf"\b(?:{_TOLD}|ministry|minister|union|unions|agency|government|police|officials?|authority|authorities|paper|newspaper|courier|tribune|"
    r"gazette|herald|post|times|office|court|company|opposition|hospitals?|doctors?|army|military|rebels?|spokes\w+|mayor|governor|president|"
    r"prosecutors?|defen[cs]e|lawyers?|family|residents|villagers|witnesses|operator|owner|bank|council|committee|commission|"
    r"organi[sz]ers|state|coast guard|navy|chamber|association|institute|experts?|scientists?|crew|captain|employers?|"
    r"management|victims?|survivors?|media|radio)\b"
    r"|['’]s\b|s['’](?=\s|$)",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"(?:the|its|his|her|their|an?|three|two)\s", re.I)
_NAMED = re.compile(r"^[A-Z]\S*(?:\s[A-Z]\S*)*$")

# "... according to the ministry and according to the union", "... in A's account and in B's"
_BOTH_BY = re.compile(
    rf"^(?P<topic>.+?),?\s(?P<by>{_BY})\s(?P<a>{_WHO}),?\s(?:and|or)\s(?P<again>{_BY}|to)\s(?P<b>{_WHO})(?P<rest>)\s*\??$", re.I
)
# "... according to the ministry and the union"
_BY_BOTH = re.compile(
    r"^(?P<topic>.+?),?\s(?P<by>according to|as per|going by|in the (?:words|view|eyes|account|opinion|figures|version) of)\s"
    rf"(?P<a>{_WHO})\s(?:and|or)\s(?:of\s)?(?P<b>{_WHO})(?P<rest>)\s*\??$",
    re.I,
)
# "What do the mayor and the Salt Gull say about ...", "What toll do the ministry and the union each give?"
_BOTH_SAY = re.compile(
    rf"^(?P<topic>.*?\b(?:do|does|did|have|has|had))\s(?P<a>{_WHO})\sand\s(?P<b>{_WHO})\s(?:each\s|both\s)?"
    rf"(?P<rest>(?:{_SAY})\b.*?)\s*\??$",
    re.I,
)
# "First day's dead: state agency vs the hodja's list?", "share of staff on strike: Temur and the ministry"
_LISTED = re.compile(rf"^(?P<topic>.+?)\s?[:?,–—]\s(?P<a>{_WHO})\s(?P<how>{_VERSUS}|and|or)\s(?P<b>{_WHO})(?P<rest>)\s*\??$", re.I)
_LISTED_FIGURES = re.compile(
    rf"^(?P<topic>.+?)\s?[:?,–—]\s(?P<a>{_WHO})\s(?P<how>{_VERSUS}|and|or)\s(?P<b>{_WHO}\s(?:{_TOLD}))\s"
    r"(?P<rest>(?:on|of|for|in|at|by|after)\s.+?)\s*\??$",
    re.I,
)
# "ministry versus union figures for the strike"
_OPPOSED = re.compile(
    rf"^(?P<topic>)(?P<a>{_WHO})\s(?P<how>{_VERSUS})\s(?P<b>{_WHO})\s(?P<rest>(?:{_TOLD})\s(?:of|for|on|about)\s.+?)\s*\??$", re.I
)

# "...? And by whom?", "... and for how much?", "... and is he in custody?"
_PREPOSED = r"(?:(?:for|by|to|from|of|in|at|on|with)\s)?"
_BY_WH = rf"{_PREPOSED}(?:{WH})\b"
_NEXT = re.compile(
    rf"(?:\?\s(?:and\s)?|,?\sand\s)(?P<other>(?:{_BY_WH}|(?:{_AUX})\s(?:{_PRONOUN})\b)[^?]*(?:\?.*)?|(?<=\?\s).*\?.*)$", re.I
)
_ASKS = re.compile(rf"\b(?:{WH})\b|^(?:{_AUX})\b", re.I)
_OPENING = re.compile(rf"^\W*{_PREPOSED}(?:(?:{WH})\b(?:\s(?:many|much|long|far|old))?\s?)?(?:(?:{_AUX})\s)?", re.I)
_SAYS_WHAT = re.compile(rf"^(?:what|how)\s(?:do|does|did)\s{_WHO}\s(?:{_SAY})$", re.I)
_DOES = re.compile(r"(?:[:,]\swhat)?\s(?:do|does|did)\s.*$", re.I)
_QUESTION_WORD = re.compile(rf"^\W*{_PREPOSED}(?:{WH})\s", re.I)
_POINTS_BACK = re.compile(rf"\b(?:{_PRONOUN}|there|then)\b", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """The questions of a line, one or two, each whole in itself; ``one_matter`` when two tellers are asked for the same thing."""

    questions: tuple[str, ...]
    one_matter: bool = False


def divide(line: str) -> Line:
    """The questions of a line, each with what it needs of the other; the line itself when it asks one thing.

    Two tellers of one matter are two questions ("ministry against union"), for what they tell stands in two places.
    """
    text = " ".join(line.split())
    if len(text) <= _LONGEST:
        for two in _two_tellers(text):
            return Line(questions=two, one_matter=True)
        for two in _two_questions(text):
            return Line(questions=two)
    return Line(questions=(text,))


def _two_tellers(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_BOTH_BY, _BY_BOTH, _BOTH_SAY, _LISTED_FIGURES, _LISTED, _OPPOSED):
        found = pattern.match(text)
        if found and _tell(found):
            yield _asked_of(found, "a"), _asked_of(found, "b")


def _tell(found: re.Match[str]) -> bool:
    """Whether two that are named side by side tell something, each on its own."""
    a, b, how = found["a"], found["b"], (found.groupdict().get("how") or "").lower()
    if found.re is _BOTH_BY:
        # "In the ministry's count and in the union's", but not "by Monday and by Friday".
        return found["by"].lower() not in ("by", "in", "from") or bool(_TELLER.search(a) and _TELLER.search(b))
    if found.re in (_BY_BOTH, _BOTH_SAY):
        # "The Ministry of Health and Welfare" is one, and so is "the Rivers and Dams Authority".
        return _DETERMINED.match(b) is not None or (_NAMED.match(b) is not None and re.match(r"the\s[A-Z]", a) is None)
    if how not in ("and", "or"):
        return True
    return bool(_TELLER.search(a) or _TELLER.search(b)) and len(found["topic"].split()) > 2


def _asked_of(found: re.Match[str], side: str) -> str:
    """The question to one of two tellers, in the words by which tellers are known."""
    said = f"{found['topic']} {found[side]} {found['rest']}" if found.re is _BOTH_SAY else _according(found, side)
    return " ".join(said.split()).rstrip(" ,:?") + "?"


def _according(found: re.Match[str], side: str) -> str:
    topic = f"{found['topic'].rstrip(' ,:?')} {found['rest']}".strip() if found["topic"] else f"What {found['rest']}"
    return f"{topic}, according to {found[side]}"


def _two_questions(text: str) -> Iterator[tuple[str, str]]:
    joined = _NEXT.search(text)
    if joined is None or not _ASKS.search(text[: joined.start()]):
        return
    first, other = text[: joined.start()].rstrip(" ,?"), joined["other"].split("?")[0].strip()
    if not set(terms(_OPENING.sub("", first, count=1))):
        # "When and where did they meet?"
        first = f"{first} {_QUESTION_WORD.sub('', other, count=1)}"
    yield f"{first}?", _whole(other, first)


def _whole(other: str, first: str) -> str:
    """A further question with what it leaves to the first: all of its matter where it has none itself, its names where it points back."""
    if asked := _SAYS_WHAT.match(other):
        # "... and what does the union say?": of the same matter.
        return f"{asked.group()} about {_DOES.sub('', _OPENING.sub('', first, count=1))}?"
    if not set(terms(_OPENING.sub("", other, count=1))):
        return f"{other} {_OPENING.sub('', first, count=1)}".strip() + "?"
    if _POINTS_BACK.search(other):
        names = [word for word in re.findall(r"(?<!^)\b[A-Z][\w’'-]+", first) if word not in other]
        return " ".join([other, *(["of", *names] if names else [])]) + "?"
    return f"{other}?"
