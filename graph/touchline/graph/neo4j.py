"""The graph as a folder of CSV files for `neo4j-admin database import`.

| file | nodes or relationships |
|---|---|
| entities.csv | (:Entity:Person), (:Entity:Club) … |
| values.csv | (:Value): ages, positions, injuries |
| articles.csv | (:Article) |
| evidence.csv | (:Evidence), with quote, status, qualifiers |
| claims.csv, value-claims.csv | (:Entity)-[:MANAGES {claim, status, reports}]->(:Entity or :Value) |
| evidence-in.csv | (:Evidence)-[:IN]->(:Article) |
| evidence-subject.csv, evidence-object.csv | (:Evidence)-[:SUBJECT]->(:Entity), (:Evidence)-[:OBJECT]->(:Entity) |

A relationship of Neo4j cannot be the end of another, so evidence points to the claim's ends, and names the claim in its
property `claim`. `import.txt` holds the command. Lists are separated by U+001F, which the command says; control
characters in texts become U+FFFD.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from touchline.graph.errors import OutputError
from touchline.graph.export import write_atomically
from touchline.graph.flat import evidence_rows
from touchline.graph.network_files import plain
from touchline.graph.rdf import evidence_iri
from touchline.graph.view import to_networkx
from touchline.graph.vocab import NORMAL_FORMS, QUALIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from touchline.graph.store import KnowledgeGraph

__all__ = ["neo4j_files", "write_folder"]

_LISTS = "\x1f"
_TEXTS = [*(name for name in QUALIFIERS if name != "source"), *(NORMAL_FORMS[name] for name in QUALIFIERS)]
_SAID = ["claim", "status", "lead:boolean", "quote", "sentence", "start:long", "end:long", "published:date", "source",
         "confidence:double", "extractor"]  # fmt: skip
_RELATION = ["claim", "status", "reports:long"]
_COMMAND = """neo4j-admin database import full --multiline-fields=true --array-delimiter=U+001F \\
  --nodes=entities.csv --nodes=values.csv --nodes=articles.csv --nodes=evidence.csv \\
  --relationships=claims.csv --relationships=value-claims.csv --relationships=evidence-in.csv \\
  --relationships=evidence-subject.csv --relationships=evidence-object.csv neo4j
"""


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return _LISTS.join(map(plain, value))
    return "" if value is None else plain(str(value))


def _table(head: list[str], rows: Iterable[Iterable[Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def _nodes(kg: KnowledgeGraph, view: Any) -> dict[str, bytes]:
    entities = (
        (name, data["name"], data["aliases"], data["qid"], data["iri"], ("Entity", data["type"]))
        for name, data in view.nodes(data=True)
    )
    values = ((claim["key"], claim["value"], "Value") for _, data in view.nodes(data=True) for claim in data["values"])
    articles = ((a.id, a.title, a.published, a.source, a.url, a.authors, "Article") for a in kg.articles())
    said = [name.partition(":")[0] for name in _SAID]
    evidence = ((key, *(row[name] for name in (*said, *_TEXTS)), "Evidence") for key, row in _evidence(kg))
    return {
        "entities.csv": _table(["id:ID(entity)", "name", "aliases:string[]", "qid", "iri", ":LABEL"], entities),
        "values.csv": _table(["id:ID(value)", "value", ":LABEL"], values),
        "articles.csv": _table(
            ["id:ID(article)", "title", "published:date", "outlet", "url", "authors:string[]", ":LABEL"], articles
        ),
        "evidence.csv": _table(["id:ID(evidence)", *_SAID, *_TEXTS, ":LABEL"], evidence),
    }


def _evidence(kg: KnowledgeGraph) -> list[tuple[str, dict[str, Any]]]:
    """The flat rows, each with the id of its evidence."""
    keys = [
        evidence_iri(statement, evidence).rpartition("/")[2]
        for reading in kg.readings() for statement in reading.statements for evidence in statement.evidence
    ]  # fmt: skip
    return list(zip(keys, evidence_rows(kg), strict=True))


def _relationships(kg: KnowledgeGraph, view: Any) -> dict[str, bytes]:
    edges = sorted(view.edges(keys=True, data=True), key=lambda edge: edge[2])
    claims = ((s, key, d["status"], d["reports"], o, d["predicate"].upper()) for s, o, key, d in edges)
    values = (
        (name, c["key"], c["status"], c["reports"], c["key"], c["predicate"].upper())
        for name, data in view.nodes(data=True) for c in data["values"]
    )  # fmt: skip
    evidence = _evidence(kg)

    def ends(column: str, space: str, kind: str) -> bytes:
        rows = ((key, row[column], kind) for key, row in evidence if row[column])
        return _table([":START_ID(evidence)", f":END_ID({space})", ":TYPE"], rows)

    return {
        "claims.csv": _table([":START_ID(entity)", *_RELATION, ":END_ID(entity)", ":TYPE"], claims),
        "value-claims.csv": _table([":START_ID(entity)", *_RELATION, ":END_ID(value)", ":TYPE"], values),
        "evidence-in.csv": ends("article", "article", "IN"),
        "evidence-subject.csv": ends("subject", "entity", "SUBJECT"),
        "evidence-object.csv": ends("object", "entity", "OBJECT"),
    }


def neo4j_files(kg: KnowledgeGraph) -> dict[str, bytes]:
    """The files by their names."""
    view = to_networkx(kg)
    return {**_nodes(kg, view), **_relationships(kg, view), "import.txt": _COMMAND.encode()}


def write_folder(kg: KnowledgeGraph, folder: Path) -> None:
    """Write the files into a folder, which is made where it is not there; files of these names are replaced.

    Raises:
        OutputError: the folder or a file cannot be written.
    """
    files = neo4j_files(kg)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror}); choose another place.") from error
    for name, content in files.items():
        write_atomically(folder / name, content)
