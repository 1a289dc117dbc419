"""The trained reader: what it finds, what it is made of, and which sentences it is given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.minilm import MiniLM, files, session
from index.embed.onnx import tensors
from qa.writers.extractive import reader as module
from qa.writers.extractive.reader import BIASES, LAYERS, LONGEST_ANSWER, MATRICES, NORMS, Reader, Reading, apply

TEXT = (
    "The ferry Alba sank off Port Lanner on Thursday, killing nine people. Captain Mara Lind was the last to leave the ship. "
    "The harbour master said that 41 passengers had been brought ashore."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who was the last to leave the ship?", "Mara Lind"),
        ("How many passengers were brought ashore?", "41"),
        ("Where did the ferry sink?", "Port Lanner"),
    ],
)
def test_the_reader_finds_the_span_that_answers(reader: Reader, question: str, answer: str) -> None:
    found = reader.read(question, TEXT).best(0, len(TEXT))
    assert found is not None
    assert answer in TEXT[found.start : found.end]


def test_an_answer_is_likelier_where_it_stands_than_where_it_was_taken_out(reader: Reader) -> None:
    question = "How many passengers were brought ashore?"
    without = TEXT.rsplit(". ", 1)[0] + "."
    held, missing = reader.read(question, TEXT).best(0, len(TEXT)), reader.read(question, without).best(0, len(without))
    assert held is not None
    assert missing is not None
    assert held.score > missing.score + 2


def test_a_change_of_nothing_leaves_the_model_as_it_was(embedder: MiniLM) -> None:
    weights = files()[0].read_bytes()
    held = tensors(bytearray(weights))
    lead = "inner.encoder.layer"
    change = {f"{kind}.b": np.stack([held[f"{lead}.{n}.{BIASES[kind]}.bias"] for n in range(LAYERS)]) for kind in MATRICES}
    for kind in MATRICES:
        size = len(change[f"{kind}.b"][0])
        change |= {f"{kind}.A": np.zeros((LAYERS, 1, 1536 if kind == "g" else 384)), f"{kind}.B": np.zeros((LAYERS, size, 1))}
    for number, norm in NORMS.items():
        for part, word in (("w", "weight"), ("b", "bias")):
            change[f"{part}{number}"] = np.stack([held[f"{lead}.{n}.{norm}.{word}"] for n in range(LAYERS)])
    change["segments"] = held["inner.embeddings.token_type_embeddings.weight"]
    change |= {"w0": held["inner.embeddings.LayerNorm.weight"], "b0": held["inner.embeddings.LayerNorm.bias"]}
    model = bytearray(weights)
    apply(model, change)
    ids = np.array([[101, 1996, 9859, 7569, 102]])
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    before, after = (session(bytes(each), threads=1).run(None, feed)[0] for each in (weights, model))
    assert np.abs(before - after).max() < 1e-3


def test_the_file_of_changes_is_the_one_that_the_program_knows() -> None:
    import hashlib

    assert hashlib.sha256(module.FILE.read_bytes()).hexdigest() == module.SHA256


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=60), st.data())
def test_what_is_found_lies_within_the_sentence_and_is_the_best_there(logits: Sequence[tuple[float, float]], data: st.DataObject) -> None:
    spans = [(5 * row, 5 * row + 4) for row in range(len(logits))]
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    starts, ends = np.array(logits).T
    found = Reading(starts=starts, ends=ends, spans=spans).best(5 * first, 5 * last + 4)
    assert found is not None
    assert 5 * first <= found.start < found.end <= 5 * last + 4
    inside = [starts[a] + ends[b] for a in range(first, last + 1) for b in range(a, min(last + 1, a + LONGEST_ANSWER))]
    assert found.score == pytest.approx(max(inside))


def test_nothing_is_found_where_the_text_was_not_seen() -> None:
    assert Reading(starts=np.zeros(1), ends=np.zeros(1), spans=[(0, 4)]).best(10, 20) is None
