"""The commands that write a page: brief, summarise."""

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
    "--topic-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Standing topics from a file, one a line; empty lines and lines that begin with # are skipped.",
)
@click.option(
    "--model", metavar="SPEC", help="Have a model tell the stories: extractive (the default), openai:NAME, langchain:PROVIDER:NAME."
)
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
    topics: tuple[str, ...], topic_file: Path | None, model: str | None, form: str | None, output: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """One page of a day's reports: what is new, changed, contradicted and missing, every line cited (exit 3 when there is none)."""
    from qa.briefing.brief import brief as brief_of
    from qa.cli.asking import backend_of

    first, last = _days(date, since, until, as_of)
    settings = shared.settings_of(context, model=model)
    asked = tuple(dict.fromkeys((*settings.topics, *(_topics_of(topic_file) if topic_file else ()), *topics)))
    backend = None if settings.model == "extractive" else backend_of(settings)
    progress = shared.Progress()
    with shared.library_of(settings.home) as library:
        _not_empty(library)
        page = brief_of(library, since=first, until=last, as_of=as_of, topics=asked, backend=backend, on_progress=progress)
    progress.clear()
    chosen = "json" if as_json else form or _FORMS.get(output.suffix.lower() if output else "", "text")
    if output is None:
        click.echo(_rendered(page, chosen, styled=chosen == "text"), nl=chosen in ("text", "json"))
    else:
        shared.write_whole(output, _rendered(page, chosen, styled=False))
        click.echo(f"qa: {len(page.stories)} stories of {page.coverage.documents} reports written to {output}", err=True)
    if not page.stories:
        context.exit(failing.NO_ANSWER)


def _topics_of(file: Path) -> tuple[str, ...]:
    """The topics of a file. Raises QaError for one that cannot be read or names none."""
    from qa.types import QaError

    try:
        lines = [" ".join(line.split()) for line in file.read_text("utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise QaError(f"{file} cannot be read as topics ({error}): give a text file with one topic a line") from error
    topics = tuple(line for line in lines if line and not line.startswith("#"))
    if not topics:
        raise QaError(f"{file} names no topic: write one a line")
    return topics


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


@click.command()
@click.argument("document", required=False)
@click.option("--about", "topic", metavar="TOPIC", help="Summarise what all reports say on this, in place of one document.")
@click.option("--words", type=int, default=100, help="At most about so many words (100).")
@shared.window_options
@shared.json_option
@click.pass_context
def summarise(
    context: click.Context, document: str | None, topic: str | None, words: int, since: dt.date | None, until: dt.date | None,
    as_of: dt.date | None, as_json: bool,
) -> None:  # fmt: skip
    """A cited summary of DOCUMENT, or of what the reports say on a topic (exit 3 when none speaks of it)."""
    from index.types import Window
    from qa.briefing.summary import summarise as summarise_document
    from qa.briefing.summary import summarise_topic
    from qa.render.briefing import summary_json
    from qa.render.briefing_text import summary as summary_text
    from qa.types import QaError

    if (document is None) == (topic is None):
        raise click.UsageError("name one document, or a topic with --about")
    if document is not None and (since or until or as_of):
        raise click.UsageError("--since, --until and --as-of go with --about: a document is one document on every day")
    if since is not None and until is not None and until < since:
        raise QaError(f"the window is inverted: --since {since} is after --until {until}; exchange the two")
    settings = shared.settings_of(context)
    with shared.library_of(settings.home) as library:
        _not_empty(library)
        made = (
            summarise_document(library, document, words=words)
            if document is not None
            else summarise_topic(library, topic or "", Window(since=since, until=until, as_of=as_of), words=words)
        )
    if as_json:
        shared.print_json(summary_json(made))
    elif made.lines:
        click.echo(summary_text(made, shared.style))
    else:
        click.echo(f"No report speaks of “{made.of}”.")
    if not made.lines:
        context.exit(failing.NO_ANSWER)


COMMANDS = (brief, summarise)
