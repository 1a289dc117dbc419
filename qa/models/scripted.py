"""Request -> Reply by rote: the fake that ships, for tests, suites and trying things out without a model."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from qa.models.guard import Emit, defended
from qa.models.types import Reply, Request
from qa.types import ModelError, QaError

Line = str | Reply | Exception


class Scripted:
    """Replies from a list, in order, or from a function of the request. An exception in the script is a failing server.

    Safe to call from several threads.
    """

    def __init__(self, script: Iterable[Line] | Callable[[Request], Line], *, name: str = "scripted") -> None:
        self._script = script if callable(script) else tuple(script)
        self._name = name
        self._lock = threading.Lock()
        self._requests: list[Request] = []

    @property
    def requests(self) -> tuple[Request, ...]:
        """What was asked, in order."""
        return tuple(self._requests)

    @property
    def name(self) -> str:
        return self._name

    def reply(self, request: Request, *, on_text: Emit | None = None) -> Reply:
        """See ``qa.models.types.Backend.reply``."""

        def attempt(_seconds: float, emit: Emit | None) -> Reply:
            line = self._next(request)
            if isinstance(line, Exception):
                raise line
            reply = line if isinstance(line, Reply) else Reply(text=line, model=self._name)
            if emit is not None:
                for word in reply.text.splitlines(keepends=True):
                    emit(word)
            return reply

        return defended(attempt, name=self._name, on_text=on_text, pause=lambda _seconds: None)

    def _next(self, request: Request) -> Line:
        with self._lock:
            self._requests.append(request)
            place = len(self._requests)
        if not isinstance(self._script, tuple):
            return self._script(request)
        if place > len(self._script):
            raise ModelError("script", f"it has {len(self._script)} replies, and this is request {place}")
        return self._script[place - 1]


def open_script(path: Path) -> Scripted:
    """The script in a JSON file: a list of replies, each a text or ``{"error": KIND, "detail": TEXT}``."""
    name = f"scripted:{path}"
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QaError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise QaError(f"{path} is not JSON ({error}): write a list of replies") from None
    if not isinstance(lines, list):
        raise QaError(f"{path} holds {type(lines).__name__}, not a list of replies")
    return Scripted([_line(line, path, place) for place, line in enumerate(lines, start=1)], name=name)


def _line(line: object, path: Path, place: int) -> Line:
    if isinstance(line, str):
        return line
    if isinstance(line, dict) and isinstance(line.get("error"), str):
        return ModelError(line["error"], str(line.get("detail", "scripted")))
    raise QaError(f"{path}: reply {place} is {type(line).__name__}: give a text or an object with 'error'")
