"""A real OpenAI-compatible server on loopback; the name of the model picks how it behaves."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from qa.models import Message, Request

KEY = "sk-not-a-real-key-0123456789"
TEXT = "The bridge reopened on Monday [1]."
USAGE = {"prompt_tokens": 12, "completion_tokens": 7, "total_tokens": 19}


def completion(content: object = TEXT, finish: object = "stop", **more: object) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, **more}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return {"id": "x", "object": "chat.completion", "created": 1, "model": "served", "choices": [choice], "usage": USAGE}


def complaint(message: str, code: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}


# Bodies that are sent with status 200 whether or not a stream was asked for.
BODIES: dict[str, bytes] = {
    "html": b"<html><body>Please log in</body></html>",
    "half-json": b'{"choices":[{"mess',
    "null": b"null",
    "list": b"[1, 2]",
    "no-choices": json.dumps({**completion(), "choices": []}).encode(),
    "choices-text": json.dumps({**completion(), "choices": "none"}).encode(),
    "choice-number": json.dumps({**completion(), "choices": [3]}).encode(),
    "message-list": json.dumps({**completion(), "choices": [{"message": [], "finish_reason": "stop"}]}).encode(),
    "content-number": json.dumps(completion(41)).encode(),
    "no-utf8": b'{"choices":[{"message":{"content":"a\xff\xfeb"},"finish_reason":"stop"}]}',
    "error-in-200": json.dumps(complaint("upstream failed")).encode(),
    "overflow-in-200": json.dumps({"error": {"message": "prompt is too long", "code": 400}}).encode(),
    "huge": json.dumps(completion("A" * 9_000_000)).encode(),
    "long": json.dumps(completion("A" * 1_000_001)).encode(),
}
# Contents with their finish_reason, sent whole or as a stream, as asked.
CONTENTS: dict[str, dict[str, Any]] = {
    "ok": {},
    "echo-key": {"content": f"Your key is {KEY} indeed [1]."},
    "controls": {"content": "The \x1b[2Jbridge\x00 reopened\u202e."},
    "surrogate": {"content": "a\ud800b"},
    "null-content": {"content": None},
    "empty": {"content": ""},
    "blank": {"content": " \n\x00 "},
    "refusal": {"content": None, "refusal": "I cannot help with that."},
    "filtered": {"content": "The bri", "finish": "content_filter"},
    "length": {"content": "The bri", "finish": "length"},
    "tools": {"content": "The bri", "finish": "tool_calls"},
    "no-finish": {"content": "The bridge reopened", "finish": None},
}
ERRORS: dict[str, tuple[int, dict[str, Any], dict[str, str]]] = {
    "wrong-key": (401, complaint(f"Incorrect API key provided: {KEY}"), {}),
    "forbidden": (403, complaint("not yours"), {}),
    "missing": (404, complaint("model not found", "model_not_found"), {}),
    "overflow": (400, complaint("This model's maximum context length is 4096 tokens, reduce max_tokens"), {}),
    "bad-request": (400, complaint("messages: wrong role"), {}),
    "limited": (429, complaint("slow down"), {"Retry-After": "0"}),
    "limited-long": (429, complaint("slow down"), {"Retry-After": "3600"}),
    "quota": (429, complaint("You exceeded your quota", "insufficient_quota"), {}),
    "broken": (500, complaint("oops"), {"Retry-After": "0"}),
    "unavailable": (503, complaint("try later"), {}),
    "unsupported-version": (505, complaint("HTTP version"), {}),
}


class ModelServer:
    """The server; ``hits`` are (path, request body) in order, ``headers`` what came with them."""

    def __init__(self) -> None:
        self.hits: list[tuple[str, dict[str, Any]]] = []
        self.headers: list[dict[str, str]] = []
        self.ended = threading.Event()
        server = self

        class Answering(_Answering):
            owner = server

        self._http = _Server(("127.0.0.1", 0), Answering)
        self.port = self._http.server_port
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def times(self, model: str) -> int:
        return sum(body.get("model") == model for _, body in self.hits)

    def close(self) -> None:
        self.ended.set()
        self._http.shutdown()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves early is what these tests are about."""


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: ModelServer

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.owner.hits.append((self.path, {}))
        self._send(200, json.dumps({"object": "list", "data": [{"id": "served-b"}, {"id": "served-a"}]}).encode())

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            asked = json.loads(raw)
        except ValueError:
            asked = {}
        self.owner.hits.append((self.path, asked))
        self.owner.headers.append({name.lower(): value for name, value in self.headers.items()})
        try:
            self._answer(asked.get("model", ""), asked)
        except OSError:
            self.close_connection = True

    def _answer(self, model: str, asked: dict[str, Any]) -> None:
        if model in BODIES:
            return self._send(200, BODIES[model], "text/html" if model == "html" else "application/json")
        if model in ERRORS:
            status, body, headers = ERRORS[model]
            return self._send(status, json.dumps(body).encode(), **headers)
        if model in CONTENTS:
            return self._content(asked, **CONTENTS[model])
        if model.endswith("-once"):
            first = self.owner.times(model) == 1
            return self._answer(model.removesuffix("-once") if first else "ok", asked)
        odd: Callable[[dict[str, Any]], None] | None = getattr(self, "_" + model.replace("-", "_"), None)
        if odd is None:
            return self._send(404, json.dumps(complaint("no such model")).encode())
        return odd(asked)

    def _send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _content(self, asked: dict[str, Any], *, content: object = TEXT, finish: object = "stop", **more: object) -> None:
        if not asked.get("stream"):
            return self._send(200, json.dumps(completion(content, finish, **more)).encode())
        self._open_stream()
        pieces = [content[at : at + 5] for at in range(0, len(content), 5)] if isinstance(content, str) else [content]
        for piece in pieces:
            self._event(self._delta(piece, None, **more))
        if finish is not None:
            self._event(self._delta("", finish))
            self._event({**completion(), "choices": [], "object": "chat.completion.chunk"})
            self._chunk(b"data: [DONE]\n\n")
        return self._chunk(b"")

    @staticmethod
    def _delta(content: object, finish: object, **more: object) -> dict[str, Any]:
        choice = {"index": 0, "delta": {"role": "assistant", "content": content, **more}, "finish_reason": finish}
        return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "served", "choices": [choice]}

    def _open_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _event(self, event: object) -> None:
        self._chunk(b"data: " + (event if isinstance(event, bytes) else json.dumps(event).encode()) + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n" % len(data) + data + b"\r\n")
        self.wfile.flush()

    # What cannot be said in a table. Each waits for the end of the test, never for longer than a few seconds.

    def _hang(self, asked: dict[str, Any]) -> None:
        self.owner.ended.wait(5)

    def _drip_headers(self, asked: dict[str, Any]) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.owner.ended.wait(0.05):
            self.wfile.write(b"X-Drip: 1\r\n")

    def _drip(self, asked: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        while not self.owner.ended.wait(0.05):
            self.wfile.write(b" ")

    def _drip_to_the_end(self, asked: dict[str, Any]) -> None:
        """No length and no chunks: a socket shut at the deadline looks like the end of the body."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(json.dumps(completion()).encode())
        while not self.owner.ended.wait(0.05):
            self.wfile.write(b" ")

    def _drip_stream(self, asked: dict[str, Any]) -> None:
        self._open_stream()
        while not self.owner.ended.wait(0.05):
            self._event(self._delta("drop ", None))

    def _flood(self, asked: dict[str, Any]) -> None:
        self._open_stream()
        while not self.owner.ended.is_set():
            self._event(self._delta("A" * 100_000, None))

    def _break_off(self, asked: dict[str, Any]) -> None:
        self._open_stream()
        self._event(self._delta("The bridge ", None))
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def _bad_event(self, asked: dict[str, Any]) -> None:
        self._open_stream()
        self._event(b'{"choices": broken')
        self._chunk(b"")

    def _odd_event(self, asked: dict[str, Any]) -> None:
        self._open_stream()
        self._event([1, 2])
        self._chunk(b"")

    def _error_event(self, asked: dict[str, Any]) -> None:
        self._open_stream()
        self._event(self._delta("The bridge ", None))
        self._event(complaint(f"overloaded, your key {KEY}"))
        self._chunk(b"")

    def _whole_instead(self, asked: dict[str, Any]) -> None:
        self._send(200, json.dumps(completion()).encode())

    def _parts(self, asked: dict[str, Any]) -> None:
        self._send(200, json.dumps(completion([{"type": "text", "text": TEXT[:9]}, {"type": "text", "text": TEXT[9:]}])).encode())

    def _short_body(self, asked: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b'{"choices":[')
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def _reset(self, asked: dict[str, Any]) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.wfile.close()
        self.connection.close()

    def _redirect(self, asked: dict[str, Any]) -> None:
        self._send(302, b"", Location=f"http://127.0.0.1:{self.owner.port}/stolen")

    def _compressed(self, asked: dict[str, Any]) -> None:
        self._send(200, gzip.compress(json.dumps(completion()).encode()), **{"Content-Encoding": "gzip"})

    def _picky(self, asked: dict[str, Any]) -> None:
        for name in ("max_tokens", "temperature", "seed", "stream_options"):
            if name in asked:
                return self._send(400, json.dumps(complaint(f"Unsupported parameter: '{name}'")).encode())
        return self._content(asked)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A fresh server for each test."""
    running = ModelServer()
    yield running
    running.close()


@pytest.fixture
def request_of() -> Callable[[str], Request]:
    """A question -> the request that a writer might make of it."""

    def make(question: str = "When did the bridge reopen?") -> Request:
        return Request(messages=(Message(role="user", content=question),), max_tokens=50, label=question)

    return make


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address and no key of the person who runs the tests."""
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_ORG_ID", "OPENAI_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


@pytest.fixture
def key() -> str:
    """The secret that no output may hold."""
    return KEY


@pytest.fixture
def served_text() -> str:
    """What the server answers when it behaves."""
    return TEXT
