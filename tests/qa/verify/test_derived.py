"""Figures and days that follow from a quote's: no error; and those that do not."""

from __future__ import annotations

import pytest

from tests.qa.verify.checked import kinds


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The dyke is 6.4 metres high, up from 5.9 metres.", "At 6.4 metres, the dyke is 0.5 metres higher than before."),
        ("Sheep outnumber goats, with 840 sheep and 610 goats.", "There are 230 more sheep than goats."),
        ("Of the 19 claims, eleven were upheld and three thrown out; the others are open.", "Five of the 19 claims are still open."),
        ("The town owns 70 per cent of the works and the state the rest.", "The state owns 30 per cent of the works."),
        ("Korva is the fourth-longest river.", "Only three rivers are longer than the Korva."),
        ("The choir wanted 40,000 crowns and was given 15,000.", "The choir was given less than half of the 40,000 crowns it wanted."),
        ("The hall has 1,972 seats.", "The hall has nearly 2,000 seats."),
        ("Rents rose for the fifth month running.", "Rents have risen for five months in a row."),
        ("The firm paid 20,000 crowns, a quarter of what was asked.", "The firm had been asked for 80,000 crowns and paid 20,000."),
        ("Two climbers and a guide were rescued.", "Three people were rescued."),
        ("The number of cases rose by 31 to 118.", "There had been 87 cases before."),
        ("The tram line opened in 2019 and was closed four years later.", "The tram line, opened in 2019, was closed in 2023."),
        ("The lease was signed in 2004 and ran for 20 years.", "The lease, signed in 2004, ended in 2024."),
        ("The survey was printed in 2030, two years after it had been made.", "Made in 2028, the survey was printed in 2030."),
        ("The choir shrank from 90 to 60 members.", "The choir lost a third of its members and has 60."),
        ("A quarter of the 800 beds are empty.", "Of the 800 beds, 600 are taken."),
        ("She won the cup in the 2029-30 season.", "In the 2029-30 season she won the cup."),
        ("Ticket sales fell in the first four months of 2030.", "Ticket sales fell from January to April 2030."),
        ("Rainfall was lower in April than in March.", "Rainfall fell between March and April."),
        ("The lake holds more than 300 kinds of fish.", "The kinds of fish that the lake holds exceed 300."),
        ("The toll passed 400 on Tuesday.", "On Tuesday the toll was over 400."),
    ],
)
def test_what_a_quote_comes_to_is_no_false_figure_and_no_false_day(quote: str, sentence: str) -> None:
    assert not kinds(sentence, quote) & {"number", "day"}


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Sheep outnumber goats, with 840 sheep and 610 goats.", "There are 320 more sheep than goats."),
        ("The town owns 70 per cent of the works and the state the rest.", "The state owns 40 per cent of the works."),
        ("Korva is the fourth-longest river.", "Only five rivers are longer than the Korva."),
        ("The choir wanted 40,000 crowns and was given 15,000.", "The choir was given more than half of the 40,000 crowns it wanted."),
        ("The hall has 1,972 seats.", "The hall has nearly 1,900 seats."),
        ("The tram line opened in 2019 and was closed four years later.", "The tram line, opened in 2019, was closed in 2022."),
        ("She won the cup in the 2029-30 season.", "She won the cup in the 2028-29 season."),
    ],
)
def test_what_a_quote_does_not_come_to_is_still_caught(quote: str, sentence: str) -> None:
    assert kinds(sentence, quote) & {"number", "day"}
