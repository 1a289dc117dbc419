"""Why it happened."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The race was called off because the ice had melted.",
            "The race was called off because of high winds.",
        ),
        (
            "The captain put the delay down to the fog.",
            "The captain attributed the delay to a broken pump and said the fog had played no part.",
        ),
        (
            "The men fell ill because of the well.",
            "The men fell ill last week, which the doctor does not put down to the well.",
        ),
        (
            "Nine villagers were hurt by gunfire.",
            "Nine villagers were hurt, most by falling stones.",
        ),
        (
            "The guild rejects the offer because of the price of coal.",
            "The price of coal has doubled. The guild rejects the offer, which gives it nothing.",
        ),
    ],
)
def test_a_cause_is_the_one_that_the_quote_gives(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The race was called off due to high winds.",
            "The race was called off because of high winds.",
        ),
        (
            "High winds led to the race being called off.",
            "The race was called off because of high winds.",
        ),
        (
            "The mill is due to open in May.",
            "The mill is to open in May.",
        ),
    ],
)
def test_the_same_cause_may_be_given_in_other_words(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Tor Hale left the guild because its dues were high.", "Tor Hale has left the guild, whose dues are high, and moved to Vael."),
        (
            "The mayor raised the toll because two ferrymen had fallen ill.",
            "The list is short because two ferrymen had fallen ill. The mayor also raised the toll.",
        ),
        ("A short circuit led to the blaze in the granary.", "The blaze in the granary burned until dusk. A short circuit was found."),
    ],
)
def test_no_cause_is_told_where_two_things_only_stand_side_by_side(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The pass was closed because snow had fallen.", "The pass was closed after snow had fallen."),
        (
            "The lamp was left out because no big enough mast was to be had.",
            "The lamp was left out for want of a mast large enough to carry it.",
        ),
    ],
)
def test_a_cause_that_the_quote_gives_in_its_own_way_passes(sentence: str, quote: str) -> None:
    assert not kinds(sentence, quote)
