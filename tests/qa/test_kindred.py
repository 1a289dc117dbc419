"""Words that newsrooms use for one another count in an answer, for less than the word itself."""

from __future__ import annotations

from importlib.resources import files

import numpy as np

from index.embed.types import TokenVectors
from index.words import terms
from qa.kindred import kindred
from qa.writers.extractive.align import KINDRED, Weighed


def test_a_word_is_kindred_to_what_newsrooms_say_in_its_place() -> None:
    assert terms("killed")[0] in kindred(terms("toll")[0])
    assert terms("frontier")[0] in kindred(terms("border")[0])
    assert not kindred("zebra")


def test_every_group_of_the_thesaurus_joins_at_least_two_terms() -> None:
    lines = files("qa").joinpath("kindred.txt").read_text("utf-8").splitlines()
    lonely = [line for line in lines if not line.startswith("#") and len(set(terms(line, keep_stopwords=True))) < 2]
    assert not lonely


def test_a_sentence_covers_a_question_by_a_kindred_word_for_less_than_by_the_word_itself() -> None:
    asked = Weighed(
        pieces=TokenVectors(vectors=np.ones((1, 2), dtype=np.float32), spans=((0, 4),)),
        weights=np.ones(1, dtype=np.float32),
        share={terms("toll")[0]: 1.0},
        heavy=((0,),),
        focus_rows=(),
        rows={terms("toll")[0]: (0,)},
    )
    assert asked.coverage(frozenset(terms("toll"))) == 1.0
    assert asked.coverage(frozenset(terms("killed"))) == KINDRED
    assert asked.coverage(frozenset(terms("zebra"))) == 0.0
