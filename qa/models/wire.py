"""A base URL -> an HTTP client that cannot be made to wait, to swallow, to follow or to stray. Imported late (httpx2)."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2

from qa.types import ModelError

# A megabyte of answer in server-sent events of one token each is some 8 MB; 30 MB are nobody's answer.
MOST_BYTES = 8_000_000


def is_loopback(url: str) -> bool:
    """Whether the host of ``url`` is this machine: localhost, 127.0.0.0/8 or ::1."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hardened_client(base_url: str, *, seconds: float) -> httpx2.Client:
    """A client for one server. The timeout of a request (``seconds`` unless said) is wall clock, from connecting to the last byte.

    It follows no redirect, takes at most ``MOST_BYTES`` of a body, accepts no compression (a few kilobytes can unfold to
    gigabytes), keeps no connection, and never sends what is meant for this machine through a proxy.
    """
    return httpx2.Client(
        transport=_HardTransport(base_url),
        timeout=seconds,
        follow_redirects=False,
        trust_env=False,
        headers={"Accept-Encoding": "identity"},
    )


class _HardTransport(httpx2.BaseTransport):
    def __init__(self, base_url: str) -> None:
        encrypted = urlsplit(base_url).scheme == "https"
        self._inner = httpx2.HTTPTransport(
            # Reading the certificate authorities takes 20 ms, which a plain connection need not pay.
            verify=httpx2.create_ssl_context() if encrypted else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            proxy=_proxy(base_url),
            trust_env=False,
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = _Deadline(_seconds(request))
        request.extensions["trace"] = deadline.trace
        try:
            response = self._inner.handle_request(request)
        except BaseException as error:
            deadline.stop()
            if deadline.passed:
                raise httpx2.ReadTimeout("the deadline passed", request=request) from error
            raise
        if response.headers.get("content-encoding", "identity") != "identity":
            response.close()
            deadline.stop()
            raise ModelError("malformed", "its reply is compressed, which was not asked for")
        response.stream = _Metered(response.stream, deadline, request)
        return response

    def close(self) -> None:
        self._inner.close()


class _Deadline:
    """Shuts the sockets of one request when its time is up, whatever the reading thread is waiting for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self._end

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """httpcore's public trace hook: the only way to a socket before the first header has come."""
        stream = info.get("return_value")
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")) and stream is not None:
            self._sockets.append(stream.get_extra_info("socket"))
            if self.passed:
                self._shut()

    def stop(self) -> None:
        self._timer.cancel()

    def _shut(self) -> None:
        for sock in self._sockets:
            with contextlib.suppress(OSError, ValueError):
                sock.shutdown(socket.SHUT_RDWR)


class _Metered(httpx2.SyncByteStream):
    def __init__(self, inner: Any, deadline: _Deadline, request: httpx2.Request) -> None:
        self._inner = inner
        self._deadline = deadline
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        try:
            for part in self._inner:
                size += len(part)
                if size > MOST_BYTES:
                    raise ModelError("too-large", f"its reply is longer than {MOST_BYTES:,} bytes")
                self._check(None)
                yield part
        except httpx2.TransportError as error:
            self._check(error)
            raise
        self._check(None)  # a socket shut at the deadline may look like the proper end of a body

    def _check(self, error: Exception | None) -> None:
        if self._deadline.passed:
            raise httpx2.ReadTimeout("the deadline passed", request=self._request) from error

    def close(self) -> None:
        self._deadline.stop()
        self._inner.close()


def _seconds(request: httpx2.Request) -> float:
    given = request.extensions.get("timeout", {})
    return min((value for value in given.values() if value is not None), default=60.0)


def _proxy(base_url: str, *, proxies: Callable[[], dict[str, str]] = urllib.request.getproxies) -> str | None:
    parts = urlsplit(base_url)
    if is_loopback(base_url) or urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    known = proxies()
    return known.get(parts.scheme) or known.get("all")
