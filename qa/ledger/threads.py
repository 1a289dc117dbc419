"""Stories of many days -> threads: the stories that go on from one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.ledger.likeness import Weights, likeness, portrait_of
from qa.ledger.types import Story

# Least likeness of a story to a thread's latest stories, and how many of those are looked at.
LINKED, _RECENT = 0.3, 4


def threads(days: Sequence[Sequence[Story]], weights: Weights) -> tuple[tuple[Story, ...], ...]:
    """The stories of each day, oldest day first, with the thread that each belongs to ("t1", "t2", ...).

    A story joins the thread that its reports are likest to, by the mean over the thread's latest stories; else it begins one.
    """
    members: list[list[Story]] = []
    linked: list[tuple[Story, ...]] = []
    for day in days:
        joined: list[tuple[int, Story]] = []
        for story in day:
            own = portrait_of([claim for _, claim in story.claims], weights)
            scores = []
            for at, thread in enumerate(members):
                recent = [portrait_of([claim for _, claim in one.claims], weights) for one in thread[-_RECENT:]]
                scores.append((max(likeness(own, other, weights) for other in recent), -at))
            best = max(scores, default=(0.0, 0))
            joined.append((-best[1] if best[0] >= LINKED else -1, story))
        marked = []
        for at, story in joined:
            if at < 0:
                members.append([])
            told = replace(story, thread=f"t{(at if at >= 0 else len(members) - 1) + 1}")
            members[at].append(told)
            marked.append(told)
        linked.append(tuple(marked))
    return tuple(linked)
