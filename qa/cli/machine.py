"""The commands about this machine: models, doctor, log."""

from __future__ import annotations

import click

from qa.cli import failing, shared


@click.command()
@shared.json_option
@click.pass_context
def models(context: click.Context, as_json: bool) -> None:
    """Which models can be named with --model; looks for servers on this machine only."""
    from qa.models import found_servers

    servers = found_servers()
    forms = ["extractive", "openai:NAME", "langchain:PROVIDER:NAME"]
    if as_json:
        shared.print_json({"schema": "models/1", "forms": forms, "servers": [{"url": s.url, "models": list(s.models)} for s in servers]})
        return
    click.echo("extractive               the default: quotes only, no model, no network")
    click.echo("openai:NAME              any OpenAI-compatible server (OPENAI_BASE_URL, OPENAI_API_KEY)")
    click.echo("langchain:PROVIDER:NAME  any chat model of LangChain whose package is installed")
    for server in servers:
        for name in server.models:
            click.echo(f"  OPENAI_BASE_URL={server.url} qa ask --model openai:{name} ...")
    if not servers:
        click.echo("No model server answers on this machine's usual ports.")


@click.command()
@shared.json_option
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """What is installed, where the home is, whether all is well, and a remedy for what is not."""
    from qa.doctor import examine

    settings = shared.settings_of(context)
    checks = examine(settings)
    if as_json:
        rows = [{"check": one.name, "ok": one.ok, "found": one.found, "remedy": one.remedy} for one in checks]
        shared.print_json({"schema": "doctor/1", "healthy": all(one.ok for one in checks), "checks": rows})
    else:
        for one in checks:
            click.echo(f"{'ok ' if one.ok else 'BAD'}  {one.name}: {one.found}" + (f"\n     {one.remedy}" if one.remedy else ""))
    if not all(one.ok for one in checks):
        context.exit(failing.FAILED)


@click.command()
@click.argument("number", type=click.IntRange(1), default=10, required=False)
@shared.json_option
@click.pass_context
def log(context: click.Context, number: int, as_json: bool) -> None:
    """The last runs of this home (10, or NUMBER)."""
    from collections import deque

    from qa.runs import runs

    last = list(deque(runs(shared.settings_of(context).home), maxlen=number))
    if as_json:
        shared.print_json({"schema": "log/1", "runs": last})
        return
    for entry in reversed(last):
        said = entry.get("short") or entry.get("answer") or f"refused: {entry.get('reason')}"
        click.echo(f"{entry.get('run')}  {failing.one_line(str(entry.get('question')))}\n    {failing.one_line(str(said))[:160]}")
    if not last:
        click.echo("No runs yet.")


COMMANDS = (models, doctor, log)
