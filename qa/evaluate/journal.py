"""Finished cases -> a journal on disk, so that a run that was killed asks only what is left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from qa.evaluate.report import case_data, case_from
from qa.evaluate.types import CaseResult
from qa.types import QaError

SCHEMA = "eval-journal/1"


def journal_key(identity: Mapping[str, str | int | None]) -> str:
    """A digest of what makes two runs the same run: suite, corpus, model, prompt, k and whatever else decides answers."""
    text = json.dumps(dict(identity), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Journal:
    """The finished cases of one run, one JSON line each. ``path`` None keeps nothing."""

    def __init__(self, path: Path | None, key: str) -> None:
        """Open or begin the journal. Raises QaError when the file belongs to another run: nothing is overwritten."""
        self.path = path
        self.done: dict[str, CaseResult] = {}
        self._file: IO[str] | None = None
        self._empty = False
        if path is None:
            return
        kept = self._read(path, key) if path.exists() else 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("r+" if kept else "w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise QaError(f"{path}: the journal of the run cannot be written: {error.strerror or error}") from None
        if kept:
            self._file.truncate(kept)  # a line that the kill cut short would spoil the next one
            self._file.seek(0, 2)
        else:
            self._line({"schema": SCHEMA, "key": key})
        self._empty = not self.done

    def add(self, result: CaseResult) -> None:
        """Write a finished case; it outlives a kill of this process once this returns."""
        self._empty = False
        if self._file is not None:
            self._line(case_data(result))

    def remove(self) -> None:
        """The run is complete: close and forget the journal."""
        self.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file and leave it for the next run."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._empty:
            self.remove()  # nothing was finished: nothing to go on with
        self.close()

    def _line(self, data: Mapping[str, Any]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(data, ensure_ascii=True, sort_keys=True) + "\n")
        self._file.flush()

    def _read(self, path: Path, key: str) -> int:
        """Load the finished cases; the number of bytes that are whole lines, 0 when not even the first is."""
        raw = path.read_bytes()
        whole = raw[: raw.rfind(b"\n") + 1]
        if not whole:
            if raw and not f'{{"key": "{key}"'.encode().startswith(raw[:20]):
                raise QaError(f"{path}: not the journal of a run: name another file")
            return 0
        try:
            head, *rows = [json.loads(line) for line in whole.splitlines()]
            if head.get("schema") != SCHEMA:
                raise ValueError
            if head["key"] != key:
                raise QaError(f"{path}: belongs to another run (other suite, documents, model, prompt or k): delete it or name another")
            self.done = {row["id"]: case_from(row) for row in rows}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise QaError(f"{path}: not the journal of a run: name another file") from None
        return len(whole)
