"""Request -> Reply by any OpenAI-compatible server: the only door to openai for chat."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from qa.models.failure import is_overflow, of_status, said
from qa.models.guard import SECONDS, Emit, defended
from qa.models.types import Reply, Request
from qa.types import ModelError, QaError

HOSTED = "https://api.openai.com/v1"

# What a server may not know, and what to send instead: reasoning models take neither max_tokens nor a temperature, some
# compatible servers refuse seed or stream_options. The first refusal of one is remembered for the backend's life.
_OPTIONAL = ("max_tokens", "max_completion_tokens", "seed", "stream_options", "temperature")


class OpenAIChat:
    """A model of an OpenAI-compatible server, by Chat Completions (compatible servers rarely have anything newer)."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str = HOSTED,
        key: str | None = None,
        name: str | None = None,
        seconds: float = SECONDS,
        secrets: Sequence[str] = (),
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """``key`` may be missing for a server that asks for none. Raises QaError if ``base_url`` is no http(s) address."""
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise QaError(f"{said(base_url)!r} is no address of a server: give one such as http://127.0.0.1:8000/v1")
        self._model = model
        self._base_url = base_url
        self._key = key
        self._name = name or f"openai:{model}"
        self._seconds = seconds
        self._secrets = (*secrets, key) if key and len(key) > 3 else tuple(secrets)
        self._pause = pause
        self._refused: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self._name

    def reply(self, request: Request, *, on_text: Emit | None = None) -> Reply:
        """See ``qa.models.types.Backend.reply``."""

        def attempt(seconds: float, emit: Emit | None) -> Reply:
            return self._attempt(request, seconds, emit)

        return defended(attempt, name=self.name, seconds=self._seconds, secrets=self._secrets, on_text=on_text, pause=self._pause)

    def _attempt(self, request: Request, seconds: float, emit: Emit | None) -> Reply:
        import openai

        end = time.monotonic() + seconds
        while True:
            body = self._body(request, streaming=emit is not None)
            try:
                return self._call(body, end - time.monotonic(), emit)
            except openai.APIStatusError as error:
                unknown = _unknown_parameter(error, body)
                if unknown is None:
                    raise
                self._refused |= {unknown}

    def _body(self, request: Request, *, streaming: bool) -> dict[str, Any]:
        limit = "max_completion_tokens" if "max_tokens" in self._refused else "max_tokens"
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in request.messages],
            limit: request.max_tokens,
            "temperature": request.temperature,
        }
        if request.seed is not None:
            body["seed"] = request.seed
        if streaming:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        return {key: value for key, value in body.items() if key not in self._refused}

    def _call(self, body: dict[str, Any], seconds: float, emit: Emit | None) -> Reply:
        import httpx2
        import openai

        from qa.models.wire import hardened_client

        with hardened_client(self._base_url, seconds=seconds) as http:
            client = openai.OpenAI(
                api_key=self._key or "none",  # the library insists on one
                base_url=self._base_url,
                http_client=http,
                max_retries=0,
                timeout=seconds,
            )
            # The generic call hands over plain JSON; the typed one builds objects whose fields may be of any type.
            if emit is None:
                answer = client.post("/chat/completions", body=body, cast_to=httpx2.Response)
                return _completion(_json(answer.content), self._model)
            events = client.post("/chat/completions", body=body, cast_to=object, stream=True, stream_cls=openai.Stream[object])
            with events:
                if "text/event-stream" in events.response.headers.get("content-type", ""):
                    return _streamed(events, self._model, emit)
                # Some servers answer whole although a stream was asked for.
                return _completion(_json(events.response.read()), self._model)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        words = said(body[:2000].decode("utf-8", "replace")) or "nothing"
        raise ModelError("malformed", f"its reply is not JSON ({words})") from None


def _completion(body: object, model: str) -> Reply:
    choice = _choice(body)
    if choice is None:
        raise ModelError("malformed", "its reply has no choices")
    message = _mapping(choice.get("message"), "message")
    _refusal(message)
    return Reply(
        text=_text(message.get("content")),
        model=_model(body, model),
        usage=_usage(body),
        finish_reason=_finish(choice),
    )


def _streamed(events: Any, model: str, emit: Emit) -> Reply:
    pieces: list[str] = []
    refusal: list[str] = []
    finish: str | None = None
    usage: dict[str, int] = {}
    for event in events:
        usage = _usage(event) or usage
        model = _model(event, model)
        choice = _choice(event)
        if choice is None:  # the last event tells the usage and has no choice
            continue
        delta = _mapping(choice.get("delta") or {}, "delta")
        refusal.append(_text(delta.get("refusal")))
        piece = _text(delta.get("content"))
        if piece:
            pieces.append(piece)
            emit(piece)
        finish = _finish(choice) or finish
    _refusal({"refusal": "".join(refusal)})
    return Reply(text="".join(pieces), model=model, usage=usage, finish_reason=finish)


def _choice(body: object) -> Mapping[str, Any] | None:
    whole = _mapping(body, "reply")
    if whole.get("error"):
        raise _error_in_a_good_answer(whole["error"])
    choices = whole.get("choices")
    if choices is None or choices == []:
        return None
    if not isinstance(choices, list):
        raise ModelError("malformed", f"its choices are {type(choices).__name__}, not a list")
    return _mapping(choices[0], "choice")


def _error_in_a_good_answer(error: object) -> ModelError:
    code = error.get("code") if isinstance(error, Mapping) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 500
    kind = "context" if is_overflow(status, error) else of_status(status, error).kind
    return ModelError(kind, f"it answered with an error ({said(error)})")


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ModelError("malformed", f"its {what} is {type(value).__name__}, not an object")
    return value


def _text(content: object) -> str:
    if content is None:
        return ""
    if isinstance(content, list):  # parts, as some servers write them
        return "".join(_text(_mapping(part, "content part").get("text")) for part in content)
    if not isinstance(content, str):
        raise ModelError("malformed", f"its content is {type(content).__name__}, not text")
    return content


def _refusal(message: Mapping[str, Any]) -> None:
    if refusal := _text(message.get("refusal")).strip():
        raise ModelError("refused", f"the model declined ({said(refusal)})")


def _finish(choice: Mapping[str, Any]) -> str | None:
    finish = choice.get("finish_reason")
    return None if finish is None else str(finish)


def _model(body: object, default: str) -> str:
    model = body.get("model") if isinstance(body, Mapping) else None
    return model if isinstance(model, str) and model else default


def _usage(body: object) -> dict[str, int]:
    usage = body.get("usage") if isinstance(body, Mapping) else None
    if not isinstance(usage, Mapping):
        return {}
    counts = {"input_tokens": usage.get("prompt_tokens"), "output_tokens": usage.get("completion_tokens")}
    return {key: count for key, count in counts.items() if isinstance(count, int) and not isinstance(count, bool)}


def _unknown_parameter(error: Any, body: Mapping[str, Any]) -> str | None:
    """Which of our optional parameters a 400 or 422 complains of, None if of none."""
    if error.status_code not in (400, 422) or is_overflow(error.status_code, error.body):
        return None
    complaint = f"{error.param} {error.body}"
    return next((name for name in _OPTIONAL if name in body and name in complaint), None)
