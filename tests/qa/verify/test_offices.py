"""Offices, and what was and what is."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Finance Minister Ann Reed spoke in Vael.",
            "Justice Minister Ann Reed spoke in Vael.",
        ),
        (
            "The town's fire chief, Tor Hale, was given a week.",
            "The mayor of the town, Tor Hale, was given a week.",
        ),
        (
            "Tor Hale, a spokesman for the dairy, said the milk was safe.",
            "Tor Hale, a spokesman for the health office, said the milk was safe.",
        ),
        (
            "Ann Reed, the minister, opened the mill.",
            "Deputy Minister Ann Reed opened the mill.",
        ),
        (
            "The two prime ministers met.",
            "The two deputy ministers met.",
        ),
    ],
)
def test_an_office_is_not_exchanged_for_another(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Ann Reed, the justice minister, spoke in Vael.",
            "Justice Minister Ann Reed spoke in Vael.",
        ),
        (
            "The chairwoman of the guild, Ann Reed, spoke in Vael.",
            "Ann Reed, who heads the guild, spoke in Vael.",
        ),
        (
            "Chief Hale spoke in Vael.",
            "Chief Medical Officer Tor Hale spoke in Vael.",
        ),
    ],
)
def test_an_office_may_be_told_in_other_words(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The mill employs 70 people.",
            "The mill used to employ 70 people and now has 20.",
        ),
        (
            "Tor Hale, the commander of the fort, will lead the search.",
            "Tor Hale, until May the commander of the fort, will lead the search.",
        ),
        (
            "Tor Hale, who is the mayor's adviser, wrote the note.",
            "Tor Hale, who was once the mayor's adviser, wrote the note.",
        ),
        (
            "The former director of the mill, Ann Reed, apologised.",
            "The director of the mill, Ann Reed, apologised.",
        ),
        (
            "The letter went to Ann Reed, then the envoy in Corvane and now minister of justice.",
            "The letter went to the then minister of justice, Ann Reed, who is now the envoy in Corvane.",
        ),
    ],
)
def test_what_was_is_not_told_of_today_nor_the_reverse(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The mill once employed 70 people.",
            "The mill used to employ 70 people and now has 20.",
        ),
        (
            "Tor Hale, who commanded the fort until May, will lead the search.",
            "Tor Hale, until May the commander of the fort, will lead the search.",
        ),
        (
            "The former director of the mill, Ann Reed, apologised.",
            "Ann Reed, director of the mill until last year, apologised.",
        ),
    ],
)
def test_the_past_may_be_told_in_other_words(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()
