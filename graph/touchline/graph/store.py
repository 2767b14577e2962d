"""The knowledge graph: readings held in a store, one named graph for each article.

`KnowledgeGraph` keeps its quads in Oxigraph, in memory or in a folder, and hands out an rdflib `Dataset` over the same
quads (`dataset`). What it promises (docs/decisions/0005-store.md):

1. adding an article is one atomic transaction, and adding it again changes nothing;
2. adding an article that is there already with other content replaces it in one transaction;
3. removing an article leaves exactly the store that never saw it;
4. what `add_all` returned from is on the disk;
5. the default graph is the union of all articles, each triple once.

The union is kept as quads of its own, written in the same transaction: Oxigraph's union on the fly gives a triple once
for each article that holds it, so that a query with a few joins multiplies its rows beyond all memory.

One process writes; others may read. A reader sees the store as it was when it opened it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from touchline.graph import folder, rdf
from touchline.graph.errors import InputError, StoreError
from touchline.graph.iri import ARTICLE, article_iri
from touchline.graph.merge import merge_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from pyoxigraph import Triple
    from rdflib import Dataset

    from touchline.graph.model import Article, Reading, Statement
    from touchline.graph.query import Rows

__all__ = ["KnowledgeGraph"]

#: Articles between two flushes in `add_all`.
_BATCH = 100


class KnowledgeGraph:
    """Claims and evidence, in memory or in a folder.

    >>> from touchline.graph.model import Article, Reading
    >>> with KnowledgeGraph() as kg:
    ...     kg.add(Reading(Article("a1", "", title="Alonso stays")))
    ...     [article.title for article in kg.articles()]
    True
    ['Alonso stays']
    """

    def __init__(self, *, _store: Store | None = None, _read_only: bool = False) -> None:
        self._store: Store | None = _store if _store is not None else Store()
        self._read_only = _read_only

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open the store in a folder, making it where it is not there (unless `read_only`).

        Raises:
            StoreError: another process writes to it, it is damaged or written by a newer version, or the folder cannot
                be written.
        """
        return cls(_store=folder.open_store(path, read_only=read_only), _read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Flush and let go of the folder. Nothing can be done with the graph afterwards; closing twice is harmless."""
        if self._store is not None and not self._read_only:
            with folder.store_errors("written"):
                self._store.flush()
        self._store = None

    @property
    def engine(self) -> Store:
        """The pyoxigraph store, for hot paths.

        Raises:
            StoreError: the graph is closed.
        """
        if self._store is None:
            raise StoreError("This graph is closed; open it again.")
        return self._store

    @property
    def dataset(self) -> Dataset:
        """The same quads as an rdflib `Dataset`; its default graph is the union of all articles.

        It is for reading: what is written through it belongs to no article. Pass queries as strings: a prepared query
        runs in rdflib's own, far slower engine.
        """
        from oxrdflib import OxigraphStore  # noqa: PLC0415
        from rdflib import Dataset  # noqa: PLC0415

        return Dataset(store=OxigraphStore(store=self.engine), default_union=False)

    def __len__(self) -> int:
        """Number of articles."""
        return sum(1 for _ in self._graphs())

    def __contains__(self, article: object) -> bool:
        """Whether an article with this id is there."""
        return isinstance(article, str) and self.engine.contains_named_graph(NamedNode(article_iri(article)))

    def add(self, reading: Reading) -> bool:
        """Add one article, replacing what is there under its id; returns whether anything changed.

        Raises:
            InputError: the reading is not consistent (`touchline.graph.rdf.quads`).
            StoreError: the store cannot be written.
        """
        changed = self._put(reading)
        self._flush()
        return changed

    def add_all(self, readings: Iterable[Reading]) -> int:
        """Add many articles, each in one transaction; returns how many changed anything."""
        changed = 0
        for count, reading in enumerate(readings, start=1):
            changed += self._put(reading)
            if count % _BATCH == 0:
                self._flush()
        self._flush()
        return changed

    def remove(self, article: str) -> bool:
        """Take an article with all it said out of the store; returns whether it was there."""
        if article not in self:
            return False
        self._replace(NamedNode(article_iri(article)), [])
        self._flush()
        return True

    def reading(self, article: str) -> Reading:
        """What one article says.

        Raises:
            InputError: no article with this id is in the store.
        """
        if article not in self:
            raise InputError(f"No article {article!r} is in the store; the query claims-by-article lists them.")
        return self._reading(NamedNode(article_iri(article)))

    def readings(self) -> Iterator[Reading]:
        """What each article says, in order of their IRIs. Article texts are empty: the store does not keep them."""
        return map(self._reading, self._graphs())

    def articles(self) -> list[Article]:
        """The articles in order of their ids, without their texts."""
        return [reading.article for reading in self.readings()]

    def statements(self) -> list[Statement]:
        """All statements with the evidence of all articles, in order of their keys."""
        return merge_readings(self.readings())

    def query(self, text_or_name: str, /, **parameters: object) -> Rows:
        """Answer a SPARQL query, or a shipped one by its name (`touchline.graph.query`).

        Raises:
            QueryError: the query is malformed or refused, its name unknown, or a parameter missing or wrong.
        """
        from touchline.graph.query import run  # noqa: PLC0415

        return run(self.engine, text_or_name, parameters)

    def save(self, path: str | Path) -> None:
        """Write all into one file; its suffix says how: .nq, .trig (with graphs), .ttl, .nt (their union), .jsonl.

        The same content gives the same bytes.

        Raises:
            OutputError: the suffix is unknown or the file cannot be written.
        """
        from touchline.graph.export import save  # noqa: PLC0415

        save(self, path)

    def _writable(self) -> Store:
        if self._read_only:
            raise StoreError("This graph was opened for reading only; open it without read_only to write.")
        return self.engine

    def _flush(self) -> None:
        with folder.store_errors("written"):
            self._writable().flush()

    def _graphs(self) -> list[NamedNode]:
        names = [graph for graph in self.engine.named_graphs() if isinstance(graph, NamedNode)]
        return sorted((name for name in names if name.value.startswith(ARTICLE)), key=lambda name: name.value)

    def _reading(self, graph: NamedNode) -> Reading:
        with folder.store_errors("read"):
            found = list(self.engine.quads_for_pattern(None, None, None, graph))
        return rdf.reading(found)

    def _put(self, reading: Reading) -> bool:
        """One article in one transaction: `extend` for a new one, one `update` to replace one."""
        store = self._writable()
        wanted = rdf.quads(reading)
        graph = NamedNode(article_iri(reading.article.id))
        with folder.store_errors("written"):
            present = set(store.quads_for_pattern(None, None, None, graph))
            if present == set(wanted):
                return False
            if not present:
                store.extend(
                    [*wanted, *(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in wanted)]
                )
                return True
        self._replace(graph, wanted)
        return True

    def _replace(self, graph: NamedNode, wanted: list[Quad]) -> None:
        """Put these quads in the place of a graph's, in one transaction; none takes the graph away."""
        store, kept = self._writable(), {quad.triple for quad in wanted}
        with folder.store_errors("written"):
            present = [quad.triple for quad in store.quads_for_pattern(None, None, None, graph)]
            gone = [triple for triple in present if triple not in kept and self._only_in(graph, triple)]
            old, new = ("".join(f"{triple} .\n" for triple in triples) for triples in (gone, kept))
            put = f" ;\nINSERT DATA {{ {new} GRAPH {graph} {{ {new} }} }}" if kept else ""
            store.update(f"DELETE DATA {{ {old} }} ;\nDROP SILENT GRAPH {graph}{put}")

    def _only_in(self, graph: NamedNode, triple: Triple) -> bool:
        """Whether no other article says the triple."""
        quads = self.engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return all(quad.graph_name in (graph, DefaultGraph()) for quad in quads)
