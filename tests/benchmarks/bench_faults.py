"""A server that plays faults, each asked as a reader would ask: seconds, what was shown, and whether a key came out.

    python tests/benchmarks/bench_faults.py --server fault_server.py [--deadline 4] [--forms openai,langchain]

The server is a Python file that prints its port and picks a fault by the model's name. Each fault is asked at the seam, streaming
and not, and once by the command line; what is returned, heard, printed, logged and recorded is searched for keys and tracebacks.
A command may take the deadline, a second, and what the same question takes with no model.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from qa.cli import cli
from qa.models import Message, Recording, Reply, Request, open_backend
from qa.models.redact import secrets_of
from qa.types import ModelError

KEYS = ("sk-SECRETKEY12345", "sk-the-readers-own-0123456789abcdef")
REPORT = (
    "date 2031-05-01 The ferry Alba sank off Port Lanner on Thursday. Nine people died, the harbour master said. The truce was extended."
)
QUESTION = "How many people died when the ferry Alba sank?"
# What a cut reply begins with; as an answer of its own it would be a part told as a whole.
PARTS = ("The truce was exten", "The truce was")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What came of one fault, asked in one way."""

    fault: str
    way: str
    seconds: float
    outcome: str
    late: bool
    partial: bool
    traceback: bool
    key: bool


def faults(server: Path) -> list[str]:
    """The names that the server compares the model with, in its own order."""
    found: list[str] = []
    for node in ast.walk(ast.parse(server.read_text("utf-8"))):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "m":
            found += [one.value for one in node.comparators if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return sorted(dict.fromkeys(found), key=found.index)


def by_library(fault: str, form: str, url: str, deadline: float, *, streaming: bool, record: Path) -> Seen:
    """One call at the seam, recorded."""
    heard: list[str] = []
    env = {"OPENAI_API_KEY": KEYS[1]}
    backend = open_backend(f"{form}:{fault}", base_url=url, deadline=deadline, env=env)
    backend = Recording(backend, record, secrets=secrets_of(env))
    request = Request(messages=(Message(role="user", content=f"{fault} {streaming}"),), max_tokens=50, label=QUESTION)
    began = time.monotonic()
    reply, broke, said = None, False, ""
    try:
        reply = backend.reply(request, on_text=heard.append if streaming else None)
        said = reply.text
    except ModelError as error:
        said = f"{error.kind}: {error.detail}"
    except Exception as error:  # anything else would have reached the reader as a traceback
        broke, said = True, f"{type(error).__name__}: {error}"
    spent = time.monotonic() - began
    told = f"{said} {''.join(heard)} {record.read_text('utf-8')}"
    return Seen(
        fault=fault, way=f"{form} {'streamed' if streaming else 'whole'}", seconds=spent, outcome=said[:70],
        late=spent > deadline + 1, partial=_partial(reply), traceback=broke, key=any(key in told for key in KEYS),
    )  # fmt: skip


def _partial(reply: Reply | None) -> bool:
    return reply is not None and reply.text.strip() in PARTS


def by_command(fault: str, form: str, url: str, deadline: float, home: Path, alone: float) -> Seen:
    """``qa ask`` as a reader types it, in this process; its output and the home's log are read afterwards."""
    env = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEYS[1], "QA_DEADLINE": str(deadline)}
    began = time.monotonic()
    done = CliRunner().invoke(cli, ["--home", str(home), "ask", QUESTION, "--model", f"{form}:{fault}", "--json"], env=env)
    spent = time.monotonic() - began
    kept = "".join(path.read_text("utf-8", "replace") for path in home.glob("*.jsonl"))
    told = done.output + kept
    answer = json.loads(done.stdout) if done.exit_code in (0, 3) else {}
    plain = [sentence["text"].rsplit(" [", 1)[0] for sentence in answer.get("sentences", ())]
    notes = answer.get("notes") or [done.stderr.strip()]
    broke = "Traceback" in told or not (done.exception is None or isinstance(done.exception, SystemExit))
    return Seen(
        fault=fault, way=f"{form} command", seconds=spent, outcome=f"exit {done.exit_code}, {answer.get('model')}: {notes[-1]}"[:90],
        late=spent > deadline + 1 + alone, partial=any(one in PARTS for one in plain), traceback=broke,
        key=any(key in told for key in KEYS),
    )  # fmt: skip


def _alone(home: Path) -> float:
    """Seconds that the same question takes with no model, here and now; asked twice, since the first opens the embedder."""
    for _ in range(2):
        began = time.monotonic()
        CliRunner().invoke(cli, ["--home", str(home), "ask", QUESTION, "--json"])
    return time.monotonic() - began


def campaign(server: Path, deadline: float, forms: Sequence[str], home: Path) -> list[Seen]:
    """Every fault in every way."""
    (home / "reports").mkdir()
    (home / "reports/2031-05-01-ferry.txt").write_text(REPORT, "utf-8")
    CliRunner().invoke(cli, ["--home", str(home / "home"), "add", str(home / "reports")], catch_exceptions=False)
    seen: list[Seen] = []
    command = [sys.executable, str(server), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        url = f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        for form in forms:
            # The client library is imported at its first call: a second that belongs to no fault.
            by_library("ok", form, url, 60.0, streaming=False, record=home / f"{form}.calls")
            alone = _alone(home / "home")
            for fault in faults(server):
                for streaming in (False, True):
                    seen.append(by_library(fault, form, url, deadline, streaming=streaming, record=home / f"{len(seen)}.calls"))
                    _print(seen[-1])
                seen.append(by_command(fault, form, url, deadline, home / "home", alone))
                _print(seen[-1])
        process.terminate()
    return seen


def _print(one: Seen) -> None:
    marks = " ".join(name for name in ("late", "partial", "traceback", "key") if getattr(one, name))
    print(f"{one.fault:14} {one.way:26} {one.seconds:6.2f} s  {marks or 'ok':10} {one.outcome!r}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and its sums. Exit 1 when anything was late, partial, a traceback or a key."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--server", type=Path, default=Path("../shared/hostile/fault_server.py"))
    ask.add_argument("--deadline", type=float, default=4.0)
    ask.add_argument("--forms", default="openai,langchain:openai")
    given = ask.parse_args(arguments)
    if not given.server.exists():
        print(f"nothing was measured: {given.server} is not there; name the server with --server")
        return 0
    with tempfile.TemporaryDirectory() as home:
        seen = campaign(given.server, given.deadline, given.forms.split(","), Path(home))
    sums = {name: sum(getattr(one, name) for one in seen) for name in ("late", "partial", "traceback", "key")}
    slowest = max(one.seconds for one in seen)
    print(f"{len({one.fault for one in seen})} faults, {len(seen)} calls, deadline {given.deadline:g} s, slowest {slowest:.2f} s")
    print(", ".join(f"{name} {count}" for name, count in sums.items()))
    return 1 if any(sums.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
