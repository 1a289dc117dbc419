"""What is only meant, asked for or claimed, and a sentence that tells it as a fact."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The firm Brack will have to close the pier.", "The firm Brack may have to close the pier."),
        ("The crews accepted a pay offer on Sunday.", "The guild recommended on Sunday that the crews accept a pay offer."),
        (
            "The council has raised the fee for mooring at the old quay.",
            "The council proposes to raise the fee for mooring at the old quay.",
        ),
        (
            "The railway has taken the supplier to court over the signals.",
            "The railway has threatened to take the supplier to court over the signals.",
        ),
        (
            "A ferry service between the two islands has been running since May.",
            "A ferry service between the two islands has been under discussion since May.",
        ),
        (
            "The hospital was paid 3 million marks for the old wing.",
            "The hospital had been offered 3 million marks for the old wing.",
        ),
        (
            "The report will be published before the summer.",
            "The ministry may publish the report before the summer.",
        ),
        (
            "The tunnel will open in March, the mayor said.",
            "The mayor said he hoped the tunnel would open in March.",
        ),
        (
            "Harl Odden has replaced Mira Tesk as head of the port.",
            "Mira Tesk will retire in June and Harl Odden will replace her as head of the port.",
        ),
        (
            "One of the divers has been found alive.",
            "One of the divers is reported to have been found alive.",
        ),
    ],
)
def test_what_is_only_planned_asked_for_or_doubtful_is_not_told_as_a_fact(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The dairy has been watering its milk but denies it.",
            "A farmers' league accused the dairy of watering its milk; the dairy denies it.",
        ),
        (
            "The flood was caused by the clearing of the hills.",
            "Ann Reed blamed the flood on the clearing of the hills.",
        ),
    ],
)
def test_what_somebody_is_accused_of_is_no_fact(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Under the plan the fee for mooring at the old quay would go up.",
            "The council proposes to raise the fee for mooring at the old quay.",
        ),
        (
            "The railway may go to court over the signals.",
            "The railway has threatened to go to court over the signals.",
        ),
        (
            "The bridge is to be painted in June.",
            "The bridge will be painted in June.",
        ),
        (
            "The rebels took the airport.",
            "The rebels, who had hoped to take the airport in spring, took it in June.",
        ),
    ],
)
def test_what_is_meant_may_be_told_as_meant_in_other_words(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The drivers said they would stop work on 4 May.",
            "The drivers said they would stop work on 4 May unless their pay was raised.",
        ),
        (
            "The bank promised 2 million marks for the roof.",
            "The bank promised 2 million marks for the roof if the town paid the rest.",
        ),
    ],
)
def test_what_stands_on_a_condition_is_not_told_without_it(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "In May, Corvane closed its harbour to oil barges from Vael.",
            "Corvane threatened in May to close its harbour to oil barges from Vael.",
        ),
        (
            "Divers heard the lost sailors tapping on the hull.",
            "Divers heard tapping on the hull but cannot say whether it came from the lost sailors.",
        ),
        ("All guilds have had their cranes checked.", "The mayor asked all guilds to have their cranes checked by June."),
    ],
)
def test_a_threat_a_request_and_a_doubt_are_no_facts(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)
