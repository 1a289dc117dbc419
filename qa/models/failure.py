"""An exception of any client library -> the kind of failure, a line about it, and whether to try again."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa.models.redact import one_line
from qa.types import ModelError

# The wordings of hosted services and of local servers differ; each of these names a prompt that is too long.
_CONTEXT = re.compile(
    r"context[ _-]{0,2}(?:length|size|window|overflow|limit)|prompt is too long|too many (?:input )?tokens"
    r"|reduce the length|(?:input|prompt)\b.{0,40}\bexceed|exceed\w*.{0,40}\bcontext",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"quota|billing|credit", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)
# Class names, since importing the libraries here would cost a second: httpx, httpx2, httpcore, requests, aiohttp.
_UNREACHABLE = ("ConnectError", "ProxyError", "UnsupportedProtocol", "InvalidURL")
_BROKEN = ("ReadError", "WriteError", "CloseError", "ProtocolError", "ConnectionError", "IncompleteRead", "ChunkedEncodingError")
_WRONG_SHAPE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why no usable reply came. ``after`` is how many seconds the server asks to be left alone."""

    kind: str
    detail: str
    again: bool = False
    after: float | None = None


def said(body: object) -> str:
    """What an error body of a server says, as one line: its message, or its beginning, "" if it says nothing."""
    if isinstance(body, Mapping):
        for key in ("error", "message", "detail", "msg"):
            if body.get(key):
                return said(body[key])
        return one_line(str(dict(body)))
    if isinstance(body, list):
        return said(body[0]) if body else ""
    text = "" if body is None else str(body)
    return "an HTML page" if _MARKUP.match(text) else one_line(text)


def of_status(status: int, body: object, *, after: float | None = None) -> Failure:
    """The failure that an HTTP status and the body with it tell of."""
    words = said(body)
    detail = f"it answered {status}" + (f" ({words})" if words else "")
    if status < 400:
        return Failure(kind="redirect", detail=f"it answered {status}: redirects are not followed")
    if is_overflow(status, body):
        return Failure(kind="context", detail=detail)
    if status in (401, 403):
        return Failure(kind="auth", detail=f"{detail}: check the key in the environment")
    if status == 404:
        return Failure(kind="not-found", detail=f"{detail}: check the name of the model and the address")
    if status == 429 and _QUOTA.search(str(body)):
        return Failure(kind="quota", detail=detail)
    if status == 429:
        wait = "" if after is None else f": it asks to be left alone for {after:g} s"
        return Failure(kind="rate", detail=detail + wait, again=True, after=after)
    if status >= 500:
        return Failure(kind="server", detail=detail, again=status <= 504, after=after)
    return Failure(kind="request", detail=detail)


def is_overflow(status: int, body: object) -> bool:
    """Whether an error answer says that the prompt does not fit into the model's context."""
    return status in (400, 413, 422, 500) and bool(_CONTEXT.search(str(body)[:4000]))


def of_error(error: BaseException) -> Failure:
    """The failure behind any exception that a client library raised, judged by what the libraries share."""
    chain = tuple(_chain(error))
    for link in chain:
        if isinstance(link, ModelError):
            return Failure(kind=link.kind, detail=link.detail)
        if (status := _status(link)) is not None:
            return of_status(status, _body(link), after=_retry_after(link))
    names = [type(link).__name__ for link in chain]
    if any(isinstance(link, TimeoutError) for link in chain) or any("Timeout" in name for name in names):
        return Failure(kind="timeout", detail="it did not answer in time")
    # The last link lies deepest: it names the cause ("Connection refused") where the first only says that it failed.
    cause = one_line(str(chain[-1]) or names[-1])
    if any(isinstance(link, ConnectionRefusedError | socket.gaierror) for link in chain) or _ends(names, _UNREACHABLE):
        return Failure(kind="connection", detail=f"it cannot be reached ({cause}): is the server running?")
    if any(isinstance(link, OSError) for link in chain) or _ends(names, _BROKEN):
        return Failure(kind="connection", detail=f"the connection broke ({cause})", again=True)
    if hasattr(error, "body") and hasattr(error, "message"):  # an error event inside a stream
        body = error.body or str(error)
        kind = "context" if _CONTEXT.search(str(body)[:4000]) else "server"
        return Failure(kind=kind, detail=f"it answered with an error ({said(body)})")
    if isinstance(error, _WRONG_SHAPE):
        return Failure(kind="malformed", detail=f"its reply cannot be read ({one_line(str(error))})")
    return Failure(kind="failed", detail=f"{type(error).__name__}: {one_line(str(error))}")


def _ends(names: list[str], endings: tuple[str, ...]) -> bool:
    return any(name.endswith(endings) for name in names)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _status(error: BaseException) -> int | None:
    for owner in (error, getattr(error, "response", None)):
        status = getattr(owner, "status_code", None)
        if isinstance(status, int) and status >= 300:
            return status
    return None


def _body(error: BaseException) -> object:
    if body := getattr(error, "body", None):
        return body
    with contextlib.suppress(Exception):  # the body of a streamed answer may never have been read
        response: Any = getattr(error, "response", None)
        return response.text
    return str(error)


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:  # none, or an HTTP date: our own pause will do
        return None
