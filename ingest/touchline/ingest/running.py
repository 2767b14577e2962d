"""What the commands have in common: options, exit codes, the extractor, progress and summary."""

from __future__ import annotations

import functools
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol

import click

from touchline.graph.errors import TouchlineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import Console

    from touchline.graph.model import Article, Reading
    from touchline.ingest.report import SourceReport
    from touchline.ingest.skips import Caution, Skip
    from touchline.ingest.summary import Summary

__all__ = [
    "EXIT_CODES", "PATHS", "ReadingOptions", "ReadsArticles", "command", "console", "finish", "load_extractor",
    "nothing", "paths_or_samples", "reading_options", "readings_of", "tell",
]  # fmt: skip

P = ParamSpec("P")

EXIT_CODES = """
\b
Exit codes:
  0    everything was read
  1    something was skipped; the rest is done
  2    nothing could be done
  130  stopped by Ctrl-C"""


class ReadsArticles(Protocol):
    """What the commands need of an extractor."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """What the articles say, in order."""
        ...


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the options of a command say about reading.

    Attributes:
        model: Another installed spaCy model.
        kb: The user's own knowledge-base files.
        min_confidence: Claims below it are left out; None for the default.
        trained: Whether the trained reader reads beside the rules.
    """

    model: str | None = None
    kb: tuple[Path, ...] = ()
    min_confidence: float | None = None
    trained: bool = True


def load_extractor(options: ReadingOptions) -> ReadsArticles:
    """The extractor that the commands use. Raises ModelError or InputError."""
    from touchline.ingest.pipeline import Extractor  # noqa: PLC0415  # it imports spaCy

    return Extractor.load(
        model=options.model, kb=options.kb, min_confidence=options.min_confidence, trained=options.trained
    )


def command(function: Callable[P, int]) -> Callable[P, None]:
    """Exit with the code that the function returns, with 2 on our own errors, with 130 on Ctrl-C."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
        except TouchlineError as error:
            click.echo(f"touchline: {error}", err=True)
            code = 2
        except KeyboardInterrupt:
            click.echo("touchline: interrupted", err=True)
            code = 130
        click.get_current_context().exit(code)

    return run


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of commands that read, given to the function as `options`, and --quiet."""

    @functools.wraps(function)
    def run(
        *args: Any, model: str | None, kb: tuple[Path, ...], min_confidence: float | None, rules_only: bool, **rest: Any
    ) -> Any:
        options = ReadingOptions(model, kb, min_confidence, not rules_only)
        return function(*args, options=options, **rest)

    for option in (
        click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; only what was skipped."),
        click.option("--rules-only", is_flag=True, help="Read by rules alone, without the trained reader."),
        click.option(
            "--min-confidence", type=click.FloatRange(0, 1), metavar="P",
            help="Leave out claims below this probability of being right; 0.9 for few and sure ones.",
        ),
        click.option(
            "--kb", type=click.Path(path_type=Path), multiple=True, metavar="FILE",
            help="Your own knowledge base; repeatable.",
        ),
        click.option("--model", metavar="NAME", help="Another installed spaCy model in place of the pinned one."),
    ):  # fmt: skip
        run = option(run)
    return run


PATHS = click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")


def console(*, stderr: bool) -> Console:
    """A console for tables (standard output) or progress (standard error)."""
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=stderr, soft_wrap=stderr)


def tell(notice: Skip | Caution) -> None:
    """Say on standard error what was skipped or is in doubt, as it is met."""
    from touchline.ingest.skips import Skip  # noqa: PLC0415

    click.echo(f"{'skipped' if isinstance(notice, Skip) else 'note'}: {notice}", err=True)


@contextmanager
def _progress(report: SourceReport, total: int | None, *, quiet: bool) -> Iterator[Callable[[str | None], None]]:
    """A bar on standard error while articles are read, on a terminal only. Call it without words after each article."""
    screen = console(stderr=True)
    if quiet or not screen.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("reading articles", total=total)

        def step(stage: str | None) -> None:
            words = stage or f"reading articles: {report.articles:,}"
            bar.update(task, completed=report.bytes_read, description=words)

        yield step


def readings_of(
    paths: tuple[str, ...],
    options: ReadingOptions,
    report: SourceReport,
    stack: ExitStack,
    *,
    quiet: bool,
) -> tuple[Iterator[Reading], Callable[[str | None], None]] | None:
    """The readings of the paths, read as they are taken, and the progress to tell; None where there is no file."""
    from touchline.ingest.sources import read_files  # noqa: PLC0415
    from touchline.ingest.sources.walk import STDIN, find_files  # noqa: PLC0415

    files = find_files(paths, report)
    if not files:
        return None
    if any(file.name == STDIN for file in files) and sys.stdin.isatty():
        click.echo("Reading from the keyboard; end with Ctrl-D on a line of its own.", err=True)
    extractor = load_extractor(options)
    total = sum(file.size for file in files) or None
    step = stack.enter_context(_progress(report, total, quiet=quiet))

    def read() -> Iterator[Reading]:
        for reading in extractor.read(read_files(files, report)):
            step(None)
            yield reading

    return read(), step


def nothing(report: SourceReport) -> int:
    """Say on standard error why there is nothing, and return 2."""
    from touchline.ingest.summary import skip_and_caution_lines  # noqa: PLC0415

    for line in skip_and_caution_lines(report):
        click.echo(line, err=True)
    click.echo("touchline: there was no article to read", err=True)
    return 2


def finish(summary: Summary, report: SourceReport, *, quiet: bool) -> int:
    """Print the summary (what was skipped alone, on standard error, where quiet) and return the exit code."""
    from touchline.ingest.summary import print_summary, skip_and_caution_lines  # noqa: PLC0415

    if not quiet:
        print_summary(console(stderr=False), summary, report)
    else:
        for line in skip_and_caution_lines(report):
            click.echo(line, err=True)
    return report.exit_code


def paths_or_samples(paths: tuple[str, ...], stack: ExitStack, *, use_samples: bool) -> tuple[str, ...]:
    """The paths, or the folder of the sample articles; exactly one of the two must be asked for."""
    from touchline.ingest.sample_files import sample_folder  # noqa: PLC0415

    if use_samples == bool(paths):
        raise click.UsageError("Give files or folders with articles, - for standard input, or --samples.")
    return (str(stack.enter_context(sample_folder())),) if use_samples else paths
