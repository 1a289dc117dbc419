"""What README and docs show, made by running the code: `cog` puts it in, `cog --check` compares it."""

from __future__ import annotations

import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path

from click.testing import CliRunner

from qa.cli import cli

ROOT = Path(__file__).parent.parent


@lru_cache(maxsize=1)
def _home() -> str:
    home = tempfile.mkdtemp(prefix="deskbook-docs-")
    _run(home, "add", str(ROOT / "seeds/documents"), str(ROOT / "seeds/fortnight/documents"))
    return home


def _run(home: str, *args: str) -> str:
    os.environ.update(NO_COLOR="1", QA_LOG="off", QA_TODAY="2031-03-16")
    done = CliRunner().invoke(cli, ["--home", home, *args], terminal_width=88, prog_name="qa")
    return done.output


def help_of(*command: str) -> None:
    """The help of a command, or of qa itself."""
    print("```text\n" + CliRunner().invoke(cli, [*command, "--help"], prog_name="qa").output.rstrip() + "\n```")


def live(*args: str) -> None:
    """What a command prints over the seeds; the run's id is left out."""
    text = re.sub(r" · run [0-9A-Z]{26}", "", _run(_home(), *args))
    shown = " ".join(f"'{arg}'" if " " in arg else arg for arg in args)
    print(f"```console\n$ qa {shown}\n{text.rstrip()}\n```")


def metrics() -> None:
    """Every metric that a report shows, by group."""
    from qa.evaluate.wording import GROUPS, direction

    print("| | metric | |\n|---|---|---|")
    for group, names in GROUPS:
        for name, label in names:
            print(f"| {group} | `{name}`: {label} | {direction(name)} |")


def baselines() -> None:
    """The committed baselines of the shipped suites, in figures."""
    from qa.evaluate.report import load_report

    reports = [load_report(ROOT / f"seeds/suites/{name}.baseline.json") for name in ("report", "fortnight")]
    print("| development figures | " + " | ".join(f"{one.suite} ({len(one.cases)} cases)" for one in reports) + " |\n|---|---|---|")
    for name in ("passed", "answer_contains", "answer_f1", "refusal_f1", "all_evidence@10", "citation_precision", "quote_valid", "brier"):
        cells = [one.metrics[name] for one in reports]
        print(f"| `{name}` | " + " | ".join(f"{m.value:.3f} ({m.low:.2f} to {m.high:.2f})" for m in cells) + " |")
