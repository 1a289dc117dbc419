"""The corpora, exercises, questions, disputes and weeks of seeds/ hold what is marked in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"


CHECKED = [
    *((SEEDS / "check.py", path.parent) for path in sorted(SEEDS.glob("*/corpus.json"))),
    *((SEEDS / "exercises/check.py", path.parent) for path in sorted(SEEDS.glob("exercises/*/questions.jsonl"))),
    *((SEEDS / "disputes/check.py", path) for path in sorted(SEEDS.glob("disputes/*.jsonl"))),
    *((SEEDS / "asks/check.py", path.parent) for path in sorted(SEEDS.glob("asks/*/suite.yaml"))),
    *((SEEDS / "weeks/check.py", path) for path in sorted(SEEDS.glob("weeks/*.json"))),
]


@pytest.mark.parametrize(("check", "checked"), CHECKED, ids=[str(path.relative_to(SEEDS)) for _, path in CHECKED])
def test_what_is_marked_stands_in_its_reports(check: Path, checked: Path) -> None:
    done = subprocess.run([sys.executable, str(check), str(checked)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
