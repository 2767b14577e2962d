"""The command diff."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from touchline.graph.diff import Change
    from touchline.graph.model import Reading
    from touchline.graph.query import Rows

__all__ = ["diff"]

_COLUMNS = ("change", "subject", "predicate", "object", "status", "what", "published", "article", "sentence")


@click.command()
@click.option("--from", "start", metavar="DATE", help="Compare from what was published on that day or before.")
@click.option("--to", "end", metavar="DATE", help="Compare to what was published on that day or before.")
@click.option("--since", metavar="DATE", help="The same as --from: what changed since then.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", "csv", "json", "md"]), default="table", show_default=True,
    help="How changes are written.",
)  # fmt: skip
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False)
def diff(*, before: str, after: str | None, start: str | None, end: str | None, since: str | None, form: str) -> None:
    """Tell what changed between two stores, or between two days of one.

    A and B are stores, or files of claims (.jsonl). Without B two days of A are compared: each with what was published
    on it or before. A claim is new, gone, or changed: in its status, fee, other qualifiers, or number of reports.
    DATE is 2024-02-15, today, yesterday, "3 days ago" or "2 weeks ago".

    \b
    Examples:
      touchline diff old/store new/store
      touchline diff news/store --since yesterday
      touchline diff news/store --from 2024-01-01 --to 2024-02-01 --format md
      touchline diff touchline-out/previous/claims.jsonl touchline-out/claims.jsonl --format json
    """  # noqa: D301
    from touchline.graph import diff as logic  # noqa: PLC0415
    from touchline.graph.table import FORMATS  # noqa: PLC0415

    start = _only_one(start, since)
    if after is None and start is None and end is None:
        raise click.UsageError("Give two stores, or one store and --from, --to or --since.")
    if after is not None and (start or end):
        raise click.UsageError("Give two stores or days of one store, not both.")
    old = _readings(before)
    new = old if after is None else _readings(after)
    if after is None:
        _say_undated(new)
        old = logic.until(old, logic.day_of(start)) if start else []
        new = logic.until(new, logic.day_of(end or "9999-12-31"))
    changes = logic.diff(old, new)
    text = json.dumps(list(map(_json, changes)), ensure_ascii=False, indent=2) + "\n"
    click.echo(text if form == "json" else FORMATS[form](_rows(changes)), nl=False)
    counts = ", ".join(f"{sum(c.kind == kind for c in changes)} {kind}" for kind in ("new", "changed", "gone"))
    click.echo(f"{counts}.", err=True)


def _only_one(start: str | None, since: str | None) -> str | None:
    if start and since:
        raise click.UsageError("--since and --from mean the same; give one of them.")
    return start or since


def _readings(place: str) -> list[Reading]:
    """The readings of a store or of a file of claims."""
    from touchline.graph.jsonl import read_jsonl  # noqa: PLC0415
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415

    if place.endswith(".jsonl") and not Path(place).is_dir():
        return list(read_jsonl(place))
    with KnowledgeGraph.open(place, read_only=True) as kg:
        return list(kg.readings())


def _say_undated(readings: list[Reading]) -> None:
    undated = sum(reading.article.published is None for reading in readings)
    if undated:
        click.echo(f"{undated} without a date of publication left out of both days.", err=True)


def _json(change: Change) -> dict[str, object]:
    fields = {name: {"before": old, "after": new} for name, (old, new) in change.fields.items()}
    return {"change": change.kind, **asdict(change.claim), "fields": fields}


def _rows(changes: list[Change]) -> Rows:
    from touchline.graph.query import Rows  # noqa: PLC0415

    def what(change: Change) -> str:
        return "; ".join(f"{name}: {old or 'none'} → {new or 'none'}" for name, (old, new) in change.fields.items())

    lines = ({"change": c.kind, "what": what(c), **asdict(c.claim)} for c in changes)
    return Rows(_COLUMNS, ({name: line[name] for name in _COLUMNS} for line in lines))
