"""This machine -> the model servers that run on it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType

from qa.models.guard import within
from qa.models.redact import one_line

# The ports on which these listen unless told otherwise.
WELL_KNOWN: Mapping[str, int] = MappingProxyType({"Ollama": 11434, "llama.cpp": 8080, "vLLM": 8000, "LM Studio": 1234})
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """An OpenAI-compatible server on this machine: what usually listens there, its base URL, the names of its models."""

    name: str
    url: str
    models: tuple[str, ...]


def found_servers(ports: Mapping[str, int] = WELL_KNOWN, *, seconds: float = 1.0) -> tuple[Server, ...]:
    """Those of the ports on 127.0.0.1 that list models, asked all at once, each for at most ``seconds``."""
    with ThreadPoolExecutor(max_workers=max(1, len(ports))) as pool:
        found = pool.map(lambda name: _probe(name, ports[name], seconds), ports)
        return tuple(server for server in found if server is not None)


def _probe(name: str, port: int, seconds: float) -> Server | None:
    try:
        models = within(seconds, lambda _emit: _models(port, seconds))
    except Exception:  # whatever answers there, or does not, is no model server
        return None
    return Server(name=name, url=f"http://127.0.0.1:{port}/v1", models=models)


def _models(port: int, seconds: float) -> tuple[str, ...]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", "/v1/models", headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise ValueError(f"status {answer.status}")
        listed = json.loads(answer.read(_MOST_BYTES))["data"]
        return tuple(sorted(one_line(str(model["id"]), limit=100) for model in listed))
    finally:
        connection.close()
