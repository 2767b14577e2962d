"""Writing a whole graph into one file, the same bytes for the same content.

N-Quads and N-Triples are sorted by line. Turtle, TriG and JSON-LD are sorted by subject, type first, so that what is
said of one thing stands together; all are read by every RDF 1.1 parser. `.rdf12.` before the suffix writes claims as
triple terms of RDF 1.2. Beside RDF there are claims as lines of JSON, one flat table, and network files.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from touchline.graph.errors import OutputError
from touchline.graph.iri import PREFIXES
from touchline.graph.jsonl import to_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.store import KnowledgeGraph

__all__ = ["FORMATS", "save", "write_atomically"]

#: Suffix of a folder of CSV files for neo4j-admin.
_FOLDER = ".neo4j"
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def _order(item: Quad | Triple) -> tuple[str, str, bool, str, str]:
    graph = str(item.graph_name) if isinstance(item, Quad) else ""
    return graph, str(item.subject), item.predicate != _TYPE, str(item.predicate), str(item.object)


def _sorted_lines(items: set[Quad] | set[Triple]) -> bytes:
    return "".join(sorted(f"{item} .\n" for item in items)).encode()


def _sorted_prefixes(text: bytes) -> bytes:
    """The same with the lines of prefixes in order: the engine writes them in another order each time."""
    lines = text.split(b"\n")
    head = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"\n".join([*sorted(lines[:head]), *lines[head:]])


def _turtle(items: set[Triple]) -> bytes:
    triples = sorted(items, key=_order)
    return _sorted_prefixes(serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"")


def _trig(items: set[Quad]) -> bytes:
    quads = sorted(items, key=_order)
    return _sorted_prefixes(serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b"")


def _json_ld(kg: KnowledgeGraph) -> bytes:
    return (serialize(sorted(_named(kg), key=_order), format=RdfFormat.JSON_LD) or b"") + b"\n"


def _union(kg: KnowledgeGraph) -> set[Triple]:
    return {quad.triple for quad in kg.engine.quads_for_pattern(None, None, None, DefaultGraph())}


def _named(kg: KnowledgeGraph) -> set[Quad]:
    """The articles' own quads, without the union that the store keeps beside them."""
    return {quad for quad in kg.engine if quad.graph_name != DefaultGraph()}


def _lines(kg: KnowledgeGraph) -> bytes:
    return "".join(to_line(reading) + "\n" for reading in kg.readings()).encode()


def _triple_terms(kg: KnowledgeGraph) -> set[Quad]:
    from touchline.graph.rdf12 import to_triple_terms  # noqa: PLC0415

    return to_triple_terms(_named(kg))


def _lazily(module: str, name: str) -> Callable[[KnowledgeGraph], bytes]:
    """A maker of bytes in a module that is imported only when it is asked for."""
    return lambda kg: bytes(getattr(import_module(f"touchline.graph.{module}"), name)(kg))


#: By suffix: what makes the bytes.
FORMATS: dict[str, Callable[[KnowledgeGraph], bytes]] = {
    ".nq": lambda kg: _sorted_lines(_named(kg)),
    ".nt": lambda kg: _sorted_lines(_union(kg)),
    ".ttl": lambda kg: _turtle(_union(kg)),
    ".trig": lambda kg: _trig(_named(kg)),
    ".jsonld": _json_ld,
    ".rdf12.nq": lambda kg: _sorted_lines(_triple_terms(kg)),
    ".rdf12.ttl": lambda kg: _turtle({quad.triple for quad in _triple_terms(kg)}),
    ".rdf12.trig": lambda kg: _trig(_triple_terms(kg)),
    ".jsonl": _lines,
    ".csv": _lazily("flat", "csv_bytes"),
    ".parquet": _lazily("flat", "parquet_bytes"),
    ".graphml": _lazily("network_files", "graphml_bytes"),
    ".gexf": _lazily("network_files", "gexf_bytes"),
}


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the whole new one.

    Raises:
        OutputError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another place.") from error


def save(kg: KnowledgeGraph, path: str | Path) -> None:
    """Write all of a graph into one file in the format of its suffix; `.neo4j` makes a folder of CSV files.

    Raises:
        OutputError: the suffix is unknown or the file cannot be written.
    """
    place = Path(path)
    name = place.name.lower()
    if name.endswith(_FOLDER):
        import_module("touchline.graph.neo4j").write_folder(kg, place)
        return
    suffix = max((suffix for suffix in FORMATS if name.endswith(suffix)), key=len, default=None)
    if suffix is None:
        raise OutputError(f"{path}: the suffix must be one of {', '.join(FORMATS)}, {_FOLDER}.")
    write_atomically(place, FORMATS[suffix](kg))
