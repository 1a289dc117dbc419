"""The deadline, the listener and the second try, without any server."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.models.guard import Emit, defended, within
from qa.models.types import Reply
from qa.types import ModelError


def whole(text: str) -> Reply:
    return Reply(text=text, model="m")


def test_a_call_that_never_returns_is_left() -> None:
    released = threading.Event()
    with pytest.raises(ModelError, match=r"no whole reply within 0\.05 s"):
        within(0.05, lambda _emit: released.wait(5))
    released.set()


def test_nothing_is_heard_after_the_deadline_and_the_call_is_stopped() -> None:
    """A thread cannot be killed; it is ended at its next word."""
    stopped = threading.Event()

    def endless(emit: Emit) -> None:
        try:
            while True:
                emit("word ")
        finally:
            stopped.set()

    heard: list[str] = []
    with pytest.raises(ModelError):
        within(0.05, endless, on_text=heard.append)
    assert stopped.wait(5)
    count = len(heard)
    assert heard
    assert len(heard) == count


def test_what_the_call_raises_is_raised() -> None:
    def fail(_emit: Emit) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        within(1, fail)


def test_an_exit_inside_a_backend_does_not_end_the_program() -> None:
    def leave(_seconds: float, _emit: Emit | None) -> Reply:
        raise SystemExit(3)

    with pytest.raises(ModelError, match="failed: m: SystemExit"):
        defended(leave, name="m")


@pytest.mark.parametrize("wrong", [None, "text", 3, Reply(text=b"bytes", model="m")])  # type: ignore[arg-type]
def test_a_backend_that_breaks_its_promise_is_malformed(wrong: object) -> None:
    with pytest.raises(ModelError, match="malformed"):
        defended(lambda _seconds, _emit: wrong, name="m")  # type: ignore[arg-type, return-value]


def test_a_wait_that_would_pass_the_deadline_is_not_begun() -> None:
    class Limited(Exception):
        status_code = 429

        class response:  # noqa: N801
            headers = {"retry-after": "30"}  # noqa: RUF012
            text = "slow down"

    calls: list[float] = []
    pauses: list[float] = []

    def attempt(seconds: float, _emit: Emit | None) -> Reply:
        calls.append(seconds)
        raise Limited

    with pytest.raises(ModelError, match="rate: m: it answered 429"):
        defended(attempt, name="m", seconds=10, pause=pauses.append)
    assert (len(calls), pauses) == (1, [])
    with pytest.raises(ModelError, match="rate"):
        defended(attempt, name="m", seconds=100, pause=pauses.append)
    assert len(calls) == 3
    assert 30 <= pauses[0] <= 31


@given(st.lists(st.text(max_size=8)), st.sampled_from(["sk-abcdefgh12345678", "a-known-secret"]))
def test_pieces_are_heard_as_the_reply_that_they_make(pieces: list[str], secret: str) -> None:
    """Wherever the pieces break, the listener hears the cleaned and redacted reply, and never the secret."""
    split = [*pieces, " ", *secret, " ", *pieces]

    def attempt(_seconds: float, emit: Emit | None) -> Reply:
        assert emit is not None
        for piece in split:
            emit(piece)
        return whole("".join(split))

    heard: list[str] = []
    reply = defended(attempt, name="m", on_text=heard.append, secrets=["a-known-secret"])
    assert "".join(heard).strip() == reply.text
    assert secret not in "".join(heard)


def test_without_a_listener_nothing_is_emitted() -> None:
    seen: list[Callable[[str], None] | None] = []

    def attempt(_seconds: float, emit: Emit | None) -> Reply:
        seen.append(emit)
        return whole("ok")

    defended(attempt, name="m")
    assert seen == [None]
