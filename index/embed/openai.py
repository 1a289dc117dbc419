"""Texts -> vectors by an OpenAI-compatible server: the only door of this room to a network."""

from __future__ import annotations

import ipaddress
import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.embed.types import PROBE, Fingerprint, Matrix
from index.types import CorpusError

if TYPE_CHECKING:
    import httpx2

HOSTED = "https://api.openai.com/v1"
SECONDS = 60.0
BATCH = 64
# 64 vectors of 4,096 figures are 6 MB as JSON; what is longer is no answer to them.
MOST_BYTES = 32_000_000


class OpenAIEmbedder:
    """The vectors of a model of an OpenAI-compatible server, scaled to length one. Safe to share between threads.

    A request never takes longer than ``seconds`` of wall clock, follows no redirect, goes through no proxy when the server is on this
    machine, and is tried once more after a passing failure. What a server says in an error is never repeated: it may hold the key.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str = HOSTED,
        key: str | None = None,
        name: str | None = None,
        seconds: float = SECONDS,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """``name`` stands in the home's fingerprint. Raises CorpusError when ``base_url`` is no http(s) address."""
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CorpusError(f"{base_url!r} is no address of a server: give one such as http://127.0.0.1:8000/v1")
        self._model, self._key, self._seconds, self._pause = model, key, seconds, pause
        self._url = base_url.rstrip("/") + "/embeddings"
        self._own_machine = is_loopback(parts.hostname)
        self.name = name or f"openai:{model}"
        self._probe: Matrix | None = None

    @property
    def probe(self) -> Matrix:
        """The vector of ``PROBE``: other figures mean another model behind the same name. Asks the server once."""
        if self._probe is None:
            self._probe = self.embed([PROBE])[0]
        return self._probe

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(name=self.name, revision="", dimension=len(self.probe))

    def embed(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimension) float32, each of length one. Raises CorpusError when the server gives no usable vectors."""
        if not texts:
            return np.empty((0, len(self.probe)), np.float32)
        rows = [self._batch(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        if len({row.shape[1] for row in rows}) > 1:
            raise self._failure("its vectors differ in length")
        return np.concatenate(rows)

    def _batch(self, texts: Sequence[str]) -> Matrix:
        # Servers refuse an empty text; a blank stands for it.
        body = {"model": self._model, "input": [text if text.strip() else " " for text in texts], "encoding_format": "float"}
        end = time.monotonic() + self._seconds
        try:
            answer = self._within(end, body)
        except _Passing as passing:
            wait = random.uniform(0.25, 1.0)
            if wait >= end - time.monotonic():
                raise self._failure(str(passing)) from None
            self._pause(wait)
            try:
                answer = self._within(end, body)
            except _Passing as again:
                raise self._failure(str(again)) from None
        return self._rows(answer, len(texts))

    def _within(self, end: float, body: dict[str, Any]) -> bytes:
        """One request, never waited for beyond ``end``: a read timeout does not stop a body that drips."""
        found: list[bytes | BaseException] = []

        def work() -> None:
            try:
                found.append(self._post(body, end))
            except BaseException as error:
                found.append(error)

        thread = threading.Thread(target=work, name="deskbook-embedding", daemon=True)
        thread.start()
        thread.join(max(0.0, end - time.monotonic()))
        if not found:
            raise self._failure(f"no whole reply within {self._seconds:g} s")
        outcome = found[0]
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def _post(self, body: dict[str, Any], end: float) -> bytes:
        import httpx2

        headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        try:
            with (
                httpx2.Client(timeout=max(0.05, end - time.monotonic()), trust_env=not self._own_machine, follow_redirects=False) as client,
                client.stream("POST", self._url, json=body, headers=headers) as response,
            ):
                self._refuse(response)
                return b"".join(self._pieces(response.iter_raw(), end))
        except httpx2.TimeoutException:
            raise self._failure(f"no whole reply within {self._seconds:g} s") from None
        except httpx2.ConnectError:
            raise self._failure("it cannot be reached: is the server running?") from None
        except httpx2.HTTPError as error:
            raise _Passing(f"the connection broke ({type(error).__name__})") from None

    def _refuse(self, response: httpx2.Response) -> None:
        status = response.status_code
        if status in (429, 500, 502, 503, 504):
            raise _Passing(f"it answered {status}")
        if status in (401, 403):
            raise self._failure(f"it answered {status}: check the key in the environment")
        if status == 404:
            raise self._failure("it answered 404: check the name of the model and the address")
        if 300 <= status < 400:
            raise self._failure(f"it answered {status}: redirects are not followed")
        if status != 200:
            raise self._failure(f"it answered {status}")

    def _pieces(self, pieces: Iterator[bytes], end: float) -> Iterator[bytes]:
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > MOST_BYTES:
                raise self._failure(f"its reply is longer than {MOST_BYTES:,} bytes")
            if time.monotonic() > end:
                raise self._failure(f"no whole reply within {self._seconds:g} s")
            yield piece

    def _rows(self, answer: bytes, wanted: int) -> Matrix:
        try:
            listed = json.loads(answer)["data"]
            # A server may answer in any order: each vector says which text it is of.
            placed = {int(one.get("index", at)): one["embedding"] for at, one in enumerate(listed)}
            rows = np.asarray([placed[at] for at in range(wanted)], dtype=np.float32)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise self._failure(f"its reply holds no {wanted} vectors") from None
        if rows.ndim != 2 or not rows.shape[1] or len(listed) != wanted or not np.isfinite(rows).all():
            raise self._failure(f"its reply holds no {wanted} vectors of one length")
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not lengths.all():
            raise self._failure("a vector of its reply is zero")
        scaled: Matrix = (rows / lengths).astype(np.float32)
        return scaled

    def _failure(self, detail: str) -> CorpusError:
        return CorpusError(f"the embedder {self.name}: {detail}")


class _Passing(Exception):
    """A failure that may be over in a moment."""


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
