"""Claims are read once and kept by document digest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index.search import Library
from index.types import Window
from qa.ledger import keep
from qa.ledger.claims import VERSION
from qa.ledger.likeness import Weights
from qa.ledger.parts import parts_of
from qa.ledger.past import Past

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


def test_vectors_of_parts_are_made_once_and_come_back_to_the_last_digit(
    open_library: Open, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library("home")
    library.add([reports])
    found = keep.reports(library)
    made = keep.part_vectors(library, found)
    assert {key for key, _ in made.items()} == {part.key for report in found for part in parts_of(report)}
    assert all(np.linalg.norm(vector) == pytest.approx(1.0) for vector in made.values())

    def never(texts: object) -> None:
        raise AssertionError(f"embedded again: {texts}")

    monkeypatch.setattr(library.embedder, "embed", never)
    again = keep.part_vectors(library, found)
    assert all(np.array_equal(made[key], again[key]) for key in made)


@pytest.mark.parametrize("damage", ['{"version": %d, "rows": %d}', '{"version": %d, "rows": %d, "vectors": "AAA"}', "no json %d %d"])
def test_vectors_that_cannot_be_read_are_made_anew(open_library: Open, reports: Path, damage: str) -> None:
    library = open_library("home")
    library.add([reports])
    found = keep.reports(library)
    made = keep.part_vectors(library, found)
    library.keep_notes(keep.PARTS, {report.digest: damage % (VERSION, len(parts_of(report))) for report in found})
    again = keep.part_vectors(library, found)
    assert all(np.array_equal(made[key], again[key]) for key in made)


def test_a_busy_home_has_vectors_of_parts_all_the_same(open_library: Open, reports: Path) -> None:
    library = open_library("home")
    library.add([reports])
    with FileLock(library.home / "lock"):
        assert keep.part_vectors(library, keep.reports(library))


def test_where_many_are_held_against_the_past_each_sees_the_nearest_few_of_it(open_library: Open, reports: Path) -> None:
    library = open_library("home")
    library.add([reports])
    found = keep.reports(library)
    weights = Weights.of(found)
    mayor = next(report for report in found if "mayor" in report.document)
    own = [stem for stem in mayor.stems if weights.counts[stem] == 1]
    assert Past(found, weights).about(own) == found
    assert Past(found, weights, asked_of=100_000).about(own) == [mayor]
