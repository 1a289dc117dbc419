"""Words in the place of their opposites."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Bread became dearer in the northern towns in June.",
            "Bread became cheaper in the northern towns in June.",
        ),
        (
            "Exports of wool grew by a tenth.",
            "Imports of coal rose, whereas exports of wool shrank by a tenth.",
        ),
        (
            "The harbour master is in favour of a second lock.",
            "The harbour master opposes a second lock.",
        ),
        (
            "The talks on the reservoir have been under way since May.",
            "The talks on the reservoir have been suspended since May.",
        ),
        (
            "The fleet declined sharply in the last ten years.",
            "The fleet declined slightly in the last ten years.",
        ),
        (
            "The house above the mill was searched.",
            "The house below the mill was searched.",
        ),
        (
            "The court sold the old barge successfully.",
            "The court tried the sale of the old barge without success.",
        ),
    ],
)
def test_a_word_does_not_stand_for_its_opposite(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Exports of wool shrank by a tenth.",
            "Imports of coal rose, whereas exports of wool shrank by a tenth.",
        ),
        (
            "Imports of coal went up.",
            "Imports of coal rose, whereas exports of wool shrank by a tenth.",
        ),
        (
            "The harbour master does not support a second lock.",
            "The harbour master opposes a second lock.",
        ),
    ],
)
def test_an_opposite_of_another_thing_is_no_error(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote) == set()
