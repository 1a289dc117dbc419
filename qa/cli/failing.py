"""Failures -> one line on stderr and the exit code of the contracts."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import click

from index.types import CorpusError, DamagedIndex, HomeBusy
from qa.types import QaError

FAILED, USAGE, NO_ANSWER, GATE, DAMAGED, BUSY, INTERRUPTED = 1, 2, 3, 4, 5, 6, 130


class Commands(click.Group):
    """A group whose commands end in one line, never in a traceback of something that the reader can mend."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what it raises becomes a line and an exit code."""
        try:
            return super().invoke(context)
        except (CorpusError, QaError) as error:
            click.echo(f"qa: {one_line(str(error))}", err=True)
            raise SystemExit(_code(error)) from None
        except BrokenPipeError:
            # The reader has gone (qa ask ... | head): nothing is left to say, not even at shutdown.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except KeyboardInterrupt:
            raise _interrupted() from None
        except OSError as error:
            click.echo(f"qa: {one_line(str(error))}", err=True)
            raise SystemExit(FAILED) from None
        except Exception:
            if _was_interrupted():  # the key was hit inside a native library, which made another error of it
                raise _interrupted() from None
            raise

    def list_commands(self, context: click.Context) -> list[str]:
        """In the order in which they are met, not by letter."""
        return list(self.commands)


class Noted:
    """What Ctrl-C does: it raises KeyboardInterrupt, as always, and is remembered."""

    seen = False

    def __call__(self, signum: int, frame: object) -> None:
        self.seen = True
        raise KeyboardInterrupt


def note_interrupts() -> None:
    """Have Ctrl-C remembered, unless the shell has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, Noted())


def _was_interrupted() -> bool:
    handler = signal.getsignal(signal.SIGINT)
    return isinstance(handler, Noted) and handler.seen


def _interrupted() -> SystemExit:
    click.echo("\nqa: interrupted", err=True)
    return SystemExit(INTERRUPTED)


def one_line(text: str) -> str:
    """``text`` in one printable line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _code(error: Exception) -> int:
    if isinstance(error, HomeBusy):
        return BUSY
    if isinstance(error, DamagedIndex):
        return DAMAGED
    return FAILED
