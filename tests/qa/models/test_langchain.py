"""LangChain models that are not plain ChatOpenAI, and the switches that would export what is asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from qa.models import Request, open_backend
from qa.models.langchain import LangChainChat
from qa.types import ModelError, QaError


class Told(BaseChatModel):
    """A chat model whose messages carry the given metadata."""

    metadata: dict[str, Any] = Field(default_factory=dict)
    content: Any = "The bridge reopened [1]."
    max_tokens: int = 0
    num_predict: int = 0

    @property
    def _llm_type(self) -> str:
        return "told"

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        message = AIMessage(content=self.content, response_metadata={**self.metadata, "limit": (self.max_tokens, self.num_predict)})
        return ChatResult(generations=[ChatGeneration(message=message)])


class Streaming(Told):
    """The same as a stream of two chunks."""

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content="The bridge "))
        yield ChatGenerationChunk(message=AIMessageChunk(content="reopened [1].", response_metadata=self.metadata))


def chat(model: BaseChatModel) -> LangChainChat:
    return LangChainChat(model, name="langchain:test", pause=lambda _seconds: None)


@pytest.mark.parametrize(
    "metadata", [{"finish_reason": "stop"}, {"stop_reason": "end_turn"}, {"done_reason": "stop"}, {"finish_reason": "STOP"}, {}]
)
def test_a_whole_reply_is_known_by_any_integration_s_word_for_it(metadata: dict[str, Any], request_of: Callable[..., Request]) -> None:
    """An integration that tells no reason at all has still returned a whole body."""
    assert chat(Told(metadata=metadata)).reply(request_of()).text == "The bridge reopened [1]."


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        ({"finish_reason": "length"}, "length"),
        ({"stop_reason": "max_tokens"}, "length"),
        ({"finish_reason": "MAX_TOKENS"}, "length"),
        ({"finish_reason": "SAFETY"}, "filtered"),
        ({"finish_reason": None}, "cut"),
        ({"finish_reason": "tool_calls"}, "malformed"),
    ],
)
def test_an_unfinished_reply_is_known_too(metadata: dict[str, Any], kind: str, request_of: Callable[..., Request]) -> None:
    with pytest.raises(ModelError) as failed:
        chat(Told(metadata=metadata)).reply(request_of())
    assert failed.value.kind == kind


def test_a_stream_that_never_says_why_it_ended_was_cut(request_of: Callable[..., Request]) -> None:
    heard: list[str] = []
    assert chat(Streaming(metadata={"finish_reason": "stop"})).reply(request_of(), on_text=heard.append).text == "".join(heard)
    with pytest.raises(ModelError) as failed:
        chat(Streaming()).reply(request_of(), on_text=heard.append)
    assert failed.value.kind == "cut"


def test_the_limits_of_a_request_reach_the_model_under_its_own_names(request_of: Callable[..., Request]) -> None:
    model = Told()
    seen = chat(model)._set(request_of())
    assert (seen.max_tokens, seen.num_predict) == (50, 50)  # type: ignore[attr-defined]
    assert (model.max_tokens, model.num_predict) == (0, 0)


def test_content_in_blocks_is_read_as_text(request_of: Callable[..., Request]) -> None:
    blocks = [{"type": "text", "text": "The bridge "}, {"type": "text", "text": "reopened [1]."}]
    assert chat(Told(content=blocks)).reply(request_of()).text == "The bridge reopened [1]."


def test_any_chat_model_will_do(request_of: Callable[..., Request]) -> None:
    assert chat(FakeListChatModel(responses=["The bridge reopened [1]."])).reply(request_of()).text == "The bridge reopened [1]."


@pytest.mark.parametrize("spec", ["langchain:nobody:model", "langchain:openai:"])
def test_a_provider_or_a_model_that_is_not_there_is_named(spec: str) -> None:
    with pytest.raises(QaError, match=spec):
        open_backend(spec)


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("model", "kind"),
    [("drip", "timeout"), ("drip-stream", "timeout"), ("redirect", "redirect"), ("html", "malformed"), ("huge", "too-large")],
)
def test_an_openai_server_behind_langchain_meets_the_same_wall(
    server: Any, request_of: Callable[..., Request], key: str, model: str, kind: str, streaming: bool
) -> None:
    backend = open_backend(f"langchain:openai:{model}", base_url=server.url, deadline=0.3 if kind == "timeout" else 20)
    with pytest.raises(ModelError) as failed:
        backend.reply(request_of(), on_text=(lambda _text: None) if streaming else None)
    assert failed.value.kind == kind
    assert key not in str(failed.value)
    assert all(path == "/v1/chat/completions" for path, _ in server.hits)


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streamed"])
def test_no_switch_in_the_environment_exports_anything(
    server: Any, request_of: Callable[..., Request], served_text: str, monkeypatch: pytest.MonkeyPatch, streaming: bool
) -> None:
    """LangSmith would post a trace, its gateway would get the question itself, and the two old switches stop LangChain."""
    from langchain_core.tracers.langchain import wait_for_all_tracers
    from langsmith import utils

    forget: Any = utils.get_env_var  # LangSmith reads each variable once in the life of a process
    spy = f"http://127.0.0.1:{server.port}/spy"
    switches = {
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGCHAIN_TRACING": "true",
        "LANGCHAIN_HANDLER": "langchain",
        "LANGSMITH_ENDPOINT": spy,
        "LANGCHAIN_ENDPOINT": spy,
        "LANGSMITH_API_KEY": "lsv2_not_a_real_key",
        "LANGSMITH_GATEWAY": spy,
    }
    for name, value in switches.items():
        monkeypatch.setenv(name, value)
    forget.cache_clear()
    try:
        backend = open_backend("langchain:openai:ok", base_url=server.url)
        reply = backend.reply(request_of(), on_text=(lambda _text: None) if streaming else None)
        wait_for_all_tracers()
    finally:
        forget.cache_clear()
    assert reply.text == served_text
    assert [path for path, _ in server.hits] == ["/v1/chat/completions"]
    assert {name: os.environ.get(name) for name in switches} == switches
