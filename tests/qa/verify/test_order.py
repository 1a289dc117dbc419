"""What came first, what was denied, what was so until then, and one thing for another of its kind."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The council sold the quay after the guild had left the talks.",
            "The guild left the talks after the council had sold the quay.",
        ),
        (
            "The verdict will be read out before the witnesses answer.",
            "The witnesses have ten days to answer, after which the verdict will be read out.",
        ),
        ("The engine had already failed when the ship passed the cape.", "The ship passed the cape before its engine failed."),
        ("From 2024 the mill was idle.", "Until 2024 the mill was idle."),
        ("Dogs are kept out of the park from the end of June.", "Dogs are kept out of the park until the end of June."),
    ],
)
def test_two_events_keep_their_order(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Before the guild left the talks, the council had sold the quay.",
            "The guild left the talks after the council had sold the quay.",
        ),
        ("Work will begin once the survey is done.", "The survey will be done before work begins."),
    ],
)
def test_the_same_order_in_other_words_passes(sentence: str, quote: str) -> None:
    assert not kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Burglars who broke into the chapel took candlesticks from the altar.",
            "Burglars broke into the chapel but took nothing from the altar.",
        ),
        ("The times set in the lake count towards the record list.", "The times set in the lake will not count towards the record list."),
    ],
)
def test_a_deed_that_the_quote_denies_is_not_told_as_done(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Orrel Lines is the only firm sailing to Vael.", "Until March, Orrel Lines was the only firm sailing to Vael."),
        ("The museum is drawing more guests than the castle.", "Until the flood the museum drew more guests than the castle."),
        ("Ann Reed, who heads the port, spoke.", "The port's former director, Ann Reed, spoke."),
    ],
)
def test_what_was_so_until_then_is_not_told_as_it_is_now(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The firm carried 40 tonnes of copper to Vael by barge.", "The firm carried 40 tonnes of zinc to Vael by barge."),
        ("His uncle runs the bakery in Sant Orrel.", "His father runs the bakery in Sant Orrel."),
        ("Tor Hale was convicted of setting fire to the mill.", "Tor Hale was charged with setting fire to the mill."),
    ],
)
def test_a_thing_is_not_told_for_another_of_its_kind(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


def test_the_lesser_stage_may_be_told_of_the_further_one() -> None:
    assert not kinds("Tor Hale was charged with theft and convicted.", "Tor Hale was charged with theft and convicted in May.")
