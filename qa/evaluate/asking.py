"""A suite and a home -> what ``evaluate`` needs: the suite's own library, indexed once, and a way to ask it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import prompts
from index.embed.minilm import MiniLM
from index.embed.types import Embedder
from index.search import Library, Progress
from index.types import UnknownDocument
from qa import when
from qa.answer import ask
from qa.calibrated import Curve
from qa.evaluate.run import Subject
from qa.evaluate.types import Case, Suite
from qa.types import Answer, QaError
from qa.writers.extractive import Extractive, over
from qa.writers.types import Writer

FOLDER = "suites"


def open_library(suite: Suite, home: Path, *, embedder: Embedder, on_progress: Progress | None = None) -> Library:
    """The library that a suite runs over: its own documents, brought up to date in a cache in the home, or the home itself.

    Raises QaError when the suite's documents are not there.
    """
    if suite.documents is None:
        return Library(home, embedder=embedder)
    documents = Path(suite.documents)
    if not documents.exists():
        raise QaError(
            f"{suite.place or suite.name}: documents: {documents} is not there: mend the path, which is relative to the suite file"
        )
    # Each embedder has a cache of its own: vectors of two are never compared.
    key = f"{documents.resolve()}{'' if isinstance(embedder, MiniLM) else f' {embedder.fingerprint}'}"
    place = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    library = Library(home / FOLDER / place, embedder=embedder)
    library.add([documents], sync=documents.is_dir(), on_progress=on_progress)
    if not library.record.counts()["documents"]:
        library.close()
        raise QaError(f"{suite.place or suite.name}: documents: {documents} holds no document that can be read: name a folder of reports")
    return library


def journal_file(home: Path, key: str) -> Path:
    """Where the finished cases of the unfinished run ``key`` are kept: each run has a file of its own, so none is in the way."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{key[:16]}.unfinished.jsonl"


def subject(library: Library, writer: Writer | None, *, settings: Mapping[str, str] | None = None) -> Subject:
    """The corpus and the writer, as a report names them."""

    def text_of(name: str) -> str | None:
        try:
            return library.show(name)[0].document.text
        except UnknownDocument:
            return None

    decides = {"deskbook": version("deskbook"), "embedder": str(library.embedder.fingerprint), **(settings or {})}
    name = writer.name if writer else Extractive.name
    prompt = prompts.load("answer").digest if writer else None
    return Subject(corpus=library.corpus(), text_of=text_of, model=name, prompt=prompt, settings=decides)


def asker(
    library: Library, writer: Writer | None, *, this_day: Callable[[], dt.date], curve: Curve | None = None
) -> Callable[[Case], Answer]:
    """A way to ask a case: its question in its own window, exactly as ``qa ask`` would."""
    evidence = over(library)

    def ask_case(case: Case) -> Answer:
        today = when.reference_day(case.as_of, os.environ.get("QA_TODAY"), this_day)
        window = when.read(case.input, today=today, since=case.since, until=case.until, as_of=case.as_of)
        return ask(library, case.input, window=window, k=case.k, writer=writer, evidence=evidence, curve=curve)

    return ask_case
