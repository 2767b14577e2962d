"""Checks of what the extractor emitted: classes of subject and object, cardinality, plausible evidence.

Three ways, for three places:

1. `check_statement` looks at one statement with plain Python, in the extractor, microseconds each;
2. `validate_reading` runs the SHACL shapes in `ontology/` over one article's graph with pyshacl;
3. `validate_store` asks the same as SPARQL queries over a whole store, far faster than pyshacl on many triples.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Triple, Variable, serialize

from touchline.graph import rdf
from touchline.graph.folder import store_errors
from touchline.graph.iri import ARTICLE, CLAIM, PREFIXES, TL, entity_iri
from touchline.graph.merge import canonical
from touchline.graph.model import STATUSES, Entity, Statement, Value
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store
    from rdflib import Graph

    from touchline.graph.model import Reading
    from touchline.graph.vocab_types import Predicate

__all__ = ["Violation", "check_statement", "validate_reading", "validate_store"]

Term = NamedNode | BlankNode | Literal | Triple
_Terms = dict[Variable, Term]


class Violation(NamedTuple):
    """A broken rule.

    Attributes:
        rule: What should hold, in words.
        what: The claim, entity or evidence that breaks it.
        article: Id of the article where it was said, empty where it is not known.
        quote: The words that were read so, empty where it is about no claim.
        sentence: The sentence around them.
    """

    rule: str
    what: str
    article: str
    quote: str
    sentence: str = ""


def check_statement(statement: Statement) -> str | None:
    """What is wrong with a statement by the ontology, or None.

    >>> alonso, age = Entity("Xabi_Alonso", "Person", "Xabi Alonso"), Value("42")
    >>> check_statement(Statement(alonso, "age", age)) is None
    True
    >>> check_statement(Statement(alonso, "manages", alonso))
    'the object of manages is a Club or NationalTeam, not a Person (Xabi Alonso)'
    """
    predicate = PREDICATES.get(statement.predicate)
    if predicate is None:
        return f"the ontology has no predicate {statement.predicate!r}"
    subject, end = statement.subject, statement.object
    if subject.type not in predicate.domain:
        return _wrong("subject", predicate.name, predicate.domain, subject)
    if isinstance(end, Entity):
        if predicate.datatype:
            return f"the object of {predicate.name} is a value, not an entity ({end.name})"
        if end.type not in predicate.range:
            return _wrong("object", predicate.name, predicate.range, end)
        return f"{subject.name} cannot be both ends of {predicate.name}" if end.id == subject.id else None
    return _value_problem(predicate, end)


def _wrong(end: str, predicate: str, wanted: tuple[str, ...], entity: Entity) -> str:
    return f"the {end} of {predicate} is a {' or '.join(wanted)}, not a {entity.type} ({entity.name})"


def _value_problem(predicate: Predicate, value: Value) -> str | None:
    if not predicate.datatype:
        return f"the object of {predicate.name} is a {predicate.object_words}, not a value ({value.value!r})"
    if predicate.datatype == "integer" and not (value.value.isascii() and value.value.isdigit()):
        return f"the object of {predicate.name} is a {predicate.object_words}, not {value.value!r}"
    return None if value.value.strip() else f"the object of {predicate.name} is empty"


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    from rdflib import Graph  # noqa: PLC0415

    folder = files("touchline.graph") / "ontology"
    graph = Graph()
    for name in ("shapes.ttl", "predicates.shapes.ttl"):
        graph.parse(data=(folder / name).read_text("utf-8"), format="turtle")
    return graph


def validate_reading(reading: Reading) -> list[Violation]:
    """The SHACL report on one article's graph, sorted.

    Raises:
        InputError: the reading cannot be written as RDF at all.
    """
    from pyshacl import validate  # noqa: PLC0415
    from rdflib import Graph, Namespace  # noqa: PLC0415

    reading = canonical(reading)
    shacl = Namespace("http://www.w3.org/ns/shacl#")
    triples = (quad.triple for quad in rdf.quads(reading))
    text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    conforms, report, _ = validate(Graph().parse(data=text, format="nt"), shacl_graph=_shapes())
    if conforms or not isinstance(report, Graph):
        return []
    names = {entity_iri(entity.id): entity.name for entity in reading.entities}
    said = _said(reading)
    found = set()
    for result in report.subjects(shacl.resultMessage):
        focus = str(report.value(result, shacl.focusNode))
        value = str(report.value(result, shacl.value) or focus)
        rule = str(report.value(result, shacl.resultMessage))
        quote, sentence = said.get(focus) or said.get(value) or ("", "")
        found.add(Violation(rule, names.get(value, value), reading.article.id, quote, sentence))
    return sorted(found)


def _said(reading: Reading) -> dict[str, tuple[str, str]]:
    """Quote and sentence of each claim, evidence and entity that breaks a rule, by IRI; an entity's first claim."""
    said: dict[str, tuple[str, str]] = {}
    for statement in reading.statements:
        lead = statement.evidence[0]
        said[CLAIM + statement.key] = (lead.quote, lead.sentence)
        for evidence in statement.evidence:
            said[rdf.evidence_iri(statement, evidence)] = (evidence.quote, evidence.sentence)
        ends = [end for end in (statement.subject, statement.object) if isinstance(end, Entity)]
        for end in ends:
            said.setdefault(entity_iri(end.id), (lead.quote, lead.sentence))
    return said


def _types(variable: str, classes: tuple[str, ...]) -> str:
    return f"FILTER NOT EXISTS {{ {variable} rdf:type ?class . FILTER(?class IN ({', '.join(map(_name, classes))})) }}"


def _name(local: str) -> str:
    return f"tl:{local}"


def _rules() -> list[tuple[str, str]]:
    """Each rule in words, and the pattern that finds ?what, ?claim where it is broken."""
    rules = []
    for predicate in PREDICATES.values():
        base = f"?claim rdf:predicate tl:{predicate.name} ; rdf:subject ?s ; rdf:object ?o ."
        wrong = (
            f"FILTER(DATATYPE(?o) != xsd:{predicate.datatype} || !isLiteral(?o))"
            if predicate.datatype
            else _types("?o", predicate.range)
        )
        subject = f"the subject of {predicate.name} is a {' or '.join(predicate.domain)}"
        rules.append((subject, f"{base} {_types('?s', predicate.domain)} BIND(?s AS ?what)"))
        rules.append(
            (f"the object of {predicate.name} is a {predicate.object_words}", f"{base} {wrong} BIND(?o AS ?what)")
        )
        if predicate.single:
            rules.append(
                (f"an article states at most one {predicate.name} of a subject as fact", _twice(predicate.name))
            )
    statuses = ", ".join(map(_name, STATUSES))
    bad = [
        ("evidence has a status of the five", f"tl:status ?v . FILTER(?v NOT IN ({statuses}))"),
        ("evidence has a quote that is not empty", 'tl:quote ?v . FILTER(?v = "")'),
        ("evidence starts at 0 or later, and before its end", "tl:start ?v ; tl:end ?w . FILTER(?v < 0 || ?v >= ?w)"),
        ("evidence has one confidence from 0 to 1", "tl:confidence ?v . FILTER(?v < 0 || ?v > 1)"),
    ]
    rules += [(rule, f"?claim tl:evidence ?what . ?what {pattern}") for rule, pattern in bad]
    rules.append(
        (
            "a claim has evidence",
            "?claim rdf:type tl:Claim . FILTER NOT EXISTS { ?claim tl:evidence ?e } BIND(?claim AS ?what)",
        )
    )
    return rules


def _twice(name: str) -> str:
    lead = "tl:status tl:fact ; tl:lead true ; tl:article ?same"
    return (
        f"?claim rdf:predicate tl:{name} ; rdf:subject ?what ; rdf:object ?a ; tl:evidence ?one . ?one {lead} . "
        f"?again rdf:predicate tl:{name} ; rdf:subject ?what ; rdf:object ?b ; tl:evidence ?two . ?two {lead} . "
        "FILTER(STR(?a) < STR(?b))"
    )


_WHERE = """SELECT DISTINCT ?name ?article ?quote ?sentence ?what ?claim WHERE {
  ?claim tl:evidence ?evidence .
  ?evidence tl:lead true ; tl:article ?article ; tl:quote ?quote .
  OPTIONAL { ?evidence tl:sentence ?sentence }
  OPTIONAL { ?what rdfs:label ?name }
}"""


def _rows(store: Store, query: str, terms: _Terms | None = None) -> list[list[Term | None]]:
    answer = store.query(query, prefixes=PREFIXES, substitutions=terms)
    if not isinstance(answer, QuerySolutions):
        raise TypeError("a SELECT was expected")
    return [list(row) for row in answer]


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _broken(store: Store, rule: str, what: Term, claim: Term) -> Iterator[Violation]:
    """One violation for each article that makes the claim (one without an article where none does)."""
    rows = _rows(store, _WHERE, {Variable("what"): what, Variable("claim"): claim})
    for name, article, quote, sentence, *_ in rows or [[None, None, None, None]]:
        named = _text(name) or _text(what).removeprefix(TL)
        yield Violation(rule, named, unquote(_text(article).removeprefix(ARTICLE)), _text(quote), _text(sentence))


def validate_store(store: Store) -> list[Violation]:
    """Every broken rule in a store, once for each article that says so, sorted.

    Args:
        store: `KnowledgeGraph.engine`.

    Raises:
        StoreError: the store cannot be read.
    """
    found: set[Violation] = set()
    with store_errors("read"):
        for rule, pattern in _rules():
            for what, claim in _rows(store, f"SELECT DISTINCT ?what ?claim WHERE {{ {pattern} }}"):
                if what is not None and claim is not None:
                    found.update(_broken(store, rule, what, claim))
    return sorted(found)
