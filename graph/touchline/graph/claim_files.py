"""Reading back what `touchline export` wrote: claims files and RDF with one graph for each article.

N-Quads, TriG and JSON-LD hold each article in a graph of its own, with or without triple terms of RDF 1.2. Turtle and
N-Triples hold the union of all, which does not tell whose alias or label is whose: they are read where they are about
one article.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, parse

from touchline.graph import rdf
from touchline.graph.errors import InputError
from touchline.graph.jsonl import read_jsonl
from touchline.graph.rdf12 import from_triple_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from touchline.graph.model import Reading

__all__ = ["read_claims"]

_RDF = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
}


def read_claims(path: str | Path) -> Iterator[Reading]:
    """The readings in a file, whose suffix says what it is; any suffix but those of RDF is read as JSON Lines.

    Raises:
        InputError: the file cannot be read, is malformed, or is not what touchline writes; the message names it.
    """
    form = _RDF.get(Path(path).suffix.lower())
    if form is None:
        yield from read_jsonl(path)
        return
    try:
        with Path(path).open("rb") as file:
            quads = list(from_triple_terms(parse(file, format=form)))
    except SyntaxError as error:
        raise InputError(f"{path}: malformed ({error}).") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from error
    try:
        yield from map(rdf.reading, _graphs(quads))
    except InputError as error:
        raise InputError(f"{path}: {error} Of files with the union of several articles (.ttl, .nt) none can be read "
                         "back; export .trig, .nq, .jsonld or .jsonl.") from error  # fmt: skip


def _graphs(quads: Iterable[Quad]) -> list[list[Quad]]:
    """The quads of each graph, in order of their names; the default graph only where there is no other."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or not isinstance(quad.object, NamedNode | Literal):
            raise InputError(f"{quad} has a blank node, and touchline writes none.")
        name = quad.graph_name
        graphs.setdefault("" if isinstance(name, DefaultGraph) else name.value, []).append(quad)
    if len(graphs) > 1:
        graphs.pop("", None)
    return [graphs[name] for name in sorted(graphs)]
