"""An attempt at a reply -> a whole, checked, clean reply or a ModelError, within the deadline whatever happens."""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from qa.models.failure import Failure, of_error
from qa.models.redact import clean, one_line, redact
from qa.models.types import Backend, Reply, Request
from qa.types import ModelError

SECONDS = 60.0  # the default deadline of one reply, retry included
# An answer has four sentences, a briefing a few pages; a model that writes more than this has lost itself.
MOST_CHARACTERS = 1_000_000

Emit = Callable[[str], None]
# What a backend does once: (seconds left, where to put pieces of text, or None when not streaming) -> Reply.
Attempt = Callable[[float, Emit | None], Reply]
T = TypeVar("T")

_UNFINISHED = {
    None: ("cut", "its reply broke off: no finish_reason came"),
    "length": ("length", "its reply reached the limit of tokens before it was finished"),
    "content_filter": ("filtered", "its reply was withheld by a content filter"),
}


class _Abandoned(Exception):
    """Raised in a worker whose caller has stopped waiting, so that it stops too."""


@dataclass(frozen=True, slots=True)
class _Ended(Generic[T]):
    value: T | None = None
    error: BaseException | None = None


def within(seconds: float, call: Callable[[Emit], T], *, on_text: Emit | None = None) -> T:
    """``call(emit)``, but never for longer than ``seconds`` of wall clock: then ModelError("timeout").

    The call runs in a thread of its own, since nothing else stops a name lookup or a TLS handshake that drips. What it
    emits reaches ``on_text`` in the caller's thread, and nothing does once the deadline has passed. A call that
    hangs for ever keeps its (daemon) thread; a door that owns a socket closes it at the same deadline.
    """
    ended = _run(seconds, call, on_text)
    if ended.error is not None:
        raise ended.error
    return ended.value  # type: ignore[return-value]


def _run(seconds: float, call: Callable[[Emit], T], on_text: Emit | None) -> _Ended[T]:
    events: queue.SimpleQueue[str | _Ended[T]] = queue.SimpleQueue()
    gone = threading.Event()

    def emit(text: str) -> None:
        if gone.is_set():
            raise _Abandoned
        events.put(text)

    def work() -> None:
        try:
            ended: _Ended[T] = _Ended(value=call(emit))
        except BaseException as error:
            ended = _Ended(error=error)
        events.put(ended)

    end = time.monotonic() + seconds
    threading.Thread(target=work, name="deskbook-model-call", daemon=True).start()
    try:
        while (left := end - time.monotonic()) > 0:
            try:
                event = events.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(event, _Ended):
                return event
            if on_text is not None:
                on_text(event)
    finally:
        gone.set()
    return _Ended(error=ModelError("timeout", f"no whole reply within {seconds:g} s"))


class _Words:
    """Streamed pieces -> whole words, redacted: a key that arrives in two pieces is still one key."""

    def __init__(self, show: Emit | None, secrets: Sequence[str]) -> None:
        self._show = show
        self._secrets = secrets
        self._rest = ""
        self.size = 0

    def take(self, text: str) -> None:
        self.size += len(text)
        text = self._rest + text
        cut = max(text.rfind(" "), text.rfind("\n")) + 1
        self._rest = text[cut:]
        if cut and self._show is not None:
            self._show(redact(clean(text[:cut]), self._secrets))

    def finish(self) -> None:
        if self._rest and self._show is not None:
            self._show(redact(clean(self._rest), self._secrets))
        self._rest = ""


def defended(
    attempt: Attempt,
    *,
    name: str,
    seconds: float = SECONDS,
    secrets: Sequence[str] = (),
    on_text: Emit | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Reply:
    """A whole reply of ``attempt``, tried once more where that may help, or ModelError naming the backend.

    Tried again, after a pause with jitter (or what Retry-After asks), if the failure is passing and no text came yet
    and there is time left. ``seconds`` is the wall clock over everything. Texts and errors are redacted.
    """
    end = time.monotonic() + seconds
    words = _Words(on_text, secrets)
    tried = False
    while True:
        outcome = _once(attempt, end - time.monotonic(), words if on_text is not None else None)
        if isinstance(outcome, Reply):
            return _shown(outcome, words, secrets)
        wait = random.uniform(0.25, 1.0) if outcome.after is None else outcome.after + random.uniform(0.0, 0.25)
        if tried or not outcome.again or words.size or wait >= end - time.monotonic():
            detail = f"no whole reply within {seconds:g} s" if outcome.kind == "timeout" else outcome.detail
            raise ModelError(outcome.kind, redact(f"{name}: {detail}", secrets))
        tried = True
        pause(wait)


def _shown(reply: Reply, words: _Words, secrets: Sequence[str]) -> Reply:
    if not words.size:  # a backend that cannot stream has still to be heard
        words.take(reply.text)
    words.finish()
    text = redact(clean(reply.text), secrets).strip()
    return replace(reply, text=text, model=redact(one_line(reply.model, limit=100), secrets))


def _once(attempt: Attempt, seconds: float, words: _Words | None) -> Reply | Failure:
    def call(emit: Emit) -> Reply:
        return attempt(seconds, None if words is None else _capped(emit))

    ended = _run(seconds, call, None if words is None else words.take)
    return _checked(ended.value) if ended.error is None else of_error(ended.error)


def _capped(emit: Emit) -> Emit:
    size = 0

    def capped(text: object) -> None:
        nonlocal size
        if not isinstance(text, str):
            raise ModelError("malformed", f"a piece of its reply is {type(text).__name__}, not text")
        size += len(text)
        if size > MOST_CHARACTERS:
            raise _too_large()
        emit(text)

    return capped


def _checked(reply: Reply | None) -> Reply | Failure:
    # A third party's backend may hand over anything, whatever its types promise.
    if not isinstance(reply, Reply):
        return Failure(kind="malformed", detail=f"it returned {type(reply).__name__}, not a Reply")
    text: object = reply.text
    if not isinstance(text, str):
        return Failure(kind="malformed", detail=f"its reply is {type(text).__name__}, not text")
    if len(text) > MOST_CHARACTERS:
        return of_error(_too_large())
    if reply.finish_reason in _UNFINISHED:
        kind, detail = _UNFINISHED[reply.finish_reason]
        return Failure(kind=kind, detail=detail)
    if reply.finish_reason != "stop":
        return Failure(kind="malformed", detail=f"its reply ended with finish_reason {one_line(str(reply.finish_reason), limit=40)!r}")
    if not clean(text).strip():
        return Failure(kind="empty", detail="its reply is empty")
    return reply


def _too_large() -> ModelError:
    return ModelError("too-large", f"its reply is longer than {MOST_CHARACTERS:,} characters")


class Defended:
    """Anybody's backend behind the same deadline, checks, redaction and retry as our own."""

    def __init__(self, backend: Backend, *, seconds: float = SECONDS, secrets: Sequence[str] = ()) -> None:
        self._backend = backend
        self._seconds = seconds
        self._secrets = tuple(secrets)

    @property
    def name(self) -> str:
        return self._backend.name

    def reply(self, request: Request, *, on_text: Emit | None = None) -> Reply:
        """See ``qa.models.types.Backend.reply``."""

        def attempt(_seconds: float, emit: Emit | None) -> Reply:
            return self._backend.reply(request, on_text=emit)

        return defended(attempt, name=self.name, seconds=self._seconds, secrets=self._secrets, on_text=on_text)
