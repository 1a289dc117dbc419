"""The commands over the ledger: changes, timeline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli import failing, shared

if TYPE_CHECKING:
    from index.search import Library


@click.command()
@click.option("--since", type=shared.DAY, required=True, help="What was known up to this day, included, is the past.")
@click.option("--until", type=shared.DAY, help="The last day that counts; nothing dated later plays any part.")
@click.option("--about", metavar="TOPIC", help="Only changes that speak of this.")
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", help="How to print them (text).")
@shared.json_option
@click.pass_context
def changes(context: click.Context, since: dt.date, until: dt.date | None, about: str | None, form: str, as_json: bool) -> None:
    """What the reports dated after --since retract, correct, contradict, update or tell as new (exit 3 when nothing)."""
    from index.types import Window
    from qa.ledger import keep
    from qa.ledger.changes import changes as changes_of
    from qa.render import changes as render

    _ordered(since, until)
    settings = shared.settings_of(context)
    with shared.library_of(settings.home) as library:
        _not_empty(library)
        found = changes_of(keep.reports(library, Window(until=until)), since=since, until=until, about=about, tokens=library.own_tokens)
    if as_json or form == "json":
        shared.print_json(render.changes_json(found, since=since, until=until))
    elif form == "md":
        click.echo(render.changes_markdown(found, since=since, until=until), nl=False)
    else:
        click.echo(render.changes_text(found, since=since, until=until, style=shared.style))
    if not found:
        context.exit(failing.NO_ANSWER)


@click.command()
@click.argument("topic", nargs=-1, required=True)
@click.option("--since", type=shared.DAY, help="Only reports published on or after this day.")
@click.option("--until", type=shared.DAY, help="Only reports published up to and on this day.")
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help="Also draw it into this file.")
@shared.json_option
@click.pass_context
def timeline(
    context: click.Context, topic: tuple[str, ...], since: dt.date | None, until: dt.date | None, svg: Path | None, as_json: bool
) -> None:
    """What the reports tell of TOPIC, by the day that it happened (exit 3 when nothing)."""
    from index.types import Window
    from qa.ledger import keep
    from qa.ledger.timeline import timeline as timeline_of
    from qa.render import changes as render

    words = " ".join(topic).strip()
    if not words:
        raise click.UsageError("the topic is empty: type one, for example qa timeline ferry accident")
    _ordered(since, until)
    settings = shared.settings_of(context)
    with shared.library_of(settings.home) as library:
        _not_empty(library)
        found = timeline_of(keep.reports(library, Window(until=until)), words, since=since, until=until)
    if svg is not None:
        shared.write_whole(svg, render.timeline_svg(found))
    if as_json:
        shared.print_json(render.timeline_json(found))
    else:
        click.echo(render.timeline_text(found, shared.style))
    if not found.entries:
        context.exit(failing.NO_ANSWER)


def _not_empty(library: Library) -> None:
    from index.types import HomeError

    if not library.record.counts()["documents"]:
        raise HomeError(f"no documents in {library.home}: add some with qa add PATH")


def _ordered(since: dt.date | None, until: dt.date | None) -> None:
    from qa.types import QaError

    if since is not None and until is not None and until < since:
        raise QaError(f"the window is inverted: --since {since} is after --until {until}; exchange the two")


COMMANDS = (changes, timeline)
