"""Words typed -> one function called -> text or JSON, and an exit code. The only door to click."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qa.cli import asking, briefing, changing, documents, evaluating, logged, machine
from qa.cli.failing import Commands, note_interrupts


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where documents and runs are kept (else QA_HOME, else the platform's folder).",
)
@click.version_option(package_name="deskbook", prog_name="qa")
@click.pass_context
def cli(context: click.Context, home: Path | None) -> None:
    """Ask your own pile of dated reports: every sentence a checked quote, or an honest refusal."""
    context.obj = home


for command in (
    *documents.COMMANDS,
    *asking.COMMANDS,
    *changing.COMMANDS,
    *briefing.COMMANDS,
    *evaluating.COMMANDS,
    *machine.COMMANDS,
    *logged.COMMANDS,
):
    cli.add_command(command)


def main() -> None:
    """The command ``qa``."""
    note_interrupts()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a mark instead of ending in an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name="qa")
