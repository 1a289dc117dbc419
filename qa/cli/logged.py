"""The commands over what was asked before: log, rerun."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

import click

from qa.cli import failing, shared


@click.command()
@click.argument("number", type=click.IntRange(1), default=10, required=False)
@click.option("--find", metavar="WORDS", help="Only runs whose question or answer holds all of WORDS.")
@click.option("--purge", is_flag=True, help="Forget every run.")
@shared.json_option
@click.pass_context
def log(context: click.Context, number: int, find: str | None, purge: bool, as_json: bool) -> None:
    """The last runs of this home (10, or NUMBER); with --json also a model's raw replies and what the checks found."""
    from qa import runs

    home = shared.settings_of(context).home
    if purge:
        if find:
            raise click.UsageError("--purge forgets every run: leave --find away")
        click.echo(f"{runs.purge(home)} runs forgotten")
        return
    last = list(deque(runs.matching(home, find or ""), maxlen=number))
    if as_json:
        shared.print_json({"schema": "log/1", "runs": last})
        return
    for entry in reversed(last):
        said = entry.get("short") or entry.get("answer") or f"refused: {entry.get('reason')}"
        click.echo(f"{entry.get('run')}  {failing.one_line(str(entry.get('question')))}\n    {failing.one_line(str(said))[:160]}")
    if not last:
        click.echo(f"No run holds {find!r}." if find else "No runs yet.")


@click.command()
@click.argument("run")
@shared.json_option
@click.pass_context
def rerun(context: click.Context, run: str, as_json: bool) -> None:
    """Ask the question of RUN (its id, the end of it, or `last`) again, in its window, and say what has changed."""
    from qa import calibrated, runs
    from qa.answer import ask
    from qa.cli.asking import keep_run, priced, writer_of
    from qa.render import json

    home = shared.settings_of(context).home
    before = runs.find(home, run)
    asked: Mapping[str, Any] = before.get("asked") or {}
    window, k = runs.window_of(before), int(asked.get("k", 10))
    settings = shared.settings_of(context, model=str(asked.get("model") or before["model"]), k=k)
    with shared.library_of(home) as library:
        answer = ask(
            library, str(before["question"]), window=window, k=k, writer=writer_of(settings), curve=calibrated.load(home),
            unverified=bool(asked.get("unverified")),
        )  # fmt: skip
        answer = priced(settings, answer)
        keep_run(settings, library, answer, unverified=bool(asked.get("unverified")))
    now = json.answer(answer)
    changed = differences(before, now)
    if as_json:
        shared.print_json({"schema": "rerun/1", "run": before["run"], "again": now["run"], "same": not changed, "changed": changed})
        return
    click.echo(failing.one_line(str(before["question"])))
    for what, one in changed.items():
        click.echo(f"{what}\n  - {failing.one_line(str(one['before']))}\n  + {failing.one_line(str(one['now']))}")
    if not changed:
        click.echo("Nothing has changed.")


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What differs between two runs of one question, each with its value before and now."""
    found = {}
    for what in ("answer", "short", "reason", "citations", "corpus", "model", "prompt", "confidence"):
        was, is_now = _said(before, what), _said(now, what)
        if was != is_now:
            found[what] = {"before": was, "now": is_now}
    return found


def _said(entry: Mapping[str, Any], what: str) -> Any:
    value = entry.get(what)
    if what != "citations":
        return value or None
    return [f"{row['document']}@{row['digest'][:12]} {row['start']}-{row['end']}" for row in value or ()]


COMMANDS = (log, rerun)
