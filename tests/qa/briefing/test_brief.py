"""A page from its home: stories, status, wall, bottom line, what is withheld."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.search import Library
from qa.briefing.brief import brief, checked
from qa.briefing.types import Briefing, Line, StoryBrief
from qa.render.briefing import as_json
from qa.types import QaError

Page = Callable[..., Briefing]
Write = Callable[..., Path]


def about(page: Briefing, word: str) -> StoryBrief:
    found = [one for one in page.stories if word in " ".join(fact.line.text for fact in one.facts)]
    assert found, [one.title for one in page.stories]
    return found[0]


def test_every_line_of_the_page_is_the_stored_text_of_what_it_cites(page: Page, library: Library) -> None:
    for day in ("2027-06-01", "2027-06-03", "2027-06-05"):
        lines = list(page(day).lines)
        assert lines
        for line in lines:
            assert line.spans
            for span in line.spans:
                assert library.text_of(span.document, span.digest)[span.start : span.end] == span.quote
            assert line.text == " ".join(" ".join(span.quote.split()) for span in line.spans)


def test_two_outlets_that_tell_one_happening_are_one_story_with_two_sources(page: Page) -> None:
    ferry = about(page("2027-06-03"), "Maris")
    assert {"pile.jsonl#ferry-3", "pile.jsonl#ferry-4"} <= set(ferry.documents)
    assert ferry.independent_sources == 2


def test_a_happening_that_goes_on_is_updated_and_a_first_report_is_new(page: Page) -> None:
    third = page("2027-06-03")
    assert about(third, "Maris").status == "updated"
    assert about(third, "Nurses").status == "new"


def test_a_correction_and_a_retraction_give_their_story_that_status_with_what_they_take_back(page: Page) -> None:
    corrected, retracted = page("2027-06-04").stories[0], page("2027-06-05").stories[0]
    assert (corrected.status, retracted.status) == ("corrected", "retracted")
    for story, words in ((corrected, "24"), (retracted, "300")):
        fact = next(fact for fact in story.facts if fact.change == story.status)
        assert fact.previous is not None
        assert words in fact.previous.text


def test_a_denial_stands_beside_what_it_denies(page: Page) -> None:
    clashes = about(page("2027-06-03"), "Maris").contradictions
    sides = [{line.spans[0].document for line in clash.claims} for clash in clashes]
    assert {"pile.jsonl#ferry-3", "pile.jsonl#ferry-2"} in sides


def test_a_figure_carries_its_earlier_values_by_day(page: Page) -> None:
    rows = [row for story in page("2027-06-09").stories for row in story.figures]
    rate = next(row for row in rows if row.amount == "6")
    assert [(value.amount, value.date) for value in rate.history] == [("5.5", dt.date(2027, 6, 1))]


def test_a_day_to_come_is_to_be_watched(page: Page) -> None:
    rows = about(page("2027-06-03"), "Maris").watch
    assert [(row.day, row.line.text) for row in rows] == [(dt.date(2027, 6, 7), "An inquiry will open on Monday 7 June.")]


def test_orders_to_a_machine_and_speech_without_its_speaker_are_not_on_the_page(page: Page) -> None:
    told = " ".join(line.text for line in page("2027-06-03").lines)
    assert "ignore previous instructions" not in told
    speech = [line.text for line in page("2027-06-03").lines if "The ministry must move" in line.text]
    assert all("Mira Holt" in text for text in speech)


def test_an_empty_day_has_no_story_and_names_the_latest_day_that_has_reports(page: Page) -> None:
    empty = page("2027-06-07")
    assert empty.stories == ()
    assert empty.lead == ()
    assert empty.coverage.latest == dt.date(2027, 6, 5)


def test_undated_documents_are_counted_and_never_told(page: Page) -> None:
    told = page("2027-06-01", until="2027-06-09")
    assert told.coverage.undated == 1
    assert not any("leaflet" in span.document for span in told.references)


def test_behind_a_wall_the_page_is_the_one_of_a_home_that_ends_there(
    page: Page, tmp_path: Path, open_library: Callable[[str], Library], written: Write, rows: list[tuple[str | None, ...]]
) -> None:
    day = dt.date(2027, 6, 3)
    walled = page("2027-06-03", as_of="2027-06-03")
    ended = open_library("ended")
    ended.add([written(tmp_path / "pile-ended", [row for row in rows if row[0] is not None and row[0] <= "2027-06-03"])])
    other = brief(ended, since=day, until=day, as_of=day)
    left, right = as_json(replace(walled, run="")), as_json(replace(other, run=""))
    assert left == right


def test_the_same_day_briefed_again_is_the_same_page_but_for_its_run(page: Page) -> None:
    first, second = page("2027-06-03"), page("2027-06-03")
    assert first.run != second.run
    assert replace(first, run="") == replace(second, run="")


def test_nothing_later_than_the_window_is_read(page: Page) -> None:
    assert {span.date for span in page("2027-06-03").references if span.date and span.date > dt.date(2027, 6, 3)} == set()


def test_an_inverted_window_is_named(library: Library) -> None:
    with pytest.raises(QaError, match="inverted"):
        brief(library, since=dt.date(2027, 6, 3), until=dt.date(2027, 6, 1))


def test_the_bottom_line_has_three_sentences_at_most_each_from_another_story(page: Page) -> None:
    whole = page("2027-06-01", until="2027-06-09")
    assert 1 <= len(whole.lead) <= 3
    assert len({line.text for line in whole.lead}) == len(whole.lead)
    facts = {fact.line.text for story in whole.stories for fact in story.facts}
    assert {line.text for line in whole.lead} <= facts


def test_a_line_that_its_quotes_do_not_bear_out_is_withheld_and_named(page: Page, library: Library) -> None:
    made = page("2027-06-01")
    story = about(made, "Maris")
    line = story.facts[0].line
    wrong = replace(story.facts[0], line=Line(text=line.text.replace("11", "19"), spans=line.spans))
    cleaned = checked(replace(made, stories=(replace(story, facts=(wrong, *story.facts[1:])),)), library)
    assert "19" not in " ".join(one.text for one in cleaned.lines)
    assert cleaned.withheld[0].check == "C3"
    assert "C3" not in cleaned.passed


def test_a_standing_topic_comes_first_and_a_silent_one_is_said_aloud(page: Page) -> None:
    made = page("2027-06-03", topics=("nurses of Daland", "volcano"))
    nurses, volcano = made.requirements
    assert nurses.stories == (about(made, "Nurses").id,)
    assert volcano.note is not None
    assert "volcano" in volcano.note
    assert made.stories[0].id == nurses.stories[0]


def test_a_report_added_in_the_window_but_dated_before_it_is_a_late_arrival(
    tmp_path: Path, open_library: Callable[[str], Library], written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library("late")
    told = "The dam of Lumen held, the ministry said."

    def add_on(day: str, name: str, dated: str) -> None:
        clock = types.SimpleNamespace(now=lambda _zone: dt.datetime.fromisoformat(f"{day}T08:00:00+00:00"))
        monkeypatch.setattr("index.add.dt", types.SimpleNamespace(datetime=clock, UTC=dt.UTC, date=dt.date))
        library.add([written(tmp_path / name, [(dated, name, "Wire", name, told)])])

    add_on("2027-06-01", "first", "2027-05-20")
    add_on("2027-06-03", "behind", "2027-05-30")
    add_on("2027-06-03", "punctual", "2027-06-03")
    day = dt.date(2027, 6, 3)
    assert [one.document for one in brief(library, since=day, until=day).late] == ["pile.jsonl#behind"]


def test_fifty_copies_of_one_report_are_one_source_and_one_fact(
    tmp_path: Path, open_library: Callable[[str], Library], written: Write
) -> None:
    library = open_library("copies")
    text = "A warehouse fire in Lumen killed two firefighters on Saturday, the fire service said.\n\nThe cause is not known."
    library.add([written(tmp_path / "copies", [("2027-06-05", f"c{at}", f"Paper {at}", "Fire in Lumen", text) for at in range(50)])])
    made = brief(library, since=dt.date(2027, 6, 5), until=dt.date(2027, 6, 5))
    assert [story.independent_sources for story in made.stories] == [1]
    told = [fact.line.text for fact in made.stories[0].facts]
    assert len(told) == len(set(told))
