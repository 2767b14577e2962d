"""Loading many articles at once from a file of quads, past the article-by-article way.

For a first fill only: the store must be empty. The engine's bulk loader writes the articles' graphs, then one update
makes their union, which the store keeps as its default graph. Unlike `add_all` it does not compare or check claims;
`touchline validate` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from touchline.graph.errors import InputError, StoreError
from touchline.graph.folder import store_errors
from touchline.graph.iri import ARTICLE

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from touchline.graph.store import KnowledgeGraph

__all__ = ["bulk_load"]

_UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?article { ?s ?p ?o } }"
_FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}


def bulk_load(kg: KnowledgeGraph, path: Path) -> int:
    """Fill an empty graph from N-Quads or TriG that `touchline export` wrote; returns the number of articles.

    Raises:
        StoreError: the graph is not empty, or cannot be written.
        InputError: the file cannot be read, is malformed, or holds what is in no article; the graph is empty again.
    """
    store = kg.engine
    if len(store):
        raise StoreError("The store is not empty; use touchline restore, which adds article by article.")
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path}: the suffix must be one of {', '.join(_FORMATS)}.")
    if not path.is_file():
        raise InputError(f"{path}: no such file.")
    try:
        with store_errors("written"):
            store.bulk_load(path=str(path), format=form)
    except SyntaxError as error:
        store.clear()
        raise InputError(f"{path}: malformed ({error}).") from error
    _check(store, path)
    with store_errors("written"):
        store.update(_UNION)
        store.flush()
    return len(kg)


def _check(store: Store, path: Path) -> None:
    """Empty the store again where a graph is no article's, or a quad is in none."""
    graphs = list(store.named_graphs())
    strange = [str(name) for name in graphs if not (isinstance(name, NamedNode) and name.value.startswith(ARTICLE))]
    loose = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None)
    if strange or loose is not None:
        what = strange[0] if strange else str(loose)
        store.clear()
        raise InputError(f"{path}: {what} belongs to no article of touchline's.")
