"""Claims are read once and kept by document digest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from index.search import Library
from index.types import Window
from qa.ledger import keep

Open = Callable[[str], Library]


def test_claims_are_read_once_and_come_back_as_they_were(open_library: Open, reports: Path) -> None:
    library = open_library("home")
    library.add([reports])
    assert keep.extract(library) == 3
    assert keep.extract(library) == 0
    kept = keep.reports(library)
    assert [report.document for report in kept] == ["2031-05-01-harbour.txt", "2031-05-02-harbour.txt", "2031-05-03-mayor.md"]
    assert kept == keep.reports(library)


def test_a_home_without_notes_is_read_when_it_is_first_asked(open_library: Open, reports: Path) -> None:
    library = open_library("home")
    library.add([reports])
    assert len(keep.reports(library)) == 3
    assert keep.extract(library) == 0


def test_a_busy_home_is_read_all_the_same(open_library: Open, reports: Path) -> None:
    library = open_library("home")
    library.add([reports])
    with FileLock(library.home / "lock"):
        assert len(keep.reports(library)) == 3


def test_a_note_that_cannot_be_read_is_made_anew(open_library: Open, reports: Path) -> None:
    library = open_library("home")
    library.add([reports])
    digests = [kept.digest for kept in library.record.documents()]
    library.keep_notes(keep.KIND, dict.fromkeys(digests, '{"version": 1}') | {digests[0]: "no json"})
    assert len(keep.reports(library)) == 3


def test_undated_and_later_documents_are_not_among_the_reports_of_a_window(open_library: Open, reports: Path) -> None:
    library = open_library("home")
    library.add([reports])
    window = Window(until=keep.reports(library)[0].date)
    assert [report.document for report in keep.reports(library, window)] == ["2031-05-01-harbour.txt"]
