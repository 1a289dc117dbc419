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


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Reed welcomed the ruling of the harbour court.", "Reed regretted the ruling of the harbour court."),
        ("Ann Reed is the permanent director of the mill.", "Ann Reed is the acting director of the mill."),
        ("Islanders backed the new quay in a poll.", "Islanders opposed the new quay in a poll."),
    ],
)
def test_more_opposites_are_known(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The fog lowered the river traffic by up to a third.", "River traffic fell by as much as a third in the fog."),
        (
            "Boats from Vael rose slightly and those from Corvane fell.",
            "Boats from Corvane fell most sharply, while those from Vael edged up.",
        ),
        ("The guild put its boycott, under way since May, on hold.", "The guild suspended its boycott that began in May."),
    ],
)
def test_an_opposite_of_another_thing_passes(sentence: str, quote: str) -> None:
    assert not kinds(sentence, quote)
