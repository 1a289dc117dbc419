"""Model calls -> a file of them, and back: record once, replay with no server."""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from qa.models.guard import Emit
from qa.models.redact import one_line, redact
from qa.models.types import Backend, Reply, Request
from qa.types import ModelError, QaError

SCHEMA = "model-call/1"


class Recording:
    """A backend whose every call is appended to a file, one line of JSON each, failures too.

    The same request is asked once in the life of a recording and its outcome reused, so that a replay, which knows only
    the request, gives the same answers. Safe to call from several threads.
    """

    def __init__(self, backend: Backend, file: Path, *, secrets: Sequence[str] = ()) -> None:
        """Raises QaError if the file cannot be written."""
        self._backend = backend
        self._file = file
        self._secrets = tuple(secrets)
        self._lock = threading.Lock()
        self._calls: dict[str, Future[Reply]] = {}
        self._append("\n" if _is_torn(file) else "")

    @property
    def name(self) -> str:
        return self._backend.name

    def reply(self, request: Request, *, on_text: Emit | None = None) -> Reply:
        """See ``qa.models.types.Backend.reply``."""
        with self._lock:
            known = self._calls.get(request.digest)
            call = self._calls.setdefault(request.digest, Future())
        if known is not None:
            return _heard(known.result(), on_text)
        try:
            reply = self._backend.reply(request, on_text=on_text)
        except ModelError as error:
            call.set_exception(error)
            self._write(request, error={"kind": error.kind, "detail": redact(error.detail, self._secrets)})
            raise
        except BaseException as error:
            call.set_exception(error)
            raise
        call.set_result(reply)
        self._write(request, reply=_plain(reply, self._secrets))
        return reply

    def _write(self, request: Request, **outcome: Mapping[str, Any]) -> None:
        call = {
            "schema": SCHEMA,
            "request": request.digest,
            "label": redact(one_line(request.label), self._secrets),
            "backend": self.name,
            "asked": {
                "characters": sum(len(message.content) for message in request.messages),
                "max_tokens": request.max_tokens,
                "temperature": request.temperature,
                "seed": request.seed,
            },
            **outcome,
        }
        self._append(json.dumps(call, ensure_ascii=False) + "\n")

    def _append(self, line: str) -> None:
        data = line.encode("utf-8")
        # One write to a file opened for appending: the lines of several threads and processes stay whole.
        try:
            file = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                if os.write(file, data) < len(data):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            finally:
                os.close(file)
        except OSError as error:
            raise QaError(f"{self._file} cannot be written: {error.strerror}") from None


class Replaying:
    """A backend that gives what a recording holds, and never asks anybody. The newest line of a request counts."""

    def __init__(self, file: Path) -> None:
        """Raises QaError if the file cannot be read or a line of it is no recorded call."""
        self._file = file
        self._calls, self._name = _read(file)

    @property
    def name(self) -> str:
        """The name of the backend that was recorded."""
        return self._name

    def reply(self, request: Request, *, on_text: Emit | None = None) -> Reply:
        """The recorded reply, or the recorded ModelError. Raises QaError naming a call that was not recorded."""
        outcome = self._calls.get(request.digest)
        if outcome is None:
            words = one_line(request.label or request.messages[-1].content, limit=60)
            raise QaError(f"{self._file} holds no call {request.digest[:19]} ({words!r}): record it again with --record")
        if isinstance(outcome, ModelError):
            raise ModelError(outcome.kind, outcome.detail)
        return _heard(outcome, on_text)


def _heard(reply: Reply, on_text: Emit | None) -> Reply:
    if on_text is not None:
        on_text(reply.text)
    return reply


def _plain(reply: Reply, secrets: Sequence[str]) -> dict[str, Any]:
    return {
        "text": redact(reply.text, secrets),
        "model": reply.model,
        "usage": dict(reply.usage),
        "finish_reason": reply.finish_reason,
    }


def _is_torn(file: Path) -> bool:
    """Whether the last line has no end: its writer was killed."""
    try:
        with file.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) != b"\n"
    except OSError:  # no file yet, or an empty one
        return False


def _read(file: Path) -> tuple[dict[str, Reply | ModelError], str]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QaError(f"{file} cannot be replayed: {getattr(error, 'strerror', None) or 'it is not text'}") from None
    calls: dict[str, Reply | ModelError] = {}
    name = "replay"
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or _is_cut(line):
            continue
        try:
            call = json.loads(line)
            calls[call["request"]] = _outcome(call)
            name = str(call["backend"])
        except (ValueError, LookupError, TypeError):
            raise QaError(f"{file}, line {number}, is no recorded model call ({SCHEMA})") from None
    return calls, name


def _is_cut(line: str) -> bool:
    """Whether a kill cut the line short: such a call was never answered."""
    if not line.startswith('{"schema"') or line.endswith("}}"):
        return False
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def _outcome(call: Mapping[str, Any]) -> Reply | ModelError:
    if call["schema"] != SCHEMA:
        raise ValueError(call["schema"])
    if error := call.get("error"):
        return ModelError(str(error["kind"]), str(error["detail"]))
    reply = call["reply"]
    usage = {str(key): int(count) for key, count in reply["usage"].items()}
    return Reply(text=str(reply["text"]), model=str(reply["model"]), usage=usage, finish_reason=reply["finish_reason"])
