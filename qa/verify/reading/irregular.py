"""Irregular verbs: a form's stem -> the stem of the first form, and the forms that tell of something that has happened."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index.words import stem

_VERBS = """
    arise arose arisen; awake awoke; bear bore borne; beat beaten; become became; begin began begun; bend bent; bind bound; bite bit bitten;
    bleed bled; blow blew blown; break broke broken; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen;
    come came; creep crept; deal dealt; dig dug; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen;
    feed fed; feel felt; fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; forget forgot forgotten; free freed;
    forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone; grow grew grown; hang hung; hear heard;
    hide hid hidden; hold held; keep kept; kill killed; know knew known; lay laid; lead led; leave left; lend lent; lose lost; make made;
    mean meant; meet met; pay paid; resign resigned; ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen;
    seek sought; sell sold; send sent; shake shook shaken; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk;
    sit sat; sleep slept; speak spoke spoken; spend spent; spring sprang sprung; stand stood; steal stole stolen; stick stuck;
    strike struck stricken; swear swore sworn; sweep swept; swim swam swum; take took taken; teach taught; tear tore torn; tell told;
    think thought; throw threw thrown; wake woke woken; wear wore worn; win won; withdraw withdrew withdrawn; write wrote written;
    overthrow overthrew overthrown; undergo underwent undergone; overtake overtook overtaken; undertake undertook undertaken;
    outdo outdid outdone; outgrow outgrew outgrown; outrun outran; outsell outsold; outshine outshone; overcome overcame; override overrode
    overridden; overrun overran; oversee oversaw overseen; foresee foresaw foreseen; forgo forwent forgone; mislead misled; rebuild rebuilt;
    repay repaid; resell resold; retake retook retaken; rewrite rewrote rewritten; uphold upheld; withhold withheld; withstand withstood;
    understand understood; misunderstand misunderstood; spin spun; weep wept; wind wound; lie lain
"""
# Their first form is a past one too.
_ALIKE = frozenset(
    """
    become bet bid broadcast burst cast cost cut forecast hit hurt let outbid overcome put quit recast reset rid run set shed shut slit
    split spread thrust upset
    """.split()
)


def _bases() -> Mapping[str, str]:
    return MappingProxyType({stem(form): stem(first) for first, *forms in map(str.split, _VERBS.split(";")) for form in forms})


_BASES = _bases()
PAST = _ALIKE | frozenset(form for row in _VERBS.split(";") for form in row.split()[1:])


def base(stem_: str) -> str:
    """The stem of the first form of an irregular verb ("took": "take"); any other stem as it is."""
    return _BASES.get(stem_, stem_)


def bases(text: str) -> frozenset[str]:
    """The words of a list by the stems of their first forms; phrases ("in-operation") as they are."""
    return frozenset(word if "-" in word else base(stem(word)) for word in text.split())
