"""The stories that passed -> the bottom line: at most three sentences, those that matter most first."""

from __future__ import annotations

from collections.abc import Sequence

from qa.briefing.types import Fact, Line, StoryBrief

MOST = 3
# A sentence of more words is no bottom line.
_LONGEST = 45


def lead(stories: Sequence[StoryBrief]) -> tuple[tuple[Line, ...], tuple[bool, ...]]:
    """A fact of each of the foremost stories, and whether two originators stand behind it.

    Stories come by salience; the foremost with a corroborated fact always has a place. What another report contradicts is
    no bottom line where the story has something else, and short sentences go before long ones.
    """
    told = [one for one in stories if one.facts and one.status != "unchanged"] or [one for one in stories if one.facts]
    chosen = list(told[:MOST])
    corroborated = next((one for one in told if _best(one).originators > 1), None)
    if corroborated is not None and corroborated not in chosen:
        chosen[-1] = corroborated
    facts = [_best(one) for one in chosen]
    return tuple(fact.line for fact in facts), tuple(fact.originators > 1 for fact in facts)


def _best(story: StoryBrief) -> Fact:
    sure = [fact for fact in story.facts if not fact.disputed] or list(story.facts)
    return next((fact for fact in sure if len(fact.line.text.split()) <= _LONGEST), sure[0])
