"""The options --as-of and --known-by, which query and render share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.model import Reading
    from touchline.graph.store import KnowledgeGraph

__all__ = ["checked_day", "time_options", "view_readings", "viewed"]


def checked_day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value of an option that takes a day (a callback for click)."""
    from touchline.graph.merge import checked_date  # noqa: PLC0415

    return checked_date(value, f"--{(parameter.name or '').replace('_', '-')}")


def time_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --as-of and --known-by."""
    known = click.option("--known-by", metavar="DATE", callback=checked_day,
                         help="Only what was published on that day or earlier.")  # fmt: skip
    as_of = click.option("--as-of", metavar="DATE", callback=checked_day,
                         help="Only what held on that day, by whatever article.")  # fmt: skip
    return as_of(known(command))


def view_readings(kg: KnowledgeGraph, as_of: str | None, known_by: str | None) -> list[Reading]:
    """The readings of the view that the options ask for; says on standard error what has no day and is left out."""
    from touchline.graph.time_view import readings_as_of  # noqa: PLC0415

    readings = list(kg.readings())
    if as_of is None and known_by is None:
        return readings
    undated = sum(reading.article.published is None for reading in readings)
    if undated:
        articles = "1 article without a date is" if undated == 1 else f"{undated} articles without a date are"
        click.echo(f"{articles} left out: nobody knows of which day they tell.", err=True)
    return readings_as_of(readings, as_of, known_by=known_by)


def viewed(kg: KnowledgeGraph, as_of: str | None, known_by: str | None) -> KnowledgeGraph:
    """The graph itself or, where an option is given, the view in memory that it asks for."""
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415

    if as_of is None and known_by is None:
        return kg
    view = KnowledgeGraph()
    view.add_all(view_readings(kg, as_of, known_by))
    return view
