"""The page `docs/queries.md`: each shipped query with its words, parameters, an example and its first rows.

The examples are asked of the graph that is handed in; a test hands in the sample articles and compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.graph.query import Rows, named_queries
from touchline.graph.table import FORMATS

if TYPE_CHECKING:
    from touchline.graph.query import NamedQuery
    from touchline.graph.store import KnowledgeGraph

__all__ = ["EXAMPLES", "queries_page"]

_SHOWN = 5
_WIDEST = 60
_HEAD = """# The shipped queries

`touchline query --store STORE NAME --param K=V` asks one, `touchline query --list` lists them, and in Python
`KnowledgeGraph.query(name, **parameters)` gives the rows. Each is a file in `graph/touchline/graph/queries` whose
header says in words what it answers and names its parameters: a place to start for one's own. All give the same rows
through rdflib's `Dataset.query`, on rdflib's memory store as on Oxigraph.

A person, club or other entity is given by name, alias, id, Wikidata id or IRI. `*` as a default means "any".

The examples show at most five rows, and columns of sentences and articles are left out. They are asked of the sample
articles **as annotated by hand**, so that they show what a reader without errors would store and do not change with the
extractor; over `touchline build --samples` the answers differ where it errs. A test generates this page and compares.
"""
_UNSHOWN = {"quote", "article", "sentence", "entity", "confidence", "first_sentence", "second_sentence",
            "first_article", "second_article"}  # fmt: skip

#: Parameters of the example of each query that needs or deserves some.
EXAMPLES: dict[str, dict[str, str]] = {
    "about": {"entity": "Xabi Alonso"},
    "career": {"person": "Arne Slot"},
    "claims-of-article": {"article": "2024-02-12-alonso-liverpool-race.txt"},
    "club-window": {"club": "Arsenal"},
    "clubs-in-for": {"person": "Xabi Alonso"},
    "contract-ends": {"year": "2026"},
    "head-to-head": {"one": "Newcastle United", "other": "Liverpool"},
    "linked-managers": {"club": "Liverpool"},
    "path-between": {"one": "Arne Slot", "other": "Xabi Alonso"},
    "said-first": {"about": "Xabi Alonso"},
    "squad": {"club": "Manchester City"},
    "who-manages": {"team": "Liverpool"},
}


def _short(value: object) -> object:
    text = str(value)
    return value if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _table(rows: Rows) -> str:
    columns = [name for name in rows.variables if name not in _UNSHOWN]
    shown = ({name: row[name] if row[name] is None else _short(row[name]) for name in columns} for row in rows[:_SHOWN])
    return FORMATS["md"](Rows(columns, shown))


def _words(query: NamedQuery) -> str:
    """The header's lines that are neither the question nor a parameter."""
    header = [line.removeprefix("#").strip() for line in query.text.splitlines() if line.startswith("#")]
    return " ".join(line for line in header[1:] if line and not line.startswith("param ")).strip()


def _section(kg: KnowledgeGraph, name: str, query: NamedQuery) -> str:
    given = EXAMPLES.get(name, {})
    rows = kg.query(name, **given)
    options = "".join(f' --param {key}="{value}"' for key, value in given.items())
    parameters = [
        f"- `{p.name}`: {p.meaning}" + ("" if p.default is None else f" (default `{p.default}`)")
        for p in query.parameters
    ]
    count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    parts = [f"## {name}\n", f"{query.question}\n"]
    if words := _words(query):
        parts.append(f"{words}\n")
    if parameters:
        parts.append("\n".join(parameters) + "\n")
    parts += [f"    touchline query --store STORE {name}{options}\n", f"{count}:\n", _table(rows)]
    return "\n".join(parts)


def queries_page(kg: KnowledgeGraph) -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *(_section(kg, name, query) for name, query in named_queries().items())])
