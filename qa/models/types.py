"""The nouns of the model seam: Message, Request, Reply, and the Backend that turns one into the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One turn of a chat."""

    role: Role
    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What a backend is asked. ``label`` is for people (the question); it is not sent and not in the digest."""

    messages: tuple[Message, ...]
    max_tokens: int
    temperature: float = 0.0
    seed: int | None = 1
    label: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """ "sha256:..." of the canonical JSON of everything that is sent: the key under which a call is recorded."""
        sent = {
            "messages": [{"role": message.role, "content": message.content} for message in self.messages],
            "max_tokens": self.max_tokens,
            "temperature": float(self.temperature),
            "seed": self.seed,
        }
        canonical = json.dumps(sent, sort_keys=True, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a backend answered. ``usage`` has ``input_tokens`` and ``output_tokens`` where the backend tells them.

    ``finish_reason`` is "stop" for a whole reply; a backend may hand anything else to ``qa.models.guard``, which
    lets nothing else through.
    """

    text: str
    model: str
    usage: Mapping[str, int] = field(default_factory=dict)
    finish_reason: str | None = "stop"


@runtime_checkable
class Backend(Protocol):
    """A chat model behind one call. Implementations: openai, langchain, scripted, replaying, third parties'."""

    @property
    def name(self) -> str:
        """The spec that names it, such as ``openai:NAME``."""
        ...

    def reply(self, request: Request, *, on_text: Callable[[str], None] | None = None) -> Reply:
        """The whole reply. With ``on_text`` it is streamed: each piece is handed over as it comes, in this thread.

        Raises ``qa.types.ModelError`` for every failure; a part of a reply is never returned as a whole one.
        """
        ...
