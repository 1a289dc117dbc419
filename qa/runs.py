"""Answer -> the home's log of runs: one JSON line each, appended whole, without keys, kept for so many days."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from index.types import Window
from qa.models.redact import redact, secrets_of
from qa.types import Answer, Citation, QaError, Sentence, Span, Verdict

FILE = "runs.jsonl"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32


def new_run() -> str:
    """A ULID: 48 bits of milliseconds, 80 random bits; sorts by time (github.com/ulid/spec)."""
    value = int(time.time() * 1000) << 80 | secrets.randbits(80)
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def logged(answer: Mapping[str, Any], *, raw: Sequence[str], verdicts: Sequence[Verdict], asked: Mapping[str, Any]) -> dict[str, Any]:
    """A run as it is logged: its JSON, and what no screen shows: a model's replies, what the checks found, how it was asked."""
    found = [{"text": verdict.text, "problems": list(verdict.problems)} for verdict in verdicts]
    return {**answer, "raw": list(raw), "verdicts": found, "asked": dict(asked)}


def keep(home: Path, entry: Mapping[str, Any], *, days: int | None = None) -> None:
    """Append one run, and drop those that are older than ``days``. A home that cannot be written keeps no log; that costs no answer."""
    if not home.is_dir():
        return
    known = secrets_of(os.environ)
    line = json.dumps(_redacted(entry, known), ensure_ascii=False, separators=(",", ":")) + "\n"
    try:
        with _locked(home):
            if days is not None:
                _drop_before(home / FILE, int((time.time() - days * 86400) * 1000))
            file = os.open(home / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, line.encode("utf-8", "replace"))  # one write: lines of two processes do not mix
            finally:
                os.close(file)
    except OSError:
        return


def purge(home: Path) -> int:
    """Forget every run. Returns how many there were."""
    if not (home / FILE).exists():
        return 0
    with _locked(home):
        count = sum(1 for _ in runs(home))
        (home / FILE).unlink(missing_ok=True)
    return count


def asked_at(run: str) -> int:
    """The milliseconds since 1970 at which a run was begun, 0 for what is no run's id."""
    value = 0
    for letter in run[:10]:
        if letter not in _ALPHABET:
            return 0
        value = value * 32 + _ALPHABET.index(letter)
    return value if len(run) == 26 else 0


def _locked(home: Path) -> AbstractContextManager[object]:
    from filelock import FileLock

    return FileLock(home / "runs.lock", timeout=5)


def _drop_before(path: Path, when: int) -> None:
    # The oldest run stands first: as long as that one is young enough, nothing else is read.
    def old(line: str) -> bool:
        return 0 < asked_at(line.rpartition('"run":"')[2][:26]) < when

    try:
        with path.open(encoding="utf-8") as lines:
            if not old(lines.readline()):
                return
            lines.seek(0)
            kept = [line for line in lines if not old(line)]
    except FileNotFoundError:
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text("".join(kept), "utf-8")
    beside.chmod(0o600)
    beside.replace(path)


def _redacted(value: Any, known: Sequence[str]) -> Any:
    if isinstance(value, str):
        return redact(value, known)
    if isinstance(value, Mapping):
        return {key: _redacted(one, known) for key, one in value.items()}
    return [_redacted(one, known) for one in value] if isinstance(value, list | tuple) else value


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


def matching(home: Path, words: str) -> Iterator[dict[str, Any]]:
    """The runs, oldest first, whose question, answer or reason holds every one of ``words``, whatever their case."""
    wanted = words.casefold().split()
    for entry in runs(home):
        said = " ".join(str(entry.get(key) or "") for key in ("run", "question", "answer", "short", "reason")).casefold()
        if all(word in said for word in wanted):
            yield entry


def window_of(entry: Mapping[str, Any]) -> Window:
    """The window of a logged run. Raises QaError when the entry is not one."""
    try:
        days = {key: _day(value) for key, value in entry["window"].items() if key != "understood"}
        return Window(**days, understood=entry["window"].get("understood"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QaError(f"the run {entry.get('run')!r} was logged in another form ({error!r}): ask again") from error


def answer_of(entry: Mapping[str, Any]) -> Answer:
    """A logged run as an Answer again, without its passages. Raises QaError when the entry is not one."""
    try:
        spans = {row["n"]: _span(row) for row in entry["citations"]}
        return Answer(
            question=entry["question"],
            window=window_of(entry),
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
