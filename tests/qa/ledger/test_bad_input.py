"""What reports do to a ledger when nobody minds them: namesakes, two languages, two units, days to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from qa.ledger.changes import changes
from qa.ledger.types import Change, Report

Read = Callable[..., Report]


def changed(*reports: Report, since: str = "2027-06-02", until: str | None = "2027-06-05") -> tuple[Change, ...]:
    return changes(reports, since=dt.date.fromisoformat(since), until=dt.date.fromisoformat(until) if until else None)


def test_two_people_with_one_surname_do_not_take_each_others_office(read: Read) -> None:
    one = read("Finance Minister Ruta Halvard opened the fair in Selby on Tuesday.", date="2027-06-01", name="a")
    two = read("Joren Halvard was elected chairman of the pilots' guild on Thursday.", date="2027-06-03", name="b")
    assert not [row for row in changed(one, two) if row.change == "updated"]


def test_a_place_that_is_also_a_person_keeps_figures_of_the_two_apart(read: Read) -> None:
    place = read("The flood in Corvane killed 12 people on Tuesday, police said.", date="2027-06-01", name="a", source="Herald")
    person = read(
        "Commodore Elise Corvane said on Thursday that 9 sailors had died in the fire on the Heron.",
        date="2027-06-03", name="b", source="Signal",
    )  # fmt: skip
    assert not [row for row in changed(place, person) if row.change in ("updated", "contradicted")]


def test_miles_and_kilometres_of_one_distance_are_no_contradiction(read: Read) -> None:
    miles = read("The wreck lies 12 miles off Port Ellery, the coast guard said.", date="2027-06-03", name="a", source="Herald")
    metric = read("The wreck lies 19 kilometres off Port Ellery, the harbour office said.", date="2027-06-03", name="b", source="Signal")
    assert not [row for row in changed(miles, metric) if row.change in ("contradicted", "updated")]


def test_the_same_report_in_two_languages_contradicts_nothing(read: Read) -> None:
    english = read("At least 11 people drowned when the ferry Maris capsized off Port Ellery on Sunday.", name="a", source="Herald")
    french = read(
        "Au moins 11 personnes se sont noyées dans le naufrage du ferry Maris au large de Port Ellery.", name="b", source="Journal"
    )
    assert not [row for row in changed(english, french) if row.change in ("contradicted", "corrected", "retracted")]


def test_a_report_dated_in_the_future_plays_no_part_before_its_day(read: Read) -> None:
    now = read("At least 11 people drowned when the ferry Maris capsized off Port Ellery.", date="2027-06-03", name="a")
    later = read("The death toll from the ferry Maris off Port Ellery climbed to 24.", date="2037-01-01", name="b")
    assert changed(now) == changed(now, later)


def test_shares_that_move_are_no_values_of_one_thing(read: Read) -> None:
    one = read("Shares in Blue Line lost 23 per cent on Tuesday.", date="2027-06-01", name="a")
    two = read("Shares in Blue Line rose 6 per cent on Thursday.", date="2027-06-03", name="b")
    assert not [row for row in changed(one, two) if row.change == "updated"]


def test_two_gauges_are_not_one_series_and_one_gauge_is(read: Read) -> None:
    old = read("The gauge at Pell Bridge stood at 62 cubic metres a second on Tuesday.", date="2027-06-01", name="a")
    same = read("At Pell Bridge the river carried 71 cubic metres of water a second on Thursday morning.", date="2027-06-03", name="b")
    other = read("The gauge at Lower Marl showed 30 cubic metres a second on Thursday.", date="2027-06-03", name="c")
    rows = [row for row in changed(old, same, other) if row.change == "updated"]
    assert [(row.was, row.now) for row in rows] == [("62", "71")]


def test_a_value_named_as_the_wrong_one_is_put_right(read: Read) -> None:
    was = read("The death toll at the flooded Ost mine rose to 19 on Tuesday, the company said.", date="2027-06-01", name="a")
    now = read("Seventeen people are known to have died in the flooded Ost mine, not 19, the company said.", date="2027-06-03", name="b")
    assert [(row.was, row.now) for row in changed(was, now) if row.change == "corrected"] == [("19", "Seventeen")]
