"""Text and Markdown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.plain import read_markdown, read_text
from index.read.text import Unreadable
from index.types import Document

DAY = dt.date(2031, 3, 5)


def text(data: str | bytes, name: str = "report.txt") -> Document:
    return next(read_text(data.encode() if isinstance(data, str) else data, name))


def markdown(data: str, name: str = "report.md") -> Document:
    return next(read_markdown(data.encode(), name))


@pytest.mark.parametrize("head", ["date 2031-03-05 ", " date 2031-03-05 ", "\ufeffdate 2031-03-05\r\n", "Date: 2031-03-05\n\n"])
def test_the_date_header_is_read_and_is_not_part_of_the_text(head: str) -> None:
    read = text(head + "Ships wait. More came.")
    assert (read.date, read.text, read.title, read.source) == (DAY, "Ships wait. More came.", "Ships wait.", None)


def test_a_header_with_an_impossible_day_leaves_the_document_undated() -> None:
    read = text("date 2031-02-30 Ships wait.")
    assert (read.date, read.text) == (None, "Ships wait.")
    assert read.warnings == ("date '2031-02-30' is not a day of the calendar",)


def test_a_text_that_only_begins_with_the_word_date_keeps_it() -> None:
    read = text("date 2031-03-2031-03-05 is no header")
    assert read.text.startswith("date 2031-03-")
    assert read.date is None


def test_the_file_name_dates_what_has_no_header() -> None:
    assert text("Ships wait.", "in/2031-03-05-ships.txt").date == DAY
    assert text("date 2031-03-05 Ships wait.", "2031-01-01.txt").date == DAY


def test_a_day_in_the_future_is_kept() -> None:
    assert text("date 2999-12-31 Ships wait.").date == dt.date(2999, 12, 31)


@pytest.mark.parametrize("read", [text, markdown])
def test_front_matter_gives_day_title_source_and_address(read: Callable[[str], Document]) -> None:
    document = read("---\ndate: 2031-03-05\ntitle: \"Toll: 'twelve'\"\nsource: The Echo\nurl: https://echo.example/1\n---\n\nShips wait.\n")
    assert document == Document(
        name=document.name, text="Ships wait.", date=DAY, title="Toll: 'twelve'", source="The Echo", url="https://echo.example/1"
    )


def test_front_matter_dates_may_be_published_and_carry_a_time() -> None:
    assert text("---\npublished: 2031-03-05T23:00:00-08:00\nauthor: Jo Penn\n---\nShips wait.").date == DAY
    assert text("---\nDate: 5 March 2031\n---\nShips wait.").date == DAY


def test_front_matter_that_is_not_yaml_is_read_line_by_line() -> None:
    read = text("---\ntitle: Toll: now twelve\ndate: 2031-03-05\n---\nShips wait.")
    assert (read.title, read.date, read.text) == ("Toll: now twelve", DAY, "Ships wait.")
    assert "not valid YAML" in read.warnings[0]


def test_an_impossible_day_in_front_matter_is_a_warning() -> None:
    read = text("---\ndate: 2031-02-30\ntitle: T\n---\nShips wait.")
    assert (read.date, read.title) == (None, "T")
    assert read.warnings == ("date '2031-02-30' is not a day of the calendar",)


def test_prose_between_two_rules_stays_in_the_text() -> None:
    assert text("---\nNot a field at all\n---\nShips wait.").text.startswith("---\nNot a field")
    assert text("---\nunclosed: 1\nShips wait.").text.startswith("---")


def test_a_python_object_in_front_matter_runs_nothing(tmp_path: Path) -> None:
    read = text(f"---\ntitle: !!python/object/apply:os.system ['touch {tmp_path}/canary']\ndate: 2031-03-05\n---\nShips wait.")
    assert (read.title, read.date) == ("Ships wait.", DAY)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]",
        "a: &a {x: 1}\nb: &b {<<: [*a,*a]}\nc: {<<: [*b,*b]}",
        "a: " + "[" * 20_000,
        "a: " + "{a: " * 5_000,
    ],
)
def test_a_bomb_in_front_matter_is_harmless(bomb: str) -> None:
    read = text(f"---\ntitle: T\n{bomb}\n---\nShips wait.")
    assert (read.title, read.text) == ("T", "Ships wait.")


def test_untitled_markdown_is_called_by_its_first_heading() -> None:
    assert markdown("Intro.\n\n# The **toll** [rises](https://x.example) #\n\nShips wait.").title == "The toll rises"
    assert markdown("## Not first level\n\nShips wait.").title == "Not first level"
    assert text("# a comment\nShips wait.").title == "a comment"


def test_markdown_is_kept_as_it_was_written() -> None:
    assert markdown("# T\n\nA **bold** word.").text == "# T\n\nA **bold** word."


@pytest.mark.parametrize("data", [b"", b" \n\t \xc2\xa0", b"date 2031-03-05 ", b"---\ntitle: T\n---\n"])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(Unreadable, match="empty"):
        text(data)


def test_a_doubtful_encoding_is_a_warning_of_the_document() -> None:
    assert "windows-1252" in text("date 2031-03-05 Le coût".encode("cp1252")).warnings[0]


@given(st.binary(max_size=200), st.sampled_from([b"", b"---\n", b"date 2031-03-05 ", b"---\ndate: "]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        document = text(head + data)
    except Unreadable:
        return
    assert document.text
