"""What is found, in which order, and what a passage says of its score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from index import rank
from index.embed.hashed import Hashed
from index.embed.types import TokenVectors
from index.late import TokenMemory
from index.search import Library
from index.types import Window

Open = Callable[..., Library]

WIRE = (
    "The ferry Alba sank off Port Lanner late on Thursday evening and nine of the people on board died, the harbour master said. "
    "Rescue boats searched the bay until dawn and brought forty survivors ashore at the northern pier."
)


def write(folder: Path, files: dict[str, str]) -> Path:
    """A folder of files."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_wire_copy_shows_once_and_names_the_other_outlet(open_library: Open, tmp_path: Path) -> None:
    head = "---\ndate: 2031-05-02\nsource: {}\n---\n"
    files = {
        "wire.md": head.format("Meridian") + WIRE,
        "gazette.md": head.format("The Gazette") + "PORT LANNER (Meridian) — " + WIRE,
        "other.md": head.format("The Post") + "The mayor of Lanner opened a bridge over the river for walkers and cyclists on Friday.",
    }
    library = open_library()
    library.add([write(tmp_path / "in", files)])
    found = library.search("How many people died when the ferry Alba sank?").passages
    shown = [passage.document for passage in found]
    assert len(set(shown) & {"wire.md", "gazette.md"}) == 1
    copied = next(passage for passage in found if passage.document in ("wire.md", "gazette.md"))
    assert {copied.document, *copied.also} == {"wire.md", "gazette.md"}


def test_the_report_of_the_thirteenth_is_found_for_what_happened_on_the_twelfth(open_library: Open, tmp_path: Path) -> None:
    body = "date 2031-05-{} The council voted on the harbour plan {}. The vote was close and lasted for hours."
    files = {
        "told-next-day.txt": body.format("13", "on Monday"),
        "other-vote.txt": body.format("14", "on Wednesday"),
        "later.txt": body.format("16", "on Friday"),
    }
    library = open_library()
    library.add([write(tmp_path / "in", files)])
    twelfth = dt.date(2031, 5, 12)
    window = Window(since=twelfth, until=dt.date(2031, 5, 19), event_since=twelfth, event_until=twelfth)
    found = library.search("What did the council vote on?", window).passages
    assert found[0].document == "told-next-day.txt"
    assert found[0].parts["event"] == 1.0
    assert max(passage.parts["event"] for passage in found[1:]) < 1.0


def test_the_newest_of_equal_reports_comes_first_when_the_present_state_is_asked(open_library: Open, tmp_path: Path) -> None:
    files = {f"{day}.txt": f"date 2031-05-{day:02} The price of a crossing on the ferry is fixed by the council." for day in (3, 9, 6)}
    library = open_library()
    library.add([write(tmp_path / "in", files)])
    found = library.search("What is the price of a crossing now?", Window(as_of=dt.date(2031, 5, 20))).passages
    assert found[0].document == "9.txt"


def test_a_new_report_of_something_else_gains_nothing_by_being_new(open_library: Open, tmp_path: Path) -> None:
    files = {
        "old.txt": "date 2031-05-01 The price of a crossing on the ferry is fixed by the harbour council at four crowns.",
        "new.txt": "date 2031-05-19 A concert for brass bands drew a crowd to the park.",
    }
    library = open_library()
    library.add([write(tmp_path / "in", files)])
    found = library.search("What is the price of a crossing now?", Window(as_of=dt.date(2031, 5, 20))).passages
    assert [passage.document for passage in found] == ["old.txt", "new.txt"]
    assert found[1].parts["fresh"] == 0.0


def test_many_threads_find_what_one_finds(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    questions = ["ferry", "Who resigned?", "How many people died when the ferry sank?", "lighthouse piers"] * 6
    windows = [Window(), Window(as_of=dt.date(2031, 5, 2))] * 12
    alone = [library.search(question, window).passages for question, window in zip(questions, windows, strict=True)]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda pair: library.search(*pair).passages, zip(questions, windows, strict=True)))
    assert together == alone


def test_a_short_name_is_found_by_the_full_one(open_library: Open, tmp_path: Path) -> None:
    filler = "Nothing else of note was decided at the town hall that week, and the sitting was closed before noon. " * 14
    files = {
        "long.txt": f"date 2031-05-02 The harbour master Orla Finch spoke. {filler}At last Finch resigned over the inspections.",
        "other.txt": f"date 2031-05-02 The pilot Boris Crane spoke. {filler}At last Crane resigned over the inspections.",
    }
    library = open_library()
    library.add([write(tmp_path / "in", files)])
    assert "Finch resigned" in library.search("Why did Orla resign over the inspections?").passages[0].text


def test_every_part_of_a_score_is_shown_and_the_score_is_their_weighted_sum(seeds: Library) -> None:
    weights = rank.weights()
    for passage in seeds.search("Who is the foreign minister, and who held the post before?").passages:
        spread = float(passage.parts.get("spread", 0.0))
        named = {name: value for name, value in passage.parts.items() if name != "spread"}
        assert passage.score == pytest.approx(sum(weights.get(name, 0.0) * float(str(value)) for name, value in named.items()) + spread)


def test_the_scores_shown_never_rise(seeds: Library) -> None:
    scores = [passage.score for passage in seeds.search("How many ships are waiting, and how many crew were freed?", k=20).passages]
    assert scores == sorted(scores, reverse=True)


def test_a_passage_is_never_shown_twice(seeds: Library) -> None:
    found = seeds.search("lock collapse toll", k=80).passages
    assert len({(passage.document, passage.start) for passage in found}) == len(found)


@pytest.mark.parametrize(
    "question",
    [
        "2031-05-02",
        '"ferry" AND (Alba OR "harbour master") NOT NEAR(a, 3) -mayor *',
        "ferry " * 300,
        "🚢⚓ ferry",
        "col:ferry ^ {x} [y] \\ ' \" ; DROP TABLE chunks",
        "\x00\x07ferry\x1b[2J\u202e",
        "ferry, Alba, and, or, but; while",
    ],
)
def test_any_question_gets_passages_and_never_an_operator_error(open_library: Open, reports: Path, question: str) -> None:
    library = open_library()
    library.add([reports])
    assert len(library.search(question).passages) == 4
    assert len(library.search(question, Window(as_of=dt.date(2031, 5, 3))).passages) == 3


@pytest.mark.parametrize("question", ["?", "🚢⚓", "()[]{}", "\x00"])
def test_a_question_without_a_word_finds_nothing(open_library: Open, reports: Path, question: str) -> None:
    library = open_library()
    library.add([reports])
    assert library.search(question).passages == ()


@pytest.mark.parametrize(
    "window",
    [
        Window(since=dt.date(2040, 1, 1)),
        Window(since=dt.date(2031, 5, 3), until=dt.date(2031, 5, 1)),
        Window(since=dt.date(9999, 12, 31), event_since=dt.date(9999, 12, 31), event_until=dt.date(9999, 12, 31)),
        Window(as_of=dt.date(1, 1, 1)),
    ],
)
def test_a_window_without_documents_finds_nothing(open_library: Open, reports: Path, window: Window) -> None:
    library = open_library()
    library.add([reports])
    assert library.search("ferry", window).passages == ()


def test_a_library_emptied_of_documents_finds_nothing(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    library.forget([str(reports)])
    assert library.search("ferry").passages == ()


def test_a_remembered_text_has_the_very_vectors_of_a_fresh_one() -> None:
    calls: list[str] = []

    class Counting(Hashed):
        def tokens(self, text: str) -> TokenVectors:
            calls.append(text)
            return super().tokens(text)

    memory = TokenMemory(Counting(), kept=2)
    first = memory.tokens("the ferry sank")
    again = memory.tokens("the ferry sank")
    assert calls == ["the ferry sank"]
    assert (first.vectors == again.vectors).all()
    memory.tokens("one")
    memory.tokens("two")
    assert (memory.tokens("the ferry sank").vectors == first.vectors).all()
    assert calls == ["the ferry sank", "one", "two", "the ferry sank"]


def test_the_weights_name_where_they_come_from() -> None:
    import json
    from importlib.resources import files

    kept = json.loads(files("index").joinpath("weights.json").read_text("utf-8"))
    assert set(kept) == {"origin", "weights"}
    assert all(value >= 0 for value in MappingProxyType(kept["weights"]).values())


def test_a_document_points_where_its_chunks_point_longer_ones_counting_more(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2031-03-03\n\n" + "The ferry sank off Brenn in a storm on Monday night. " * 60, "utf-8")
    with Library(tmp_path / "home", embedder=Hashed()) as library:
        library.add([tmp_path / "a.txt"])
        kept, chunks = library.show("a.txt")
        assert len(chunks) > 1
        vectors = library.record.vectors_of([chunk.id for chunk in chunks])
        total = sum((chunk.end - chunk.start) * vectors[chunk.id].astype(float) for chunk in chunks)
        found = library.record.directions(Window(until=kept.document.date))
        assert list(found) == ["a.txt"]
        assert np.allclose(found["a.txt"], total / np.linalg.norm(total))
        assert library.record.directions(Window(until=dt.date(2031, 3, 2))) == {}
