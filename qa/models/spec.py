"""A spec such as openai:NAME -> the Backend that it names."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import MappingProxyType

from qa.models.guard import SECONDS, Defended
from qa.models.redact import one_line, redact, secrets_of
from qa.models.types import Backend
from qa.types import QaError

GROUP = "qa.models"
_FORMS = ("openai:NAME", "langchain:PROVIDER:NAME", "scripted:FILE")
_NONE: Mapping[str, str] = MappingProxyType({})


def open_backend(
    spec: str,
    *,
    base_url: str | None = None,
    deadline: float = SECONDS,
    servers: Mapping[str, str] = _NONE,
    env: Mapping[str, str] = os.environ,
) -> Backend:
    """The backend that ``spec`` names; nothing is contacted until it is asked.

    ``openai:NAME`` asks the server at ``base_url``, else at OPENAI_BASE_URL, else OpenAI's own, with OPENAI_API_KEY if there
    is one; ``langchain:PROVIDER:NAME`` is what LangChain's ``init_chat_model`` makes of it; ``SERVER:NAME`` a model of one
    of ``servers`` (name -> base URL, OpenAI-compatible) with the key in SERVER_API_KEY if there is one; ``scripted:FILE``
    reads its replies from a file; any other word is looked up among the entry points ``qa.models``, each a function of
    what follows the colon ("" if nothing does). ``deadline`` is the seconds that one reply may take, all in all.
    Raises QaError naming the valid forms.
    """
    kind, _, rest = spec.strip().partition(":")
    if kind == "openai" and rest:
        return _openai(rest, base_url or env.get("OPENAI_BASE_URL") or None, env, seconds=deadline)
    if kind == "langchain" and all(rest.partition(":")):
        from qa.models.langchain import open_langchain

        provider, _, model = rest.partition(":")
        return open_langchain(provider, model, base_url=base_url, env=env, seconds=deadline, secrets=secrets_of(env))
    if kind == "scripted" and rest:
        from qa.models.scripted import open_script

        return open_script(Path(rest))
    if kind in servers and rest:
        return _of_server(kind, servers[kind], rest, env, seconds=deadline)
    installed = _installed()
    if kind in installed:
        return _third_party(installed[kind], rest, env, seconds=deadline)
    forms = ", ".join((*_FORMS, *(f"{name}:NAME" for name in sorted(servers)), *sorted(installed)))
    raise QaError(f"{one_line(spec, limit=80)!r} names no model: use extractive (no model at all), {forms}")


def installed_backends() -> tuple[str, ...]:
    """The names of third parties' backends that are installed: entry points of the group ``qa.models``. Nothing of them is loaded."""
    return tuple(sorted(_installed()))


def _installed() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _openai(model: str, base_url: str | None, env: Mapping[str, str], *, seconds: float) -> Backend:
    from qa.models.openai import HOSTED, OpenAIChat

    key = env.get("OPENAI_API_KEY") or None
    if base_url is None and key is None:
        raise QaError("OPENAI_API_KEY is not set: set it, or OPENAI_BASE_URL to a server of your own such as http://127.0.0.1:11434/v1")
    return OpenAIChat(model, base_url=base_url or HOSTED, key=key, seconds=seconds, secrets=secrets_of(env))


def _of_server(server: str, base_url: str, model: str, env: Mapping[str, str], *, seconds: float) -> Backend:
    from qa.models.openai import OpenAIChat

    # A key of its own, never OPENAI_API_KEY: that one was given for another server.
    key = env.get(re.sub(r"\W", "_", server).upper() + "_API_KEY") or None
    name = f"{server}:{model}"
    return OpenAIChat(model, base_url=base_url, key=key, name=name, seconds=seconds, secrets=secrets_of(env))


def _third_party(point: EntryPoint, rest: str, env: Mapping[str, str], *, seconds: float) -> Backend:
    secrets = secrets_of(env)
    try:
        backend = point.load()(rest)
    except Exception as error:  # somebody else's code: whatever it raises, the reader gets one line
        reason = redact(one_line(f"{type(error).__name__}: {error}"), secrets)
        raise QaError(f"the model {point.name!r} of {point.value} cannot be opened ({reason})") from None
    if not isinstance(backend, Backend):
        raise QaError(f"{point.value} made {type(backend).__name__}, which is no backend: it needs 'name' and 'reply'")
    return Defended(backend, seconds=seconds, secrets=secrets)
