"""JSON lines."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.jsonl import read_jsonl
from index.types import Document, Skipped


def read(*lines: object, name: str = "in/clips.jsonl") -> list[Document | Skipped]:
    data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(read_jsonl(data.encode("utf-8", "surrogatepass"), name))


def test_a_line_is_a_document_named_by_its_id() -> None:
    row = {"id": "a-1", "date": "2031-03-05", "title": "T", "source": "Echo", "text": "Ships wait.", "url": "https://e.example/1"}
    assert read(row) == [
        Document(
            name="in/clips.jsonl#a-1",
            text="Ships wait.",
            date=dt.date(2031, 3, 5),
            title="T",
            source="Echo",
            url="https://e.example/1",
        )
    ]


def test_without_an_id_the_line_number_names_it_and_published_dates_it() -> None:
    first, second = read({"text": "One."}, "", {"text": "Two.", "published": "2031-03-05T10:00:00Z"})[:2]
    assert (first.name, second.name) == ("in/clips.jsonl#1", "in/clips.jsonl#3")
    assert isinstance(second, Document)
    assert second.date == dt.date(2031, 3, 5)


def test_a_bad_line_is_skipped_by_number_and_the_rest_is_read() -> None:
    results = read({"text": "One."}, "{bad", {"text": "Three."})
    assert [type(result) for result in results] == [Document, Skipped, Document]
    assert results[1] == Skipped(name="in/clips.jsonl#line 2", reason="not JSON at character 2")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"title": "T"}, "it has no text"),
        ({"text": None}, "it has no text"),
        ({"text": 14}, "its text is not a string"),
        ({"text": " \n "}, "empty"),
        ([1, 2], "not a JSON object"),
        ("[" * 100_000, "JSON nested too deeply"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "JSON with a number that cannot be read"),
        ("\x00\x01\x02\x03\x04\x05", "binary, not text"),
    ],
)
def test_why_a_line_is_skipped(line: object, reason: str) -> None:
    assert read(line) == [Skipped(name="in/clips.jsonl#line 1", reason=reason)]


def test_an_id_that_is_taken_is_named() -> None:
    results = read({"id": 7, "text": "One."}, {"id": "7", "text": "Two."})
    assert results[0].name == "in/clips.jsonl#7"
    assert results[1] == Skipped(name="in/clips.jsonl#line 2", reason="its id '7' is already that of line 1")


def test_a_line_number_does_not_take_anothers_id() -> None:
    assert isinstance(read({"id": "2", "text": "One."}, {"text": "Two."})[1], Skipped)


def test_a_lone_surrogate_is_replaced() -> None:
    (document,) = read('{"text": "lone \\ud83d here"}')
    assert isinstance(document, Document)
    assert document.text == "lone \ufffd here"


def test_a_field_of_the_wrong_kind_is_as_good_as_absent() -> None:
    (document,) = read('{"text": "Ships wait.", "date": NaN, "title": ["x"], "source": {}, "id": true}')
    assert document == Document(name="in/clips.jsonl#1", text="Ships wait.", title="Ships wait.")


def test_an_impossible_day_keeps_the_document() -> None:
    (document,) = read({"text": "Ships wait.", "date": "2031-02-30"})
    assert isinstance(document, Document)
    assert document.date is None
    assert document.warnings == ("date '2031-02-30' is not a day of the calendar",)


def test_the_file_name_dates_undated_lines() -> None:
    (document,) = read({"text": "Ships wait."}, name="2031-03-05.jsonl")
    assert isinstance(document, Document)
    assert document.date == dt.date(2031, 3, 5)


def test_a_damaged_line_warns_for_itself_alone() -> None:
    data = b'{"text": "caf\xe9 one"}\n{"text": "two"}'
    first, second = read_jsonl(data, "a.jsonl")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (len(first.warnings), len(second.warnings)) == (1, 0)


def test_wide_json_lines_are_read() -> None:
    (document,) = read_jsonl('{"text": "café"}\n'.encode("utf-16"), "a.jsonl")
    assert isinstance(document, Document)
    assert document.text == "café"


_VALUE = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=3)


@given(st.lists(st.dictionaries(st.sampled_from(["text", "id", "date", "title", "source", "url", "x"]), _VALUE), max_size=5))
def test_every_line_comes_back_once_under_its_own_name(rows: list[dict[str, object]]) -> None:
    results = list(read_jsonl("\n".join(json.dumps(row) for row in rows).encode(), "a.jsonl"))
    assert len(results) == len(rows)
    assert len({result.name for result in results}) == len(rows)
