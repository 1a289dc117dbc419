"""Public test sets -> documents for a home and questions with their evidence. Reads them where they are; ships none of them."""

from __future__ import annotations

import ast
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.types import Window

ROOT = Path(__file__).parent.parent.parent
# Invented documents of other shapes than a report: a ticker's lines, bare titles, capitals, tables, long minutes, other subjects.
SHAPES = Path(__file__).parent / "shapes"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gold:
    """A document that must be found; with a quote, the passage that overlaps it."""

    document: str
    quote: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question with the evidence that answers it: all of it, or any one piece."""

    id: str
    text: str
    evidence: tuple[Gold, ...]
    any_one: bool = False
    window: Window = field(default_factory=Window)
    never_fitted: bool = False

    @property
    def fitted_on(self) -> bool:
        """Whether weights may be fitted on it: the half of the questions whose id hashes to an even byte."""
        return not self.never_fitted and hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TestSet:
    """A named set: what goes into the home (files or folders under ``cache``), and what is asked of it."""

    __test__ = False

    name: str
    documents: Callable[[Path], list[Path]]
    questions: Callable[[], list[Asked]]


class Missing(Exception):
    """A set's files are not there."""


def sets(data: Path) -> dict[str, TestSet]:
    """The sets by name. Their files are read when asked for."""
    return {
        "multihop": TestSet(
            name="multihop",
            documents=lambda cache: [_written(cache, "multihop", _facts(data)), _written(cache, "pages", _pages(data))],
            questions=lambda: _multihop(data),
        ),
        "squad2": TestSet(
            name="squad2", documents=lambda cache: [_written(cache, "squad2", _plain(data / "squad2_500"))], questions=lambda: _squad2(data)
        ),
        "mtrag": TestSet(
            name="mtrag", documents=lambda cache: [_written(cache, "mtrag", _plain(data / "mtrag_human"))], questions=lambda: _mtrag(data)
        ),
        "shapes": TestSet(
            name="shapes",
            documents=lambda cache: [SHAPES / "documents.jsonl", ROOT / "seeds/fortnight/documents"],
            questions=_shapes,
        ),
        "fortnight": TestSet(name="fortnight", documents=lambda cache: [ROOT / "seeds/fortnight/documents"], questions=_fortnight),
    }


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        raise Missing(f"{path} is missing")
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        yield json.loads(line)


def _written(cache: Path, name: str, rows: Iterator[Mapping[str, Any]]) -> Path:
    path = cache / "sets" / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
    return path


def _facts(data: Path) -> Iterator[dict[str, Any]]:
    """Every quoted fact is a document under its article's title, source and day."""
    for row in _lines(data / "multihop_rag/docs.jsonl"):
        for at, fact in enumerate(row["facts"]):
            yield {
                "id": f"{row['id']}-{at}",
                "title": row["title"],
                "source": row["source"],
                "date": (row["published_at"] or "")[:10],
                "text": fact,
            }


def _pages(data: Path) -> Iterator[dict[str, Any]]:
    for row in _lines(data / "realtimeqa/docs_2023Q4.jsonl.gz"):
        yield {"id": row["id"], "title": row["title"], "date": row["published"].replace("/", "-"), "url": row["url"], "text": row["text"]}


def _plain(folder: Path) -> Iterator[dict[str, Any]]:
    for row in _lines(folder / "docs.jsonl"):
        yield {"id": row["id"], "text": row["text"]}


def _multihop(data: Path) -> list[Asked]:
    named = {(row["id"], fact): f"multihop.jsonl#{row['id']}-{at}"
             for row in _lines(data / "multihop_rag/docs.jsonl") for at, fact in enumerate(row["facts"])}  # fmt: skip
    return [
        Asked(id=row["id"], text=row["question"], evidence=tuple(Gold(document=named[one["doc"], one["fact"]]) for one in row["evidence"]))
        for row in _lines(data / "multihop_rag/open.jsonl")
        if row["answerable"]
    ]


def _squad2(data: Path) -> list[Asked]:
    return [
        Asked(id=row["id"], text=row["question"], evidence=(Gold(document=f"squad2.jsonl#{row['doc']}"),))
        for row in _lines(data / "squad2_500/open.jsonl")
        if row["answerable"]
    ]


def _value(field: Any) -> Any:
    return ast.literal_eval(field) if isinstance(field, str) else field


def _mtrag(data: Path) -> list[Asked]:
    """The last turn of each task whose contexts were judged to hold the answer."""
    asked = []
    for row in _lines(data / "mtrag_human/open.jsonl"):
        contexts = _value(row["contexts"])
        relevant = [contexts[at]["document_id"] for at in _value(row["annotations"])["context_relevance"]["system"]]
        if relevant and "UNANSWERABLE" not in str(row["Answerability"]):
            evidence = tuple(Gold(document=f"mtrag.jsonl#{name}") for name in dict.fromkeys(relevant))
            asked.append(Asked(id=row["id"], text=_value(row["input"])[-1]["text"], evidence=evidence))
    return asked


def _shapes() -> list[Asked]:
    return [
        Asked(
            id=f"shapes-{row['id']}",
            text=row["question"],
            evidence=tuple(Gold(document=f"documents.jsonl#{one['document']}", quote=one["quote"]) for one in row["evidence"]),
            never_fitted=True,
        )
        for row in _lines(SHAPES / "questions.jsonl")
    ]


def _fortnight() -> list[Asked]:
    from qa import when
    from qa.evaluate.suite import load

    asked = []
    for case in load(ROOT / "seeds/suites/fortnight.yaml").cases:
        if case.evidence:
            window = when.read(case.input, today=case.as_of, as_of=case.as_of) if case.as_of else Window()
            evidence = tuple(Gold(document=one.document, quote=one.quote) for one in case.evidence)
            asked.append(Asked(id=case.id, text=case.input, evidence=evidence, any_one=case.evidence_any, window=window))
    return asked
