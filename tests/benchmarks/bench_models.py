"""Any backend against the extractive writer on the same suite, question by question: a paired table and who answered.

    python tests/benchmarks/bench_models.py --model SPEC [--suite FILE] [--limit N] [--record FILE | --replay FILE]

Nobody is contacted but the model that SPEC names. Where its reply fails or is not borne out, the extractive answer stands in, as
it does for a reader; the last lines say how often.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.embed.minilm import MiniLM
from index.search import Library
from qa import settings
from qa.cli.asking import backend_of
from qa.evaluate import asking
from qa.evaluate.compare import diff
from qa.evaluate.run import Progress, evaluate
from qa.evaluate.suite import digest, load
from qa.evaluate.text import diff_text
from qa.evaluate.types import Case, Report, Suite
from qa.models import Recording, Replaying
from qa.models.redact import secrets_of
from qa.types import Answer, QaError
from qa.writers.chat import ChatWriter
from qa.writers.types import Writer

SUITE = Path(__file__).resolve().parents[2] / "seeds" / "suites" / "fortnight.yaml"
SOME_DAY = dt.date(2031, 3, 20)  # for the few cases that name none
METRICS = ("passed", "answer_contains", "answer_f1", "refusal_f1", "citation_precision", "unsupported_rate")


@dataclass(kw_only=True)
class Heard:
    """What came of each case beside its score: whose answer was shown, tokens, dropped sentences."""

    shown: Counter[str] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)
    dropped: int = 0

    def listen(self, ask: Callable[[Case], Answer], name: str) -> Callable[[Case], Answer]:
        """``ask``, remembered."""

        def heard(case: Case) -> Answer:
            answer = ask(case)
            asked = bool(answer.raw) or answer.model != name or not answer.refused
            whose = "refused" if answer.refused else "the model's" if answer.model == name else "extractive in its place"
            self.shown[whose if asked else "refused, the model was not asked"] += 1
            self.tokens.update(answer.usage)
            self.dropped += sum(bool(verdict.problems) for verdict in answer.verdicts)
            return answer

        return heard


def measure(suite: Suite, library: Library, writer: Writer | None, heard: Heard) -> Report:
    """The suite asked of one writer, one case at a time: a model on this machine has no use for four at once."""

    def seen(running: Progress) -> None:
        print(f"\r{running.done} of {running.total}", end="", file=sys.stderr, flush=True)

    ask = asking.asker(library, writer, this_day=lambda: SOME_DAY)
    subject = asking.subject(library, writer)
    report = evaluate(suite, heard.listen(ask, subject.model), subject=subject, on_progress=seen)
    print(file=sys.stderr)
    return report


def writer_of(given: argparse.Namespace, home: Path) -> ChatWriter:
    """The writer that is compared: the model, its recording, or what a recording holds."""
    if given.replay:
        return ChatWriter(Replaying(given.replay))
    backend = backend_of(settings.read(home=home, model=given.model))
    return ChatWriter(Recording(backend, given.record, secrets=secrets_of(os.environ)) if given.record else backend)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table. Exit 1 when the suite or the model cannot be opened."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--model", default="extractive")
    ask.add_argument("--suite", type=Path, default=SUITE)
    ask.add_argument("--limit", type=int, help="only so many cases of the suite, evenly spread")
    ask.add_argument("--record", type=Path)
    ask.add_argument("--replay", type=Path)
    given = ask.parse_args(arguments)
    if given.model == "extractive" and not given.replay:
        print("name another writer with --model SPEC or --replay FILE: extractive is what it is compared with", file=sys.stderr)
        return 2
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _compare(given, Path(folder))
    except QaError as error:
        print(error, file=sys.stderr)
        return 1


def _compare(given: argparse.Namespace, home: Path) -> int:
    suite = _part(load(given.suite), given.limit)
    writer = writer_of(given, home)
    with asking.open_library(suite, home, embedder=MiniLM()) as library:
        before, heard, began = measure(suite, library, None, Heard()), Heard(), time.monotonic()
        after = measure(suite, library, writer, heard)
    print(diff_text(diff(before, after, metrics=METRICS)))
    seconds = (time.monotonic() - began) / len(suite.cases)
    print(f"\nwhose answer was shown: {', '.join(f'{name} {count}' for name, count in heard.shown.most_common())}")
    tokens = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in heard.tokens.items()) or "no usage told"
    print(f"{heard.dropped} sentences failed their checks; {tokens}; {seconds:.1f} s a question")
    return 0


def _part(suite: Suite, limit: int | None) -> Suite:
    if limit is None or limit >= len(suite.cases):
        return suite
    step = len(suite.cases) / limit
    cases = tuple(suite.cases[int(at * step)] for at in range(limit))
    return replace(suite, cases=cases, digest=digest(cases))


if __name__ == "__main__":
    sys.exit(main())
