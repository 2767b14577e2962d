"""Claims as RDF 1.2 triple terms, and back: an export, not the model (docs/decisions/0004-claim-model.md).

A claim node with `rdf:subject`, `rdf:predicate` and `rdf:object` becomes a reifier of the triple term of the three:

    <…/claim/7f3a…> rdf:reifies <<( ent:Xabi_Alonso tl:linked_to ent:Liverpool )>> .

The claim keeps its IRI, its type `tl:Claim` and its evidence; `rdf:Statement` and the three properties go. Nothing is
lost: `from_triple_terms` gives the same quads back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from touchline.graph.iri import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["from_triple_terms", "to_triple_terms"]

_RDF = PREFIXES["rdf"]
_TYPE, _STATEMENT, _REIFIES = (NamedNode(_RDF + name) for name in ("type", "Statement", "reifies"))
_PARTS = tuple(NamedNode(_RDF + name) for name in ("subject", "predicate", "object"))


def to_triple_terms(quads: Iterable[Quad]) -> set[Quad]:
    """The quads with one triple term in the place of each claim's three parts."""
    kept: set[Quad] = set()
    parts: dict[tuple[object, object], dict[NamedNode, Quad]] = {}
    for quad in quads:
        if quad.predicate in _PARTS:
            parts.setdefault((quad.graph_name, quad.subject), {})[quad.predicate] = quad
        elif not (quad.predicate == _TYPE and quad.object == _STATEMENT):
            kept.add(quad)
    return kept | {_reified(*(found[part] for part in _PARTS)) for found in parts.values()}


def _reified(subject: Quad, predicate: Quad, end: Quad) -> Quad:
    term = Triple(subject.object, predicate.object, end.object)  # type: ignore[arg-type]
    return Quad(subject.subject, _REIFIES, term, subject.graph_name)


def from_triple_terms(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with claims spelt out again; what has no triple term passes through."""
    for quad in quads:
        term = quad.object
        if quad.predicate != _REIFIES or not isinstance(term, Triple):
            yield quad
            continue
        yield Quad(quad.subject, _TYPE, _STATEMENT, quad.graph_name)
        for part, value in zip(_PARTS, (term.subject, term.predicate, term.object), strict=True):
            yield Quad(quad.subject, part, value, quad.graph_name)
