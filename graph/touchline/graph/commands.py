"""The commands query, validate, export, remove and restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.graph.errors import InputError
from touchline.graph.time_cli import time_options, viewed

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["export", "query", "remove", "restore", "validate"]

_STORE: Callable[[Any], Any] = click.option(
    "--store", "-s", required=True, metavar="STORE", help="Folder of the store, as build or ingest made it."
)


@click.command()
@click.option("--store", "-s", metavar="STORE", help="Folder of the store, as build or ingest made it.")
@click.option("--list", "listing", is_flag=True, help="List the shipped queries with their parameters.")
@click.option("--param", "-p", "params", multiple=True, metavar="K=V", help="Value of a parameter; repeatable.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", "csv", "json", "md"]), default="table", show_default=True,
    help="How rows are written.",
)  # fmt: skip
@time_options
@click.argument("text", metavar="NAME|FILE.rq|QUERY", required=False)
def query(
    *,
    store: str | None,
    text: str | None,
    params: tuple[str, ...],
    form: str,
    as_of: str | None,
    known_by: str | None,
    listing: bool,
) -> None:
    """Ask the store: a shipped query, a file, or SPARQL text.

    Names given as parameters may be full names, aliases, ids (ent:...), Wikidata ids or IRIs. Prefixes tl, ent, art,
    wd, wdt, schema, prov, rdf, rdfs, skos, xsd are known. Queries only read, and never leave the store. STORE may be
    the address of a SPARQL 1.1 server whose default graph is the union of the articles.

    \b
    Examples:
      touchline query --list
      touchline query --store news/store linked-managers --param club=Liverpool
      touchline query --store news/store rumours --param since=2024-02-01 --format csv
      touchline query --store news/store who-manages --param team=Liverpool --as-of 2024-02-10
      touchline query --store news/store my-query.rq --format json
      touchline query --store http://localhost:7878/query most-linked
      touchline query --store news/store "SELECT ?who ?club { ?who tl:manages ?club }"
    """  # noqa: D301
    if listing:
        click.echo(_listing(), nl=False)
        return
    if store is None or text is None:
        raise click.UsageError("Give --store and a query, or --list to see the shipped ones.")
    from touchline.graph.query import run  # noqa: PLC0415
    from touchline.graph.remote import RemoteStore, is_address  # noqa: PLC0415
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.graph.table import FORMATS  # noqa: PLC0415

    values = dict(map(_parameter, params))
    if is_address(store):
        if as_of or known_by:
            raise click.UsageError("--as-of and --known-by need a store in a folder; a server answers queries only.")
        click.echo(FORMATS[form](run(RemoteStore(store), _query_text(text), values)), nl=False)
        return
    with KnowledgeGraph.open(store, read_only=True) as kg:
        rows = viewed(kg, as_of, known_by).query(_query_text(text), **values)
    click.echo(FORMATS[form](rows), nl=False)


def _listing() -> str:
    from touchline.graph.query import named_queries  # noqa: PLC0415

    lines = []
    for name, item in named_queries().items():
        lines.append(f"{name}\n    {item.question}")
        for parameter in item.parameters:
            default = "" if parameter.default is None else f" (default {parameter.default})"
            lines.append(f"      {parameter.name}: {parameter.meaning}{default}")
    return "\n".join(lines) + "\n"


def _parameter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.isidentifier():
        raise click.UsageError(f"--param wants NAME=VALUE, not {text!r}.")
    return name, value


def _query_text(text: str) -> str:
    """The text itself, or what the file holds where it names one."""
    if not text.endswith(".rq"):
        return text
    try:
        return Path(text).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{text}: the query file cannot be read ({error}).") from error


@click.command()
@_STORE
def validate(store: str) -> None:
    """Check the store against the ontology's rules.

    Prints each broken rule with what breaks it, the article, its words and the sentence; exit code 1 if there is any.

    \b
    Example:
      touchline validate --store news/store
    """  # noqa: D301
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.graph.validate import validate_store  # noqa: PLC0415

    with KnowledgeGraph.open(store, read_only=True) as kg:
        count, violations = len(kg), validate_store(kg.engine)
    for item in violations:
        said = f" ({item.article}: {' '.join(item.quote.split())!r})" if item.article else ""
        click.echo(f"{item.what}: {item.rule}{said}")
        if item.sentence:
            click.echo(f"    {' '.join(item.sentence.split())}")
    click.echo(f"{count} articles checked, {len(violations)} rules broken.", err=bool(violations))
    if violations:
        sys.exit(1)


@click.command()
@_STORE
@click.option("--output", "-o", required=True, metavar="FILE", help="File to write; its suffix says how.")
def export(store: str, output: str) -> None:
    """Write the whole store into one file.

    The suffix chooses the format. The same store gives the same bytes.

    \b
    .nq .trig .jsonld   RDF with one graph an article; restore reads them back
    .ttl .nt            RDF, the union of all articles
    .rdf12.trig (or .rdf12.nq, .rdf12.ttl)   the same with triple terms of RDF 1.2
    .jsonl              one line of claims an article; restore reads it back
    .csv .parquet       one table with a row for each evidence (.parquet needs pyarrow)
    .graphml .gexf      the network, for Gephi, Cytoscape, networkx
    .neo4j              a folder of CSV files for neo4j-admin

    \b
    Examples:
      touchline export --store news/store -o graph.ttl
      touchline export --store news/store -o claims.jsonl
      touchline export --store news/store -o network.gexf
    """  # noqa: D301
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415

    with KnowledgeGraph.open(store, read_only=True) as kg:
        kg.save(output)


@click.command()
@_STORE
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.option("--backup", metavar="FILE", help="First write what is removed into a JSON Lines file, for restore.")
@click.argument("article", metavar="ARTICLE")
def remove(store: str, article: str, backup: str | None, *, yes: bool) -> None:
    """Take an article with all it said out of the store.

    ARTICLE is its id; `touchline query --store STORE claims-by-article` lists them. What other articles say stays.

    \b
    Examples:
      touchline remove --store news/store alonso-stays --backup removed.jsonl
      touchline restore --store news/store removed.jsonl
    """  # noqa: D301
    from touchline.graph.jsonl import write_jsonl  # noqa: PLC0415
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.graph.terms import article_id  # noqa: PLC0415

    with KnowledgeGraph.open(store) as kg:
        reading = kg.reading(article_id(article))
        title = f" ({reading.article.title})" if reading.article.title else ""
        if not yes:
            click.confirm(f"Remove {article}{title} with {len(reading.statements)} claims?", abort=True)
        if backup is not None:
            write_jsonl([reading], backup)
        kg.remove(reading.article.id)
    click.echo(f"Removed {article} with {len(reading.statements)} claims.", err=True)


@click.command()
@_STORE
@click.argument("file", metavar="FILE")
def restore(store: str, file: str) -> None:
    """Put articles from a file back into a store.

    FILE is what `remove --backup`, `extract` or `export` wrote: .jsonl, .nq, .trig or .jsonld, with or without triple
    terms; .ttl and .nt where they are about one article. Articles that are there already with other claims are
    replaced.

    \b
    Examples:
      touchline restore --store news/store removed.jsonl
      touchline restore --store copy/store graph.trig
    """  # noqa: D301
    from touchline.graph.claim_files import read_claims  # noqa: PLC0415
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415

    readings = list(read_claims(file))
    with KnowledgeGraph.open(store) as kg:
        changed = kg.add_all(readings)
    click.echo(f"{len(readings)} articles read, {changed} new or changed.", err=True)
