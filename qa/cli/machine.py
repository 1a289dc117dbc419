"""The commands about this machine: models, doctor."""

from __future__ import annotations

import click

from qa.cli import failing, shared


@click.command()
@shared.json_option
@click.pass_context
def models(context: click.Context, as_json: bool) -> None:
    """Which models can be named with --model; looks for servers on this machine only."""
    from qa.models import found_servers, installed_backends

    named = shared.settings_of(context).servers
    servers = found_servers()
    installed = installed_backends()
    forms = ["extractive", "openai:NAME", "langchain:PROVIDER:NAME", *(f"{server.name}:NAME" for server in named), *installed]
    if as_json:
        found = [{"url": s.url, "models": list(s.models)} for s in servers]
        rows = [{"name": server.name, "url": server.base_url, "model": server.model} for server in named]
        shared.print_json({"schema": "models/1", "forms": forms, "servers": found, "named": rows})
        return
    click.echo("extractive               the default: quotes only, no model, no network")
    click.echo("openai:NAME              any OpenAI-compatible server (OPENAI_BASE_URL, OPENAI_API_KEY)")
    click.echo("langchain:PROVIDER:NAME  any chat model of LangChain whose package is installed")
    for one in named:
        own = f"{one.name} is {one.name}:{one.model}" if one.model else "no model of its own"
        click.echo(f"{one.name + ':NAME':<24} the server {one.base_url} of your settings ({own})")
    for name in installed:
        click.echo(f"{name:<24} a package that is installed beside Deskbook")
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


COMMANDS = (models, doctor)
