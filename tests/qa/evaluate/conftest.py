"""Answers, suites and reports made in a line, for the tests of evaluation."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.types import Passage, Window
from qa.evaluate.run import Subject, evaluate
from qa.evaluate.suite import load
from qa.evaluate.types import Case, Report, Suite
from qa.types import Answer, Citation, Sentence, Span

TEXTS = {
    f"day-{number:02}.txt": f"Report {number} of the harbour office. The crane lifted {number} crates on the quay. The rest waited."
    for number in range(1, 31)
}


@pytest.fixture
def texts() -> dict[str, str]:
    """Thirty short documents; document N says that the crane lifted N crates."""
    return dict(TEXTS)


@pytest.fixture
def suite_of(tmp_path: Path) -> Callable[..., Suite]:
    """Write a suite and load it: YAML text, and the text of further files by name."""

    def make(text: str, **more: str) -> Suite:
        for name, content in more.items():
            (tmp_path / name.replace("_jsonl", ".jsonl")).write_text(content, encoding="utf-8")
        path = tmp_path / "suite.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return make


def quote_in(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def answered(
    case: Case, *, document: str, quote: str, short: str | None = None, confidence: float = 0.9, text: str | None = None
) -> Answer:
    """An answer that quotes a document, with that document's passage as the only one found."""
    stored = TEXTS[document]
    start, end = quote_in(stored, quote)
    span = Span(document=document, digest="d", date=None, title=None, source=None, start=start, end=end, quote=quote)
    passage = Passage(document=document, digest="d", date=None, title=None, source=None, start=0, end=len(stored), text=stored, score=1.0)
    return Answer(
        question=case.input,
        window=Window(as_of=case.as_of),
        sentences=(Sentence(text=text or f"{quote} [1].", citations=(1,)),),
        citations=(Citation(n=1, span=span),),
        passages=(passage,),
        short=short,
        confidence=confidence,
        corpus="sha256:corpus",
        run="run",
    )


def refused(case: Case, *, confidence: float = 0.2) -> Answer:
    """A refusal."""
    return Answer(
        question=case.input, window=Window(as_of=case.as_of), reason="nothing says so", confidence=confidence, corpus="sha256:corpus"
    )


@pytest.fixture
def answer_with() -> Callable[..., Answer]:
    """Make an answer to a case: ``answer_with(case, document=..., quote=..., short=...)``."""
    return answered


@pytest.fixture
def refuse() -> Callable[..., Answer]:
    """Make a refusal of a case."""
    return refused


def harbour_yaml(answerable: int = 24, unanswerable: int = 12, *, extra: str = "") -> str:
    """A suite over TEXTS; answerable case N asks about document N (from the start again behind the thirtieth)."""
    rows = []
    for number in range(1, answerable + 1):
        crates = (number - 1) % 30 + 1
        rows.append(
            f'  - id: yes-{number:03}\n    input: "How many crates were lifted on day {crates} (asked {number})?"\n'
            f'    target: ["{crates}"]\n    tags: [number]\n'
            f"    evidence: [{{document: day-{crates:02}.txt, quote: lifted {crates} crates on the quay}}]\n"
        )
    for number in range(1, unanswerable + 1):
        rows.append(
            f'  - id: no-{number:03}\n    input: "Who was hurt on day {number}?"\n    answerable: false\n    tags: [unanswerable]\n'
        )
    return f"version: 1\nname: harbour\n{extra}cases:\n{''.join(rows)}"


@pytest.fixture
def harbour(suite_of: Callable[..., Suite]) -> Suite:
    """Twenty-four answerable and twelve unanswerable cases over the texts, with a gate."""
    return suite_of(harbour_yaml(extra="gate: {metrics: {answer_f1: 0.02, refusal_f1: 0.02}, alpha: 0.05}\n"))


def desk(*, skill: float = 1.0, seed: int = 0) -> Callable[[Case], Answer]:
    """A way to ask that is right with probability ``skill``, decided by the case and the seed alone."""

    def ask(case: Case) -> Answer:
        dice = random.Random(f"{seed}{case.id}")
        good = dice.random() < skill
        sure = round(0.55 + 0.4 * dice.random(), 3) if good else round(0.2 + 0.5 * dice.random(), 3)
        if not case.answerable:
            if good:
                return refused(case, confidence=round(1 - sure, 3))
            return answered(case, document="day-01.txt", quote="The rest waited.", short="nobody", confidence=sure)
        number = int(case.evidence[0].document[4:6])
        if good:
            quote = f"The crane lifted {number} crates on the quay."
            return answered(case, document=case.evidence[0].document, quote=quote, short=str(number), confidence=sure)
        return answered(case, document="day-30.txt", quote="The rest waited.", short="the rest", confidence=sure)

    return ask


@pytest.fixture
def desk_of() -> Callable[..., Callable[[Case], Answer]]:
    """Make a way to ask: ``desk_of(skill=0.8, seed=1)``."""
    return desk


@pytest.fixture
def subject() -> Subject:
    """The harbour texts, answered by the extractive writer."""
    return Subject(corpus="sha256:corpus", text_of=TEXTS.get)


@pytest.fixture
def run_of(subject: Subject) -> Callable[..., Report]:
    """Run a suite: ``run_of(suite, skill=0.8, seed=1)``; other keywords go to ``evaluate``."""

    def make(suite: Suite, *, skill: float = 1.0, seed: int = 0, **more: Any) -> Report:
        return evaluate(suite, desk(skill=skill, seed=seed), subject=subject, **more)

    return make


@pytest.fixture
def case_of() -> Callable[..., Case]:
    """Make a case in memory; days as ISO text."""

    def make(**given: Any) -> Case:
        for key in ("as_of", "since", "until"):
            if isinstance(given.get(key), str):
                given[key] = dt.date.fromisoformat(given[key])
        return Case(**{"id": "case", "input": "What?", **given})

    return make


@pytest.fixture
def harbour_text() -> Callable[..., str]:
    """The YAML of a harbour suite of any size."""
    return harbour_yaml
