"""Words that newsrooms use for one another count in an answer, for less than the word itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.words import terms
from qa.writers.extractive.kindred import groups, kindred


def test_a_word_is_kindred_to_what_newsrooms_say_in_its_place() -> None:
    assert terms("killed")[0] in kindred(terms("toll")[0])
    assert terms("frontier")[0] in kindred(terms("border")[0])
    assert not kindred("zebra")


@given(st.sampled_from(sorted(groups())))
def test_being_kindred_goes_both_ways_and_never_to_oneself(term: str) -> None:
    assert term not in kindred(term)
    assert all(term in kindred(other) for other in kindred(term))
