"""Readings as quads in one named graph for each article, and back.

The graph's name is the article's IRI. It holds, all named by IRIs (no blank nodes) and all RDF 1.1:

1. the article: `schema:NewsArticle` with identifier, headline, date, publisher, authors, address; not its text;
2. each entity: class, `rdfs:label`, `skos:altLabel`, `owl:sameAs` to Wikidata where linked, candidates, mentions;
3. each statement as a claim: `tl:Claim` and `rdf:Statement`, and `subject tl:claim claim` for one-hop access;
4. each evidence, with status, quote, sentence, offsets, qualifiers and their normal forms, who says so, when,
   confidence, extractor, rank;
5. the plain triple, only where it misleads nobody (`is_plain`).

See docs/decisions/0004-claim-model.md. `quads` and `reading` are inverse to each other up to `merge.canonical` and the
article's text.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from touchline.graph.errors import InputError
from touchline.graph.iri import ARTICLE, CLAIM, ENT, EVIDENCE, PREFIXES, TL, WD, article_iri, entity_iri
from touchline.graph.merge import canonical
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Value
from touchline.graph.vocab import CLASSES, NORMAL_FORMS, PREDICATES, QUALIFIERS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.graph.model import Status

__all__ = ["claim_iri", "evidence_iri", "is_plain", "quads", "reading", "tl"]

_INTEGER = re.compile(r"0|[1-9][0-9]{0,8}")
_QID = re.compile(r"[QPL][1-9][0-9]*")
_Pair = tuple[NamedNode, NamedNode | Literal]


def tl(name: str) -> NamedNode:
    """The term of our ontology with this local name."""
    return NamedNode(TL + name)


def _term(prefixed: str) -> NamedNode:
    prefix, _, name = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


_TYPE, _LABEL, _ALIAS, _SAME = map(_term, ("rdf:type", "rdfs:label", "skos:altLabel", "owl:sameAs"))
_ARTICLE, _ID, _TITLE, _DATE = map(
    _term, ("schema:NewsArticle", "schema:identifier", "schema:headline", "schema:datePublished")
)
_PUBLISHER, _AUTHOR, _URL = map(_term, ("schema:publisher", "schema:author", "schema:url"))
_STATEMENT, _SUBJECT, _PREDICATE, _OBJECT = map(_term, ("rdf:Statement", "rdf:subject", "rdf:predicate", "rdf:object"))
_XSD_DATE, _XSD_INTEGER = _term("xsd:date"), _term("xsd:integer")


def claim_iri(statement: Statement) -> str:
    """IRI of the claim node of a statement; the same in every article that speaks of it."""
    return CLAIM + statement.key


def evidence_iri(statement: Statement, evidence: Evidence) -> str:
    """IRI of an evidence node: a hash of all that it says, so that running again names it the same."""
    said = [
        statement.key, evidence.article, evidence.start, evidence.end, evidence.quote, evidence.sentence,
        evidence.status, sorted(evidence.qualifiers.items()), evidence.source, evidence.published,
        evidence.confidence, evidence.extractor,
    ]  # fmt: skip
    if evidence.normalised:
        said.append(sorted(evidence.normalised.items()))
    return EVIDENCE + hashlib.sha256(json.dumps(said).encode()).hexdigest()[:20]


def is_plain(statement: Statement) -> bool:
    """Whether the plain triple stands beside the evidence: a fact, or a tentative predicate that is not denied.

    The status is that of the lead evidence.
    """
    predicate = PREDICATES[statement.predicate]
    return statement.status == "fact" or (predicate.tentative and statement.status != "denied")


def quads(item: Reading) -> list[Quad]:
    """All quads of a reading, in the graph that its article names.

    Raises:
        InputError: it has no canonical form, or uses a class, predicate, status or qualifier that the ontology lacks.
    """
    item = canonical(item)
    graph = NamedNode(article_iri(item.article.id))
    return [Quad(subject, predicate, value, graph) for subject, predicate, value in _triples(item, graph)]


def _triples(item: Reading, graph: NamedNode) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    for pair in _article_pairs(item):
        yield graph, *pair
    for entity in item.entities:
        subject = NamedNode(entity_iri(entity.id))
        for pair in _entity_pairs(entity, item, graph.value):
            yield subject, *pair
    for statement in item.statements:
        subject, claim = NamedNode(entity_iri(statement.subject.id)), NamedNode(claim_iri(statement))
        _check_statement(statement, item.article.id)
        value = _object_term(statement)
        yield subject, tl("claim"), claim
        if is_plain(statement):
            yield subject, tl(statement.predicate), value
        yield from ((claim, _TYPE, kind) for kind in (tl("Claim"), _STATEMENT))
        yield from ((claim, _SUBJECT, subject), (claim, _PREDICATE, tl(statement.predicate)), (claim, _OBJECT, value))
        for rank, evidence in enumerate(statement.evidence):
            node = NamedNode(evidence_iri(statement, evidence))
            yield claim, tl("evidence"), node
            yield from ((node, *pair) for pair in _evidence_pairs(evidence, rank, graph))


def _check_statement(statement: Statement, article: str) -> None:
    if statement.predicate not in PREDICATES:
        raise InputError(f"article {article}: the ontology has no predicate {statement.predicate!r}.")
    for evidence in statement.evidence:
        if evidence.status not in STATUSES:
            raise InputError(f"article {article}: the ontology has no status {evidence.status!r}.")
        if unknown := {*evidence.qualifiers, *evidence.normalised} - set(QUALIFIERS):
            raise InputError(f"article {article}: the ontology has no qualifier {min(unknown)!r}.")


def _article_pairs(item: Reading) -> Iterator[_Pair]:
    article = item.article
    yield _TYPE, _ARTICLE
    yield _ID, Literal(article.id)
    if article.title:
        yield _TITLE, Literal(article.title)
    if article.published:
        yield _DATE, Literal(article.published, datatype=_XSD_DATE)
    if article.source:
        yield _PUBLISHER, Literal(article.source)
    if article.url:
        yield _URL, NamedNode(article.url)
    yield from ((_AUTHOR, Literal(author)) for author in article.authors)
    yield from ((tl("warning"), Literal(warning)) for warning in item.warnings)


def _entity_pairs(entity: Entity, item: Reading, article: str) -> Iterator[_Pair]:
    if entity.type not in CLASSES:
        raise InputError(f"article {item.article.id}: the ontology has no class {entity.type!r} ({entity.name}).")
    yield _TYPE, tl(entity.type)
    yield _LABEL, Literal(entity.name)
    yield from ((_ALIAS, Literal(alias)) for alias in entity.aliases)
    if entity.qid is not None:
        if not _QID.fullmatch(entity.qid):
            raise InputError(f"article {item.article.id}: {entity.qid!r} is no Wikidata id ({entity.name}).")
        yield _SAME, NamedNode(WD + entity.qid)
    yield from ((tl("candidate"), NamedNode(entity_iri(candidate))) for candidate in entity.candidates)
    for start, end in item.mentions.get(entity.id, ()):
        yield tl("mentioned_at"), NamedNode(f"{article}#char={start},{end}")


def _object_term(statement: Statement) -> NamedNode | Literal:
    """The object: an entity, or a literal; a number where the predicate wants one and the value is one."""
    if isinstance(statement.object, Entity):
        return NamedNode(entity_iri(statement.object.id))
    value = statement.object.value
    if PREDICATES[statement.predicate].datatype == "integer" and _INTEGER.fullmatch(value):
        return Literal(value, datatype=_XSD_INTEGER)
    return Literal(value)


def _evidence_pairs(evidence: Evidence, rank: int, article: NamedNode) -> Iterator[_Pair]:
    yield _TYPE, tl("Evidence")
    yield tl("article"), article
    yield tl("status"), tl(evidence.status)
    yield tl("rank"), Literal(rank)
    if rank == 0:
        yield tl("lead"), Literal(value=True)
    yield tl("quote"), Literal(evidence.quote)
    yield tl("sentence"), Literal(evidence.sentence)
    yield tl("start"), Literal(evidence.start)
    yield tl("end"), Literal(evidence.end)
    yield tl("confidence"), Literal(float(evidence.confidence))
    if evidence.published:
        yield tl("published"), Literal(evidence.published, datatype=_XSD_DATE)
    if evidence.source:
        yield tl("source"), Literal(evidence.source)
    if evidence.extractor:
        yield tl("extractor"), Literal(evidence.extractor)
    yield from ((tl(name), Literal(value)) for name, value in evidence.qualifiers.items())
    yield from ((tl(NORMAL_FORMS[name]), Literal(value)) for name, value in evidence.normalised.items())


class _Nodes:
    """The triples of one graph by subject and predicate, as strings."""

    def __init__(self, graph: Iterable[Quad]) -> None:
        self.by_subject: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        for quad in graph:
            subject = cast("NamedNode", quad.subject).value
            values = self.by_subject.setdefault(subject, {}).setdefault(quad.predicate.value, [])
            values.append(cast("NamedNode | Literal", quad.object))

    def terms(self, subject: str, predicate: NamedNode) -> list[NamedNode | Literal]:
        return self.by_subject.get(subject, {}).get(predicate.value, [])

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        return [term.value for term in self.terms(subject, predicate)]

    def one(self, subject: str, predicate: NamedNode) -> str | None:
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: str, predicate: NamedNode) -> str:
        return self.one(subject, predicate) or ""

    def typed(self, kind: NamedNode) -> list[str]:
        return [subject for subject in self.by_subject if kind.value in self.all(subject, _TYPE)]


def reading(graph: Iterable[Quad]) -> Reading:
    """The reading that the quads of one article's graph hold; its article has no text.

    Raises:
        InputError: the quads are not those of one article.
    """
    nodes = _Nodes(graph)
    articles = nodes.typed(_ARTICLE)
    if len(articles) != 1:
        raise InputError(f"A graph of one article was expected, but it describes {len(articles)}.")
    try:
        return _reading(nodes, articles[0])
    except (LookupError, ValueError, TypeError) as error:
        raise InputError(f"The graph {articles[0]} is not as touchline writes it ({error}).") from error


def _reading(nodes: _Nodes, iri: str) -> Reading:
    entities = {subject: _entity(nodes, subject) for subject in nodes.by_subject if subject.startswith(ENT)}
    article = Article(
        id=unquote(iri.removeprefix(ARTICLE)),
        text="",
        title=nodes.text(iri, _TITLE),
        published=nodes.one(iri, _DATE),
        source=nodes.text(iri, _PUBLISHER),
        url=nodes.text(iri, _URL),
        authors=tuple(nodes.all(iri, _AUTHOR)),
    )
    mentions = {entity.id: tuple(map(_span, nodes.all(subject, tl("mentioned_at"))))
                for subject, entity in entities.items()}  # fmt: skip
    statements = tuple(_statement(nodes, claim, entities, article.id) for claim in nodes.typed(tl("Claim")))
    warnings = tuple(nodes.all(iri, tl("warning")))
    return canonical(Reading(article, tuple(entities.values()), statements, mentions, warnings))


def _span(iri: str) -> tuple[int, int]:
    start, end = iri.rpartition("#char=")[2].split(",")
    return int(start), int(end)


def _entity(nodes: _Nodes, subject: str) -> Entity:
    kind = [name for name in nodes.all(subject, _TYPE) if name.removeprefix(TL) in CLASSES][0]  # noqa: RUF015
    same = nodes.one(subject, _SAME)
    return Entity(
        id=unquote(subject.removeprefix(ENT)),
        type=kind.removeprefix(TL),
        name=nodes.text(subject, _LABEL),
        aliases=tuple(nodes.all(subject, _ALIAS)),
        qid=same.removeprefix(WD) if same else None,
        candidates=tuple(unquote(iri.removeprefix(ENT)) for iri in nodes.all(subject, tl("candidate"))),
    )


def _statement(nodes: _Nodes, claim: str, entities: dict[str, Entity], article: str) -> Statement:
    end = nodes.terms(claim, _OBJECT)[0]
    places = sorted(nodes.all(claim, tl("evidence")), key=lambda node: int(nodes.text(node, tl("rank"))))
    return Statement(
        subject=entities[nodes.text(claim, _SUBJECT)],
        predicate=nodes.text(claim, _PREDICATE).removeprefix(TL),
        object=Value(end.value) if isinstance(end, Literal) else entities[end.value],
        evidence=tuple(_evidence(nodes, node, article) for node in places),
    )


def _evidence(nodes: _Nodes, node: str, article: str) -> Evidence:
    qualifiers = {
        name: value for name in QUALIFIERS if name != "source" and (value := nodes.one(node, tl(name))) is not None
    }
    return Evidence(
        article=article,
        start=int(nodes.text(node, tl("start"))),
        end=int(nodes.text(node, tl("end"))),
        quote=nodes.text(node, tl("quote")),
        sentence=nodes.text(node, tl("sentence")),
        status=cast("Status", nodes.text(node, tl("status")).removeprefix(TL)),
        qualifiers=qualifiers,
        source=nodes.text(node, tl("source")),
        published=nodes.one(node, tl("published")),
        confidence=float(nodes.text(node, tl("confidence"))),
        extractor=nodes.text(node, tl("extractor")),
        normalised={
            name: value for name, form in NORMAL_FORMS.items() if (value := nodes.one(node, tl(form))) is not None
        },
    )
