"""Words of a report -> what became of the people counted: killed, hurt, missing, ill, held, freed, arrested, rescued, moved."""

from __future__ import annotations

import re

from index.words import terms

_WORDS = {
    "dead": "die died dying dead death deaths kill kills killed killing fatal fatality fatalities perished bodies body murdered drowned "
    "toll",
    "hurt": "injure injured injuring injury injuries wound wounded wounding hurt",
    "missing": "missing unaccounted",
    "ill": "ill sick sickened illness infect infected infection infections case cases patients",
    "held": "held hold holds holding detain detained detainees detention captive captives hostages imprisoned jailed custody",
    "freed": "free freed freeing release released releases releasing liberated",
    "arrested": "arrest arrested arrests arresting",
    "rescued": "rescue rescued rescuing saved alive survived survivors",
    "moved": "evacuate evacuated evacuating evacuation displaced homeless fled moved shelters sheltered",
}
_FATE = {term: fate for fate, words in _WORDS.items() for term in terms(words)}
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:and|but|while|with|as well as)\s")


def fates(text: str) -> frozenset[str]:
    """The fates that a text speaks of."""
    return frozenset(fate for term in terms(text) if (fate := _FATE.get(term)))


def clause(text: str, start: int, end: int) -> str:
    """The part of a sentence around characters ``start`` to ``end`` that no comma and no "and" divides."""
    first = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    after = _CLAUSE.search(text, end)
    return text[first : after.start() if after else len(text)]


def other_fate(asked: frozenset[str], text: str, start: int, end: int) -> bool:
    """Whether the figure at these characters counts people of another fate than those that are asked for."""
    if not asked:
        return False
    near = fates(clause(text, start, end))
    return bool(near) and not near & asked
