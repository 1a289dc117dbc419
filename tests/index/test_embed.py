"""One contract over every embedder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.embed import Embedder, TokenEmbedder
from index.embed import minilm as minilm_module
from index.embed.hashed import Hashed
from index.embed.langchain import DeskbookEmbeddings, FromLangChain
from index.embed.minilm import MiniLM
from index.types import CorpusError

MAKERS: dict[str, Callable[[], Embedder]] = {
    "minilm": MiniLM,
    "hashed": Hashed,
    "langchain": lambda: FromLangChain(DeskbookEmbeddings(Hashed()), name="hashed"),
}


@pytest.fixture(params=MAKERS, scope="module")
def made(request: pytest.FixtureRequest) -> Embedder:
    return MAKERS[request.param]()


TEXTS = ["The ferry sank off the harbour.", "A minister resigned.", "", "中文 и русский 🙂"]


def test_every_text_gets_a_row_of_length_one(made: Embedder) -> None:
    rows = made.embed(TEXTS)
    assert rows.shape == (len(TEXTS), made.fingerprint.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_the_same_text_gets_the_same_row_alone_and_in_company(made: Embedder) -> None:
    assert np.array_equal(made.embed(TEXTS)[1], made.embed([TEXTS[1]])[0])


def test_a_text_is_nearer_to_its_like_than_to_another(made: Embedder) -> None:
    like, text, other = made.embed(["The ferry sank off the coast.", "The ferry sank off the harbour.", "Sugar prices rose again."])
    assert like @ text > other @ text


def test_the_fingerprint_stays(made: Embedder) -> None:
    assert made.fingerprint == made.fingerprint
    assert made.fingerprint.name


@pytest.mark.parametrize("name", ["minilm", "hashed"])
def test_word_pieces_have_vectors_and_places(name: str) -> None:
    one = MAKERS[name]()
    assert isinstance(one, TokenEmbedder)
    text = "The ferry sank."
    found = one.tokens(text)
    assert len(found.vectors) == len(found.spans)
    assert text[slice(*found.spans[1])].startswith("ferry")


def test_weights_that_were_tampered_with_are_refused(tmp_path: Path) -> None:
    bad = tmp_path / "model.onnx"
    bad.write_bytes(b"not a model")
    with pytest.raises(CorpusError, match="reinstall the package"):
        minilm_module.checked(bad, minilm_module.WEIGHTS_SHA256)
