"""Ask a model 48 questions of the fortnight, half of them unanswerable, and keep what it was shown, what it wrote and what was shown of it.

    python tests/benchmarks/ask_model.py --model openai:NAME --into FOLDER [--sample 1|2|3] [--suite seeds/merrin/suite.yaml]

The second and the third sample ask what the ones before left out, unanswerable questions first: 34 and 14, then the last 47, all
answerable.

FOLDER gets ``calls.jsonl``, every call as ``--record`` keeps it, and ``asked.json``, for each question its passages, the model's raw
replies, each of its sentences with what the checks found, and what was shown: to be marked by hand ("right": true or false beside
each sentence).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.embed.minilm import MiniLM
from index.search import Library
from qa import settings, when
from qa.answer import ask
from qa.cli.asking import backend_of
from qa.evaluate import asking
from qa.evaluate.suite import load
from qa.evaluate.types import Case
from qa.models import Recording
from qa.models.redact import secrets_of
from qa.types import QaError
from qa.writers.chat import ChatWriter

SUITE = Path(__file__).resolve().parents[2] / "seeds" / "suites" / "fortnight.yaml"
SOME_DAY = dt.date(2031, 3, 20)  # for the few cases that name none
EACH = 24
# Passages a question: a small model reads 60 word pieces a second.
PASSAGES = 4


def chosen(cases: Sequence[Case], *, sample: int = 1) -> list[Case]:
    """Up to 2 * EACH cases in the order of the suite, evenly spread, half of them unanswerable as long as there are so many.

    A later ``sample`` has none of the cases of an earlier one.
    """
    left = list(cases)
    for _ in range(sample):
        no, yes = ([case for case in left if case.answerable is kind] for kind in (False, True))
        unanswerable = _spread(no, EACH)
        kept = {case.id for case in (*unanswerable, *_spread(yes, 2 * EACH - len(unanswerable)))}
        drawn, left = [case for case in left if case.id in kept], [case for case in left if case.id not in kept]
    return drawn


def _spread(cases: Sequence[Case], most: int) -> list[Case]:
    many = min(most, len(cases))
    return [cases[int(at * len(cases) / many)] for at in range(many)]


def asked(case: Case, library: Library, writer: ChatWriter) -> dict[str, Any]:
    """What came of one case, as plain values."""
    window = when.read(case.input, today=case.as_of or SOME_DAY, since=case.since, until=case.until, as_of=case.as_of)
    began = time.monotonic()
    answer = ask(library, case.input, window=window, k=PASSAGES, writer=writer)
    return {
        "id": case.id,
        "question": case.input,
        "as_of": case.as_of.isoformat() if case.as_of else None,
        "targets": list(case.targets) if case.answerable else None,
        "passages": [[passage.document, passage.start, passage.end] for passage in answer.passages],
        "raw": list(answer.raw),
        "sentences": [{"text": verdict.text, "problems": list(verdict.problems), "right": None} for verdict in answer.verdicts],
        "model": answer.model,
        "shown": [sentence.text for sentence in answer.sentences],
        "seconds": round(time.monotonic() - began, 1),
    }


def main() -> int:
    """Ask, and write after every question, so that nothing is lost. Exit 1 when the model cannot be named."""
    given_by = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given_by.add_argument("--model", required=True)
    given_by.add_argument("--into", type=Path, required=True)
    given_by.add_argument("--suite", type=Path, default=SUITE)
    given_by.add_argument("--sample", type=int, choices=(1, 2, 3), default=1, help="a later one asks what the ones before left out")
    given = given_by.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    suite, made = load(given.suite), []
    try:
        with tempfile.TemporaryDirectory() as home, asking.open_library(suite, Path(home), embedder=MiniLM()) as library:
            backend = backend_of(settings.read(home=Path(home), model=given.model))
            writer = ChatWriter(Recording(backend, given.into / "calls.jsonl", secrets=secrets_of(os.environ)))
            cases = chosen(suite.cases, sample=given.sample)
            for case in cases:
                made.append(asked(case, library, writer))
                print(f"{len(made)} of {len(cases)}: {case.id} {made[-1]['seconds']} s", file=sys.stderr)
                (given.into / "asked.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except QaError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
