"""What evaluation costs beside asking: 1,000 cases through ``evaluate`` and through a loop of ``ask``, and its memory.

Run: ``python tests/benchmarks/bench_eval.py [CASES]``. The cases are those of the fortnight's suite, over and over. Processor
time is compared, since a busy machine stretches wall time by chance.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import resource
import sys
import tempfile
import time
from pathlib import Path

from index.embed.minilm import MiniLM
from qa.answer import ask
from qa.evaluate import asking
from qa.evaluate.run import Progress, evaluate
from qa.evaluate.suite import digest, load
from qa.evaluate.types import Suite
from qa.when import read
from qa.writers.extractive import over

SOME_DAY = dt.date(2031, 3, 20)  # for the few cases that name none
SUITE = Path(__file__).resolve().parents[2] / "seeds" / "suites" / "fortnight.yaml"


def repeated(suite: Suite, count: int) -> Suite:
    """The suite's cases again and again under new ids, until there are ``count``."""
    rows = itertools.islice(itertools.cycle(suite.cases), count)
    cases = tuple(dataclasses.replace(case, id=f"{number:05}-{case.id}") for number, case in enumerate(rows))
    return dataclasses.replace(suite, cases=cases, digest=digest(cases))


def megabytes() -> float:
    """The most memory that this process has held so far (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_loop(suite: Suite, home: Path) -> float:
    """Seconds of processor that plain calls take, with one writer for all of them, as ``evaluate`` has."""
    with asking.open_library(suite, home, embedder=MiniLM()) as library:
        began, writer = time.process_time(), over(library)
        for case in suite.cases:
            window = read(case.input, today=case.as_of or SOME_DAY, since=case.since, until=case.until, as_of=case.as_of)
            ask(library, case.input, window=window, k=case.k, evidence=writer)
        return time.process_time() - began


def evaluated(suite: Suite, home: Path) -> float:
    """Seconds of processor that the suite takes, metrics and journal included."""

    def seen(done: Progress) -> None:
        if done.done % max(1, len(suite.cases) // 4) == 0:
            print(f"  {done.done:>5} cases   peak {megabytes():.0f} MB", flush=True)

    with asking.open_library(suite, home, embedder=MiniLM()) as library:
        began = time.process_time()
        evaluate(
            suite,
            asking.asker(library, None, this_day=lambda: SOME_DAY),
            subject=asking.subject(library, None),
            resume_file=home / "journal.jsonl",
            on_progress=seen,
        )
        return time.process_time() - began


def main(count: int) -> None:
    """Print cost a case both ways, their ratio, and peak memory along the way."""
    suite = repeated(load(SUITE), count)
    with tempfile.TemporaryDirectory() as home:
        spent = evaluated(suite, Path(home))
        print(f"evaluate()        {1000 * spent / count:7.1f} ms of processor a case   peak {megabytes():.0f} MB", flush=True)
        loop = in_a_loop(suite, Path(home))
        print(f"ask() in a loop   {1000 * loop / count:7.1f} ms of processor a case   peak {megabytes():.0f} MB")
        print(f"ratio             {spent / loop:7.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
