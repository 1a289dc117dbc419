"""A recording holds every call, gives it back without a server, and says what it does not hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.models import Recording, Replaying, Reply, Request, Scripted
from qa.types import ModelError, QaError

Ask = Callable[..., Request]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.jsonl"


def test_what_was_recorded_is_replayed_exactly(file: Path, request_of: Ask) -> None:
    said = Reply(text="Ünïcode [1].\u2028Second line [2].", model="m", usage={"input_tokens": 3, "output_tokens": 5})
    recorded = Recording(Scripted([said], name="openai:m"), file).reply(request_of())
    replaying = Replaying(file)
    assert replaying.reply(request_of()) == recorded == said
    assert replaying.name == "openai:m"


def test_a_failure_is_recorded_and_replayed_too(file: Path, request_of: Ask) -> None:
    with pytest.raises(ModelError) as recorded:
        Recording(Scripted([ModelError("rate", "slow down")]), file).reply(request_of())
    with pytest.raises(ModelError) as replayed:
        Replaying(file).reply(request_of())
    assert (replayed.value.kind, replayed.value.detail) == (recorded.value.kind, recorded.value.detail)


def test_a_missing_call_is_named_and_is_no_model_error(file: Path, request_of: Ask) -> None:
    """A ModelError would make the answer fall back to quotes in silence."""
    Recording(Scripted(["a [1]."]), file).reply(request_of())
    with pytest.raises(QaError, match=r"calls\.jsonl holds no call sha256:\w{12} \('Who built the bridge\?'\)") as missing:
        Replaying(file).reply(request_of("Who built the bridge?"))
    assert not isinstance(missing.value, ModelError)


def test_the_same_request_is_asked_once_in_a_recording(file: Path, request_of: Ask) -> None:
    """Else two answers to one request could not both be replayed."""
    script = Scripted(["first [1].", "second [1]."])
    recording = Recording(script, file)
    assert [recording.reply(request_of()).text for _ in range(2)] == ["first [1]."] * 2
    assert len(script.requests) == len(file.read_text("utf-8").splitlines()) == 1


def test_a_later_recording_into_the_same_file_counts(file: Path, request_of: Ask) -> None:
    for text in ("old [1].", "new [1]."):
        Recording(Scripted([text]), file).reply(request_of())
    assert Replaying(file).reply(request_of()).text == "new [1]."
    assert len(file.read_text("utf-8").splitlines()) == 2


def test_lines_from_many_threads_stay_whole(file: Path, request_of: Ask) -> None:
    recording = Recording(Scripted(lambda request: request.label * 50), file)
    questions = [f"question {n % 20}? " for n in range(60)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        recorded = list(pool.map(lambda question: recording.reply(request_of(question)), questions))
    replaying = Replaying(file)
    assert [replaying.reply(request_of(question)) for question in questions] == recorded
    assert len(file.read_text("utf-8").splitlines()) == 20


def test_no_key_reaches_the_file(file: Path, request_of: Ask) -> None:
    key, other = "sk-abcdefghijkl", "plain-secret-value"
    script = Scripted([f"The key {key} and {other}.", ModelError("auth", f"{key} and {other} are wrong")])
    recording = Recording(script, file, secrets=[other])
    recording.reply(request_of(f"Is {other} my key?"))
    with pytest.raises(ModelError):
        recording.reply(request_of("Which?"))
    kept = file.read_text("utf-8")
    assert key not in kept
    assert other not in kept
    assert kept.count("[redacted]") == 5


def test_a_line_that_a_kill_cut_short_is_a_call_that_was_never_answered(file: Path, request_of: Ask) -> None:
    Recording(Scripted(["a [1]."]), file).reply(request_of("One?"))
    whole = file.read_bytes()
    file.write_bytes(whole + whole[: len(whole) // 2])
    assert Replaying(file).reply(request_of("One?")).text == "a [1]."
    Recording(Scripted(["b [1]."]), file).reply(request_of("Two?"))
    assert [Replaying(file).reply(request_of(question)).text for question in ("One?", "Two?")] == ["a [1].", "b [1]."]


@pytest.mark.parametrize("line", ["hello", "{}", "[1]", '{"schema": "model-call/9"}', '{"schema": "model-call/1", "request": 1}}'])
def test_a_file_that_is_no_recording_is_named_with_its_line(file: Path, line: str) -> None:
    file.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(QaError, match=r"calls\.jsonl, line 2, is no recorded model call"):
        Replaying(file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(file: Path, content: bytes | None) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QaError, match=r"calls\.jsonl cannot be replayed"):
        Replaying(file)


def test_a_file_that_cannot_be_written_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(QaError, match="cannot be written"):
        Recording(Scripted(["a"]), tmp_path / "no such folder" / "calls.jsonl")


@given(st.text(st.characters(exclude_categories=["C"])))
def test_every_text_survives_the_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("record") / "calls.jsonl"
    request = Request(messages=(), max_tokens=1, label=text)
    recorded = Recording(Scripted([f"<{text}>"]), file).reply(request)
    assert Replaying(file).reply(request) == recorded
    assert json.loads(file.read_text("utf-8"))["reply"]["text"] == recorded.text
