"""`qa eval`, `diff`, `mark` and `calibrate` as a person and a script meet them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qa.cli import cli

SUITE = """
version: 1
name: harbour
documents: reports
defaults: {as_of: 2031-05-04, k: 5}
gate:
  metrics: {answer_contains: 0.0}
cases:
  - id: h-1
    input: Who resigned over the ferry inspections?
    target: [Ines Calloway, Calloway]
    evidence: [{document: 2031-05-03-mayor.md, quote: Mayor Ines Calloway resigned on Saturday}]
    assert: [{type: icontains, value: calloway}]
  - id: h-2
    input: What is the capital of Norway?
    answerable: false
"""


@pytest.fixture
def suite(tmp_path: Path, reports: Path) -> Path:
    path = tmp_path / "suite.yaml"
    path.write_text(SUITE, "utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(home: Path, *args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), *map(str, args)])


def without_times(text: str) -> object:
    data = json.loads(text)
    for case in data["cases"]:
        case["ms"] = 0
        case["run"] = ""
    for name in ("ms_p50", "ms_p95"):
        data["metrics"].pop(name)
    for tag in data.get("by_tag", {}).values():
        tag.pop("ms_p50", None), tag.pop("ms_p95", None)
    return data


def test_a_suite_is_scored_and_two_runs_are_identical_but_for_times_and_run_ids(suite: Path, home: Path) -> None:
    first, second = run(home, "eval", suite, "--json"), run(home, "eval", suite, "--json")
    assert first.exit_code == 0, first.output
    data = json.loads(first.stdout)
    assert {case["id"]: case["refused"] for case in data["cases"]} == {"h-1": False, "h-2": True}
    assert {"answer_em", "answer_f1", "refusal_f1", "all_evidence@10", "quote_valid", "brier"} <= set(data["metrics"])
    assert without_times(first.stdout) == without_times(second.stdout)


def test_eval_answers_as_ask_does(suite: Path, home: Path, reports: Path) -> None:
    cases = {case["id"]: case for case in json.loads(run(home, "eval", suite, "--json").stdout)["cases"]}
    run(home, "add", reports)
    asked = json.loads(run(home, "ask", "Who resigned over the ferry inspections?", "--as-of", "2031-05-04", "--json").stdout)
    assert asked["answer"] == cases["h-1"]["answer"]
    assert asked["confidence"] == cases["h-1"]["confidence"]


def test_an_unchanged_program_passes_its_own_baseline_and_other_documents_are_refused(suite: Path, home: Path, reports: Path) -> None:
    baseline = suite.with_name("baseline.json")
    assert run(home, "eval", suite, "--save-baseline", baseline).exit_code == 0
    assert run(home, "eval", suite, "--baseline", baseline).exit_code == 0
    (reports / "2031-05-04-more.txt").write_text("date 2031-05-04 A bridge opened.", "utf-8")
    refused = run(home, "eval", suite, "--baseline", baseline)
    assert refused.exit_code == 1
    assert "other documents" in refused.stderr


def test_an_assertion_that_fails_exits_4_and_is_named(suite: Path, home: Path) -> None:
    suite.write_text(SUITE.replace("value: calloway", "value: nobody"), "utf-8")
    done = run(home, "eval", suite)
    assert done.exit_code == 4
    assert "h-1" in done.stderr


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("answerable: false", "answerble: false", "answerable"),
        ("id: h-2", "id: h-1", "h-1"),
        ("2031-05-04", "2031-02-30", "2031-02-30"),
        ("resigned on Saturday", "resigned on Sunday", "resigned on Sunday"),
        ("type: icontains", "type: icontain", "icontains"),
    ],
)
def test_a_suite_with_a_mistake_is_named_with_file_and_key(suite: Path, home: Path, before: str, after: str, named: str) -> None:
    suite.write_text(SUITE.replace(before, after), "utf-8")
    done = run(home, "eval", suite)
    assert done.exit_code == 1
    assert named in done.stderr
    assert "Traceback" not in done.output


def test_reports_are_written_by_their_endings(suite: Path, home: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"out{suffix}" for suffix in (".html", ".md", ".xml", ".json")]
    assert run(home, "eval", suite, *(x for file in files for x in ("--report", file))).exit_code == 0
    page = files[0].read_text("utf-8")
    assert "<svg" in page
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "testsuite" in files[2].read_text("utf-8")
    assert run(home, "eval", suite, "--report", tmp_path / "out.docx").exit_code == 2


def test_diff_shows_the_flipped_cases(suite: Path, home: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    run(home, "eval", suite, "--save-baseline", one)
    data = json.loads(one.read_text("utf-8"))
    data["cases"][0] |= {"passed": False, "right": False, "answer": "Nobody."}
    two.write_text(json.dumps(data), "utf-8")
    same, other = run(home, "diff", one, one), run(home, "diff", one, two)
    assert same.exit_code == 0
    assert "h-1" in other.stdout
    assert "h-1" not in same.stdout


def test_a_starter_suite_loads_once_its_places_are_filled(home: Path, reports: Path, tmp_path: Path) -> None:
    done = run(home, "eval", reports, "--init")
    assert done.exit_code == 0
    filled = tmp_path / "starter.yaml"
    filled.write_text(done.stdout.replace("REPLACE", "filled"), "utf-8")
    assert run(home, "eval", filled, "--json").exit_code in (0, 4)


def test_a_marked_run_becomes_a_case_of_the_home_s_own_suite(home: Path, reports: Path) -> None:
    run(home, "add", reports)
    run(home, "ask", "Who resigned over the ferry inspections?", "--as-of", "2031-05-04")
    assert run(home, "mark", "last", "right").exit_code == 0
    assert run(home, "mark", "last", "right").stdout.startswith("1 cases")
    done = run(home, "eval", home / "suite.yaml", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["cases"][0]["passed"]
    assert run(home, "mark", "last", "wrong").exit_code == 1


def test_calibration_is_refused_on_a_suite_that_is_too_small(suite: Path, home: Path) -> None:
    done = run(home, "calibrate", suite)
    assert done.exit_code == 1
    assert "100" in done.stderr


def test_a_home_s_own_curve_is_used_and_named(home: Path, reports: Path) -> None:
    run(home, "add", reports)
    (home / "calibration.json").write_text('{"slope": 0.0, "intercept": -9.0, "threshold": 0.5}', "utf-8")
    done = run(home, "ask", "Who resigned over the ferry inspections?", "--json")
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["confidence_basis"]) == (3, "home")
    assert answer["confidence"] < 0.01


def test_recording_needs_a_model_and_a_replay_needs_its_file(suite: Path, home: Path, tmp_path: Path) -> None:
    assert run(home, "eval", suite, "--record", tmp_path / "calls.jsonl").exit_code == 2
    assert run(home, "eval", suite, "--replay", tmp_path / "none.jsonl").exit_code == 1


def test_a_suite_that_says_so_is_shown_as_development_everywhere(suite: Path, home: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert "Development figures" not in run(home, "eval", suite).stdout
    suite.write_text(SUITE.replace("name: harbour", "name: harbour\ndevelopment: true"), "utf-8")
    done = run(home, "eval", suite, "--report", page)
    assert "Development figures" in done.stdout
    assert "Development figures" in page.read_text("utf-8")
    assert json.loads(run(home, "eval", suite, "--json").stdout)["development"] is True


def test_an_unfinished_run_is_not_in_the_way_of_another_and_is_gone_on_with(
    suite: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.evaluate import run as running

    asked: list[str] = []
    real = running._ask_one

    def stopped(case: Any, *rest: Any) -> Any:
        if len(asked) == 1:
            raise KeyboardInterrupt
        asked.append(case.id)
        return real(case, *rest)

    monkeypatch.setattr(running, "_ask_one", stopped)
    done = run(home, "eval", suite)
    assert done.exit_code == 130
    assert "1 finished cases are kept" in done.stderr
    monkeypatch.setattr(running, "_ask_one", real)
    assert run(home, "eval", suite, "-k", "1").exit_code == 0
    monkeypatch.setattr(running, "_ask_one", lambda case, *rest: asked.append(case.id) or real(case, *rest))
    assert run(home, "eval", suite).exit_code == 0
    assert asked == ["h-1", "h-2"]
    assert not list((home / "suites").glob("*.unfinished.jsonl"))


def test_places_that_cannot_be_written_are_named_before_anything_is_asked(suite: Path, home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for flag in ("--report", "--save-baseline"):
        done = run(home, "eval", suite, flag, tmp_path / "file" / "out.json")
        assert done.exit_code == 1
        assert "out.json cannot be written" in done.stderr
    assert not home.exists()


def test_documents_that_are_not_there_or_hold_nothing_are_named(suite: Path, home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    suite.write_text(SUITE.replace("documents: reports", "documents: empty"), "utf-8")
    done = run(home, "eval", suite)
    assert (done.exit_code, "holds no document" in done.stderr) == (1, True)
    for args in ((tmp_path / "none", "--init"), (tmp_path / "empty", "--init")):
        done = run(home, "eval", *args)
        assert done.exit_code == 1
        assert "name a folder of reports" in done.stderr


def test_a_bad_flag_has_a_nearest_suggestion(suite: Path, home: Path) -> None:
    done = run(home, "eval", suite, "--baselin", "x.json")
    assert done.exit_code == 2
    assert "--baseline" in done.stderr
