"""What several commands need: the home, days, the window's flags, colours, progress, JSON."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from index.embed.types import Embedder
    from index.search import Library
    from qa.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """An ISO day on the command line."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> dt.date:
        """The day, or a usage error that names the value."""
        if isinstance(value, dt.date):
            return value
        try:
            if len(value) != 10:
                raise ValueError(value)
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day: write it like 2023-11-29", param, context)


DAY = Day()


def this_day() -> dt.date:
    """The calendar day of this machine."""
    return dt.datetime.now().astimezone().date()


def window_options(command: F) -> F:
    """--since, --until, --as-of."""
    command = click.option("--as-of", type=DAY, help="A hard wall: nothing published after this day, and nothing undated, plays a part.")(
        command
    )
    command = click.option("--until", type=DAY, help="Only reports published up to and on this day.")(command)
    return click.option("--since", type=DAY, help="Only reports published on or after this day.")(command)


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def settings_of(context: click.Context, **flags: Any) -> Settings:
    """The settings in force for this command."""
    from qa.settings import read

    return read(home=context.obj, **flags)


def embedder_named(spec: str, home: Path) -> Embedder:
    """The embedder of a spec, with the servers and the address of the settings in force."""
    from index.embed.spec import open_embedder
    from qa.settings import read

    settings = read(home=home)
    return open_embedder(spec, base_url=settings.base_url, servers=settings.addresses)


def embedder(home: Path) -> Embedder:
    """The embedder that made this home's vectors; the bundled one for a home without any."""
    from index.record import FILE, Record

    if (home / FILE).exists():
        record = Record(home)
        try:
            made_by = record.fingerprint
        finally:
            record.close()
        if made_by is not None:
            return embedder_named(made_by.name, home)
    return embedder_named("minilm", home)


def library_of(home: Path) -> Library:
    """The home's library with the embedder that made its vectors."""
    from index.search import Library

    return Library(home, embedder=embedder(home))


def print_json(value: Any) -> None:
    """JSON on stdout, always UTF-8-safe."""
    click.echo(json.dumps(value, ensure_ascii=sys.stdout.encoding.lower().replace("-", "") != "utf8", indent=1))


def coloured() -> bool:
    """Whether stdout is a terminal that wants colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


_STYLES: dict[str, dict[str, Any]] = {"heading": {"bold": True}, "short": {"bold": True, "fg": "green"}, "quiet": {"dim": True}}


def style(text: str, kind: str) -> str:
    """``text`` in the colours of its kind, where colours are wanted."""
    return click.style(text, **_STYLES.get(kind, {})) if coloured() else text


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then put in its place. Raises QaError naming the file."""
    with _beside(path) as beside:
        beside.write_text(text, "utf-8")
        beside.replace(path)


def check_place(path: Path) -> None:
    """Raise QaError when ``path`` could not be written, before hours are spent on what it is to hold."""
    with _beside(path) as beside:
        beside.touch()


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    from qa.types import QaError

    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield beside
    except OSError as error:
        raise QaError(f"{path} cannot be written ({error.strerror or error}): name another place") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


class Progress:
    """What is being done, on stderr: a moving line on a terminal, a line every few seconds elsewhere, nothing for the first second."""

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()
        self._shown = False

    def __call__(self, what: str, done: int, of: int) -> None:
        """``done`` of ``of`` of ``what``."""
        self.say(f"{what} {done} of {of}")

    def say(self, line: str) -> None:
        """That line in place of the last."""
        now, terminal = time.monotonic(), sys.stderr.isatty()
        if now - self._began < 1 or now - self._last < (0.1 if terminal else 5):
            return
        self._last, self._shown = now, True
        click.echo(f"\r\x1b[2K{line}" if terminal else line, nl=not terminal, err=True)

    def clear(self) -> None:
        """Leave the line empty for what follows."""
        if self._shown and sys.stderr.isatty():
            click.echo("\r\x1b[2K", nl=False, err=True)


class Writing:
    """How much a model has written, on a terminal's stderr: never what, since nothing of it has been checked."""

    def __init__(self) -> None:
        self._progress = Progress()
        self._words = 0

    def __call__(self, text: str) -> None:
        self._words += len(text.split())
        self._progress.say(f"the model has written {self._words} words, unchecked")

    def clear(self) -> None:
        """Leave the line empty for what follows."""
        self._progress.clear()
