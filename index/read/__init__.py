"""A file -> Documents, through one reader for each suffix."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from index.read.eml import read_mail
from index.read.html import read_html
from index.read.jsonl import read_jsonl
from index.read.limits import FILE_BYTES
from index.read.plain import read_markdown, read_text
from index.read.text import Unreadable
from index.read.walk import Found, find, printable
from index.types import Document, Skipped

__all__ = ["READERS", "Found", "Reader", "Unreadable", "find", "read"]

Reader = Callable[[bytes, str], Iterator[Document | Skipped]]
"""A whole file and its name -> its documents. Raises Unreadable for a file that is none of its kind."""

READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        ".eml": read_mail,
        ".htm": read_html,
        ".html": read_html,
        ".jsonl": read_jsonl,
        ".markdown": read_markdown,
        ".md": read_markdown,
        ".txt": read_text,
    }
)


def read(path: Path, name: str) -> Iterator[Document | Skipped]:
    """The documents of one file; ``name`` is the file's identity, relative to the added folder.

    Whatever cannot be read is Skipped by name with a reason: an unknown suffix, a file that is too large, binary,
    unreadable or empty, one line of a ``.jsonl``. The file is opened once, and never waited for.
    """
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        said = f"unknown suffix {printable(suffix[:20])}" if suffix else "no suffix"
        yield Skipped(name=name, reason=f"{said} (read are {' '.join(READERS)})")
        return
    try:
        yield from reader(_load(path), name)
    except Unreadable as unreadable:
        yield Skipped(name=name, reason=str(unreadable))
    except OSError as error:
        yield Skipped(name=name, reason=(error.strerror or type(error).__name__).lower())


def _load(path: Path) -> bytes:
    # Without O_NONBLOCK a pipe that nobody writes to would be waited for. What was opened is what is looked at.
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not a regular file")
        if status.st_size > FILE_BYTES:
            raise Unreadable(f"{status.st_size:,} bytes, over the limit of {FILE_BYTES:,}")
        with open(opened, "rb", closefd=False) as file:
            data = file.read(FILE_BYTES + 1)
    finally:
        os.close(opened)
    if len(data) > FILE_BYTES:
        raise Unreadable(f"over the limit of {FILE_BYTES:,} bytes: it grew while it was read")
    return data
