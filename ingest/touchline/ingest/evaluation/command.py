"""The command `touchline evaluate`."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from touchline.ingest.evaluation import SECTIONS
from touchline.ingest.report import SourceReport
from touchline.ingest.running import EXIT_CODES, command, console, reading_options, readings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.graph.model import Article
    from touchline.ingest.evaluate import Evaluation
    from touchline.ingest.evaluation.bootstrap import Interval
    from touchline.ingest.evaluation.breakdown import Breakdown
    from touchline.ingest.evaluation.match import Compared, Json
    from touchline.ingest.running import ReadingOptions

__all__ = ["evaluate"]

_MOST_GROUPS = 3

EVALUATE_HELP = f"""Measure extraction against annotated articles.

GOLD.jsonl holds the annotation, ARTICLES.jsonl the articles with the same ids. Printed are precision, recall and F1 of
claims (subject, predicate, object and status), of the same over transfers and jobs (moves), without status (triple),
whatever the predicate (pair), and of entities; then, by section, the claims by predicate, status, extractor and
distance between the two ends, the kinds of errors, and how far confidence can be trusted. docs/cli.md explains the
figures.

\b
Examples:
  touchline evaluate gold.jsonl articles.jsonl
  touchline evaluate gold.jsonl articles.jsonl --by kind,distance --errors 20
  touchline evaluate gold.jsonl articles.jsonl --bootstrap --markdown > report.md
  touchline evaluate gold.jsonl --claims claims.jsonl --json | jq .calibration
{EXIT_CODES}"""


class _Sections(click.ParamType[tuple[str, ...]]):
    """Names of sections, separated by commas; `all` or `none`."""

    name = "sections"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = [name.strip() for name in value.split(",") if name.strip()]
        if names == ["all"]:
            return SECTIONS
        if names == ["none"]:
            return ()
        for name in names:
            if name not in SECTIONS:
                self.fail(f"{name!r} is no section; choose from {', '.join(SECTIONS)}, or all or none.", param, ctx)
        return tuple(names)


@click.command(help=EVALUATE_HELP, short_help="Measure extraction against annotation.")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.argument("articles", type=click.Path(), required=False, metavar="[ARTICLES.jsonl]")
@click.option(
    "--claims", type=click.Path(path_type=Path), metavar="FILE",
    help="Score these claims; ARTICLES, where given, is only looked up for distances.",
)  # fmt: skip
@click.option(
    "--by", "sections", type=_Sections(), default="all", show_default=True, metavar="SECTION,...",
    help=f"Sections to show: {', '.join(SECTIONS)}; or none.",
)  # fmt: skip
@click.option("--bootstrap", is_flag=True, help="Add 95% intervals over articles (1,000 resamples, seeded).")
@click.option("--errors", type=int, default=0, metavar="N", help="Print N missed or wrong claims, too (-1: all).")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the tables as Markdown.")
@reading_options
@command
def evaluate(
    *,
    gold: Path,
    articles: str | None,
    claims: Path | None,
    sections: tuple[str, ...],
    bootstrap: bool,
    errors: int,
    as_json: bool,
    as_markdown: bool,
    options: ReadingOptions,
    quiet: bool,
) -> int:
    """Measure extraction against annotated articles."""
    from touchline.ingest.evaluate import evaluate_compared, read_annotation, read_claims  # noqa: PLC0415
    from touchline.ingest.evaluation.breakdown import break_down  # noqa: PLC0415
    from touchline.ingest.evaluation.match import compare  # noqa: PLC0415

    if articles is None and claims is None:
        raise click.UsageError("Give ARTICLES.jsonl, or --claims FILE.")
    if as_json and as_markdown:
        raise click.UsageError("Choose one of --json and --markdown.")
    annotation, report = read_annotation(gold), SourceReport()
    if claims:
        predictions, texts = read_claims(claims), _texts(articles, report)
    else:
        predictions, texts = _predicted(articles or "", options, report, quiet=quiet)
    _tell(report)
    if not predictions:
        click.echo("touchline: there was no article to read", err=True)
        return 2
    missing = sum(article not in predictions for article in annotation)
    if missing:
        click.echo(f"note: {missing:,} annotated articles were not read; they count as read without a claim", err=True)
    compared = compare(annotation, predictions)
    result, found = evaluate_compared(compared), break_down(compared, texts)
    levels = _intervals(compared) if bootstrap else None
    if as_json:
        _print_json(result, found, levels, sections, errors)
    else:
        _print_tables(result, found, levels, sections, markdown=as_markdown)
        for line in result.errors if errors < 0 else result.errors[:errors]:
            click.echo(f"- {line}" if as_markdown else line)
    return 1 if report.skips else 0


def _predicted(
    articles: str, options: ReadingOptions, report: SourceReport, *, quiet: bool
) -> tuple[dict[str, Json], dict[str, Article]]:
    """What is read in the articles, as lines of claims, and the articles themselves, by id."""
    from touchline.graph.jsonl import to_line  # noqa: PLC0415
    from touchline.ingest.build import accepted  # noqa: PLC0415

    predictions: dict[str, Json] = {}
    texts: dict[str, Article] = {}
    with ExitStack() as stack:
        found = readings_of((articles,), options, report, stack, quiet=quiet)
        for reading in accepted(found[0], report) if found else ():
            predictions[reading.article.id] = json.loads(to_line(reading))
            texts[reading.article.id] = reading.article
    return predictions, texts


def _texts(articles: str | None, report: SourceReport) -> dict[str, Article]:
    """The articles by id, unread."""
    from touchline.ingest.sources import read_articles  # noqa: PLC0415

    return {article.id: article for article in read_articles(articles, report=report)} if articles else {}


def _intervals(compared: list[Compared]) -> dict[str, dict[str, Interval]]:
    from touchline.ingest.evaluate import LEVELS, article_scores  # noqa: PLC0415
    from touchline.ingest.evaluation.bootstrap import intervals  # noqa: PLC0415

    scores = [article_scores(one) for one in compared]
    return {level: intervals([one[level] for one in scores]) for level in LEVELS}


def _tell(report: SourceReport) -> None:
    """Say on standard error what was skipped, a line each up to a limit, and all doubts in one line."""
    from touchline.ingest.summary import skip_and_caution_lines  # noqa: PLC0415

    for line in skip_and_caution_lines(SourceReport(skips=report.skips)):
        click.echo(line, err=True)
    if report.cautions:
        click.echo(_doubts([caution.reason for caution in report.cautions]), err=True)


def _doubts(reasons: list[str]) -> str:
    """The doubts counted by what they say, with what they quote left out."""
    groups = Counter(re.sub(r"'[^']*'|\"[^\"]*\"", "…", reason) for reason in reasons).most_common()
    shown = [f"{count:,} times: {reason}" for reason, count in groups[:_MOST_GROUPS]]
    rest = sum(count for _, count in groups[_MOST_GROUPS:])
    return f"note: {'; '.join([*shown, *([f'and {rest:,} other doubts'] if rest else [])])}"


def _print_json(
    result: Evaluation,
    found: Breakdown,
    levels: Mapping[str, Mapping[str, Interval]] | None,
    sections: tuple[str, ...],
    errors: int,
) -> None:
    from touchline.ingest.evaluation.tables import section_json  # noqa: PLC0415

    record = result.as_json()
    if "predicate" not in sections:
        del record["predicates"]
    record |= section_json(found, sections)
    if levels is not None:
        record["intervals"] = levels
    if errors:
        cases = found.errors if errors < 0 else found.errors[:errors]
        record["errors"] = [case.as_json() for case in cases]
    click.echo(json.dumps(record, indent=1, ensure_ascii=False))


def _print_tables(
    result: Evaluation,
    found: Breakdown,
    levels: Mapping[str, Mapping[str, Interval]] | None,
    sections: tuple[str, ...],
    *,
    markdown: bool,
) -> None:
    from touchline.ingest.evaluate import format_table  # noqa: PLC0415
    from touchline.ingest.evaluation import render  # noqa: PLC0415
    from touchline.ingest.evaluation.tables import headline_table, interval_table, section_tables  # noqa: PLC0415

    tables = [*([interval_table(levels)] if levels else []), *section_tables(result, found, sections)]
    if markdown:
        for table in (headline_table(result), *tables):
            click.echo(render.markdown(table))
        return
    click.echo(format_table(result, predicates=False))
    screen = console(stderr=False)
    for table in tables:
        render.print_table(screen, table)
