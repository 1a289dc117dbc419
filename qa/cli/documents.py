"""The commands over documents: add, status, show, verify, rebuild, forget."""

from __future__ import annotations

from pathlib import Path

import click

from qa.cli import failing, shared


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--sync", is_flag=True, help="Also forget documents of these folders whose files have gone.")
@click.option("--yes", is_flag=True, help="With --sync: yes, also when a folder is empty.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@shared.json_option
@click.pass_context
def add(context: click.Context, paths: tuple[Path, ...], sync: bool, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Add files and folders: new and changed documents are read, embedded and indexed, the rest is left."""
    from qa.ledger import keep
    from qa.render import json, text

    if sync and not yes:
        _refuse_empty(paths)
    settings = shared.settings_of(context)
    progress = shared.Progress()
    with shared.library_of(settings.home) as library:
        report = library.add(paths, sync=sync, dry_run=dry_run, on_progress=progress)
        if not dry_run:
            keep.extract(library)
    progress.clear()
    for missing in report.missing:
        click.echo(f"qa: no such file or folder: {failing.one_line(missing)}: check the path", err=True)
    if as_json:
        shared.print_json(json.added(report))
    else:
        click.echo(text.added(report, dry_run=dry_run))
    if report.missing or report.clashes:
        context.exit(failing.FAILED)


def _refuse_empty(paths: tuple[Path, ...]) -> None:
    from qa.types import QaError

    for path in paths:
        if path.is_dir() and not any(path.iterdir()):
            raise QaError(f"{path} is empty, and --sync would forget all that came from it: add --yes if you mean it")


@click.command()
@shared.json_option
@click.pass_context
def status(context: click.Context, as_json: bool) -> None:
    """Which documents are in, which files were skipped and why, and whether the index is whole."""
    from qa.status import read_status, status_text

    settings = shared.settings_of(context)
    with shared.library_of(settings.home) as library:
        found = read_status(library)
    if as_json:
        shared.print_json(found)
    else:
        click.echo(status_text(found))


@click.command()
@click.argument("document")
@shared.json_option
@click.pass_context
def show(context: click.Context, document: str, as_json: bool) -> None:
    """Print the stored text of DOCUMENT (or of an earlier version, DOCUMENT@DIGEST)."""
    from qa.render import json, text

    settings = shared.settings_of(context)
    with shared.library_of(settings.home) as library:
        kept, chunks = library.show(document)
    if as_json:
        shared.print_json(json.document(kept, chunks))
        return
    one = kept.document
    head = " · ".join(part for part in (text.day(one.date), one.source, one.title, one.url) if part)
    click.echo(shared.style(head, "heading"))
    click.echo(shared.style(f"{one.name}@{kept.digest[:12]}" + ("" if kept.current else " (an earlier version)"), "quiet") + "\n")
    click.echo(one.text)


@click.command()
@shared.json_option
@click.pass_context
def verify(context: click.Context, as_json: bool) -> None:
    """Read everything that is stored and compare it with its digests."""
    settings = shared.settings_of(context)
    with shared.library_of(settings.home) as library:
        health = library.verify()
    if as_json:
        shared.print_json({"schema": "verify/1", "healthy": health.healthy, "record": health.record, "index": health.index})
    elif health.healthy:
        click.echo("Everything is as it was written.")
    if not health.healthy:
        remedy = "move the home away and add the documents again" if health.record else "run qa rebuild"
        click.echo(f"qa: damage found: {failing.one_line(health.record or health.index or '')}: {remedy}", err=True)
        context.exit(failing.DAMAGED)


@click.command()
@click.option("--embedder", "spec", metavar="SPEC", help="Embed everything again: minilm (the bundled one), openai:NAME, langchain:...")
@click.pass_context
def rebuild(context: click.Context, spec: str | None) -> None:
    """Make the index anew from the record; embedded again only by another --embedder, which this home then keeps."""
    from index.search import Library

    home = shared.settings_of(context).home
    progress = shared.Progress()
    with Library(home, embedder=shared.embedder_named(spec, home) if spec else shared.embedder(home)) as library:
        library.rebuild(on_progress=progress)
        progress.clear()
        click.echo(f"The index of {library.record.counts()['chunks']} chunks was made anew ({library.embedder.fingerprint}).")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--purge", is_flag=True, help="Leave nothing of them, not even for earlier citations.")
@click.pass_context
def forget(context: click.Context, paths: tuple[str, ...], purge: bool) -> None:
    """Forget documents by name, or all that came from a file or folder."""
    settings = shared.settings_of(context)
    with shared.library_of(settings.home) as library:
        gone = library.forget(paths, purge=purge)
    for name in gone:
        click.echo(f"  - {name}")
    click.echo(f"{len(gone)} forgotten" + (" and purged" if purge else "; they stay readable as DOCUMENT@DIGEST until purged"))


COMMANDS = (add, status, show, verify, rebuild, forget)
