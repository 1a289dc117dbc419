from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read import read
from index.types import Document
from qa.evaluate.evidence import GoldItem, check_evidence, locate
from qa.evaluate.suite import load
from qa.evaluate.types import Suite, SuiteError

SUITES = Path(__file__).resolve().parents[3] / "seeds" / "suites"


@pytest.mark.parametrize("name", ["report.yaml", "fortnight.yaml"])
def test_the_evidence_of_the_shipped_suites_stands_in_their_documents(name: str) -> None:
    suite = load(SUITES / name)
    assert suite.documents is not None
    texts: dict[str, str] = {}
    for path in sorted(Path(suite.documents).iterdir()):
        texts |= {found.name: found.text for found in read(path, path.name) if isinstance(found, Document)}
    check_evidence(suite, texts.get)


def test_a_quote_that_is_not_in_its_document_is_an_error(suite_of: Callable[..., Suite]) -> None:
    suite = suite_of(
        "version: 1\ncases:\n"
        "  - {id: a, input: q, target: x, evidence: [{document: d.txt, quote: 'They met on Sunday in the town of Vael'}]}\n"
        '  - {id: b, input: q, target: x, evidence: [{document: d.txt, quote: "the guild\'s vote"}]}\n'
        "  - {id: c, input: q, target: x, evidence: [{document: gone.txt, quote: x}]}\n"
    )
    text = "They met on Sunday in Vael. It was the guild’s vote."
    with pytest.raises(SuiteError) as caught:
        check_evidence(suite, {"d.txt": text}.get)
    first, second, third = caught.value.problems
    assert "case 'a': evidence quote is not in 'd.txt'" in first
    assert "goes on differently after 'They met on Sunday in " in first
    assert "there it reads 'the guild’s vote'" in second
    assert "case 'c': evidence names 'gone.txt', which is not among the documents" in third


def test_white_space_and_composition_are_folded() -> None:
    text = "Caf\u00e9  owners\n\nmet in  Vael."
    assert [text[a:b] for a, b in locate(text, "cafe\u0301".capitalize() + " owners met")] == ["Caf\u00e9  owners\n\nmet"]
    decomposed = unicodedata.normalize("NFD", "Überfahrt nach Łódź")
    assert [decomposed[a:b] for a, b in locate(decomposed, "Überfahrt nach")] == [unicodedata.normalize("NFD", "Überfahrt nach")]


def test_every_place_of_a_quote_counts() -> None:
    assert locate("aXbXc", "X") == ((1, 2), (3, 4))
    assert locate("abc", "") == ()
    assert locate("abc", "  ") == ()


@given(st.text(max_size=60), st.data())
def test_a_stretch_of_a_text_is_always_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if text[start:end].strip():
        assert (start, end) in locate(text, text[start:end])


@given(st.text(alphabet="ab \n\u0301e\u00e9", max_size=40), st.text(alphabet="ab e\u00e9", min_size=1, max_size=5))
def test_what_is_found_reads_as_the_quote(text: str, quote: str) -> None:
    for start, end in locate(text, quote):
        there = " ".join(unicodedata.normalize("NFC", text[start:end]).split())
        wanted = " ".join(unicodedata.normalize("NFC", quote).split())
        assert wanted in there


def test_overlap_is_what_counts_as_a_hit() -> None:
    item = GoldItem("d", "quote", ((10, 20), (40, 50)))
    assert item.hit_by("d", 0, 11)
    assert item.hit_by("d", 19, 30)
    assert item.hit_by("d", 45, 46)
    assert not item.hit_by("d", 0, 10)
    assert not item.hit_by("d", 20, 40)
    assert not item.hit_by("other", 0, 100)
