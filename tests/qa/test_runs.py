"""The log keeps what happened, without keys, and no longer than it is told."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from qa import runs
from qa.types import Verdict

KEY = "sk-not-a-real-key-0123456789"
LONG_AGO = "01BX5ZZKBKACTAV9WEVGEMMVRZ"  # the specification's own example, of the year 2017


def entry(run: str, question: str = "Where did they meet?", **more: Any) -> dict[str, Any]:
    return {"schema": "ask/1", "question": question, "answer": "In Lanner [1].", "short": "Lanner", "reason": None, **more, "run": run}


def test_the_time_of_a_run_is_read_from_its_id() -> None:
    before = int(time.time() * 1000)
    assert before <= runs.asked_at(runs.new_run()) <= int(time.time() * 1000)
    assert runs.asked_at(LONG_AGO) == 1_508_808_576_371
    assert [runs.asked_at(other) for other in ("", "run", "01bx5zzkbkactav9wevgemmvrz")] == [0, 0, 0]


def test_runs_older_than_the_settings_say_are_dropped_with_the_next_one(tmp_path: Path) -> None:
    new = runs.new_run()
    runs.keep(tmp_path, entry(LONG_AGO))
    runs.keep(tmp_path, entry(new), days=365)
    assert [one["run"] for one in runs.runs(tmp_path)] == [new]


def test_young_runs_stay(tmp_path: Path) -> None:
    ids = [runs.new_run() for _ in range(3)]
    for run in ids:
        runs.keep(tmp_path, entry(run), days=1)
    assert [one["run"] for one in runs.runs(tmp_path)] == ids


def test_no_key_is_kept_wherever_it_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_API_KEY", 'own"key\\of\nthe desk')
    told = runs.logged(
        entry(runs.new_run(), question=f"Is {KEY} a key?"), raw=[f"It is {KEY}.", 'own"key\\of\nthe desk'],
        verdicts=[Verdict(text=f"It is {KEY}.", problems=("no",))], asked={"model": "openai:x"},
    )  # fmt: skip
    runs.keep(tmp_path, told)
    text = (tmp_path / runs.FILE).read_text("utf-8")
    assert KEY not in text
    kept = json.loads(text)
    assert kept["raw"] == ["It is [redacted].", "[redacted]"]
    assert kept["verdicts"] == [{"text": "It is [redacted].", "problems": ["no"]}]


def test_runs_are_found_by_all_of_the_words(tmp_path: Path) -> None:
    runs.keep(tmp_path, entry("A", question="Who resigned?"))
    runs.keep(tmp_path, entry("B"))
    assert [one["run"] for one in runs.matching(tmp_path, "LANNER meet")] == ["B"]
    assert [one["run"] for one in runs.matching(tmp_path, "")] == ["A", "B"]


def test_purging_leaves_nothing(tmp_path: Path) -> None:
    runs.keep(tmp_path, entry("A"))
    assert runs.purge(tmp_path) == 1
    assert list(runs.runs(tmp_path)) == []
    assert runs.purge(tmp_path) == 0


def test_a_home_that_is_not_there_keeps_no_log_and_says_nothing(tmp_path: Path) -> None:
    runs.keep(tmp_path / "nowhere", entry("A"), days=1)
    assert list(runs.runs(tmp_path / "nowhere")) == []
