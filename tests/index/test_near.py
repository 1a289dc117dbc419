"""Copies of one text."""

from __future__ import annotations

from index.near import runs, same

WIRE = "the ferry alba sank off port lanner on thursday night and nine people died the harbour master said on friday morning"


def test_a_wire_copy_with_another_opening_is_the_same() -> None:
    assert same(runs(WIRE), runs(f"Gazette staff. {WIRE.capitalize()}!"))


def test_another_report_of_the_event_is_not() -> None:
    other = "nine people died when a ferry went down near the port of lanner late on thursday according to the harbour master there"
    assert not same(runs(WIRE), runs(other))


def test_a_short_text_is_never_a_copy() -> None:
    assert not same(runs(WIRE[:50]), runs(WIRE[:50]))


def test_a_text_inside_a_much_longer_one_is_not_a_copy_of_it() -> None:
    assert not same(runs(WIRE), runs(WIRE + "".join(f" word{n}" for n in range(60))))
