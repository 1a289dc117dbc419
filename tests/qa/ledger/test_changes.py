"""Reports against what was known before: retracted, corrected, contradicted, updated, new, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Document
from qa.ledger.changes import changes
from qa.ledger.claims import read_report
from qa.ledger.types import Change, Report

Read = Callable[..., Report]


def found(reports: Sequence[Report], since: str, until: str | None = None, about: str | None = None) -> list[Change]:
    last = dt.date.fromisoformat(until) if until else None
    return list(changes(reports, since=dt.date.fromisoformat(since), until=last, about=about))


def one(rows: Sequence[Change], kind: str, document: str) -> Change:
    return next(row for row in rows if row.change == kind and row.spans[0].document == document)


def test_a_correction_carries_the_old_and_the_new_value_and_cites_both(pile: tuple[Report, ...]) -> None:
    row = one(found(pile, "2027-06-03", "2027-06-05"), "corrected", "ferry-4")
    assert (row.was, row.now) == ("24", "23")
    assert row.previous is not None
    assert row.previous.document == "ferry-3"


def test_a_toll_revised_down_is_not_contradicted_by_the_older_one(pile: tuple[Report, ...]) -> None:
    rows = [row for row in found(pile, "2027-06-03", "2027-06-05") if row.spans[0].document == "ferry-4"]
    assert [row.change for row in rows] == ["corrected"]


def test_a_retraction_names_the_report_that_it_takes_back(pile: tuple[Report, ...]) -> None:
    row = one(found(pile, "2027-06-03", "2027-06-05"), "retracted", "ferry-5")
    assert row.previous is not None
    assert row.previous.document == "ferry-2"


def test_a_retraction_of_a_report_that_is_not_there_has_no_previous(read: Read) -> None:
    report = read("The Signal retracts its report of 4 May on the mayor's yacht.", source="Signal")
    [row] = found([report], "2027-06-02")
    assert (row.change, row.previous) == ("retracted", None)


def test_a_denial_stands_beside_what_it_denies(pile: tuple[Report, ...]) -> None:
    row = one(found(pile, "2027-06-02", "2027-06-03"), "contradicted", "ferry-3")
    assert "denied" in row.spans[0].quote
    assert row.previous is not None
    assert row.previous.document == "ferry-2"


def test_a_new_value_of_the_same_figure_is_an_update_from_and_to(pile: tuple[Report, ...]) -> None:
    rows = found(pile, "2027-06-02", "2027-06-05")
    moved = {(row.was, row.now) for row in rows if row.change == "updated"}
    assert {("87", "112"), ("5.50 percent", "6.00 percent"), ("3,200", "4,100")} <= moved


def test_an_office_that_changes_hands_is_an_update_of_whoever_left_it(pile: tuple[Report, ...]) -> None:
    row = one(found(pile, "2027-06-03", "2027-06-04"), "updated", "nurses-3")
    assert row.previous is not None
    assert "Mira Holt" in row.previous.quote


def test_what_nobody_told_before_is_new(pile: tuple[Report, ...]) -> None:
    assert one(found(pile, "2027-06-04", "2027-06-05"), "new", "fire-1").previous is None


def test_daily_figures_are_never_added_up_nor_compared(read: Read) -> None:
    first = read("The rebels freed 14 miners in Kessel on Wednesday.", date="2027-06-02", name="a")
    second = read("The rebels freed 11 miners in Kessel on Thursday.", date="2027-06-03", name="b")
    assert not [row for row in found([first, second], "2027-06-02") if row.change in ("updated", "contradicted")]


def test_the_same_news_told_by_a_thousand_reports_is_one_row(read: Read) -> None:
    reports = [read("A dam failed in Lumen on Thursday and 9 people died.", name=f"r{at:04}", source=f"s{at}") for at in range(1000)]
    assert len([row for row in found(reports, "2027-06-02") if row.change == "new"]) == 1


def test_deaths_of_two_disasters_are_not_one_series(read: Read) -> None:
    quake = read("The quake in Torva killed 40 people, rescuers in the hills of Torva said.", date="2027-06-02", name="a")
    flu = read("Three patients have died of influenza at a clinic in Lumen, its doctors said.", date="2027-06-03", name="b")
    assert not [row for row in found([quake, flu], "2027-06-02") if row.change == "updated"]


def test_nothing_dated_later_than_until_changes_anything(pile: tuple[Report, ...]) -> None:
    early = tuple(report for report in pile if report.date <= dt.date(2027, 6, 3))
    assert found(pile, "2027-06-01", "2027-06-03") == found(early, "2027-06-01", "2027-06-03")


def test_the_day_of_since_belongs_to_the_past(pile: tuple[Report, ...]) -> None:
    assert all(row.spans[0].date and row.spans[0].date > dt.date(2027, 6, 3) for row in found(pile, "2027-06-03", "2027-06-05"))
    assert found(pile, "2027-06-05") == []


def test_a_topic_keeps_only_the_rows_that_speak_of_it(pile: tuple[Report, ...]) -> None:
    rows = found(pile, "2027-06-02", "2027-06-05", about="nurses' union")
    assert rows
    assert all(row.spans[0].document.startswith("nurses") for row in rows)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="aAB 19.,\n-", max_size=80), max_size=5))
def test_whatever_the_reports_say_every_quote_is_the_text_at_its_span(texts: list[str]) -> None:
    documents = [Document(name=f"d{at}", text=text, date=dt.date(2027, 6, 1 + at)) for at, text in enumerate(texts)]
    reports = [report for document in documents if (report := read_report(document)) is not None]
    stored = {report.document: report.text for report in reports}
    for row in changes(reports, since=dt.date(2027, 6, 1)):
        for span in (*row.spans, *((row.previous,) if row.previous else ())):
            assert stored[span.document][span.start : span.end] == span.quote


def test_a_new_opening_without_a_figure_stands_with_one_from_beside_it(read: Read) -> None:
    known = read("Nurses in Lumen walked out.", date="2027-06-01", name="a", source="Planet")
    text = "The orchestra of Lumen has bought the old customs house on Quay Street.\n\nIt paid 2.4 million crowns for the building."
    (row,) = changes([known, read(text, date="2027-06-03", name="b", source="Planet")], since=dt.date(2027, 6, 1))
    assert [span.quote for span in row.spans] == text.split("\n\n")
