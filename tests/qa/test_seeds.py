"""The corpora of seeds/ hold what their gold says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize("corpus", sorted(path.parent.name for path in SEEDS.glob("*/corpus.json")))
def test_a_corpus_and_its_gold_agree(corpus: str) -> None:
    done = subprocess.run([sys.executable, str(SEEDS / "check.py"), str(SEEDS / corpus)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.parametrize("exercises", sorted(path.parent.name for path in SEEDS.glob("exercises/*/questions.jsonl")))
def test_a_set_of_exercises_quotes_its_reports(exercises: str) -> None:
    check = [sys.executable, str(SEEDS / "exercises" / "check.py"), str(SEEDS / "exercises" / exercises)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.parametrize("disputes", sorted(path.name for path in SEEDS.glob("disputes/*.jsonl")))
def test_a_set_of_disputes_quotes_its_reports(disputes: str) -> None:
    check = [sys.executable, str(SEEDS / "disputes" / "check.py"), str(SEEDS / "disputes" / disputes)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
