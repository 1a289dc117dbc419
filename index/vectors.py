"""Record -> Chroma: the published index of the vectors. The only door to chromadb; rebuildable at any time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embed.types import Matrix
from index.record import Record

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

FOLDER = "chroma"
_POINTER = "current.json"
_DIRTY = "dirty"
_NAME = "chunks"
_BATCH = 1_000  # Chroma takes at most 5,461 records at once
# Graph files are checked in full up to this size; beyond it by their lengths (a full read would cost more than the query).
_CHECKED_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Pointer:
    """Which generation is published, up to which entry of the journal, and what its files were when it was."""

    generation: str
    seq: int
    count: int
    files: dict[str, str]


class Index:
    """Chroma's side of a home: ``publish`` brings it up to the record, ``nearest`` asks it.

    A generation that was being written when its writer died, or whose files are not what they were, is never asked:
    ``ready`` is False then, and the next ``publish`` makes a new one.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER
        self._collection: Collection | None = None
        self._client: Any = None
        self._opened = ""

    # -- reading

    def pointer(self) -> Pointer | None:
        """What is published, None when nothing usable is."""
        try:
            return Pointer(**json.loads((self.folder / _POINTER).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def ready(self, record: Record) -> bool:
        """Whether Chroma holds exactly what the record holds, in files that are as they were written."""
        pointer = self.pointer()
        return pointer is not None and self.ready_on_paper(record) and self._open(pointer.generation).count() == pointer.count

    def nearest(self, vector: Matrix, most: int) -> list[tuple[str, float]]:
        """(chunk key, cosine) of the nearest chunks, nearest first. Call only when ``ready``."""
        pointer = self.pointer()
        if pointer is None or not pointer.count:
            return []
        found = self._open(pointer.generation).query(
            query_embeddings=[vector.tolist()], n_results=min(most, pointer.count), include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        return [(key, 1.0 - float(distance)) for key, distance in zip(found["ids"][0], distances, strict=True)]

    def _open(self, generation: str, *, create: bool = False) -> Collection:
        if self._collection is not None and self._opened == generation:
            return self._collection
        import chromadb
        from chromadb.config import Settings

        # The public client, with telemetry off; vectors are always given, so no embedder is ever loaded or fetched.
        self._client = chromadb.PersistentClient(
            str(self.folder / generation), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )
        if create:
            self._collection = self._client.create_collection(
                _NAME, configuration={"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}}, embedding_function=None
            )
        else:
            self._collection = self._client.get_collection(_NAME, embedding_function=None)
        self._opened = generation
        return self._collection

    # -- writing (the caller holds the home's lock)

    def publish(self, record: Record, *, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring Chroma up to the record's journal; into a new generation when the present one cannot be trusted."""
        pointer = self.pointer()
        if pointer is not None and not (self.folder / _DIRTY).exists() and _files(self.folder / pointer.generation) == pointer.files:
            if pointer.seq != record.last_change():
                self._append(record, pointer, on_progress)
            return
        self.rebuild(record, on_progress=on_progress)

    def rebuild(self, record: Record, *, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Publish everything anew beside the present generation, then point to it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        before = self.pointer()
        generation = f"gen-{uuid.uuid4().hex[:12]}"
        self.close()
        seq, keys = record.last_change(), record.keys()
        collection = self._open(generation, create=True)
        self._add(record, collection, keys, on_progress)
        self._point(generation, seq, len(keys))
        (self.folder / _DIRTY).unlink(missing_ok=True)
        for folder in self.folder.glob("gen-*"):
            if folder.name not in (generation, before.generation if before else None):
                shutil.rmtree(folder, ignore_errors=True)
        if before is not None and before.generation != generation:
            shutil.rmtree(self.folder / before.generation, ignore_errors=True)

    def _append(self, record: Record, pointer: Pointer, on_progress: Callable[[int, int], None] | None) -> None:
        last: dict[str, str] = {}
        seq = pointer.seq
        for at, op, key in record.journal(pointer.seq):
            last[key], seq = op, at
        (self.folder / _DIRTY).touch()
        collection = self._open(pointer.generation)
        dropped = [key for key, op in last.items() if op == "drop"]
        for at in range(0, len(dropped), _BATCH):
            collection.delete(ids=dropped[at : at + _BATCH])
        self._add(record, collection, [key for key, op in last.items() if op == "add"], on_progress)
        self._point(pointer.generation, seq, collection.count())
        (self.folder / _DIRTY).unlink(missing_ok=True)

    def _add(self, record: Record, collection: Collection, keys: Sequence[str], on_progress: Callable[[int, int], None] | None) -> None:
        for at in range(0, len(keys), _BATCH):
            rows = list(record.publishable(keys[at : at + _BATCH]))
            if rows:
                ids, vectors, texts, metadatas = zip(*rows, strict=True)
                # upsert, never add: add keeps the old text of a known id without a word
                collection.upsert(ids=list(ids), embeddings=list(vectors), documents=list(texts), metadatas=list(metadatas))
            if on_progress:
                on_progress(min(at + _BATCH, len(keys)), len(keys))

    def _point(self, generation: str, seq: int, count: int) -> None:
        self.close()  # closing flushes: what is digested now is what the next reader finds
        pointer = {"generation": generation, "seq": seq, "count": count, "files": _files(self.folder / generation)}
        beside = self.folder / f"{_POINTER}.{os.getpid()}"
        beside.write_text(json.dumps(pointer), "utf-8")
        beside.replace(self.folder / _POINTER)

    def close(self) -> None:
        """Let go of Chroma's files."""
        client, self._client, self._collection, self._opened = self._client, None, None, ""
        if client is not None and hasattr(client, "close"):
            client.close()

    # -- health

    def damage(self, record: Record) -> str | None:
        """What is wrong with the published index, None when it is whole.

        Looks at it from a child process: damaged graph files can kill the process that opens them.
        """
        if not self.ready_on_paper(record):
            return "the published index is not what was written, or is behind the record"
        look = subprocess.run(
            [sys.executable, "-m", "index.vectors", str(self.folder.parent)], capture_output=True, text=True, timeout=600, check=False
        )
        if look.returncode != 0:
            return (look.stderr.strip().splitlines() or [f"opening the published index ended with code {look.returncode}"])[-1]
        return None

    def ready_on_paper(self, record: Record) -> bool:
        """``ready``, without opening Chroma in this process."""
        pointer = self.pointer()
        return (
            pointer is not None
            and not (self.folder / _DIRTY).exists()
            and pointer.seq == record.last_change()
            and _files(self.folder / pointer.generation) == pointer.files
        )


def _files(folder: Path) -> dict[str, str]:
    """name -> length and digest of the graph files of every segment that Chroma has persisted.

    A segment without its pickle is still in Chroma's own log, and its other files are rewritten at each opening. The
    pickle is always read in full: Chroma unpickles it, so it must be the one that was written here.
    """
    found = {}
    for pickle in sorted(folder.glob("*/index_metadata.pickle")):
        files = [pickle, *sorted(pickle.parent.glob("*.bin"))]
        full = sum(path.stat().st_size for path in files) <= _CHECKED_BYTES
        for path in files:
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if full or path == pickle else ""
            found[path.relative_to(folder).as_posix()] = f"{path.stat().st_size}:{digest}"
    return found


def _look(home: Path) -> str | None:
    record, index = Record(home), Index(home)
    if not index.ready(record):
        return "the published index does not hold what the record holds"
    keys = record.keys()
    for key in keys[:: max(1, len(keys) // 20)]:
        _, vector, _, _ = next(iter(record.publishable([key])))
        near = index.nearest(vector, 10)
        # Chunks with the same words have the same vector: any of them may come first.
        if not near or near[0][1] < 1 - 1e-4:
            return f"the published index no longer finds the chunk {key} by its own vector"
    return None


if __name__ == "__main__":
    wrong = _look(Path(sys.argv[1]))
    if wrong:
        print(wrong, file=sys.stderr)
        sys.exit(1)
