"""A home's documents -> their reports and the vectors of their parts, made once and kept as notes by document digest."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from index.record import Kept
from index.search import Library, Progress
from index.types import HomeBusy, HomeError, Window
from qa.ledger.claims import VERSION, read_report
from qa.ledger.parts import Direction, parts_of
from qa.ledger.types import Report, claim_json, claim_of

KIND, PARTS = "claims", "parts"
# So many parts are embedded before progress is told.
_AT_ONCE = 16


def extract(library: Library) -> int:
    """Read the claims of every dated document that has none yet, and keep them. Returns how many documents were read."""
    missing = {
        kept.digest: _written(report)
        for kept in library.record.documents()
        if _noted(library.record.note(kept.digest, KIND)) is None and (report := read_report(kept.document)) is not None
    }
    if missing:
        _keep(library, missing)
    return len(missing)


def reports(library: Library, window: Window | None = None) -> tuple[Report, ...]:
    """The dated reports that the window admits, oldest first; what was not read yet is read now, and kept where that is possible."""
    found: list[Report] = []
    fresh: dict[str, str] = {}
    for kept in library.record.documents(window):
        if kept.document.date is None:
            continue
        report = _kept_report(kept, library.record.note(kept.digest, KIND))
        if report is None:
            report = read_report(kept.document)
            if report is None:
                continue
            fresh[kept.digest] = _written(report)
        found.append(report)
    if fresh:
        _keep(library, fresh)
    return tuple(sorted(found, key=lambda report: (report.date, report.document)))


def part_vectors(library: Library, reports: Sequence[Report], *, on_progress: Progress | None = None) -> dict[tuple[str, int], Direction]:
    """The vectors of the reports' parts by ``Part.key``, each of length one; those not made yet are made now, and kept where possible."""
    found: dict[tuple[str, int], Direction] = {}
    missing = []
    for report in reports:
        parts = parts_of(report)
        kept = _kept_vectors(library.record.note(report.digest, PARTS), len(parts))
        if kept is None:
            missing.append((report.digest, parts))
        else:
            found |= {part.key: vector for part, vector in zip(parts, kept, strict=True)}
    fresh: dict[str, str] = {}
    for at, (digest, parts) in enumerate(missing):
        if on_progress and at % _AT_ONCE == 0:
            on_progress("reading what reports mean", at, len(missing))
        # what is kept is what is used, so that a second page is the first one to the last digit
        fresh[digest] = _written_vectors(library.embedder.embed([part.text for part in parts]) if parts else [])
        found |= {part.key: vector for part, vector in zip(parts, _kept_vectors(fresh[digest], len(parts)) or [], strict=True)}
    if fresh:
        _keep(library, fresh, PARTS)
    return found


def _written_vectors(vectors: object) -> str:
    rows = np.asarray(vectors, dtype="<f2")
    return json.dumps({"version": VERSION, "rows": len(rows), "vectors": base64.b64encode(rows.tobytes()).decode("ascii")})


def _kept_vectors(note: str | None, rows: int) -> list[Direction] | None:
    row = _noted(note)
    if row is None or row.get("rows") != rows:
        return None
    try:
        read = np.frombuffer(base64.b64decode(row["vectors"]), dtype="<f2").astype(np.float64).reshape(rows, -1 if rows else 0)
    except (KeyError, TypeError, ValueError):
        return None  # damaged: made anew
    return [one / (np.linalg.norm(one) or 1.0) for one in read]


def _keep(library: Library, notes: Mapping[str, str], kind: str = KIND) -> None:
    # a home that cannot be written now is read again next time
    with contextlib.suppress(HomeBusy, HomeError):
        library.keep_notes(kind, notes)


def _written(report: Report) -> str:
    row = {"version": VERSION, "agency": report.agency, "claims": [claim_json(claim) for claim in report.claims]}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _noted(note: str | None) -> dict[str, Any] | None:
    if note is None:
        return None
    try:
        row = json.loads(note)
    except ValueError:
        return None
    return row if isinstance(row, dict) and row.get("version") == VERSION else None


def _kept_report(kept: Kept, note: str | None) -> Report | None:
    row = _noted(note)
    document = kept.document
    if row is None or document.date is None:
        return None
    try:
        claims = tuple(claim_of(claim) for claim in row["claims"])
        agency = row["agency"]
    except (KeyError, ValueError, TypeError):
        return None
    return Report(
        document=document.name, digest=kept.digest, date=document.date, title=document.title, source=document.source, text=document.text,
        agency=agency if isinstance(agency, str) else None, claims=claims,
    )  # fmt: skip
