"""One contract for every backend: openai and LangChain against a real server, the fakes, recordings and replays."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from qa.models import Backend, Recording, Replaying, Reply, Request, Scripted, open_backend
from qa.models.guard import Defended
from qa.types import ModelError

Make = Callable[[str], Backend]

SCRIPT: dict[str, str | Reply | Exception] = {
    "ok": Reply(text="The bridge reopened on Monday [1].", model="served", usage={"input_tokens": 12, "output_tokens": 7}),
    "echo-key": "Your key is sk-not-a-real-key-0123456789 indeed [1].",
    "controls": "The \x1b[2Jbridge\x00 reopened\u202e.",
    "length": Reply(text="The bri", model="served", finish_reason="length"),
    "no-finish": Reply(text="The bridge reopened", model="served", finish_reason=None),
    "filtered": Reply(text="The bri", model="served", finish_reason="content_filter"),
    "empty": "",
    "refusal": ModelError("refused", "the model declined"),
    "wrong-key": ModelError("auth", "it answered 401 (Incorrect API key provided: sk-not-a-real-key-0123456789)"),
    "broken": ModelError("server", "it answered 500 (oops)"),
}
FAILURES = {
    "length": "length",
    "no-finish": "cut",
    "filtered": "filtered",
    "empty": "empty",
    "refusal": "refused",
    "wrong-key": "auth",
    "broken": "server",
}


class Plain:
    """What a third party might write: no checks, no streaming."""

    name = "plain"

    def __init__(self, line: str | Reply | Exception) -> None:
        self.line = line

    def reply(self, request: Request, *, on_text: Callable[[str], None] | None = None) -> Reply:
        if isinstance(self.line, Exception):
            raise self.line
        return self.line if isinstance(self.line, Reply) else Reply(text=self.line, model=self.name)


@pytest.fixture(params=["scripted", "openai", "langchain", "third-party", "recording", "replaying"])
def make(request: pytest.FixtureRequest, server: Any, tmp_path: Path, request_of: Callable[..., Request]) -> Make:
    """A behaviour -> a backend that behaves so."""

    def scripted(case: str) -> Backend:
        return Scripted(lambda _request: SCRIPT[case], name=f"scripted:{case}")

    def replaying(case: str) -> Backend:
        recording = Recording(scripted(case), tmp_path / "calls.jsonl")
        for question in ("When did the bridge reopen?", *(f"Question {n}?" for n in range(8))):
            with contextlib.suppress(ModelError):
                recording.reply(request_of(question))
        return Replaying(tmp_path / "calls.jsonl")

    makes: dict[str, Make] = {
        "scripted": scripted,
        "openai": lambda case: open_backend(f"openai:{case}", base_url=server.url, deadline=20),
        "langchain": lambda case: open_backend(f"langchain:openai:{case}", base_url=server.url, deadline=20),
        "third-party": lambda case: Defended(Plain(SCRIPT[case])),
        "recording": lambda case: Recording(scripted(case), tmp_path / "calls.jsonl"),
        "replaying": replaying,
    }
    return makes[request.param]


@pytest.fixture(params=[False, True], ids=["whole", "streamed"])
def streaming(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_a_whole_reply_comes_with_its_model_and_its_cost(make: Make, request_of: Callable[..., Request], streaming: bool) -> None:
    heard: list[str] = []
    backend = make("ok")
    reply = backend.reply(request_of(), on_text=heard.append if streaming else None)
    assert isinstance(backend, Backend)
    assert backend.name
    assert reply.text == "The bridge reopened on Monday [1]."
    assert reply.finish_reason == "stop"
    assert reply.model == "served"
    assert "".join(heard) == (reply.text if streaming else "")
    if reply.usage:  # not every server tells it while it streams
        assert reply.usage == {"input_tokens": 12, "output_tokens": 7}


def test_the_cost_of_a_reply_that_came_whole_is_told(make: Make, request_of: Callable[..., Request]) -> None:
    assert make("ok").reply(request_of()).usage == {"input_tokens": 12, "output_tokens": 7}


@pytest.mark.parametrize(("case", "kind"), FAILURES.items())
def test_no_part_of_a_reply_and_no_failure_passes_for_a_reply(
    make: Make, request_of: Callable[..., Request], key: str, case: str, kind: str, streaming: bool
) -> None:
    heard: list[str] = []
    with pytest.raises(ModelError) as failed:
        make(case).reply(request_of(), on_text=heard.append if streaming else None)
    # LangChain drops the refusal field of a stream: nothing is left then.
    assert failed.value.kind in ((kind, "empty") if case == "refusal" else (kind,))
    assert key not in str(failed.value) + "".join(heard)


@pytest.mark.parametrize("case", ["echo-key", "controls"])
def test_neither_keys_nor_control_characters_come_through(
    make: Make, request_of: Callable[..., Request], key: str, case: str, streaming: bool
) -> None:
    heard: list[str] = []
    reply = make(case).reply(request_of(), on_text=heard.append if streaming else None)
    assert reply.text in ("Your key is [redacted] indeed [1].", "The bridge reopened.")
    assert "".join(heard) == (reply.text if streaming else "")


def test_a_backend_answers_several_threads_at_once(make: Make, request_of: Callable[..., Request]) -> None:
    backend = make("ok")
    with ThreadPoolExecutor(max_workers=4) as pool:
        replies = list(pool.map(lambda n: backend.reply(request_of(f"Question {n}?")).text, range(8)))
    assert replies == ["The bridge reopened on Monday [1]."] * 8


def test_the_listener_s_own_failure_is_not_the_model_s(make: Make, request_of: Callable[..., Request]) -> None:
    """A closed pipe on the reader's side has to end the program the usual way."""

    def broken_pipe(_text: str) -> None:
        raise BrokenPipeError("the reader has gone")

    with pytest.raises(BrokenPipeError):
        make("ok").reply(request_of(), on_text=broken_pipe)


def test_the_same_request_has_the_same_digest_and_another_one_has_not(request_of: Callable[..., Request]) -> None:
    assert request_of("Where?").digest == request_of("Where?").digest
    assert request_of("Where?").digest != request_of("When?").digest


def test_the_digest_of_a_request_is_what_recordings_are_keyed_by(request_of: Callable[..., Request]) -> None:
    """Pinned: a change of the canonical form would orphan every recording there is."""
    assert request_of("Où?").digest == "sha256:2102efa57cf07feef0227e1dad6a9fa110b15e36811ba0a3fd0f0dc0fbce0fec"


def test_the_label_of_a_request_is_for_people_only(request_of: Callable[..., Request]) -> None:
    request = request_of("Where?")
    relabelled = Request(messages=request.messages, max_tokens=request.max_tokens, label="another")
    assert relabelled.digest == request.digest
    assert "another" not in json.dumps(relabelled.digest)
