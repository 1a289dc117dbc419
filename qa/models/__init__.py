"""Chat models behind one small protocol. Nothing is contacted but what the user named."""

from __future__ import annotations

from qa.models.record import Recording, Replaying
from qa.models.scripted import Scripted
from qa.models.servers import Server, found_servers
from qa.models.spec import installed_backends, open_backend
from qa.models.types import Backend, Message, Reply, Request

__all__ = [
    "Backend",
    "Message",
    "Recording",
    "Replaying",
    "Reply",
    "Request",
    "Scripted",
    "Server",
    "found_servers",
    "installed_backends",
    "open_backend",
]
