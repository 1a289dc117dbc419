"""A spec such as openai:NAME -> the embedder that it names."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.embed.types import Embedder
from index.types import CorpusError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

FORMS = ("minilm", "openai:NAME", "SERVER:NAME", "langchain:PROVIDER:NAME", "langchain:MODULE.CLASS[:NAME]")
_BUNDLED = ("minilm", "minilm-int8")
_NONE: Mapping[str, str] = MappingProxyType({})


def is_bundled(name: str) -> bool:
    """Whether the bundled embedder is meant by a spec, or by the name in a fingerprint."""
    return name in _BUNDLED


def open_embedder(
    spec: str, *, base_url: str | None = None, servers: Mapping[str, str] = _NONE, env: Mapping[str, str] = os.environ
) -> Embedder:
    """The embedder that ``spec`` names; nothing is contacted until it is used. The name in its fingerprint is a spec again.

    ``minilm`` is the bundled one; ``openai:NAME`` a model of the server at ``base_url``, else at OPENAI_BASE_URL, else OpenAI's own;
    ``SERVER:NAME`` a model of one of ``servers`` (name -> base URL) with the key in SERVER_API_KEY; ``langchain:PROVIDER:NAME`` what
    LangChain's ``init_embeddings`` makes of it; ``langchain:MODULE.CLASS:NAME`` any class of LangChain ``Embeddings`` that is installed.
    Raises CorpusError naming the forms.
    """
    spec = spec.strip()
    kind, _, rest = spec.partition(":")
    if is_bundled(spec):
        from index.embed.minilm import MiniLM

        return MiniLM()
    if spec == "hashed":
        from index.embed.hashed import Hashed

        return Hashed()
    if kind == "openai" and rest:
        return _openai(rest, base_url or env.get("OPENAI_BASE_URL") or None, env)
    if kind in servers and rest:
        from index.embed.openai import OpenAIEmbedder

        # A key of its own, never OPENAI_API_KEY: that one was given for another server.
        key = env.get(re.sub(r"\W", "_", kind).upper() + "_API_KEY") or None
        return OpenAIEmbedder(rest, base_url=servers[kind], key=key, name=spec)
    if kind == "langchain" and rest:
        return _langchain(rest)
    raise CorpusError(f"{spec[:80]!r} names no embedder: use {', '.join(FORMS)}")


def _openai(model: str, base_url: str | None, env: Mapping[str, str]) -> Embedder:
    from index.embed.openai import HOSTED, OpenAIEmbedder

    key = env.get("OPENAI_API_KEY") or None
    if base_url is None and key is None:
        raise CorpusError("OPENAI_API_KEY is not set: set it, or OPENAI_BASE_URL to a server of your own such as http://127.0.0.1:11434/v1")
    return OpenAIEmbedder(model, base_url=base_url or HOSTED, key=key)


def _langchain(rest: str) -> Embedder:
    from index.embed.langchain import FromLangChain

    first, _, model = rest.partition(":")
    try:
        made = _of_class(first, model) if "." in first else _of_provider(first, model)
    except Exception as error:  # a missing package, a missing key, an unknown provider: its words may hold a key
        raise CorpusError(
            f"langchain:{rest} cannot be opened ({type(error).__name__}): is its package installed and its key set?"
        ) from None
    return FromLangChain(made, name=rest)


def _of_provider(provider: str, model: str) -> Embeddings:
    from langchain.embeddings import init_embeddings

    made: Embeddings = init_embeddings(model, provider=provider)
    return made


def _of_class(path: str, model: str) -> Embeddings:
    from langchain_core.embeddings import Embeddings

    module, _, name = path.rpartition(".")
    kind = getattr(importlib.import_module(module), name)
    made = kind(model=model) if model else kind()
    if not isinstance(made, Embeddings):
        raise TypeError(path)
    return made
