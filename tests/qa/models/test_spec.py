"""A spec names a backend, and whatever names none is told what would."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qa.cli import cli
from qa.models import Reply, Request, open_backend, spec
from qa.types import ModelError, QaError


class Parrot:
    """A third party's backend."""

    def __init__(self, rest: str) -> None:
        if rest == "broken":
            raise RuntimeError("no weights; key sk-abcdefgh12345678")
        self.name = f"parrot:{rest}"

    def reply(self, request: Request, *, on_text: Callable[[str], None] | None = None) -> Reply:
        return Reply(text=request.label, model=self.name)


def not_a_backend(rest: str) -> object:
    return object()


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint(name="parrot", value="somebody:Parrot", group=spec.GROUP),
        EntryPoint(name="stone", value="somebody:not_a_backend", group=spec.GROUP),
    ]
    made: dict[str, object] = {"parrot": Parrot, "stone": not_a_backend}
    monkeypatch.setattr(EntryPoint, "load", lambda point: made[point.name])
    monkeypatch.setattr(spec, "entry_points", lambda *, group: EntryPoints(points).select(group=group))


@pytest.mark.parametrize(
    "text", ["", "gpt-4o", "openai", "openai:", "langchain:openai", "langchain::x", "scripted:", "nobody:x", "\x1b[2J"]
)
def test_a_spec_that_names_nothing_is_told_the_forms(text: str) -> None:
    with pytest.raises(QaError, match=r"names no model: use extractive .*openai:NAME, langchain:PROVIDER:NAME, scripted:FILE") as refused:
        open_backend(text, env={})
    assert "\x1b" not in str(refused.value)


def test_the_hosted_service_is_not_opened_without_a_key() -> None:
    with pytest.raises(QaError, match="OPENAI_API_KEY is not set"):
        open_backend("openai:gpt-4o", env={})


def test_a_server_of_one_s_own_needs_no_key(server: Any, request_of: Callable[..., Request], served_text: str) -> None:
    for backend in (
        open_backend("openai:ok", env={"OPENAI_BASE_URL": server.url}),
        open_backend("openai:ok", base_url=server.url, env={"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}),
        open_backend("langchain:openai:ok", base_url=server.url, env={}),
    ):
        assert backend.reply(request_of()).text == served_text
    assert len(server.hits) == 3


def test_the_name_of_a_model_may_hold_colons(server: Any) -> None:
    assert open_backend("openai:llama3.2:3b", base_url=server.url, env={}).name == "openai:llama3.2:3b"


def test_a_named_server_gets_its_own_key_and_never_openai_s(server: Any, request_of: Callable[..., Request], key: str) -> None:
    servers = {"my-vllm": server.url}
    env = {"OPENAI_API_KEY": key, "MY_VLLM_API_KEY": "its-own-key-value"}
    backend = open_backend("my-vllm:ok", servers=servers, env=env)
    backend.reply(request_of())
    open_backend("my-vllm:ok", servers=servers, env={"OPENAI_API_KEY": key}).reply(request_of())
    assert backend.name == "my-vllm:ok"
    assert server.headers[0]["authorization"] == "Bearer its-own-key-value"
    assert key not in json.dumps(server.headers)


def test_opening_a_backend_contacts_nobody(server: Any) -> None:
    open_backend("openai:ok", base_url=server.url)
    open_backend("langchain:openai:ok", base_url=server.url)
    assert server.hits == []


@pytest.mark.usefixtures("_installed")
def test_an_installed_backend_is_found_by_its_entry_point(request_of: Callable[..., Request]) -> None:
    assert open_backend("parrot").name == "parrot:"
    backend = open_backend("parrot:grey")
    assert (backend.name, backend.reply(request_of("Hello?")).text) == ("parrot:grey", "Hello?")
    with pytest.raises(QaError, match="parrot, stone"):
        open_backend("nobody")


def test_a_distribution_that_is_really_installed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request_of: Callable[..., Request]
) -> None:
    """What an installer leaves behind: a module, and a folder of metadata that names it."""
    (tmp_path / "deskbook_echo.py").write_text(
        "from qa.models import Reply\n\n\n"
        "class Echo:\n"
        "    def __init__(self, rest):\n        self.name = 'echo:' + rest\n\n"
        "    def reply(self, request, *, on_text=None):\n        return Reply(text=request.label.upper(), model=self.name)\n",
        "utf-8",
    )
    metadata = tmp_path / "deskbook_echo-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: deskbook-echo\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[qa.models]\necho = deskbook_echo:Echo\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    reply = open_backend("echo:loud").reply(request_of("who?"))
    assert (reply.text, reply.model) == ("WHO?", "echo:loud")
    done = CliRunner().invoke(cli, ["models", "--json"])
    assert "echo" in json.loads(done.stdout)["forms"]


@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize(("text", "says"), [("parrot:broken", r"RuntimeError: no weights; key \[redacted\]"), ("stone", "no backend")])
def test_an_installed_backend_that_cannot_be_opened_is_one_line(text: str, says: str) -> None:
    with pytest.raises(QaError, match=says):
        open_backend(text)


def test_a_script_in_a_file_is_replied_line_by_line(tmp_path: Path, request_of: Callable[..., Request]) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps(["One [1].", {"error": "server", "detail": "down"}]), "utf-8")
    backend = open_backend(f"scripted:{file}")
    assert backend.reply(request_of()).text == "One [1]."
    with pytest.raises(ModelError, match="server"):
        backend.reply(request_of())
    with pytest.raises(ModelError, match="it has 2 replies, and this is request 3"):
        backend.reply(request_of())


@pytest.mark.parametrize("content", [None, "not JSON", '{"a": 1}', "[1]"])
def test_a_script_that_is_none_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "script.json"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(QaError, match=r"script\.json"):
        open_backend(f"scripted:{file}")
