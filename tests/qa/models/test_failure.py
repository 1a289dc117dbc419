"""Failures are told apart by what servers and client libraries really say."""

from __future__ import annotations

import socket

import pytest

from qa.models.failure import of_error, of_status, said
from qa.types import ModelError

OVERFLOWS = [
    (400, "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens"),
    (400, {"error": {"code": "context_length_exceeded", "message": "too long"}}),
    (400, {"error": {"type": "exceed_context_size_error", "message": "the request exceeds the available context size"}}),
    (400, "prompt is too long: 210000 tokens > 200000 maximum"),
    (400, "The input token count (9000) exceeds the maximum number of tokens allowed (8192)."),
    (413, "Please reduce the length of the messages or completion."),
    (500, "input is larger than the context window"),
]


@pytest.mark.parametrize(("status", "body"), OVERFLOWS)
def test_a_prompt_that_is_too_long_is_known_in_many_wordings(status: int, body: object) -> None:
    assert of_status(status, body).kind == "context"


@pytest.mark.parametrize(
    ("status", "body", "kind", "again"),
    [
        (400, "messages: field required", "request", False),
        (401, "", "auth", False),
        (404, "model 'x' not found", "not-found", False),
        (429, "slow down", "rate", True),
        (429, {"error": {"code": "insufficient_quota"}}, "quota", False),
        (500, "", "server", True),
        (504, "<html>gateway timeout</html>", "server", True),
        (505, "", "server", False),
        (307, "", "redirect", False),
    ],
)
def test_a_status_has_one_kind_and_says_whether_to_try_again(status: int, body: object, kind: str, again: bool) -> None:
    failure = of_status(status, body)
    assert (failure.kind, failure.again) == (kind, again)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"message": "a\nb"}}, "a b"),
        ({"error": "plain"}, "plain"),
        ({"detail": [{"msg": "field required"}]}, "field required"),
        ("<!DOCTYPE html><html>", "an HTML page"),
        (None, ""),
        ([], ""),
    ],
)
def test_an_error_body_is_told_in_one_line(body: object, words: str) -> None:
    assert said(body) == words


class APITimeoutError(Exception):
    """Named as client libraries name theirs."""


class RemoteProtocolError(Exception):
    """Named as client libraries name theirs."""


@pytest.mark.parametrize(
    ("error", "kind", "again"),
    [
        (ModelError("cut", "x"), "cut", False),
        (TimeoutError(), "timeout", False),
        (APITimeoutError(), "timeout", False),
        (ConnectionRefusedError(111, "Connection refused"), "connection", False),
        (socket.gaierror(-2, "Name or service not known"), "connection", False),
        (ConnectionResetError(104, "reset"), "connection", True),
        (RemoteProtocolError("peer closed"), "connection", True),
        (ValueError("bad JSON"), "malformed", False),
        (TypeError("'str' object has no attribute"), "malformed", False),
        (MemoryError(), "failed", False),
    ],
)
def test_an_exception_of_any_library_has_one_kind(error: Exception, kind: str, again: bool) -> None:
    failure = of_error(error)
    assert (failure.kind, failure.again) == (kind, again)


def test_the_cause_behind_a_wrapped_exception_is_found() -> None:
    outer = RuntimeError("Connection error.")
    outer.__cause__ = OSError("inner")
    outer.__cause__.__cause__ = ConnectionRefusedError(111, "Connection refused")
    assert "Connection refused" in of_error(outer).detail


def test_exceptions_that_cause_each_other_end() -> None:
    first, second = RuntimeError("first"), RuntimeError("second")
    first.__cause__, second.__cause__ = second, first
    assert of_error(first).kind == "failed"
