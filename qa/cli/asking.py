"""The commands that ask: ask, search."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from qa.cli import failing, shared

if TYPE_CHECKING:
    from index.search import Library
    from index.types import Window
    from qa.models import Backend
    from qa.settings import Settings
    from qa.types import Answer
    from qa.writers.types import Writer


def _question(words: tuple[str, ...]) -> str:
    text = " ".join(words)
    if text == "-":
        text = sys.stdin.read()
    if not text.strip():
        raise click.UsageError("the question is empty: type one, for example qa ask 'Where did they meet?'")
    return text.strip()


def _window(question: str, since: dt.date | None, until: dt.date | None, as_of: dt.date | None) -> Window:
    from qa import when

    today = when.reference_day(as_of, os.environ.get("QA_TODAY"), clock=shared.this_day)
    return when.read(question, today=today, since=since, until=until, as_of=as_of)


def writer_of(settings: Settings, on_text: Callable[[str], None] | None = None) -> Writer | None:
    """Who writes, None for the extractive writer. ``on_text`` hears a model's reply as it comes, unchecked."""
    if settings.model == "extractive":
        return None
    from qa.writers.chat import ChatWriter

    return ChatWriter(backend_of(settings), on_text=on_text)


def backend_of(settings: Settings) -> Backend:
    """The model that the settings name."""
    from qa.models import open_backend

    return open_backend(settings.model_spec, base_url=settings.base_url, deadline=settings.deadline, servers=settings.addresses)


def priced(settings: Settings, answer: Answer) -> Answer:
    """The answer with what its tokens cost, where the settings have the model's price."""
    from dataclasses import replace

    from qa.models.cost import cost_of

    return replace(answer, cost=cost_of(answer.usage, settings.price_of(settings.model_spec)))


def keep_run(settings: Settings, library: Library, answer: Answer, *, unverified: bool = False) -> None:
    """Log a run, unless the settings say not to."""
    if not settings.log:
        return
    from importlib.metadata import version

    from qa import runs
    from qa.render import json

    asked = {
        "k": settings.k, "model": settings.model_spec, "unverified": unverified, "deskbook": version("deskbook"),
        "embedder": str(library.embedder.fingerprint),
    }  # fmt: skip
    entry = runs.logged(json.answer(answer), raw=answer.raw, verdicts=answer.verdicts, asked=asked)
    runs.keep(settings.home, entry, days=settings.log_days)


def _not_empty(library: Library) -> None:
    from index.types import HomeError

    if not library.record.counts()["documents"]:
        raise HomeError(f"no documents in {library.home}: add some with qa add PATH")


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 200), help="How many passages to look at (10).")
@shared.window_options
@click.option("--model", metavar="SPEC", help="extractive (the default), openai:NAME, langchain:PROVIDER:NAME.")
@click.option(
    "--no-stream", is_flag=True, help="Do not count a model's words on stderr as they come (what is shown is always checked first)."
)
@click.option("--unverified", is_flag=True, help="Also show a model's sentences that failed the checks, marked as such.")
@click.option("--show-prompt", is_flag=True, help="Print the prompt that a model would get, and ask nothing.")
@shared.json_option
@click.pass_context
def ask(
    context: click.Context, question: tuple[str, ...], k: int | None, since: dt.date | None, until: dt.date | None, as_of: dt.date | None,
    model: str | None, no_stream: bool, unverified: bool, show_prompt: bool, as_json: bool,
) -> None:  # fmt: skip
    """Answer QUESTION with checked quotes, or refuse (exit 3). `-` reads the question from stdin."""
    asked = _question(question)
    settings = shared.settings_of(context, k=k, model=model)
    window = _window(asked, since, until, as_of)
    with shared.library_of(settings.home) as library:
        _not_empty(library)
        if show_prompt:
            from qa.writers.chat import show_prompt as prompt_of

            click.echo(prompt_of(asked, library.search(asked, window, k=settings.k).passages, window))
            return
        from qa import calibrated
        from qa.answer import ask as answer_question
        from qa.render import json, text

        curve = calibrated.load(settings.home)
        writing = shared.Writing() if sys.stderr.isatty() and not no_stream else None
        answer = answer_question(
            library, asked, window=window, k=settings.k, writer=writer_of(settings, writing), curve=curve, unverified=unverified
        )
        if writing is not None:
            writing.clear()
        answer = priced(settings, answer)
        keep_run(settings, library, answer, unverified=unverified)
        for warning in library.warnings:
            click.echo(f"qa: {warning}", err=True)
    if as_json:
        shared.print_json(json.answer(answer))
    else:
        click.echo(text.answer(answer, shared.style))
    if answer.refused:
        context.exit(failing.NO_ANSWER)


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 200), help="How many passages (10).")
@shared.window_options
@click.option("--explain", is_flag=True, help="Show what each score is made of.")
@shared.json_option
@click.pass_context
def search(
    context: click.Context, query: tuple[str, ...], k: int | None, since: dt.date | None, until: dt.date | None, as_of: dt.date | None,
    explain: bool, as_json: bool,
) -> None:  # fmt: skip
    """The passages nearest to QUERY by words and meaning, best first."""
    from qa.render import json, text

    asked = _question(query)
    settings = shared.settings_of(context, k=k)
    window = _window(asked, since, until, as_of)
    with shared.library_of(settings.home) as library:
        _not_empty(library)
        found = library.search(asked, window, k=settings.k)
        for warning in library.warnings:
            click.echo(f"qa: {warning}", err=True)
    if as_json:
        shared.print_json(json.search(asked, window, found.passages, found.by))
        return
    if shown := text.window(window):
        click.echo(shared.style(shown, "quiet"))
    click.echo(text.search(found.passages, explain=explain, style=shared.style))


COMMANDS = (ask, search)
