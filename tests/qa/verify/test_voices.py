"""Whose words they are."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Employers said that the figures hid a rise in part-time work.",
            "Employers reported 900 vacancies. The pilots' guild said that the figures hid a rise in part-time work.",
        ),
        (
            "According to the seamen's mission, the barge has food for ten days.",
            "Harbour master Tor Hale said the barge had food for ten days.",
        ),
        (
            "The coast guard says the kite was shot down.",
            "The rebels say they shot the kite down; the coast guard says that it fell.",
        ),
    ],
)
def test_words_are_not_given_to_another_speaker(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The dockers' guild said the strike would go on.",
            "The guild Havn said the strike would go on. Havn, the dockers' guild, has 900 members.",
        ),
        (
            "Prosecutors said the barge had been sold.",
            "The prosecution said the barge had been sold.",
        ),
    ],
)
def test_a_speaker_may_be_called_by_his_other_name(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "According to the harbour office, the siren failed.",
            "Widows say the siren did not sound, an account which the harbour office disputes.",
        ),
        ("About 300 crossings were dropped, the pilots' guild estimates.", "About 300 crossings were dropped, the Ferry League estimates."),
        (
            "The guild was four votes short, said the clerk of the council, Tor Hale.",
            "The clerk of the council, Tor Hale, gave no reason, but members of the League said the guild was four votes short.",
        ),
    ],
)
def test_words_are_not_given_to_one_who_did_not_say_them(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)
