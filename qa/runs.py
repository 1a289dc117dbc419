"""Answer -> the home's log of runs: one JSON line each, appended whole."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qa.types import QaError

FILE = "runs.jsonl"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32


def new_run() -> str:
    """A ULID: 48 bits of milliseconds, 80 random bits; sorts by time (github.com/ulid/spec)."""
    value = int(time.time() * 1000) << 80 | secrets.randbits(80)
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def keep(home: Path, entry: Mapping[str, Any]) -> None:
    """Append one run. A home that cannot be written keeps no log; that costs no answer."""
    line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
    try:
        file = os.open(home / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError:
        return
    try:
        os.write(file, line.encode("utf-8"))  # one write: lines of two processes do not mix
    finally:
        os.close(file)


def runs(home: Path) -> Iterator[dict[str, Any]]:
    """Every run, oldest first; a torn last line is passed over."""
    try:
        with (home / FILE).open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue
    except FileNotFoundError:
        return


def find(home: Path, run: str) -> dict[str, Any]:
    """The run whose id is, or ends with, ``run``; ``last`` is the newest. Raises QaError when there is none."""
    found = [entry for entry in runs(home) if run == "last" or str(entry.get("run", "")).endswith(run.upper())]
    if not found or not run:
        raise QaError(f"no run {run!r} in {home}: qa log lists them")
    return found[-1]
