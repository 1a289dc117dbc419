"""Who did it to whom."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The Corvane coast guard had alerted the Vael navy to the storm.",
            "The Vael navy had warned the Corvane coast guard of the storm.",
        ),
        (
            "Ann Reed, whom Tor Hale appointed last year, spoke first.",
            "Ann Reed, who appointed Tor Hale last year, spoke first.",
        ),
        (
            "Two cranes will be lent to Vael by Corvane.",
            "Vael will lend Corvane two cranes.",
        ),
        (
            "Four members of the Harvest League voted with the government.",
            "Four members of the government voted with the Harvest League.",
        ),
        ("Corvane had turned away the first barge with the pilots.", "Vael had turned away the first barge with the pilots from Corvane."),
        ("She was handed a list of names by Tor Hale.", "She met Tor Hale and handed him a list of names."),
        (
            "The letter was drafted by the guild of Corvane, which thanked the mayor.",
            "The letter was drafted by the mayor; the guild of Corvane was thanked.",
        ),
        (
            "The firm Brack Dredging contracted out the work.",
            "The work was contracted out to the firm Brack Dredging.",
        ),
        (
            "Orrel Lines sold the pier in 2019.",
            "Orrel Lines bought the pier in 2019.",
        ),
    ],
)
def test_who_did_it_and_to_whom_is_not_exchanged(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Tor Hale was appointed last year by Ann Reed.",
            "Ann Reed appointed Tor Hale last year.",
        ),
        (
            "Ann Reed appointed Tor Hale last year.",
            "Tor Hale, whom Ann Reed appointed last year, spoke first.",
        ),
        (
            "Vael lends two cranes to Corvane.",
            "Corvane was lent two cranes by Vael.",
        ),
    ],
)
def test_a_changed_voice_keeps_who_did_it(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The pilots had warned the harbour office of ice.", "The harbour office had warned the pilots of ice."),
        ("The guild rejected Reed's demand for a longer pier.", "Reed spoke first. She rejected the guild's demand for a longer pier."),
        (
            "Two banks confirmed that they had approached it about a merger.",
            "Two banks confirmed that they had been approached about a merger.",
        ),
        ("The ferrymen were told of the wreck by the widows.", "The widows were told of the wreck by the ferrymen."),
        ("Vael was outbid by the fund Brack Partners.", "Vael outbid the fund Brack Partners."),
        ("The bank bought 40 million crowns on Monday.", "The bank sold 40 million crowns on Monday."),
        ("The inspectors found the leak and told the mill the same day.", "The mill found the leak and told the inspectors the same day."),
    ],
)
def test_whoever_did_it_is_not_the_one_to_whom_it_was_done(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The terminal gets its licence renewed by the board in May.", "In May the board renewed the licence of the terminal."),
        ("Old cranes were scrapped by the guild after repeated warnings.", "After repeated warnings the guild scrapped the old cranes."),
        ("Boats of both sides must keep three miles apart.", "Boats of both sides are to keep three miles apart."),
    ],
)
def test_the_same_doer_in_another_voice_passes(sentence: str, quote: str) -> None:
    assert not kinds(sentence, quote)
