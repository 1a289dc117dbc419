"""The commands that write a page: brief."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli import failing, shared

if TYPE_CHECKING:
    from index.search import Library
    from qa.briefing.types import Briefing


@click.command()
@click.option("--date", type=shared.DAY, help="Brief this day (the as-of day, else today).")
@click.option("--since", type=shared.DAY, help="Brief the days from this one, with --until.")
@click.option("--until", type=shared.DAY, help="The last day of the briefing; nothing published later is read.")
@click.option("--as-of", type=shared.DAY, help="A hard wall: nothing published after this day, and nothing undated, plays a part.")
@click.option("--about", "topics", metavar="TOPIC", multiple=True, help="A standing topic: its stories come first, and silence is said.")
@click.option(
    "--format", "form", type=click.Choice(["text", "md", "html", "json", "eml"]), help="How to show it (text, or by FILE's suffix)."
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write it into FILE, whole or not at all."
)
@shared.json_option
@click.pass_context
def brief(
    context: click.Context, date: dt.date | None, since: dt.date | None, until: dt.date | None, as_of: dt.date | None,
    topics: tuple[str, ...], form: str | None, output: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """One page of a day's reports: what is new, changed, contradicted and missing, every line cited (exit 3 when there is none)."""
    from qa.briefing.brief import brief as brief_of

    first, last = _days(date, since, until, as_of)
    settings = shared.settings_of(context)
    progress = shared.Progress()
    with shared.library_of(settings.home) as library:
        _not_empty(library)
        page = brief_of(library, since=first, until=last, as_of=as_of, topics=(*settings.topics, *topics), on_progress=progress)
    progress.clear()
    chosen = "json" if as_json else form or _FORMS.get(output.suffix.lower() if output else "", "text")
    if output is None:
        click.echo(_rendered(page, chosen, styled=chosen == "text"), nl=chosen in ("text", "json"))
    else:
        shared.write_whole(output, _rendered(page, chosen, styled=False))
        click.echo(f"qa: {len(page.stories)} stories of {page.coverage.documents} reports written to {output}", err=True)
    if not page.stories:
        context.exit(failing.NO_ANSWER)


_FORMS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "json", ".eml": "eml"}


def _rendered(page: Briefing, form: str, *, styled: bool) -> str:
    if form == "json":
        from qa.render.briefing import as_json

        return json.dumps(as_json(page), ensure_ascii=False, indent=1)
    if form == "md":
        from qa.render.briefing_markdown import as_markdown

        return as_markdown(page)
    if form == "html":
        from qa.render.briefing_html import as_html

        return as_html(page)
    if form == "eml":
        from qa.render.briefing_mail import as_mail

        return as_mail(page)
    from qa.render.briefing_text import as_text
    from qa.render.text import unstyled

    return as_text(page, shared.style if styled else unstyled)


def _days(date: dt.date | None, since: dt.date | None, until: dt.date | None, as_of: dt.date | None) -> tuple[dt.date, dt.date]:
    from qa import when

    if date is not None and (since is not None or until is not None):
        raise click.UsageError("--date is one day and --since/--until are a stretch of days: give one or the other")
    if since is not None or until is not None:
        if since is None:
            raise click.UsageError("--until needs --since: the first day of the briefing")
        today = when.reference_day(as_of, os.environ.get("QA_TODAY"), clock=shared.this_day)
        return since, until or max(since, today)
    day = date or when.reference_day(as_of, os.environ.get("QA_TODAY"), clock=shared.this_day)
    return day, day


def _not_empty(library: Library) -> None:
    from index.types import HomeError

    if not library.record.counts()["documents"]:
        raise HomeError(f"no documents in {library.home}: add some with qa add PATH")


COMMANDS = (brief,)
