"""The commands that measure: eval, diff."""

from __future__ import annotations

from pathlib import Path

import click

from qa.cli import failing, shared
from qa.cli.asking import writer_of


class _Seen:
    """Running scores on stderr."""

    def __init__(self) -> None:
        self._progress = shared.Progress()

    def __call__(self, progress) -> None:  # type: ignore[no-untyped-def]
        left = "" if progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
        what = f"{progress.right} right, {progress.refused} refused{left}; case"
        self._progress(what, progress.done, progress.total)

    def clear(self) -> None:
        self._progress.clear()


@click.command(name="eval")
@click.argument("suite", type=click.Path(path_type=Path))
@click.option("-k", type=click.IntRange(1, 200), help="How many passages, in place of the suite's own.")
@click.option("--model", metavar="SPEC", help="Who answers (extractive).")
@click.option("--workers", type=click.IntRange(1, 64), help="How many cases to ask at once (1 without a model, else 4).")
@shared.json_option
@click.pass_context
def eval_(context: click.Context, suite: Path, k: int | None, model: str | None, workers: int | None, as_json: bool) -> None:
    """Ask every case of SUITE and score what comes back (exit 4 when the gate does not pass)."""
    from qa.evaluate import asking
    from qa.evaluate.report import report_data
    from qa.evaluate.run import evaluate
    from qa.evaluate.suite import load

    settings = shared.settings_of(context, model=model)
    loaded = load(suite)
    progress, seen = shared.Progress(), _Seen()
    writer = writer_of(settings)
    with asking.open_library(loaded, settings.home, embedder=shared.embedder(), on_progress=progress) as library:
        progress.clear()
        report = evaluate(
            loaded,
            asking.asker(library, writer, this_day=shared.this_day),
            subject=asking.subject(library, writer),
            k=k,
            workers=workers or (1 if writer is None else 4),
            resume_file=asking.journal_file(loaded, settings.home),
            on_progress=seen,
        )
    seen.clear()
    if as_json:
        shared.print_json(report_data(report))
    else:
        click.echo(str(report.metrics))
    if report.gate is not None and not report.gate.passed:
        context.exit(failing.GATE)


COMMANDS = (eval_,)
