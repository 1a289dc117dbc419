"""Adding, replacing, forgetting, and what a home survives."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from index.embed.hashed import Hashed
from index.search import Library
from index.types import CorpusError, DamagedIndex, HomeBusy, HomeError, UnknownDocument, Window

Open = Callable[..., Library]


def test_adding_again_what_has_not_changed_embeds_nothing(open_library: Open, reports: Path) -> None:
    library = open_library()
    first = library.add([reports])
    again = library.add([reports])
    assert sorted(first.added) == ["2031-05-01-harbour.txt", "2031-05-02-harbour.txt", "2031-05-03-mayor.md", "notes.txt"]
    assert first.embedded == 4
    assert (again.embedded, again.added, sorted(again.unchanged)) == (0, (), sorted(first.added))
    assert again.corpus == first.corpus


def test_the_corpus_digest_does_not_depend_on_the_order_of_adding(open_library: Open, reports: Path) -> None:
    one, two = open_library("one"), open_library("two")
    one.add([reports])
    for path in sorted(reports.iterdir(), reverse=True):
        two.add([path])
    assert one.corpus() == two.corpus()


def test_a_changed_document_is_replaced_and_its_old_version_stays_readable(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    old = library.show("2031-05-01-harbour.txt")[0]
    (reports / "2031-05-01-harbour.txt").write_text("date 2031-05-01 The ferry Alba sank. Ten people died.", "utf-8")
    report = library.add([reports])
    assert report.changed == ("2031-05-01-harbour.txt",)
    assert "Ten people" in library.show("2031-05-01-harbour.txt")[0].document.text
    assert "Nine people" in library.show(f"2031-05-01-harbour.txt@{old.digest}")[0].document.text
    assert all("Nine people" not in passage.text for passage in library.search("How many people died?").passages)


def test_a_document_that_returns_to_its_old_text_has_its_old_digest(open_library: Open, reports: Path) -> None:
    library = open_library()
    before = library.add([reports]).corpus
    path = reports / "notes.txt"
    text = path.read_text("utf-8")
    path.write_text(text + " More.", "utf-8")
    library.add([reports])
    path.write_text(text, "utf-8")
    assert library.add([reports]).corpus == before


def test_sync_forgets_what_has_gone_under_the_named_folders_only(open_library: Open, reports: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "2031-06-01.txt").write_text("date 2031-06-01 A bridge opened.", "utf-8")
    library = open_library()
    library.add([reports, other])
    (reports / "notes.txt").unlink()
    (other / "2031-06-01.txt").unlink()
    assert library.add([reports]).forgotten == ()
    assert library.add([reports], sync=True).forgotten == ("notes.txt",)
    assert "2031-06-01.txt" in library.record.names()


def test_sync_refuses_a_single_file(open_library: Open, reports: Path) -> None:
    with pytest.raises(CorpusError, match="--sync takes folders"):
        open_library().add([reports / "notes.txt"], sync=True)


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(open_library: Open, reports: Path) -> None:
    library = open_library()
    assert len(library.add([reports], dry_run=True).added) == 4
    assert not (library.home / "record.sqlite").exists()


def test_the_same_name_from_another_folder_is_refused_naming_both(open_library: Open, reports: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "notes.txt").write_text("Another note.", "utf-8")
    library = open_library()
    library.add([reports])
    report = library.add([other])
    assert [clash.name for clash in report.clashes] == ["notes.txt"]
    assert str(reports / "notes.txt") in report.clashes[0].reason
    assert str(other / "notes.txt") in report.clashes[0].reason


def test_a_file_inside_a_known_folder_keeps_its_known_name(open_library: Open, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "june"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("date 2031-06-01 A bridge opened.", "utf-8")
    library = open_library()
    library.add([tmp_path / "reports"])
    report = library.add([folder / "a.txt"])
    assert (report.unchanged, report.added) == (("june/a.txt",), ())


def test_a_forgotten_document_is_found_no_more_and_a_purged_one_leaves_nothing(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    kept = library.show("notes.txt")[0]
    assert library.forget(["notes.txt"]) == ("notes.txt",)
    assert all(passage.document != "notes.txt" for passage in library.search("lighthouse piers").passages)
    assert library.show(f"notes.txt@{kept.digest}")[0].document.text == kept.document.text
    library.add([reports])
    library.forget([str(reports / "notes.txt")], purge=True)
    with pytest.raises(UnknownDocument):
        library.show(f"notes.txt@{kept.digest}")
    with pytest.raises(CorpusError, match=r"no document named 'nothing\.txt'"):
        library.forget(["nothing.txt"])


def test_a_missing_path_is_named_and_the_others_are_added(open_library: Open, reports: Path) -> None:
    report = open_library().add([reports / "gone", reports])
    assert report.missing == (str(reports / "gone"),)
    assert len(report.added) == 4


def test_skipped_files_are_reported_again_by_the_next_add(open_library: Open, reports: Path) -> None:
    (reports / "scan.xyz").write_bytes(b"\x00\x01")
    library = open_library()
    first, second = library.add([reports]), library.add([reports])
    assert [skip.name for skip in first.skipped] == [skip.name for skip in second.skipped] == ["scan.xyz"]


def test_a_second_writer_is_told_that_the_home_is_busy(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.home.mkdir(parents=True)
    with FileLock(library.home / "lock"), pytest.raises(HomeBusy, match="another process is writing"):
        library.add([reports])


def test_a_home_made_by_a_newer_version_is_named(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    library.close()
    with sqlite3.connect(library.home / "record.sqlite") as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(HomeError, match="newer Deskbook"):
        library.search("anything")


def test_a_home_of_another_embedder_is_named_with_the_remedy_and_rebuild_mends_it(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    with Library(library.home, embedder=Hashed(dimension=32)) as other:
        with pytest.raises(HomeError, match="run qa rebuild"):
            other.search("ferry")
        other.rebuild()
        assert other.search("When did the ferry Alba sink?").passages[0].document.endswith("harbour.txt")
        assert other.verify().healthy


def test_a_home_under_a_file_is_named(open_library: Open, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(HomeError, match="choose another folder with --home"):
        open_library("file/home").add([reports])


def test_a_record_that_is_no_record_is_named(open_library: Open, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "record.sqlite").write_bytes(b"not a database" * 500)
    with pytest.raises(DamagedIndex, match="is damaged"):
        open_library().search("anything")


def test_a_writer_killed_midway_and_run_again_ends_as_one_clean_run(open_library: Open, reports: Path, tmp_path: Path) -> None:
    clean = open_library("clean")
    clean.add([reports])
    script = (
        "import os, signal, sys; from pathlib import Path; from index.search import Library; from index.embed.hashed import Hashed\n"
        "class Dying(Hashed):\n"
        "    left = int(sys.argv[3])\n"
        "    def embed(self, texts):\n"
        "        Dying.left -= 1\n"
        "        if Dying.left < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return super().embed(texts)\n"
        "Library(Path(sys.argv[1]), embedder=Dying()).add([Path(sys.argv[2])])\n"
    )
    for step in range(4):
        ended = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / f"killed{step}"), str(reports), str(step)], check=False, capture_output=True
        )
        assert ended.returncode == -9
        library = open_library(f"killed{step}")
        report = library.add([reports])
        assert len(report.added) == 4 - step
        assert library.corpus() == clean.corpus()
        assert library.verify().healthy


def damage_pointer(home: Path) -> None:
    (home / "chroma" / "current.json").write_text("{}")


def damage_dirty(home: Path) -> None:
    (home / "chroma" / "dirty").touch()


def damage_sqlite(home: Path) -> None:
    path = next((home / "chroma").glob("gen-*/chroma.sqlite3"))
    path.write_bytes(b"\x00" * path.stat().st_size)


def damage_gone(home: Path) -> None:
    for path in (home / "chroma").glob("gen-*/chroma.sqlite3"):
        path.unlink()


@pytest.mark.parametrize("damage", [damage_pointer, damage_dirty, damage_sqlite, damage_gone])
def test_a_broken_index_costs_a_rebuild_never_an_answer(open_library: Open, reports: Path, damage: Callable[[Path], None]) -> None:
    library = open_library()
    library.add([reports])
    whole = library.search("Who resigned over the ferry inspections?").passages
    library.close()
    damage(library.home)
    broken = Library(library.home, embedder=Hashed())
    assert broken.search("Who resigned over the ferry inspections?").passages == whole
    assert not broken.verify().healthy
    broken.rebuild()
    assert broken.verify().healthy
    assert broken.search("Who resigned over the ferry inspections?").by == "chroma"
    broken.close()


def test_a_text_changed_behind_the_record_s_back_is_found_by_verify(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    library.close()
    with sqlite3.connect(library.home / "record.sqlite") as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'Nine', 'Five')")
    connection.close()
    damaged = library.verify()
    assert damaged.record is not None
    assert "2031-05-01-harbour.txt" in damaged.record


def test_chroma_and_the_exact_search_agree_on_the_passages(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    by_chroma = library.search("How many people died when the ferry sank?")
    (library.home / "chroma" / "current.json").unlink()
    library.close()
    exact = Library(library.home, embedder=Hashed()).search("How many people died when the ferry sank?")
    assert (by_chroma.by, exact.by) == ("chroma", "exact")
    assert by_chroma.passages == exact.passages


def test_a_window_admits_its_own_days_and_nothing_undated(open_library: Open, reports: Path) -> None:
    library = open_library()
    library.add([reports])
    window = Window(since=dt.date(2031, 5, 2), until=dt.date(2031, 5, 2))
    assert {passage.document for passage in library.search("ferry", window).passages} == {"2031-05-02-harbour.txt"}
    walled = library.search("ferry lighthouse mayor", Window(as_of=dt.date(2031, 5, 2))).passages
    assert {passage.document for passage in walled} == {"2031-05-01-harbour.txt", "2031-05-02-harbour.txt"}


def test_the_wall_holds_whatever_is_added_behind_it(open_library: Open, reports: Path) -> None:
    whole, cut = open_library("whole"), open_library("cut")
    wall = Window(as_of=dt.date(2031, 5, 2))
    cut.add([reports / "2031-05-01-harbour.txt", reports / "2031-05-02-harbour.txt"])
    for n in range(40):
        (reports / f"later-{n}.txt").write_text(
            f"date 2031-06-{n % 28 + 1:02} The ferry toll rose to {n} on Friday. Nine divers left.", "utf-8"
        )
    whole.add([reports])
    for question in ("How many people died?", "ferry", "toll on Friday", "Who found two bodies?"):
        assert whole.search(question, wall) == cut.search(question, wall)
    assert whole.corpus(wall) == cut.corpus(wall)


def test_every_passage_is_the_stored_text_at_its_span(seeds: Library) -> None:
    passages = seeds.search("How many crew members were released?", k=50).passages
    assert len(passages) == 50
    assert all(seeds.text_of(one.document, one.digest)[one.start : one.end] == one.text for one in passages)


def test_chroma_holds_the_texts_and_days_of_the_chunks(open_library: Open, reports: Path) -> None:
    import chromadb
    from chromadb.config import Settings

    library = open_library()
    library.add([reports])
    library.close()
    pointer = json.loads((library.home / "chroma" / "current.json").read_text())
    client = chromadb.PersistentClient(str(library.home / "chroma" / pointer["generation"]), settings=Settings(anonymized_telemetry=False))
    rows = client.get_collection("chunks", embedding_function=None).get(include=["documents", "metadatas"])
    days = {row["document"]: row["day"] for row in rows["metadatas"] or []}
    assert days == {"2031-05-01-harbour.txt": 20310501, "2031-05-02-harbour.txt": 20310502, "2031-05-03-mayor.md": 20310503, "notes.txt": 0}
    assert any("Nine people died" in text for text in rows["documents"] or [])


def test_a_file_whose_name_is_not_utf_8_is_added_kept_and_forgotten_like_any_other(
    open_library: Callable[[str], Library], tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode(b"fold\xfe")
    folder.mkdir()
    odd = folder / os.fsdecode(b"bad\xff.txt")
    odd.write_text("date 2031-05-07 The ferry Alba was raised on Wednesday.", "utf-8")
    (folder / "good.txt").write_text("date 2031-05-08 The pier was mended on Thursday.", "utf-8")
    library = open_library("odd")
    assert library.add([folder]).added == (r"bad\xff.txt", "good.txt")
    assert library.add([folder]).unchanged == (r"bad\xff.txt", "good.txt")
    odd.unlink()
    assert library.add([folder], sync=True).forgotten == (r"bad\xff.txt",)
