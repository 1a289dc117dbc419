"""qa changes and qa timeline as a person and a script meet them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qa.cli import cli


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(home: Path, *args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), *map(str, args)])


@pytest.fixture
def filled(home: Path, reports: Path) -> Path:
    assert run(home, "add", reports).exit_code == 0
    return home


def changed(home: Path, *args: str) -> dict[str, Any]:
    done = run(home, "changes", *args, "--json")
    assert done.exit_code in (0, 3)
    value: dict[str, Any] = json.loads(done.stdout)
    return value


def test_a_risen_toll_is_an_update_that_cites_both_reports(filled: Path) -> None:
    got = changed(filled, "--since", "2031-05-01", "--until", "2031-05-02")
    assert got["schema"] == "changes/1"
    [row] = [row for row in got["changes"] if row["change"] == "updated"]
    assert (row["from"], row["to"], row["document"], row["date"]) == ("Nine", "eleven", "2031-05-02-harbour.txt", "2031-05-02")
    assert row["previous"]["document"] == "2031-05-01-harbour.txt"
    cited = {reference["n"]: reference for reference in got["references"]}
    assert {cited[n]["document"] for n in row["citations"]} == {"2031-05-01-harbour.txt", "2031-05-02-harbour.txt"}


def test_every_quote_is_the_stored_text_at_its_span(filled: Path) -> None:
    for reference in changed(filled, "--since", "2031-04-30")["references"]:
        shown = json.loads(run(filled, "show", reference["document"], "--json").stdout)
        assert shown["text"][reference["start"] : reference["end"]] == reference["quote"]
        assert reference["date"] is not None


def test_a_window_without_changes_is_exit_3_with_json_all_the_same(filled: Path) -> None:
    done = run(filled, "changes", "--since", "2031-05-03", "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["changes"] == []
    assert "Nothing changed" in run(filled, "changes", "--since", "2031-05-03").stdout


def test_an_inverted_window_is_one_line_and_exit_1(filled: Path) -> None:
    done = run(filled, "changes", "--since", "2031-05-03", "--until", "2031-05-01")
    assert done.exit_code == 1
    assert "2031-05-03" in done.stderr
    assert done.stderr.count("\n") == 1


def test_since_is_required_and_must_be_a_day(filled: Path) -> None:
    assert run(filled, "changes").exit_code == 2
    assert run(filled, "changes", "--since", "Monday").exit_code == 2


def test_an_empty_home_says_how_to_add_documents(home: Path) -> None:
    done = run(home, "changes", "--since", "2031-05-01")
    assert done.exit_code == 1
    assert "qa add PATH" in done.stderr


def test_text_and_markdown_show_both_sides(filled: Path) -> None:
    for form in ("text", "md"):
        shown = run(filled, "changes", "--since", "2031-05-01", "--format", form).stdout
        assert "Nine → eleven" in shown
        assert "before, 1 May 2031" in shown


def test_a_timeline_is_told_by_day_and_drawn(filled: Path, tmp_path: Path) -> None:
    drawing = tmp_path / "alba.svg"
    done = run(filled, "timeline", "ferry", "Alba", "--json", "--svg", drawing)
    got = json.loads(done.stdout)
    assert done.exit_code == 0
    assert [entry["date"] for entry in got["entries"]] == ["2031-05-01", "2031-05-02"]
    assert drawing.read_text("utf-8").startswith("<svg")
    assert run(filled, "timeline", "ferry", "Alba").exit_code == 0


def test_a_timeline_of_something_unheard_of_is_exit_3(filled: Path) -> None:
    assert run(filled, "timeline", "volcano").exit_code == 3
