"""A suite and a way to ask -> Report: in parallel, resumable, results in the order of the suite."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from qa.evaluate.compare import gate
from qa.evaluate.evidence import TextOf, check_evidence
from qa.evaluate.journal import Journal, journal_key
from qa.evaluate.judge import judge
from qa.evaluate.metrics import by_tag, interval_unit, metrics_of
from qa.evaluate.types import Case, CaseResult, Report, Suite
from qa.types import Answer, QaError

Ask = Callable[[Case], Answer]
TEXTS_KEPT = 64  # documents whose text stays at hand while cases about them are judged


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a run is. ``resumed`` cases were answered before; ``seconds_left`` is None until one has been asked."""

    done: int
    total: int
    resumed: int
    passed: int
    answered: int
    right: int
    refused: int
    seconds_left: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What is asked: the corpus (its digest, and how to read a stored text) and who answers from it.

    ``text_of`` gives the stored text of a document (``NAME`` or ``NAME@DIGEST``), None when there is none.
    ``settings`` is whatever else decides answers (version, embedder, replay file): a journal of other settings is
    not gone on with.
    """

    corpus: str
    text_of: TextOf
    model: str = "extractive"
    prompt: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


def evaluate(
    suite: Suite,
    ask: Ask,
    *,
    subject: Subject,
    k: int | None = None,
    workers: int = 1,
    seed: int = 0,
    resume_file: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Ask every case of a suite and score what comes back; the gate is that of a run without a baseline.

    ``ask`` gets the case with ``k`` filled in (the argument wins over the suite) and may be called from ``workers``
    threads at once. With ``resume_file`` finished cases are kept there and never asked again after a kill; the file
    goes when the run is complete. ``seed`` decides the resampling of the intervals.

    Raises SuiteError for evidence that is not in its document, QaError when a case cannot be asked (naming it) or
    when the documents change while the suite runs. Ctrl-C leaves the journal as it is.
    """
    text_of = lru_cache(maxsize=TEXTS_KEPT)(subject.text_of)
    check_evidence(suite, text_of)
    cases = _asked(suite, k)
    with Journal(resume_file, run_key(suite, subject, k)) as journal:
        done = dict(journal.done)
        left = [case for case in cases if case.id not in done]
        tally = _Tally(total=len(cases), done=list(done.values()))
        walls: dict[dt.date | None, str] = {}
        for result, answer in _ask_all(left, ask, text_of, workers):
            # behind one wall every answer must have seen the same documents
            if walls.setdefault(answer.window.as_of, answer.corpus) != answer.corpus:
                raise QaError(f"case {result.id!r}: the documents changed while the suite ran: run it again")
            journal.add(result)
            done[result.id] = result
            tally.count(result)
            if on_progress is not None:
                on_progress(tally.progress())
        # tags are no part of a suite's digest: a journal may hold those of yesterday
        results = [replace(done[case.id], tags=case.tags) for case in cases]
        report = Report(
            suite=suite.name,
            suite_digest=suite.digest,
            corpus=subject.corpus,
            model=subject.model,
            prompt=subject.prompt,
            seed=seed,
            k=k,
            cases=tuple(results),
            metrics=metrics_of(results, seed=seed),
            by_tag=by_tag(results, seed=seed),
            interval_unit=interval_unit(results),
            gate_rule=suite.gate,
            development=suite.development,
        )
        report = replace(report, gate=gate(report, None))
        journal.remove()
    return report


def run_key(suite: Suite, subject: Subject, k: int | None = None) -> str:
    """A digest of what makes two runs the same run; what it names may be gone on with after a kill."""
    return journal_key(
        {
            **subject.settings,
            "suite": suite.digest,
            "corpus": subject.corpus,
            "model": subject.model,
            "prompt": subject.prompt,
            "k": " ".join(str(case.k) for case in _asked(suite, k)),
        }
    )


def _asked(suite: Suite, k: int | None) -> list[Case]:
    return [replace(case, k=k) if k is not None else case for case in suite.cases]


def _ask_all(cases: list[Case], ask: Ask, text_of: TextOf, workers: int) -> Iterator[tuple[CaseResult, Answer]]:
    """Results as they come. No more than twice as many cases as workers are under way, so memory stays flat."""
    if workers <= 1:
        for case in cases:
            yield _ask_one(case, ask, text_of)
        return
    waiting = iter(cases)
    running: set[Future[tuple[CaseResult, Answer]]] = set()
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="ask")
    try:
        while True:
            for case in waiting:
                running.add(pool.submit(_ask_one, case, ask, text_of))
                if len(running) >= 2 * workers:
                    break
            if not running:
                return
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ask_one(case: Case, ask: Ask, text_of: TextOf) -> tuple[CaseResult, Answer]:
    began = time.perf_counter()
    try:
        answer = ask(case)
    except QaError as error:
        raise QaError(f"case {case.id!r}: {error}") from error
    return judge(case, answer, text_of, ms=(time.perf_counter() - began) * 1000), answer


class _Tally:
    """Running figures of a run, for progress only."""

    def __init__(self, *, total: int, done: list[CaseResult]) -> None:
        self._total, self._resumed = total, len(done)
        self._done = self._passed = self._answered = self._right = self._refused = 0
        for result in done:
            self.count(result)
        self._began = time.perf_counter()

    def count(self, result: CaseResult) -> None:
        self._done += 1
        self._passed += result.passed
        self._answered += not result.refused
        self._right += result.right
        self._refused += result.refused

    def progress(self) -> Progress:
        asked = self._done - self._resumed
        each = (time.perf_counter() - self._began) / asked if asked else None
        return Progress(
            done=self._done,
            total=self._total,
            resumed=self._resumed,
            passed=self._passed,
            answered=self._answered,
            right=self._right,
            refused=self._refused,
            seconds_left=each * (self._total - self._done) if each is not None else None,
        )
