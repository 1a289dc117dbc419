"""The commands that measure: eval, diff, calibrate, mark."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli import failing, shared
from qa.cli.asking import backend_of, writer_of

if TYPE_CHECKING:
    from qa.calibrated import Curve
    from qa.evaluate.run import Progress as Running
    from qa.evaluate.types import Report, Suite
    from qa.settings import Settings
    from qa.writers.types import Writer

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(name="eval")
@click.argument("suite", type=click.Path(path_type=Path))
@click.option("--init", is_flag=True, help="SUITE is a folder of documents: print a starter suite over it, and ask nothing.")
@click.option("-k", type=click.IntRange(1, 200), help="How many passages, in place of the suite's own.")
@click.option("--model", metavar="SPEC", help="Who answers (extractive).")
@click.option("--record", type=FILE, help="Keep every model call in this file.")
@click.option("--replay", type=FILE, help="Take the model calls from this file; no server is asked.")
@click.option("--baseline", type=FILE, help="Compare with this saved run; the suite's gate decides the exit code.")
@click.option("--save-baseline", type=FILE, help="Save this run, to compare later ones with.")
@click.option("--report", "reports", type=FILE, multiple=True, help="Also write a report: .html, .md, .xml (JUnit) or .json.")
@click.option("--calibration", type=click.Choice(["shipped", "home"]), default="shipped", help="Whose confidence to use (shipped).")
@click.option("--workers", type=click.IntRange(1, 64), help="How many cases to ask at once (1 without a model, else 4).")
@shared.json_option
@click.pass_context
def eval_(
    context: click.Context, suite: Path, init: bool, k: int | None, model: str | None, record: Path | None, replay: Path | None,
    baseline: Path | None, save_baseline: Path | None, reports: tuple[Path, ...], calibration: str, workers: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Ask every case of SUITE and score what comes back (exit 4 when the gate does not pass)."""
    if init:
        click.echo(_starter(suite), nl=False)
        return
    for path in reports:
        if path.suffix not in _WRITERS:
            raise click.UsageError(f"--report {path}: no report has the ending {path.suffix!r}: use .html, .md, .xml or .json")
    if record and replay:
        raise click.UsageError("--record and --replay exclude each other: a replay asks nothing that could be recorded")
    for path in (*reports, *([save_baseline] if save_baseline else [])):
        shared.check_place(path)
    from qa import calibrated
    from qa.evaluate.compare import gate
    from qa.evaluate.report import baseline_json, load_report, report_json
    from qa.evaluate.suite import load
    from qa.evaluate.text import report_text

    settings = shared.settings_of(context, model=model)
    loaded = load(suite)
    before = load_report(baseline) if baseline else None
    curve = calibrated.load(settings.home) if calibration == "home" else None
    report = _run(loaded, settings, _writer(settings, record, replay), before=before, k=k, workers=workers, curve=curve, replay=replay)
    if before is not None:
        report = replace(report, gate=gate(report, before))
    for path in reports:
        _write(path, report, before)
    if save_baseline:
        shared.write_whole(save_baseline, baseline_json(report))
    click.echo(report_json(report) if as_json else report_text(report), nl=not as_json)
    if report.gate is not None and not report.gate.passed:
        for reason in report.gate.reasons:
            click.echo(f"qa: {failing.one_line(reason)}", err=True)
        context.exit(failing.GATE)


def _run(
    suite: Suite, settings: Settings, writer: Writer | None, *, before: Report | None = None, k: int | None = None,
    workers: int | None = None, curve: Curve | None = None, replay: Path | None = None,
) -> Report:  # fmt: skip
    from qa.evaluate import asking
    from qa.evaluate.compare import refuse_baseline
    from qa.evaluate.run import evaluate, run_key

    progress, seen = shared.Progress(), _Seen()
    with asking.open_library(suite, settings.home, embedder=shared.embedder(settings.home), on_progress=progress) as library:
        progress.clear()
        subject = asking.subject(library, writer, settings={"curve": str(curve), "replay": _digest(replay)})
        if before is not None:
            refuse_baseline(before, suite, subject.corpus)
        try:
            report = evaluate(
                suite,
                asking.asker(library, writer, this_day=shared.this_day, curve=curve),
                subject=subject,
                k=k,
                workers=workers or (1 if writer is None else 4),
                resume_file=asking.journal_file(settings.home, run_key(suite, subject, k)),
                on_progress=seen,
            )
        except KeyboardInterrupt:
            seen.clear()
            click.echo(f"qa: {seen.done} finished cases are kept: the same command goes on with the rest", err=True)
            raise
    seen.clear()
    return report


def _digest(replay: Path | None) -> str:
    """What a replayed run answers from: another recording is another run."""
    return hashlib.sha256(replay.read_bytes()).hexdigest() if replay else ""


def _writer(settings: Settings, record: Path | None, replay: Path | None) -> Writer | None:
    if replay is None and (record is None or settings.model == "extractive"):
        if record is not None:
            raise click.UsageError("--record needs --model: the extractive writer calls no model")
        return writer_of(settings)
    from qa.models import Recording, Replaying
    from qa.models.redact import secrets_of
    from qa.writers.chat import ChatWriter

    if replay is not None:
        return ChatWriter(Replaying(replay))
    assert record is not None
    return ChatWriter(Recording(backend_of(settings), record, secrets=secrets_of(os.environ)))


class _Seen:
    """Running scores on stderr."""

    def __init__(self) -> None:
        self._progress = shared.Progress()
        self.done = 0

    def __call__(self, running: Running) -> None:
        self.done = running.done
        left = "" if running.seconds_left is None else f", {running.seconds_left:.0f} s left"
        self._progress(f"{running.right} right, {running.refused} refused{left}; case", running.done, running.total)

    def clear(self) -> None:
        """Leave the line empty for what follows."""
        self._progress.clear()


def _starter(documents: Path) -> str:
    from index.read import read
    from index.read.walk import find
    from index.types import Document, Skipped
    from qa.evaluate.starter import starter
    from qa.types import QaError

    if not documents.exists():
        raise QaError(f"{documents} is not there: name a folder of reports, or one report")
    found = (one for one in find(documents) if not isinstance(one, Skipped))
    read_ones = (document for one in found for document in read(one.path, one.name) if isinstance(document, Document))
    return starter(read_ones, folder=str(documents))


def _html(report: Report, before: Report | None) -> str:
    from qa.evaluate.html import report_html

    return report_html(report, baseline=before)


def _markdown(report: Report, _before: Report | None) -> str:
    from qa.evaluate.markdown import report_markdown

    return report_markdown(report)


def _junit(report: Report, _before: Report | None) -> str:
    from qa.evaluate.junit import report_junit

    return report_junit(report)


def _json(report: Report, _before: Report | None) -> str:
    from qa.evaluate.report import report_json

    return report_json(report)


_WRITERS = {".html": _html, ".md": _markdown, ".xml": _junit, ".json": _json}


def _write(path: Path, report: Report, before: Report | None) -> None:
    shared.write_whole(path, _WRITERS[path.suffix](report, before))


@click.command()
@click.argument("run_a", type=FILE)
@click.argument("run_b", type=FILE)
@shared.json_option
@click.pass_context
def diff(context: click.Context, run_a: Path, run_b: Path, as_json: bool) -> None:
    """Compare two saved runs of one suite, case by case (exit 4 when a gated figure of RUN_B fell)."""
    from qa.evaluate.compare import diff as compare
    from qa.evaluate.compare import diff_json
    from qa.evaluate.report import load_report
    from qa.evaluate.text import diff_text

    found = compare(load_report(run_a), load_report(run_b))
    click.echo(diff_json(found) if as_json else diff_text(found), nl=not as_json)
    if found.worse:
        context.exit(failing.GATE)


@click.command()
@click.argument("suite", type=click.Path(path_type=Path))
@click.option(
    "--target-risk", type=click.FloatRange(0, 1, min_open=True, max_open=True), help="Wanted share of wrong answers among those shown."
)
@shared.json_option
@click.pass_context
def calibrate(context: click.Context, suite: Path, target_risk: float | None, as_json: bool) -> None:
    """Fit confidence and the refusal threshold of this home to SUITE (100 cases or more); before and after are shown."""
    from qa.calibrated import FILE as CURVE
    from qa.calibrated import Curve
    from qa.confidence import shipped
    from qa.evaluate.calibrate import calibrate as fit
    from qa.evaluate.calibrate import calibration_json, calibration_text
    from qa.evaluate.suite import load

    settings = shared.settings_of(context)
    # Nothing is withheld in this run: what would have been refused is judged too.
    report = _run(load(suite), settings, writer_of(settings), curve=Curve(slope=1.0, intercept=0.0, threshold=0.0))
    found = fit(report, target_risk=target_risk, refuse_below=shipped().refuse_below)
    kept = found.helps or target_risk is not None
    if kept:
        shared.write_whole(settings.home / CURVE, calibration_json(found))
    click.echo(calibration_json(found) if as_json else calibration_text(found), nl=not as_json)
    click.echo("Kept: this home now uses it." if kept else "Not kept: the shipped confidence is as good on unseen cases.", err=True)


@click.command()
@click.argument("run")
@click.argument("verdict", type=click.Choice(["right", "wrong"]))
@click.option("--target", help="What would have been right; '' when the reports hold no answer.")
@click.pass_context
def mark(context: click.Context, run: str, verdict: str, target: str | None) -> None:
    """Make a case of this home's own suite from RUN (its id, the end of it, or `last`)."""
    from qa.evaluate.starter import marked_case
    from qa.runs import answer_of, find

    settings = shared.settings_of(context)
    entry = find(settings.home, run)
    line = marked_case(answer_of(entry), right=verdict == "right", target=target)
    suite, cases = settings.home / "suite.yaml", settings.home / "marked.jsonl"
    if not suite.exists():
        shared.write_whole(suite, "version: 1\nname: marked\ncases_from: [marked.jsonl]\n")
    kept = cases.read_text("utf-8").splitlines(keepends=True) if cases.exists() else []
    shared.write_whole(cases, "".join(_without(kept, entry["run"])) + line)
    click.echo(f"{len(_without(kept, entry['run'])) + 1} cases in {suite}: qa eval {suite}")


def _without(lines: Sequence[str], run: str) -> list[str]:
    """A run that is marked again replaces its case."""
    return [line for line in lines if f'"mark-{run}"' not in line]


COMMANDS = (eval_, diff, calibrate, mark)
