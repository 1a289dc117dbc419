"""Sentences + a question for yes or no -> yes, no, or neither."""

from __future__ import annotations

import re

from index import sentences
from index.words import terms
from qa.writers.extractive.cues import hearsay
from qa.writers.extractive.question import Asked

# Words that take back the whole sentence that they stand in.
_STRONG = re.compile(
    r"\b(?:false|untrue|(?:denied|denies|deny|denying)(?!\s(?:nothing|(?:the |all |any |both )?(?:charges?|wrongdoing|accusations?)))|"
    r"reject\w*|ruled out|retract\w*|dismissed|unfounded|baseless|forgery|fake|hoax|wrong|"
    r"called off|cancel\w*|annul\w*|scrapp\w*|quash\w*|rescind\w*|revok\w*|(?:is|are|was|were) (?:now )?off)\b(?!-)",
    re.IGNORECASE,
)
# Words that deny the clause that they stand in.
_WEAK = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|refus\w+|withdrawn|withdrew|withdraws?|suspend\w*|unlikely|failed to|"
    r"too [a-z]+ (?:[a-z]+ ){0,4}(?:for|to))\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKED_DENIED = re.compile(r"\b(?:not|never|no)\b|n['’]t\b")
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:but|while|although|though|whereas|and)\s", re.IGNORECASE)
_OPPOSITES = (
    ("raise raised rise rises rose risen increase increased up higher gain gained grow grew",
     "cut cuts lower lowered fall falls fell fallen decrease decreased reduce reduced down drop dropped decline declined lose lost"),
    ("win won beat", "lose lost beaten defeated"),
    ("open opened reopen reopened", "close closed shut"),
    ("accept accepted agree agreed approve approved support supported back backed",
     "reject rejected refuse refused oppose opposed veto vetoed"),
    ("begin began begun start started", "end ended stop stopped halt halted"),
    ("survive survived alive", "die died dead killed"),
    ("convicted guilty", "acquitted cleared innocent"),
    ("succeed succeeded success", "fail failed"),
    ("stay stayed remain remains remained", "resign resigned leave left quit"),
    ("freed released", "remains held detained jailed"),
    ("pass passed adopted", "defeated failed rejected"),
)  # fmt: skip
_SIDES = tuple((frozenset(terms(one)), frozenset(terms(other))) for one, other in _OPPOSITES)


# Talk of a thing neither affirms nor denies it.
_TALK = re.compile(
    r"\b(?:talk|rumou?rs?|speculation|fears?|word) (?:of|that|about)\b|\b(?:ask(?:s|ed|ing)?|question(?:s|ed)?|wonder(?:s|ed)?|doubts?"
    r"|clear) (?:about )?(?:whether|if)\b|\brumou?red\b|\b(?:is|are|was|were) said to\b",
    re.IGNORECASE,
)
# What a teller recalls having told.
_RECALLED = re.compile(
    r"\b(?:we|i) (?:had |have )?(?:told you|reported|published|printed|carried)\b"
    r"|\bthis (?:\w+ )?\w+ (?:had |has )?told (?:you|its readers)\b"
    r"|\b(?:this|our) (?:news)?paper (?:had |has )?(?:said|reported|published|printed)\b",
    re.IGNORECASE,
)
# What is asked to be over goes on: "now in its third day".
_OVER = frozenset(terms("settled settle ended end over finished resolved stopped concluded called off suspended lifted"))
_ONGOING = re.compile(
    r"\b(?:now )?in (?:its|their) (?:\w+) (?:day|week|month|year)\b|\bcontinu\w+|\bgo(?:es|ing)? on\b|\bstill\b|\bremains?\b|\bno end\b",
    re.IGNORECASE,
)


def verdict(asked: Asked, text: str, *, taken_back: bool = False) -> str | None:
    """ "yes" or "no" as ``text`` affirms or denies what is asked; None when it speaks of too little of it.

    A denial counts where it stands: "not" for its clause, "denied" for its sentence. A sentence that tells the opposite
    ("cut" where "raise" is asked) denies too.
    """
    content = frozenset(term for term in asked.terms if len(term) > 2 and term not in asked.light)
    if not content:
        return None
    spans = sentences.split(text) or [(0, len(text))]
    told = max((text[a:b] for a, b in spans), key=lambda part: len(content & frozenset(terms(part))))
    held = frozenset(terms(text))
    goes_on = bool(content & _OVER) and not frozenset(terms(told)) & content & _OVER and _ONGOING.search(told) is not None
    denied = taken_back or goes_on or _denies(told, content) or _opposite(content, frozenset(terms(told)))
    if not taken_back and _RECALLED.search(told) and not _RECALLED.search(asked.text):
        rest = text.replace(told, " ")
        if not (_STRONG.search(rest) or _WEAK.search(rest)):
            return None  # it may be about to be taken back
        denied = not denied
    elif not denied and (_TALK.search(told) or hearsay(told)) and not (_TALK.search(asked.text) or hearsay(asked.text)):
        return None
    if denied:
        return "yes" if _ASKED_DENIED.search(asked.text.lower()) else "no"
    # A person who is not named, or a deed that is not told, is not affirmed.
    named = frozenset(term for name in asked.names for term in terms(name.text))
    deeds = content - named
    absent = bool(named) and not named & held
    return "yes" if len(content & held) / len(content) >= 0.4 and not absent and (not deeds or deeds & held) else None


def _denies(told: str, content: frozenset[str]) -> bool:
    strong = _STRONG.search(told)
    if strong and not frozenset(terms(strong.group())) & content:
        return True
    clauses = [part for part in _CLAUSE.split(told) if part.strip()]
    hits = [len(content & frozenset(terms(part))) for part in clauses]
    # Where a clause names no more than one of the asked words, who speaks of what is not plain: then any denial counts.
    kept = [part for part, hit in zip(clauses, hits, strict=True) if hit == max(hits)] if max(hits) > 1 else clauses
    return any(_WEAK.search(part) for part in kept)


def _opposite(content: frozenset[str], told: frozenset[str]) -> bool:
    for one, other in _SIDES:
        for mine, theirs in ((one, other), (other, one)):
            if content & mine and not told & content & mine and not told & mine and told & theirs and not content & theirs:
                return True
    return False
