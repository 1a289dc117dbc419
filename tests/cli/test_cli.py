"""The command line as a person and a script meet it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from qa.cli import cli
from qa.cli.failing import Commands, note_interrupts

QA = [sys.executable, "-c", "from qa.cli import main; main()"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(home: Path, *args: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), *map(str, args)], input=stdin)


@pytest.fixture
def filled(home: Path, reports: Path) -> Path:
    assert run(home, "add", reports).exit_code == 0
    return home


def test_an_answer_carries_a_quote_that_is_the_stored_text(filled: Path) -> None:
    done = run(filled, "ask", "Who resigned over the ferry inspections?", "--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert answer["schema"] == "ask/1"
    assert not answer["refused"]
    assert "Calloway" in answer["answer"]
    for citation in answer["citations"]:
        shown = json.loads(run(filled, "show", citation["document"], "--json").stdout)
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_what_the_reports_do_not_say_is_refused_with_exit_3(filled: Path) -> None:
    done = run(filled, "ask", "Who is the prime minister of Norway?", "--json")
    assert done.exit_code == 3
    answer = json.loads(done.stdout)
    assert (answer["answer"], answer["citations"], answer["refused"]) == ("", [], True)
    assert answer["reason"]
    assert answer["passages"]


def test_a_window_without_reports_is_a_refusal_and_never_widened(filled: Path) -> None:
    done = run(filled, "ask", "What happened to the ferry?", "--since", "2032-01-01", "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 3
    assert answer["passages"] == []
    assert "2032-01-01" in answer["reason"]


def test_a_question_can_be_typed_without_quotes_or_piped(filled: Path) -> None:
    assert run(filled, "ask", "Who", "resigned", "over", "the", "ferry", "inspections?").exit_code == 0
    assert run(filled, "ask", "-", stdin="Who resigned over the ferry inspections?\n").exit_code == 0


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_a_question_of_white_space_is_a_usage_error(filled: Path, question: str) -> None:
    done = run(filled, "ask", question)
    assert done.exit_code == 2
    assert "the question is empty" in done.stderr


def test_a_question_in_another_language_is_answered_or_refused_without_an_error(filled: Path) -> None:
    for question in ("¿Quién dimitió?", "谁辞职了？", "🙂", 'AND OR NOT "( NEAR *', "2031-05-01", "x " * 300):
        assert run(filled, "ask", question).exit_code in (0, 3)


def test_an_empty_home_says_how_to_add_documents(home: Path) -> None:
    done = run(home, "ask", "Who resigned?")
    assert done.exit_code == 1
    assert "qa add PATH" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_home_whose_documents_are_all_forgotten_says_so_too(filled: Path, reports: Path) -> None:
    run(filled, "forget", reports)
    assert run(filled, "ask", "Who resigned?").exit_code == 1


def test_an_empty_folder_adds_nothing_and_is_no_failure(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(home, "add", tmp_path / "empty")
    assert (done.exit_code, done.stdout) == (0, "0 added, 0 changed, 0 unchanged, 0 forgotten, 0 skipped; nothing to embed\n")


def test_sync_refuses_an_empty_folder_without_yes(filled: Path, reports: Path) -> None:
    for path in reports.iterdir():
        path.unlink()
    refused = run(filled, "add", reports, "--sync")
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    assert json.loads(run(filled, "add", reports, "--sync", "--yes", "--json").stdout)["forgotten"]


def test_a_missing_path_exits_1_after_the_others_are_added(home: Path, reports: Path) -> None:
    done = run(home, "add", reports / "nowhere", reports, "--json")
    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert len(json.loads(done.stdout)["added"]) == 4


def test_files_that_cannot_be_read_are_named_and_exit_0(home: Path, reports: Path) -> None:
    (reports / "empty.txt").write_text("")
    (reports / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (reports / "scan.tiff").write_bytes(b"II*\x00")
    done = run(home, "add", reports, "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {row["path"] for row in report["skipped"]} == {"empty.txt", "binary.txt", "scan.tiff"}
    assert all(row["reason"] for row in report["skipped"])
    assert len(report["added"]) == 4


def test_a_date_that_is_no_date_is_a_usage_error_naming_it(filled: Path) -> None:
    done = run(filled, "ask", "Who resigned?", "--since", "2031-02-30")
    assert done.exit_code == 2
    assert "2031-02-30" in done.stderr


def test_an_inverted_window_is_named(filled: Path) -> None:
    done = run(filled, "ask", "Who resigned?", "--since", "2031-05-03", "--until", "2031-05-01")
    assert done.exit_code == 1
    assert "2031-05-03" in done.stderr
    assert "2031-05-01" in done.stderr


def test_a_day_in_the_reference_setting_that_is_no_day_is_named(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_TODAY", "soon")
    done = run(filled, "ask", "Who resigned yesterday?")
    assert done.exit_code == 1
    assert "QA_TODAY" in done.stderr


def test_a_busy_home_exits_6(filled: Path, reports: Path) -> None:
    with FileLock(filled / "lock"):
        assert run(filled, "add", reports).exit_code == 6


def test_a_damaged_record_exits_5(filled: Path) -> None:
    for beside in filled.glob("record.sqlite*"):
        beside.write_bytes(b"\xff" * 4096)
    done = run(filled, "ask", "Who resigned?")
    assert done.exit_code == 5
    assert "damaged" in done.stderr


def test_verify_finds_a_damaged_index_and_rebuild_mends_it(filled: Path) -> None:
    assert run(filled, "verify").exit_code == 0
    (filled / "chroma" / "dirty").touch()
    done = run(filled, "verify")
    assert done.exit_code == 5
    assert "qa rebuild" in done.stderr
    assert run(filled, "rebuild").exit_code == 0
    assert run(filled, "verify").exit_code == 0


def test_status_lists_every_document_and_every_skipped_file_with_its_reason(home: Path, reports: Path) -> None:
    (reports / "empty.txt").write_text("")
    run(home, "add", reports)
    found = json.loads(run(home, "status", "--json").stdout)
    rows = {row["document"]: row["status"] for row in found["documents"]}
    assert rows["notes.txt"] == "undated"
    assert rows["empty.txt"] == "skipped"
    assert rows["2031-05-01-harbour.txt"] == "indexed"
    assert found["counts"]["documents"] == 4
    assert found["healthy"]


def test_status_of_a_home_that_is_not_there_is_empty(home: Path) -> None:
    found = json.loads(run(home, "status", "--json").stdout)
    assert found["documents"] == []
    assert found["corpus"].startswith("sha256:")


def test_search_explains_its_scores(filled: Path) -> None:
    found = json.loads(run(filled, "search", "ferry Alba", "--json").stdout)
    assert found["passages"][0]["text"]
    shown = run(filled, "search", "ferry Alba", "-k", "1", "--explain").stdout.replace("\n     ", " ")
    told = re.search(r"score ([\d.]+)", shown)
    assert told is not None
    score = float(told[1])
    parts = re.findall(r"([+-]|=) (?:words|phrases|names|meaning|\w+) ([\d.]+)", shown)
    assert sum(float(value) * (-1 if sign == "-" else 1) for sign, value in parts) == pytest.approx(score, abs=0.01)


@pytest.mark.parametrize("query", ["?", "()[]{}", "😀", '""'])
def test_a_query_without_a_word_finds_nothing(filled: Path, query: str) -> None:
    assert run(filled, "search", query).stdout.strip() == "No passage."
    assert run(filled, "ask", query).exit_code == 3


def test_show_prompt_prints_the_prompt_and_asks_nothing(filled: Path) -> None:
    done = run(filled, "ask", "Who resigned?", "--show-prompt")
    assert done.exit_code == 0
    assert "Calloway" in done.stdout


def test_a_model_that_is_not_reached_costs_no_answer(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    done = run(filled, "ask", "Who resigned over the ferry inspections?", "--model", "openai:any", "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert answer["model"] == "extractive"
    assert any("openai:any" in note for note in answer["notes"])


def test_an_unknown_model_names_the_forms(filled: Path) -> None:
    done = run(filled, "ask", "Who resigned?", "--model", "nonsense")
    assert done.exit_code == 1
    assert "openai:NAME" in done.stderr


def test_a_working_folder_cannot_send_documents_to_another_machine(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "qa.toml").write_text('model = "openai:gpt"\nbase_url = "https://example.invalid/v1"\n')
    done = run(filled, "ask", "Who resigned?")
    assert done.exit_code == 1
    assert "qa.toml" in done.stderr


def test_a_setting_that_is_none_names_the_nearest(filled: Path) -> None:
    (filled / "config.toml").write_text('modle = "extractive"\n')
    done = run(filled, "ask", "Who resigned?")
    assert done.exit_code == 1
    assert "did you mean 'model'" in done.stderr


def test_runs_are_logged_unless_switched_off(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(filled, "ask", "Who resigned over the ferry inspections?")
    assert "ferry inspections" in run(filled, "log").stdout
    monkeypatch.setenv("QA_LOG", "off")
    run(filled, "ask", "Who built the lighthouse?")
    assert "lighthouse" not in run(filled, "log").stdout


def test_the_doctor_finds_all_well_and_names_what_is_not(filled: Path) -> None:
    assert run(filled, "doctor").exit_code == 0
    (filled / "chroma" / "current.json").unlink()
    done = run(filled, "doctor")
    assert done.exit_code == 1
    assert "qa rebuild" in done.stdout


def test_a_misspelt_flag_and_command_name_the_nearest(filled: Path) -> None:
    assert "--json" in run(filled, "ask", "x", "--jsn").stderr
    assert "status" in run(filled, "statsu").stderr


def test_a_document_s_escape_codes_never_reach_the_terminal(home: Path, reports: Path) -> None:
    (reports / "2031-05-04.txt").write_text("date 2031-05-04 The \x1b[2Jbridge\x07 of \u202eLanner\u202c opened on Sunday.", "utf-8")
    run(home, "add", reports)
    done = run(home, "ask", "Which bridge opened on Sunday 4 May 2031?")
    assert not set("\x1b\x07\u202e\u202c") & set(done.output)


def test_help_loads_none_of_the_heavy_packages() -> None:
    script = (
        "import sys; from qa.cli import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'chromadb', 'openai', 'langchain', 'langchain_core', 'onnxruntime', 'tiktoken', 'numpy', 'trafilatura'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout


def test_a_reader_that_closes_the_pipe_causes_no_traceback(filled: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -c 'from qa.cli import main; main()' --home '{filled}' status --json | head -c 1",
        shell=True, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr


def test_every_command_has_help_and_is_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
    for name, command in cli.commands.items():
        assert command.help
        assert f"qa {name}" in readme


def test_python_m_qa_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "qa", "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: qa ")


@pytest.mark.parametrize("raised", [KeyboardInterrupt, ImportError])
def test_ctrl_c_ends_in_one_line_and_130_even_when_a_native_library_makes_another_error_of_it(raised: type[BaseException]) -> None:
    @click.group(cls=Commands)
    def group() -> None:
        note_interrupts()

    @group.command()
    def work() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise raised

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background has Ctrl-C ignored
    try:
        done = CliRunner().invoke(group, ["work"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert done.exit_code == 130
    assert done.stderr == "\nqa: interrupted\n"


def test_an_error_that_no_interrupt_caused_is_not_called_one() -> None:
    @click.group(cls=Commands)
    def group() -> None:
        pass

    @group.command()
    def work() -> None:
        raise ImportError

    assert isinstance(CliRunner().invoke(group, ["work"]).exception, ImportError)
