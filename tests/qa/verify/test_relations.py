"""Before and after, since and until, from and to, and where a thing is."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Farmers can apply from 4 June.", "Farmers can apply until 4 June."),
        ("The pilots had known of the rock well before 2020.", "The pilots had known of the rock since 2020."),
        (
            "The crew must be paid after the voyage.",
            "The crew must be paid before the voyage.",
        ),
        (
            "The lock has been closed until 4 June.",
            "The lock has been closed since 4 June.",
        ),
        (
            "The barge was carrying grain to Vael.",
            "The barge was carrying grain from Vael.",
        ),
        (
            "The money was moved from the schools to the roads.",
            "The money was moved from the roads to the schools.",
        ),
        (
            "The tug set off for Corvane on Monday.",
            "The tug left Corvane on Monday.",
        ),
    ],
)
def test_before_is_not_after_nor_since_until_nor_from_to(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Before the vote the minister spoke.",
            "The vote was held after the minister spoke.",
        ),
        (
            "The barge carried grain to Corvane from Vael.",
            "The barge carried grain from Vael to Corvane.",
        ),
        (
            "The lock will not open until 4 June.",
            "The lock will not open before 4 June.",
        ),
    ],
)
def test_the_same_order_may_be_told_from_its_other_end(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "A brewery in Corvane has asked a court in Vael for the barrels.",
            "A brewery in Vael has asked a court in Corvane for the barrels.",
        ),
        (
            "Orrel Lines is a subsidiary of the dredging firm Brack.",
            "Brack is a subsidiary of the shipping firm Orrel Lines.",
        ),
    ],
)
def test_a_thing_stands_where_the_quote_has_it(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)
