"""A file -> documents, through the registry."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from index.read import READERS, Found, find, read
from index.read.limits import FILE_BYTES
from index.types import Document, Skipped

SEEDS = Path(__file__).parents[3] / "seeds"


def only(path: Path, name: str = "x") -> Document | Skipped:
    (result,) = read(path, name)
    return result


@pytest.mark.parametrize("suffix", [".pdf", ".gz", ".j2", ""])
def test_an_unknown_suffix_is_skipped_with_the_ones_that_are_read(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text("x")
    result = only(tmp_path / f"a{suffix}")
    assert isinstance(result, Skipped)
    assert result.reason == f"{'unknown suffix ' + suffix if suffix else 'no suffix'} (read are {' '.join(READERS)})"


def test_a_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text("date 2031-03-05 Ships wait.")
    assert isinstance(only(tmp_path / "A.TXT"), Document)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(2 * 2**30)
    assert only(tmp_path / "big.txt") == Skipped(name="x", reason=f"2,147,483,648 bytes, over the limit of {FILE_BYTES:,}")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert only(tmp_path / "pipe.txt") == Skipped(name="x", reason="not a regular file")


def test_a_folder_a_device_and_a_missing_file_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    assert only(tmp_path / "folder.txt") == Skipped(name="x", reason="not a regular file")
    assert only(tmp_path / "zero.txt") == Skipped(name="x", reason="not a regular file")
    assert only(tmp_path / "gone.txt") == Skipped(name="x", reason="no such file or directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "secret.txt").chmod(0)
    assert only(tmp_path / "secret.txt") == Skipped(name="x", reason="permission denied")


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("data", [b"", b"  \n", bytes(range(256)) * 64, b"%PDF-1.7"])
def test_every_reader_names_what_it_cannot_read(tmp_path: Path, suffix: str, data: bytes) -> None:
    (tmp_path / f"a{suffix}").write_bytes(data)
    assert all(isinstance(result, Skipped) and result.name.startswith("x") for result in read(tmp_path / f"a{suffix}", "x"))


def test_the_seed_is_read() -> None:
    (found,) = find(SEEDS / "documents" / "2023-11-29.txt")
    assert isinstance(found, Found)
    document = only(found.path, found.name)
    assert isinstance(document, Document)
    assert str(document.date) == "2023-11-29"
    assert document.text.startswith("Top intelligence officials")
    assert document.title == "Top intelligence officials from the United States and Israel recently met in…"


def test_every_gold_quote_of_the_fortnight_stands_in_the_read_text() -> None:
    """The suite's evidence is compared literally, as citations will be."""
    results = [
        result for found in find(SEEDS / "fortnight" / "documents") if isinstance(found, Found) for result in read(found.path, found.name)
    ]
    documents = {result.name: result for result in results if isinstance(result, Document)}
    assert len(documents) == len(results) == 65
    suite = yaml.safe_load((SEEDS / "suites" / "fortnight.yaml").read_text())
    quotes = [(item["document"], item["quote"]) for case in suite["cases"] for item in case.get("evidence", ())]
    assert len(quotes) > 100
    assert [(name, quote) for name, quote in quotes if quote not in documents[name].text] == []


def test_a_page_of_the_fortnight_has_no_boilerplate() -> None:
    document = only(SEEDS / "fortnight" / "documents" / "2031-03-07-meridian-2.html")
    assert isinstance(document, Document)
    assert document.text.startswith("BRACKWATER, Calvenne")
    assert document.text.endswith("the correct number is 12.")
    assert not any(word in document.text for word in ("partners", "staff", "Related", "Weather", "reserved"))
