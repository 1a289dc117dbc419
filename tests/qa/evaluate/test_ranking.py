"""Checked figures come from trec_eval's own code (pytrec_eval, by ir_measures 0.4), with which 1,000 cases agreed exactly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluate.ranking import all_evidence_at, citation_precision, citation_recall, hits_at, mrr_at, ndcg_at, recall_at

# (relevant documents 0..n-1, ranking, nDCG@10, RR@10, R@10, Success@4, Success@10)
TREC = [
    (3, [3, 12, 5, 7, 11, 4, 13, 9, 8, 1, 0, 10, 6, 2], 0.135652, 0.1, 0.333333, 0.0, 1.0),
    (4, [11, 5, 2, 10, 7, 4, 9, 0, 13, 8, 12, 3, 1, 6], 0.318341, 0.333333, 0.5, 1.0, 1.0),
    (3, [5, 0, 13, 3, 12, 2, 8, 6, 10, 1, 9, 4, 7, 11], 0.598894, 0.5, 1.0, 1.0, 1.0),
    (1, [6, 8, 1, 13, 2, 3, 5, 10, 7, 9, 4, 12, 11, 0], 0.0, 0.0, 0.0, 0.0, 0.0),
    (2, [1, 13, 0, 11, 9, 3, 5, 10, 12, 2, 4, 8, 6, 7], 0.919721, 1.0, 1.0, 1.0, 1.0),
    (2, [3, 7, 1, 0, 13, 4, 12, 2, 11, 10, 9, 5, 8, 6], 0.570642, 0.333333, 1.0, 1.0, 1.0),
]


@pytest.mark.parametrize(("items", "ranking", "ndcg", "mrr", "recall", "hits4", "hits10"), TREC)
def test_the_scores_are_trec_evals(
    items: int, ranking: list[int], ndcg: float, mrr: float, recall: float, hits4: float, hits10: float
) -> None:
    hits = [{place} if place < items else set() for place in ranking]
    assert ndcg_at(hits, items, k=10) == pytest.approx(ndcg, abs=1e-6)
    assert mrr_at(hits, k=10) == pytest.approx(mrr, abs=1e-6)
    assert recall_at(hits, items, k=10) == pytest.approx(recall, abs=1e-6)
    assert hits_at(hits, k=4) == hits4
    assert hits_at(hits, k=10) == hits10


rankings = st.integers(1, 5).flatmap(
    lambda items: st.tuples(st.just(items), st.lists(st.sets(st.integers(0, items - 1), max_size=2), max_size=14))
)


def naive(items: int, hits: list[set[int]], k: int, any_one: bool) -> dict[str, float]:
    """By hand: walk down the list, cross off the items, write down the ranks."""
    open_items, ranks, first = set(range(items)), [], 0
    for rank in range(1, min(k, len(hits)) + 1):
        if hits[rank - 1] and not first:
            first = rank
        for item in sorted(hits[rank - 1] & open_items):
            open_items.discard(item)
            ranks.append(rank)
    found = items - len(open_items)
    gain = sum(1 / math.log2(rank + 1) for rank in (ranks[:1] if any_one else ranks))
    best = sum(1 / math.log2(rank + 1) for rank in range(1, (1 if any_one else min(items, k)) + 1))
    return {
        "hits": 1.0 if first else 0.0,
        "recall": (1.0 if first else 0.0) if any_one else found / items,
        "all": (1.0 if first else 0.0) if any_one else (1.0 if found == items else 0.0),
        "mrr": 1 / first if first else 0.0,
        "ndcg": min(1.0, gain / best),
    }


@settings(max_examples=1000, deadline=None)
@given(rankings, st.integers(1, 12), st.booleans())
def test_the_scores_agree_with_a_naive_walk_down_the_list(case: tuple[int, list[set[int]]], k: int, any_one: bool) -> None:
    items, hits = case
    by_hand = naive(items, hits, k, any_one)
    assert hits_at(hits, k=k) == by_hand["hits"]
    assert recall_at(hits, items, k=k, any_one=any_one) == pytest.approx(by_hand["recall"])
    assert all_evidence_at(hits, items, k=k, any_one=any_one) == by_hand["all"]
    assert mrr_at(hits, k=k) == pytest.approx(by_hand["mrr"])
    assert ndcg_at(hits, items, k=k, any_one=any_one) == pytest.approx(by_hand["ndcg"])


@given(rankings)
def test_a_passage_that_hits_the_same_item_again_gains_nothing(case: tuple[int, list[set[int]]]) -> None:
    items, hits = case
    doubled = [*hits, *hits]
    assert ndcg_at(doubled, items, k=len(hits) or 1) == ndcg_at(hits, items, k=len(hits) or 1)
    assert 0 <= ndcg_at(doubled, items, k=40) <= 1


def test_citations_are_scored_against_the_gold_spans() -> None:
    assert citation_precision([{0}, set(), {1}, set()]) == 0.5
    assert citation_precision([]) == 0.0
    assert citation_recall([{0}, set()], 2) == 0.5
    assert citation_recall([{0}, set()], 2, any_one=True) == 1.0
    assert citation_recall([], 2) == 0.0
