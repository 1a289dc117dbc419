"""Vectors from an OpenAI-compatible server on loopback: whole, or one line that says what is wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed.hashed import Hashed
from index.embed.openai import OpenAIEmbedder
from index.embed.spec import open_embedder
from index.search import Library
from index.types import CorpusError, HomeError

KEY = "sk-not-a-real-key-0123456789"
BODIES: dict[str, bytes] = {
    "html": b"<html>login</html>",
    "null": b"null",
    "no-data": b"{}",
    "data-text": b'{"data": "none"}',
    "short": b'{"data": [{"index": 0, "embedding": [1, 0]}]}',
    "ragged": b'{"data": [{"index": 0, "embedding": [1, 0]}, {"index": 1, "embedding": [1]}]}',
    "words": b'{"data": [{"index": 0, "embedding": ["a"]}, {"index": 1, "embedding": ["b"]}]}',
    "not-finite": b'{"data": [{"index": 0, "embedding": [NaN, 1]}, {"index": 1, "embedding": [1, 1]}]}',
    "zero": b'{"data": [{"index": 0, "embedding": [0, 0]}, {"index": 1, "embedding": [1, 1]}]}',
    "twice": b'{"data": [{"index": 0, "embedding": [1, 0]}, {"index": 0, "embedding": [1, 0]}]}',
    "deep": b"[" * 100_000,
}
STATUSES = {"wrong-key": 401, "missing": 404, "broken": 500, "limited": 429, "redirect": 302, "bad": 400}


class Embedding(ThreadingHTTPServer):
    """Gives the vectors of the shipped fake, scaled and in reverse order; the model's name picks a fault."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.hits: list[str] = []
        self.ended = threading.Event()
        self.turned = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves early is what these tests are about."""


class _Answering(BaseHTTPRequestHandler):
    server: Embedding

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = asked["model"]
        self.server.hits.append(model)
        if model == "hang":
            self.server.ended.wait(5)
            return
        if model == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            while not self.server.ended.wait(0.05):
                self.wfile.write(b" ")
            return
        if model.endswith("-once"):
            model = model.removesuffix("-once") if self.server.hits.count(model) == 1 else "ok"
        body = BODIES.get(model) or json.dumps({"data": self._data(asked["input"])}).encode()
        if model in STATUSES:
            body = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}).encode()
        self.send_response(STATUSES.get(model, 200))
        self.send_header("Location", "http://127.0.0.1:9/stolen")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _data(self, texts: list[str]) -> list[dict[str, Any]]:
        rows = Hashed().embed(texts) * (7 if not self.server.turned else -7)
        return [{"index": at, "embedding": row.tolist()} for at, row in enumerate(rows)][::-1]


@pytest.fixture
def server() -> Iterator[Embedding]:
    running = Embedding()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield running
    running.ended.set()
    running.shutdown()
    thread.join()
    running.server_close()


def made(server: Embedding, model: str, *, seconds: float = 20.0) -> OpenAIEmbedder:
    return OpenAIEmbedder(model, base_url=server.url, key=KEY, seconds=seconds, pause=lambda _seconds: None)


def test_vectors_come_in_the_order_of_the_texts_and_of_length_one(server: Embedding) -> None:
    texts = [f"report {n}" for n in range(70)]
    rows = made(server, "ok").embed(texts)
    assert np.allclose(rows, Hashed().embed(texts), atol=1e-6)
    assert server.hits == ["ok", "ok"]


def test_no_text_asks_for_no_vector_but_knows_the_dimension(server: Embedding) -> None:
    assert made(server, "ok").embed([]).shape == (0, 64)


def test_the_fingerprint_names_the_model_and_its_dimension_and_asks_once(server: Embedding) -> None:
    embedder = made(server, "ok")
    assert (embedder.fingerprint.name, embedder.fingerprint.dimension) == ("openai:ok", 64)
    assert embedder.fingerprint == embedder.fingerprint
    assert server.hits == ["ok"]


@pytest.mark.parametrize("model", [*BODIES, *STATUSES])
def test_what_is_no_vector_is_one_line_without_the_key(server: Embedding, model: str) -> None:
    with pytest.raises(CorpusError) as failed:
        made(server, model).embed(["a", "b"])
    assert str(failed.value).startswith(f"the embedder openai:{model}: ")
    assert "\n" not in str(failed.value)
    assert KEY not in str(failed.value)


@pytest.mark.parametrize("model", ["broken-once", "limited-once"])
def test_a_passing_failure_is_tried_once_more(server: Embedding, model: str) -> None:
    assert made(server, model).embed(["a"]).shape == (1, 64)
    assert len(server.hits) == 2


@pytest.mark.parametrize("model", ["hang", "drip"])
def test_a_server_that_hangs_or_drips_is_left_at_the_deadline(server: Embedding, model: str) -> None:
    with pytest.raises(CorpusError, match=r"no whole reply within 0\.3 s"):
        made(server, model, seconds=0.3).embed(["a"])


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(CorpusError, match=r"openai:x: it cannot be reached"):
        OpenAIEmbedder("x", base_url="http://127.0.0.1:9/v1").embed(["a"])


def test_a_proxy_of_the_environment_does_not_see_what_is_meant_for_this_machine(server: Embedding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert made(server, "ok").embed(["a"]).shape == (1, 64)


def test_a_home_is_embedded_again_and_then_knows_its_embedder(server: Embedding, tmp_path: Path, reports: Path) -> None:
    with Library(tmp_path / "home", embedder=Hashed(dimension=32)) as library:
        library.add([reports])
    remote = made(server, "ok")
    with Library(tmp_path / "home", embedder=remote) as library, pytest.raises(HomeError, match="run qa rebuild --embedder openai:ok"):
        library.search("ferry")
    with Library(tmp_path / "home", embedder=remote) as library:
        library.rebuild()
        assert library.fingerprint() == remote.fingerprint
        assert library.search("ferry Alba").passages[0].document.endswith("harbour.txt")
        assert library.verify().healthy


def test_another_model_behind_the_same_name_is_noticed(server: Embedding, tmp_path: Path, reports: Path) -> None:
    with Library(tmp_path / "home", embedder=made(server, "ok")) as library:
        library.add([reports])
    server.turned = True
    with Library(tmp_path / "home", embedder=made(server, "ok")) as library:
        with pytest.raises(HomeError, match=r"another model than the one now behind openai:ok \(cosine -1"):
            library.search("ferry")
        library.rebuild()
        assert library.search("ferry Alba").passages


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("minilm", "minilm-int8"),
        ("minilm-int8", "minilm-int8"),
        ("langchain:index.embed.langchain.DeskbookEmbeddings", "langchain:index.embed.langchain.DeskbookEmbeddings"),
    ],
)
def test_the_name_in_a_fingerprint_is_a_spec_again(spec: str, name: str) -> None:
    first = open_embedder(spec, env={})
    assert first.fingerprint.name == name
    assert open_embedder(name, env={}).fingerprint == first.fingerprint


def test_a_named_server_gets_its_own_key_and_never_that_of_another(server: Embedding) -> None:
    embedder = open_embedder("desk:ok", servers={"desk": server.url}, env={"OPENAI_API_KEY": KEY})
    assert embedder.fingerprint.name == "desk:ok"


@pytest.mark.parametrize("spec", ["", "unknown", "openai:", "desk:ok", "langchain:"])
def test_a_spec_that_names_nothing_is_answered_with_the_forms(spec: str) -> None:
    with pytest.raises(CorpusError, match="names no embedder: use minilm, openai:NAME"):
        open_embedder(spec, env={})


@pytest.mark.parametrize("spec", ["langchain:no.such.Thing", "langchain:pathlib.Path", "langchain:nobody:model"])
def test_a_langchain_embedder_that_cannot_be_opened_is_named(spec: str) -> None:
    with pytest.raises(CorpusError, match=f"{spec} cannot be opened"):
        open_embedder(spec, env={})
