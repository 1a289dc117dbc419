"""Home -> what is in it and whether it is healthy."""

from __future__ import annotations

from typing import Any

from index.record import FILE
from index.search import Library


def read_status(library: Library) -> dict[str, Any]:
    """``status/1``: every document, every skipped file with its reason, counts, the embedder, health."""
    fingerprint = library.embedder.fingerprint
    found: dict[str, Any] = {
        "schema": "status/1",
        "home": str(library.home),
        "documents": [],
        "counts": {"documents": 0, "undated": 0, "earlier_versions": 0, "chunks": 0, "skipped": 0},
        "embedder": {"name": fingerprint.name, "revision": fingerprint.revision, "dimension": fingerprint.dimension},
        "index": "empty",
        "healthy": True,
    }
    if not (library.home / FILE).exists():
        return {**found, "corpus": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
    record = library.record
    for kept in record.documents():
        one = kept.document
        found["documents"].append(
            {
                "document": one.name,
                "date": one.date.isoformat() if one.date else None,
                "title": one.title,
                "source": one.source,
                "digest": kept.digest,
                "status": "indexed" if one.date else "undated",
                "reason": "; ".join(one.warnings) or None,
            }
        )
    skipped = [skip for _, _, rows in record.files() for skip in rows]
    for skip in skipped:
        found["documents"].append(
            {"document": skip.name, "date": None, "title": None, "source": None, "digest": None, "status": "skipped", "reason": skip.reason}
        )
    ready = library.index_is_ready()
    return {
        **found,
        "corpus": library.corpus(),
        "counts": {**record.counts(), "skipped": len(skipped)},
        "index": "ready" if ready else "behind",
        "healthy": ready,
    }


def status_text(found: dict[str, Any]) -> str:
    """The status as lines: one a document, then the counts."""
    lines = []
    for row in found["documents"]:
        head = f"  {row['date'] or '-':<10}  {row['document']}"
        lines.append(head + (f"  ({row['status']}: {row['reason']})" if row["status"] == "skipped" or row["reason"] else ""))
    counts = found["counts"]
    lines.append(
        f"{counts['documents']} document{'' if counts['documents'] == 1 else 's'} ({counts['undated']} undated), "
        f"{counts['chunks']} chunks, {counts['skipped']} skipped, "
        f"{counts['earlier_versions']} earlier versions"
    )
    lines.append(f"home {found['home']}, embedder {found['embedder']['name']}, index {found['index']}")
    lines.append(found["corpus"])
    if not found["healthy"]:
        lines.append("The published index is behind the record; answers come from the record. Run qa rebuild.")
    return "\n".join(lines)
