"""Every way in which a server can fail ends in a ModelError of the right kind, with no key in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.models import Request
from qa.models.openai import OpenAIChat
from qa.types import ModelError, QaError

KINDS = {
    "html": "malformed",
    "half-json": "malformed",
    "null": "malformed",
    "list": "malformed",
    "no-choices": "malformed",
    "choices-text": "malformed",
    "choice-number": "malformed",
    "message-list": "malformed",
    "content-number": "malformed",
    "no-utf8": "malformed",
    "compressed": "malformed",
    "tools": "malformed",
    "error-in-200": "server",
    "overflow-in-200": "context",
    "huge": "too-large",
    "long": "too-large",
    "null-content": "empty",
    "empty": "empty",
    "blank": "empty",
    "refusal": "refused",
    "filtered": "filtered",
    "length": "length",
    "no-finish": "cut",
    "wrong-key": "auth",
    "forbidden": "auth",
    "missing": "not-found",
    "overflow": "context",
    "bad-request": "request",
    "limited": "rate",
    "limited-long": "rate",
    "quota": "quota",
    "broken": "server",
    "unavailable": "server",
    "unsupported-version": "server",
    "short-body": "connection",
    "reset": "connection",
    "redirect": "redirect",
}
ASKED_AGAIN = {"limited", "broken", "unavailable", "short-body", "reset"}


@pytest.fixture
def chat(server: Any) -> Callable[..., OpenAIChat]:
    def make(model: str, *, seconds: float = 10.0) -> OpenAIChat:
        key = "sk-not-a-real-key-0123456789"
        return OpenAIChat(model, base_url=server.url, key=key, seconds=seconds, pause=lambda _seconds: None)

    return make


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("model", "kind"), KINDS.items())
def test_a_failing_server_is_named_by_kind_and_without_the_key(
    chat: Callable[..., OpenAIChat], server: Any, key: str, request_of: Callable[..., Request], model: str, kind: str, streaming: bool
) -> None:
    """What deserves a second try gets one, and nothing else does."""
    heard: list[str] = []
    with pytest.raises(ModelError) as failed:
        chat(model).reply(request_of(), on_text=heard.append if streaming else None)
    assert failed.value.kind == kind
    assert key not in str(failed.value) + "".join(heard)
    assert failed.value.detail.startswith(f"openai:{model}: ")
    assert "\n" not in str(failed.value)
    assert server.times(model) == (2 if model in ASKED_AGAIN else 1)
    assert all(path == "/v1/chat/completions" for path, _ in server.hits)


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("model", ["hang", "drip", "drip-headers", "drip-to-the-end", "drip-stream"])
def test_a_server_that_hangs_or_drips_is_left_at_the_deadline(
    chat: Callable[..., OpenAIChat], server: Any, request_of: Callable[..., Request], model: str, streaming: bool
) -> None:
    """No read of these ever waits long, so only the wall clock can end them."""
    with pytest.raises(ModelError) as failed:
        chat(model, seconds=0.3).reply(request_of(), on_text=(lambda _text: None) if streaming else None)
    assert str(failed.value) == f"timeout: openai:{model}: no whole reply within 0.3 s"
    assert server.times(model) <= 1


@pytest.mark.parametrize(
    ("model", "kind"), [("break-off", "connection"), ("bad-event", "malformed"), ("odd-event", "malformed"), ("error-event", "server")]
)
def test_a_stream_that_breaks_is_a_failure_and_not_a_short_answer(
    chat: Callable[..., OpenAIChat], server: Any, key: str, request_of: Callable[..., Request], model: str, kind: str
) -> None:
    """Once text was heard the question is not asked again: the reader would hear it twice."""
    heard: list[str] = []
    with pytest.raises(ModelError) as failed:
        chat(model).reply(request_of(), on_text=heard.append)
    assert failed.value.kind == kind
    assert key not in str(failed.value)
    assert server.times(model) == 1


def test_a_flood_is_cut_off(chat: Callable[..., OpenAIChat], request_of: Callable[..., Request]) -> None:
    heard = 0

    def count(text: str) -> None:
        nonlocal heard
        heard += len(text)

    with pytest.raises(ModelError) as failed:
        chat("flood").reply(request_of(), on_text=count)
    assert failed.value.kind == "too-large"
    assert heard <= 1_000_000


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("model", ["limited-once", "broken-once", "short-body-once", "reset-once"])
def test_a_passing_failure_is_asked_once_more(
    chat: Callable[..., OpenAIChat], server: Any, served_text: str, request_of: Callable[..., Request], model: str, streaming: bool
) -> None:
    heard: list[str] = []
    reply = chat(model).reply(request_of(), on_text=heard.append if streaming else None)
    assert reply.text == served_text
    assert "".join(heard) == (served_text if streaming else "")
    assert server.times(model) == 2


@pytest.mark.parametrize("model", ["whole-instead", "parts"])
def test_a_server_that_does_not_stream_is_heard_all_the_same(
    chat: Callable[..., OpenAIChat], served_text: str, request_of: Callable[..., Request], model: str
) -> None:
    heard: list[str] = []
    assert chat(model).reply(request_of(), on_text=heard.append).text == served_text
    assert "".join(heard) == served_text


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
def test_parameters_that_a_server_refuses_are_left_out_from_then_on(
    chat: Callable[..., OpenAIChat], server: Any, served_text: str, request_of: Callable[..., Request], streaming: bool
) -> None:
    backend = chat("picky")
    listener = (lambda _text: None) if streaming else None
    assert backend.reply(request_of(), on_text=listener).text == served_text
    before = len(server.hits)
    assert backend.reply(request_of(), on_text=listener).text == served_text
    assert len(server.hits) == before + 1
    assert server.hits[-1][1]["max_completion_tokens"] == 50


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
def test_a_key_in_a_reply_is_not_shown_even_in_pieces(
    chat: Callable[..., OpenAIChat], key: str, request_of: Callable[..., Request], streaming: bool
) -> None:
    heard: list[str] = []
    reply = chat("echo-key").reply(request_of(), on_text=heard.append if streaming else None)
    assert reply.text == "Your key is [redacted] indeed [1]."
    assert "".join(heard) == (reply.text if streaming else "")


@pytest.mark.parametrize(("model", "text"), [("controls", "The bridge reopened."), ("surrogate", "a\N{REPLACEMENT CHARACTER}b")])
def test_a_reply_can_always_be_printed_and_stored(
    chat: Callable[..., OpenAIChat], request_of: Callable[..., Request], model: str, text: str
) -> None:
    reply = chat(model).reply(request_of())
    assert reply.text == text
    assert reply.text.encode("utf-8")


def test_a_proxy_never_gets_what_is_meant_for_this_machine(
    chat: Callable[..., OpenAIChat], server: Any, served_text: str, request_of: Callable[..., Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert chat("ok").reply(request_of()).text == served_text
    assert len(server.hits) == 1


def test_a_server_that_is_not_running_is_said_so(request_of: Callable[..., Request]) -> None:
    """Port 9 is nobody's."""
    with pytest.raises(ModelError, match=r"connection: .*cannot be reached .*is the server running") as failed:
        OpenAIChat("m", base_url="http://127.0.0.1:9/v1", pause=lambda _seconds: None).reply(request_of())
    assert failed.value.kind == "connection"


@pytest.mark.parametrize("url", ["", "127.0.0.1:8000", "ftp://example.org", "http://", "file:///etc/passwd"])
def test_an_address_that_is_none_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(QaError, match="no address of a server"):
        OpenAIChat("m", base_url=url)


def test_the_request_carries_what_was_asked_and_no_key_but_the_given_one(
    chat: Callable[..., OpenAIChat], server: Any, request_of: Callable[..., Request], key: str
) -> None:
    chat("ok").reply(request_of("Where?"))
    assert server.hits[0][1] == {
        "model": "ok",
        "messages": [{"role": "user", "content": "Where?"}],
        "max_tokens": 50,
        "temperature": 0.0,
        "seed": 1,
    }
    assert server.headers[0]["authorization"] == f"Bearer {key}"
