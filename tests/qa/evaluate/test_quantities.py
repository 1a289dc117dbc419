from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.quantities import quantities, tells_number


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("sixty-six ships", "66"),
        ("18,600,000 crowns", "18.6 million crowns"),
        ("$3.5bn", "3.5 billion"),
        ("0.40 percent", "0.4"),
        ("4.75 %", "4.75 per cent"),
        ("released 69 captives, including 51", "69"),
        ("a 16th body", "16"),
        ("31 km long", "19 miles"),
        ("the 31-kilometre canal", "31 km"),
        ("about 11 kilometres", "six nautical miles"),
        ("5.5 kilometres", "three nautical miles"),
        ("two weeks", "14 days"),
        ("by 61-57", "57"),
        ("61 votes to 57", "61"),
        ("rose from 20 to 30", "30"),
        ("25 were hurt", "20-30"),
        ("between 20 and 30 were hurt", "20-30"),
        ("between 20 and 30 were hurt", "20 to 30"),
        ("40 [1].", "40"),
    ],
)
def test_a_number_is_told_however_it_is_written(said: str, wanted: str) -> None:
    assert tells_number(said, wanted)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("35 per cent", "3.5"),
        ("310 ships", "31"),
        ("18.6", "18.6 million"),
        ("on 13 March", "13"),
        ("-5 degrees", "5"),
        ("4.75 km", "4.75 percent"),
        ("31 km", "31 miles"),
        ("between 20 and 30 died", "20"),
        ("20-30 died", "30"),
        ("40 died", "20-30"),
        ("as source [69] says", "69"),
        ("nobody", "0"),
    ],
)
def test_another_number_is_not_taken_for_it(said: str, wanted: str) -> None:
    assert not tells_number(said, wanted)


def test_a_tolerance_is_in_the_wanted_unit() -> None:
    assert tells_number("about 52 ships", "50", tolerance=2)
    assert not tells_number("about 53 ships", "50", tolerance=2)
    assert tells_number("30 km", "20", unit="miles", tolerance=2)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_whole_numbers_are_told_exactly_when_they_are_equal(said: int, wanted: int) -> None:
    assert tells_number(f"it was {said} then", str(wanted)) == (said == wanted)


@given(st.text(max_size=200))
def test_any_text_has_quantities_with_ordered_ends(text: str) -> None:
    assert all(quantity.low <= quantity.high and quantity.place > 0 for quantity in quantities(text))


def test_the_place_is_that_of_the_last_written_digit() -> None:
    places = {text: quantities(text)[0].place for text in ("3.5 km", "12 km", "18.6 million km")}
    assert places == {"3.5 km": Decimal("0.1"), "12 km": Decimal(1), "18.6 million km": Decimal(100_000)}
