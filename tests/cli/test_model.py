"""`qa ask --model` against a real server on loopback, through openai and through LangChain."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import prompts
from index.search import Library
from qa.cli import cli


class Answering(BaseHTTPRequestHandler):
    """Says Qatar when the first report of the prompt speaks of it and of the CIA is asked; else refuses."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = asked["messages"][-1]["content"]
        question = prompt.rpartition("Question:")[2]
        told = "The intelligence chiefs met in Qatar [1]. They also agreed on everything. It was 99 days [77]."
        content = told if "CIA" in question and "Qatar" in prompt else prompts.REFUSAL
        message = {"role": "assistant", "content": content}
        body: dict[str, Any] = {
            "id": "1", "object": "chat.completion", "created": 1, "model": asked["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        }  # fmt: skip
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def base_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("spec", ["openai:small", "langchain:openai:small"])
def test_a_model_s_answer_cites_the_seed_and_what_it_cannot_cite_is_dropped(
    seeds: Library, base_url: str, spec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-never-shown-anywhere-0123456789")
    question = "Where did the CIA director and the head of Mossad meet?"
    done = CliRunner().invoke(cli, ["--home", str(seeds.home), "ask", question, "--model", spec, "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["model"] == spec
    assert [sentence["text"].partition(" [")[0] for sentence in answer["sentences"]] == ["The intelligence chiefs met in Qatar"]
    assert answer["citations"][0]["document"] == "2023-11-29.txt"
    assert answer["prompt"]
    assert "sk-never" not in done.output
    assert "sk-never" not in (seeds.home / "runs.jsonl").read_text("utf-8")


@pytest.mark.parametrize("spec", ["openai:small", "langchain:openai:small"])
def test_a_model_that_refuses_exits_3(seeds: Library, base_url: str, spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    question = "Who is the prime minister of Norway?"
    done = CliRunner().invoke(cli, ["--home", str(seeds.home), "ask", question, "--model", spec, "--json"])
    assert done.exit_code == 3
    assert json.loads(done.stdout)["model"] == spec


def test_usage_and_cost_are_shown_and_logged(seeds: Library, base_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The server tells 10 and 5 tokens; the first reply has a sentence that fails, so it is asked twice."""
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    monkeypatch.chdir(tmp_path)
    asked = ["--home", str(seeds.home), "ask", "Where did the CIA director and the head of Mossad meet?", "--model", "openai:small"]
    unpriced = json.loads(CliRunner().invoke(cli, [*asked, "--json"]).stdout)
    assert unpriced["cost"] is None
    calls = unpriced["usage"]["output_tokens"] // 5
    (tmp_path / "qa.toml").write_text('[prices."openai:small"]\ninput = 100\noutput = 1000\ncurrency = "EUR"\n', "utf-8")
    answer = json.loads(CliRunner().invoke(cli, [*asked, "--json"]).stdout)
    assert answer["cost"] == {"amount": pytest.approx(calls * (10 * 100 + 5 * 1000) / 1e6), "currency": "EUR"}
    shown = CliRunner().invoke(cli, asked).stdout
    assert f"{calls * 10} tokens read, {calls * 5} written, {calls * 0.006:.2g} EUR" in " ".join(shown.split())
    last = json.loads(CliRunner().invoke(cli, ["--home", str(seeds.home), "log", "1", "--json"]).stdout)["runs"][-1]
    assert (last["usage"], last["cost"]) == (answer["usage"], answer["cost"])


@pytest.mark.parametrize("table", ["input = -1\noutput = 1", "input = 1", "input = 1\noutput = 'much'", "input = 1\noutput = 1\nper = 2"])
def test_a_price_that_is_none_is_named(seeds: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "qa.toml").write_text(f'[prices."openai:small"]\n{table}\n', "utf-8")
    done = CliRunner().invoke(cli, ["--home", str(seeds.home), "models"])
    assert done.exit_code == 1
    assert "qa.toml: prices" in done.stderr


def test_a_recorded_run_is_replayed_without_a_server_and_gives_identical_results(
    base_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, calls = tmp_path / "home", tmp_path / "calls.jsonl"
    suite = Path(__file__).parent.parent.parent / "seeds/suites/report.yaml"
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)

    def results(*args: str) -> list[dict[str, Any]]:
        done = CliRunner().invoke(cli, ["--home", str(home), "eval", str(suite), "--json", *args])
        assert done.exit_code in (0, 4), done.output
        cases = json.loads(done.stdout)["cases"]
        return [{key: value for key, value in case.items() if key not in ("ms", "run")} for case in cases]

    recorded = results("--model", "openai:small", "--record", str(calls))
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert results("--replay", str(calls)) == recorded
    assert any(not case["refused"] for case in recorded)
    calls.write_text("\n".join(calls.read_text("utf-8").splitlines()[1:]) + "\n", "utf-8")
    done = CliRunner().invoke(cli, ["--home", str(home), "eval", str(suite), "--replay", str(calls)])
    assert done.exit_code == 1
    assert "holds no call" in done.stderr
