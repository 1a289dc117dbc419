"""A record and an embedder -> whether the one was made with the other."""

from __future__ import annotations

import numpy as np

from index.embed.types import Embedder, Probed
from index.record import Record

# The same model gives the same vector up to the noise of another machine (cosine .9999 and above); int8 in place of fp32 gives .994.
_SAME_MODEL = 0.999


def misfit(record: Record, embedder: Embedder) -> str | None:
    """What is wrong, as the end of a sentence that begins with the home; None when the vectors can be compared."""
    made_by, mine = record.fingerprint, embedder.fingerprint
    if made_by is None:
        return None
    if made_by != mine:
        return f"was built with the embedder {made_by}, not {mine}: run qa rebuild --embedder {mine.name}"
    kept = record.probe
    if kept is None or not isinstance(embedder, Probed):
        return None
    likeness = float(np.frombuffer(kept, dtype="<f4") @ embedder.probe)
    if likeness >= _SAME_MODEL:
        return None
    return (
        f"was built with another model than the one now behind {mine.name} (cosine {likeness:.3f}): run qa rebuild --embedder {mine.name}"
    )


def keep(record: Record, embedder: Embedder) -> None:
    """Remember the embedder that makes the vectors from now on."""
    record.keep_fingerprint(embedder.fingerprint)
    record.keep_probe(embedder.probe.astype("<f4").tobytes() if isinstance(embedder, Probed) else None)
