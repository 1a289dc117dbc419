"""Which passages hit which evidence -> retrieval and citation scores. Pure functions; each names its source.

``hits`` is one set a passage, best passage first: the indices (0 to ``items`` - 1) of the evidence items it overlaps.
With ``any_one`` the items are alternatives, and meeting one is meeting all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set


def hits_at(hits: Sequence[Set[int]], *, k: int) -> float:
    """1 when one of the first k passages hits any evidence (Hits@k of MultiHop-RAG; "success" in trec_eval)."""
    return float(any(hits[:k]))


def recall_at(hits: Sequence[Set[int]], items: int, *, k: int, any_one: bool = False) -> float:
    """Share of the evidence items that the first k passages hit (recall@k over evidence items)."""
    met: set[int] = set().union(*hits[:k])
    return float(bool(met)) if any_one else len(met) / items


def all_evidence_at(hits: Sequence[Set[int]], items: int, *, k: int, any_one: bool = False) -> float:
    """1 when the first k passages hit every item that the answer needs. Hits@k saturates where this does not."""
    return float(recall_at(hits, items, k=k, any_one=any_one) == 1.0)


def mrr_at(hits: Sequence[Set[int]], *, k: int) -> float:
    """1 / rank of the first passage that hits any evidence, 0 when none of the first k does (Voorhees 1999)."""
    return next((1.0 / rank for rank, met in enumerate(hits[:k], start=1) if met), 0.0)


def ndcg_at(hits: Sequence[Set[int]], items: int, *, k: int, any_one: bool = False) -> float:
    """Discounted gain over the ideal one, each item gaining once, at the first passage that hits it.

    Järvelin and Kekäläinen 2002, binary gains, discount log2(rank + 1); the ideal has one item a rank. Equal to
    trec_eval's when no passage holds two items; a passage that does cannot push the score above 1.
    """
    first: dict[int, int] = {}
    for rank, met in enumerate(hits[:k], start=1):
        for item in met:
            first.setdefault(item, rank)
    ranks = [min(first.values())] if any_one and first else list(first.values())
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(1 if any_one else items, k) + 1))
    return min(1.0, sum(1 / math.log2(rank + 1) for rank in ranks) / ideal)


def citation_precision(hits: Sequence[Set[int]]) -> float:
    """Share of an answer's citations that overlap gold evidence, 0 without citations.

    After Gao et al. 2023 (ALCE), with gold spans in place of an entailment model.
    """
    return sum(bool(met) for met in hits) / len(hits) if hits else 0.0


def citation_recall(hits: Sequence[Set[int]], items: int, *, any_one: bool = False) -> float:
    """Share of the evidence items that an answer cites (Gao et al. 2023, with gold spans)."""
    return recall_at(hits, items, k=len(hits), any_one=any_one)
