"""The commands that read articles: build, ingest, extract, evaluate and samples.

`touchline.graph.cli` finds them by their entry points. Exit codes are the same for all: 0 when everything was read, 1
when something was skipped, 2 when nothing could be done, 130 after Ctrl-C. Results go to standard output, progress and
messages to standard error.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from touchline.graph.errors import InputError
from touchline.ingest.evaluation.command import evaluate
from touchline.ingest.report import SourceReport
from touchline.ingest.running import (
    EXIT_CODES,
    PATHS,
    command,
    console,
    finish,
    nothing,
    paths_or_samples,
    reading_options,
    readings_of,
    tell,
)  # fmt: skip

if TYPE_CHECKING:
    from touchline.graph.model import Reading
    from touchline.ingest.running import ReadingOptions

__all__ = ["build", "evaluate", "extract", "ingest", "samples"]

BUILD_HELP = f"""Turn articles into a graph: a page, a store, claims and Turtle.

PATH is a file (.txt, .md, .html, .jsonl), a folder with such files, or - for standard input. Written are
DIR/graph.html (open it in a browser), DIR/claims.jsonl (a line for each article), DIR/graph.ttl and DIR/store (for
touchline query). What an earlier build left in DIR is moved to DIR/previous.

\b
Examples:
  touchline build --samples
  touchline build news/ feed.jsonl --out graph
  curl -s https://example.org/derby.html | touchline build -
{EXIT_CODES}"""


@click.command(help=BUILD_HELP, short_help="Turn articles into a graph and its page.")
@PATHS
@click.option("--samples", "use_samples", is_flag=True, help="Build from the sample articles inside the package.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("touchline-out"), show_default=True, metavar="DIR")
@click.option("--title", default="Football news as a graph", show_default=True, help="Heading of the page.")
@click.option("--force", is_flag=True, help="Write into DIR although it holds other files; they stay.")
@reading_options
@command
def build(
    *,
    paths: tuple[str, ...],
    use_samples: bool,
    out: Path,
    title: str,
    force: bool,
    options: ReadingOptions,
    quiet: bool,
) -> int:
    """Build a graph from articles."""
    from touchline.ingest.build import InterruptedBuildError, build_graph  # noqa: PLC0415
    from touchline.ingest.output import PAGE, OutputFolder  # noqa: PLC0415

    report = SourceReport()
    with ExitStack() as stack:
        paths = paths_or_samples(paths, stack, use_samples=use_samples)
        folder = OutputFolder(out, force=force)
        stack.callback(folder.discard)
        found = readings_of(paths, options, report, stack, quiet=quiet)
        if found is None:
            return nothing(report)
        try:
            summary = build_graph(found[0], folder, report, title=title, on_stage=found[1])
        except InterruptedBuildError as stop:
            if stop.kept:
                click.echo(f"The {stop.articles:,} articles read so far are in {stop.kept / 'store'}.", err=True)
            raise
    if not summary.articles:
        return nothing(report)
    code = finish(summary, report, quiet=quiet)
    if not quiet:
        click.echo(f"\nOpen {out / PAGE} in a browser.")
    return code


INGEST_HELP = f"""Add articles to a store.

STORE is a folder, made where it is not there. Each article is kept as soon as it is read. An article whose id is there
already is replaced where it says something else now, and left alone where it does not.

\b
Examples:
  touchline ingest today/ --store touchline-out/store
  cat feed.jsonl | touchline ingest - --store archive
{EXIT_CODES}"""


@click.command(help=INGEST_HELP, short_help="Add articles to a store.")
@PATHS
@click.option("--store", type=click.Path(), required=True, metavar="STORE", help="Folder of the store.")
@reading_options
@command
def ingest(*, paths: tuple[str, ...], store: str, options: ReadingOptions, quiet: bool) -> int:
    """Add articles to a store."""
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.ingest.build import Stored, store_readings  # noqa: PLC0415

    report, stored = SourceReport(), Stored()
    with ExitStack() as stack:
        paths = paths_or_samples(paths, stack, use_samples=False)
        found = readings_of(paths, options, report, stack, quiet=quiet)
        if found is None:
            return nothing(report)
        graph = stack.enter_context(KnowledgeGraph.open(store))
        try:
            store_readings(graph, found[0], stored, report)
        except KeyboardInterrupt:
            click.echo(f"{stored.summary.articles:,} articles are in the store.", err=True)
            raise
    if not stored.summary.articles:
        return nothing(report)
    code = finish(stored.summary, report, quiet=quiet)
    if not quiet:
        counts = ((stored.new, "new"), (stored.changed, "replaced"), (stored.unchanged, "already there"))
        click.echo("\n" + ", ".join(f"{len(ids):,} {words}" for ids, words in counts))
    return code


EXTRACT_HELP = f"""Print what articles say; nothing is stored.

With --format jsonl (the default) one line for each article, in the order read, as soon as it is read: entities with
their places, claims with status, qualifiers, evidence and offsets. With --format table, lines for people.

\b
Examples:
  touchline extract news/ > claims.jsonl
  cat feed.jsonl | touchline extract - | jq '.claims[].predicate'
  touchline extract derby.txt --format table
{EXIT_CODES}"""


@click.command(help=EXTRACT_HELP, short_help="Print what articles say.")
@PATHS
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@reading_options
@command
def extract(*, paths: tuple[str, ...], form: str, options: ReadingOptions, quiet: bool) -> int:
    """Print what articles say."""
    from touchline.ingest.build import accepted  # noqa: PLC0415

    report = SourceReport(on_notice=tell)
    show = _print_line if form == "jsonl" else _print_table
    with ExitStack() as stack:
        paths = paths_or_samples(paths, stack, use_samples=False)
        found = readings_of(paths, options, report, stack, quiet=quiet or form == "table")
        shown = 0
        for reading in accepted(found[0], report) if found else ():
            try:
                show(reading)
                shown += 1
            except InputError as error:
                report.skip(reading.article.id, f"what was read in it cannot be written: {error}")
    if not shown:
        click.echo("touchline: there was no article to read", err=True)
        return 2
    return report.exit_code


def _print_line(reading: Reading) -> None:
    from touchline.graph.jsonl import to_line  # noqa: PLC0415

    sys.stdout.buffer.write(to_line(reading).encode() + b"\n")
    sys.stdout.buffer.flush()


def _print_table(reading: Reading) -> None:
    from touchline.ingest.summary import print_claims  # noqa: PLC0415

    print_claims(console(stderr=False), reading)


SAMPLES_HELP = """Copy the sample articles to a folder, to look at or to build from.

They are short articles in our own words about real events of 2023 to 2026, as text, web pages and JSON Lines.

\b
Examples:
  touchline samples
  touchline samples --out news && touchline build news

\b
Exit codes:
  0    the articles are there
  2    the folder cannot be written"""


@click.command(help=SAMPLES_HELP, short_help="Copy the sample articles to a folder.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("touchline-samples"), show_default=True, metavar="DIR"
)
@click.option("--force", is_flag=True, help="Replace files of the same name that differ.")
@command
def samples(*, out: Path, force: bool) -> int:
    """Copy the sample articles to a folder."""
    from touchline.ingest.sample_files import copy_samples  # noqa: PLC0415

    written = copy_samples(out, force=force)
    click.echo(f"{len(written)} files with sample articles are in {out}.")
    return 0
