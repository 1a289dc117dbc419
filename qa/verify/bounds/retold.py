"""What a quote says with a word of delay, blame or charge -> whether a sentence says it in other words."""

from __future__ import annotations

import re

from qa.verify.reading.irregular import base, bases
from qa.verify.text import Reading, Word

# What a deed with others' words is in the sentence's: a delay is told as done, a cause as one that somebody gives, a toll as no claim.
_DELAYED = re.compile(
    r"\b(?:delay\w*|postpon\w*|defer\w*|adjourn\w*|shelv\w*|later|"
    r"(?:put|puts|putting|push\w*|mov\w*|set|held|hold\w*) (?:[\w']+ ){0,4}?(?:off|back)|not until|"
    r"only (?:in|on|from)|instead of|no earlier|not before|behind schedule|slip\w*|reschedul\w*|await\w*|wait\w*)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:(?:put|puts|putting) (?:[\w']+ ){0,6}?down to|attribut\w+|ascrib\w+|cit(?:e|es|ed|ing)|point(?:s|ed|ing)? (?:to|at)|fault\w*|"
    r"in (?:the )?(?:view|words|opinion|eyes)|credit(?:s|ed|ing)|trac(?:e|es|ed)|explain\w*|explanation)\b",
    re.IGNORECASE,
)
_OTHERWISE = (
    (bases("postpone defer await"), _DELAYED),
    (bases("blame"), _CAUSE),
    (
        bases("accuse"),
        re.compile(r"\b(?:according to|(?:in|from) (?:the )?(?:view|words|eyes|opinion)|fault\w*|reproach\w*)\b", re.IGNORECASE),
    ),
)


def in_other_words(cue: Word, sentence: Reading) -> bool:
    """Whether the sentence says in its own words what a cue of the quote says: "pushed back" for "postponed"."""
    return any(base(cue.stem) in group and pattern.search(sentence.text) for group, pattern in _OTHERWISE)
