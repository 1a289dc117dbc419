"""Scored passages -> the order in which they are shown: what adds evidence first, copies folded, documents spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index import near
from index.rank import DIGITS
from index.types import Passage, ScoreParts

# Copies and repetitions are looked for among this many of the best.
POOL = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """A passage with its score, and how well it meets each demand of the question (clauses, sources named): 0 to 1 each."""

    passage: Passage
    meets: tuple[float, ...] = ()


def best_first(scored: Sequence[Scored], weights: Mapping[str, float], *, k: int) -> tuple[Passage, ...]:
    """The ``k`` passages that together answer most: each next one adds the most of its own score and of demands not yet met.

    A passage that repeats one already taken is not taken; its document is listed in ``also`` of the one that was. Every
    further passage of a document counts a little less. Ties: the newest, then by document and place. What a next
    passage adds can only shrink as others are taken, so the scores shown never rise down the list.
    """
    ranked = sorted(scored, key=standing)
    waiting, rest = ranked[: max(POOL, k)], ranked[max(POOL, k) :]
    copies = _Copies()
    met = [0.0] * max((len(one.meets) for one in waiting), default=0)
    taken: list[Passage] = []
    while waiting and len(taken) < k:
        gains = [(_gain(one, met, taken, weights), one) for one in waiting]
        gain, chosen = min(gains, key=lambda pair: (-pair[0], *standing(pair[1])[1:]))
        waiting.remove(chosen)
        if copies.folds(chosen.passage):
            continue
        added = round(gain - chosen.passage.score, DIGITS)
        parts: ScoreParts = {**chosen.passage.parts, "spread": added} if added else chosen.passage.parts
        taken.append(replace(chosen.passage, score=gain, parts=parts))
        met = [max(before, now) for before, now in zip(met, chosen.meets, strict=True)]
    for one in waiting:
        copies.folds(one.passage, keep=False)  # a copy further down is still a copy of what is shown
    shown = [replace(one, also=copies.of(one)) for one in taken]
    return tuple([*shown, *(one.passage for one in rest)][:k])


class _Copies:
    """Which passages were taken, and in which other documents each one stands too."""

    def __init__(self) -> None:
        self._taken: list[tuple[Passage, frozenset[tuple[str, ...]], set[str]]] = []

    def folds(self, passage: Passage, *, keep: bool = True) -> bool:
        """Whether ``passage`` repeats one that was taken, in another document; if not, it is taken (unless told not to)."""
        runs = near.runs(passage.text)
        for other, known, also in self._taken:
            if other.document != passage.document and near.same(runs, known):
                also.add(passage.document)
                return True
        if keep:
            self._taken.append((passage, runs, set()))
        return False

    def of(self, passage: Passage) -> tuple[str, ...]:
        """The other documents that hold a copy of a passage taken."""
        place = (passage.document, passage.start)
        return next((tuple(sorted(also)) for other, _, also in self._taken if (other.document, other.start) == place), ())


def standing(one: Scored) -> tuple[float, int, str, int]:
    """The key that sorts best first: score, then newest, then document and place."""
    day = one.passage.date
    return -one.passage.score, -(day.toordinal() if day else 0), one.passage.document, one.passage.start


def _gain(one: Scored, met: Sequence[float], taken: Sequence[Passage], weights: Mapping[str, float]) -> float:
    new = sum(max(0.0, now - before) for before, now in zip(met, one.meets, strict=True))
    before = sum(other.document == one.passage.document for other in taken)
    return round(one.passage.score + weights.get("cover", 0.0) * new - weights.get("repeat", 0.0) * before, DIGITS)
