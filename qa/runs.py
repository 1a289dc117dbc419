"""Answer -> the home's log of runs: one JSON line each, appended whole."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.types import Window
from qa.types import Answer, Citation, QaError, Sentence, Span

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


def answer_of(entry: Mapping[str, Any]) -> Answer:
    """A logged run as an Answer again, without its passages. Raises QaError when the entry is not one."""
    try:
        spans = {row["n"]: _span(row) for row in entry["citations"]}
        days = {key: _day(value) for key, value in entry["window"].items() if key != "understood"}
        return Answer(
            question=entry["question"],
            window=Window(**days, understood=entry["window"].get("understood")),
            sentences=tuple(Sentence(text=row["text"], citations=tuple(row["citations"])) for row in entry["sentences"]),
            citations=tuple(Citation(n=n, span=span) for n, span in spans.items()),
            short=entry["short"],
            reason=entry["reason"],
            confidence=entry["confidence"],
            model=entry["model"],
            corpus=entry["corpus"],
            run=entry["run"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise QaError(f"the run {entry.get('run')!r} was logged in another form ({error!r}): ask again") from error


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _span(row: Mapping[str, Any]) -> Span:
    return Span(
        document=row["document"], digest=row["digest"], date=_day(row["date"]), title=row["title"], source=row["source"],
        start=row["start"], end=row["end"], quote=row["quote"],
    )  # fmt: skip
