"""Question + a few sentences -> where in them an answer stands, as a trained reader sees it."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed.minilm import WEIGHTS_SHA256, checked, files, session, tokenizer
from index.embed.onnx import tensors

FILE = Path(__file__).with_name("reader.npz")
SHA256 = "65c5c7431eb1e0c47df73ead9ab818efd571b6f7d7fd516786023f567f6dedf7"
# An answer of more word pieces than this is none.
LONGEST_ANSWER = 20
LAYERS = 6
# The matrices of a layer in the order in which the model's file numbers them: query, key, value, output, then up and down.
MATRICES = "qkvofg"
BIASES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "f": "intermediate.dense",
    "g": "output.dense",
}
NORMS = {"1": "attention.output.LayerNorm", "2": "output.LayerNorm"}
Row = NDArray[np.floating[Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The likeliest answer in a stretch of text: its characters, and the log-odds that it is one rather than that there is none."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """For each word piece of a text, the logits that an answer starts and ends there, less those that there is none."""

    starts: Row
    ends: Row
    spans: Sequence[tuple[int, int]]

    def best(self, start: int, end: int) -> Found | None:
        """The likeliest answer within the characters from ``start`` to ``end``, None when no word piece lies there."""
        rows = [row for row, (a, b) in enumerate(self.spans) if a >= start and b <= end and b > a]
        if not rows:
            return None
        table = self.starts[rows][:, None] + self.ends[rows][None, :]
        allowed = np.triu(np.ones(table.shape, dtype=bool)) & np.tril(np.ones(table.shape, dtype=bool), LONGEST_ANSWER - 1)
        first, last = np.unravel_index(np.where(allowed, table, -np.inf).argmax(), table.shape)
        return Found(start=self.spans[rows[first]][0], end=self.spans[rows[last]][1], score=float(table[first, last]))


class Reads(Protocol):
    """What reads a question beside a text."""

    def read(self, question: str, text: str) -> Reading:
        """Where in ``text`` an answer may stand."""


class Reader:
    """The bundled model with changes of low rank (Hu et al. 2021), trained to find answers; opens its files at the first text.

    Safe to share between threads. What it was trained on, and by which program, stands in ``docs/answers.md``.
    """

    def __init__(self, *, threads: int = 2) -> None:
        self._threads = threads
        self._opening = threading.Lock()

    @cached_property
    def _parts(self) -> tuple[Any, Any, Row, Row]:
        with self._opening:
            weights, vocabulary = files()
            change = dict(np.load(io.BytesIO(checked(FILE, SHA256))))
            model = bytearray(checked(weights, WEIGHTS_SHA256))
            apply(model, change)
            head = change["head.weight"].astype(np.float32).T, change["head.bias"].astype(np.float32)
            return tokenizer(vocabulary), session(bytes(model), threads=self._threads), *head

    def read(self, question: str, text: str) -> Reading:
        """Where in ``text`` an answer to ``question`` may stand; what lies beyond the model's reach is not seen."""
        cut, model, weight, bias = self._parts
        encoding = cut.encode(question, text)
        ids = np.array([encoding.ids], dtype=np.int64)
        types = np.array([encoding.type_ids], dtype=np.int64)
        states = model.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types})[0][0]
        logits = states @ weight + bias
        first = encoding.type_ids.index(1) if 1 in encoding.type_ids else len(encoding.ids)
        rows = slice(first, len(encoding.ids) - 1)
        over = logits[rows] - logits[0]
        return Reading(starts=over[:, 0], ends=over[:, 1], spans=encoding.offsets[rows])


def matrices(held: Mapping[str, Row]) -> dict[tuple[int, str], str]:
    """Layer and kind of each matrix -> its name in the model's file, which only numbers them, in their order."""
    numbers = sorted(int(name[len("val_") : -len("_q")]) for name in held if name.startswith("val_") and name.endswith("_q"))
    kinds = ((layer, kind) for layer in range(LAYERS) for kind in MATRICES)
    return {key: f"val_{number}" for key, number in zip(kinds, numbers, strict=True)}


def apply(model: bytearray, change: Mapping[str, Row]) -> None:
    """Write the changes into the model's file: to each matrix the product of two slim ones, to the vectors their new values.

    The matrices are kept in a byte a figure with a scale a column, so the changed ones are rounded to that again.
    """
    held = tensors(model)
    for (layer, kind), name in matrices(held).items():
        whole = held[f"{name}_q"].astype(np.float32) * held[f"{name}_scale"]
        slim = change[f"{kind}.A"][layer].astype(np.float32), change[f"{kind}.B"][layer].astype(np.float32)
        whole += (slim[1] @ slim[0]).T
        scale = np.maximum(np.abs(whole).max(axis=0, keepdims=True), 1e-12) / np.float32(127)
        held[f"{name}_q"][:] = np.rint(whole / scale)
        held[f"{name}_scale"][:] = scale
        held[f"inner.encoder.layer.{layer}.{BIASES[kind]}.bias"][:] = change[f"{kind}.b"][layer]
    for layer in range(LAYERS):
        for number, norm in NORMS.items():
            held[f"inner.encoder.layer.{layer}.{norm}.weight"][:] = change[f"w{number}"][layer]
            held[f"inner.encoder.layer.{layer}.{norm}.bias"][:] = change[f"b{number}"][layer]
    held["inner.embeddings.token_type_embeddings.weight"][:] = change["segments"]
    held["inner.embeddings.LayerNorm.weight"][:] = change["w0"]
    held["inner.embeddings.LayerNorm.bias"][:] = change["b0"]
