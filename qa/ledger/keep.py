"""A home's documents -> their reports, read once and kept as notes by document digest."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping

from index.record import Kept
from index.search import Library
from index.types import HomeBusy, HomeError, Window
from qa.ledger.claims import VERSION, read_report
from qa.ledger.types import Report, claim_json, claim_of

KIND = "claims"


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


def _keep(library: Library, notes: Mapping[str, str]) -> None:
    # a home that cannot be written now is read again next time
    with contextlib.suppress(HomeBusy, HomeError):
        library.keep_notes(KIND, notes)


def _written(report: Report) -> str:
    row = {"version": VERSION, "agency": report.agency, "claims": [claim_json(claim) for claim in report.claims]}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _noted(note: str | None) -> dict[str, object] | None:
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
        claims = tuple(claim_of(claim) for claim in row["claims"])  # type: ignore[attr-defined]
        agency = row["agency"]
    except (KeyError, ValueError, TypeError):
        return None
    return Report(
        document=document.name, digest=kept.digest, date=document.date, title=document.title, source=document.source, text=document.text,
        agency=agency if isinstance(agency, str) else None, claims=claims,
    )  # fmt: skip
