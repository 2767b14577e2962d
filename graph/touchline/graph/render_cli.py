"""`touchline render`: the interactive page of a store, from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from touchline.graph.errors import OutputError
from touchline.graph.time_cli import time_options, view_readings

__all__ = ["render"]

_HELP = """Write the interactive page of a store.

One HTML file that opens without a network: entities and claims as a graph, with the sentence, article, date and status
behind each line. The same store gives the same bytes.

\b
Examples:
  touchline render --store touchline-out/store
  touchline render --store store -o alonso.html --around "Xabi Alonso" --depth 2
  touchline render --store store --as-of 2024-02-10 --title "The tenth of February"
  touchline render --store store --min-confidence 0.8 --max-entities 300 --title "January window"
"""


@click.command(help=_HELP, short_help="Write the interactive page of a store.")
@click.option("--store", required=True, metavar="STORE", help="Folder of the store.")
@click.option(
    "-o", "--output", default="graph.html", show_default=True, type=click.Path(path_type=Path), help="File to write."
)
@click.option("--title", help="Heading of the page.  [default: names the entity, or football news]")
@click.option(
    "--max-entities",
    default=1000,
    show_default=True,
    type=click.IntRange(min=1),
    help="Keep the best-connected entities up to this number.",
)
@click.option(
    "--min-confidence",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0.0, 1.0),
    help="Leave out evidence that is less certain than this.",
)
@click.option("--around", metavar="ENTITY", help="Only what is near this entity: a name, an alias, an id or Q-number.")
@click.option("--depth", type=click.IntRange(1, 6), help="How many steps --around reaches.  [default: 1]")
@time_options
def render(
    *,
    store: str,
    output: Path,
    title: str | None,
    max_entities: int,
    min_confidence: float,
    around: str | None,
    depth: int | None,
    as_of: str | None,
    known_by: str | None,
) -> None:
    """Read the store, build the view and write the page (text of the help: `_HELP`)."""
    from touchline.graph.page import to_html  # noqa: PLC0415 - the page's libraries are slow to import
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.graph.view import find_entity, neighbourhood, to_networkx  # noqa: PLC0415

    if depth is not None and around is None:
        raise click.UsageError("--depth says how far --around reaches; give --around ENTITY as well.")
    if output.is_dir():
        raise OutputError(
            f"Cannot write the page to {output}: it is a folder. Name a file, such as {output}/graph.html."
        )
    with KnowledgeGraph.open(store, read_only=True) as kg:
        graph = to_networkx(view_readings(kg, as_of, known_by), min_confidence=min_confidence)
    heading = title
    if around is not None:
        entity = find_entity(graph, around)
        graph = neighbourhood(graph, entity, depth or 1)
        heading = heading or f"{graph.nodes[entity]['name']} in football news"
    path = to_html(graph, output, title=heading or "Football news as a graph", max_entities=max_entities)
    size = path.stat().st_size / 1_000_000
    click.echo(f"{_count(len(graph), 'entity', 'entities')}, {_count(graph.number_of_edges(), 'link', 'links')}.")
    click.echo(f"The page is {path} ({size:.1f} MB). Open it in a browser: {path.resolve().as_uri()}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
