"""A path -> the files to read under it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.types import Skipped


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A regular file to be read: where it lies, its name as a document, and the folder that name is relative to."""

    path: Path
    name: str
    root: Path


def find(path: Path) -> Iterator[Found | Skipped]:
    """Every regular file under a folder in the order of their names, or the one file that ``path`` is.

    Dot files and dot folders are passed over unless named. Links inside the folder are passed over as well (what they
    point to is found under its own name); links out of it are skipped by name, as are pipes and devices. Raises
    FileNotFoundError, at once, when there is nothing at ``path``.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return _under(path.resolve())
    name = printable(path.name)
    if not stat.S_ISREG(mode):
        return iter([Skipped(name=name, reason="not a regular file")])
    return iter([Found(path=path.absolute(), name=name, root=path.absolute().parent.resolve())])


def printable(name: str) -> str:
    """A file's name in characters that any terminal and any encoding can show; no two names become the same.

    What cannot be shown stands as ``\\x1b`` (a control, or a byte that is not UTF-8) or ``\\u202e``.
    """
    return "".join(c if c.isprintable() and c != "\\" else _escape(ord(c)) for c in name)


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries a byte of a file name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _under(root: Path) -> Iterator[Found | Skipped]:
    # A stack, not recursion: a tree may be deeper than Python's.
    waiting = [(str(root), "")]
    while waiting:
        place, inside = waiting.pop()
        name = printable(inside) or "."
        try:
            mode = os.lstat(place).st_mode
            if stat.S_ISDIR(mode):
                waiting += [(os.path.join(place, entry), f"{inside}/{entry}".lstrip("/")) for entry in _entries(place)]
                continue
        except OSError as error:
            yield Skipped(name=name, reason=(error.strerror or "cannot be looked at").lower())
            continue
        if stat.S_ISLNK(mode):
            if reason := _link_trouble(place, root):
                yield Skipped(name=name, reason=reason)
        elif stat.S_ISREG(mode):
            yield Found(path=Path(place), name=name, root=root)
        else:
            yield Skipped(name=name, reason="not a regular file")


def _entries(folder: str) -> list[str]:
    """What lies in a folder, last first; a folder sorts as its files' names do, with the slash."""
    with os.scandir(folder) as entries:
        seen = [(entry.name + "/" if entry.is_dir(follow_symlinks=False) else entry.name, entry.name) for entry in entries]
    return [name for _, name in sorted(seen, reverse=True) if not name.startswith(".")]


def _link_trouble(link: str, root: Path) -> str | None:
    """Why a link's target is not read at all; None when it is found under its own name."""
    try:
        target = Path(os.path.realpath(link, strict=True))
        mode = target.stat().st_mode
    except OSError:
        return "a link that leads nowhere"
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "not a regular file"
    if target != root and root not in target.parents:
        return "a link to outside the folder"
    hidden = any(part.startswith(".") for part in target.relative_to(root).parts)
    return "a link to a hidden file" if hidden else None
