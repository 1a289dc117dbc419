"""How much, how many, how far."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "All the barrels had been unloaded by noon.",
            "Most of the barrels had been unloaded by noon.",
        ),
        (
            "The loss was due entirely to the frost.",
            "The loss was due mainly to the frost.",
        ),
        (
            "The four bridges have been closed.",
            "Two of the four bridges have been closed.",
        ),
        (
            "All those on the ferry were hurt.",
            "Three of those on the ferry were hurt.",
        ),
        (
            "The law needs more than 60 votes.",
            "The law needs at least 60 votes.",
        ),
        (
            "Exactly 300 sheep were sold.",
            "About 300 sheep were sold.",
        ),
        (
            "It is the oldest mill in the valley.",
            "It is one of the oldest mills in the valley.",
        ),
        (
            "It was the worst flood in the history of the town.",
            "It was the worst flood in the town since 1954.",
        ),
        (
            "Rust is the most likely cause of the leak.",
            "Rust is one possible cause of the leak.",
        ),
    ],
)
def test_no_more_is_told_than_the_quote_says(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Every barrel had been unloaded by noon.",
            "All the barrels had been unloaded by noon.",
        ),
        (
            "None of the barrels was lost and all were unloaded.",
            "No barrel was lost and all were unloaded.",
        ),
        (
            "Of the four bridges two have been closed.",
            "Two of the four bridges have been closed.",
        ),
        (
            "It is among the oldest mills in the valley.",
            "It is one of the oldest mills in the valley.",
        ),
        ("Three of the four bridges stayed open.", "One of the four bridges was closed and three stayed open."),
        ("The lake is at its lowest level since 1990.", "The level of the lake has not been as low since 1990."),
        (
            "The biggest mill was sold.",
            "The largest mill was sold.",
        ),
    ],
)
def test_the_same_extent_may_be_told_in_other_words(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()
