"""Request -> Reply by any LangChain chat model: the only door to langchain for chat."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qa.models.guard import SECONDS, Emit, defended
from qa.models.redact import one_line, redact
from qa.models.types import Reply, Request
from qa.types import ModelError, QaError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# How the integrations call the reason for which a reply ended, and what they call a whole one.
_REASON_KEYS = ("finish_reason", "stop_reason", "stopReason", "done_reason")
_REASONS = {
    **dict.fromkeys(("stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete", "completed"), "stop"),
    **dict.fromkeys(("length", "max_tokens", "max_output_tokens", "model_length"), "length"),
    **dict.fromkeys(("content_filter", "safety", "refusal", "guardrail_intervened"), "content_filter"),
}


class LangChainChat:
    """Any ``BaseChatModel`` as a backend."""

    def __init__(
        self,
        model: BaseChatModel,
        *,
        name: str,
        seconds: float = SECONDS,
        secrets: Sequence[str] = (),
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._model = model
        self._name = name
        self._seconds = seconds
        self._secrets = tuple(secrets)
        self._pause = pause

    @property
    def name(self) -> str:
        return self._name

    def reply(self, request: Request, *, on_text: Emit | None = None) -> Reply:
        """See ``qa.models.types.Backend.reply``."""

        def attempt(_seconds: float, emit: Emit | None) -> Reply:
            with _untraced():
                return self._streamed(request, emit) if emit is not None else self._whole(request)

        return defended(attempt, name=self.name, seconds=self._seconds, secrets=self._secrets, on_text=on_text, pause=self._pause)

    def _whole(self, request: Request) -> Reply:
        message = self._set(request).invoke(_messages(request))
        found = _Facts(self._name)
        found.add(message)
        # An integration that never tells a reason (local pipelines do not) has at least returned a whole body.
        return found.reply(str(message.text), unsaid="stop")

    def _streamed(self, request: Request, emit: Emit) -> Reply:
        pieces: list[str] = []
        found = _Facts(self._name)
        for chunk in self._set(request).stream(_messages(request)):
            found.add(chunk)
            if piece := str(chunk.text):
                pieces.append(piece)
                emit(piece)
        return found.reply("".join(pieces), unsaid=None)

    def _set(self, request: Request) -> BaseChatModel:
        """The model with the request's limits, under the names that it has for them."""
        wanted = {"temperature": request.temperature, "seed": request.seed}
        wanted |= dict.fromkeys(("max_tokens", "max_output_tokens", "num_predict"), request.max_tokens)
        known = type(self._model).model_fields
        return self._model.model_copy(update={key: value for key, value in wanted.items() if key in known})


def open_langchain(
    provider: str,
    model: str,
    *,
    base_url: str | None = None,
    env: Mapping[str, str],
    seconds: float = SECONDS,
    secrets: Sequence[str] = (),
) -> LangChainChat:
    """The chat model that ``init_chat_model`` makes of provider and name. Raises QaError if there is none."""
    from langchain.chat_models import init_chat_model

    given: dict[str, Any] = {"temperature": 0.0, "max_retries": 0, "timeout": seconds}
    if provider == "openai":
        given |= _openai_settings(base_url or env.get("OPENAI_BASE_URL") or None, env, seconds)
    try:
        with _untraced():
            try:
                made = init_chat_model(model, model_provider=provider, **given)
            except (TypeError, ValueError):  # an integration that takes none of these settings
                made = init_chat_model(model, model_provider=provider)
    except Exception as error:  # a missing package, a missing key, an unknown provider: each says so itself
        raise QaError(f"langchain:{provider}:{model} cannot be opened: {redact(one_line(str(error)), secrets)}") from None
    return LangChainChat(made, name=f"langchain:{provider}:{model}", seconds=seconds, secrets=secrets)


def _openai_settings(base_url: str | None, env: Mapping[str, str], seconds: float) -> dict[str, Any]:
    from qa.models.openai import HOSTED
    from qa.models.wire import hardened_client

    key = env.get("OPENAI_API_KEY") or ("none" if base_url else None)
    base_url = base_url or HOSTED
    # The address is given outright, so that no switch in the environment can send the question elsewhere.
    return {"base_url": base_url, "api_key": key, "http_client": hardened_client(base_url, seconds=seconds)}


def _messages(request: Request) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in request.messages]


class _Facts:
    """What the pieces of a reply tell beside their text."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._usage: dict[str, int] = {}
        self._reason: str | None = None
        self._told = False

    def add(self, message: Any) -> None:
        metadata = message.response_metadata or {}
        if refusal := (message.additional_kwargs or {}).get("refusal"):
            raise ModelError("refused", f"the model declined ({one_line(str(refusal))})")
        for key in _REASON_KEYS:
            self._told = self._told or key in metadata
            self._reason = metadata.get(key) or self._reason
        self._model = str(metadata.get("model_name") or metadata.get("model") or self._model)
        for key in ("input_tokens", "output_tokens"):
            count = (getattr(message, "usage_metadata", None) or {}).get(key)
            if isinstance(count, int):
                self._usage[key] = max(count, self._usage.get(key, 0))

    def reply(self, text: str, *, unsaid: str | None) -> Reply:
        reason = str(self._reason).casefold() if self._reason else None
        finish = _REASONS.get(reason, reason) if reason else (None if self._told else unsaid)
        return Reply(text=text, model=self._model, usage=self._usage, finish_reason=finish)


# With these set LangChain would send the question to a gateway, or refuse to run at all (the two old switches).
_SWITCHES = ("LANGSMITH_GATEWAY", "LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")


class _Environment:
    """``os.environ`` without the switches as long as any call is under way; then as it was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls = 0
        self._before: dict[str, str | None] = {}

    @contextmanager
    def quiet(self) -> Iterator[None]:
        with self._lock:
            self._calls += 1
            if self._calls == 1:
                self._enter()
        try:
            yield
        finally:
            with self._lock:
                self._calls -= 1
                if self._calls == 0:
                    self._set(self._before)

    def _enter(self) -> None:
        # Integrations read the proxies when they are made: none of them may catch what is meant for this machine.
        bypass = {name: ",".join(filter(None, (os.environ.get(name), "localhost,127.0.0.1,::1"))) for name in ("NO_PROXY", "no_proxy")}
        # ChatOpenAI also makes an asynchronous client, which we never use, and warns about its sockets unless told not to.
        wanted: dict[str, str | None] = {**dict.fromkeys(_SWITCHES), **bypass, "LANGCHAIN_OPENAI_TCP_KEEPALIVE": "0"}
        self._before = {name: os.environ.get(name) for name in wanted}
        self._set(wanted)

    @staticmethod
    def _set(values: Mapping[str, str | None]) -> None:
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@lru_cache(maxsize=1)
def _environment() -> _Environment:
    return _Environment()  # one for the process, since the environment is


@contextmanager
def _untraced() -> Iterator[None]:
    """Nothing is exported in here, whatever LANGSMITH_* and LANGCHAIN_* say. Holds for the thread that enters it."""
    from langsmith import tracing_context

    with _environment().quiet(), tracing_context(enabled=False):
        yield
