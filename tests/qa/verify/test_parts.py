"""What is told of a part, of one figure among others, of one place, or against an earlier figure."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Inspectors closed 60 kitchens.", "Inspectors visited 60 kitchens, of which nine were closed."),
        ("Forty sailors were taken to hospital.", "Forty sailors were rescued, six of whom were taken to hospital."),
        ("The mill sold 900 bales in the capital.", "The mill sold 900 bales, nearly half of them in the capital."),
        ("The lamp weighs 12 kilograms.", "The boat carries a winch weighing 12 kilograms and a lamp weighing 3 kilograms."),
        (
            "Lead stood at six times the limit at Sant Orrel.",
            "Lead stood at six times the limit at Vael and at twice the limit at Sant Orrel.",
        ),
    ],
)
def test_what_a_quote_tells_of_a_part_is_not_told_of_the_whole_or_of_another(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Inspectors visited 60 kitchens and closed nine.", "Inspectors visited 60 kitchens, of which nine were closed."),
        ("Six of the forty rescued sailors were taken to hospital.", "Forty sailors were rescued, six of whom were taken to hospital."),
        ("The winch weighs 12 kilograms.", "The boat carries a winch weighing 12 kilograms and a lamp weighing 3 kilograms."),
    ],
)
def test_a_part_that_is_told_as_one_passes(sentence: str, quote: str) -> None:
    assert not kinds(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Throughout Corvane the ferries have stopped.", "In the western district of Corvane the ferries have stopped."),
        ("Rents across the country rose by 4 per cent.", "Rents in the capital rose by 4 per cent."),
    ],
)
def test_what_a_quote_tells_of_one_district_is_not_told_of_the_whole_country(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)
    assert not kinds(sentence, sentence.replace("the ferries", "all ferries"))


def test_two_figures_that_are_compared_say_which_of_the_two_is_more() -> None:
    quote = "The shipyard made a loss of 12 million marks, against 30 million a year earlier."
    assert kinds("The shipyard's loss widened within a year.", quote)
    assert not kinds("The shipyard's loss narrowed within a year.", quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Vael is the country's largest port.", "Vael is the country's third-largest port."),
        ("The dam is the highest in the republic.", "The dam is the highest in the republic outside the capital."),
        ("All of Corvane's nine ferries are idle.", "Four of Corvane's nine ferries are idle."),
        ("The guild pays for the harbour light in full.", "The harbour light is paid for mainly by the guild."),
    ],
)
def test_a_rank_and_a_part_are_kept(sentence: str, quote: str) -> None:
    assert kinds(sentence, quote)
