"""The servers on this machine are found by asking them, briefly."""

from __future__ import annotations

import socket
from typing import Any

from qa.models import Server, found_servers


def test_a_server_is_found_with_its_models_and_a_silent_port_is_not(server: Any) -> None:
    with socket.socket() as silent:  # listens, and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        ports = {"Ollama": server.port, "vLLM": silent.getsockname()[1], "LM Studio": 9}
        assert found_servers(ports, seconds=0.3) == (Server(name="Ollama", url=server.url, models=("served-a", "served-b")),)
    assert [path for path, _ in server.hits] == ["/v1/models"]


def test_no_port_means_no_server() -> None:
    assert found_servers({}) == ()
