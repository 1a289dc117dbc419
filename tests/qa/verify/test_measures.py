"""By what a figure is measured."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Traffic fell by about 40 percent.", "Traffic fell to about 40 percent of what it was."),
        (
            "The farm lost 300 bottles of milk.",
            "The farm lost 300 litres of milk.",
        ),
        (
            "The crack was 4 centimetres wide.",
            "The crack was 4 millimetres wide.",
        ),
        (
            "The pier is worth 20 million crowns.",
            "The pier is worth 20 million velas.",
        ),
        (
            "The scheme saves 40 marks a month.",
            "The scheme saves 40 marks a year.",
        ),
        (
            "Power costs 31 marks per kilowatt-hour.",
            "Power costs 31 marks per megawatt-hour.",
        ),
    ],
)
def test_a_figure_keeps_its_measure(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The scheme saves 40 marks annually.",
            "The scheme saves 40 marks a year.",
        ),
        (
            "Power costs 31 marks for each megawatt-hour.",
            "Power costs 31 marks per megawatt-hour.",
        ),
    ],
)
def test_a_measure_may_be_told_in_other_words(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()
