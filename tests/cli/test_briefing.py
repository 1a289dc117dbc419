"""qa brief as a person, a script and cron meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qa.cli import cli


@pytest.fixture
def home(tmp_path: Path, reports: Path) -> Path:
    found = tmp_path / "home"
    assert run(found, "add", reports).exit_code == 0
    return found


def run(home: Path, *args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), *map(str, args)])


def test_a_day_is_briefed_in_text(home: Path) -> None:
    done = run(home, "brief", "--date", "2031-05-02")
    assert done.exit_code == 0
    assert done.stdout.startswith("Briefing for 2 May 2031\n")
    assert "rose to eleven on Friday [" in " ".join(done.stdout.split())


def test_without_a_day_the_as_of_day_is_briefed_else_today(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Briefing for 2 May 2031" in run(home, "brief", "--as-of", "2031-05-02").stdout
    monkeypatch.setenv("QA_TODAY", "2031-05-03")
    assert "Briefing for 3 May 2031" in run(home, "brief").stdout


def test_a_day_without_reports_exits_with_3_in_every_form(home: Path) -> None:
    for form in ("text", "md", "html", "json", "eml"):
        done = run(home, "brief", "--date", "2031-04-01", "--format", form)
        assert done.exit_code == 3
        assert done.stdout
    value = json.loads(run(home, "brief", "--date", "2031-04-01", "--json").stdout)
    assert (value["schema"], value["stories"], value["references"]) == ("brief/1", [], [])


@pytest.mark.parametrize(
    ("name", "begins"), [("b.html", "<!doctype html>"), ("b.md", "# Briefing"), ("b.json", "{"), ("b.eml", "Subject: ")]
)
def test_a_file_is_written_in_the_form_of_its_suffix_and_nothing_on_stdout(home: Path, tmp_path: Path, name: str, begins: str) -> None:
    done = run(home, "brief", "--date", "2031-05-02", "-o", tmp_path / "out" / name)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert (tmp_path / "out" / name).read_text("utf-8").startswith(begins)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


@pytest.mark.parametrize("args", [("--date", "2031-05-02", "--since", "2031-05-01"), ("--until", "2031-05-02"), ("--date", "2 May")])
def test_days_that_do_not_fit_together_are_a_usage_error(home: Path, args: tuple[str, ...]) -> None:
    done = run(home, "brief", *args)
    assert done.exit_code == 2


def test_an_inverted_window_and_an_empty_home_are_named(home: Path, tmp_path: Path) -> None:
    done = run(home, "brief", "--since", "2031-05-03", "--until", "2031-05-01")
    assert (done.exit_code, "inverted" in done.stderr) == (1, True)
    empty = run(tmp_path / "none", "brief")
    assert (empty.exit_code, "Traceback" in empty.stderr) == (1, False)


def test_topics_come_from_the_settings_too(home: Path) -> None:
    (home / "config.toml").write_text('topics = ["volcano"]\n', "utf-8")
    done = run(home, "brief", "--date", "2031-05-02", "--about", "ferry Alba", "--json")
    rows = json.loads(done.stdout)["requirements"]
    assert [row["topic"] for row in rows] == ["volcano", "ferry Alba"]
    assert rows[0]["note"]
    assert rows[1]["stories"] == ["s1"]


def test_one_report_or_a_topic_is_summarised_but_not_both(home: Path) -> None:
    one = run(home, "summarise", "2031-05-02-harbour.txt", "--json")
    assert json.loads(one.stdout)["document"] == "2031-05-02-harbour.txt"
    topic = run(home, "summarise", "--about", "ferry Alba")
    assert (topic.exit_code, "[1]" in topic.stdout) == (0, True)
    assert run(home, "summarise", "--about", "volcano").exit_code == 3
    assert run(home, "summarise").exit_code == 2
    assert run(home, "summarise", "2031-05-02-harbour.txt", "--about", "ferry").exit_code == 2


def test_standing_topics_come_from_a_file_too_and_silence_is_said(home: Path, tmp_path: Path) -> None:
    topics = tmp_path / "topics.txt"
    topics.write_text("# what the desk follows\n\nferry\nunicorn racing\n", "utf-8")
    value = json.loads(run(home, "brief", "--date", "2031-05-02", "--topic-file", topics, "--json").stdout)
    assert [row["topic"] for row in value["requirements"]] == ["ferry", "unicorn racing"]
    assert value["requirements"][1]["note"]


@pytest.mark.parametrize("text", [None, "# nothing\n\n"])
def test_a_topic_file_that_is_missing_or_names_nothing_is_one_line(home: Path, tmp_path: Path, text: str | None) -> None:
    topics = tmp_path / "topics.txt"
    if text is not None:
        topics.write_text(text, "utf-8")
    done = run(home, "brief", "--date", "2031-05-02", "--topic-file", topics)
    assert done.exit_code == 1
    assert "topics.txt" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_model_that_cannot_be_reached_leaves_the_page_of_quotes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "not-a-key-1234567890")
    plain = json.loads(run(home, "brief", "--date", "2031-05-02", "--json").stdout)
    done = run(home, "brief", "--date", "2031-05-02", "--model", "openai:tiny", "--json")
    assert done.exit_code == 0
    assert [one["facts"] for one in json.loads(done.stdout)["stories"]] == [one["facts"] for one in plain["stories"]]
    assert "not-a-key" not in done.stdout + done.stderr
