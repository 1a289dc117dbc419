"""Public question sets -> questions with passages, for the benchmark of answers. Reads them where they are; ships none."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index import rank, words
from index.chunk import chunk
from index.dates import plain
from index.embed.minilm import MiniLM
from index.types import Chunk, Document, Passage, Window
from qa.evaluate import score

# Reciprocal rank fusion (Cormack et al. 2009) of words and meaning, both in full order.
FUSION = 20


class Missing(Exception):
    """A set's files are not there."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A question with the passages that it is asked of. ``document`` holds the answer where only one does."""

    id: str
    question: str
    answers: tuple[str, ...]
    answerable: bool
    passages: tuple[Passage, ...]
    texts: Mapping[str, str]
    window: Window = field(default_factory=Window)
    document: str | None = None

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the half that nothing was fitted on."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 == 1

    def holds(self, document: str, text: str) -> bool:
        """Whether a sentence of a document holds an answer."""
        return self.document in (None, document) and score.contains(text, self.answers) > 0


def squad_paragraph(data: Path, embedder: MiniLM) -> list[Case]:
    """SQuAD 2.0, each question of its own paragraph."""
    del embedder
    documents = _squad_documents(data)
    made = []
    for row in _lines(data / "squad2_500/open.jsonl"):
        own = documents[row["doc"]]
        made.append(_case(row, [_whole(own)], {own.name: own.text}, document=own.name))
    return made


def squad_retrieved(data: Path, embedder: MiniLM) -> list[Case]:
    """SQuAD 2.0, each question of five retrieved paragraphs, its own always among them."""
    documents = _squad_documents(data)
    found = _Pile(list(documents.values()), embedder, whole=True)
    made = []
    for row in _lines(data / "squad2_500/open.jsonl"):
        passages = found.best(row["question"], 5)
        if all(passage.document != row["doc"] for passage in passages):
            passages = [*passages[:4], _whole(documents[row["doc"]])]
        made.append(_case(row, passages, {p.document: documents[p.document].text for p in passages}, document=row["doc"]))
    return made


def timebench(data: Path, embedder: MiniLM) -> list[Case]:
    """TimeQA and MenatQA of TimeBench, a fifth of them by hash: dated questions of one long text each."""
    made = []
    for row in _lines(data / "timebench/open.jsonl.gz"):
        if not row["task"].startswith(("timeqa", "menatqa_scope")) or int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) // 2 % 5:
            continue
        document = Document(name=row["id"], text=row["context"])
        answers = [answer for answer in row["answers"] if answer and answer.lower() != "unanswerable"]
        passages = _Pile([document], embedder).best(row["question"], 10)
        made.append(_case({**row, "answers": answers, "answerable": bool(answers)}, passages, {document.name: document.text}))
    return made


def realtimeqa(data: Path, embedder: MiniLM) -> list[Case]:
    """News questions: asked of their pages with the news passage (answerable), and of the pages from eight days before (not)."""
    pages = {row["id"]: row for row in _lines(data / "realtimeqa/docs_2023Q4.jsonl.gz")}
    retrieved = {row["id"]: row["docs"] for row in _lines(data / "realtimeqa/retrieved_2023Q4.jsonl")}
    made = []
    for row in [row for row in _lines(data / "realtimeqa/qa.open.jsonl") if row["id"] in retrieved][:110]:
        asked = _day(row["date"])
        read = [_page(pages[name]) for name in retrieved[row["id"]]]
        known = [document for document in read if document is not None]
        if asked is None:
            continue
        before = [document for document in known if document.date is not None and document.date <= asked - dt.timedelta(days=8)]
        after = [*known, Document(name=f"{row['id']}-news", text=row["evidence"], date=asked)] if row["evidence"] else known
        for when, documents in (("after", after), ("before", before)):
            if documents:
                passages = _Pile(documents, embedder).best(row["question"], 10)
                case = {**row, "id": f"{row['id']}-{when}", "answers": row["answer"], "answerable": when == "after"}
                made.append(_case(case, passages, {document.name: document.text for document in documents}))
    return made


SETS: dict[str, Callable[[Path, MiniLM], list[Case]]] = {
    "squad": squad_paragraph,
    "squad-retrieved": squad_retrieved,
    "timebench": timebench,
    "realtimeqa": realtimeqa,
}


class _Pile:
    """Chunks of documents, found by words and meaning fused: a plain retriever, the same for every way to answer."""

    def __init__(self, documents: Sequence[Document], embedder: MiniLM, *, whole: bool = False) -> None:
        self._embedder = embedder
        self._rows = [
            (document, part)
            for document in documents
            for part in ((Chunk(ordinal=0, start=0, end=len(document.text), text=document.text),) if whole else chunk(document.text))
        ]
        heads = [" | ".join(filter(None, (d.title, d.source, d.date and plain(d.date)))) for d, _ in self._rows]
        self._bags = [words.terms(f"{head} {part.text}") for head, (_, part) in zip(heads, self._rows, strict=True)]
        self._vectors = embedder.embed(
            [f"{head}\n{part.text}" if head else part.text for head, (_, part) in zip(heads, self._rows, strict=True)]
        )

    def best(self, question: str, k: int) -> list[Passage]:
        if not self._rows:
            return []
        asked = words.terms(question)
        frequency = {term: sum(term in bag for bag in self._bags) for term in asked}
        mean = sum(map(len, self._bags)) / len(self._bags)
        statistics = rank.Statistics(chunks=len(self._bags), mean_terms=mean, frequency=frequency)
        lexical = np.array([rank.bm25(asked, bag, statistics) for bag in self._bags])
        meant = self._vectors @ self._embedder.embed([question])[0]
        fused = sum(1.0 / (FUSION + np.argsort(np.argsort(-scores, kind="stable"), kind="stable")) for scores in (lexical, meant))
        order = np.argsort(-np.asarray(fused), kind="stable")[:k]
        return [_passage(*self._rows[at]) for at in order]


def _passage(document: Document, part: Chunk) -> Passage:
    return Passage(
        document=document.name, digest=document.digest, date=document.date, title=document.title, source=document.source,
        start=part.start, end=part.end, text=part.text, score=0.0,
    )  # fmt: skip


def _whole(document: Document) -> Passage:
    return _passage(document, Chunk(ordinal=0, start=0, end=len(document.text), text=document.text))


def _case(row: Mapping[str, Any], passages: Sequence[Passage], texts: Mapping[str, str], *, document: str | None = None) -> Case:
    return Case(
        id=row["id"], question=row["question"], answers=tuple(row["answers"]) if row["answerable"] else (), answerable=row["answerable"],
        passages=tuple(passages), texts=texts, document=document,
    )  # fmt: skip


def _squad_documents(data: Path) -> dict[str, Document]:
    return {row["id"]: Document(name=row["id"], text=row["text"]) for row in _lines(data / "squad2_500/docs.jsonl")}


def _page(row: Mapping[str, Any]) -> Document | None:
    day = _day(row["published"])
    if day is None or not row["text"].strip():
        return None
    return Document(name=row["id"], text=row["text"][:6000], date=day, title=row["title"])


def _day(text: str | None) -> dt.date | None:
    found = re.match(r"(\d{4})[/-](\d\d)[/-](\d\d)", text or "")
    return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise Missing(f"there is no {path}")
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)
