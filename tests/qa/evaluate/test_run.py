from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.evaluate.report import TIMINGS, report_data
from qa.evaluate.run import Progress, Subject, evaluate
from qa.evaluate.types import Case, Report, Suite, SuiteError
from qa.types import Answer, QaError

Ask = Callable[[Case], Answer]


def same_results(a: Report, b: Report) -> bool:
    def bare(report: Report) -> dict[str, object]:
        data = report_data(report)
        data["cases"] = [{k: v for k, v in case.items() if k not in TIMINGS} for case in data["cases"]]
        data["metrics"] = {k: v for k, v in data["metrics"].items() if k not in TIMINGS}
        return data

    return bare(a) == bare(b)


def test_results_come_in_the_order_of_the_suite_whoever_is_done_first(
    harbour: Suite, subject: Subject, desk_of: Callable[..., Ask]
) -> None:
    """The first case waits until three others are done; the report is the same as that of a run one by one."""
    others = threading.Semaphore(0)
    ask = desk_of(skill=0.7)

    def slow_start(case: Case) -> Answer:
        if case.id == "yes-001":
            for _ in range(3):
                assert others.acquire(timeout=30)
        else:
            others.release()
        return ask(case)

    parallel = evaluate(harbour, slow_start, subject=subject, workers=4)
    assert [case.id for case in parallel.cases] == [case.id for case in harbour.cases]
    assert same_results(parallel, evaluate(harbour, ask, subject=subject))


def test_two_runs_of_the_same_thing_are_the_same_apart_from_timings(harbour: Suite, run_of: Callable[..., Report]) -> None:
    assert same_results(run_of(harbour, skill=0.6), run_of(harbour, skill=0.6))
    assert not same_results(run_of(harbour, skill=0.6), run_of(harbour, skill=0.9))


def test_k_of_the_call_wins_over_the_suite(suite_of: Callable[..., Suite], subject: Subject, refuse: Callable[..., Answer]) -> None:
    suite = suite_of("version: 1\ndefaults: {k: 7}\ncases:\n  - {id: a, input: q, target: x}\n  - {id: b, input: q, target: x, k: 3}\n")
    seen: list[int] = []

    def ask(case: Case) -> Answer:
        seen.append(case.k)
        return refuse(case)

    evaluate(suite, ask, subject=subject)
    assert evaluate(suite, ask, subject=subject, k=1).k == 1
    assert seen == [7, 3, 1, 1]


class Stopped(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_that_was_killed_asks_exactly_what_is_left(
    harbour: Suite, subject: Subject, desk_of: Callable[..., Ask], tmp_path: Path, workers: int
) -> None:
    journal = tmp_path / "runs" / "journal.jsonl"
    ask, asked = desk_of(skill=0.8), list[str]()

    def killed(done: Progress) -> None:
        if done.done == 18:
            raise Stopped

    with pytest.raises(Stopped):
        evaluate(harbour, ask, subject=subject, workers=workers, resume_file=journal, on_progress=killed)
    finished = [json.loads(line)["id"] for line in journal.read_text().splitlines()[1:]]
    assert len(finished) == 18

    def counted(case: Case) -> Answer:
        asked.append(case.id)
        return ask(case)

    resumed = evaluate(harbour, counted, subject=subject, workers=1, resume_file=journal)
    assert sorted(asked + finished) == sorted(case.id for case in harbour.cases)
    assert same_results(resumed, evaluate(harbour, ask, subject=subject))
    assert not journal.exists()


def test_a_line_that_the_kill_cut_short_is_asked_again(
    harbour: Suite, subject: Subject, desk_of: Callable[..., Ask], tmp_path: Path
) -> None:
    journal = tmp_path / "journal.jsonl"
    half_run(harbour, subject, desk_of(), journal, cases=5)
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-20])
    asked: list[str] = []

    def counted(case: Case) -> Answer:
        asked.append(case.id)
        return desk_of()(case)

    evaluate(harbour, counted, subject=subject, resume_file=journal)
    assert len(asked) == len(harbour.cases) - 4


@pytest.mark.parametrize("change", ["corpus", "model", "prompt", "k", "suite", "settings"])
def test_the_journal_of_another_run_is_refused_and_left_alone(
    harbour: Suite, subject: Subject, desk_of: Callable[..., Ask], tmp_path: Path, change: str
) -> None:
    journal = tmp_path / "journal.jsonl"
    half_run(harbour, subject, desk_of(), journal, cases=5)
    before = journal.read_bytes()
    other, k, suite = subject, None, harbour
    if change == "k":
        k = 3
    elif change == "suite":
        suite = dataclasses.replace(harbour, digest="sha256:other")
    elif change == "settings":
        other = dataclasses.replace(subject, settings={"version": "2"})
    else:
        given: dict[str, Any] = {change: "other"}
        other = dataclasses.replace(subject, **given)
    with pytest.raises(QaError, match="belongs to another run"):
        evaluate(suite, desk_of(), subject=other, resume_file=journal, k=k)
    assert journal.read_bytes() == before


@pytest.mark.parametrize("content", ["hello", "hello\n", '{"a": 1}\n', "[]\n", '{"schema": "eval-journal/1"}\n', "\x00\n"])
def test_a_file_that_is_no_journal_is_never_overwritten(
    harbour: Suite, subject: Subject, desk_of: Callable[..., Ask], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(content)
    with pytest.raises(QaError, match="not the journal of a run"):
        evaluate(harbour, desk_of(), subject=subject, resume_file=path)
    assert path.read_text() == content


def test_an_empty_or_barely_begun_journal_is_begun_again(
    harbour: Suite, subject: Subject, desk_of: Callable[..., Ask], tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text("")
    assert len(evaluate(harbour, desk_of(), subject=subject, resume_file=path).cases) == 36
    path.write_text('{"key": "')
    assert len(evaluate(harbour, desk_of(), subject=subject, resume_file=path).cases) == 36


def test_a_question_that_cannot_be_asked_names_its_case(harbour: Suite, subject: Subject) -> None:
    def ask(case: Case) -> Answer:
        raise QaError("the replay holds no such call")

    for workers in (1, 3):
        with pytest.raises(QaError, match=r"case 'yes-00\d': the replay holds no such call"):
            evaluate(harbour, ask, subject=subject, workers=workers)


def test_documents_that_change_during_a_run_are_noticed(harbour: Suite, subject: Subject, desk_of: Callable[..., Ask]) -> None:
    def ask(case: Case) -> Answer:
        corpus = "sha256:new" if case.id == "yes-009" else "sha256:corpus"
        return dataclasses.replace(desk_of()(case), corpus=corpus)

    with pytest.raises(QaError, match="case 'yes-009': the documents changed while the suite ran"):
        evaluate(harbour, ask, subject=subject)


def test_different_walls_may_see_different_documents(
    suite_of: Callable[..., Suite], subject: Subject, refuse: Callable[..., Answer]
) -> None:
    suite = suite_of(
        "version: 1\ncases:\n  - {id: a, input: q, target: x, as_of: 2031-03-01}\n  - {id: b, input: q, target: x, as_of: 2031-03-02}\n"
    )
    report = evaluate(suite, lambda case: dataclasses.replace(refuse(case), corpus=f"sha256:{case.as_of}"), subject=subject)
    assert len(report.cases) == 2


def test_evidence_is_checked_before_anything_is_asked(suite_of: Callable[..., Suite], subject: Subject) -> None:
    suite = suite_of("version: 1\ncases:\n  - {id: a, input: q, target: x, evidence: [{document: day-01.txt, quote: lifted 2 crates}]}\n")

    def ask(case: Case) -> Answer:
        raise AssertionError("nothing should be asked")

    with pytest.raises(SuiteError, match=r"quote is not in 'day-01\.txt'"):
        evaluate(suite, ask, subject=subject)


def test_progress_tells_running_scores(harbour: Suite, subject: Subject, desk_of: Callable[..., Ask]) -> None:
    told: list[Progress] = []
    evaluate(harbour, desk_of(), subject=subject, on_progress=told.append)
    assert [one.done for one in told] == list(range(1, 37))
    last = told[-1]
    assert (last.total, last.passed, last.right, last.refused, last.resumed) == (36, 36, 24, 12, 0)
    assert last.seconds_left == 0


def test_no_more_than_twice_the_workers_are_under_way(harbour: Suite, subject: Subject, desk_of: Callable[..., Ask]) -> None:
    """Memory stays flat however many cases there are."""
    lock, begun, finished = threading.Lock(), 0, 0
    most = 0

    def ask(case: Case) -> Answer:
        nonlocal begun, most
        with lock:
            begun += 1
            most = max(most, begun - finished)
        return desk_of()(case)

    def count(done: Progress) -> None:
        nonlocal finished
        with lock:
            finished = done.done

    evaluate(harbour, ask, subject=subject, workers=2, on_progress=count)
    assert most <= 6  # four in the pool, two more of which the results have not been counted yet


def half_run(suite: Suite, subject: Subject, ask: Ask, journal: Path, *, cases: int) -> None:
    def stop(done: Progress) -> None:
        if done.done == cases:
            raise Stopped

    with pytest.raises(Stopped):
        evaluate(suite, ask, subject=subject, resume_file=journal, on_progress=stop)


def test_a_run_that_finished_nothing_leaves_no_journal(harbour: Suite, subject: Subject, tmp_path: Path) -> None:
    def broken(case: Case) -> Answer:
        raise QaError("no server")

    with pytest.raises(QaError, match="no server"):
        evaluate(harbour, broken, subject=subject, resume_file=tmp_path / "journal.jsonl")
    assert list(tmp_path.glob("journal*")) == []
