"""`qa log` and `qa rerun`: what was asked, and what has changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qa.cli import cli

QUESTION = "How many people died in the sinking of the ferry Alba?"


@pytest.fixture
def home(tmp_path: Path, reports: Path) -> Path:
    place = tmp_path / "home"
    called(place, "add", str(reports))
    return place


def called(home: Path, *args: str, exits: tuple[int, ...] = (0, 3)) -> str:
    done = CliRunner().invoke(cli, ["--home", str(home), *args])
    assert done.exit_code in exits, done.output
    return done.stdout


def logged(home: Path, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(called(home, "log", "--json", *args))["runs"]
    return found


def script(tmp_path: Path, *replies: str) -> str:
    path = tmp_path / "replies.json"
    path.write_text(json.dumps(replies), "utf-8")
    return f"scripted:{path}"


def test_a_model_s_raw_reply_and_the_verdicts_are_logged_and_not_shown(home: Path, tmp_path: Path) -> None:
    wrong, right = "Ninety people died [1].", "Eleven people died in the sinking of the ferry Alba [1]."
    shown = called(home, "ask", QUESTION, "--json", "--model", script(tmp_path, wrong, wrong + " " + right))
    assert "Ninety" not in shown
    (run,) = logged(home)
    assert run["raw"][0] == wrong
    assert any(verdict["problems"] and "Ninety" in verdict["text"] for verdict in run["verdicts"])
    assert run["asked"]["k"] == 10


def test_runs_are_searched_and_counted(home: Path) -> None:
    called(home, "ask", QUESTION)
    called(home, "ask", "Who resigned over the ferry inspections?")
    assert [run["question"] for run in logged(home, "--find", "RESIGNED")] == ["Who resigned over the ferry inspections?"]
    assert len(logged(home, "1")) == 1
    assert "No run holds" in called(home, "log", "--find", "zebra")


def test_nothing_has_changed_when_nothing_has(home: Path) -> None:
    called(home, "ask", QUESTION, "--as-of", "2031-05-01", "-k", "3")
    assert "Nothing has changed." in called(home, "rerun", "last")
    first, second = logged(home)
    assert (first["window"], first["asked"], first["answer"]) == (second["window"], second["asked"], second["answer"])


def test_a_rerun_says_what_a_new_report_has_changed(home: Path, reports: Path) -> None:
    called(home, "ask", QUESTION, "--as-of", "2031-05-10")
    (reports / "2031-05-04-harbour.txt").write_text(
        "date 2031-05-04 The toll from the sinking of the ferry Alba rose to fourteen people on Sunday, the harbour master said.", "utf-8"
    )
    called(home, "add", str(reports))
    changed = json.loads(called(home, "rerun", "last", "--json"))
    assert not changed["same"]
    assert {"answer", "citations", "corpus"} <= set(changed["changed"])
    assert "corpus\n  - sha256:" in called(home, "rerun", changed["run"])


def test_a_run_that_is_not_there_is_named(home: Path) -> None:
    done = CliRunner().invoke(cli, ["--home", str(home), "rerun", "ZZZ"])
    assert done.exit_code == 1
    assert "no run 'ZZZ'" in done.stderr


def test_the_log_is_purged_when_asked(home: Path) -> None:
    called(home, "ask", QUESTION)
    assert "1 runs forgotten" in called(home, "log", "--purge")
    assert "No runs yet." in called(home, "log")


def test_a_home_is_embedded_again_by_a_named_embedder_and_keeps_it(home: Path) -> None:
    assert "(hashed@1 (64))" in called(home, "rebuild", "--embedder", "hashed")
    assert json.loads(called(home, "status", "--json"))["embedder"]["name"] == "hashed"
    called(home, "ask", QUESTION)
    assert "(minilm-int8" in called(home, "rebuild", "--embedder", "minilm")
    called(home, "verify")
