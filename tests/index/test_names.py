"""Names in a text and what a short one stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import aliases, find_names, unsaid


def found(text: str) -> list[str]:
    return [name.text for name in find_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday the mayor Ines Calloway met Tobin Marsh.", ["Ines Calloway", "Tobin Marsh"]),
        ("The Bank of Lanner raised its rate.", ["Bank of Lanner"]),
        ("Where did Ines Calloway resign?", ["Ines Calloway"]),
        ("It rained on Tuesday in March.", []),
        ("Divers found two bodies. Officials said no more.", []),
        ("Alba sank. The ferry Alba was old.", ["Alba", "Alba"]),
        ("NATO moved first. Its allies followed.", ["NATO"]),
        ("FERRY ALBA SINKS OFF LANNER\nThe ferry Alba sank.", ["Alba"]),
        ("Ferry Alba Sinks Off Lanner After Engine Room Fire Spreads", []),
        ("WHO OWNS THE FERRY ALBA?", []),
        ("", []),
    ],
)
def test_names_are_capitalised_runs_that_custom_alone_does_not_explain(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_surname_stands_for_the_full_name_of_its_document() -> None:
    text = "The harbour master Orla Finch spoke first. Later Finch left the hall."
    names = find_names(text)
    assert unsaid(names, aliases(names), text.index("Later"), len(text)) == ("orla",)
    assert unsaid(names, aliases(names), 0, text.index("Later")) == ()


def test_a_surname_of_two_people_stands_for_neither() -> None:
    text = "Minister Orla Finch met the pilot Boris Finch. Later Finch left."
    names = find_names(text)
    assert unsaid(names, aliases(names), text.index("Later"), len(text)) == ()


@given(st.text(max_size=200))
def test_every_name_is_the_text_at_its_span(text: str) -> None:
    assert all(text[name.start : name.end] == name.text for name in find_names(text))
