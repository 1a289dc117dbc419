"""The bundled model's file, read tensor by tensor."""

from __future__ import annotations

import numpy as np
import pytest

from index.embed.minilm import files, session
from index.embed.onnx import tensors


@pytest.fixture(scope="module")
def model() -> bytes:
    return files()[0].read_bytes()


def test_every_tensor_has_its_shape_and_its_kind(model: bytes) -> None:
    held = tensors(bytearray(model))
    assert held["inner.embeddings.word_embeddings.weight_q"].shape == (30522, 384)
    assert held["inner.embeddings.word_embeddings.weight_q"].dtype == np.int8
    assert held["inner.encoder.layer.5.output.dense.bias"].dtype == np.float32
    assert len(held) == 145


def test_what_is_written_to_a_tensor_is_what_the_model_computes_with(model: bytes) -> None:
    """A scale of nothing makes every word alike, whatever was folded when the model was opened."""
    changed = bytearray(model)
    tensors(changed)["inner.embeddings.word_embeddings.weight_scale"][:] = 0.0
    feed = {"attention_mask": np.ones((1, 3), np.int64), "token_type_ids": np.zeros((1, 3), np.int64)}

    def states(file: bytes, ids: list[int]) -> object:
        return session(file, threads=1).run(None, {"input_ids": np.array([ids]), **feed})[0].tolist()

    assert states(bytes(changed), [101, 2023, 102]) == states(bytes(changed), [101, 7592, 102])
    assert states(model, [101, 2023, 102]) != states(model, [101, 7592, 102])


def test_reading_a_file_changes_nothing_in_it(model: bytes) -> None:
    read = bytearray(model)
    tensors(read)
    assert read == model
