"""The wall, at length: 50 questions as of 10 days each, in the whole fortnight and in ten that end on those days.

    python tests/benchmarks/bench_wall.py [--cache DIR] [--questions 50]

Everything that a search gives must be the same (passages, their order, every part of every score), and everything that
``qa ask --json`` prints but ``run``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import retrieval_sets
from bench_retrieval import Kept as KeptVectors

from index.embed.types import TokenVectors
from index.late import TokenMemory
from index.search import Library
from index.types import Document, Window
from qa import when
from qa.answer import ask
from qa.render import json as render


class Remembering(KeptVectors):
    """The bundled embedder, with one memory of word pieces for all the homes compared."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._memory = TokenMemory(self._model, kept=4_096)

    def tokens(self, text: str) -> TokenVectors:
        return self._memory.tokens(text)


def filled(folder: Path, documents: Iterable[Document], embedder: Remembering) -> Library:
    """A home that has never seen any other document."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows = [
        {"id": one.name, "title": one.title, "source": one.source, "date": one.date.isoformat() if one.date else None, "text": one.text}
        for one in documents
    ]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    library = Library(folder / "home", embedder=embedder)
    if rows:
        library.add([folder / "reports.jsonl"])
    return library


def answered(library: Library, window: Window, question: str) -> dict[str, Any]:
    """What ``qa ask --json`` prints, the name of the run left out."""
    return {key: value for key, value in render.answer(ask(library, question, window=window)).items() if key != "run"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "bench-wall")
    parser.add_argument("--questions", type=int, default=50)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    embedder = Remembering(options.cache / "embeddings.sqlite")
    source = Library(options.cache / "wall" / "source", embedder=embedder)
    source.add([retrieval_sets.ROOT / "seeds/fortnight/documents"])
    documents = [kept.document for kept in source.record.documents()]
    asked = list(dict.fromkeys(one.text for one in retrieval_sets.sets(Path())["fortnight"].questions()))[: options.questions]
    whole = filled(options.cache / "wall" / "whole", reversed(documents), embedder)
    compared = differ = 0
    for day in (dt.date(2031, 3, number) for number in (3, 4, 5, 6, 8, 10, 11, 12, 13, 14)):
        cut = filled(options.cache / "wall" / f"{day}", [one for one in documents if one.date is not None and one.date <= day], embedder)
        for question in asked:
            window = when.read(question, today=day, as_of=day)
            compared += 1
            if whole.search(question, window) != cut.search(question, window) or answered(whole, window, question) != answered(
                cut, window, question
            ):
                differ += 1
                print(f"differs as of {day}: {question}")
        cut.close()
    print(f"{len(documents)} documents, {len(asked)} questions, 10 days: {compared} compared, {differ} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
